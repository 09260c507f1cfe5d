import type { AnswerOf, InputOf } from "@cabas/client"
import { civilAt } from "@cabas/core/values"
import type { Contract, Distribution } from "./desk.store.ts"

/** A delivery of a contract. */
export type Delivery = Contract["deliveries"][number]

/** What a change of the calendar would touch. */
export type Impact = AnswerOf<"delivery.shift">

/** Each date of a cycle, with what stands in its way. */
export type Dates = AnswerOf<"cycle.preview">["dates"]

/** A day on which something is received. */
export interface Column {
  readonly id: string
  readonly day: string
  readonly startsAt: string
  readonly place: string
  readonly isPast: boolean
}

/** A catalog over the season. */
export interface Row {
  readonly catalog: string
  readonly name: string
  /** What members commit to; a catalog of the shop has none. */
  readonly contract: Contract | null
  /** Which columns it takes part in, and with which deliveries. */
  readonly cells: ReadonlyMap<string, ReadonlyArray<Delivery>>
}

/** The distributions that are planned, by date; those where only the shop sells when asked for. */
export const columnsOf = (
  distributions: ReadonlyArray<Distribution>,
  contracts: ReadonlyArray<Contract>,
  now: string,
  zone: string,
  isWhole: boolean,
): ReadonlyArray<Column> => {
  const delivered = new Set(contracts.flatMap(({ deliveries }) => deliveries.map(({ distribution }) => distribution)))
  return distributions
    .filter(({ id, status }) => status === "planned" && (isWhole || delivered.has(id)))
    .map(({ id, startsAt, endsAt, place }) => ({
      id,
      day: civilAt(startsAt, zone).date,
      startsAt,
      place: place.name,
      isPast: endsAt <= now,
    }))
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
}

const deliveriesByDistribution = ({ deliveries }: Contract): ReadonlyMap<string, ReadonlyArray<Delivery>> => {
  const byDistribution = new Map<string, ReadonlyArray<Delivery>>()
  for (const one of deliveries) {
    byDistribution.set(one.distribution, [...(byDistribution.get(one.distribution) ?? []), one])
  }
  return byDistribution
}

/** Who delivers when: contracts first, by name; catalogs of the shop when asked for. */
export const rowsOf = (
  contracts: ReadonlyArray<Contract>,
  distributions: ReadonlyArray<Distribution>,
  isWhole: boolean,
): ReadonlyArray<Row> => {
  const own = contracts.map((contract): Row => ({
    catalog: contract.id,
    name: contract.name,
    contract,
    cells: deliveriesByDistribution(contract),
  }))
  const known = new Set(contracts.map(({ id }) => id))
  const shop = new Map<string, { readonly name: string; readonly at: Array<string> }>()
  for (const { id, status, catalogs } of isWhole ? distributions : []) {
    if (status !== "planned") continue
    for (const one of catalogs) {
      if (known.has(one.id)) continue
      const row = shop.get(one.id) ?? { name: one.name, at: [] }
      row.at.push(id)
      shop.set(one.id, row)
    }
  }
  const byName = (a: Row, b: Row) => a.name.localeCompare(b.name)
  const ofShop = [...shop].map(([catalog, { name, at }]): Row => ({
    catalog,
    name,
    contract: null,
    cells: new Map(at.map((id) => [id, []])),
  }))
  return [...own.toSorted(byName), ...ofShop.toSorted(byName)]
}

/** Columns next to each other that are of one month: `{ month: "2026-11", count: 4 }`. */
export const monthsOf = (
  columns: ReadonlyArray<Column>,
): ReadonlyArray<{ readonly month: string; readonly count: number }> => {
  const counts = new Map<string, number>()
  for (const { day } of columns) counts.set(day.slice(0, 7), (counts.get(day.slice(0, 7)) ?? 0) + 1)
  return [...counts].map(([month, count]) => ({ month, count }))
}

/** Where a delivery stands: closed ones are in the baskets, and change no more. */
export const isOpen = ({ closesAt }: Delivery, now: string): boolean => now < closesAt

/** The days that a delivery may be put off to, or brought forward to. @see D10, D19 */
export const targetsOf = (
  contract: Contract,
  delivery: Delivery,
  columns: ReadonlyArray<Column>,
): ReadonlyArray<Column> =>
  columns.filter(
    ({ id, day, isPast }) =>
      !isPast && id !== delivery.distribution && contract.startsOn <= day && day <= contract.endsOn,
  )

/** The next day in a direction that a held delivery may be dropped on, or its own; the one it is on when there is none. */
export const nextTarget = (
  columns: ReadonlyArray<Column>,
  targets: ReadonlySet<string>,
  at: string,
  by: 1 | -1,
): string => {
  const from = columns.findIndex(({ id }) => id === at)
  for (let index = from + by; index >= 0 && index < columns.length; index += by) {
    const { id } = columns[index]!
    if (targets.has(id)) return id
  }
  return at
}

/** Where a key of the grid pattern leads, within rows and columns; nothing for other keys. */
export const movedBy = (
  key: string,
  isControl: boolean,
  { row, column }: { readonly row: number; readonly column: number },
  rows: number,
  columns: number,
): { readonly row: number; readonly column: number } | undefined => {
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value))
  switch (key) {
    case "ArrowLeft":
      return { row, column: within(column - 1, columns) }
    case "ArrowRight":
      return { row, column: within(column + 1, columns) }
    case "ArrowUp":
      return { row: within(row - 1, rows), column }
    case "ArrowDown":
      return { row: within(row + 1, rows), column }
    case "PageUp":
      return { row, column: within(column - 4, columns) }
    case "PageDown":
      return { row, column: within(column + 4, columns) }
    case "Home":
      return { row: isControl ? 0 : row, column: 0 }
    case "End":
      return { row: isControl ? rows - 1 : row, column: columns - 1 }
    default:
      return undefined
  }
}

/** What a change comes to for all: households told, and the money that is due before and after. */
export const sumOf = ({
  subscriptions,
}: Pick<Impact, "subscriptions">): { readonly before: number; readonly after: number } => ({
  before: subscriptions.reduce((sum, { totalBefore }) => sum + totalBefore, 0),
  after: subscriptions.reduce((sum, { totalAfter }) => sum + totalAfter, 0),
})

/**
 * What moving or cancelling a whole distribution comes to: households told, and what is due before and after of the
 * subscriptions, each once though it may have two deliveries that day.
 */
export const touchedBy = ({ deliveries, messages }: AnswerOf<"distribution.change">) => {
  const subscriptions = new Map(
    deliveries.flatMap((one) => one.subscriptions).map((one) => [one.subscription, one] as const),
  )
  const sum = sumOf({ subscriptions: [...subscriptions.values()] })
  return { households: messages, amountBefore: sum.before, amountAfter: sum.after }
}

/** Whether what a subscription comes to, or how often, would be another. */
export const isChanged = (one: Impact["subscriptions"][number]): boolean =>
  one.totalBefore !== one.totalAfter || one.deliveriesBefore !== one.deliveriesAfter

/** What the form of a new cycle holds, as typed. */
export interface CycleForm {
  readonly place: string
  readonly first: string
  /** `w1` every week, `w2` every other; `weekday`, `last-weekday` or `day` of each month. */
  readonly rhythm: string
  readonly ends: "until" | "count"
  readonly until: string
  readonly count: number
  readonly startTime: string
  readonly endTime: string
  readonly opensDays: number
  readonly closesDays: number
  readonly closesTime: string
  /** Nothing chosen is all of them. */
  readonly catalogs: ReadonlyArray<string> | "all"
  readonly except: ReadonlyArray<{ readonly from: string; readonly to: string }>
}

/** The recipe that operations take. @see R4.8 */
export type Recipe = Omit<InputOf<"cycle.create">, "id">

const everyOf = (rhythm: string): Recipe["recurrence"]["every"] =>
  rhythm.startsWith("w")
    ? { weeks: Number(rhythm.slice(1)) }
    : { months: 1, on: rhythm as "weekday" | "last-weekday" | "day" }

/** The recipe of a form: holidays that are not filled in are left out, one day alone is from and to. */
export const recipeOf = (form: CycleForm): Recipe => ({
  place: form.place,
  recurrence: {
    first: form.first,
    every: everyOf(form.rhythm),
    ends: form.ends === "until" ? { until: form.until } : { count: form.count },
    except: form.except
      .filter(({ from, to }) => from !== "" || to !== "")
      .map(({ from, to }) => ({ from: from || to, to: to || from }))
      .map(({ from, to }) => (to < from ? { from: to, to: from } : { from, to })),
  },
  startTime: form.startTime,
  endTime: form.endTime,
  orders: {
    opensDaysBefore: form.opensDays,
    opensTime: "08:00",
    closesDaysBefore: form.closesDays,
    closesTime: form.closesTime,
  },
  catalogs: form.catalogs,
})

/** The form to begin with: each week from a day on, for three months. */
export const newCycle = (place: string, first: string, until: string): CycleForm => ({
  place,
  first,
  rhythm: "w1",
  ends: "until",
  until,
  count: 10,
  startTime: "18:30",
  endTime: "20:00",
  opensDays: 28,
  closesDays: 3,
  closesTime: "20:00",
  catalogs: "all",
  except: [],
})
