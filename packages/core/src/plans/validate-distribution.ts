import type { Basket } from "../basket/index.ts"
import { isSettled } from "../basket/index.ts"
import type { Distribution, DistributionFact } from "../distribution/index.ts"
import { evolve as evolveDistribution, isSettling, isValidated } from "../distribution/index.ts"
import type { Group } from "../group/index.ts"
import type { Floor, Posting } from "../ledger/index.ts"
import { deskOf, exactly, move, moneyIn, tillDifference } from "../ledger/index.ts"
import type { Payment } from "../payment/index.ts"
import { isOfTill, isTillKind, receivedOf, tillKinds } from "../payment/index.ts"
import type { Counted, Till, TillFact } from "../till/index.ts"
import { differenceOf, evolve as evolveTill, inTill } from "../till/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import { dayProblem } from "./change-basket.ts"
import { keyOf } from "./keys.ts"
import type { Decision } from "./plan.ts"
import { planned, refused } from "./plan.ts"
import { startProblem } from "./settle-basket.ts"

/** What validating a distribution looks at. */
export interface ValidateContext {
  readonly group: Group
  readonly distribution: Distribution
  /** All baskets of the distribution. */
  readonly baskets: ReadonlyArray<Basket>
  /** What people call each member. */
  readonly nameOf: (member: string) => string
  /** Deliveries of contracts whose orders are not in the baskets yet, by catalog. */
  readonly unclosed: ReadonlyArray<{ readonly catalog: string; readonly subscriptions: number }>
  readonly till: Till | null
  /** The payments that came or went at the till of the distribution. */
  readonly payments: ReadonlyArray<Payment>
  /** How often a basket came to be open at the desk, as it was read with the baskets. @rule DAY-24 */
  readonly opened: number
  readonly now: string
  readonly by: string
}

/** What should be in the till: the float, and what came of each kind less what went back. @rule DAY-20 @see 9.3 */
export const expectedInTill = (till: Till | null, payments: ReadonlyArray<Payment>): Counted => {
  const expected = { cash: till?.float ?? 0, cheque: 0, card: 0 }
  for (const payment of payments) {
    const { kind } = payment
    if (isTillKind(kind) && isOfTill(payment)) expected[kind] += receivedOf(payment)
  }
  return expected
}

const same = (a: Counted, b: Counted): boolean => tillKinds.every((kind) => a[kind] === b[kind])

/** Whether somebody waits for a basket to be settled: it is ordered, and it is not. @rule DAY-21 */
export const awaitsSettling = (basket: Basket): boolean => basket.status === "confirmed" && !isSettled(basket)

const tillProblem = ({ distribution, till, payments }: ValidateContext): Refusal | undefined => {
  const expected = expectedInTill(till, payments)
  const wasUsed = payments.some(isOfTill) || (till?.float ?? 0) > 0
  if (till?.counted === null || till?.counted === undefined || till.expected === null) {
    return wasUsed ? { _tag: "TillNotCounted", distribution: distribution.id } : undefined
  }
  return same(till.expected, expected)
    ? undefined
    : { _tag: "TillChanged", distribution: distribution.id, counted: inTill(till.expected), expected: inTill(expected) }
}

/** Everything that still keeps a distribution from being validated, by name. @rule DAY-21 @see D25, VAL3 */
export const validationProblems = (context: ValidateContext): ReadonlyArray<Refusal> => {
  const { distribution } = context
  const found = problemsOf(context)
  // Of use to say only when nothing else is left to do.
  return found.length > 0 || isSettling(distribution)
    ? found
    : [{ _tag: "OrdersNotFinal", distribution: distribution.id }]
}

const problemsOf = (context: ValidateContext): ReadonlyArray<Refusal> => {
  const { group, distribution, baskets, nameOf, unclosed, now } = context
  const early = startProblem(group, distribution, now)
  const open = baskets
    .filter(awaitsSettling)
    .map(({ id, member }) => ({ basket: id, member, name: nameOf(member) }))
    .sort((a, b) => a.name.localeCompare(b.name, "fr"))
  const till = tillProblem(context)
  return [
    ...(early === undefined ? [] : [early]),
    ...(unclosed.length === 0
      ? []
      : [{ _tag: "DeliveriesNotClosed", distribution: distribution.id, catalogs: unclosed } as const]),
    ...(open.length === 0
      ? []
      : [{ _tag: "BasketsNotSettled", distribution: distribution.id, baskets: open } as const]),
    ...(till === undefined ? [] : [till]),
  ]
}

/** What was counted beyond what was expected came in like other money, what is missing went out. @rule DAY-20 @see D23 */
const difference = ({ group, distribution, till }: ValidateContext, sign: 1 | -1): ReadonlyArray<Posting> => {
  if (till === null || till.counted === null || till.expected === null) return []
  const over = differenceOf(till.counted, till.expected)
  return tillKinds.flatMap((kind) =>
    move(moneyIn(kind), tillDifference, sign * over[kind], group.currency, "till-difference", distribution.id),
  )
}

const about = (
  context: ValidateContext,
  fact: DistributionFact,
  postings: ReadonlyArray<Posting>,
  floors: ReadonlyArray<Floor> = [],
) => {
  const { distribution } = context
  return planned(evolveDistribution(distribution, fact) ?? distribution, {
    facts: [{ key: keyOf.distribution(distribution.id), fact }],
    postings,
    floors,
    guards: [keyOf.till(distribution.id)],
  })
}

/**
 * The baskets of a distribution are settled from now on: nothing is ordered any more, so that those who settle and
 * validate see all there is. Said again, it changes nothing.
 * @rule DAY-24
 * @see D25
 */
export const beginSettling = (
  group: Group,
  distribution: Distribution,
  { now, by }: { readonly now: string; readonly by: string },
): Decision<Distribution> => {
  const problem = dayProblem(distribution, null) ?? startProblem(group, distribution, now)
  if (problem !== undefined) return refused(problem)
  if (isSettling(distribution)) return planned(distribution)
  const fact = { _tag: "DistributionSettling", at: now, by } as const
  return planned(evolveDistribution(distribution, fact) ?? distribution, {
    facts: [{ key: keyOf.distribution(distribution.id), fact }],
  })
}

/**
 * Closes a distribution for good: every basket is settled and the till is counted. It names what is missing.
 * @rule DAY-20, DAY-21
 * @see D25, VAL3
 */
export const validateDistribution = (context: ValidateContext): Decision<Distribution> => {
  const { distribution, now, by } = context
  if (distribution.status === "cancelled") {
    return refused({ _tag: "DistributionCancelled", distribution: distribution.id })
  }
  if (isValidated(distribution)) return refused({ _tag: "DistributionValidated", distribution: distribution.id })
  const [first] = validationProblems(context)
  if (first !== undefined) return refused(first)
  // A basket that somebody opens meanwhile must stop it; one that is ordered cannot be, as orders are final.
  const unchanged = [exactly(deskOf(distribution.id), "changes", context.opened)]
  return about(context, { _tag: "DistributionValidated", at: now, by }, difference(context, 1), unchanged)
}

/**
 * Opens a validated distribution again, with a reason: all is as it was before. Said of one whose baskets are being
 * settled, orders are taken again.
 * @rule DAY-22
 * @see D25, VAL6
 */
export const reopenDistribution = (context: ValidateContext, reason: string): Decision<Distribution> => {
  const { distribution, now, by } = context
  const validated = isValidated(distribution)
  if (!validated && !isSettling(distribution)) {
    return refused({ _tag: "DistributionNotValidated", distribution: distribution.id })
  }
  const back = validated ? difference(context, -1) : []
  return about(context, { _tag: "DistributionReopened", at: now, by, reason }, back)
}

/** What keeping the till looks at. */
export type TillContext = Pick<ValidateContext, "distribution" | "till" | "payments" | "now" | "by">

const keepTill = ({ distribution, till }: TillContext, fact: TillFact): Decision<Till> => {
  if (isValidated(distribution)) return refused({ _tag: "DistributionValidated", distribution: distribution.id })
  return planned(evolveTill(till, fact), {
    facts: [{ key: keyOf.till(distribution.id), fact }],
    guards: [keyOf.distribution(distribution.id)],
  })
}

/** Puts coins into the till to give change with. @rule DAY-20 */
export const openTill = (context: TillContext, float: number): Decision<Till> => {
  const { distribution, now: at, by } = context
  return keepTill(context, { _tag: "TillOpened", distribution: distribution.id, float, by, at })
}

/** Counts what is in the till; what should be there is kept beside it. @rule DAY-20 @see 9.3 */
export const countTill = (context: TillContext, counted: Counted): Decision<Till> => {
  const { distribution, till, payments, now: at, by } = context
  const expected = expectedInTill(till, payments)
  const float = till?.float ?? 0
  return keepTill(context, { _tag: "TillCounted", distribution: distribution.id, float, counted, expected, by, at })
}
