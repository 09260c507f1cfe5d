import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import type { Actor } from "../run/operation.ts"

/** The group an operation happens in; every operation names it. @see D28 */
export const inGroup = { group: Core.Id }

/** The space of an operation is its group. */
export const groupOf = (input: { readonly group: string }): string => input.group

/** A field that may be left out. */
export const optional = <S extends Schema.Constraint>(schema: S): Schema.optionalKey<S> => Schema.optionalKey(schema)

/** The member an input is about: the one it names, else the actor. */
export const memberOf = (input: { readonly member?: string | undefined }, actor: Actor): string =>
  input.member ?? (actor.kind === "member" ? actor.member : "")

/** Where a page begins and how long it is. */
export const paged = {
  after: optional(Schema.String),
  limit: optional(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 500 }))),
}

/** The answer that only names what was written. */
export const Named = Schema.Struct({ id: Schema.String })
