import * as Result from "effect/Result"
import type { Floor, Posting } from "../ledger/index.ts"
import type { BasketFact } from "../basket/index.ts"
import type { CalendarFact } from "../calendar/index.ts"
import type { CatalogFact } from "../catalog/index.ts"
import type { CycleFact } from "../cycle/index.ts"
import type { DayFact, DistributionFact } from "../distribution/index.ts"
import type { FeedFact } from "../feed/index.ts"
import type { GroupFact, PlaceFact } from "../group/index.ts"
import type { MemberFact } from "../member/index.ts"
import type { MembershipFact } from "../membership/index.ts"
import type { CommitmentFact, SubscriptionFact } from "../subscription/index.ts"
import type { ProducerFact } from "../producer/index.ts"
import type { PaymentFact } from "../payment/index.ts"
import type { TillFact } from "../till/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"

/** What is left of a fact about somebody who was erased: it was there. @see D27 */
export interface Blanked {
  readonly _tag: "Blanked"
}

/** Anything that can happen in a group. */
export type Fact =
  | Blanked
  | GroupFact
  | PlaceFact
  | MemberFact
  | ProducerFact
  | CatalogFact
  | CalendarFact
  | SubscriptionFact
  | CommitmentFact
  | CycleFact
  | DistributionFact
  | DayFact
  | BasketFact
  | PaymentFact
  | MembershipFact
  | TillFact
  | FeedFact

/** A fact about one document. */
export interface Told {
  readonly key: string
  readonly fact: Fact
}

/**
 * What a decision wants written, together or not at all: facts, movements with the floors they must respect,
 * documents that must not have changed meanwhile, and a number to take.
 */
export interface Plan<A> {
  readonly facts: ReadonlyArray<Told>
  readonly postings: ReadonlyArray<Posting>
  readonly floors: ReadonlyArray<Floor>
  /** Keys of documents that were looked at and must still be the same at commit. */
  readonly guards: ReadonlyArray<string>
  /** Documents that take the next number of a series unless they have one. @see D15 */
  readonly numbers: ReadonlyArray<{ readonly series: string; readonly key: string }>
  /** Keys of written documents whose earlier facts are to be blanked. @see D27 */
  readonly erases: ReadonlyArray<string>
  readonly answer: A
}

/** What deciding gives: a plan, or the reason why not. */
export type Decision<A> = Result.Result<Plan<A>, Refusal>

const nothing: Omit<Plan<never>, "answer"> = {
  facts: [],
  postings: [],
  floors: [],
  guards: [],
  numbers: [],
  erases: [],
}

/** A plan with what is not mentioned left empty. */
export const planned = <A>(answer: A, parts: Partial<Omit<Plan<A>, "answer">> = {}): Decision<A> =>
  Result.succeed({ ...nothing, ...parts, answer })

/** A decision that says no. */
export const refused = (refusal: Refusal): Result.Result<never, Refusal> => Result.fail(refusal)

/** Several decisions as one: all of them, or the first reason why not. */
export const togetherAll = <A>(decisions: ReadonlyArray<Decision<A>>): Decision<ReadonlyArray<A>> => {
  const plans: Array<Plan<A>> = []
  for (const decision of decisions) {
    if (Result.isFailure(decision)) return Result.fail(decision.failure)
    plans.push(decision.success)
  }
  return planned(
    plans.map(({ answer }) => answer),
    {
      facts: plans.flatMap(({ facts }) => facts),
      postings: plans.flatMap(({ postings }) => postings),
      floors: plans.flatMap(({ floors }) => floors),
      guards: [...new Set(plans.flatMap(({ guards }) => guards))],
      numbers: plans.flatMap(({ numbers }) => numbers),
      erases: plans.flatMap(({ erases }) => erases),
    },
  )
}
