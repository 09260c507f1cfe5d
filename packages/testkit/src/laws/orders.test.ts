import { memoryStorage } from "@cabas/engine"
import type { Basket } from "@cabas/core/basket"
import { spaces, historyArbitrary, memberCall, people, play } from "../arbitraries/index.ts"
import type { Call, Done, History, Stage } from "../arbitraries/index.ts"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { basketsIn, booksOf } from "./books.ts"
import type { Books } from "./books.ts"
import { repeatsChangeNothing, strangersDoNothing } from "./call-laws.ts"
import { countOf } from "./exact.ts"
import { hold, shown } from "./law.ts"
import { runs } from "./runs.ts"

const sold = fc.constantFrom(
  { product: "apple", catalog: "c1" },
  { product: "cheese", catalog: "c1" },
  { product: "potato", catalog: "c2" },
)
const pieces = fc.integer({ min: 0, max: 5 })
const someone = fc.constantFrom(...people.members)

type Sold = { readonly catalog: string; readonly product: string }

const order = (as: string, of: Sold, count: number, more: Partial<Call> = {}): Call => ({
  as,
  do: "basket.confirm",
  with: { group: spaces.group, distribution: "d1", lines: [{ ...of, quantity: { pieces: count } }] },
  ...more,
})

const basketOf = (books: Books, member: string): Basket | undefined =>
  basketsIn(books).find(({ id }) => id === `d1~${member}`)
const linesOf = (books: Books, member: string, { product }: Sold) =>
  (basketOf(books, member)?.lines ?? []).filter((line) => line.product === product)

/** The same history on two storages, each then left by other calls; gives both books and what the calls came to. */
const twoWays = async (history: History, one: ReadonlyArray<Call>, other: ReadonlyArray<Call>) => {
  const leave = async (calls: ReadonlyArray<Call>) => {
    const storage = memoryStorage()
    const { stage } = await play(history, storage)
    const done: Done[] = []
    for (const call of calls) done.push(await stage.act(call))
    return { done, books: await booksOf(storage, spaces.group) }
  }
  return [await leave(one), await leave(other)] as const
}

/** What two ways must have in common: lines, documents besides the basket's own, balances. */
const standing = (books: Books) => ({
  baskets: basketsIn(books).map(({ id, status, lines }) => ({ id, status, lines })),
  balances: [...books.balances]
    .map(([account, units]) => [account, [...units].filter(([, balance]) => balance !== 0)])
    .filter(([, units]) => units!.length > 0)
    .toSorted(),
  numbers: [...books.numbers].toSorted(),
})

describe("orders add up", () => {
  it("BASKET-2: ordering some and then more comes to ordering all of it at once", async () => {
    await fc.assert(
      fc.asyncProperty(
        historyArbitrary({ longest: 15 }),
        someone,
        sold,
        pieces,
        pieces,
        async (history, as, of, some, more) => {
          const [twice, once] = await twoWays(
            history,
            [order(as, of, some), order(as, of, some + more)],
            [order(as, of, some + more)],
          )
          const [first, second] = twice.done
          fc.pre(first?.outcome.refusal === undefined && second?.outcome.refusal === undefined)
          // Coming down first gives up lines of other terms; going up only adds.
          const before = linesOf((await twoWays(history, [], []))[0].books, as, of).reduce(
            (sum, line) => sum + countOf(line.ordered),
            0,
          )
          fc.pre(some >= before)
          expect(once.done[0]?.outcome.refusal).toBeUndefined()
          expect(standing(twice.books)).toEqual(standing(once.books))
        },
      ),
      { numRuns: runs(120) },
    )
  })

  it("D14 (GC-5): set to zero and ordered again, a product is one line that holds something", async () => {
    await fc.assert(
      fc.asyncProperty(
        historyArbitrary({ longest: 15 }),
        someone,
        sold,
        fc.integer({ min: 1, max: 3 }),
        async (history, as, of, count) => {
          const storage = memoryStorage()
          const { stage } = await play(history, storage)
          const none = await stage.act(order(as, of, 0))
          fc.pre(none.outcome.refusal === undefined)
          const before = linesOf(await booksOf(storage, spaces.group), as, of)
          hold(
            before.every(({ ordered }) => countOf(ordered) === 0),
            () => `${shown(before)} holds something after zero`,
          )
          const again = await stage.act(order(as, of, count))
          fc.pre(again.outcome.refusal === undefined)
          const after = linesOf(await booksOf(storage, spaces.group), as, of)
          const holding = after.filter(({ ordered }) => countOf(ordered) > 0)
          hold(
            holding.length <= 1 && after.length <= Math.max(1, before.length),
            () => `zero then ${count} gives ${shown(after)}`,
          )
        },
      ),
      { numRuns: runs(120) },
    )
  })

  it("D13, D15: cancelling gives back all goods and money, and ordering the same again comes to the same", async () => {
    await fc.assert(
      fc.asyncProperty(
        historyArbitrary({ longest: 15, call: memberCall() }),
        someone,
        sold,
        fc.integer({ min: 1, max: 3 }),
        async (history, as, of, count) => {
          const cancel: Call = { as, do: "basket.cancel", with: { group: spaces.group, distribution: "d1" } }
          const [back, never] = await twoWays(history, [cancel, order(as, of, count), cancel], [cancel])
          fc.pre(back.done.every(({ outcome }) => outcome.refusal === undefined))
          expect(standing(back.books).balances).toEqual(standing(never.books).balances)
          const before = never.books.numbers.get(`basket:d1~${as}`)
          expect(back.books.numbers.get(`basket:d1~${as}`)).toEqual(before ?? expect.any(Number))
        },
      ),
      { numRuns: runs(80) },
    )
  })
})

/** Each call of a history made again right after itself, as it was. */
const again = async (stage: Stage, calls: ReadonlyArray<Call>, law: (first: Done, second: Done) => void) => {
  for (const [index, call] of calls.entries()) {
    const keyed = { ...call, key: `key-${index}` }
    law(await stage.act(keyed), await stage.act({ ...keyed, after: 30 }))
  }
}

describe("asking again", () => {
  it("KEY-1 (D11): under the same key has one effect and one answer, half an hour later too", async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary({ longest: 15 }), async ({ terms, calls }) => {
        const { stage } = await play({ terms, calls: [] }, memoryStorage())
        const commands = calls.filter(({ preview }) => preview === undefined)
        await again(stage, commands, repeatsChangeNothing)
      }),
      { numRuns: runs(80) },
    )
  })

  it("KEY-1 (D11): at once under the same key has one effect and one answer", async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary({ longest: 8 }), async ({ terms, calls }) => {
        const { stage } = await play({ terms, calls: [] }, memoryStorage())
        const commands = calls.filter(({ preview }) => preview === undefined)
        for (const [index, call] of commands.entries()) {
          const keyed = { ...call, key: `key-${index}` }
          const [first, second] = await Promise.all([stage.send(keyed), stage.send(keyed)])
          expect(second).toEqual(first)
        }
      }),
      { numRuns: runs(60) },
    )
  })

  it("D20: a preview answers what the command then does, and writes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary({ longest: 12 }), async ({ terms, calls }) => {
        const { stage } = await play({ terms, calls: [] }, memoryStorage())
        for (const { key: _, ...call } of calls) {
          const preview = await stage.act({ ...call, preview: true })
          expect(preview.wrote).toEqual([])
          const { preview: __, after: ___, ...real } = call
          const done = await stage.act(real)
          expect(done.outcome.refusal).toEqual(preview.outcome.refusal)
        }
      }),
      { numRuns: runs(60) },
    )
  })
})

describe("strangers", () => {
  it("D28: somebody of another group can do nothing here, nor look unless visitors may", async () => {
    await fc.assert(
      fc.asyncProperty(
        historyArbitrary({ longest: 10 }),
        fc.constantFrom<string>(people.stranger, "nobody", "visitor"),
        async (history, as) => {
          const { stage, done } = await play(history, memoryStorage())
          await stage.act({ as: "host", do: "group.resume", with: { group: spaces.group } })
          for (const { call } of done) {
            const { key: _, preview: __, ...asked } = call
            strangersDoNothing(await stage.act({ ...asked, as }))
          }
          for (const name of [
            "group.get",
            "basket.get",
            "basket.list",
            "member.get",
            "member.list",
            "wallet.statement",
            "recap.by-product",
            "recap.by-member",
            "catalog.list",
            "catalog.get",
            "producer.list",
          ]) {
            for (const input of [
              {},
              { distribution: "d1" },
              { distribution: "d1", member: "lea" },
              { member: "lea" },
              { id: "c1" },
            ]) {
              strangersDoNothing(await stage.act({ as, do: name, with: { group: spaces.group, ...input } }))
            }
          }
        },
      ),
      { numRuns: runs(40) },
    )
  })
})
