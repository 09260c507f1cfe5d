export * from "./values/values.schema.ts"
export * from "./values/recurrence.schema.ts"
export * from "./group/group.schema.ts"
export * from "./member/member.schema.ts"
export * from "./producer/producer.schema.ts"
export { AbsenceNotice, AbsencePolicy, AbsenceQuota, AbsenceRefusal, AbsenceSpacing } from "./absence/absence.schema.ts"
export * from "./bank/bank.schema.ts"
export * from "./calendar/calendar.schema.ts"
export * from "./catalog/catalog.schema.ts"
export * from "./catalog/contract.schema.ts"
export * from "./cycle/cycle.schema.ts"
export * from "./distribution/distribution.schema.ts"
export {
  Basket,
  BasketFact,
  BasketRefusal,
  Entry,
  Line as BasketLine,
  Short,
  Wish,
  Wishes,
} from "./basket/basket.schema.ts"
export { BasketPayment, HandOver, Measuring, MeasuringKind, Settlement } from "./basket/day.schema.ts"
export * from "./feed/feed.schema.ts"
export * from "./ledger/ledger.schema.ts"
export * from "./subscription/subscription.schema.ts"
export * from "./membership/membership.schema.ts"
export * from "./payment/payment.schema.ts"
export * from "./till/till.schema.ts"
export * from "./wallet/wallet.schema.ts"
export * from "./refusals/refusals.schema.ts"
