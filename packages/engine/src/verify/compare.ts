import { isKept } from "@cabas/core/ledger"
import { kindAt, kinds } from "../run/kinds.ts"
import type { IndexEntry, Reading, Snapshot } from "../storage/storage.ts"
import type { Replay } from "./replay.ts"
import type { Finding, Progress } from "./report.ts"
import { same } from "./same.ts"

/** A part of what a storage keeps, and what is wrong with it. */
export interface Look {
  readonly stage: Progress["stage"]
  readonly wanted: Reading
  /** Compares what was read with the replay as of the same moment; gives what to look at next, such as a further page. */
  readonly compare: (snapshot: Snapshot) => { readonly findings: ReadonlyArray<Finding>; readonly next?: Look }
}

/** How much is looked at in one reading. */
const size = 500

const chunked = <A>(all: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size))

const documentLooks = (replay: Replay): ReadonlyArray<Look> =>
  chunked([...replay.documents.keys()]).map((keys) => ({
    stage: "documents",
    wanted: { documents: keys },
    compare: ({ documents }) => ({
      findings: keys.flatMap((key): ReadonlyArray<Finding> => {
        const { state, version } = replay.documents.get(key) ?? { state: null, version: 0 }
        const found = documents.get(key)
        if (!same(state, found?.state ?? null))
          return [{ check: "state", about: key, expected: state, found: found?.state ?? null }]
        return found?.version === version
          ? []
          : [{ check: "version", about: key, expected: version, found: found?.version ?? 0 }]
      }),
    }),
  }))

/** Every document of a kind, page by page: none that no fact tells of. */
const orphanLook = (replay: Replay, prefix: string, after?: string): Look => ({
  stage: "documents",
  wanted: { pages: [{ prefix, limit: size, ...(after === undefined ? {} : { after }) }] },
  compare: ({ pages: [page] }) => {
    const findings = (page?.documents ?? [])
      .filter(({ key }) => !replay.documents.has(key))
      .map(({ key, state }): Finding => ({ check: "orphan", about: key, expected: null, found: state }))
    const next = page?.next ?? null
    return next === null ? { findings } : { findings, next: orphanLook(replay, prefix, next) }
  },
})

interface Entered extends IndexEntry {
  readonly key: string
}

const before = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** What each index must hold, in its order. */
const indexesOf = (replay: Replay): ReadonlyMap<string, ReadonlyArray<Entered>> => {
  const indexes = new Map<string, Array<Entered>>()
  for (const [key, { state }] of replay.documents) {
    for (const entry of kindAt(key).indexes(state)) {
      const entries = indexes.get(entry.name) ?? []
      entries.push({ ...entry, key })
      indexes.set(entry.name, entries)
    }
  }
  for (const entries of indexes.values()) entries.sort((a, b) => before(a.value, b.value) || before(a.key, b.key))
  return indexes
}

/** The whole index as of one moment, however long it is: pages of different moments do not fit together. */
const indexLook = (replay: Replay, index: string): Look => ({
  stage: "indexes",
  wanted: { pages: [{ index, from: "", to: "\u{10ffff}", limit: Number.MAX_SAFE_INTEGER - 1 }] },
  compare: ({ pages: [page] }) => {
    const expected = (indexesOf(replay).get(index) ?? []).map(({ key }) => key)
    const found = (page?.documents ?? []).map(({ key }) => key)
    return { findings: same(expected, found) ? [] : [{ check: "index", about: index, expected, found }] }
  },
})

const balanceLooks = (replay: Replay): ReadonlyArray<Look> =>
  chunked([...replay.balances.keys()].filter(isKept)).map((accounts) => ({
    stage: "balances",
    wanted: { balances: accounts },
    compare: ({ balances }) => ({
      findings: accounts.flatMap((account): ReadonlyArray<Finding> => {
        const [expected, found] = [held(replay.balances.get(account)), held(balances.get(account))]
        return same(expected, found) ? [] : [{ check: "balance", about: account, expected, found }]
      }),
    }),
  }))

/** What an account holds by unit, without the units it holds nothing of. */
const held = (units: ReadonlyMap<string, number> | undefined): Readonly<Record<string, number>> =>
  Object.fromEntries([...(units ?? [])].filter(([, quantity]) => quantity !== 0))

const entriesLooks = (replay: Replay): ReadonlyArray<Look> =>
  [...replay.listed.keys()].map((account) => ({
    stage: "entries",
    wanted: { entries: { account, limit: Number.MAX_SAFE_INTEGER } },
    compare: ({ entries }) => {
      const units = new Map<string, number>()
      for (const { unit, quantity } of entries) units.set(unit, (units.get(unit) ?? 0) + quantity)
      const expected = { count: replay.listed.get(account), ...held(replay.balances.get(account)) }
      const found = { count: entries.length, ...held(units) }
      return { findings: same(expected, found) ? [] : [{ check: "entries", about: account, expected, found }] }
    },
  }))

const numberLooks = (replay: Replay): ReadonlyArray<Look> =>
  [...replay.numbers].flatMap(([series, taken]) =>
    chunked([...taken.keys()]).map((keys) => ({
      stage: "numbers" as const,
      wanted: { numbers: keys.map((key) => ({ series, key })) },
      compare: ({ numbers }: Snapshot) => ({
        findings: keys.flatMap((key): ReadonlyArray<Finding> => {
          const [expected, found] = [taken.get(key), numbers.get(key)]
          return expected === found
            ? []
            : [{ check: "number", about: `${series} ${key}`, expected, found: found ?? null }]
        }),
      }),
    })),
  )

/** Everything that a storage keeps beside the journal, to be looked at part by part. */
export const looksAt = (replay: Replay): ReadonlyArray<Look> => [
  ...documentLooks(replay),
  ...Object.keys(kinds).map((kind) => orphanLook(replay, kind === "group" ? kind : `${kind}:`)),
  ...[...indexesOf(replay).keys()].map((index) => indexLook(replay, index)),
  ...balanceLooks(replay),
  ...entriesLooks(replay),
  ...numberLooks(replay),
]
