import type { CalendarDelivery } from "../calendar/index.ts"
import type { Member } from "../member/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Commitment, Partner, SubscribedDelivery, Subscription } from "../subscription/index.ts"
import { amountOfLines, following } from "../subscription/index.ts"
import type { Agreed } from "./agree-offers.ts"
import { keyOf } from "./keys.ts"
import type { Told } from "./plan.ts"
import { minimumOf, openDeliveries, pastOrders } from "./season-rules.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { saidBy, shortProblem } from "./settle-subscription.ts"

/** The days of a subscription, both included. */
export interface Period {
  readonly startsOn: string
  readonly endsOn: string
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

/** The periods that households give up. */
export const periodsReleased = (
  catalog: string,
  members: ReadonlyArray<string>,
  subscription: string,
): ReadonlyArray<Told> =>
  members.map((member) => ({ key: keyOf.commitment(catalog, member), fact: { _tag: "PeriodReleased", subscription } }))

/** Once deliveries are behind, only a catalog admin changes what was committed to. @rule SUB-12 @see S3.2 */
export const begunProblem = (context: SeasonContext, subscription: Subscription): Refusal | undefined => {
  const deliveries = context.entry === "member" ? pastOrders(context, subscription) : []
  return deliveries.length > 0 ? { _tag: "PastOrders", subscription: subscription.id, deliveries } : undefined
}

/**
 * A default order that there is not enough for at some delivery to come, by delivery; what was ordered `before` is taken
 * already.
 * @rule SUB-4
 * @see SK6
 */
export const defaultShort = (
  context: SeasonContext,
  before: Subscription | null,
  subscription: Subscription,
  byDefault: SubscribedDelivery["lines"],
): Refusal | undefined => {
  if (byDefault.length === 0 || context.entry === "coordinator") return undefined
  const deliveries = openDeliveries(context, subscription).flatMap(({ id, answer, absence }) =>
    answer === "none" && absence === null ? [id] : [],
  )
  // Whatever else is wanted is looked at when it is settled.
  if (deliveries.length === 0) return undefined
  const filled = following(subscription, [
    { _tag: "DeliveriesOrdered", deliveries, lines: byDefault, answer: "default", ...saidBy(context) },
  ])
  return shortProblem(context, before, filled)
}
