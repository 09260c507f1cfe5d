import { basketId, declined, evolve, handedOut, heldForBasket } from "@cabas/core/basket"
import type { Basket, BasketFact, BasketPayment, Line, Measuring } from "@cabas/core/basket"
import { amountOf, measureOf, split, unitOf } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"
import { deskBasket } from "@cabas/core/views"
import type { CommandOf, DeskBasket, DeskLine, Entry, Known, Person, Picture, WeighedLine } from "./picture.ts"

/** Only whether a line is of a contract matters here: which one is the server's business. */
const someContract = { subscription: "-", delivery: "-" } as const

const lineOf = (line: DeskLine): Line => ({
  id: line.id,
  catalog: line.catalog,
  product: line.product,
  name: line.name,
  reference: line.reference,
  saleKind: line.saleKind,
  terms: { price: line.price, per: line.per, vat: line.vat, content: line.content },
  fee: line.feeRate,
  ordered: line.ordered,
  delivered: line.delivered,
  status: line.status,
  trail: line.trail,
  deposit: line.depositEach,
  margin: line.margin,
  ...(line.contract && { contract: someContract }),
})

/** The state that a picture of a basket was made from, as far as the desk changes it. */
export const basketOf = (told: DeskBasket): Basket => ({
  id: told.id,
  distribution: told.distribution,
  member: told.member,
  status: told.status,
  draft: null,
  confirmedAt: told.confirmedAt,
  changedAt: told.changedAt,
  lines: told.lines.map(lineOf),
  payments: told.payments,
  handed: told.handed,
})

/** What everybody's money comes to with the wallet of one member moved. */
const paidIn = (picture: Picture, member: string, amount: number, deposits: number): Picture => ({
  ...picture,
  members: picture.members.map((one) =>
    one.id === member
      ? {
          ...one,
          deposits: one.deposits - deposits,
          wallet: { ...one.wallet, expected: one.wallet.expected + amount, posted: one.wallet.posted + amount },
        }
      : one,
  ),
})

/** What is set aside of a member's money, once so much more is. */
const setAside = (picture: Picture, member: string, more: number): Picture =>
  more === 0
    ? picture
    : {
        ...picture,
        members: picture.members.map((one) =>
          one.id === member
            ? {
                ...one,
                wallet: { ...one.wallet, expected: one.wallet.expected - more, held: one.wallet.held + more },
              }
            : one,
        ),
      }

/** Folds a fact into one basket of the picture, with the money that follows from it: by the rules of the server. @rule DAY-5 */
const changed = (picture: Picture, told: DeskBasket | undefined, fact: BasketFact): Picture => {
  if (told === undefined || told.settled || picture.validated) return picture
  return become(picture, told, (before) => evolve(before, fact))
}

/** One basket of the picture as it becomes, with the money that follows from it. */
const become = (picture: Picture, told: DeskBasket, then: (before: Basket) => Basket): Picture => {
  const before = basketOf(told)
  const after = then(before)
  const shown = { ...deskBasket(after, told.number), settled: told.settled }
  const baskets = picture.baskets.map((one) => (one.id === told.id ? shown : one))
  return setAside({ ...picture, baskets }, told.member, heldForBasket(after) - heldForBasket(before))
}

/** The picture with a line as the server says that it is. Its basket's other lines are as they were. @rule DAY-27 */
export const withLine = (picture: Picture, { id, changedAt, line }: WeighedLine): Picture => {
  const told = picture.baskets.find((one) => one.id === id)
  if (told === undefined) return picture
  return become(picture, told, (before) => ({
    ...before,
    changedAt,
    lines: before.lines.map((one) => (one.id === line.id ? lineOf(line) : one)),
  }))
}

/** The basket of somebody who has none. */
export const emptyBasket = (distribution: string, member: string): DeskBasket => {
  const none = { status: "draft", draft: null, confirmedAt: null, changedAt: "", lines: [] } as const
  return deskBasket({ id: basketId(distribution, member), distribution, member, ...none }, null)
}

const basketIn = ({ baskets }: Picture, member: string | undefined): DeskBasket | undefined =>
  baskets.find((one) => one.member === member)

type Seen = Pick<Measuring, "kind" | "delivered" | "weights" | "tare" | "reason">

/** What is said of a line, as the server will understand it. @rule DAY-1 */
export const toldOf = (line: DeskLine, input: CommandOf<"line.weigh">["input"]): Seen => {
  const { weights = [], tare = 0, delivered = null, reason = "" } = input
  if (weights.length > 0) {
    const net = weights.reduce((sum, weight) => sum + weight - tare, 0)
    return { kind: "weighed", delivered: measureOf(unitOf(line.per), net), weights, tare, reason }
  }
  const kind = delivered === null ? "undone" : amountOf(delivered) === 0 ? "missing" : "counted"
  return { kind, delivered, weights: [], tare: 0, reason }
}

/** Whether the server has told this look already: what is sent again while it waits changes nothing. */
const isKnown = (line: DeskLine, { by, seenAt }: Entry): boolean =>
  line.trail.some((one) => one.at === seenAt && one.by === by)

const measured = (
  picture: Picture,
  told: DeskBasket | undefined,
  entry: Entry,
  looks: ReadonlyArray<Seen & { readonly line: number }>,
): Picture => {
  if (told === undefined) return picture
  const { distribution, member } = told
  const at = entry.seenAt
  const fresh = looks.filter(({ line }) => told.lines.some((one) => one.id === line && !isKnown(one, entry)))
  if (fresh.length === 0) return picture
  const fact = { _tag: "LinesMeasured", distribution, member, at, by: entry.by } as const
  return changed(picture, told, { ...fact, measured: fresh.map((one) => ({ ...one, at })) })
}

const weigh = (picture: Picture, entry: Entry, { input }: CommandOf<"line.weigh">): Picture => {
  const told = basketIn(picture, input.member)
  const line = told?.lines.find(({ id }) => id === input.line)
  return line === undefined ? picture : measured(picture, told, entry, [{ line: line.id, ...toldOf(line, input) }])
}

/** What there is, line after line, as long as it lasts. */
const firstCome = (received: number, wanted: ReadonlyArray<number>): ReadonlyArray<number> => {
  let left = received
  return wanted.map((one) => {
    const got = Math.min(left, one)
    left -= got
    return got
  })
}

/** A line that waits for its share of too little. */
export interface Claim {
  readonly basket: DeskBasket
  readonly line: DeskLine
}

/**
 * The lines of a product that were ordered, in the order of the baskets’ numbers: those that what is said of the product
 * is about, or those of settled baskets, which it leaves as they are.
 * @rule DAY-25
 */
export const claimsOf = (
  { baskets }: Picture,
  catalog: string,
  product: string,
  isSettled = false,
): ReadonlyArray<Claim> =>
  baskets
    .filter(({ settled }) => settled === isSettled)
    .flatMap((basket) =>
      basket.lines
        .filter((line) => line.catalog === catalog && line.product === product && amountOf(line.ordered) > 0)
        .map((line) => ({ basket, line })),
    )

/** What of so much that came is left to share: settled baskets took theirs, and nobody gets more than was ordered. @rule DAY-25 */
export const leftOf = (picture: Picture, catalog: string, product: string, received: number): number => {
  const gone = claimsOf(picture, catalog, product, true).reduce(
    (sum, { line }) => sum + handedOut(lineOf(line)).delivered,
    0,
  )
  const ordered = claimsOf(picture, catalog, product).reduce((sum, { line }) => sum + amountOf(line.ordered), 0)
  return Math.max(0, Math.min(received - gone, ordered))
}

/** How much each gets of what came. @rule DAY-16 */
export const sharesOf = (
  claims: ReadonlyArray<Claim>,
  received: number,
  sharing: CommandOf<"product.short">["input"]["sharing"],
): ReadonlyArray<number> => {
  const wanted = claims.map(({ line }) => amountOf(line.ordered))
  if (sharing?.how === "first-come") return firstCome(received, wanted)
  if (sharing?.how !== "by-hand") return split(received, wanted)
  return claims.map(({ basket, line }) => {
    const own = sharing.shares.find((share) => share.member === basket.member && share.line === line.id)
    return own === undefined ? 0 : amountOf(own.quantity)
  })
}

const short = (picture: Picture, entry: Entry, { input }: CommandOf<"product.short">): Picture => {
  const claims = claimsOf(picture, input.catalog, input.product)
  if (claims.length === 0) return picture
  const unit = unitOf(input.received)
  const left = leftOf(picture, input.catalog, input.product, amountOf(input.received))
  const shares = sharesOf(claims, left, input.sharing)
  return claims.reduce((before, { basket, line }, index) => {
    const share = shares[index] ?? 0
    const kind = share === 0 ? "missing" : "shared"
    const look = { kind, delivered: measureOf(unit, share), weights: [], tare: 0, reason: input.reason ?? "" } as const
    return measured(before, basketIn(before, basket.member), entry, [{ line: line.id, ...look }])
  }, picture)
}

const reprice = (picture: Picture, { by, seenAt }: Entry, { input }: CommandOf<"product.reprice">): Picture =>
  claimsOf(picture, input.catalog, input.product).reduce((before, { basket, line }) => {
    const { price: _, ...rest } = lineOf(line).terms
    const { distribution, member } = basket
    const repriced = [{ line: line.id, terms: { price: input.price, ...rest } }]
    const fact = {
      _tag: "LinesRepriced",
      distribution,
      member,
      at: seenAt,
      by,
      repriced,
      reason: input.reason,
    } as const
    return changed(before, basketIn(before, member), fact)
  }, picture)

/** Nothing is known of the money of somebody who had no basket until the server tells. */
const untold = { phone: null, wallet: { posted: 0, pending: 0, held: 0, expected: 0, floor: null }, deposits: 0 }

/** The picture with a basket for somebody who has none. @rule DAY-18 */
const withBasket = (picture: Picture, { id, name }: Person): Picture => {
  const { distribution, members, baskets } = picture
  return {
    ...picture,
    baskets: [...baskets, emptyBasket(distribution.id, id)],
    members: members.some((one) => one.id === id) ? members : [...members, { id, name, ...untold }],
  }
}

const sell = (before: Picture, { by, seenAt }: Entry, { input }: CommandOf<"line.sell">, known: Known): Picture => {
  const offer = known.offers.find((one) => one.catalog === input.catalog && one.product === input.product)
  const person = known.people.find(({ id }) => id === input.member)
  const isNew = basketIn(before, input.member) === undefined && person !== undefined && !before.validated
  const picture = isNew ? withBasket(before, person) : before
  const told = basketIn(picture, input.member)
  if (told === undefined || offer === undefined) return before
  const { distribution, member } = told
  const { quantity, weighed: delivered = quantity } = input
  const fee = picture.distribution.catalogs.find(({ id }) => id === offer.catalog)?.fee?.basisPoints ?? 0
  const look = { kind: "sold", delivered, weights: [], tare: 0, reason: "", by, at: seenAt } as const
  const line: Line = {
    id: told.lines.reduce((highest, { id }) => Math.max(highest, id), 0) + 1,
    catalog: offer.catalog,
    product: offer.product,
    name: offer.name,
    reference: offer.reference,
    saleKind: offer.saleKind,
    terms: offer.terms,
    fee,
    ordered: quantity,
    delivered,
    status: "ordered",
    trail: [look],
    ...(offer.deposit !== undefined && { deposit: offer.deposit }),
  }
  return changed(picture, told, { _tag: "LineSold", distribution, member, at: seenAt, by, line })
}

const takeBack = (picture: Picture, { by, seenAt: at }: Entry, { input }: CommandOf<"line.take-back">): Picture => {
  const told = basketIn(picture, input.member)
  const line = told?.lines.find(({ id }) => id === input.line)
  if (told === undefined || line === undefined) return picture
  const { distribution, member } = told
  return changed(picture, told, { _tag: "LineSold", distribution, member, at, by, line: declined(lineOf(line)) })
}

const handOver = (picture: Picture, { by, seenAt }: Entry, { input }: CommandOf<"basket.hand-over">): Picture => {
  const told = basketIn(picture, input.member)
  if (told === undefined) return picture
  const { distribution, member } = told
  const name = picture.members.find(({ id }) => id === member)?.name ?? member
  const to = input.to === undefined ? name : input.to
  return changed(picture, told, { _tag: "BasketHandedOver", distribution, member, at: seenAt, by, to, seenAt })
}

const paid = (
  picture: Picture,
  { by, seenAt: at }: Entry,
  member: string,
  payment: BasketPayment,
  before: BasketPayment | undefined,
): Picture => {
  const told = basketIn(picture, member)
  if (told === undefined) return picture
  const worth = (one: BasketPayment | undefined) => (one?.status === "received" ? one.amount : 0)
  const more = worth(payment) - worth(before)
  const { distribution } = told
  const after = changed(picture, told, { _tag: "BasketPaid", distribution, member, at, by, payment })
  return after === picture ? picture : paidIn(after, member, more, payment.kind === "deposit" ? more : 0)
}

/** The payment of a basket by its id. */
const paymentIn = ({ baskets }: Picture, id: string) => {
  for (const { member, payments } of baskets) {
    const payment = payments.find((one) => one.id === id)
    if (payment !== undefined) return { member, payment }
  }
  return undefined
}

const pay = (picture: Picture, entry: Entry): Picture => {
  const { command } = entry
  switch (command.operation) {
    case "payment.record":
    case "payment.refund": {
      const { id = entry.id, amount, kind, member } = command.input
      const signed = command.operation === "payment.refund" ? -amount : amount
      const known = paymentIn(picture, id)?.payment
      // What the server has told of it since is truer than what was recorded.
      return known === undefined
        ? paid(picture, entry, member, { id, kind, amount: signed, status: "received" }, undefined)
        : picture
    }
    case "payment.receive":
    case "payment.cancel": {
      const found = paymentIn(picture, command.input.payment)
      if (found === undefined) return picture
      const { payment, member } = found
      if (command.operation === "payment.cancel") {
        return paid(picture, entry, member, { ...payment, status: "cancelled" }, payment)
      }
      const { kind = payment.kind, amount = payment.amount } = command.input
      return paid(picture, entry, member, { ...payment, kind, amount, status: "received" }, payment)
    }
    default:
      return picture
  }
}

/**
 * The picture once a command is carried out: what this device shows before the server answers, by the same rules. What
 * the server knows already changes nothing.
 */
export const apply = (picture: Picture, entry: Entry, known: Known): Picture => {
  const { command } = entry
  switch (command.operation) {
    case "line.weigh":
      return weigh(picture, entry, command)
    case "line.sell":
      return sell(picture, entry, command, known)
    case "line.take-back":
      return takeBack(picture, entry, command)
    case "basket.hand-over":
      return handOver(picture, entry, command)
    case "product.short":
      return short(picture, entry, command)
    case "product.reprice":
      return reprice(picture, entry, command)
    default:
      return pay(picture, entry)
  }
}

/** What this device shows: what the server told, and what it was not told yet. */
export const withEntries = (picture: Picture, entries: ReadonlyArray<Entry>, known: Known): Picture =>
  entries.reduce((before, entry) => (entry.state === "waiting" ? apply(before, entry, known) : before), picture)

/** A measure in that unit, or nothing. */
export const within = (measure: Measure | null, unit: ReturnType<typeof unitOf>): number | null =>
  measure !== null && unitOf(measure) === unit ? amountOf(measure) : null
