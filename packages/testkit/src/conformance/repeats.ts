import { deepEqual, equal } from "node:assert/strict"
import type { Batch } from "@cabas/engine/storage"
import { accounts, batch, floor, give, posting, space, told, writing } from "./batches.ts"
import { promises } from "./promise.ts"
import { balanceOf, commit, commitSurely, feed, read } from "./subject.ts"
import type { Outcome } from "./subject.ts"

const order = (id: string, answer: unknown = { total: 1250 }): Batch =>
  batch(id, {
    fingerprint: "what was asked",
    answer,
    ...writing({ key: "basket:a" }),
    facts: [told("basket:a")],
    postings: [posting(accounts.wallet, accounts.held, 100, "EUR")],
    floors: [floor(accounts.wallet, -150, "EUR")],
    numbers: [{ series: "baskets", key: "basket:a" }],
  })

const found = (outcome: Outcome) => {
  equal(outcome._tag, "Repeated")
  return outcome._tag === "Repeated" ? [outcome.fingerprint, outcome.answer, [...outcome.numbers]] : []
}

/** The same id is never written twice. */
export const repeats = promises("repeated batches", {
  "the same batch again changes nothing, and says what it answered": async ({ storage }) => {
    await commitSurely(storage, space, order("once"))
    const again = await commit(storage, space, order("once"))
    deepEqual(found(again), ["what was asked", { total: 1250 }, [["basket:a", 1]]])
    equal((await feed(storage, space)).length, 1)
    equal(await balanceOf(storage, space, accounts.wallet, "EUR"), -100)
    equal((await read(storage, space, { documents: ["basket:a"] })).documents.get("basket:a")?.version, 1)
  },
  "the same id with other content changes nothing, and gives the first fingerprint and answer": async ({ storage }) => {
    await commitSurely(storage, space, order("once"))
    const other = batch("once", {
      fingerprint: "something else",
      answer: "other",
      ...writing({ key: "basket:b" }),
      numbers: [{ series: "baskets", key: "basket:b" }],
    })
    deepEqual(found(await commit(storage, space, other)), ["what was asked", { total: 1250 }, [["basket:a", 1]]])
    equal((await read(storage, space, { documents: ["basket:b"] })).documents.get("basket:b")?.version, 0)
    equal((await read(storage, space, { numbers: other.numbers })).numbers.size, 0)
  },
  "a batch is known again long after, when its guards and floors no longer hold": async ({ storage }) => {
    await commitSurely(storage, space, order("once"))
    await commitSurely(storage, space, batch("later", writing({ key: "basket:a", from: 1 })))
    await commitSurely(
      storage,
      space,
      batch("poorer", { postings: [posting(accounts.wallet, accounts.cash, 9000, "EUR")] }),
    )
    deepEqual(found(await commit(storage, space, order("once")))[1], { total: 1250 })
  },
  "the same batch many times at once gets in once": async ({ storage }) => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => commit(storage, space, order("once"))))
    equal(outcomes.filter(({ _tag }) => _tag === "Committed").length, 1)
    equal(outcomes.filter(({ _tag }) => _tag === "Repeated").length, 19)
    equal((await feed(storage, space)).length, 1)
    equal(await balanceOf(storage, space, accounts.wallet, "EUR"), -100)
  },
  "a batch that was refused may come again under its id": async ({ storage }) => {
    const wants = batch("patient", {
      postings: [posting(accounts.stock, accounts.ordered, 1)],
      floors: [floor(accounts.stock, 0)],
    })
    equal((await commit(storage, space, wants))._tag, "Overdrawn")
    await give(storage, accounts.stock, 1)
    equal((await commit(storage, space, wants))._tag, "Committed")
    equal((await commit(storage, space, wants))._tag, "Repeated")
  },
  "an answer may be anything that JSON says": async ({ storage }) => {
    const answers = [null, 0, "", false, [], {}, [null], "Œuf 🥚", { nested: { list: [1, 2] } }]
    for (const [index, answer] of answers.entries()) {
      await commitSurely(storage, space, batch(`answer ${index}`, { answer }))
      const again = await commit(storage, space, batch(`answer ${index}`, { answer: "another" }))
      deepEqual(again._tag === "Repeated" && again.answer, answer)
    }
  },
})
