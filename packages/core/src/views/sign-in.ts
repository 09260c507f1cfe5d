import type { Basket, Line } from "../basket/index.ts"
import { basketId } from "../basket/index.ts"
import { deliveryOf } from "../calendar/index.ts"
import { contractOf, walletOf } from "../ledger/index.ts"
import { householdName } from "../member/index.ts"
import type { Member } from "../member/index.ts"
import type { IsExpected } from "../plans/expect-deliveries.ts"
import type { SeasonContext } from "../plans/settle-subscription.ts"
import type { SubscribedDelivery, Subscription } from "../subscription/index.ts"
import { collectorOf, householdsOf } from "../subscription/index.ts"
import { byName, byText, counts, recapLine, stands } from "./recap-line.ts"
import type { IsWithdrawn, RecapLine } from "./recap-line.ts"

/** A household of a row, with what reaches it. */
export interface SheetHousehold {
  readonly member: string
  readonly name: string
  readonly phones: ReadonlyArray<string>
}

/** One distribution of a row: a box to sign in, an absence, or nothing ordered. */
export interface SheetCell {
  readonly distribution: string
  readonly mark: "sign" | "absent" | "none"
  /** The household that collects, when there is something to collect. */
  readonly collector: string | null
  /** Who takes the basket instead, by name. */
  readonly taker: string | null
  /** Households of other rows that share what is in it, by name. */
  readonly sharedWith: ReadonlyArray<string>
  /** Basket number of whoever collects. */
  readonly number: number | null
  readonly lines: ReadonlyArray<RecapLine>
  readonly amount: number
  readonly estimate: boolean
}

/** A line of a sign-in sheet: a household, or the two that share a basket. */
export interface SheetRow {
  readonly households: ReadonlyArray<SheetHousehold>
  /** What the households have, or owe when it is below zero; null when it is nobody's business here. */
  readonly balance: number | null
  readonly cells: ReadonlyArray<SheetCell>
}

/** A subscription with all that says what comes of it. */
export interface SheetSubscription {
  readonly context: SeasonContext
  readonly subscription: Subscription
}

/** What a sign-in sheet is made from. */
export interface SheetContext {
  /** By date, one column each; in the baskets is what is expected, too. */
  readonly distributions: ReadonlyArray<{ readonly id: string; readonly baskets: ReadonlyArray<Basket> }>
  /** Only this catalog, or all of them. */
  readonly catalog: string | null
  readonly subscriptions: ReadonlyArray<SheetSubscription>
  readonly member: (id: string) => Member | null
  readonly number: (basket: string) => number | null
  /** Balance of an account; undefined when it was not read. */
  readonly balance: (account: string) => number | undefined
  readonly isWithdrawn: (distribution: string) => IsWithdrawn
  readonly isExpected: IsExpected
}

/** What is gathered of a household at one distribution. */
interface Gathered {
  readonly lines: Line[]
  isAbsent: boolean
  collector: string | null
  taker: string | null
  readonly others: Set<string>
}

/** A row being gathered. */
interface Gathering {
  readonly households: ReadonlyArray<string>
  readonly subscriptions: Set<string>
  readonly at: Map<string, Gathered>
}

/**
 * A sign-in sheet: who comes, what they take and where they sign, at one distribution or at several. For a catalog, the
 * households that share a basket are one row that says whose turn it is, and what is not closed yet shows as it is
 * expected; over all catalogs there is a row for each basket. Rows come by last name; nobody without a basket or an
 * absence has one.
 * @rule SHEET-1
 * @see R10, R11, SHR3
 */
export const signInSheet = (context: SheetContext): ReadonlyArray<SheetRow> => {
  const rows = new Map<string, Gathering>()
  for (const one of context.subscriptions) gatherSubscription(context, rows, one)
  for (const { id, baskets } of context.distributions) {
    for (const basket of baskets) if (stands(basket)) gatherBasket(context, rows, id, basket)
  }
  return [...rows.values()]
    .map((row) => sheetRow(context, row))
    .filter(({ cells }) => cells.some(({ mark }) => mark !== "none"))
    .sort((a, b) => byName(nameOf(a), nameOf(b)) || byText(keyOfRow(a), keyOfRow(b)))
}

const nameOf = ({ households }: SheetRow): string => households[0]?.name ?? ""
const keyOfRow = ({ households }: SheetRow): string => households.map(({ member }) => member).join("+")

const rowOf = (rows: Map<string, Gathering>, households: ReadonlyArray<string>): Gathering => {
  const key = households.join("+")
  const known = rows.get(key) ?? { households, subscriptions: new Set(), at: new Map() }
  rows.set(key, known)
  return known
}

const at = (row: Gathering, distribution: string): Gathered => {
  const known = row.at.get(distribution) ?? {
    lines: [],
    isAbsent: false,
    collector: null,
    taker: null,
    others: new Set<string>(),
  }
  row.at.set(distribution, known)
  return known
}

/** Over all catalogs whoever collects has the row; for one catalog the households that share it do. */
const sharers = ({ catalog }: SheetContext, subscription: Subscription, delivery: SubscribedDelivery) =>
  catalog === null ? [collectorOf(subscription, delivery)] : householdsOf(subscription)

const gatherSubscription = (
  context: SheetContext,
  rows: Map<string, Gathering>,
  { context: season, subscription }: SheetSubscription,
): void => {
  if (context.catalog !== null && subscription.catalog !== context.catalog) return
  const wanted = new Set(context.distributions.map(({ id }) => id))
  for (const delivery of subscription.deliveries) {
    const planned = deliveryOf(season.calendar, delivery.id)
    if (planned === undefined || planned.status !== "planned" || !wanted.has(planned.distribution)) continue
    const row = rowOf(rows, sharers(context, subscription, delivery))
    row.subscriptions.add(subscription.id)
    const gathered = at(row, planned.distribution)
    gathered.collector = collectorOf(subscription, delivery)
    gathered.taker = delivery.taker?.name ?? gathered.taker
    gathered.isAbsent ||= delivery.absence !== null
    for (const one of householdsOf(subscription)) if (!row.households.includes(one)) gathered.others.add(one)
  }
}

const gatherBasket = (
  context: SheetContext,
  rows: Map<string, Gathering>,
  distribution: string,
  basket: Basket,
): void => {
  const { catalog, subscriptions } = context
  for (const line of basket.lines) {
    if (!counts(line) || (catalog !== null && line.catalog !== catalog)) continue
    const shared =
      catalog === null
        ? undefined
        : subscriptions.find(({ subscription: { id } }) => id === line.contract?.subscription)
    const row = rowOf(rows, shared === undefined ? [basket.member] : householdsOf(shared.subscription))
    const gathered = at(row, distribution)
    gathered.collector = basket.member
    gathered.lines.push(line)
  }
}

const sheetRow = (context: SheetContext, row: Gathering): SheetRow => ({
  households: row.households.map((member) => ({
    member,
    name: nameOfMember(context, member),
    phones: phonesOf(context.member(member)),
  })),
  balance: balanceOf(context, row),
  cells: context.distributions.map(({ id }) => sheetCell(context, id, row.at.get(id))),
})

const nameOfMember = ({ member }: SheetContext, id: string): string => householdName(member(id)?.people ?? []) || id

const phonesOf = (member: Member | null): ReadonlyArray<string> => [
  ...new Set((member?.people ?? []).flatMap(({ phone }) => (phone === null ? [] : [phone]))),
]

/** Of a contract what its households paid beyond what they owe there; of everything, the wallet. */
const balanceOf = ({ catalog, balance }: SheetContext, { households, subscriptions }: Gathering): number | null => {
  const accounts =
    catalog === null
      ? households.map(walletOf)
      : [...subscriptions].flatMap((id) => households.map((member) => contractOf(id, member)))
  const held = accounts.flatMap((account) => balance(account) ?? [])
  return held.length === 0 ? null : held.reduce((sum, each) => sum + each, 0)
}

const sheetCell = (context: SheetContext, distribution: string, gathered: Gathered | undefined): SheetCell => {
  const lines = (gathered?.lines ?? [])
    .map((line) => recapLine(line, context.isWithdrawn(distribution), context.isExpected))
    .toSorted((a, b) => byText(a.catalog, b.catalog) || byName(a.name, b.name) || a.price - b.price)
  const mark = lines.length > 0 ? "sign" : gathered?.isAbsent === true ? "absent" : "none"
  const collector = mark === "sign" ? (gathered?.collector ?? null) : null
  return {
    distribution,
    mark,
    collector,
    taker: mark === "sign" ? (gathered?.taker ?? null) : null,
    sharedWith:
      mark === "sign" ? [...(gathered?.others ?? [])].map((one) => nameOfMember(context, one)).sort(byName) : [],
    number: collector === null ? null : context.number(basketId(distribution, collector)),
    lines,
    amount: lines.reduce((sum, { amount }) => sum + amount, 0),
    estimate: lines.some(({ estimate }) => estimate),
  }
}
