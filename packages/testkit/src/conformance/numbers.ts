import { deepEqual, equal } from "node:assert/strict"
import { accounts, batch, floor, space, writing } from "./batches.ts"
import { promises } from "./promise.ts"
import { commit, commitSurely, read } from "./subject.ts"

const taking = (id: string, key: string, series = "basket@marche") => batch(id, { numbers: [{ series, key }] })

/** Numbers that documents take, for people to call out at a counter. */
export const numbers = promises("numbers", {
  "begin at 1 and go up by one in the order of commits": async ({ storage }) => {
    for (let index = 1; index <= 12; index += 1) {
      const { numbers: taken } = await commitSurely(storage, space, taking(`take ${index}`, `basket:${index}`))
      deepEqual([...taken], [[`basket:${index}`, index]])
    }
  },
  "are kept: a document that has one gets no other": async ({ storage }) => {
    await commitSurely(storage, space, taking("first", "basket:a"))
    await commitSurely(storage, space, taking("second", "basket:b"))
    const again = await commitSurely(storage, space, taking("again", "basket:a"))
    deepEqual([...again.numbers], [["basket:a", 1]])
    const next = await commitSurely(storage, space, taking("third", "basket:c"))
    deepEqual([...next.numbers], [["basket:c", 3]])
  },
  "of each series begin at 1": async ({ storage }) => {
    await commitSurely(storage, space, taking("a", "basket:a", "basket@one"))
    await commitSurely(storage, space, taking("b", "basket:b", "basket@one"))
    const other = await commitSurely(storage, space, taking("c", "basket:c", "basket@two"))
    deepEqual([...other.numbers], [["basket:c", 1]])
  },
  "are read by series and key": async ({ storage }) => {
    await commitSurely(storage, space, taking("a", "basket:a"))
    await commitSurely(storage, space, taking("b", "basket:b"))
    const wanted = ["basket:b", "basket:none", "basket:a"].map((key) => ({ series: "basket@marche", key }))
    const { numbers: found } = await read(storage, space, { numbers: wanted })
    deepEqual([...found].toSorted(), [
      ["basket:a", 1],
      ["basket:b", 2],
    ])
    equal((await read(storage, space, { numbers: [{ series: "basket@other", key: "basket:a" }] })).numbers.size, 0)
  },
  "several in one batch are given in its order": async ({ storage }) => {
    const keys = ["basket:c", "basket:a", "basket:b", "basket:a"]
    const wanted = keys.map((key) => ({ series: "basket@marche", key }))
    const { numbers: taken } = await commitSurely(storage, space, batch("several", { numbers: wanted }))
    deepEqual([...taken].toSorted(), [
      ["basket:a", 2],
      ["basket:b", 3],
      ["basket:c", 1],
    ])
  },
  "are not used up by batches that are refused or repeated": async ({ storage }) => {
    await commitSurely(storage, space, { ...taking("a", "basket:a"), ...writing({ key: "basket:a" }) })
    equal(
      (await commit(storage, space, { ...taking("stale", "basket:b"), ...writing({ key: "basket:a" }) }))._tag,
      "Conflict",
    )
    equal(
      (await commit(storage, space, { ...taking("poor", "basket:c"), floors: [floor(accounts.stock, 1)] }))._tag,
      "Overdrawn",
    )
    equal((await commit(storage, space, taking("a", "basket:d")))._tag, "Repeated")
    const next = await commitSurely(storage, space, taking("next", "basket:e"))
    deepEqual([...next.numbers], [["basket:e", 2]])
  },
  "of 50 who take one at once are 1 to 50, without a refusal": async ({ storage }) => {
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        commitSurely(storage, space, taking(`taker ${index}`, `basket:${index}`)),
      ),
    )
    const taken = outcomes.flatMap((outcome) => [...outcome.numbers.values()])
    deepEqual(
      taken.toSorted((a, b) => a - b),
      Array.from({ length: 50 }, (_, index) => index + 1),
    )
    // In the order of commits.
    const byCursor = outcomes.toSorted((a, b) => (a.cursor < b.cursor ? -1 : 1))
    deepEqual(
      byCursor.flatMap((outcome) => [...outcome.numbers.values()]),
      Array.from({ length: 50 }, (_, index) => index + 1),
    )
  },
})
