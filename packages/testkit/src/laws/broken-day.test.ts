import { memoryStorage } from "@cabas/engine"
import type { Recorded } from "@cabas/engine/storage"
import { beforeAll, describe, expect, it } from "vitest"
import { beginning, play, spaces } from "../arbitraries/index.ts"
import type { Call, Done, WorldTerms } from "../arbitraries/index.ts"
import { allLawsHold, laws } from "./all.ts"
import type { dayLaws } from "./all.ts"
import { booksOf } from "./books.ts"
import type { Books } from "./books.ts"
import { LawBroken } from "./law.ts"

const terms: WorldTerms = {
  shortage: "refuse",
  moneyPot: false,
  floor: 0,
  apples: { policy: "none" },
  cheeses: { policy: "none" },
  flour: { policy: "none" },
  fee: 500,
}
const { group } = spaces
const as = (who: string, name: string, input: object, more: Partial<Call> = {}): Call => ({
  as: who,
  do: name,
  with: { group, ...input },
  ...more,
})
const ada = (name: string, input: object, more: Partial<Call> = {}) =>
  as("ada", name, { distribution: "d1", ...input }, more)
const wish = (catalog: string, product: string, quantity: object) => ({ catalog, product, quantity })
const minutesToTheDay = (Date.parse("2026-06-01T06:00:00Z") - beginning) / 60_000
const target = { basket: "d1" }

/** A small day: cheese is weighed, paid too much and given back, and everything is settled and validated. */
const calls = [
  as("lea", "basket.confirm", { distribution: "d1", lines: [wish("c1", "cheese", { pieces: 1 })] }),
  as("tom", "basket.confirm", { distribution: "d1", lines: [wish("c2", "flour", { grams: 500 })] }),
  as("tom", "payment.promise", { id: "later", amount: 500, kind: "transfer", target }),
  ada("line.weigh", { member: "lea", line: 1, weights: [300] }, { after: minutesToTheDay }),
  ada("line.weigh", { member: "lea", line: 1, weights: [310] }, { after: 1 }),
  as("ada", "payment.record", { id: "paid", member: "lea", amount: 2000, kind: "transfer", target }),
  as("ada", "payment.refund", { id: "back", member: "lea", amount: 100, kind: "transfer", target }),
  ada("basket.settle", { member: "lea" }),
  ada("basket.settle", { member: "tom" }),
  ada("distribution.settle", {}),
  ada("distribution.validate", {}),
]

let books: Books
let done: ReadonlyArray<Done>

beforeAll(async () => {
  const storage = memoryStorage()
  done = (await play({ terms, calls }, storage)).done
  books = await booksOf(storage, group)
})

/** Something that can be changed at will: a copy of plain data. */
// oxlint-disable-next-line typescript/no-explicit-any -- a tampering goes wherever it likes
type Loose = any

const copy = <A>(data: A): Loose => structuredClone(data)

const withDocument = (key: string, change: (state: Loose) => void): Books => {
  const documents = new Map(books.documents)
  const document = copy(documents.get(key))
  change(document.state)
  documents.set(key, document)
  return { ...books, documents }
}

const withMore = (operation: string, facts: ReadonlyArray<object>): Books => {
  const last = copy(books.journal.at(-1))
  return { ...books, journal: [...books.journal, { ...last, id: "more", operation, facts, postings: [] }] }
}

const withBatch = (operation: string, change: (batch: Loose) => void): Books => {
  const journal: ReadonlyArray<Recorded> = books.journal.map((batch) => copy(batch))
  change(journal.findLast((batch) => batch.operation === operation))
  return { ...books, journal }
}

const without = (operation: string): Books => ({
  ...books,
  journal: books.journal.filter((batch) => batch.operation !== operation),
})

const where = { distribution: "d1", member: "lea", at: "2026-06-01T07:00:00.000Z", by: "ada" }

const tampered: Readonly<Record<keyof typeof dayLaws, readonly [() => Books, RegExp]>> = {
  settledStays: [
    () =>
      withMore("basket.hand-over", [
        { key: "basket:d1~lea", fact: { _tag: "BasketHandedOver", ...where, to: "Léa", seenAt: where.at } },
      ]),
    /^basket\.hand-over made the settled /,
  ],
  validatedStays: [
    () => withMore("basket.reopen", [{ key: "basket:d1~lea", fact: { _tag: "BasketReopened", ...where, reason: "" } }]),
    /^BasketReopened of basket:d1~lea came when d1 was validated$/,
  ],
  validatedIsSettled: [() => without("basket.settle"), /^d1 was validated, and .* was not settled$/],
  settledGoesOut: [
    () => withDocument("basket:d1~lea", ({ settled }) => (settled.postings[0].quantity -= 1)),
    /^d1~lea was settled for .*, and .* went out$/,
  ],
  basketsKnowTheirPayments: [
    () => withDocument("basket:d1~lea", ({ payments }) => payments.pop()),
    /^d1~lea knows .* of the payments /,
  ],
  refundsAreCovered: [
    () => withBatch("payment.refund", ({ facts }) => (facts[0].fact.payment.amount = 1260)),
    /^1260 went back to lea, who had paid 2000 of 741$/,
  ],
  lastSeenCounts: [
    () => withDocument("basket:d1~lea", ({ lines }) => (lines[0].trail = lines[0].trail.toReversed())),
    /^what was seen of .* in d1~lea is not in order$/,
  ],
  promisesArePending: [
    () => withDocument("payment:later", (payment) => (payment.amount += 1)),
    /^pending:wallet:tom holds 500, and 501 is promised$/,
  ],
}

describe("a law of the day says so when it is broken", () => {
  it("all hold for the books as they were written", () => {
    expect(done.map(({ outcome }) => outcome.refusal)).toEqual(done.map(() => undefined))
    expect(() => allLawsHold(books)).not.toThrow()
  })

  it.each(Object.keys(tampered) as ReadonlyArray<keyof typeof tampered>)("%s", (name) => {
    const [tamper, says] = tampered[name]
    const wrong = tamper()
    expect(() => laws[name](wrong)).toThrow(LawBroken)
    expect(() => laws[name](wrong)).toThrow(says)
  })
})
