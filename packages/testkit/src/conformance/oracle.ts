import { deepEqual, equal, ok } from "node:assert/strict"
import * as fc from "fast-check"
import type { Batch, Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"
import { accounts, batch, floor, posting, told } from "./batches.ts"
import { impliedBy, pagesOf, pictureOf, standing, withoutPositions } from "./picture.ts"
import type { Frame } from "./picture.ts"
import { promises } from "./promise.ts"
import { commit, feed, read } from "./subject.ts"
import type { Outcome } from "./subject.ts"

const keys = ["basket:a", "basket:b", "basket:é", "basket:🥚", "basket:\u{FFFD}", "group"]
const values = ["", "a", "b", "Œufs", "Épinards", "🥚", "\u{FFFD}"]
const series = ["one", "two"]
const indexes = ["name", "member"]
const everyAccount = Object.values(accounts)

const frame: Frame = {
  accounts: everyAccount,
  indexes,
  numbers: series.flatMap((name) => keys.map((key) => ({ series: name, key }))),
}

const some = <A>(list: ReadonlyArray<A>) => fc.constantFrom(...list)

/** What JSON can say, after it was said: it has no negative zero. */
const json = fc.jsonValue({ maxDepth: 2 }).map((value): unknown => JSON.parse(JSON.stringify(value)))

/** A batch to be made when its turn comes: versions are given by how far they are off. */
const intended = fc.record({
  id: fc.integer({ min: 0, max: 30 }),
  looked: fc.uniqueArray(fc.record({ key: some(keys), off: fc.constantFrom(0, 0, 0, 0, 1, -1) }), {
    selector: ({ key }) => key,
    maxLength: 2,
  }),
  written: fc.uniqueArray(
    fc.record({
      key: some(keys),
      off: fc.constantFrom(0, 0, 0, 0, 0, 0, -1),
      state: json,
      indexed: fc.option(fc.array(fc.record({ name: some(indexes), value: some(values) }), { maxLength: 3 }), {
        nil: undefined,
      }),
    }),
    { selector: ({ key }) => key, maxLength: 3 },
  ),
  postings: fc.array(
    fc
      .record({
        from: some(everyAccount),
        to: some(everyAccount),
        quantity: fc.integer({ min: 1, max: 9 }),
        unit: some(["EUR", "grams"]),
      })
      .filter(({ from, to }) => from !== to),
    { maxLength: 4 },
  ),
  floors: fc.array(
    fc.record({
      account: some([accounts.wallet, accounts.stock, accounts.held]),
      unit: some(["EUR", "grams"]),
      minimum: fc.integer({ min: -12, max: 2 }),
      /** How far above the minimum the account may be; often as far as it likes. */
      room: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined, freq: 3 }),
    }),
    { maxLength: 2 },
  ),
  /** Whether the first document that is written is erased. */
  erases: fc.constantFrom(false, false, false, true),
  numbers: fc.uniqueArray(fc.record({ series: some(series), key: some(keys) }), {
    selector: ({ key }) => key,
    maxLength: 2,
  }),
})

type Intended = typeof intended extends fc.Arbitrary<infer A> ? A : never

const wantedPage = fc.oneof(
  fc.record({ prefix: some(["", "basket:", "basket:é", "g", "none"]), limit: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ index: some(indexes), from: some(values), to: some(values), limit: fc.integer({ min: 1, max: 4 }) }),
)

const looking = fc.record({
  pages: fc.array(wantedPage, { maxLength: 2 }),
  accounts: fc.array(some(everyAccount), { maxLength: 3 }),
  entries: fc.record({
    account: some([accounts.wallet, accounts.otherWallet]),
    limit: fc.integer({ min: 1, max: 5 }),
    skip: fc.nat(4),
  }),
  feed: fc.record({ skip: fc.nat(6), limit: fc.integer({ min: 1, max: 5 }) }),
  batch: fc.integer({ min: 0, max: 30 }),
})

type Looking = typeof looking extends fc.Arbitrary<infer A> ? A : never

/** Which of two groups it happens in: they have the same keys, ids and accounts. */
const inGroup = fc.constantFrom("", "", " too")

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ inGroup, commits: intended }) },
  { weight: 1, arbitrary: fc.record({ inGroup, looks: looking }) },
)

/** Makes the batch that was meant, from the versions as they are now. */
const made = async (oracle: Storage, space: string, intent: Intended): Promise<Batch> => {
  const { documents } = await read(oracle, space, { documents: keys })
  const versionOf = (key: string) => documents.get(key)?.version ?? 0
  const off = new Map([...intent.looked, ...intent.written].map((one) => [one.key, one.off]))
  const guards = [...off].map(([key, by]) => ({ key, version: Math.max(0, versionOf(key) + by) }))
  const writes = intent.written.map(({ key, state, indexed }) => ({
    key,
    version: (guards.find((guard) => guard.key === key)?.version ?? 0) + 1,
    state,
    ...(indexed === undefined ? {} : { indexed }),
  }))
  return batch(`batch ${intent.id}`, {
    fingerprint: JSON.stringify(intent.written),
    answer: { total: intent.postings.length },
    guards: guards.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    writes,
    facts: writes.map(({ key, state }) => told(key, state)),
    postings: intent.postings.map(({ from, to, quantity, unit }) => posting(from, to, quantity, unit)),
    floors: intent.floors.map(({ account, unit, minimum, room }) => ({
      ...floor(account, minimum, unit),
      ...(room === undefined ? {} : { maximum: minimum + room }),
    })),
    numbers: intent.numbers,
    ...(intent.erases && writes.length > 0 ? { erases: writes.slice(0, 1).map(({ key }) => key) } : {}),
  })
}

/** An outcome without what is each storage's own: cursors, and the order in which accounts or keys are named. */
const comparable = (outcome: Outcome, { guards }: Batch): unknown => {
  switch (outcome._tag) {
    case "Committed":
      return ["Committed", [...outcome.numbers].toSorted()]
    case "Repeated":
      return ["Repeated", outcome.fingerprint, outcome.answer, [...outcome.numbers].toSorted()]
    case "Overdrawn":
      return ["Overdrawn", [...new Set(outcome.accounts)].toSorted()]
    case "Conflict":
      ok(
        guards.some(({ key }) => key === outcome.key),
        `${outcome.key} was not guarded`,
      )
      return ["Conflict"]
    case "StorageDown":
      return ["StorageDown", outcome.reason]
  }
}

const seen = async (
  storage: Storage,
  space: string,
  { pages, accounts: asked, entries, feed: fed, batch: id }: Looking,
) => {
  const { account, limit, skip } = entries
  const newer = (await read(storage, space, { entries: { account, limit: skip + 1 } })).entries
  const before = skip > 0 ? newer[skip - 1]?.position : undefined
  const found = await read(storage, space, {
    balances: asked,
    entries: { account, limit, ...(before === undefined ? {} : { before }) },
    batch: `batch ${id}`,
  })
  const paged = []
  for (const wanted of pages) {
    const all = await pagesOf(storage, space, wanted)
    paged.push(all.map(({ documents, next }) => ({ documents, last: next === null })))
  }
  const after = fed.skip > 0 ? (await feed(storage, space))[fed.skip - 1]?.cursor : undefined
  const place = (await feed(storage, space)).findIndex(({ cursor }) => cursor === found.cursor)
  return {
    paged,
    balances: standing(found.balances),
    entries: withoutPositions(found.entries),
    batch: found.batch,
    place,
    feed: (await feed(storage, space, after, fed.limit)).map(({ cursor: _, ...recorded }) => recorded),
  }
}

/** Spaces that no earlier run has touched. */
const newSpaces = () => {
  let runs = 0
  return () => {
    runs += 1
    return `run ${runs}`
  }
}

/** Whatever is done, a storage does what the storage in memory does. */
export const oracle = promises("oracle", {
  "any sequence of commits and readings in two spaces gives what the storage in memory gives": async ({ storage }) => {
    const next = newSpaces()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const [run, memory] = [next(), memoryStorage()]
        for (const one of steps) {
          const space = `${run}${one.inGroup}`
          if ("looks" in one) {
            deepEqual(await seen(storage, space, one.looks), await seen(memory, space, one.looks))
            continue
          }
          const intent = await made(memory, space, one.commits)
          const expected = comparable(await commit(memory, space, intent), intent)
          deepEqual(comparable(await commit(storage, space, intent), intent), expected)
        }
        for (const space of [run, `${run} too`])
          deepEqual(await pictureOf(storage, space, frame), await pictureOf(memory, space, frame))
      }),
      { numRuns: 200, includeErrorInReport: true },
    )
  },
  "whatever is committed at once, the journal alone explains what came of it": async ({ storage }) => {
    const next = newSpaces()
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(intended, { maxLength: 8 }), { maxLength: 5 }), async (rounds) => {
        const [space, memory] = [next(), memoryStorage()]
        const known = new Map<string, Batch>()
        for (const round of rounds) {
          const batches = await Promise.all(round.map((intent) => made(storage, space, intent)))
          const outcomes = await Promise.all(batches.map((one) => commit(storage, space, one)))
          for (const [index, { _tag }] of outcomes.entries()) {
            const one = batches[index]
            if (one !== undefined && _tag === "Committed") known.set(one.id, one)
          }
        }
        const recorded = await feed(storage, space)
        deepEqual(recorded.map(({ id }) => id).toSorted(), [...known.keys()].toSorted())
        for (const { id } of recorded)
          equal((await commit(memory, space, known.get(id) ?? batch(id)))._tag, "Committed")
        const picture = await pictureOf(storage, space, frame)
        deepEqual(picture, await pictureOf(memory, space, frame))
        const { balances, entries } = impliedBy(recorded, frame)
        deepEqual([picture.balances, picture.entries], [balances, entries])
      }),
      { numRuns: 100, includeErrorInReport: true },
    )
  },
})
