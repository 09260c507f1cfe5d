import { amountIn } from "../wallet/wallet.model.ts"
import type { Part, Promised, Way } from "../wallet/wallet.model.ts"
import type { Sheet } from "../wallet/purse.store.ts"

/** What is chosen: one way, or two with the amount of the first. */
export interface Choice {
  readonly way: Way
  /** The way of the rest; nothing when all is paid in one. */
  readonly rest: Way | null
  /** What was typed as the first part. */
  readonly text: string
}

/** Why a choice is none. */
export type Wrong = "amount" | "large" | "same"

/** What is left to come of a basket: what is due less what was received. */
export const toCome = ({ due, payments }: Pick<Sheet, "due" | "payments">): number =>
  payments.reduce((left, { amount, status }) => (status === "received" ? left - amount : left), due)

/** What was promised for a basket and has not come. */
export const promisedIn = ({ payments }: Pick<Sheet, "payments">): ReadonlyArray<Promised> =>
  payments.filter(({ status }) => status === "promised")

/** The parts that a choice comes to, which together are all that is to come; or why it is none. @rule PAY-3 */
export const partsOf = (choice: Choice, total: number, currency: string): ReadonlyArray<Part> | Wrong => {
  const { way, rest, text } = choice
  if (rest === null) return [{ kind: way, amount: total }]
  if (rest === way) return "same"
  const first = amountIn(text, currency)
  if (!first) return "amount"
  if (first >= total) return "large"
  return [
    { kind: way, amount: first },
    { kind: rest, amount: total - first },
  ]
}

/** The choice that was made before, to be changed: by what was promised, else the first way that is offered. */
export const choiceFrom = (
  promised: ReadonlyArray<Promised>,
  ways: ReadonlyArray<Way>,
  write: (amount: number) => string,
): Choice => {
  const [first, second] = promised.flatMap(({ kind, amount }) => {
    const way = ways.find((one) => one === kind)
    return way ? [{ way, amount }] : []
  })
  const way = first?.way ?? ways[0] ?? "cash"
  return second ? { way, rest: second.way, text: write(first!.amount) } : { way, rest: null, text: "" }
}

/** Whether the member should be asked how they pay: an order that nothing, or less than it costs, was promised for. */
export const isToChoose = (sheet: Pick<Sheet, "status" | "due" | "payments">, moneyPot: boolean): boolean => {
  const promised = promisedIn(sheet).reduce((sum, { amount }) => sum + amount, 0)
  return !moneyPot && sheet.status === "confirmed" && toCome(sheet) > promised
}
