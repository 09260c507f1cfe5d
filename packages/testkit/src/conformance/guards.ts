import { deepEqual, equal } from "node:assert/strict"
import { accounts, batch, floor, space, writing } from "./batches.ts"
import { promises } from "./promise.ts"
import { commit, commitSurely, read, stateOf } from "./subject.ts"

/** Nobody's change is overwritten unseen. */
export const guards = promises("guards", {
  "a document written since it was read refuses, and is named": async ({ storage }) => {
    await commitSurely(storage, space, batch("one", writing({ key: "group" })))
    await commitSurely(storage, space, batch("two", writing({ key: "group", from: 1 })))
    const outcome = await commit(storage, space, batch("late", writing({ key: "group", from: 1 })))
    deepEqual([outcome._tag, outcome._tag === "Conflict" && outcome.key], ["Conflict", "group"])
  },
  "a document that was not there and now is refuses": async ({ storage }) => {
    await commitSurely(storage, space, batch("first", writing({ key: "basket:a", state: "first" })))
    equal(
      (await commit(storage, space, batch("second", writing({ key: "basket:a", state: "second" }))))._tag,
      "Conflict",
    )
    equal(await stateOf(storage, space, "basket:a"), "first")
  },
  "a document that should be there and is not refuses": async ({ storage }) => {
    equal(
      (await commit(storage, space, batch("ghost", { guards: [{ key: "basket:a", version: 1 }] })))._tag,
      "Conflict",
    )
  },
  "a document that was only looked at guards as well": async ({ storage }) => {
    await commitSurely(storage, space, batch("one", writing({ key: "catalog:a" })))
    const looked = { guards: [{ key: "catalog:a", version: 1 }] }
    await commitSurely(storage, space, batch("same", looked))
    await commitSurely(storage, space, batch("changed", writing({ key: "catalog:a", from: 1 })))
    equal((await commit(storage, space, batch("late", looked)))._tag, "Conflict")
  },
  "a stale guard is told before a floor": async ({ storage }) => {
    const both = { guards: [{ key: "group", version: 1 }], floors: [floor(accounts.wallet, 1, "EUR")] }
    equal((await commit(storage, space, batch("both", both)))._tag, "Conflict")
  },
  "of many who write one document at once, one gets in": async ({ storage }) => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        commit(storage, space, batch(`writer ${index}`, writing({ key: "group", state: index }))),
      ),
    )
    equal(outcomes.filter(({ _tag }) => _tag === "Committed").length, 1)
    equal(outcomes.filter(({ _tag }) => _tag === "Conflict").length, 19)
    equal(
      await stateOf(storage, space, "group"),
      outcomes.findIndex(({ _tag }) => _tag === "Committed"),
    )
  },
  "no increment is lost: 10 writers who each try until they are in count to 50": async ({ storage }) => {
    const writer = async (name: number) => {
      for (let done = 0; done < 5;) {
        const found = (await read(storage, space, { documents: ["counter"] })).documents.get("counter")
        const [from, count] = [found?.version ?? 0, (found?.state as number | null) ?? 0]
        const id = `increment ${name} ${done}`
        const outcome = await commit(storage, space, batch(id, writing({ key: "counter", from, state: count + 1 })))
        if (outcome._tag === "Committed") done += 1
        else equal(outcome._tag, "Conflict")
      }
    }
    await Promise.all(Array.from({ length: 10 }, (_, name) => writer(name)))
    equal(await stateOf(storage, space, "counter"), 50)
  },
  "writers of different documents do not disturb each other": async ({ storage }) => {
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        commit(storage, space, batch(`w${index}`, writing({ key: `basket:${index}` }))),
      ),
    )
    deepEqual(
      outcomes.map(({ _tag }) => _tag),
      outcomes.map(() => "Committed"),
    )
  },
})
