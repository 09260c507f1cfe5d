import type { Basket, BasketFact, Line } from "@cabas/core/basket"
import { productOf } from "@cabas/core/catalog"
import type { Catalog } from "@cabas/core/catalog"
import type { Distribution } from "@cabas/core/distribution"
import { heldFor, walletOf } from "@cabas/core/ledger"
import type { Recorded } from "@cabas/engine/storage"
import type { Books } from "./books.ts"
import { balanceIn, basketsIn, groupIn, membersIn } from "./books.ts"
import { countOf, exactAmount, piecesOut } from "./exact.ts"
import { broken, hold, sameData, shown } from "./law.ts"
import { replayed } from "./replay.ts"
import type { Moment } from "./replay.ts"

const basketTags = ["BasketDrafted", "BasketConfirmed", "BasketAmended", "BasketCancelled"]

/** What a batch tells of baskets. */
export const basketFacts = (batch: Recorded): ReadonlyArray<BasketFact> =>
  batch.facts.map(({ fact }) => fact).filter((fact): fact is BasketFact => basketTags.includes(fact._tag))

const amountOf = (line: Line): number => exactAmount(line) ?? broken(`line ${shown(line)} has no price`)

/**
 * What a basket comes to: the sum of its lines, each rounded once. Lines of contracts are owed through their
 * subscription.
 * @see D3
 */
export const totalOf = (basket: Basket): number =>
  basket.lines.reduce((sum, line) => (line.contract === undefined ? sum + amountOf(line) : sum), 0)

/** What comes on top of the lines: deposits of the pieces that go out. @see X2 */
export const depositsIn = (basket: Basket): number =>
  basket.lines.reduce(
    (sum, line) => (line.contract === undefined ? sum + (line.deposit ?? 0) * piecesOut(line) : sum),
    0,
  )

/** What is set aside beyond the estimates of a basket, as the rate of each line says. @see D25 */
const marginsIn = (basket: Basket): number =>
  basket.lines.reduce((sum, line) => {
    const { margin = 0, saleKind, delivered, ordered } = line
    const isWeighed = saleKind === "weighed" || saleKind === "weighed-each"
    const waits = delivered === null ? countOf(ordered) > 0 : "pieces" in delivered && countOf(delivered) > 0
    if (line.contract !== undefined || !isWeighed || !waits) return sum
    return sum + Number((BigInt(amountOf(line)) * BigInt(margin) * 2n + 10_000n) / 20_000n)
  }, 0)

/** What was moved out of the wallet for a basket: its lines and deposits, and a margin until it is weighed. */
const setAside = (basket: Basket): number => totalOf(basket) + depositsIn(basket) + marginsIn(basket)

/** What is held for a basket: nothing any more once it is settled. @see D25 */
export const heldOf = (basket: Basket): number => ((basket.settled ?? null) === null ? setAside(basket) : 0)

/**
 * A basket's total is the sum of its lines, and exactly that was moved out of the wallet for it, with its deposits; it is
 * held until the basket is settled.
 * @see D3, D23
 */
export const basketsAreHeld = (books: Books): void => {
  const currency = groupIn(books)?.currency ?? "EUR"
  const baskets = basketsIn(books)
  const moved = new Map<string, number>()
  for (const { from, to, quantity, unit, reference } of books.journal.flatMap(({ postings }) => postings)) {
    if (unit !== currency) continue
    if (from.startsWith("wallet:")) moved.set(reference, (moved.get(reference) ?? 0) + quantity)
    if (to.startsWith("wallet:") && from.startsWith("held:")) {
      moved.set(reference, (moved.get(reference) ?? 0) - quantity)
    }
  }
  for (const basket of baskets) {
    const total = setAside(basket)
    const held = moved.get(basket.id) ?? 0
    hold(total === held, () => `basket ${basket.id} comes to ${total}, and ${held} was moved for it`)
  }
  for (const { id } of membersIn(books)) {
    const total = baskets.filter(({ member }) => member === id).reduce((sum, basket) => sum + heldOf(basket), 0)
    const held = balanceIn(books, heldFor(id), currency)
    hold(total === held, () => `the baskets of ${id} come to ${total}, and ${held} is held: ${walletOf(id)}`)
  }
}

const termsOf = ({ name, reference, terms, saleKind, fee, catalog, product, deposit = 0 }: Line) => ({
  name,
  reference,
  terms,
  saleKind,
  fee,
  catalog,
  product,
  deposit,
})

/**
 * A line that holds something keeps the terms it was ordered on, whatever becomes of the product. An empty line is a
 * seat that may be taken on new terms.
 * @see D4
 */
export const orderedTermsStay = ({ journal }: Books): void => {
  for (const { batch, before, after } of replayed(journal)) {
    for (const { key } of batch.facts) {
      const was = before.state<Basket>(key)
      const is = after.state<Basket>(key)
      if (!key.startsWith("basket:") || was === null || is === null) continue
      for (const line of was.lines.filter(({ ordered }) => countOf(ordered) > 0)) {
        const now = is.lines.find(({ id }) => id === line.id)
        if (now === undefined) return broken(`line ${line.id} of ${key} is gone`)
        if (countOf(now.ordered) === 0 || isRepriced(batch, key, line.id)) continue
        hold(sameData(termsOf(now), termsOf(line)), () => `line ${shown(line)} of ${key} became ${shown(now)}`)
      }
    }
  }
}

/** Whether a batch sets a price of the day for a line. @see AD6 */
const isRepriced = ({ facts }: Recorded, basket: string, line: number): boolean =>
  facts.some(
    ({ key, fact }) =>
      key === basket && fact._tag === "LinesRepriced" && fact.repriced.some((one) => one.line === line),
  )

/** What is ordered more is of a product on sale, on the terms of that moment. @see D4, D16 */
export const moreIsOnTodaysTerms = ({ journal }: Books): void => {
  for (const { batch, before } of replayed(journal)) {
    for (const fact of basketFacts(batch)) {
      for (const line of raisedBy(fact, before)) {
        const catalog = before.state<Catalog>(`catalog:${line.catalog}`)
        const product = catalog === null ? undefined : productOf(catalog, line.product)
        hold(product?.active === true, () => `line ${shown(line)} was ordered of ${shown(product)}`)
        const { name, saleKind, terms } = product
        const today = { name, saleKind, terms, fee: catalog?.settings.fee?.basisPoints ?? 0 }
        const { name: called, saleKind: kind, terms: on, fee } = line
        hold(
          sameData({ name: called, saleKind: kind, terms: on, fee }, today),
          () => `line ${shown(line)} was ordered when the product was ${shown(today)}`,
        )
      }
    }
  }
}

/** The lines of a fact of which more is ordered than before. */
const raisedBy = (fact: BasketFact, before: Moment): ReadonlyArray<Line> => {
  if (!("lines" in fact)) return []
  const basket = before.state<Basket>(`basket:${fact.distribution}~${fact.member}`)
  return fact.lines.filter((line) => {
    const was = basket?.lines.find(({ id }) => id === line.id)
    return was === undefined || countOf(line.ordered) > countOf(was.ordered)
  })
}

/** What a member changes is of catalogs that take orders at that moment. @see D8 */
export const membersOrderInTheWindow = ({ journal }: Books): void => {
  for (const { batch, before } of replayed(journal)) {
    for (const fact of basketFacts(batch)) {
      if (!("lines" in fact) || !("entry" in fact) || fact.entry !== "member") continue
      const distribution = before.state<Distribution>(`distribution:${fact.distribution}`)
      for (const { catalog } of fact.lines) {
        const participation = distribution?.participations.find((one) => one.catalog === catalog)
        const window = participation?.window ?? distribution?.plan.orders
        const open = window !== undefined && window.opensAt <= fact.at && fact.at < window.closesAt
        hold(open, () => `${fact.member} ordered of ${catalog} at ${fact.at}, which takes orders ${shown(window)}`)
      }
    }
  }
}

/** What gives a basket its number: its first order, what a contract fills it with, or a sale on the spot. */
const seats = ["BasketConfirmed", "BasketFilled", "LineSold"]

/** What is told of a basket without changing what is in it. */
const besides = ["BasketPaid", "BasketHandedOver", "BasketSettled", "BasketReopened"]

/** The time of a basket's first confirmation stays, and its last change is that of its last fact. @see D15 */
export const firstConfirmationsStay = ({ journal, documents }: Books): void => {
  const first = new Map<string, string>()
  const last = new Map<string, string>()
  for (const { key, fact } of journal.flatMap(({ facts }) => facts)) {
    if (seats.includes(fact._tag) && "at" in fact && !first.has(key)) first.set(key, fact.at)
    if (key.startsWith("basket:") && "at" in fact && !besides.includes(fact._tag)) last.set(key, fact.at)
  }
  for (const { key, state } of documents.values()) {
    if (!key.startsWith("basket:")) continue
    const { confirmedAt, changedAt } = state as Basket
    hold(
      confirmedAt === (first.get(key) ?? null),
      () => `${key} says confirmed at ${confirmedAt}, and was at ${first.get(key)}`,
    )
    hold(changedAt === last.get(key), () => `${key} says changed at ${changedAt}, and was at ${last.get(key)}`)
  }
}

/** Whether something was weighed, counted or sold of a line: more of it is another line. */
const wasSeen = ({ trail = [] }: Line): boolean => trail.length > 0

/** The lines that a price of the day was set for, which may make two of them alike. @see AD6 */
const repricedIn = ({ journal }: Books): ReadonlySet<string> =>
  new Set(
    journal.flatMap(({ facts }) =>
      facts.flatMap(({ key, fact }) =>
        fact._tag === "LinesRepriced" ? fact.repriced.map(({ line }) => `${key}/${line}`) : [],
      ),
    ),
  )

/** A product has at most one line that is only ordered on the same terms, and line ids are never given twice. @see D4 */
export const linesAreDistinct = (books: Books): void => {
  const repriced = repricedIn(books)
  for (const { id: basket, lines } of basketsIn(books)) {
    const ids = new Set(lines.map(({ id }) => id))
    hold(ids.size === lines.length, () => `lines of ${basket} share an id: ${shown(lines)}`)
    for (const [index, line] of lines.entries()) {
      if (countOf(line.ordered) === 0 || wasSeen(line) || repriced.has(`basket:${basket}/${line.id}`)) continue
      const { reference: _, ...terms } = termsOf(line)
      const again = lines.slice(index + 1).find((other) => {
        const { reference: __, ...others } = termsOf(other)
        const isSame = sameData(other.contract ?? null, line.contract ?? null)
        const isPlain = !wasSeen(other) && !repriced.has(`basket:${basket}/${other.id}`)
        return countOf(other.ordered) > 0 && isPlain && isSame && sameData(terms, others)
      })
      hold(
        again === undefined,
        () => `basket ${basket} has two lines on the same terms: ${shown(line)}, ${shown(again)}`,
      )
    }
  }
}

/** A line is declined exactly when nothing is ordered of it. @see D14 */
export const zeroIsDeclined = (books: Books): void => {
  for (const { id, lines } of basketsIn(books)) {
    for (const line of lines) {
      const zero = countOf(line.ordered) === 0
      hold(zero === (line.status === "declined"), () => `line ${shown(line)} of ${id} is ${line.status}`)
    }
  }
}

/** Baskets of a distribution are numbered 1, 2, 3… in order of first confirmation, and nothing else is. @see D15 */
export const numbersAreDense = ({ journal, numbers, documents }: Books): void => {
  const next = new Map<string, number>()
  const expected = new Map<string, number>()
  for (const { facts } of journal) {
    for (const { key, fact } of facts) {
      if (!seats.includes(fact._tag) || !("distribution" in fact) || expected.has(key)) continue
      const distribution = String(fact.distribution)
      const number = (next.get(distribution) ?? 0) + 1
      next.set(distribution, number)
      expected.set(key, number)
    }
  }
  for (const key of documents.keys()) {
    if (!key.startsWith("basket:")) continue
    const number = numbers.get(key)
    hold(
      number === expected.get(key),
      () => `${key} has number ${number}, and was confirmed as number ${expected.get(key)}`,
    )
  }
}
