import { amountOf, dateAt, measureOf, unitOf } from "../values/index.ts"
import type { Measure, Unit } from "../values/index.ts"
import type { Entry } from "../basket/index.ts"
import type { Calendar, CalendarDelivery } from "../calendar/index.ts"
import { deliveryOf, isClosed } from "../calendar/index.ts"
import type { Catalog } from "../catalog/index.ts"
import { productOf } from "../catalog/index.ts"
import type { Group } from "../group/index.ts"
import type { Floor, Posting } from "../ledger/index.ts"
import { contractOf, engagedTo, move, orderedOf, stockOf, coverageBefore, coverageOf } from "../ledger/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { SubscribedDelivery, Subscription, SubscriptionFact } from "../subscription/index.ts"
import { agreedOffer, debtsOf, evolve, subscribedTo } from "../subscription/index.ts"
import { offeredAt } from "../views/shop.ts"
import { keyOf } from "./keys.ts"
import type { Decision, Told } from "./plan.ts"
import { planned, refused } from "./plan.ts"

/** Everything a change of a subscription may look at. Stock that was not read is `undefined`: the floors decide then. */
export interface SeasonContext {
  readonly group: Group
  readonly catalog: Catalog
  readonly calendar: Calendar
  readonly now: string
  readonly entry: Entry
  /** Balance of a stock account, when it was read. */
  readonly taken: (account: string) => number | undefined
  /** A coordinator's reason to order beyond the stock. @see D13 */
  readonly stockOverride: string | null
  /** What is closed may change: only for what closes it, and for what was empty. */
  readonly thaws?: boolean
}

/** Who says something of a subscription, and when. */
export const saidBy = ({ entry, now }: Pick<SeasonContext, "entry" | "now">) => ({ entry, at: now })

/** The day of a delivery in the group's zone. @see D7 */
export const dayOfDelivery = (group: Group, { startsAt }: CalendarDelivery): string =>
  dateAt(startsAt, group.settings.timeZone)

/** So much of a product at one delivery. */
interface Held {
  readonly delivery: string
  readonly product: string
  readonly unit: Unit
  readonly quantity: number
}

/** What a subscription holds of each product at each delivery. */
const held = (subscription: Subscription | null): ReadonlyMap<string, Held> => {
  const all = new Map<string, Held>()
  if (subscription === null) return all
  for (const { id: delivery, lines } of subscription.deliveries) {
    for (const { offer, quantity } of lines) {
      const { product } = agreedOffer(subscription, offer)
      const key = `${delivery}/${product}`
      const before = all.get(key)?.quantity ?? 0
      all.set(key, { delivery, product, unit: unitOf(quantity), quantity: before + amountOf(quantity) })
    }
  }
  return all
}

/** How much more (or less) a subscription holds than before, by delivery and product. */
const differences = (before: Subscription | null, after: Subscription | null): ReadonlyArray<Held> => {
  const [had, has] = [held(before), held(after)]
  return [...new Set([...had.keys(), ...has.keys()])].flatMap((key) => {
    const one = has.get(key) ?? had.get(key)
    const quantity = (has.get(key)?.quantity ?? 0) - (had.get(key)?.quantity ?? 0)
    return one === undefined || quantity === 0 ? [] : [{ ...one, quantity }]
  })
}

/** The account that counts what was taken of a product at a delivery of a contract. @rule STOCK-1 */
export const seasonStockOf = (catalog: Catalog, product: string, delivery: string): string =>
  stockOf(catalog.id, product, productOf(catalog, product)?.stock.policy === "global" ? null : delivery)

/** What moves between available and ordered when a subscription changes. @rule SUB-2 @see D24 */
export const stockMoves = (
  catalog: Catalog,
  before: Subscription | null,
  after: Subscription | null,
): ReadonlyArray<Posting> => movesOf(catalog, differences(before, after), (after ?? before)?.id ?? "")

const movesOf = (catalog: Catalog, changes: ReadonlyArray<Held>, reference: string): ReadonlyArray<Posting> =>
  changes.flatMap(({ delivery, product, unit, quantity }) =>
    move(
      seasonStockOf(catalog, product, delivery),
      orderedOf(catalog.id, product, delivery),
      quantity,
      unit,
      "subscription",
      reference,
    ),
  )

/** What the households come to owe, more or less than before. @rule SUB-6 @see D18, S10.2 */
export const debtMoves = (
  currency: string,
  before: Subscription | null,
  after: Subscription | null,
): ReadonlyArray<Posting> => {
  const subscription = after ?? before
  if (subscription === null) return []
  const owed = new Map<string, number>()
  const add = (of: Subscription | null, sign: number) => {
    if (of === null) return
    for (const { member, amount } of debtsOf(of)) owed.set(member, (owed.get(member) ?? 0) + sign * amount)
  }
  add(before, -1)
  add(after, 1)
  const { id, catalog } = subscription
  return [...owed].flatMap(([member, amount]) =>
    move(contractOf(id, member), engagedTo(catalog), amount, currency, "subscription", id),
  )
}

const same = (a: SubscribedDelivery | undefined, b: SubscribedDelivery | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b)

/** The first closed delivery that the change would touch: what is closed stays as it is, for everybody. @rule SUB-3 */
const frozenProblem = (
  { calendar, now }: SeasonContext,
  before: Subscription | null,
  after: Subscription,
): Refusal | undefined => {
  const ids = new Set([...(before?.deliveries ?? []), ...after.deliveries].map(({ id }) => id))
  for (const id of ids) {
    const [old, fresh] = [before === null ? undefined : subscribedTo(before, id), subscribedTo(after, id)]
    const at = deliveryOf(calendar, id)
    const closed = (old?.closedAt ?? null) !== null || (at !== undefined && isClosed(at, now))
    if (closed && !same(old, fresh)) {
      return { _tag: "DeliveryClosed", delivery: id, closesAt: at?.window.closesAt ?? old?.closedAt ?? now }
    }
  }
  return undefined
}

/** More of a counted product: the account, and how much of it there is at that delivery. */
interface Wanted extends Held {
  readonly account: string
  readonly offered: number
}

/** How much of a product there is at a delivery; nothing when there is no limit. */
export const offeredAtDelivery = (
  { group, catalog, calendar }: Pick<SeasonContext, "group" | "catalog" | "calendar">,
  product: string,
  { startsAt }: CalendarDelivery,
): number | null => {
  const sold = productOf(catalog, product)
  return sold === undefined ? null : offeredAt(group.settings.timeZone, startsAt, calendar, sold)
}

const wantedMore = (context: SeasonContext, changes: ReadonlyArray<Held>): ReadonlyArray<Wanted> =>
  changes.flatMap((one) => {
    if (one.quantity <= 0) return []
    const at = deliveryOf(context.calendar, one.delivery)
    const offered = at === undefined ? null : offeredAtDelivery(context, one.product, at)
    if (offered === null) return []
    return [{ ...one, offered, account: seasonStockOf(context.catalog, one.product, one.delivery) }]
  })

const measured = (unit: Unit, amount: number): Measure => measureOf(unit, Math.max(0, amount))

/** What the same change gives back, by stock account: where one stock is for all deliveries, it is there to be taken. */
const givenBack = (catalog: Catalog, changes: ReadonlyArray<Held>): ReadonlyMap<string, number> => {
  const back = new Map<string, number>()
  for (const { delivery, product, quantity } of changes) {
    if (quantity >= 0) continue
    const account = seasonStockOf(catalog, product, delivery)
    back.set(account, (back.get(account) ?? 0) - quantity)
  }
  return back
}

/** What there is too little of, by delivery; a global stock is used up delivery after delivery. @rule SUB-4 @see SK6 */
const shortages = (context: SeasonContext, wanted: ReadonlyArray<Wanted>, back: ReadonlyMap<string, number>) => {
  const used = new Map<string, number>()
  return wanted.flatMap(({ delivery, product, unit, quantity, account, offered }) => {
    const taken = context.taken(account)
    if (taken === undefined) return []
    const already = used.get(account) ?? 0 - (back.get(account) ?? 0)
    used.set(account, already + quantity)
    const left = offered + taken - already
    if (quantity <= left) return []
    const name = productOf(context.catalog, product)?.name ?? product
    return [{ delivery, product, name, wanted: measured(unit, quantity), left: measured(unit, left) }]
  })
}

/** What the change of a subscription would take more than there is, by delivery. @rule SUB-4 @see SK6 */
export const shortProblem = (
  context: SeasonContext,
  before: Subscription | null,
  after: Subscription,
): Refusal | undefined => {
  const changes = differences(before, after)
  return shortage(context, wantedMore(context, changes), givenBack(context.catalog, changes))
}

const shortage = (
  context: SeasonContext,
  wanted: ReadonlyArray<Wanted>,
  back: ReadonlyMap<string, number>,
): Refusal | undefined => {
  const deliveries = shortages(context, wanted, back)
  return deliveries.length === 0 ? undefined : { _tag: "SeasonStockShort", deliveries }
}

const coverage = (subscription: Subscription | null): string => {
  if (subscription === null || subscription.status === "deleted") return ""
  const { startsOn, endsOn, deliveries } = subscription
  return [startsOn, endsOn, ...deliveries.map(({ id }) => id)].join()
}

/** That somebody expects other deliveries than before, for whoever decides about the deliveries meanwhile. @rule SUB-16 */
export const coverageMoves = (before: Subscription | null, after: Subscription): ReadonlyArray<Posting> => {
  const { id, catalog } = after
  if (coverage(before) === coverage(after)) return []
  return move(coverageBefore(catalog), coverageOf(catalog), 1, "changes", "subscription", id)
}

/**
 * Carries a change of a subscription: the facts, and the goods and money that follow from the difference, so that
 * whatever happened in whichever order, what is ordered and owed is what the subscription says.
 * @rule SUB-2, SUB-3, SUB-4
 * @see D13, D17, D24
 */
export const settleSubscription = (
  context: SeasonContext,
  before: Subscription | null,
  id: string,
  facts: ReadonlyArray<SubscriptionFact>,
  more: ReadonlyArray<Told> = [],
): Decision<Subscription> => {
  const after = facts.reduce<Subscription | null>(evolve, before)
  if (after === null) return refused({ _tag: "SubscriptionUnknown", subscription: id })
  if (facts.length === 0 && more.length === 0) return planned(after)
  const frozen = context.thaws === true ? undefined : frozenProblem(context, before, after)
  if (frozen !== undefined) return refused(frozen)
  const isBound = context.entry === "member" || context.stockOverride === null
  const changes = differences(before, after)
  const [wanted, back] = [wantedMore(context, changes), givenBack(context.catalog, changes)]
  const short = isBound ? shortage(context, wanted, back) : undefined
  if (short !== undefined) return refused(short)
  const overridden: ReadonlyArray<SubscriptionFact> =
    isBound || wanted.length === 0
      ? []
      : [{ _tag: "StockOverridden", reason: context.stockOverride ?? "", ...saidBy(context) }]
  return planned(after, {
    facts: [...[...facts, ...overridden].map((fact) => ({ key: keyOf.subscription(id), fact })), ...more],
    postings: [
      ...movesOf(context.catalog, changes, after.id),
      ...debtMoves(context.group.currency, before, after),
      ...coverageMoves(before, after),
    ],
    floors: isBound ? floorsOf(wanted, back) : [],
    guards: [keyOf.catalog(context.catalog.id), keyOf.calendar(context.catalog.id)],
  })
}

/** One floor for each account of which more is taken than given back. */
const floorsOf = (wanted: ReadonlyArray<Wanted>, back: ReadonlyMap<string, number>): ReadonlyArray<Floor> => {
  const more = new Map<string, number>()
  for (const { account, quantity } of wanted) {
    more.set(account, (more.get(account) ?? 0 - (back.get(account) ?? 0)) + quantity)
  }
  const floors = wanted
    .filter(({ account }) => (more.get(account) ?? 0) > 0)
    .map(({ account, unit, offered }) => [account, { account, unit, minimum: -offered }] as const)
  return [...new Map(floors).values()]
}

/** The stock accounts of these products over these deliveries. */
export const seasonAccounts = (
  catalog: Catalog,
  products: ReadonlyArray<string>,
  deliveries: ReadonlyArray<string>,
): ReadonlyArray<string> => {
  const counted = [...new Set(products)].filter(
    (product) => (productOf(catalog, product)?.stock.policy ?? "none") !== "none",
  )
  return [
    ...new Set(counted.flatMap((product) => deliveries.map((delivery) => seasonStockOf(catalog, product, delivery)))),
  ]
}
