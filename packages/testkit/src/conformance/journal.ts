import { deepEqual, equal } from "node:assert/strict"
import { accounts, batch, posting, space, told, writing } from "./batches.ts"
import { entriesOf } from "./picture.ts"
import { promises } from "./promise.ts"
import { commit, commitSurely, feed, read } from "./subject.ts"

/** What was answered and told is history. */
export const journal = promises("journal", {
  "nothing that is committed later changes a batch, its answer or its entries": async ({ storage }) => {
    const first = batch("first", {
      ...writing({ key: "basket:a", state: "first", indexed: [{ name: "name", value: "a" }] }),
      facts: [told("basket:a", "first")],
      postings: [posting("x:", accounts.wallet, 5, "EUR")],
      numbers: [{ series: "baskets", key: "basket:a" }],
      answer: { says: "first" },
    })
    const { cursor } = await commitSurely(storage, space, first)
    const seen = async () => ({
      feed: (await feed(storage, space, undefined, 1))[0],
      done: (await read(storage, space, { batch: "first" })).batch,
      entry: (await entriesOf(storage, space, accounts.wallet)).at(-1),
    })
    const before = await seen()
    equal(before.feed?.cursor, cursor)
    const later = [
      batch("rewrites", {
        ...writing({ key: "basket:a", from: 1, state: "later", indexed: [] }),
        facts: [told("basket:a", "later")],
      }),
      batch("takes back", { postings: [posting(accounts.wallet, "x:", 5, "EUR")] }),
      batch("numbers again", { numbers: [{ series: "baskets", key: "basket:a" }] }),
      batch("first", { ...first, facts: [], postings: [], answer: { says: "other" }, fingerprint: "other" }),
      batch("stale", writing({ key: "basket:a", from: 1, state: "stale" })),
      batch("erases nobody", { erases: [] }),
    ]
    for (const one of later) {
      await commit(storage, space, one)
      deepEqual(await seen(), before, one.id)
    }
    equal((await feed(storage, space)).length, 5)
  },
})
