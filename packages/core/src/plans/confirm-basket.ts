import * as Result from "effect/Result"
import type { Basket, Entry, Line, OrderFact, Short, Wish } from "../basket/index.ts"
import {
  amountOfLine,
  basketId,
  declined,
  evolveOrder,
  hasGoods,
  heldForBasket,
  orderedOfProduct,
  sameTerms,
  totalOf,
} from "../basket/index.ts"
import type { Calendar } from "../calendar/index.ts"
import type { Catalog, Product } from "../catalog/index.ts"
import { orderUnit, productOf } from "../catalog/index.ts"
import type { Distribution } from "../distribution/index.ts"
import { participationOf } from "../distribution/index.ts"
import type { Group } from "../group/index.ts"
import type { Floor, Posting } from "../ledger/index.ts"
import { heldFor, move, orderedOf, walletOf } from "../ledger/index.ts"
import { amountOf, isPriceable, isWeighed, measureOf, unitOf } from "../values/index.ts"
import { missingFor } from "../wallet/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import { offeredAt, stockAccountOf } from "../views/shop.ts"
import { basketNumbers, keyOf } from "./keys.ts"
import { closedProblem, repeatedProblem } from "./frozen.ts"
import { windowProblem } from "./order-window.ts"
import type { Decision } from "./plan.ts"
import { planned, refused } from "./plan.ts"

/** Everything confirming may look at. Stock that was not read is `undefined`: the floors decide then. */
export interface ConfirmContext {
  readonly group: Group
  readonly distribution: Distribution
  readonly catalogs: ReadonlyMap<string, Catalog>
  readonly basket: Basket | null
  readonly member: string
  readonly entry: Entry
  readonly now: string
  /** What the member's wallet holds; where it was not read, it is left to its floor. */
  readonly wallet: number | undefined
  /** The calendars of catalogs whose wished products are not there at each delivery. */
  readonly calendars?: ReadonlyMap<string, Calendar>
  /** Balance of a stock account, when it was read. */
  readonly taken: (account: string) => number | undefined
  /** A coordinator's reason to order beyond the stock; a member's is not heard. @see D13 */
  readonly stockOverride: string | null
}

/** A quantity that was reduced to what was left. @see D12 */
export type Clipped = Short

/** What confirming gives: the basket as it is now and what was reduced. */
export interface Confirmed {
  readonly basket: Basket
  readonly clipped: ReadonlyArray<Clipped>
}

/** The most that a basket comes to, so that a lifetime of baskets adds up to a number that JSON carries exactly. */
export const maximumTotal = 1_000_000_000_000

/** One product's change: the catalog's product, the quantity before and after in its order unit. */
interface Change {
  readonly wish: Wish
  readonly catalog: Catalog
  readonly product: Product
  readonly before: number
  readonly after: number
}

/**
 * Confirms or amends a basket so that each wished product holds the wished quantity in all; products not named
 * stay as they are, zero declines a product. What changes nothing writes nothing.
 *
 * Stock, money and the basket move together. A member is held to the order window, the stock and the wallet's
 * floor; a coordinator only to the stock, unless overridden with a reason.
 * @rule BASKET-2, BASKET-5, BASKET-6, BASKET-7, BASKET-8, BASKET-9, BASKET-10
 * @see D11, D12, D13, D14, D16, D26
 */
export const confirmBasket = (context: ConfirmContext, wishes: ReadonlyArray<Wish>): Decision<Confirmed> => {
  const { distribution } = context
  const closed = closedProblem(distribution, context.basket) ?? repeatedProblem(wishes)
  if (closed !== undefined) return refused(closed)
  const changes: Change[] = []
  for (const wish of wishes) {
    const change = changeFor(context, wish)
    if (Result.isFailure(change)) return Result.fail(change.failure)
    changes.push(change.success)
  }
  const short = shortages(context, takings(context, changes))
  if (short.length === 0) return settle(context, changes, [])
  if (context.group.settings.shortage === "refuse") return refused({ _tag: "StockShort", lines: short })
  return settle(context, clip(changes, short), short)
}

/** The reason to order beyond the stock, which only a coordinator may have. @rule BASKET-10 @see D13 */
const overrideOf = ({ entry, stockOverride }: ConfirmContext): string | null =>
  entry === "coordinator" ? stockOverride : null

/** Checks one wish against the distribution and the product's terms. */
const changeFor = (context: ConfirmContext, wish: Wish): Result.Result<Change, Refusal> => {
  const { distribution } = context
  const participation = participationOf(distribution, wish.catalog)
  const catalog = context.catalogs.get(wish.catalog)
  if (catalog === undefined) return refused({ _tag: "CatalogUnknown", catalog: wish.catalog })
  if (participation === undefined) {
    return refused({ _tag: "CatalogNotTakingPart", catalog: wish.catalog, distribution: distribution.id })
  }
  if (catalog.contract !== null) return refused({ _tag: "NeedsSubscription", catalog: catalog.id })
  const product = productOf(catalog, wish.product)
  if (product === undefined) return refused({ _tag: "ProductUnknown", catalog: wish.catalog, product: wish.product })
  if (context.entry === "member") {
    const closed = windowProblem(distribution, participation, context.now)
    if (closed !== undefined) return refused(closed)
  }
  const before = orderedOfProduct(context.basket, wish.catalog, wish.product)
  const change: Change = { wish, catalog, product, before, after: amountOf(wish.quantity) }
  const problem = quantityProblem(change, catalog.settings.fee?.basisPoints ?? 0)
  return problem === undefined ? Result.succeed(change) : refused(problem)
}

/**
 * Lowering is always allowed (D13), down to a quantity that the product is sold in; ordering more also needs an
 * active product, a quantity within its maximum, and an amount that can be carried.
 * @rule BASKET-6
 */
const quantityProblem = ({ wish, product, before, after }: Change, fee: number): Refusal | undefined => {
  const { catalog, quantity } = wish
  const expected = orderUnit(product)
  const got = unitOf(quantity)
  if (got !== expected) return { _tag: "WrongUnit", catalog, product: product.id, expected, got }
  const more = after > before
  if (more && !product.active) return { _tag: "ProductInactive", catalog, product: product.id, name: product.name }
  if (more && !isPriceable(product.terms, quantity, fee))
    return { _tag: "AmountTooLarge", catalog, product: product.id }
  if (product.loose === null || after === 0 || after === before) return undefined
  const { step, minimum, maximum } = product.loose
  if (after % step === 0 && after >= minimum && (maximum === null || after <= maximum || !more)) return undefined
  return { _tag: "QuantityNotOffered", catalog, product: product.id, wanted: quantity, step, minimum, maximum }
}

const stockAccount = (context: ConfirmContext, { catalog, product }: Change): string =>
  stockAccountOf(catalog.id, product, context.distribution.id)

/** How many of the product are offered here; null without limit. @rule STOCK-4 */
const offeredHere = ({ group, distribution, calendars }: ConfirmContext, { catalog, product }: Change): number | null =>
  offeredAt(group.settings.timeZone, distribution.plan.startsAt, calendars?.get(catalog.id), product)

/** A change that takes more of what is counted: its account, and how many are offered. */
interface Taking {
  readonly change: Change
  readonly account: string
  readonly offered: number
}

/** The changes that a stock may not suffice for. @rule BASKET-10 */
const takings = (context: ConfirmContext, changes: ReadonlyArray<Change>): ReadonlyArray<Taking> =>
  overrideOf(context) !== null
    ? []
    : changes.flatMap((change) => {
        const offered = offeredHere(context, change)
        return offered === null || change.after <= change.before
          ? []
          : [{ change, account: stockAccount(context, change), offered }]
      })

const shortages = ({ taken }: ConfirmContext, takes: ReadonlyArray<Taking>): ReadonlyArray<Short> =>
  takes.flatMap(({ change, account, offered }) => {
    const balance = taken(account)
    if (balance === undefined) return []
    const most = change.before + offered + balance
    if (change.after <= most) return []
    const unit = orderUnit(change.product)
    return [
      {
        catalog: change.catalog.id,
        product: change.product.id,
        name: change.product.name,
        wanted: change.wish.quantity,
        left: measureOf(unit, Math.max(change.before, offeredUpTo(change.product, most))),
      },
    ]
  })

/** The most of a product that may be ordered when there are so many: on the step, or nothing under the minimum. */
const offeredUpTo = (product: Product, most: number): number => {
  if (product.loose === null) return most
  const onStep = most - (most % product.loose.step)
  return onStep < product.loose.minimum ? 0 : onStep
}

const clip = (changes: ReadonlyArray<Change>, short: ReadonlyArray<Short>): ReadonlyArray<Change> =>
  changes.map((change) => {
    const found = short.find((line) => line.product === change.product.id && line.catalog === change.catalog.id)
    return found === undefined ? change : { ...change, after: amountOf(found.left) }
  })

/** Turns the changes into lines, movements and floors. */
const settle = (
  context: ConfirmContext,
  changes: ReadonlyArray<Change>,
  clipped: ReadonlyArray<Short>,
): Decision<Confirmed> => {
  const { basket, distribution, member, group, now, entry } = context
  const id = basketId(distribution.id, member)
  const lines = changedLines(group, basket, changes)
  if (basket?.status === "confirmed" && basket.draft === null && lines.length === 0) return planned({ basket, clipped })
  const first = basket === null || basket.confirmedAt === null
  const fact: OrderFact = {
    _tag: first ? "BasketConfirmed" : "BasketAmended",
    distribution: distribution.id,
    member,
    at: now,
    lines,
    entry,
    stockOverride: overrideOf(context),
  }
  const after = evolveOrder(basket, fact)
  if (basket?.status !== "confirmed" && !hasGoods(after)) {
    return refused(
      clipped.length > 0
        ? { _tag: "StockShort", lines: clipped }
        : { _tag: "BasketEmpty", distribution: distribution.id },
    )
  }
  const owed = heldForBasket(after) - (basket === null ? 0 : heldForBasket(basket))
  const takes = takings(context, changes)
  // What is to be paid depends on what can be had: where a stock was not read, the wallet is left to its floor too.
  const isRead = takes.every(({ account }) => context.taken(account) !== undefined)
  const problem = totalProblem(after, lines, owed) ?? (isRead ? walletProblem(context, owed) : undefined)
  if (problem !== undefined) return refused(problem)
  const movements = stockMoved(context, changes, id)
  const money = move(walletOf(member), heldFor(member), owed, group.currency, "basket", id)
  const key = keyOf.basket(id)
  return planned<Confirmed>(
    { basket: after, clipped },
    {
      facts: [{ key, fact }],
      postings: [...movements, ...money],
      floors: [...stockFloors(takes), ...walletFloors(context, owed)],
      guards: [keyOf.distribution(distribution.id), ...catalogGuards(changes)],
      numbers: first ? [{ series: basketNumbers(distribution.id), key }] : [],
    },
  )
}

/** A basket that comes to more than any basket may, by the costliest of the lines that made it so. */
const totalProblem = (after: Basket, lines: ReadonlyArray<Line>, owed: number): Refusal | undefined => {
  if (owed <= 0 || totalOf(after) <= maximumTotal) return undefined
  const { catalog, product } = lines.reduce((most, line) => (amountOfLine(line) > amountOfLine(most) ? line : most))
  return { _tag: "AmountTooLarge", catalog, product }
}

const catalogGuards = (changes: ReadonlyArray<Change>): ReadonlyArray<string> => [
  ...new Set(changes.map((change) => keyOf.catalog(change.catalog.id))),
]

/** The lines that change, with new ones numbered on. */
const changedLines = (group: Group, basket: Basket | null, changes: ReadonlyArray<Change>): ReadonlyArray<Line> => {
  const lines = basket?.lines ?? []
  let next = lines.reduce((highest, line) => Math.max(highest, line.id), 0) + 1
  const changed: Line[] = []
  for (const change of changes) {
    if (change.after > change.before) {
      const line = raised(group, lines, change, next)
      if (line.id === next) next += 1
      changed.push(line)
    } else if (change.after < change.before) {
      changed.push(...lowered(lines, change))
    }
  }
  return changed
}

const linesOf = (lines: ReadonlyArray<Line>, { catalog, product }: Change): ReadonlyArray<Line> =>
  lines.filter((line) => line.product === product.id && line.catalog === catalog.id)

/**
 * More of a product: onto the line of the same terms, or in the place of a declined line, or a second line when
 * the terms changed since.
 * @rule LINE-4
 * @see D4, X8
 */
const raised = (group: Group, lines: ReadonlyArray<Line>, change: Change, next: number): Line => {
  const more = change.after - change.before
  const fresh = lineFor(group, change, next, more)
  const own = linesOf(lines, change)
  const same = own.find((line) => sameTerms(line, fresh) && line.delivered === null)
  if (same !== undefined) {
    return { ...same, ordered: measureOf(unitOf(same.ordered), amountOf(same.ordered) + more), status: "ordered" }
  }
  const empty = own.find((line) => amountOf(line.ordered) === 0 && line.delivered === null)
  return empty === undefined ? fresh : { ...fresh, id: empty.id }
}

/** Less of a product: the last line goes first, a line at zero is declined. @rule LINE-5 @see D14 */
const lowered = (lines: ReadonlyArray<Line>, change: Change): ReadonlyArray<Line> => {
  let less = change.before - change.after
  const changed: Line[] = []
  for (const line of linesOf(lines, change).toReversed()) {
    const here = Math.min(less, amountOf(line.ordered))
    if (here === 0) continue
    less -= here
    const left = amountOf(line.ordered) - here
    changed.push(left === 0 ? declined(line) : { ...line, ordered: measureOf(unitOf(line.ordered), left) })
  }
  return changed
}

/** What is set aside beyond the estimate of goods that are weighed. @rule DAY-5 */
const withMargin = ({ settings }: Group, { saleKind }: Product): { readonly margin?: number } => {
  const { margin = 0 } = settings.payments
  return margin > 0 && isWeighed(saleKind) ? { margin } : {}
}

const lineFor = (group: Group, { catalog, product }: Change, id: number, quantity: number): Line => ({
  id,
  catalog: catalog.id,
  product: product.id,
  name: product.name,
  reference: product.reference,
  saleKind: product.saleKind,
  terms: product.terms,
  fee: catalog.settings.fee?.basisPoints ?? 0,
  ordered: measureOf(orderUnit(product), quantity),
  delivered: null,
  status: "ordered",
  ...(product.deposit === undefined ? {} : { deposit: product.deposit }),
  ...withMargin(group, product),
})

const stockMoved = (context: ConfirmContext, changes: ReadonlyArray<Change>, id: string): ReadonlyArray<Posting> =>
  changes.flatMap((change) => {
    const { catalog, product } = change
    const from = stockAccount(context, change)
    const to = orderedOf(catalog.id, product.id, context.distribution.id)
    return move(from, to, change.after - change.before, orderUnit(product), "basket", id)
  })

const stockFloors = (takes: ReadonlyArray<Taking>): ReadonlyArray<Floor> =>
  takes.map(({ change, account, offered }) => ({ account, unit: orderUnit(change.product), minimum: 0 - offered }))

const boundByWallet = ({ group, entry }: ConfirmContext, owed: number): boolean =>
  group.settings.payments.moneyPot && entry === "member" && owed > 0

const walletProblem = (context: ConfirmContext, owed: number): Refusal | undefined => {
  if (!boundByWallet(context, owed)) return undefined
  const balance = context.wallet
  if (balance === undefined) return undefined
  const { floor } = context.group.settings.payments
  const missing = missingFor(balance, owed, floor)
  return missing === 0
    ? undefined
    : { _tag: "BalanceTooLow", member: context.member, balance, floor, amount: owed, missing }
}

const walletFloors = (context: ConfirmContext, owed: number): ReadonlyArray<Floor> =>
  boundByWallet(context, owed)
    ? [
        {
          account: walletOf(context.member),
          unit: context.group.currency,
          minimum: context.group.settings.payments.floor,
        },
      ]
    : []
