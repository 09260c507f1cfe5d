import { memoryStorage } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { historyArbitrary, play, spaces } from "../arbitraries/index.ts"
import type { Stage } from "../arbitraries/index.ts"
import type { PricedBasket } from "@cabas/core/views"
import { allLawsHold } from "./all.ts"
import { booksOf } from "./books.ts"
import type { Books } from "./books.ts"
import { writesAreAnswered } from "./call-laws.ts"
import { runs } from "./runs.ts"
import { pricedBasketAddsUp, recapsAgree, shopShowsWhatIsLeft, statementRuns, vatAddsUp } from "./view-laws.ts"

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
    if (kind === "distribution") await distributionViewsHold(stage, books, id)
  }
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

const holdsOn = (open: () => Storage & { readonly close?: () => Promise<void> }, times: number) =>
  fc.assert(
    fc.asyncProperty(historyArbitrary(), async (history) => {
      const storage = open()
      const { stage, done } = await play(history, storage)
      for (const one of done) writesAreAnswered(one)
      const books = await booksOf(storage, spaces.group)
      allLawsHold(books)
      await viewsHold(stage, books)
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
})
