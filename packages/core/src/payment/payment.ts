import type { Payment, PaymentFact, PaymentKind } from "./payment.schema.ts"

/** Folds one fact into a payment. */
export const evolve = (payment: Payment | null, fact: PaymentFact): Payment | null => {
  if (fact._tag === "PaymentRecorded") return fact.payment
  if (payment === null) return null
  switch (fact._tag) {
    case "PaymentRaised":
      return { ...payment, amount: payment.amount + fact.amount }
    case "PaymentReceived": {
      const { status: _, ...rest } = payment
      const { kind, amount, till, entry, cheque, at } = fact
      const where = { ...(till === null ? {} : { till }), ...(entry === null ? {} : { entry }) }
      return { ...rest, kind, amount, receivedAt: at, ...where, ...(cheque === undefined ? {} : { cheque }) }
    }
    case "PaymentCancelled":
      return { ...payment, status: "cancelled" }
    case "ChequeBanked":
      return { ...payment, bankedAt: fact.at }
    case "ChequeBounced":
      return { ...payment, bouncedAt: fact.at }
  }
}

/** Where a payment stands. */
export const statusOf = ({ status }: Payment): "received" | "promised" | "cancelled" => status ?? "received"

/** What a payment brings, below zero when the money went back; nothing while it is promised or once it is cancelled. */
export const receivedOf = (payment: Payment): number => (statusOf(payment) === "received" ? signedOf(payment) : 0)

/** What is left of what a payment brought: nothing of a cheque that bounced. @rule PAY-17 */
export const leftOf = (payment: Payment): number => (payment.bouncedAt === undefined ? receivedOf(payment) : 0)

/** The amount of a payment, below zero when the money goes back. */
export const signedOf = ({ amount, direction }: Pick<Payment, "amount" | "direction">): number =>
  direction === "out" ? -amount : amount

/** Kinds that change hands at the distribution; which one is open until then. @see M1, VAL2 */
const onTheSpot: ReadonlyArray<PaymentKind> = ["cash", "cheque", "card", "on-the-spot"]

/** Whether money of this kind changes hands at the distribution. @see M1 */
export const isOnTheSpot = (kind: PaymentKind): boolean => onTheSpot.includes(kind)

/** Kinds that are counted in the till at the end of a distribution. */
export const tillKinds = ["cash", "cheque", "card"] as const
/** One of the kinds that are counted in the till. */
export type TillKind = (typeof tillKinds)[number]

/** Whether the money of a payment lies in the till, or left it: a cheque that the group writes never lay there. @rule PAY-8 */
export const isOfTill = ({ kind, direction }: Pick<Payment, "kind" | "direction">): boolean =>
  isTillKind(kind) && !(kind === "cheque" && direction === "out")

/** Whether money of this kind is counted in the till. */
export const isTillKind = (kind: PaymentKind): kind is TillKind => (tillKinds as ReadonlyArray<string>).includes(kind)
