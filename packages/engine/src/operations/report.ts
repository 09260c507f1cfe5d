import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { instantAt, plusDays, windowOfDays } from "@cabas/core/values"
import { periodReport, trialOf } from "@cabas/core/views"
import { right } from "../run/allow.ts"
import { report } from "../run/operation.ts"
import { groupOf, inGroup, optional } from "./inputs.ts"

const nothing = () => ({})

/** What every account holds. */
export const trial = report("ledger.trial", {
  summary: "What every account holds, by kind and one by one, at the end of a day or now; together they hold nothing.",
  input: Schema.Struct({
    ...inGroup,
    /** At the end of this day; now when absent. */
    on: optional(Core.CivilDate),
    /** Produce instead of money. */
    unit: optional(Schema.Literals(["pieces", "grams", "millilitres"])),
  }),
  output: Schema.Struct({
    unit: Schema.String,
    kinds: Schema.Array(Schema.Struct({ kind: Schema.String, accounts: Schema.Int, balance: Core.Money })),
    accounts: Schema.Array(Schema.Struct({ account: Schema.String, balance: Core.Money })),
    total: Core.Money,
  }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: right("members"),
  read: nothing,
  folding: ({ input, group }) => {
    const unit = input.unit ?? group.currency
    const until = input.on === undefined ? null : instantAt(plusDays(input.on, 1), "00:00", group.settings.timeZone)
    const { take, answer } = trialOf(unit, until)
    return { take, answer: () => Result.succeed({ unit, ...answer() }) }
  },
})

const Movement = Schema.Struct({
  account: Schema.String,
  opening: Core.Money,
  entered: Core.Money,
  left: Core.Money,
  closing: Core.Money,
})

/** What happened to the money in a period. */
export const period = report("report.period", {
  summary:
    "What happened to the group's money from one day to another: accounts, producers, VAT, memberships, deposits, till differences.",
  input: Schema.Struct({ ...inGroup, from: Core.CivilDate, to: Core.CivilDate }),
  output: Schema.Struct({
    from: Core.CivilDate,
    to: Core.CivilDate,
    currency: Core.Currency,
    kinds: Schema.Array(Movement),
    accounts: Schema.Array(Movement),
    vats: Schema.Array(Schema.Struct({ vat: Core.BasisPoints, gross: Core.Money, net: Core.Money, tax: Core.Money })),
    billed: Core.Money,
    producers: Schema.Array(Schema.Struct({ producer: Schema.String, amount: Core.Money })),
    memberships: Schema.Struct({ taken: Schema.Int, cancelled: Schema.Int, amount: Core.Money }),
    deposits: Schema.Struct({ paid: Core.Money, returned: Core.Money }),
    tillDifference: Core.Money,
  }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: right("members"),
  read: nothing,
  folding: ({ input, group }) => {
    const { from, to } = input
    const { currency, settings } = group
    const { take, answer } = periodReport(currency, windowOfDays(from, to, settings.timeZone))
    return { take, answer: () => Result.succeed({ from, to, currency, ...answer() }) }
  },
})
