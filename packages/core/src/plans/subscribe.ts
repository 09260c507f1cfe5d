import * as Result from "effect/Result"
import type { AbsenceContext } from "../absence/index.ts"
import { choiceProblem, numberProblem, placed } from "../absence/index.ts"
import type { CalendarDelivery } from "../calendar/index.ts"
import { isClosed, plannedDeliveries } from "../calendar/index.ts"
import type { Member } from "../member/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Commitment, Partner, Share, Subscription, SubscriptionFact, Turn } from "../subscription/index.ts"
import { evolve, following } from "../subscription/index.ts"
import { amountOf } from "../values/index.ts"
import { absencesOf, declared, standIns } from "./absence-rules.ts"
import { agreeOn } from "./agree-offers.ts"
import type { Agreed } from "./agree-offers.ts"
import { keyOf } from "./keys.ts"
import type { Decision } from "./plan.ts"
import { refused } from "./plan.ts"
import { deliveriesBetween, nextOpenDelivery, periodProblem, turnsOver } from "./season-rules.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { dayOfDelivery, saidBy, settleSubscription } from "./settle-subscription.ts"
import type { Period } from "./subscription-rules.ts"
import {
  datesProblem,
  defaultShort,
  minimumProblem,
  openProblem,
  orderProblem,
  overlapProblem,
  partnerProblem,
  periodsTaken,
} from "./subscription-rules.ts"

/** What a member commits to. */
export interface Commit {
  readonly id: string
  readonly member: string
  readonly partner: Partner | null
  /** Whose turn the catalog's first delivery is. */
  readonly firstTurn: Turn
  /** From the next delivery that is open, when not said. */
  readonly startsOn: string | null
  /** To the end of the catalog, when not said. */
  readonly endsOn: string | null
  readonly order: ReadonlyArray<Share>
  /** What is ordered for single deliveries of a variable contract from the start. @see S2.1 */
  readonly orders: ReadonlyArray<{ readonly delivery: string; readonly shares: ReadonlyArray<Share> }>
  /** So many absences, placed by the policy, or on these deliveries. */
  readonly absences: number | ReadonlyArray<string> | null
}

/** What subscribing looks at besides the season: the households and what they are committed to. */
export interface SubscribeContext extends SeasonContext {
  readonly holder: Member | null
  readonly partner: Member | null
  readonly existing: Subscription | null
  readonly commitments: ReadonlyMap<string, Commitment>
}

/** Whether members may subscribe at all, and to which days when they do not say. @rule SUB-9 @see S1.3, S7.2 */
const periodOf = (
  context: SeasonContext,
  wanted: Pick<Commit, "startsOn" | "endsOn">,
): Result.Result<Period, Refusal> => {
  const { catalog, calendar, group, entry } = context
  if (plannedDeliveries(calendar).length === 0) {
    return refused({ _tag: "CatalogWithoutDeliveries", catalog: catalog.id })
  }
  const next = nextOpenDelivery(context)
  if (next === undefined) return refused({ _tag: "SubscriptionsClosed", catalog: catalog.id })
  const earliest = dayOfDelivery(group, next)
  const { settings } = catalog
  const period = { startsOn: wanted.startsOn ?? earliest, endsOn: wanted.endsOn ?? settings.endsOn }
  const problem = datesProblem(context, period)
  if (problem !== undefined) return refused(problem)
  const closed = deliveriesBetween(context, period.startsOn, period.endsOn).filter((one) => isClosed(one, context.now))
  if (entry === "member" && closed.length > 0) {
    return refused({ _tag: "StartsTooEarly", startsOn: period.startsOn, earliest })
  }
  return Result.succeed(period)
}

/** The deliveries that begin with the constant order, or with what was chosen for them. */
const ordersFrom = (
  context: SeasonContext,
  commit: Commit,
  covered: ReadonlyArray<CalendarDelivery>,
  agreed: Agreed,
): Result.Result<ReadonlyArray<SubscriptionFact>, Refusal> => {
  if (context.catalog.kind === "constant") {
    if (commit.orders.length > 0) return refused({ _tag: "ConstantOrder", catalog: context.catalog.id })
    const deliveries = covered.map(({ id }) => id)
    if (agreed.lines.length === 0) return Result.succeed([])
    return Result.succeed([
      { _tag: "DeliveriesOrdered", deliveries, lines: agreed.lines, answer: "chosen", ...saidBy(context) },
    ])
  }
  const facts: SubscriptionFact[] = []
  let offers = agreed.offers
  for (const { delivery, shares } of commit.orders) {
    const there = covered.find(({ id }) => id === delivery)
    if (there === undefined) return refused({ _tag: "DeliveryNotCovered", subscription: commit.id, delivery })
    const open = openProblem(context, there)
    if (open !== undefined) return refused(open)
    const chosen = agreeOn(context.catalog, { offers }, shares)
    if (Result.isFailure(chosen)) return Result.fail(chosen.failure)
    offers = chosen.success.offers
    const small = minimumProblem(context, delivery, chosen.success)
    if (small !== undefined) return refused(small)
    const { lines } = chosen.success
    facts.push(...chosen.success.facts)
    facts.push({ _tag: "DeliveriesOrdered", deliveries: [delivery], lines, answer: "chosen", ...saidBy(context) })
  }
  return Result.succeed(facts)
}

/** Why a subscription may not begin with these absences. @rule SUB-8 @see D21, S2.1 */
const absencesProblem = (rules: AbsenceContext, wanted: Commit["absences"]): Refusal | undefined =>
  typeof wanted === "number" ? numberProblem(rules, wanted) : choiceProblem(rules, wanted ?? [])

/** The absences that a subscription begins with. @rule SUB-8 @see D21, S2.1 */
const absencesFrom = (
  context: SeasonContext,
  subscription: Subscription,
  wanted: Commit["absences"],
): Result.Result<ReadonlyArray<SubscriptionFact>, Refusal> => {
  const policy = context.catalog.contract?.absences ?? null
  if (policy === null) {
    const none = wanted === null || wanted === 0 || (Array.isArray(wanted) && wanted.length === 0)
    return none ? Result.succeed([]) : refused({ _tag: "AbsencesNotOffered" })
  }
  const number = typeof wanted === "number" ? wanted : (wanted?.length ?? 0)
  const rules = absencesOf(context, { ...subscription, absences: number }, true)
  const problem = absencesProblem(rules, wanted)
  if (problem !== undefined) return refused(problem)
  const dates = typeof wanted === "number" ? (policy.placement === "last" ? placed(rules, wanted) : []) : (wanted ?? [])
  const facts: ReadonlyArray<SubscriptionFact> = [
    { _tag: "AbsencesChosen", absences: number, ...saidBy(context) },
    ...declared(context, dates, false),
  ]
  return Result.succeed([...facts, ...standIns(context, following(subscription, facts))])
}

/**
 * Commits a member to a contract: the period, who shares, the order, the absences, all of it or nothing. A latecomer
 * takes and pays the deliveries that are left.
 * @rule SUB-1, SUB-2, SUB-5, SUB-7, SUB-8, SUB-9, SUB-10, SUB-11
 * @see D17, D18, D21, D22, S2.1
 */
export const subscribe = (context: SubscribeContext, commit: Commit): Decision<Subscription> => {
  const { catalog } = context
  const { id, member, partner } = commit
  if (context.existing !== null) return refused({ _tag: "AlreadyExists", what: "subscription", id })
  if (catalog.contract === null) return refused({ _tag: "NotAContract", catalog: catalog.id })
  if (context.holder?.status !== "active") return refused({ _tag: "MemberUnknown", member })
  const period = periodOf(context, commit)
  if (Result.isFailure(period)) return Result.fail(period.failure)
  const members = [member, ...(partner === null ? [] : [partner.member])]
  const problem =
    partnerProblem(context, member, partner, context.partner) ??
    overlapProblem(context.commitments, members, id, period.success)
  if (problem !== undefined) return refused(problem)
  return begin(context, commit, period.success, members)
}

/** The subscription that its first facts make. */
const beginning = (facts: ReadonlyArray<SubscriptionFact>): Subscription =>
  facts.reduce<Subscription | null>(evolve, null) as Subscription

const begin = (
  context: SubscribeContext,
  commit: Commit,
  period: Period,
  members: ReadonlyArray<string>,
): Decision<Subscription> => {
  const { catalog, calendar, now } = context
  const { id, member, partner } = commit
  const order = commit.order.filter(({ quantity }) => amountOf(quantity) > 0)
  const covered = deliveriesBetween(context, period.startsOn, period.endsOn).filter((one) => !isClosed(one, now))
  if (covered.length === 0) return refused({ _tag: "CatalogWithoutDeliveries", catalog: catalog.id })
  const agreed = agreeOn(catalog, null, order)
  if (Result.isFailure(agreed)) return Result.fail(agreed.failure)
  const small = orderProblem(context, agreed.success)
  if (small !== undefined) return refused(small)
  const orders = ordersFrom(context, commit, covered, agreed.success)
  if (Result.isFailure(orders)) return Result.fail(orders.failure)
  const turns = turnsOver(calendar, covered, partner === null ? null : commit.firstTurn)
  const started: SubscriptionFact = {
    _tag: "SubscriptionStarted",
    id,
    catalog: catalog.id,
    member,
    partner,
    ...period,
    order,
    absences: null,
    ...saidBy(context),
  }
  const facts: ReadonlyArray<SubscriptionFact> = [
    started,
    { _tag: "DeliveriesCovered", deliveries: turns },
    ...agreed.success.facts,
    ...orders.success,
  ]
  const absences = absencesFrom(context, beginning(facts), commit.absences)
  if (Result.isFailure(absences)) return Result.fail(absences.failure)
  const all = [...facts, ...absences.success]
  const begun = beginning(all)
  const byDefault = catalog.kind === "variable" ? agreed.success.lines : []
  const problem = periodProblem(context, begun, byDefault) ?? defaultShort(context, null, begun, byDefault)
  if (problem !== undefined) return refused(problem)
  const settled = settleSubscription(context, null, id, all, periodsTaken(catalog.id, members, id, period))
  // A household that leaves meanwhile must stop it.
  return Result.map(settled, (plan) => ({ ...plan, guards: [...plan.guards, ...members.map(keyOf.member)] }))
}
