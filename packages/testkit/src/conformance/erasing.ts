import { deepEqual, equal, ok } from "node:assert/strict"
import type { Batch, Recorded, Storage } from "@cabas/engine/storage"
import { accounts, batch, floor, posting, space, told, writing } from "./batches.ts"
import { greatest } from "./picture.ts"
import { promises } from "./promise.ts"
import { commit, commitSurely, feed, read, stateOf } from "./subject.ts"

const ana = "member:ana"
const others = ["member:ana2", "member:an", "payment:ana"]

/** A name as it is found nowhere else, so that it can be looked for. */
const nameOf = (key: string, version: number): string => `Œdipine-${key}-${version}-Épinard`

const emailOf = (key: string, version: number): string => `${nameOf(key, version)}@example.org`

/** Tells a name of a document: in its state, its index entry, its fact and the answer. */
const tells = (key: string, from: number, id = `${key} ${from}`): Batch => {
  const name = nameOf(key, from)
  return batch(id, {
    ...writing({ key, from, state: { name }, indexed: [{ name: "email", value: emailOf(key, from) }] }),
    facts: [told(key, { name })],
    answer: { name },
  })
}

/** Erases a document that stands at a version. */
const erases = (key: string, from: number, part: Partial<Batch> = {}): Batch =>
  batch(`erase ${key} at ${from}`, {
    ...writing({ key, from, state: { name: "a pseudonym" }, indexed: [] }),
    facts: [told(key, { name: "a pseudonym" })],
    answer: { erased: key },
    erases: [key],
    ...part,
  })

/** The journal as it must be once the facts of a document are blanked in all batches but one. */
const blanked = (recorded: ReadonlyArray<Recorded>, key: string): ReadonlyArray<Recorded> =>
  recorded.map((one) => ({
    ...one,
    facts: one.facts.map((fact) => (fact.key === key ? { key, fact: { _tag: "Blanked" } } : fact)),
  }))

const withoutCursor = (recorded: ReadonlyArray<Recorded>) => recorded.map(({ cursor: _, ...rest }) => rest)

/** Some history of one person among that of others, with money and numbers. */
const history = async (storage: Storage, inSpace = space): Promise<void> => {
  for (const key of [ana, ...others]) {
    for (let from = 0; from < 3; from += 1) await commitSurely(storage, inSpace, tells(key, from))
  }
  await commitSurely(
    storage,
    inSpace,
    batch("mixed", {
      ...writing({ key: "basket:ana", state: { member: ana } }, { key: ana, from: 3, state: { name: nameOf(ana, 3) } }),
      facts: [
        told("basket:ana", { of: ana, said: `"key":"${ana}"` }),
        told(ana, { name: nameOf(ana, 3) }),
        told("basket:ana", { said: "Œufs 🥚", most: Number.MAX_SAFE_INTEGER, z: 1, a: [1.5, null] }),
      ],
      postings: [posting("x:", accounts.wallet, 500, "EUR")],
      numbers: [{ series: "baskets", key: "basket:ana" }],
    }),
  )
}

/** How many times a text stands in another. */
const times = (text: string, part: string): number => text.split(part).length - 1

/** What was told of somebody can be forgotten, and nothing else. */
export const erasing = [
  ...promises("erasing", {
    "facts told of an erased document are blanked in their place, and nothing else of the journal changes": async ({
      storage,
    }) => {
      await history(storage)
      const before = await feed(storage, space)
      const done = await commitSurely(storage, space, erases(ana, 4))
      const after = await feed(storage, space)
      deepEqual(after.slice(0, -1), blanked(before, ana))
      equal(after.at(-1)?.cursor, done.cursor)
      ok(!JSON.stringify(after).includes("Œdipine-member:ana-"), "the name is gone from the journal")
    },
    "the erasing batch keeps its own facts, and is known again with its answer": async ({ storage }) => {
      await history(storage)
      await commitSurely(storage, space, erases(ana, 4))
      deepEqual((await feed(storage, space)).at(-1)?.facts, [told(ana, { name: "a pseudonym" })])
      const again = await commit(storage, space, erases(ana, 4))
      equal(again._tag, "Repeated")
      deepEqual(again._tag === "Repeated" ? again.answer : null, { erased: ana })
    },
    "batches that told of it lose their answer and fingerprint, and are known all the same": async ({ storage }) => {
      await history(storage)
      await commitSurely(storage, space, erases(ana, 4))
      for (const id of [`${ana} 0`, `${ana} 1`, `${ana} 2`, "mixed"]) {
        deepEqual((await read(storage, space, { batch: id })).batch, { fingerprint: "erased", answer: null })
      }
      const again = await commit(storage, space, tells(ana, 0))
      ok(again._tag === "Repeated", `a batch from before is ${again._tag}`)
      deepEqual([again.fingerprint, again.answer], ["erased", null])
      equal((await feed(storage, space)).length, 14)
    },
    "batches that told of others only keep their answer and fingerprint": async ({ storage }) => {
      await history(storage)
      await commitSurely(storage, space, erases(ana, 4))
      for (const key of others) {
        const { fingerprint, answer } = tells(key, 1)
        deepEqual((await read(storage, space, { batch: `${key} 1` })).batch, { fingerprint, answer })
      }
    },
    "a document whose key begins like the erased one's, or that names it, is not touched": async ({ storage }) => {
      await history(storage)
      await commitSurely(storage, space, erases(ana, 4))
      for (const key of others) deepEqual(await stateOf(storage, space, key), { name: nameOf(key, 2) })
      const mixed = (await feed(storage, space)).find(({ id }) => id === "mixed")
      deepEqual(mixed?.facts, [
        told("basket:ana", { of: ana, said: `"key":"${ana}"` }),
        { key: ana, fact: { _tag: "Blanked" } },
        told("basket:ana", { said: "Œufs 🥚", most: Number.MAX_SAFE_INTEGER, z: 1, a: [1.5, null] }),
      ])
    },
    "its index entries are those of its new state": async ({ storage }) => {
      await history(storage)
      const all = { index: "email", from: "", to: greatest, limit: 100 }
      const found = async () => {
        const { pages } = await read(storage, space, { pages: [all] })
        return pages[0]?.documents.map(({ key }) => key)
      }
      deepEqual(await found(), ["member:an", ana, "member:ana2", "payment:ana"])
      await commitSurely(storage, space, erases(ana, 4))
      deepEqual(await found(), ["member:an", "member:ana2", "payment:ana"])
      deepEqual(await stateOf(storage, space, ana), { name: "a pseudonym" })
    },
    "balances, entries and numbers stay as they were": async ({ storage }) => {
      await history(storage)
      const wanted = {
        balances: [accounts.wallet, "x:"],
        entries: { account: accounts.wallet, limit: 10 },
        numbers: [{ series: "baskets", key: "basket:ana" }],
      }
      const before = await read(storage, space, wanted)
      await commitSurely(storage, space, erases(ana, 4))
      const after = await read(storage, space, wanted)
      deepEqual([after.balances, after.entries, after.numbers], [before.balances, before.entries, before.numbers])
    },
    "several documents are erased in one batch": async ({ storage }) => {
      await history(storage)
      const both = batch("both", {
        ...writing({ key: ana, from: 4, state: null }, { key: "payment:ana", from: 3, state: null }),
        erases: [ana, "payment:ana"],
      })
      await commitSurely(storage, space, both)
      const before = (await feed(storage, space)).slice(0, -1)
      deepEqual(before, blanked(blanked(before, ana), "payment:ana"))
      equal(times(JSON.stringify(before), "Blanked"), 7)
    },
    "an erasing batch that is refused erases nothing": async ({ storage }) => {
      await history(storage)
      const before = await feed(storage, space)
      equal((await commit(storage, space, erases(ana, 3)))._tag, "Conflict")
      const poor = erases(ana, 4, { floors: [floor(accounts.wallet, 501, "EUR")] })
      equal((await commit(storage, space, poor))._tag, "Overdrawn")
      deepEqual(await feed(storage, space), before)
      deepEqual((await read(storage, space, { batch: `${ana} 0` })).batch?.answer, { name: nameOf(ana, 0) })
    },
    "what is told afterwards stays, also when the erasing batch comes again": async ({ storage }) => {
      await history(storage)
      await commitSurely(storage, space, erases(ana, 4))
      await commitSurely(storage, space, tells(ana, 5))
      const before = await feed(storage, space)
      equal((await commit(storage, space, erases(ana, 4)))._tag, "Repeated")
      deepEqual(await feed(storage, space), before)
      deepEqual(before.at(-1)?.facts, tells(ana, 5).facts)
      await commitSurely(storage, space, erases(ana, 6))
      ok(!JSON.stringify(await feed(storage, space)).includes(nameOf(ana, 5)), "and goes when it is erased in turn")
    },
    "only in its own space": async ({ storage }) => {
      for (const one of [space, "another"]) await history(storage, one)
      const before = await feed(storage, "another")
      await commitSurely(storage, space, erases(ana, 4))
      deepEqual(await feed(storage, "another"), before)
      deepEqual(await stateOf(storage, "another", ana), { name: nameOf(ana, 3) })
    },
    "a follower in the middle goes on, and misses none": async ({ storage }) => {
      await history(storage)
      const read5 = await feed(storage, space, undefined, 5)
      await commitSurely(storage, space, erases(ana, 4))
      const rest = await feed(storage, space, read5.at(-1)?.cursor)
      deepEqual(withoutCursor([...blanked(read5, ana), ...rest]), withoutCursor(await feed(storage, space)))
    },
    "others may write meanwhile": async ({ storage }) => {
      await history(storage)
      const meanwhile = Array.from({ length: 30 }, (_, turn) => tells(`other:${turn}`, 0))
      const outcomes = await Promise.all([
        ...meanwhile.slice(0, 15).map((one) => commit(storage, space, one)),
        commit(storage, space, erases(ana, 4)),
        ...meanwhile.slice(15).map((one) => commit(storage, space, one)),
      ])
      deepEqual([...new Set(outcomes.map(({ _tag }) => _tag))], ["Committed"])
      const recorded = await feed(storage, space)
      equal(recorded.length, 44)
      ok(!JSON.stringify(recorded).includes("Œdipine-member:ana-"), "the name is gone from the journal")
      equal(times(JSON.stringify(recorded), "Œdipine-other:"), 30)
    },
  }),
  ...promises(
    "erasing",
    {
      "what was erased is so after the storage was opened again": async ({ storage, reopen }) => {
        await history(storage)
        await commitSurely(storage, space, erases(ana, 4))
        const before = await feed(storage, space)
        const again = (await reopen?.()) ?? storage
        deepEqual(await feed(again, space), before)
        deepEqual((await read(again, space, { batch: `${ana} 0` })).batch, { fingerprint: "erased", answer: null })
        deepEqual(await stateOf(again, space, ana), { name: "a pseudonym" })
      },
    },
    "reopen",
  ),
  ...promises(
    "erasing",
    {
      "nothing of it is left in what the storage keeps": async ({ storage, peek }) => {
        const people = Array.from({ length: 120 }, (_, at) => `member:${at}.`)
        for (let from = 0; from < 3; from += 1) {
          await Promise.all(people.map((key) => commitSurely(storage, space, tells(key, from))))
        }
        const gone = people.filter((_, at) => at % 4 === 1)
        const kept = people.filter((_, at) => at % 4 !== 1)
        // Only names are told: what a storage keeps is too long for a message.
        const namesIn = (text: string, keys: ReadonlyArray<string>, version: number): ReadonlyArray<string> =>
          keys.map((key) => nameOf(key, version)).filter((name) => text.includes(name))
        const before = (await peek?.()) ?? ""
        deepEqual(
          namesIn(before, people, 2),
          people.map((key) => nameOf(key, 2)),
        )
        for (const key of gone) await commitSurely(storage, space, erases(key, 3))
        const after = (await peek?.()) ?? ""
        for (const version of [0, 1, 2]) deepEqual(namesIn(after, gone, version), [])
        deepEqual(
          namesIn(after, kept, 2),
          kept.map((key) => nameOf(key, 2)),
        )
      },
    },
    "peek",
  ),
]
