import { memoryStorage } from "@cabas/engine"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { historyArbitrary, memberCall, people, play, spaces } from "../arbitraries/index.ts"
import type { Call, Done, History } from "../arbitraries/index.ts"
import { basketsIn, booksOf } from "./books.ts"
import type { Books } from "./books.ts"
import { countOf } from "./exact.ts"
import { runs } from "./runs.ts"

interface Sold {
  readonly catalog: string
  readonly product: string
}

const sold = fc.constantFrom<Sold>(
  { product: "apple", catalog: "c1" },
  { product: "cheese", catalog: "c1" },
  { product: "potato", catalog: "c2" },
)
const someone = fc.constantFrom<string>(...people.members)
const few = fc.integer({ min: 1, max: 3 })

/** Mostly members who order, so that most histories leave a shop where one can. */
const ordering = historyArbitrary({ longest: 10, call: memberCall() })

const order = (as: string, of: Sold, count: number): Call => ({
  as,
  do: "basket.confirm",
  with: { group: spaces.group, distribution: "d1", lines: [{ ...of, quantity: { pieces: count } }] },
})

const cancel = (as: string): Call => ({
  as,
  do: "basket.cancel",
  with: { group: spaces.group, distribution: "d1" },
})

const linesOf = (books: Books, member: string, { product }: Sold) =>
  (basketsIn(books).find(({ id }) => id === `d1~${member}`)?.lines ?? []).filter((line) => line.product === product)

const orderedOf = (books: Books, member: string, of: Sold): number =>
  linesOf(books, member, of).reduce((sum, { ordered }) => sum + countOf(ordered), 0)

/** A history, then some calls: the books afterwards and whether all of the calls were done. */
const after = async (history: History, calls: ReadonlyArray<Call>) => {
  const storage = memoryStorage()
  const { stage } = await play(history, storage)
  const done: Done[] = []
  for (const call of calls) done.push(await stage.act(call))
  const books = await booksOf(storage, spaces.group)
  return { books, allDone: done.every(({ outcome }) => outcome.refusal === undefined) }
}

/** What two ways to the same end must have in common. */
const standing = (books: Books) => ({
  baskets: basketsIn(books).map(({ id, status, lines }) => ({ id, status, lines })),
  balances: [...books.balances]
    .flatMap(([account, units]) =>
      [...units].flatMap(([unit, balance]) => (balance === 0 ? [] : [`${account} ${balance} ${unit}`])),
    )
    .toSorted(),
  numbers: [...books.numbers].toSorted(),
})

/** Tries a property that says whether it had something to say; it must have had at least one time in four. */
const often = async <Ts extends [unknown, ...unknown[]]>(
  times: number,
  arbitraries: { [K in keyof Ts]: fc.Arbitrary<Ts[K]> },
  says: (...values: Ts) => Promise<boolean>,
): Promise<number> => {
  let said = 0
  const property = fc.asyncProperty<Ts>(...arbitraries, async (...values) => {
    if (await says(...values)) said += 1
  })
  await fc.assert(property, { numRuns: times })
  return said / times
}

describe("orders add up", () => {
  it("BASKET-2: ordering some and then more comes to ordering all of it at once", async () => {
    const said = await often(runs(60), [ordering, someone, sold, few, few], async (history, as, of, some, more) => {
      const before = orderedOf((await after(history, [])).books, as, of)
      const all = before + some + more
      const twice = await after(history, [order(as, of, before + some), order(as, of, all)])
      if (!twice.allDone) return false
      const once = await after(history, [order(as, of, all)])
      expect(once.allDone).toBe(true)
      expect(standing(twice.books)).toEqual(standing(once.books))
      return true
    })
    expect(said).toBeGreaterThan(0.25)
  }, 60_000)

  it("D14 (GC-5): set to zero and ordered again, a product is one line that holds something", async () => {
    const said = await often(runs(60), [ordering, someone, sold, few], async (history, as, of, count) => {
      const first = await after(history, [order(as, of, count)])
      const { books, allDone } = await after(history, [order(as, of, count), order(as, of, 0), order(as, of, count)])
      if (!allDone) return false
      const lines = linesOf(books, as, of)
      expect(lines.filter(({ ordered }) => countOf(ordered) > 0).length).toBeLessThanOrEqual(1)
      expect(lines.length).toBeLessThanOrEqual(Math.max(1, linesOf(first.books, as, of).length))
      return true
    })
    expect(said).toBeGreaterThan(0.25)
  }, 60_000)

  it("D13, D15: cancelling gives back all goods and money and keeps the number", async () => {
    const said = await often(runs(60), [ordering, someone, sold, few], async (history, as, of, count) => {
      const ordered = await after(history, [order(as, of, count)])
      const { books, allDone } = await after(history, [order(as, of, count), cancel(as)])
      if (!allDone) return false
      const { baskets, balances, numbers } = standing(books)
      const mine = (one: { readonly id: string }) => one.id === `d1~${as}`
      expect(numbers).toEqual(standing(ordered.books).numbers)
      expect(
        baskets
          .find(mine)
          ?.lines.map((line) => countOf(line.ordered))
          .every((held) => held === 0),
      ).toBe(true)
      const without = basketsIn(books).filter((one) => !mine(one))
      const held = without.flatMap(({ lines }) => lines).filter((line) => line.product === of.product)
      const left = held.reduce((sum, line) => sum + countOf(line.ordered), 0)
      const taken = balances.filter((text) => text.startsWith(`ordered:${of.catalog}/${of.product}@`))
      expect(taken.reduce((sum, text) => sum + Number(text.split(" ")[1]), 0)).toBe(left)
      return true
    })
    expect(said).toBeGreaterThan(0.25)
  }, 60_000)
})
