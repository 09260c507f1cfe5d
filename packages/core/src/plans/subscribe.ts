import * as Result from "effect/Result"
import { choiceProblem, numberProblem, placed } from "../absence/index.ts"
import type { CalendarDelivery } from "../calendar/index.ts"
import { isClosed, plannedDeliveries } from "../calendar/index.ts"
import type { Member } from "../member/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type {
  Commitment,
  Partner,
  Share,
  SubscribedDelivery,
  Subscription,
  SubscriptionFact,
  Turn,
} from "../subscription/index.ts"
import { amountOfLines, evolve } from "../subscription/index.ts"
import { agreeOn } from "./agree-offers.ts"
import type { Agreed } from "./agree-offers.ts"
import { keyOf } from "./keys.ts"
import type { Decision, Told } from "./plan.ts"
import { refused } from "./plan.ts"
import { absencesOf, deliveriesBetween, minimumOf, nextOpenDelivery, periodProblem, turnsOver } from "./season-rules.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { dayOfDelivery, settleSubscription } from "./settle-subscription.ts"

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

/** The days of a period, as they are. */
interface Period {
  readonly startsOn: string
  readonly endsOn: string
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

/** A period in order, within the catalog's. @rule SUB-9 @see S7.2 */
export const datesProblem = ({ catalog }: SeasonContext, { startsOn, endsOn }: Period): Refusal | undefined => {
  if (endsOn < startsOn) return { _tag: "SubscriptionDatesInvalid", startsOn, endsOn }
  const { startsOn: catalogStartsOn, endsOn: catalogEndsOn } = catalog.settings
  return startsOn < catalogStartsOn || endsOn > catalogEndsOn
    ? { _tag: "OutsideCatalog", startsOn, endsOn, catalogStartsOn, catalogEndsOn }
    : undefined
}

/** Another subscription of one of the households in these days. @rule SUB-9 @see D18, S7.2 */
export const overlapProblem = (
  commitments: ReadonlyMap<string, Commitment>,
  members: ReadonlyArray<string>,
  own: string,
  { startsOn, endsOn }: Period,
): Refusal | undefined => {
  for (const member of members) {
    const other = commitments
      .get(member)
      ?.periods.find((one) => one.subscription !== own && one.startsOn <= endsOn && startsOn <= one.endsOn)
    if (other !== undefined) return { _tag: "OverlappingSubscription", member, subscription: other.subscription }
  }
  return undefined
}

/** Why these households cannot share a basket. @rule SUB-5 @see SHR1 */
export const partnerProblem = (
  { catalog }: SeasonContext,
  holder: string,
  partner: Partner | null,
  found: Member | null,
): Refusal | undefined => {
  if (partner === null) return undefined
  if (catalog.contract?.sharing !== true) return { _tag: "SharingNotOffered", catalog: catalog.id }
  if (partner.member === holder) return { _tag: "PartnerIsHolder", member: holder }
  return found === null || found.status !== "active" ? { _tag: "PartnerUnknown", member: partner.member } : undefined
}

/** Why a default or constant order does not do. @rule SUB-7, SUB-10 @see D17, D22, S6.2 */
export const orderProblem = ({ catalog, entry }: SeasonContext, agreed: Agreed): Refusal | undefined => {
  if (catalog.kind === "constant") {
    return agreed.lines.length === 0 && entry === "member" ? { _tag: "OrderEmpty", catalog: catalog.id } : undefined
  }
  const minimum = minimumOf(catalog)
  if (minimum === null) return undefined
  const total = amountOfLines({ id: "", offers: agreed.offers } as Subscription, agreed.lines)
  return total < minimum ? { _tag: "DefaultOrderTooSmall", minimum, total } : undefined
}

const by = ({ entry, now }: SeasonContext) => ({ entry, at: now })

/** The deliveries that begin with the constant order, or with what was chosen for them. */
const ordersFrom = (
  context: SeasonContext,
  commit: Commit,
  covered: ReadonlyArray<CalendarDelivery>,
  agreed: Agreed,
): Result.Result<ReadonlyArray<SubscriptionFact>, Refusal> => {
  if (context.catalog.kind === "constant") {
    const deliveries = covered.map(({ id }) => id)
    if (agreed.lines.length === 0) return Result.succeed([])
    return Result.succeed([
      { _tag: "DeliveriesOrdered", deliveries, lines: agreed.lines, answer: "chosen", ...by(context) },
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
    facts.push({ _tag: "DeliveriesOrdered", deliveries: [delivery], lines, answer: "chosen", ...by(context) })
  }
  return Result.succeed(facts)
}

/** Why a member cannot choose for a delivery yet; a coordinator may whenever it is not closed. @rule SUB-3 @see S4.1 */
export const openProblem = ({ entry, now }: SeasonContext, { id, window }: CalendarDelivery): Refusal | undefined =>
  entry === "member" && now < window.opensAt
    ? { _tag: "DeliveryNotOpen", delivery: id, opensAt: window.opensAt }
    : undefined

/** An order below the minimum of a delivery; a coordinator answers for it. @rule SUB-10 @see D22, S7.1 */
export const minimumProblem = (
  { catalog, entry }: SeasonContext,
  delivery: string,
  agreed: Agreed,
): Refusal | undefined => {
  const minimum = minimumOf(catalog)
  if (minimum === null || entry === "coordinator") return undefined
  const total = amountOfLines({ id: "", offers: agreed.offers } as Subscription, agreed.lines)
  return total < minimum ? { _tag: "MinimumNotReached", delivery, minimum, total } : undefined
}

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
  const number = wanted === null ? 0 : typeof wanted === "number" ? wanted : wanted.length
  const rules = absencesOf(context, { ...subscription, absences: number }, true)
  const problem =
    typeof wanted === "number" || wanted === null
      ? wanted === null
        ? undefined
        : numberProblem(rules, wanted)
      : choiceProblem(rules, wanted)
  if (problem !== undefined) return refused(problem)
  const deliveries =
    typeof wanted === "number" ? (policy.placement === "none" ? [] : placed(rules, wanted)) : (wanted ?? [])
  const chosen: SubscriptionFact = { _tag: "AbsencesChosen", absences: number, ...by(context) }
  if (deliveries.length === 0) return Result.succeed([chosen])
  const provisional = typeof wanted === "number" && policy.placement === "last-provisional"
  const { compensation } = policy
  return Result.succeed([chosen, { _tag: "AbsencesDeclared", deliveries, compensation, provisional, ...by(context) }])
}

const after = (before: Subscription | null, facts: ReadonlyArray<SubscriptionFact>): Subscription =>
  facts.reduce<Subscription | null>(evolve, before) as Subscription

/** The periods that the households of a subscription take. */
export const periodsTaken = (
  catalog: string,
  members: ReadonlyArray<string>,
  subscription: string,
  { startsOn, endsOn }: Period,
): ReadonlyArray<Told> =>
  members.map((member) => ({
    key: keyOf.commitment(catalog, member),
    fact: { _tag: "PeriodTaken", subscription, startsOn, endsOn },
  }))

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

const begin = (
  context: SubscribeContext,
  commit: Commit,
  period: Period,
  members: ReadonlyArray<string>,
): Decision<Subscription> => {
  const { catalog, calendar, now } = context
  const { id, member, partner, order } = commit
  const covered = deliveriesBetween(context, period.startsOn, period.endsOn).filter((one) => !isClosed(one, now))
  if (covered.length === 0) return refused({ _tag: "CatalogWithoutDeliveries", catalog: catalog.id })
  const agreed = agreeOn(catalog, null, order)
  if (Result.isFailure(agreed)) return Result.fail(agreed.failure)
  const small = orderProblem(context, agreed.success)
  if (small !== undefined) return refused(small)
  const orders = ordersFrom(context, commit, covered, agreed.success)
  if (Result.isFailure(orders)) return Result.fail(orders.failure)
  const turns = turnsOver(calendar, covered, partner === null ? null : commit.firstTurn)
  const facts: ReadonlyArray<SubscriptionFact> = [
    {
      _tag: "SubscriptionStarted",
      id,
      catalog: catalog.id,
      member,
      partner,
      ...period,
      order,
      absences: null,
      ...by(context),
    },
    { _tag: "DeliveriesCovered", deliveries: turns },
    ...agreed.success.facts,
    ...orders.success,
  ]
  const absences = absencesFrom(context, after(null, facts), commit.absences)
  if (Result.isFailure(absences)) return Result.fail(absences.failure)
  const all = [...facts, ...absences.success]
  const begun = after(null, all)
  const byDefault = catalog.kind === "variable" ? agreed.success.lines : []
  const problem = periodProblem(context, begun, byDefault) ?? defaultShort(context, begun, byDefault)
  if (problem !== undefined) return refused(problem)
  const settled = settleSubscription(context, null, id, all, periodsTaken(catalog.id, members, id, period))
  // A household that leaves meanwhile must stop it.
  return Result.map(settled, (plan) => ({ ...plan, guards: [...plan.guards, ...members.map(keyOf.member)] }))
}

/** A default order that there is not enough for at some delivery to come, by delivery. @rule SUB-4 @see SK6 */
export const defaultShort = (
  context: SeasonContext,
  subscription: Subscription,
  byDefault: SubscribedDelivery["lines"],
): Refusal | undefined => {
  if (byDefault.length === 0 || context.entry === "coordinator") return undefined
  const open = subscription.deliveries.filter(({ answer, absence }) => answer === "none" && absence === null)
  const filled: SubscriptionFact = {
    _tag: "DeliveriesOrdered",
    deliveries: open.map(({ id }) => id),
    lines: byDefault,
    answer: "default",
    ...by(context),
  }
  const trial = settleSubscription(context, subscription, subscription.id, [filled])
  return Result.isFailure(trial) && trial.failure._tag === "SeasonStockShort" ? trial.failure : undefined
}
