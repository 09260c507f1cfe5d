import * as Effect from "effect/Effect"
import { kindOf } from "@cabas/core/plans"
import type { Cursor, Document, PageWanted, Snapshot, SpaceId, StorageDown } from "../storage/storage.ts"
import { act } from "./act.ts"
import type { Trouble } from "./act.ts"
import { nameOfAction } from "./job.ts"
import type { Action, Job } from "./job.ts"
import { sideKey } from "./kinds.ts"
import type { Agenda, JobProgress, Undone } from "./kinds.ts"
import { instantOf, keep, sideOf } from "./side.ts"
import type { SideTold } from "./side.ts"
import { maximumTries, retryAfter } from "./workshop.ts"
import type { Workshop } from "./workshop.ts"

/** Documents, or batches, read at once. */
const stride = 200

/** Batches that were looked at in vain before it is written down how far one came. */
const worthKeeping = 500

/** How far the jobs of a group are as this process knows it: nothing is written when nothing was due. */
export interface Known {
  /** The agenda that this goes on from. */
  readonly agenda: Document
  readonly jobs: Readonly<Record<string, JobProgress>>
  /** Batches looked at since the agenda was written. */
  readonly looked: number
}

/** One job's part of a round. */
export interface Turn {
  readonly job: Job
  /** How far it was; null when it never ran in this group. */
  readonly before: JobProgress | null
  readonly now: string
}

const shifted = (instant: string, milliseconds: number): string => instantOf(Date.parse(instant) + milliseconds)

/** What may have become due since the last round, by the job's index. */
export const pageOf = ({ job, before, now }: Turn): PageWanted => ({
  index: job.index,
  from: shifted(before?.until ?? job.since, job.ahead ?? 0),
  to: shifted(now, job.ahead ?? 0),
  limit: stride,
})

/** What of a document is to be run now: due, and after the instant given. */
const actionsOf = Effect.fnUntraced(function* (
  { engine }: Workshop,
  group: SpaceId,
  { job, now }: Turn,
  document: Document,
  after: string,
): Effect.fn.Return<ReadonlyArray<Action>, StorageDown> {
  const { look, due } = job
  const seen = look === undefined ? null : yield* engine.storage.read(group, look(document))
  return due(document, seen).filter(({ dueAt }) => dueAt > after && dueAt <= now)
})

/** An action, with the document that asked for it. */
interface Found {
  readonly job: Job
  readonly document: string
  readonly action: Action
}

/** What came into its time since the last round. */
const inTime = Effect.fnUntraced(function* (
  shop: Workshop,
  group: SpaceId,
  turn: Turn,
  first: Snapshot["pages"][number],
): Effect.fn.Return<ReadonlyArray<Found>, StorageDown> {
  const { job, before } = turn
  const found: Array<Found> = []
  for (let page = first; ;) {
    for (const document of page.documents) {
      const actions = yield* actionsOf(shop, group, turn, document, before?.until ?? job.since)
      found.push(...actions.map((action) => ({ job, document: document.key, action })))
    }
    if (page.next === null) return found
    const { pages } = yield* shop.storage.read(group, { pages: [{ ...pageOf(turn), after: page.next }] })
    const [next] = pages
    if (next === undefined) return found
    page = next
  }
})

/** What was written since the last round may be due at an instant that has passed already. */
const changed = Effect.fnUntraced(function* (
  shop: Workshop,
  group: SpaceId,
  turns: ReadonlyArray<Turn>,
  keys: ReadonlyArray<string>,
): Effect.fn.Return<ReadonlyArray<Found>, StorageDown> {
  const found: Array<Found> = []
  for (let from = 0; from < keys.length; from += stride) {
    const { documents } = yield* shop.storage.read(group, { documents: keys.slice(from, from + stride) })
    for (const document of documents.values()) {
      if (document.state === null) continue
      for (const turn of turns.filter(({ job }) => job.kind === kindOf(document.key))) {
        const actions = yield* actionsOf(shop, group, turn, document, turn.job.since)
        found.push(...actions.map((action) => ({ job: turn.job, document: document.key, action })))
      }
    }
  }
  return found
})

/** The documents of some kinds that were written after a cursor, and in how many batches of whatever. */
const writtenSince = Effect.fnUntraced(function* (
  { storage }: Workshop,
  group: SpaceId,
  after: Cursor,
  kinds: ReadonlySet<string>,
): Effect.fn.Return<{ readonly keys: ReadonlyArray<string>; readonly batches: number }, StorageDown> {
  const keys = new Set<string>()
  let batches = 0
  for (let cursor = after; ;) {
    const recorded = yield* storage.feed(group, cursor, stride)
    for (const { key } of recorded.flatMap(({ facts }) => facts)) if (kinds.has(kindOf(key))) keys.add(key)
    batches += recorded.length
    const last = recorded.at(-1)
    if (last === undefined || recorded.length < stride) return { keys: [...keys], batches }
    cursor = last.cursor
  }
})

/** In the order of their instants, each once. */
const inOrder = (found: ReadonlyArray<Found>): ReadonlyArray<Found> => {
  const byKey = new Map(found.map((one) => [`${one.job.name}\n${one.action.key}\n${one.action.dueAt}`, one]))
  return [...byKey.values()].toSorted((a, b) =>
    a.action.dueAt < b.action.dueAt ? -1 : a.action.dueAt > b.action.dueAt ? 1 : 0,
  )
}

/** The letter of an action that could not be run. */
const letterOf = (shop: Workshop, { job, document, action }: Found, { error, passing }: Trouble): SideTold => {
  const about: Undone = { kind: "action", job: job.name, document, action: nameOfAction(action) }
  const retryAt = passing ? retryAfter(shop, 1, maximumTries) : null
  return { key: sideKey.letter(about), fact: { _tag: "LetterWritten", about, attempts: 1, retryAt, error } }
}

/** Actions that follow each other and may run at once: of one job and one instant, as many as the job lets. */
const groupsOf = (found: ReadonlyArray<Found>): ReadonlyArray<ReadonlyArray<Found>> => {
  const groups: Array<Array<Found>> = []
  for (const one of found) {
    const last = groups.at(-1)
    const [first] = last ?? []
    const joins =
      first !== undefined &&
      first.job === one.job &&
      first.action.dueAt === one.action.dueAt &&
      (last?.length ?? 0) < (one.job.atOnce ?? 1)
    if (joins) last?.push(one)
    else groups.push([one])
  }
  return groups
}

/** Actions after which it is told how far one came. */
const worthTelling = 100

/** Tells how far a long run of actions is. */
const tellProgress = (shop: Workshop, group: SpaceId, done: number, more: number, all: number): void => {
  if (all < worthTelling || Math.floor(done / worthTelling) === Math.floor((done + more) / worthTelling)) return
  shop.tell({ level: "debug", message: `${done + more} of ${all} actions that were due are run`, group })
}

/** Runs what was found; gives the letters of what could not be done, or null when the runner was told to stop. */
const runFound = Effect.fnUntraced(function* (shop: Workshop, group: SpaceId, found: ReadonlyArray<Found>) {
  const letters: Array<SideTold> = []
  let done = 0
  for (const some of groupsOf(found)) {
    if (!shop.goesOn()) return null
    const troubles = yield* Effect.all(
      some.map(({ job, action }) => act(shop.engine, job, action)),
      { concurrency: "unbounded" },
    )
    for (const [index, one] of some.entries()) {
      const trouble = troubles[index]
      if (trouble === undefined) continue
      const message = trouble.passing ? "an action is tried again later" : "an action could not be run"
      shop.tell({ level: "warn", message, group, name: one.job.name, error: trouble.error })
      letters.push(letterOf(shop, one, trouble))
    }
    tellProgress(shop, group, done, some.length, found.length)
    done += some.length
  }
  return letters
})

/** What this process knows of a group after reading its agenda: what it found since, unless somebody has written it. */
export const knownOf = (agenda: Document, remembered: Known | undefined): Known =>
  remembered?.agenda.version === agenda.version
    ? remembered
    : { agenda, jobs: (agenda.state as Agenda | null)?.jobs ?? {}, looked: 0 }

/** The turns of all jobs in one round. */
export const turnsOf = ({ jobs, now }: Workshop, known: Known): ReadonlyArray<Turn> => {
  const at = instantOf(now())
  return jobs.map((job) => ({ job, before: known.jobs[job.name] ?? null, now: at }))
}

/** Everything that is due by the snapshot, in order. */
const allDue = Effect.fnUntraced(function* (
  shop: Workshop,
  group: SpaceId,
  turns: ReadonlyArray<Turn>,
  { pages, cursor }: Snapshot,
) {
  const found: Array<Found> = []
  for (const [index, turn] of turns.entries()) {
    const page = pages[index]
    if (page !== undefined) found.push(...(yield* inTime(shop, group, turn, page)))
  }
  const again = turns.filter(({ before }) => before !== null && before.cursor !== cursor)
  const [from] = again.flatMap(({ before }) => before?.cursor ?? []).toSorted()
  if (from === undefined) return { found: inOrder(found), batches: 0 }
  const { keys, batches } = yield* writtenSince(shop, group, from, new Set(again.map(({ job }) => job.kind)))
  found.push(...(yield* changed(shop, group, again, keys)))
  return { found: inOrder(found), batches }
})

/**
 * Runs what is due in a group by a snapshot that has the page of each turn: what came into its time since the last
 * round, and what was written since with an instant that has passed already. Then writes down how far it came, if
 * there was anything to do. Whatever is interrupted is found again, and nothing of it is done twice.
 * @rule JOB-1, JOB-2
 */
export const runDue = Effect.fnUntraced(function* (
  shop: Workshop,
  group: SpaceId,
  turns: ReadonlyArray<Turn>,
  known: Known,
  snapshot: Snapshot,
): Effect.fn.Return<Known, StorageDown> {
  const { found, batches } = yield* allDue(shop, group, turns, snapshot)
  const letters = yield* runFound(shop, group, found)
  const [turn] = turns
  if (letters === null || turn === undefined) return known
  const progress = { until: turn.now, cursor: snapshot.cursor }
  const names = turns.map(({ job }) => job.name)
  const jobs = { ...known.jobs, ...Object.fromEntries(names.map((name) => [name, progress])) }
  const looked = known.looked + batches
  const isOld = looked >= worthKeeping && known.agenda.version > 0
  if (found.length === 0 && !isOld) return { ...known, jobs, looked }
  const advanced: SideTold = { key: sideKey.agenda, fact: { _tag: "JobsAdvanced", jobs: names, ...progress } }
  const { documents } = yield* shop.storage.read(sideOf(group), { documents: letters.map(({ key }) => key) })
  const read = new Map([...documents, [sideKey.agenda, known.agenda]])
  const written = yield* keep(shop, group, "jobs.advance", read, [advanced, ...letters])
  // Whoever was faster has run all of it as well, and knows what could not be done.
  const agenda = written?.get(sideKey.agenda)
  return agenda === undefined ? known : { agenda, jobs, looked: 0 }
})
