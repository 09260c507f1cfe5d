import * as Schema from "effect/Schema"
import { AbsenceRefusal } from "../absence/absence.schema.ts"
import { BankRefusal } from "../bank/bank.schema.ts"
import { BasketRefusal } from "../basket/basket.schema.ts"
import { CalendarRefusal } from "../calendar/calendar.schema.ts"
import { CatalogRefusal } from "../catalog/catalog.schema.ts"
import { CycleRefusal } from "../cycle/cycle.schema.ts"
import { DistributionRefusal } from "../distribution/distribution.schema.ts"
import { GroupRefusal } from "../group/group.schema.ts"
import { MemberRefusal } from "../member/member.schema.ts"
import { MembershipRefusal } from "../membership/membership.schema.ts"
import { PaymentRefusal } from "../payment/payment.schema.ts"
import { ProducerRefusal } from "../producer/producer.schema.ts"
import { SubscriptionRefusal } from "../subscription/subscription.schema.ts"
import { TillRefusal } from "../till/till.schema.ts"
import { WalletRefusal } from "../wallet/wallet.schema.ts"

/** What any command may be refused for, whatever it is about. @see D11, D30 */
const DoorRefusal = {
  BadInput: {
    issues: Schema.Array(
      Schema.Struct({ path: Schema.Array(Schema.Union([Schema.String, Schema.Number])), message: Schema.String }),
    ),
  },
  KeyReused: { key: Schema.String },
  Busy: { attempts: Schema.Number },
  FileUnreadable: { reason: Schema.String },
} as const

/**
 * Every reason to say no, as tagged plain data with the facts that led to it.
 * @see D29
 */
export const Refusal = Schema.TaggedUnion({
  ...DoorRefusal,
  ...GroupRefusal,
  ...MemberRefusal,
  ...ProducerRefusal,
  ...CatalogRefusal,
  ...CalendarRefusal,
  ...SubscriptionRefusal,
  ...AbsenceRefusal,
  ...CycleRefusal,
  ...DistributionRefusal,
  ...BasketRefusal,
  ...WalletRefusal,
  ...PaymentRefusal,
  ...MembershipRefusal,
  ...TillRefusal,
  ...BankRefusal,
})
export type Refusal = typeof Refusal.Type
/** The code of a refusal. */
export type RefusalTag = Refusal["_tag"]
