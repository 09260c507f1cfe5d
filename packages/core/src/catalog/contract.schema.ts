import * as Schema from "effect/Schema"
import { AbsencePolicy } from "../absence/absence.schema.ts"
import { CivilDate, Name, Price, Text } from "../values/values.schema.ts"

const Delay = (maximum: number) => Schema.NullOr(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum })))

/**
 * When orders open and close before each delivery: whole days before for opening, hours before for closing; whatever is
 * absent is the distribution's own.
 * @see CAT9, D7
 */
export const OrderDelays = Schema.Struct({ opensDays: Delay(366), closesHours: Delay(24 * 60) })
export type OrderDelays = typeof OrderDelays.Type

/**
 * What a subscriber must order at least, in minor units: at each delivery, and over the whole period pro rata of the
 * deliveries they take, checked at each save or only at the last delivery that is open.
 * @see D22, S7
 */
export const Minimums = Schema.Struct({
  perDelivery: Schema.NullOr(Price.check(Schema.isGreaterThanOrEqualTo(1))),
  overPeriod: Schema.NullOr(Price.check(Schema.isGreaterThanOrEqualTo(1))),
  checked: Schema.Literals(["at-each-save", "at-last-delivery"]),
})
export type Minimums = typeof Minimums.Type

/** A file that goes with a contract, and who may see it. @see CAT21 */
export const ContractDocument = Schema.Struct({
  title: Name(128),
  url: Schema.String.check(Schema.isPattern(/^(https:\/\/|\/)[^\s"'<>]+$/), Schema.isMaxLength(512)),
  visibility: Schema.Literals(["subscribers", "members", "public"]),
})
export type ContractDocument = typeof ContractDocument.Type

/** What members commit to. @see C1, CAT3 */
export const ContractTerms = Schema.Struct({
  /** The day shown as the first delivery, when the catalog's own start only opens subscriptions. */
  firstDelivery: Schema.NullOr(CivilDate),
  delays: OrderDelays,
  minimums: Minimums,
  absences: Schema.NullOr(AbsencePolicy),
  /** Whether a second household may share the basket. */
  sharing: Schema.Boolean,
  /** What is read before subscribing. */
  text: Text(20_000),
  documents: Schema.Array(ContractDocument).check(Schema.isMaxLength(20)),
})
export type ContractTerms = typeof ContractTerms.Type
