import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { basketId } from "@cabas/core/basket"
import { contractOf, depositsOf, heldFor, walletOf } from "@cabas/core/ledger"
import type { Payment, PaymentTarget } from "@cabas/core/payment"
import type * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import type { Refusal, RefusalTag } from "@cabas/core/refusals"
import { has, right } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { nameOf } from "../run/operation.ts"
import type { Actor, Asking, Deciding } from "../run/operation.ts"
import type { Reading } from "../storage/storage.ts"
import { inGroup, memberOf, optional } from "./inputs.ts"

/** An amount that some real payment may have. */
export const PaidAmount = Core.Positive.check(Schema.isLessThanOrEqualTo(100_000_000))

/** What every new payment is told with. */
export const newPayment = {
  ...inGroup,
  id: optional(Core.Id),
  amount: PaidAmount,
  /** The basket of a distribution or a subscription; the money pot when absent. */
  target: optional(Core.PaymentTarget),
  note: optional(Core.Payment.fields.note),
}

/** A payment as it is asked for. */
export interface OfPayment {
  readonly group: string
  readonly id?: string
  readonly member?: string
  readonly target?: PaymentTarget
  readonly till?: string
}

/** What any payment may be refused for. */
export const payingRefusals: ReadonlyArray<RefusalTag> = [
  "NotAllowed",
  "MemberUnknown",
  "DistributionUnknown",
  "DistributionCancelled",
  "DistributionValidated",
  "BasketUnknown",
  "BasketSettled",
  "SubscriptionUnknown",
  "AlreadyExists",
  "PaymentKindNotOffered",
  "Busy",
]

/** Whether the actor runs the contract of a subscription. */
export const runsContractOf = (asking: Asking<unknown>, id: string): boolean => {
  const subscription = asking.found.subscription(id)
  return subscription !== null && has(asking, `catalog-admin:${subscription.catalog}`)
}

/** Those who keep members' money; whoever keeps the desk, for what changes hands there. @see D28 */
export const mayTakeMoney = (asking: Asking<{ readonly till?: string; readonly target?: PaymentTarget }>) => {
  const { till, target } = asking.input
  const isAtDesk = till !== undefined || (target !== undefined && "basket" in target)
  return isAtDesk ? right("members", "desk")(asking) : mayKeepMoney(asking)
}

/** Those who keep members' money, or who run the contract that is paid. */
const mayKeepMoney = (asking: Asking<{ readonly target?: PaymentTarget }>): Refusal | undefined => {
  const { target } = asking.input
  const isTheirs = target !== undefined && "subscription" in target && runsContractOf(asking, target.subscription)
  return isTheirs ? undefined : right("members")(asking)
}

/** The payments that are still to come, or to be taken to the bank: what is due first comes first. @rule DOOR-6 */
export const openPayments = (open: "promised" | "cheque") =>
  ({ index: "payment.openSince", from: open, to: `${open}~` }) as const

/** The documents that a target is about. */
export const targetKeys = (member: string, target: PaymentTarget | undefined): ReadonlyArray<string> => {
  if (target === undefined) return []
  if ("subscription" in target) return [keyOf.subscription(target.subscription)]
  return [keyOf.distribution(target.basket), keyOf.basket(basketId(target.basket, member))]
}

/** The distribution at whose till something comes or goes. */
const tillKeys = (till: string | undefined): ReadonlyArray<string> =>
  till === undefined ? [] : [keyOf.distribution(till)]

/** The documents that a new payment looks at. */
export const readNew = (
  { input, actor, newId }: { readonly input: OfPayment; readonly actor: Actor; readonly newId: () => string },
  more: Omit<Reading, "documents"> = {},
): Reading => {
  const member = memberOf(input, actor)
  return {
    documents: [
      keyOf.member(member),
      keyOf.payment(input.id ?? newId()),
      ...targetKeys(member, input.target),
      ...tillKeys(input.till),
    ],
    ...more,
  }
}

/** The accounts that say what a member's money comes to. */
export const purseAccounts = (member: string, target: PaymentTarget | undefined): ReadonlyArray<string> => [
  walletOf(member),
  heldFor(member),
  depositsOf(member),
  ...(target !== undefined && "subscription" in target ? [contractOf(target.subscription, member)] : []),
]

/** What a member's money comes to. */
export const purseIn = (
  found: Found,
  currency: string,
  member: string,
  target: PaymentTarget | undefined,
): Plans.Purse => {
  const holds = (account: string) => found.balance(account, currency) ?? 0
  return {
    wallet: holds(walletOf(member)),
    held: holds(heldFor(member)),
    contract: target !== undefined && "subscription" in target ? holds(contractOf(target.subscription, member)) : 0,
  }
}

/** What a payment looks at. */
export const payAround = (
  { found, group, now, actor }: Pick<Deciding<unknown>, "found" | "group" | "now" | "actor">,
  member: string,
  target: PaymentTarget | undefined,
  till?: string,
): Plans.PayContext => {
  const isOfBasket = target !== undefined && "basket" in target
  return {
    group,
    member: found.member(member),
    distribution: isOfBasket ? found.distribution(target.basket) : null,
    basket: isOfBasket ? found.basket(basketId(target.basket, member)) : null,
    subscription: target !== undefined && "subscription" in target ? found.subscription(target.subscription) : null,
    till: till === undefined ? null : found.distribution(till),
    now,
    by: nameOf(actor),
  }
}

/** The input of an operation on a payment that is there. */
export const whichPayment = { ...inGroup, payment: Core.Id }

/** Then what the payment is for, at which till it came or comes, and what deposits there are. */
export const readTarget = (
  { input }: { readonly input: { readonly payment: string; readonly till?: string } },
  found: Found,
) => {
  const payment = found.payment(input.payment)
  if (payment === null) return undefined
  const { member, target } = payment
  return {
    documents: [keyOf.member(member), ...targetKeys(member, target), ...tillKeys(input.till ?? payment.till)],
    balances: [depositsOf(member)],
  }
}

/** A payment that is there, and what it looks at. */
export const aroundPayment = (
  deciding: Deciding<{ readonly payment: string; readonly till?: string }>,
): Result.Result<{ readonly payment: Payment; readonly context: Plans.PayContext }, Refusal> => {
  const payment = deciding.found.payment(deciding.input.payment)
  if (payment === null) return Result.fail({ _tag: "PaymentUnknown", payment: deciding.input.payment })
  const { member, target, till } = payment
  return Result.succeed({ payment, context: payAround(deciding, member, target, deciding.input.till ?? till) })
}

/** Those who may touch a payment that is there: as for a new one of the same kind. */
export const mayTouch = (asking: Asking<{ readonly payment: string }>): Refusal | undefined => {
  const payment = asking.found.payment(asking.input.payment)
  if (payment === null) return right("members", "desk")(asking)
  const { till, target, source } = payment
  // Money that was moved is touched by those who may move it.
  if (source !== undefined) return right("members")(asking)
  const input = { ...(till === undefined ? {} : { till }), ...(target === undefined ? {} : { target }) }
  return mayTakeMoney({ ...asking, input })
}
