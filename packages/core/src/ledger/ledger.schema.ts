import * as Schema from "effect/Schema"
import { Positive } from "../values/values.schema.ts"

/**
 * One movement between two accounts: what leaves `from` enters `to`, so the sum of all accounts stays zero.
 * `unit` is a currency, or `pieces`, `grams`, `millilitres` for produce; `reason` and `reference` say why.
 * @see D23, D24
 */
export const Posting = Schema.Struct({
  from: Schema.String,
  to: Schema.String,
  quantity: Positive,
  unit: Schema.String,
  reason: Schema.String,
  reference: Schema.String,
})
export type Posting = typeof Posting.Type
