import { deepEqual, equal } from "node:assert/strict"
import type { Batch } from "@cabas/engine/storage"
import { accounts, batch, floor, give, posting, space, told, writing } from "./batches.ts"
import { pictureOf } from "./picture.ts"
import type { Frame } from "./picture.ts"
import { promises } from "./promise.ts"
import { commit, commitSurely, feed, read } from "./subject.ts"
import type { Outcome, Subject } from "./subject.ts"

const frame: Frame = {
  accounts: Object.values(accounts),
  indexes: ["basket.member"],
  numbers: [
    { series: "baskets", key: "basket:old" },
    { series: "baskets", key: "basket:new" },
  ],
}

const indexed = [{ name: "basket.member", value: "ana" }]

/** A batch that does everything that a batch can do. */
const everything = (part: Partial<Batch> = {}): Batch =>
  batch("everything", {
    ...writing({ key: "basket:new", indexed }, { key: "group", from: 1 }, { key: "basket:old", from: 1, indexed: [] }),
    facts: [told("basket:new"), told("group")],
    postings: [
      posting(accounts.stock, accounts.ordered, 4),
      posting(accounts.wallet, accounts.cash, 300, "EUR"),
      posting(accounts.otherStock, accounts.ordered, 1),
    ],
    floors: [floor(accounts.stock, 0), floor(accounts.wallet, 0, "EUR")],
    numbers: [{ series: "baskets", key: "basket:new" }],
    ...part,
  })

const prepare = async ({ storage }: Subject): Promise<void> => {
  await give(storage, accounts.stock, 10)
  await give(storage, accounts.wallet, 500, "EUR")
  await commitSurely(storage, space, batch("group", writing({ key: "group" })))
  const numbers = [{ series: "baskets", key: "basket:old" }]
  await commitSurely(storage, space, batch("old", { ...writing({ key: "basket:old", indexed }), numbers }))
}

/** Tries a batch that must be refused, and compares everything that can be read before and after. */
const leavesNothing = async (subject: Subject, refused: Batch, tag: Outcome["_tag"]): Promise<void> => {
  await prepare(subject)
  const before = await pictureOf(subject.storage, space, frame)
  equal((await commit(subject.storage, space, refused))._tag, tag)
  deepEqual(await pictureOf(subject.storage, space, frame), before)
  equal((await read(subject.storage, space, { batch: refused.id })).batch, null)
  // The same without what was wrong gets in: the refusal did not use up its id, nor its number.
  const committed = await commitSurely(subject.storage, space, everything())
  deepEqual([...committed.numbers], [["basket:new", 2]])
}

/** A batch is in as a whole, or not at all. */
export const atomicity = promises("all or nothing", {
  "a batch that is in is in with everything": async (subject) => {
    await prepare(subject)
    await commitSurely(subject.storage, space, everything())
    const picture = await pictureOf(subject.storage, space, frame)
    deepEqual(
      picture.documents.map(({ key, version }) => [key, version]),
      [
        ["basket:new", 1],
        ["basket:old", 2],
        ["group", 2],
      ],
    )
    deepEqual(picture.indexed, [["basket.member", ["basket:new"]]])
    deepEqual(picture.balances[accounts.stock], { pieces: 6 })
    deepEqual(picture.balances[accounts.wallet], { EUR: 200 })
    deepEqual(picture.balances[accounts.ordered], { pieces: 5 })
    deepEqual(
      picture.entries.find(([account]) => account === accounts.wallet)?.[1].map(({ quantity }) => quantity),
      [-300, 500],
    )
    deepEqual(picture.numbers, [
      ["baskets basket:old", 1],
      ["baskets basket:new", 2],
    ])
    deepEqual(picture.feed.at(-1)?.facts, everything().facts)
  },
  "a batch refused by one guard writes nothing at all": (subject) => {
    const { guards } = everything()
    const stale = guards.map(({ key, version }) => ({ key, version: key === "group" ? 0 : version }))
    return leavesNothing(subject, everything({ guards: stale }), "Conflict")
  },
  "a batch refused by the guard of a document that it only looked at writes nothing at all": (subject) => {
    const guards = [...everything().guards, { key: "member:ana", version: 3 }]
    return leavesNothing(subject, everything({ guards }), "Conflict")
  },
  "a batch refused by one floor writes nothing at all": (subject) =>
    leavesNothing(
      subject,
      everything({ floors: [floor(accounts.stock, 0), floor(accounts.wallet, 201, "EUR")] }),
      "Overdrawn",
    ),
  "a batch refused by the floor of an account that it does not move writes nothing at all": (subject) =>
    leavesNothing(subject, everything({ floors: [floor(accounts.otherWallet, 1, "EUR")] }), "Overdrawn"),
  "a refused batch takes nothing with it of those committed at the same time": async (subject) => {
    await prepare(subject)
    const { storage } = subject
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        commit(
          storage,
          space,
          batch(`at once ${index}`, {
            ...writing({ key: `basket:${index}` }),
            postings: [posting("x:", accounts.otherWallet, 1, "EUR")],
            floors: index % 2 === 0 ? [] : [floor(accounts.otherStock, 1)],
            numbers: [{ series: "at once", key: `basket:${index}` }],
          }),
        ),
      ),
    )
    deepEqual(
      outcomes.map(({ _tag }) => _tag),
      outcomes.map((_, index) => (index % 2 === 0 ? "Committed" : "Overdrawn")),
    )
    const found = await read(storage, space, {
      documents: outcomes.map((_, index) => `basket:${index}`),
      balances: [accounts.otherWallet],
    })
    deepEqual(
      [...found.documents.values()].map(({ version }) => version),
      outcomes.map((_, index) => (index % 2 === 0 ? 1 : 0)),
    )
    equal(found.balances.get(accounts.otherWallet)?.get("EUR"), 10)
    const taken = outcomes.flatMap((outcome) => (outcome._tag === "Committed" ? [...outcome.numbers.values()] : []))
    deepEqual(
      taken.toSorted((a, b) => a - b),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    )
  },
  "a batch of 100 documents is in as a whole": async ({ storage }) => {
    const documents = Array.from({ length: 100 }, (_, index) => ({ key: `member:${index}`, state: { index } }))
    await commitSurely(
      storage,
      space,
      batch("hundred", { ...writing(...documents), facts: documents.map(({ key }) => told(key)) }),
    )
    const found = await read(storage, space, { documents: documents.map(({ key }) => key) })
    deepEqual(
      [...found.documents.values()].map(({ state }) => state),
      documents.map(({ state }) => state),
    )
    equal((await feed(storage, space))[0]?.facts.length, 100)
    const { guards, writes } = writing(...documents.map(({ key }) => ({ key, from: 1, state: "changed" })))
    const stale = guards.map((guard) => (guard.key === "member:57" ? { ...guard, version: 0 } : guard))
    const refused = await commit(storage, space, batch("stale", { guards: stale, writes }))
    deepEqual([refused._tag, refused._tag === "Conflict" && refused.key], ["Conflict", "member:57"])
    const after = await read(storage, space, { documents: documents.map(({ key }) => key) })
    deepEqual(
      [...after.documents.values()].map(({ version }) => version),
      documents.map(() => 1),
    )
  },
})
