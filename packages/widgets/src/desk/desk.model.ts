import { isUnlikely } from "@cabas/core/basket"
import { amountOf, measureOf, unitOf } from "@cabas/core/values"
import type { Measure, Unit } from "@cabas/core/values"
import { toPayNow } from "@cabas/core/views"
import { emptyBasket } from "./apply.ts"
import type { DeskBasket, DeskLine, DeskMember, Entry, Person, Picture } from "./picture.ts"

/** What the list may be narrowed to. */
export type Filter = "all" | "coming" | "weigh" | "pay"

/** A household in the list: its basket, what it owes now, and what it can be found by. */
export interface Row {
  readonly basket: DeskBasket
  readonly member: DeskMember | undefined
  readonly name: string
  /** What is to be paid now; below zero what may be given back. */
  readonly toPay: number
  readonly articles: number
  readonly sought: string
}

const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase()

const digits = (text: string): string => text.replaceAll(/\D/g, "")

/** What is to be paid for a basket now, with what the money pot holds besides. @rule DAY-6 */
export const owed = ({ moneyPot }: Picture, basket: DeskBasket, member: DeskMember | undefined): number =>
  toPayNow(basket, { wallet: member?.wallet.expected ?? 0, moneyPot })

const rowOf = (picture: Picture, basket: DeskBasket, member: DeskMember | undefined): Row => {
  const name = member?.name ?? basket.member
  return {
    basket,
    member,
    name,
    toPay: owed(picture, basket, member),
    articles: basket.lines.filter(({ ordered, status }) => amountOf(ordered) > 0 && status !== "declined").length,
    sought: ` ${plain(name)} ${basket.number ?? ""} ${digits(member?.phone ?? "")}`,
  }
}

/** A household without a basket, as it would be in the list. */
export const rowWithout = (picture: Picture, { id, name }: Person): Row => ({
  ...rowOf(picture, emptyBasket(picture.distribution.id, id), undefined),
  name,
})

/** Rows as they were made of a basket and its household: most stay the same from one tap to the next. */
const rows = new WeakMap<DeskBasket, readonly [member: DeskMember | undefined, Row]>()

/** Lists as they were made of a picture: they are asked for by every part of the screen. */
const lists = new WeakMap<Picture, { name?: ReadonlyArray<Row>; number?: ReadonlyArray<Row> }>()

/** The households of the day, by name or by the number of the basket. */
export const rowsOf = (picture: Picture, order: "name" | "number"): ReadonlyArray<Row> => {
  const known = lists.get(picture) ?? {}
  lists.set(picture, known)
  return (known[order] ??= sorted(picture, order))
}

const sorted = (picture: Picture, order: "name" | "number"): ReadonlyArray<Row> => {
  const members = new Map(picture.members.map((member) => [member.id, member]))
  const all = picture.baskets.map((basket) => {
    const member = members.get(basket.member)
    const known = rows.get(basket)
    if (known !== undefined && known[0] === member) return known[1]
    const row = rowOf(picture, basket, member)
    rows.set(basket, [member, row])
    return row
  })
  const numberOf = ({ basket }: Row) => basket.number ?? Number.MAX_SAFE_INTEGER
  return order === "number"
    ? all.toSorted((a, b) => numberOf(a) - numberOf(b))
    : all.toSorted((a, b) => collator.compare(a.name, b.name))
}

const collator = new Intl.Collator("fr")

const passes = ({ basket, toPay }: Row, filter: Filter): boolean => {
  if (filter === "coming") return !basket.taken
  if (filter === "weigh") return basket.toWeigh > 0
  return filter === "pay" ? toPay > 0 && !basket.settled : true
}

/** Whether what was typed finds somebody: beginnings of names, the number of the basket, digits of the telephone. */
const finder = (sought: string): ((row: string, number: number | null) => boolean) => {
  const text = plain(sought).trim()
  const isPhone = /^[\d\s.+-]+$/.test(text) && digits(text).length > 3
  const words = isPhone ? [digits(text)] : text.split(/\s+/).filter((word) => word !== "")
  // A number alone is that of a basket; words are beginnings of names.
  return (row, number) =>
    words.every((word) =>
      isPhone
        ? row.includes(word)
        : /^\d+$/.test(word)
          ? `${number ?? ""}` === word
          : row.includes(` ${word}`) || row.includes(`-${word}`),
    )
}

/** Those whom some letters of the name, the number of the basket or digits of the telephone find. */
export const found = (all: ReadonlyArray<Row>, filter: Filter, sought: string): ReadonlyArray<Row> => {
  const isFound = finder(sought)
  return all.filter((row) => passes(row, filter) && isFound(row.sought, row.basket.number))
}

/** How many without a basket are told. */
const mostWithout = 8

/** Those without a basket whom some letters of the name find, to sell them something: at most eight. @rule DAY-18 */
export const foundWithout = (
  people: ReadonlyArray<Person>,
  all: ReadonlyArray<Row>,
  sought: string,
): ReadonlyArray<Person> => {
  if (!/\p{L}/u.test(sought)) return []
  const isFound = finder(sought)
  const withBasket = new Set(all.map(({ basket }) => basket.member))
  return people
    .filter(({ id, name }) => !withBasket.has(id) && isFound(` ${plain(name)}`, null))
    .toSorted((a, b) => collator.compare(a.name, b.name))
    .slice(0, mostWithout)
}

/** How far the day is. */
export interface Counts {
  readonly all: number
  readonly taken: number
  readonly toWeigh: number
  readonly toPay: number
}

/** Counts who came, and what is left to do. */
export const countsOf = (all: ReadonlyArray<Row>): Counts => ({
  all: all.length,
  taken: all.filter(({ basket }) => basket.taken).length,
  toWeigh: all.reduce((sum, { basket }) => sum + basket.toWeigh, 0),
  toPay: all.filter((row) => passes(row, "pay")).length,
})

/** A number typed with a comma or a point, in thousandths; nothing when it is none. */
const thousandths = (text: string): number | undefined => {
  const [, whole = "", part = ""] = /^(\d{0,7})(?:[.,](\d{0,3}))?$/.exec(text) ?? []
  return whole === "" && part === "" ? undefined : Number(whole || 0) * 1000 + Number(part.padEnd(3, "0"))
}

/**
 * What was typed on the pad as weights in the unit of the price: `167+142`, `1,25` (with a comma it is kilograms),
 * `1,2 kg + 300 g`. Nothing when something of it is no weight.
 */
export const weightsIn = (text: string, unit: Unit): ReadonlyArray<number> | undefined => {
  const terms = text
    .replaceAll(/\s/g, "")
    .toLowerCase()
    .split("+")
    .filter((term) => term !== "")
  const weights = terms.map((term) => {
    const [, number = "", name = ""] = /^([\d.,]+)(kg|g|ml|l)?$/.exec(term) ?? []
    const read = thousandths(number)
    if (read === undefined) return 0
    const isLarge = name === "kg" || name === "l" || (name === "" && /[.,]/.test(number))
    if (unit === "pieces") return isLarge || name !== "" ? 0 : read / 1000
    return isLarge ? read : read / 1000
  })
  return weights.length > 0 && weights.every((weight) => Number.isInteger(weight) && weight > 0) ? weights : undefined
}

/** An amount typed with a comma, in minor units of a currency with that many digits; nothing when it is none. */
export const amountIn = (text: string, fractionDigits: number): number | undefined => {
  const read = thousandths(text.replaceAll(/\s/g, ""))
  if (read === undefined) return undefined
  const amount = read / 10 ** (3 - fractionDigits)
  return Number.isInteger(amount) ? amount : undefined
}

/** How a weight stands to what was expected. */
export type Tolerance = "even" | "near" | "far" | "unlikely"

/** What is shown of a weight beside what was expected. */
export interface Deviation {
  readonly tolerance: Tolerance
  /** In whole per cent; below zero when it is less. */
  readonly percent: number
}

/** Up to which part of the nominal weight a weight is even, or near, in per cent. */
const even = 5
const near = 20

/** How far a weight is from the nominal one; nothing when there is none. @rule DAY-2 @see D6 */
export const deviationOf = (weighed: number, nominal: number | null): Deviation | undefined => {
  if (nominal === null || nominal === 0) return undefined
  const percent = Math.round((100 * (weighed - nominal)) / nominal)
  const size = Math.abs(percent)
  const tolerance = isUnlikely(weighed, nominal) ? "unlikely" : size <= even ? "even" : size <= near ? "near" : "far"
  return { tolerance, percent }
}

/** Whether a line is weighed rather than counted: its price is per weight or volume. */
export const isWeighed = ({ per }: DeskLine): boolean => unitOf(per) !== "pieces"

/** Whether something of a line is at the desk at all. */
export const isShown = ({ ordered, delivered, status }: DeskLine): boolean =>
  status !== "declined" && (amountOf(ordered) > 0 || delivered !== null)

/** A line of a product that is weighed one household after the other. */
export interface Stop {
  readonly basket: string
  readonly member: string
  readonly line: number
}

/** A product of the day, with how much was ordered and how many lines wait for their weight. */
export interface Product {
  readonly catalog: string
  readonly product: string
  readonly name: string
  readonly ordered: Measure
  readonly price: number
  readonly per: Measure
  readonly toWeigh: number
  readonly isWeighed: boolean
  readonly isMissing: boolean
  readonly stops: ReadonlyArray<Stop>
}

const keyOf = ({ catalog, product }: { readonly catalog: string; readonly product: string }) => `${catalog} ${product}`

/** The products of the day, those to weigh first, each with its lines in the order of the list. */
export const productsOf = (all: ReadonlyArray<Row>): ReadonlyArray<Product> => {
  const products = new Map<string, Product>()
  for (const { basket } of all) {
    for (const line of basket.lines) {
      if (amountOf(line.ordered) === 0 || line.status === "declined") continue
      const before = products.get(keyOf(line))
      const unit = unitOf(line.ordered)
      products.set(keyOf(line), {
        catalog: line.catalog,
        product: line.product,
        name: line.name,
        price: line.price,
        per: line.per,
        ordered: measureOf(unit, amountOf(before?.ordered ?? line.ordered) * (before ? 1 : 0) + amountOf(line.ordered)),
        toWeigh: (before?.toWeigh ?? 0) + (line.estimate ? 1 : 0),
        isWeighed: (before?.isWeighed ?? false) || line.saleKind.startsWith("weighed"),
        isMissing: (before?.isMissing ?? true) && line.status === "unavailable",
        stops: [...(before?.stops ?? []), { basket: basket.id, member: basket.member, line: line.id }],
      })
    }
  }
  return [...products.values()].toSorted(
    (a, b) => Number(b.toWeigh > 0) - Number(a.toWeigh > 0) || collator.compare(a.name, b.name),
  )
}

/** The commands that may be told now: in order, one at a time per lane, none past one that is about many baskets. */
export const nextIn = (entries: ReadonlyArray<Entry>, most: number): ReadonlyArray<Entry> => {
  const taken = new Set<string>()
  const next: Array<Entry> = []
  for (const entry of entries) {
    if (entry.state !== "waiting") continue
    if (entry.lane === "*") return next.length === 0 ? [entry] : next
    if (!taken.has(entry.lane)) next.push(entry)
    taken.add(entry.lane)
    if (next.length === most) return next
  }
  return next
}

/** The same line weighed on two tablets, neither knowing of the other. */
export interface Conflict {
  readonly entry: Entry
  readonly basket: DeskBasket
  readonly line: DeskLine
  readonly mine: Measure
  readonly other: DeskLine["trail"][number]
}

const isLook = ({ kind }: DeskLine["trail"][number]): boolean => kind !== "undone"

const sameAs = (a: Measure | null, b: Measure | null): boolean =>
  a === b || (a !== null && b !== null && unitOf(a) === unitOf(b) && amountOf(a) === amountOf(b))

const conflictOf = (picture: Picture, entry: Entry): Conflict | undefined => {
  const { command, known, seenAt, sentAt, accepted, reverses } = entry
  if (command.operation !== "line.weigh" || sentAt === null || accepted || reverses !== null) return undefined
  const basket = picture.baskets.find(({ member }) => member === command.input.member)
  const line = basket?.lines.find(({ id }) => id === command.input.line)
  const mine = line?.trail.find(({ at, by }) => at === seenAt && by === entry.by)?.delivered
  if (basket === undefined || line === undefined || mine === undefined || mine === null) return undefined
  // Who weighs once the server knew mine has seen it: that is a correction.
  const isBlind = ({ at }: DeskLine["trail"][number]) => at !== seenAt && !known.includes(at) && at <= sentAt
  const last = line.trail.at(-1)
  if (last !== undefined && last.at > sentAt) return undefined
  const other = line.trail.findLast((look) => isLook(look) && isBlind(look) && !sameAs(look.delivered, mine))
  return other && { entry, basket, line, mine, other }
}

/** Lines that were weighed here and elsewhere without one knowing of the other, and came to different weights. @rule DAY-23 */
export const conflictsIn = (picture: Picture, entries: ReadonlyArray<Entry>): ReadonlyArray<Conflict> => {
  const last = new Map<string, Entry>()
  for (const entry of entries) {
    const { command, state } = entry
    if (command.operation === "line.weigh" && state !== "refused") {
      last.set(`${command.input.member ?? ""} ${command.input.line}`, entry)
    }
  }
  return [...last.values()].flatMap((entry) => conflictOf(picture, entry) ?? [])
}
