import { memoryStorage } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { verifySpace } from "@cabas/engine/verify"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { dayHistory, historyArbitrary, play, seasonHistory, spaces } from "../arbitraries/index.ts"
import type { History, Stage } from "../arbitraries/index.ts"
import type { PricedBasket, Season } from "@cabas/core/views"
import { allLawsHold } from "./all.ts"
import { booksOf } from "./books.ts"
import type { Books } from "./books.ts"
import { writesAreAnswered } from "./call-laws.ts"
import { runs } from "./runs.ts"
import {
  pricedBasketAddsUp,
  recapsAgree,
  seasonAddsUp,
  shopShowsWhatIsLeft,
  statementRuns,
  vatAddsUp,
} from "./view-laws.ts"

/** What the platform sees when it asks, which is never refused. */
const seen = async <A>(stage: Stage, name: string, input: object): Promise<A> => {
  const { refusal, answer } = await stage.send({ as: "host", do: name, with: { group: spaces.group, ...input } })
  if (refusal !== undefined) throw new RangeError(`${name} was refused: ${JSON.stringify(refusal)}`)
  return answer as A
}

const viewsHold = async (stage: Stage, books: Books): Promise<void> => {
  for (const key of books.documents.keys()) {
    const [kind, id = ""] = key.split(":")
    if (kind === "member") statementRuns(await seen(stage, "wallet.statement", { member: id, limit: 500 }))
    if (kind === "basket") {
      const sheet = await seen<Parameters<typeof vatAddsUp>[0]>(stage, "basket.get", { basket: id })
      pricedBasketAddsUp(sheet)
      vatAddsUp(sheet)
    }
    if (kind === "subscription") seasonAddsUp(await seasonSeen(stage, id))
    if (kind === "distribution") await distributionViewsHold(stage, books, id)
  }
}

/** A subscription as it is seen, unless its contract was deleted. */
const seasonSeen = async (stage: Stage, subscription: string): Promise<Season | undefined> => {
  const { group } = spaces
  const { answer } = await stage.send({ as: "host", do: "subscription.get", with: { group, subscription } })
  return answer as Season | undefined
}

const distributionViewsHold = async (stage: Stage, books: Books, distribution: string): Promise<void> => {
  const { baskets } = await seen<{ baskets: ReadonlyArray<PricedBasket> }>(stage, "basket.list", { distribution })
  for (const catalog of [undefined, "c1", "c2"]) {
    const wanted = { distribution, ...(catalog === undefined ? {} : { catalog }) }
    recapsAgree(
      await seen(stage, "recap.by-product", wanted),
      await seen(stage, "recap.by-member", wanted),
      baskets,
      catalog,
    )
  }
  shopShowsWhatIsLeft(books, await seen(stage, "shop.get", { distribution }))
}

const holdsOn = (
  open: () => Storage & { readonly close?: () => Promise<void> },
  times: number,
  histories: fc.Arbitrary<History> = historyArbitrary(),
) =>
  fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const storage = open()
      const { stage, done } = await play(history, storage)
      for (const one of done) writesAreAnswered(one)
      const books = await booksOf(storage, spaces.group)
      allLawsHold(books)
      await viewsHold(stage, books)
      expect((await Effect.runPromise(verifySpace(storage, spaces.group))).findings).toEqual([])
      await storage.close?.()
    }),
    { numRuns: times },
  )

describe("D13, D15, D23, D24, D26, D28: the laws hold in every state that can be reached", () => {
  it("in memory", async () => {
    await expect(holdsOn(memoryStorage, runs(250))).resolves.toBeUndefined()
  }, 60_000)

  it("in SQLite", async () => {
    const open = () => sqliteStorage({ file: ":memory:" })
    await expect(holdsOn(open, runs(40))).resolves.toBeUndefined()
  }, 60_000)

  it("in memory, over days of distribution", async () => {
    await expect(holdsOn(memoryStorage, runs(150), dayHistory())).resolves.toBeUndefined()
  }, 60_000)

  it("in SQLite, over days of distribution", async () => {
    const open = () => sqliteStorage({ file: ":memory:" })
    await expect(holdsOn(open, runs(25), dayHistory())).resolves.toBeUndefined()
  }, 60_000)

  it("STOCK-3: what is gone is carried over too when a stock is counted for each distribution from then on", async () => {
    const group = spaces.group
    const at = { group, distribution: "d1" }
    const apples = {
      id: "apple",
      name: "Apples, a bag",
      saleKind: "piece",
      terms: { price: 250, per: { pieces: 1 }, vat: 550, content: { grams: 1500 } },
    }
    const global = { policy: "global", quantity: 3 } as const
    const none = { policy: "none" } as const
    const calls = [
      {
        as: "eva",
        do: "basket.confirm",
        with: { ...at, lines: [{ catalog: "c1", product: "apple", quantity: { pieces: 2 } }] },
      },
      { as: "ada", do: "distribution.settle", with: at, after: 43_080 },
      {
        as: "ada",
        do: "product.save",
        with: { group, catalog: "c1", ...apples, stock: { policy: "per-distribution", quantity: 2 } },
      },
    ]
    const storage = memoryStorage()
    const terms = {
      shortage: "refuse",
      moneyPot: false,
      floor: 0,
      apples: global,
      cheeses: none,
      flour: none,
      fee: 0,
    } as const
    const { done } = await play({ terms, calls }, storage)
    expect(done.map(({ outcome }) => outcome.refusal)).toEqual([undefined, undefined, undefined])
    allLawsHold(await booksOf(storage, group))
    const accounts = ["stock:c1/apple", "stock:c1/apple@d1"]
    const { balances } = await Effect.runPromise(storage.read(group, { balances: accounts }))
    expect(accounts.map((account) => balances.get(account)?.get("pieces") ?? 0)).toEqual([0, -2])
  })

  it("in memory, over seasons of contracts", async () => {
    await expect(holdsOn(memoryStorage, runs(80), seasonHistory())).resolves.toBeUndefined()
  }, 60_000)

  it("in SQLite, over seasons of contracts", async () => {
    const open = () => sqliteStorage({ file: ":memory:" })
    await expect(holdsOn(open, runs(15), seasonHistory())).resolves.toBeUndefined()
  }, 60_000)
})
