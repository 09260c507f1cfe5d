import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import * as Plans from "@cabas/core/plans"
import type { RefusalTag } from "@cabas/core/refusals"
import { command } from "../run/operation.ts"
import { groupOf, optional } from "./inputs.ts"
import { SeasonSheet } from "./season-outputs.ts"
import {
  changing,
  mayChange,
  readSeason,
  readStock,
  readSubscription,
  subscriptionLane,
  whichSubscription,
} from "./season.ts"

const refusals: ReadonlyArray<RefusalTag> = [
  "NotAllowed",
  "SubscriptionUnknown",
  "CatalogUnknown",
  "NotAContract",
  "DeliveryClosed",
  "SeasonStockShort",
  "Busy",
  "AbsencesNotOffered",
  "AbsenceNumberFixed",
  "TooManyAbsences",
  "TooFewAbsences",
  "AbsenceRepeated",
  "AbsenceNotPossible",
  "AbsenceTooLate",
  "AbsenceDatesFixed",
  "AbsenceTooClose",
]

const ofOne = {
  space: groupOf,
  lane: subscriptionLane,
  allow: mayChange,
  read: readSubscription,
  more: [readSeason, readStock()],
}

const deliveries = Schema.Array(Core.Id).check(Schema.isMaxLength(400))

/** Declares absences. */
export const declare = command("absence.declare", {
  summary: "Declares absences at deliveries of a subscription: goods go back, money follows the contract's rule.",
  input: Schema.Struct({ ...whichSubscription, deliveries: deliveries.check(Schema.isMinLength(1)) }),
  output: SeasonSheet,
  refusals,
  ...ofOne,
  decide: changing(({ context, subscription }, { input }) =>
    Plans.declareAbsences(context, subscription, input.deliveries),
  ),
})

/** Withdraws absences. */
export const withdraw = command("absence.withdraw", {
  summary: "Withdraws absences: the baskets come back as they were.",
  input: Schema.Struct({ ...whichSubscription, deliveries: deliveries.check(Schema.isMinLength(1)) }),
  output: SeasonSheet,
  refusals,
  ...ofOne,
  decide: changing(({ context, subscription }, { input }) =>
    Plans.withdrawAbsences(context, subscription, input.deliveries),
  ),
})

/** Chooses all absences at once. */
export const choose = command("absence.choose", {
  summary: "Chooses all absences of a subscription at once, and their number where that may change.",
  input: Schema.Struct({
    ...whichSubscription,
    deliveries,
    number: optional(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 1000 }))),
  }),
  output: SeasonSheet,
  refusals,
  ...ofOne,
  decide: changing(({ context, subscription }, { input }) =>
    Plans.chooseAbsences(context, subscription, input.deliveries, input.number ?? null),
  ),
})

/** Moves the basket of an absence to another delivery. */
export const move = command("absence.move", {
  summary: "Moves the basket of an absence to another delivery of the same subscription.",
  input: Schema.Struct({ ...whichSubscription, delivery: Core.Id, to: Core.Id }),
  output: SeasonSheet,
  refusals: [...refusals, "ShiftNotPossible", "TooManyShifts"],
  ...ofOne,
  decide: changing(({ context, subscription }, { input }) =>
    Plans.moveAbsence(context, subscription, input.delivery, input.to),
  ),
})
