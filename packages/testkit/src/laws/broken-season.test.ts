import { memoryStorage } from "@cabas/engine"
import { beforeAll, describe, expect, it } from "vitest"
import { play, spaces } from "../arbitraries/index.ts"
import type { Call, WorldTerms } from "../arbitraries/index.ts"
import { allLawsHold, seasonLaws } from "./all.ts"
import { booksOf } from "./books.ts"
import type { Books } from "./books.ts"
import { LawBroken } from "./law.ts"

const { group } = spaces

const terms: WorldTerms = {
  shortage: "refuse",
  moneyPot: false,
  floor: 0,
  apples: { policy: "none" },
  cheeses: { policy: "none" },
  flour: { policy: "none" },
  fee: 0,
  season: {
    boxes: { policy: "none" },
    yogurts: { policy: "per-distribution", quantity: 5 },
    curd: { policy: "none" },
    absences: {
      unit: "delivery",
      window: null,
      barred: [],
      quota: { kind: "fixed", maximum: 2 },
      ranges: [],
      notice: { kind: "closing" },
      spacing: { kind: "none" },
      compensation: "not-charged",
      placement: "none",
      fixed: "by-notice",
      shift: null,
    },
    minimum: null,
    overPeriod: null,
    delayed: true,
    fee: 0,
  },
}

const as = (who: string, name: string, input: object, after = 0): Call => ({
  as: who,
  do: name,
  with: { group, ...input },
  after,
})

const fourDays = 4 * 24 * 60
const calls = [
  as("lea", "absence.declare", { subscription: "lea-veg", deliveries: ["w2"] }),
  as("system", "subscription.close", { subscription: "lea-veg", delivery: "w1" }, fourDays),
  as("system", "subscription.close", { subscription: "tom-milk", delivery: "w1" }),
  as("ada", "delivery.shift", { catalog: "veg", delivery: "w4", to: "w5" }),
]

let books: Books
let said: ReadonlyArray<unknown>

beforeAll(async () => {
  const storage = memoryStorage()
  const { done } = await play({ terms, calls }, storage)
  said = done.map(({ outcome }) => outcome.refusal)
  books = await booksOf(storage, group)
})

/** Something that can be changed at will: a copy of plain data. */
// oxlint-disable-next-line typescript/no-explicit-any -- a tampering goes wherever it likes
type Loose = any

const withDocument = (key: string, change: (state: Loose) => void): Books => {
  const documents = new Map(books.documents)
  const document = structuredClone(documents.get(key)) as Loose
  change(document.state)
  documents.set(key, document)
  return { ...books, documents }
}

/** The journal with a batch more, about one subscription. */
const withMore = (subscription: string, facts: ReadonlyArray<object>, postings: ReadonlyArray<object> = []): Books => {
  const last = structuredClone(books.journal.at(-1)) as Loose
  const told = facts.map((fact) => ({ key: `subscription:${subscription}`, fact }))
  return { ...books, journal: [...books.journal, { ...last, id: "more", facts: told, postings }] }
}

const by = { entry: "member", at: "2026-05-06T09:00:00.000Z" }
const ordered = (delivery: string) => ({
  _tag: "DeliveriesOrdered",
  deliveries: [delivery],
  lines: [],
  answer: "chosen",
  ...by,
})
const moved = (quantity: number) => ({
  from: "stock:milk/yogurt@w2",
  to: "ordered:milk/yogurt@w2",
  quantity,
  unit: "pieces",
  reason: "subscription",
  reference: "tom-milk",
})

const tampered: Readonly<Record<keyof typeof seasonLaws, readonly [() => Books, RegExp]>> = {
  debtsAreSumsOfLines: [
    () =>
      withDocument("subscription:lea-veg", (one) => {
        one.deliveries[2].lines = [{ offer: 1, quantity: { pieces: 2 } }]
      }),
    /^the lines of lea-veg come to 5228, and 3921 is owed$/,
  ],
  subscriptionsFollowTheCalendar: [
    () => withDocument("calendar:veg", (one) => (one.deliveries[2].status = "cancelled")),
    /^lea-veg covers w3 of veg, cancelled$/,
  ],
  commitmentsAreApart: [
    () => withDocument("commitment:veg~lea", (one) => one.periods.push({ ...one.periods[0], subscription: "other" })),
    /^commitment:veg~lea holds .*lea-veg.* and .*other/,
  ],
  closedStaysClosed: [() => withMore("lea-veg", [ordered("w1")]), /^delivery\.shift at .* made .* of .*lea-veg/],
  closedOnce: [
    () => withMore("lea-veg", [{ _tag: "DeliveryClosed", delivery: "w1", missing: [], at: by.at }]),
    /^subscription:lea-veg at w1 was closed twice$/,
  ],
  basketsHoldWhatWasClosed: [
    () => withDocument("basket:w1~lea", (one) => (one.lines[0].ordered.pieces = 2)),
    /^lea-veg was closed with .* at w1, and .* is in baskets$/,
  ],
  absencesKeepTheirQuota: [
    () =>
      withMore("lea-veg", [
        {
          _tag: "AbsencesDeclared",
          deliveries: ["w3", "w4"],
          compensation: "not-charged",
          provisional: false,
          ...by,
        },
      ]),
    /^subscription:lea-veg has 3 absences, 1 before, of 2$/,
  ],
  absencesHoldNothing: [
    () => withDocument("subscription:lea-veg", (one) => (one.deliveries[1].lines = one.deliveries[2].lines)),
    /^lea-veg is absent with /,
  ],
  turnsStay: [
    () =>
      withMore("lea-veg", [
        { _tag: "DeliveriesDropped", deliveries: ["w3"] },
        { _tag: "DeliveriesCovered", deliveries: [{ id: "w3", turn: "partner" }] },
      ]),
    /^the turn of w3 in subscription:lea-veg went from holder to partner$/,
  ],
  seasonStocksAreKept: [
    () => withMore("tom-milk", [ordered("w2")], [moved(6)]),
    /^delivery\.shift made 6 of stock:milk\/yogurt@w2 taken, 0 before, of 5$/,
  ],
  shiftsKeepSubscriptions: [() => withMore("tom-milk", [], [moved(1)]), /^a shift did /],
}

const standIns = (deliveries: ReadonlyArray<string>) => ({
  _tag: "AbsencesDeclared",
  deliveries,
  compensation: "not-charged",
  provisional: true,
  ...by,
})
const withdrawn = (deliveries: ReadonlyArray<string>) => ({ _tag: "AbsencesWithdrawn", deliveries, ...by })

describe("ABS-10: when a delivery is put off", () => {
  const law = (told: Books) => () => seasonLaws.shiftsKeepSubscriptions(told)

  it("stand-ins go from one day to another, and what comes there is counted there", () => {
    expect(law(withMore("tom-milk", [withdrawn(["w3"]), standIns(["w2"])], [moved(1)]))).not.toThrow()
  })

  it("there are as many of them as before, and no money moves for it", () => {
    expect(law(withMore("tom-milk", [withdrawn(["w3"]), standIns(["w2", "w4"])]))).toThrow(/^a shift did /)
    const paid = { ...moved(1), unit: "EUR" }
    expect(law(withMore("tom-milk", [withdrawn(["w3"]), standIns(["w2"])], [paid]))).toThrow(/^a shift did /)
  })
})

describe("the laws of contracts say what is wrong with books that were tampered with", () => {
  it("D21, D22: hold for books that were not", () => {
    expect(said).toEqual(calls.map(() => undefined))
    expect(() => allLawsHold(books)).not.toThrow()
  })

  it.each(Object.entries(tampered))("%s", (name, [tamper, sentence]) => {
    const law = seasonLaws[name as keyof typeof seasonLaws]
    expect(() => law(tamper())).toThrow(LawBroken)
    expect(() => law(tamper())).toThrow(sentence)
  })
})
