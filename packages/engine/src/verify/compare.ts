import { isKept } from "@cabas/core/ledger"
import type { Document, EntrySums, Page, Reading, Snapshot } from "../storage/storage.ts"
import { indexesOf } from "./indexes.ts"
import type { Indexes } from "./indexes.ts"
import type { Replay } from "./replay.ts"
import type { Finding, Progress } from "./report.ts"
import { same } from "./same.ts"

/** What came of a look, and what to look at next. */
export interface Seen {
  readonly findings: ReadonlyArray<Finding>
  /** How many things were looked at. */
  readonly size: number
  readonly next?: ReadonlyArray<Look>
}

/** A part of what a storage keeps. */
export interface Look {
  readonly stage: Progress["stage"]
  readonly about: string
  readonly wanted: Reading
  /** Compares what was read with the replay as of the same moment. */
  readonly compare: (snapshot: Snapshot) => Seen
  /** The same in smaller parts, to find out which of them cannot be read; none when it is one thing. */
  readonly parts: () => ReadonlyArray<Look>
}

/** Looks of one sort, made when those before are done; `total` is how many things they look at. */
export interface Stage {
  readonly stage: Progress["stage"]
  readonly total: number
  readonly looks: () => ReadonlyArray<Look>
}

/** How much is looked at in one reading. */
const size = 500

const chunked = <A>(all: ReadonlyArray<A>, length = size): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: Math.ceil(all.length / length) }, (_, index) => all.slice(index * length, (index + 1) * length))

/** A look at each of several things: in smaller chunks when one of them cannot be read. */
const looksAtEach = <A>(
  all: ReadonlyArray<A>,
  lookAt: (some: ReadonlyArray<A>) => Omit<Look, "parts">,
  length = size,
) =>
  chunked(all, length).map((some): Look => {
    const parts = (): ReadonlyArray<Look> =>
      some.length < 2 ? [] : looksAtEach(some, lookAt, Math.ceil(some.length / 10))
    return { ...lookAt(some), parts }
  })

/** What is wrong with a document as it is kept, if anything. */
export const compareDocument = (replay: Replay, key: string, found: Document | undefined): Finding | undefined => {
  const told = replay.documents.get(key)
  // To the letter as the state is written; when it is not, they may still say the same.
  if (told === undefined || found?.text === undefined || told.text !== found.text) {
    const read = found === undefined ? null : stateOf(found)
    if (read instanceof Unreadable) {
      return { check: "unreadable", about: key, expected: "something that can be read", found: read.reason }
    }
    if (told === undefined) return { check: "orphan", about: key, expected: null, found: read }
    if (!same(told.state, read)) return { check: "state", about: key, expected: told.state, found: read }
  }
  if (told.version === found?.version) return undefined
  return { check: "version", about: key, expected: told.version, found: found?.version ?? 0 }
}

class Unreadable {
  readonly reason: string
  constructor(reason: string) {
    this.reason = reason
  }
}

const stateOf = ({ key, state, text }: Document): unknown => {
  if (text === undefined) return state
  try {
    return JSON.parse(text)
  } catch (cause) {
    return new Unreadable(`the document ${key} is not JSON (${cause instanceof Error ? cause.message : String(cause)})`)
  }
}

const isFinding = (one: Finding | undefined): one is Finding => one !== undefined

/** Every document there is, page by page: what the facts tell of it, and none that no fact tells of. */
const documentPage = (replay: Replay, after?: string, limit = size): Look => ({
  stage: "documents",
  about: after === undefined ? "the first documents" : `the documents after ${after}`,
  wanted: { pages: [{ prefix: "", limit, enough: "text", ...(after === undefined ? {} : { after }) }] },
  compare: ({ pages: [page] }) => {
    const { documents, next } = page ?? ({ documents: [], next: null } satisfies Page)
    const findings = documents.map((one) => compareDocument(replay, one.key, one)).filter(isFinding)
    for (const { key } of documents) replay.documents.get(key)?.meet()
    const far = { findings, size: documents.length }
    return next === null ? far : { ...far, next: [documentPage(replay, next)] }
  },
  parts: () => (limit === 1 ? [] : [documentPage(replay, after, Math.ceil(limit / 10))]),
})

/** Documents that no page gave: they are not there, came since, or cannot be read with others. */
const missedLooks = (replay: Replay): ReadonlyArray<Look> =>
  looksAtEach(
    [...replay.documents.values()].filter(({ isMet }) => !isMet).map(({ key }) => key),
    (keys) => ({
      stage: "documents",
      about: keys.length === 1 ? String(keys[0]) : `${keys.length} documents`,
      wanted: { documents: keys },
      compare: ({ documents }) => ({
        size: keys.length,
        findings: keys.map((key) => compareDocument(replay, key, documents.get(key))).filter(isFinding),
      }),
    }),
  )

/** The indexes as the replay tells them now: made anew only when it has gone on. */
const indexesNow = (replay: Replay): (() => Indexes) => {
  let cursor = replay.cursor()
  let indexes = indexesOf(replay)
  return () => {
    if (cursor !== replay.cursor()) {
      cursor = replay.cursor()
      indexes = indexesOf(replay)
    }
    return indexes
  }
}

/** A walk through an index; it begins again when somebody wrote, since pages of different moments do not fit together. */
interface Walk {
  readonly index: string
  readonly cursor: string
  /** Entries that were passed. */
  readonly passed: number
  readonly after?: string
  readonly limit: number
  readonly begun: number
}

/** After so many beginnings an index is read at one go, however long it is. */
const mostBeginnings = 5

const everything = Number.MAX_SAFE_INTEGER - 1

const differenceOf = (expected: ReadonlyArray<string>, found: ReadonlyArray<string>) => {
  const [there, told] = [new Set(found), new Set(expected)]
  return {
    expected: expected.filter((key) => !there.has(key)),
    found: found.filter((key) => !told.has(key)),
  }
}

const indexLook = (replay: Replay, now: () => Indexes, walk: Walk): Look => {
  const { index, cursor, passed, after, limit, begun } = walk
  const go = (step: Partial<Walk>): Look => indexLook(replay, now, { ...walk, ...step })
  return {
    stage: "indexes",
    about: index,
    wanted: {
      pages: [{ index, from: "", to: "\u{10ffff}", limit, enough: "key", ...(after === undefined ? {} : { after }) }],
    },
    compare: ({ pages: [page] }) => {
      if (passed > 0 && cursor !== replay.cursor()) {
        const again = {
          cursor: replay.cursor(),
          passed: 0,
          begun: begun + 1,
          limit: begun < mostBeginnings ? limit : everything,
        }
        const { after: _, ...fresh } = walk
        return { findings: [], size: -passed, next: [indexLook(replay, now, { ...fresh, ...again })] }
      }
      const all = now().get(index) ?? []
      const found = (page?.documents ?? []).map(({ key }) => key)
      const next = page?.next ?? null
      const end = next === null ? all.length : passed + found.length
      const expected = all.slice(passed, end).map(({ key }) => key)
      if (!same(expected, found)) {
        return { size: found.length, findings: [{ check: "index", about: index, ...differenceOf(expected, found) }] }
      }
      const far = { findings: [], size: found.length }
      return next === null ? far : { ...far, next: [go({ cursor: replay.cursor(), passed: end, after: next })] }
    },
    parts: () => (limit === 1 ? [] : [go({ limit: Math.ceil(Math.min(limit, size) / 10) })]),
  }
}

const indexLooks = (replay: Replay): ReadonlyArray<Look> => {
  const now = indexesNow(replay)
  return [...now().keys()].map((index) =>
    indexLook(replay, now, { index, cursor: replay.cursor(), passed: 0, limit: size, begun: 1 }),
  )
}

const keptAccounts = (replay: Replay): ReadonlyArray<string> => [...replay.accounts.keys()].filter(isKept)

const balanceLooks = (replay: Replay): ReadonlyArray<Look> =>
  looksAtEach(keptAccounts(replay), (accounts) => ({
    stage: "balances",
    about: accounts.length === 1 ? String(accounts[0]) : `${accounts.length} accounts`,
    wanted: { balances: accounts },
    compare: ({ balances }) => ({
      size: accounts.length,
      findings: accounts.flatMap((account): ReadonlyArray<Finding> => {
        const [expected, found] = [held(toldOf(replay, account)), held(balances.get(account) ?? [])]
        return same(expected, found) ? [] : [{ check: "balance", about: account, expected, found }]
      }),
    }),
  }))

/** What an account holds by unit, without the units it holds nothing of. */
const held = (units: Iterable<readonly [unit: string, quantity: number]>): Readonly<Record<string, number>> =>
  Object.fromEntries([...units].filter(([, quantity]) => quantity !== 0))

const toldOf = ({ accounts }: Replay, account: string): ReadonlyArray<readonly [unit: string, quantity: number]> =>
  (accounts.get(account)?.holdings ?? []).map(({ unit, quantity }) => [unit, quantity])

const listedAccounts = ({ accounts }: Replay): ReadonlyArray<string> =>
  [...accounts.values()].filter(({ isListed }) => isListed).map(({ name }) => name)

const compareEntries = (replay: Replay, account: string, { count, units }: EntrySums): ReadonlyArray<Finding> => {
  const expected = { count: replay.accounts.get(account)?.postings, ...held(toldOf(replay, account)) }
  const found = { count, ...held(units) }
  return same(expected, found) ? [] : [{ check: "entries", about: account, expected, found }]
}

/** The entries of one account, added up here. */
const entriesLook = (replay: Replay, account: string): Look => ({
  stage: "entries",
  about: account,
  wanted: { entries: { account, limit: Number.MAX_SAFE_INTEGER } },
  compare: ({ entries }) => {
    const units = new Map<string, number>()
    for (const { unit, quantity } of entries) units.set(unit, (units.get(unit) ?? 0) + quantity)
    return { size: 1, findings: compareEntries(replay, account, { count: entries.length, units }) }
  },
  parts: () => [],
})

const noEntries: EntrySums = { count: 0, units: new Map() }

/** The entries of many accounts, added up by the storage if it does. */
const entriesLooks = (replay: Replay): ReadonlyArray<Look> =>
  looksAtEach(listedAccounts(replay), (accounts) => ({
    stage: "entries",
    about: accounts.length === 1 ? String(accounts[0]) : `${accounts.length} accounts`,
    wanted: { sums: accounts },
    compare: ({ sums }) =>
      sums === undefined
        ? { size: 0, findings: [], next: accounts.map((account) => entriesLook(replay, account)) }
        : {
            size: accounts.length,
            findings: accounts.flatMap((account) => compareEntries(replay, account, sums.get(account) ?? noEntries)),
          },
  }))

const numberLooks = (replay: Replay): ReadonlyArray<Look> =>
  [...replay.numbers].flatMap(([series, taken]) =>
    looksAtEach([...taken.keys()], (keys) => ({
      stage: "numbers" as const,
      about: keys.length === 1 ? `${series} ${keys[0]}` : series,
      wanted: { numbers: keys.map((key) => ({ series, key })) },
      compare: ({ numbers }: Snapshot) => ({
        size: keys.length,
        findings: keys.flatMap((key): ReadonlyArray<Finding> => {
          const [expected, found] = [taken.get(key), numbers.get(key)]
          return expected === found
            ? []
            : [{ check: "number", about: `${series} ${key}`, expected, found: found ?? null }]
        }),
      }),
    })),
  )

const sumOf = (all: Iterable<{ readonly size: number }>): number => {
  let sum = 0
  for (const one of all) sum += one.size
  return sum
}

/** Everything that a storage keeps beside the journal, to be looked at part by part. */
export const stagesOf = (replay: Replay): ReadonlyArray<Stage> => {
  const documents = replay.documents.size
  return [
    { stage: "documents", total: documents, looks: () => [documentPage(replay)] },
    { stage: "documents", total: documents, looks: () => missedLooks(replay) },
    { stage: "indexes", total: documents, looks: () => indexLooks(replay) },
    { stage: "balances", total: keptAccounts(replay).length, looks: () => balanceLooks(replay) },
    { stage: "entries", total: listedAccounts(replay).length, looks: () => entriesLooks(replay) },
    { stage: "numbers", total: sumOf(replay.numbers.values()), looks: () => numberLooks(replay) },
  ]
}
