import type { Basket, Line } from "../basket/index.ts"
import { evolve } from "../basket/index.ts"
import type { CalendarDelivery } from "../calendar/index.ts"
import { plannedDeliveries } from "../calendar/index.ts"
import type { Distribution } from "../distribution/index.ts"
import type { SubscribedDelivery, Subscription } from "../subscription/index.ts"
import { agreedOffer, subscribedTo } from "../subscription/index.ts"
import { amountOf } from "../values/index.ts"
import { basketLines, closingOf, defaultsOf, isFilledIn, pouringProblem } from "./close-delivery.ts"
import type { Closing, Defaults } from "./close-delivery.ts"
import type { SeasonContext } from "./settle-subscription.ts"
import { seasonStockOf } from "./settle-subscription.ts"

/** A contract with those who subscribed to it. */
export interface ContractSeason {
  readonly context: SeasonContext
  /** In the order of their ids, as they are closed. */
  readonly subscriptions: ReadonlyArray<Subscription>
}

/** A distribution with the baskets that there are, by member. */
export interface Gathering {
  readonly distribution: Distribution
  readonly baskets: ReadonlyArray<Basket>
}

/** Says of a line whether it is expected only: the delivery that brings it is not closed yet. @rule RECAP-6 */
export type IsExpected = (line: Line) => boolean

/** Every line is in its basket already. */
export const nothingExpected: IsExpected = () => false

/** The baskets of distributions with all that is expected in them, and which lines those are. */
export interface Expected {
  /** For each distribution, by member. */
  readonly baskets: ReadonlyArray<ReadonlyArray<Basket>>
  readonly isExpected: IsExpected
}

/** A delivery that will be closed. */
interface ToClose extends ContractSeason {
  readonly at: CalendarDelivery
}

/** The baskets of one distribution, being filled. */
interface Filling {
  readonly distribution: Distribution
  readonly known: ReadonlyMap<string, Basket>
  readonly byMember: Map<string, Basket>
}

/**
 * The baskets of distributions as they will be once every delivery of these contracts is closed and nobody does anything
 * in between: what was ordered, else the default order as far as there is enough, absences, moves and turns as they
 * stand. What closing would be refused is not expected. Stock that was not read is taken to be enough.
 * @rule RECAP-6
 * @see D14, D22
 */
export const expectDeliveries = (
  seasons: ReadonlyArray<ContractSeason>,
  gatherings: ReadonlyArray<Gathering>,
): Expected => {
  if (seasons.length === 0) return { baskets: gatherings.map(({ baskets }) => baskets), isExpected: nothingExpected }
  const fillings = new Map(gatherings.map((one) => [one.distribution.id, begun(one)]))
  const expected = new Set<string>()
  for (const season of toClose(seasons, fillings)) {
    for (const subscription of season.subscriptions) {
      const own = subscribedTo(subscription, season.at.id)
      if (own === undefined || own.closedAt !== null) continue
      const key = expectOne(season, subscription, own, fillings.get(season.at.distribution))
      if (key !== undefined) expected.add(key)
    }
  }
  const baskets = gatherings.map(({ distribution, baskets: before }) => {
    const { byMember } = fillings.get(distribution.id)!
    return byMember.size === 0 ? before : filledBaskets(before, byMember)
  })
  if (expected.size === 0) return { baskets, isExpected: nothingExpected }
  return { baskets, isExpected: ({ contract }) => contract !== undefined && expected.has(keyOfContract(contract)) }
}

const begun = ({ distribution, baskets }: Gathering): Filling => ({
  distribution,
  known: new Map(baskets.map((one) => [one.member, one])),
  byMember: new Map(),
})

const keyOfContract = ({ subscription, delivery }: NonNullable<Line["contract"]>): string =>
  `${subscription}@${delivery}`

/** A season as its deliveries are closed one after the other. */
interface Closed extends SeasonContext {
  /** What one default order takes, the next one does not get. */
  readonly take: (account: string, amount: number) => void
  /** The default order of a subscription, looked at once for all its deliveries. */
  readonly byDefault: (subscription: Subscription) => Defaults
}

const closedOneByOne = (context: SeasonContext): Closed => {
  const more = new Map<string, number>()
  const defaults = new Map<string, Defaults>()
  return {
    ...context,
    byDefault: (subscription) => {
      const known = defaults.get(subscription.id) ?? defaultsOf(context, subscription)
      defaults.set(subscription.id, known)
      return known
    },
    taken: (account) => {
      const taken = context.taken(account)
      return taken === undefined ? undefined : taken - (more.get(account) ?? 0)
    },
    take: (account, amount) => more.set(account, (more.get(account) ?? 0) + amount),
  }
}

interface SeasonToClose extends ToClose {
  readonly context: Closed
}

/**
 * The deliveries to be closed, in the order in which that happens: those of the distributions, and before them those
 * that use up what is there for the whole season.
 */
const toClose = (
  seasons: ReadonlyArray<ContractSeason>,
  fillings: ReadonlyMap<string, unknown>,
): ReadonlyArray<SeasonToClose> =>
  seasons
    .flatMap(({ context: read, subscriptions }) => {
      const context = closedOneByOne(read)
      const all = plannedDeliveries(context.calendar).toSorted(byClosing)
      const last = all.findLastIndex(({ distribution }) => fillings.has(distribution))
      const isShared = Object.values(context.catalog.products).some(({ stock }) => stock.policy === "global")
      return all
        .slice(0, last + 1)
        .filter(({ distribution }) => isShared || fillings.has(distribution))
        .map((at) => ({ context, subscriptions, at }))
    })
    .toSorted((a, b) => byClosing(a.at, b.at))

const byClosing = ({ window: a }: CalendarDelivery, { window: b }: CalendarDelivery): number =>
  a.closesAt < b.closesAt ? -1 : a.closesAt > b.closesAt ? 1 : 0

/** Fills what one delivery brings into its basket, and takes it from what is left; says which delivery it was. */
const expectOne = (
  { context, at }: SeasonToClose,
  subscription: Subscription,
  own: SubscribedDelivery,
  filling: Filling | undefined,
): string | undefined => {
  // What is not looked at matters as far as it uses up what there is.
  if (filling === undefined && !isFilledIn(context, subscription, own)) return undefined
  const closing = closingOf(context, subscription, at, own, context.byDefault)
  const { after, closed, member } = closing
  const basket = filling?.byMember.get(member) ?? filling?.known.get(member) ?? null
  if (filling !== undefined && pouringProblem({ distribution: filling.distribution, basket }, closed) !== undefined) {
    return undefined
  }
  useUp(context, at, closing)
  const lines = filling === undefined ? [] : basketLines(context, after, closed, basket)
  if (filling === undefined || lines.length === 0) return undefined
  const { distribution } = at
  filling.byMember.set(member, evolve(basket, { _tag: "BasketFilled", distribution, member, at: context.now, lines }))
  return keyOfContract({ subscription: subscription.id, delivery: at.id })
}

const useUp = (context: Closed, at: CalendarDelivery, { after, filled }: Closing): void => {
  for (const { offer, quantity } of filled) {
    const { product } = agreedOffer(after, offer)
    context.take(seasonStockOf(context.catalog, product, at.id), amountOf(quantity))
  }
}

/** All baskets by member, those that were filled in the place of what they were. */
const filledBaskets = (before: ReadonlyArray<Basket>, byMember: ReadonlyMap<string, Basket>): ReadonlyArray<Basket> => {
  const known = new Set(before.map(({ member }) => member))
  return [
    ...before.map((basket) => byMember.get(basket.member) ?? basket),
    ...[...byMember.values()].filter(({ member }) => !known.has(member)),
  ].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}
