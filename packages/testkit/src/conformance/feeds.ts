import { deepEqual, equal, ok } from "node:assert/strict"
import { start } from "@cabas/engine/storage"
import { accounts, batch, floor, posting, space, told, writing } from "./batches.ts"
import { promises } from "./promise.ts"
import { commit, commitSurely, feed } from "./subject.ts"

/** What happened, in the order in which it happened. */
export const feeds = promises("feed", {
  "gives batches in the order of their commits, as they were": async ({ storage }) => {
    const first = batch("first", {
      by: "bruno",
      at: "2026-05-02T07:08:09.123Z",
      operation: "basket.confirm",
      facts: [told("basket:a", { lines: ["Œufs", "🥚"] }), told("basket:b", null)],
      postings: [posting(accounts.wallet, accounts.cash, 5, "EUR"), posting(accounts.stock, accounts.ordered, 2)],
    })
    const one = await commitSurely(storage, space, first)
    const two = await commitSurely(storage, space, batch("second"))
    const { id, by, at, operation, facts, postings } = first
    const [recorded, next, ...more] = await feed(storage, space)
    deepEqual(recorded, { cursor: one.cursor, id, by, at, operation, facts, postings })
    deepEqual([next?.id, next?.cursor, next?.facts, next?.postings], ["second", two.cursor, [], []])
    equal(more.length, 0)
  },
  "20 batches one after the other are fed in that order": async ({ storage }) => {
    const ids = Array.from({ length: 20 }, (_, index) => `batch ${(index * 7) % 20}`)
    for (const id of ids) await commitSurely(storage, space, batch(id))
    deepEqual(
      (await feed(storage, space)).map(({ id }) => id),
      ids,
    )
  },
  "cursors grow as text, from the one before the first batch": async ({ storage }) => {
    let before = start
    for (let index = 0; index < 120; index += 1) {
      const { cursor } = await commitSurely(storage, space, batch(`batch ${index}`))
      ok(cursor > before, `${cursor} comes after ${before}`)
      before = cursor
    }
  },
  "goes on after a cursor, and is empty after the last": async ({ storage }) => {
    for (let index = 0; index < 5; index += 1) await commitSurely(storage, space, batch(`batch ${index}`))
    const all = await feed(storage, space)
    for (const [index, { cursor }] of all.entries()) {
      deepEqual(await feed(storage, space, cursor), all.slice(index + 1))
    }
  },
  "gives at most as many as are wanted, and misses none from page to page": async ({ storage }) => {
    for (let index = 0; index < 23; index += 1) await commitSurely(storage, space, batch(`batch ${index}`))
    const all = await feed(storage, space)
    equal(all.length, 23)
    for (const limit of [1, 5, 23, 24]) {
      const seen = []
      for (let page = await feed(storage, space, start, limit); page.length > 0;) {
        ok(page.length <= limit, `${page.length} batches where at most ${limit} were wanted`)
        seen.push(...page)
        page = await feed(storage, space, page.at(-1)?.cursor, limit)
      }
      deepEqual(seen, all)
    }
  },
  "leaves out what was refused or repeated": async ({ storage }) => {
    await commitSurely(storage, space, batch("in", writing({ key: "group" })))
    await commit(storage, space, batch("in", writing({ key: "group" })))
    await commit(storage, space, batch("stale", writing({ key: "group" })))
    await commit(storage, space, batch("poor", { floors: [floor(accounts.wallet, 1, "EUR")] }))
    deepEqual(
      (await feed(storage, space)).map(({ id }) => id),
      ["in"],
    )
  },
  "a follower who reads while others write misses nothing and sees nothing twice": async ({ storage }) => {
    const ids = Array.from({ length: 150 }, (_, index) => `batch ${index}`)
    let left = ids.length
    const writers = ids.map(async (id, index) => {
      for (let pause = index % 10; pause > 0; pause -= 1) await new Promise((resolve) => setImmediate(resolve))
      await commitSurely(storage, space, batch(id))
      left -= 1
    })
    const followed: string[] = []
    const follower = async () => {
      let cursor = start
      for (let last = false; ;) {
        const page = await feed(storage, space, cursor, 7)
        followed.push(...page.map(({ id }) => id))
        cursor = page.at(-1)?.cursor ?? cursor
        if (page.length === 0 && last) return
        last = left === 0 && page.length === 0
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    await Promise.all([...writers, follower()])
    deepEqual(followed.toSorted(), ids.toSorted())
    deepEqual(
      (await feed(storage, space)).map(({ id }) => id),
      followed,
    )
  },
})
