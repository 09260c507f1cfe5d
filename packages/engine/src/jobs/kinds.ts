import { kindOf } from "@cabas/core/plans"
import type { Kind } from "../run/kinds.ts"
import type { Cursor, IndexEntry } from "../storage/storage.ts"

/** How far a job is: everything due up to `until`, as of the cursor, was run or written down as failed. */
export interface JobProgress {
  readonly until: string
  readonly cursor: Cursor
}

/** How far each job of a group is, by name. */
export interface Agenda {
  readonly jobs: Readonly<Record<string, JobProgress>>
}

/** Where an observer is: everything up to the cursor is delivered, and so many facts of the batch after it. */
export interface Position {
  readonly cursor: Cursor
  readonly place: number
}

/** How far an observer is, what became of its last tries, and who delivers at present. */
export interface ObserverProgress extends Position {
  /** Tries of the event at this position that failed. */
  readonly attempts: number
  /** When it is tried again; null unless it failed. */
  readonly retryAt: string | null
  readonly claimedBy: string | null
  readonly claimedUntil: string | null
}

/** What could not be done: a scheduled action of a document, or the delivery of one fact to an observer. */
export type Undone =
  | { readonly kind: "action"; readonly job: string; readonly document: string; readonly action: string }
  | {
      readonly kind: "event"
      readonly observer: string
      readonly after: Cursor
      readonly batch: string
      readonly place: number
    }

/** What could not be done, and since how often it was tried. Names only where things are: no data of people is copied. */
export interface Letter {
  readonly about: Undone
  readonly attempts: number
  /** When it is tried again; null when it is left to people. */
  readonly retryAt: string | null
  /** What went wrong the last time, in words. */
  readonly error: string
}

/** Which indexes of a group find all that they should: everything that was there when they were new was entered. */
export interface FilledIndexes {
  readonly filled: ReadonlyArray<string>
}

/** What can happen beside a group. */
export type SideFact =
  | { readonly _tag: "IndexesFilled"; readonly names: ReadonlyArray<string> }
  | {
      readonly _tag: "JobsAdvanced"
      readonly jobs: ReadonlyArray<string>
      readonly until: string
      readonly cursor: Cursor
    }
  | { readonly _tag: "ObserverClaimed"; readonly by: string; readonly until: string }
  | {
      readonly _tag: "ObserverAdvanced"
      readonly cursor: Cursor
      readonly place: number
      readonly until: string | null
    }
  | {
      readonly _tag: "ObserverFailed"
      readonly cursor: Cursor
      readonly place: number
      readonly attempts: number
      readonly retryAt: string
    }
  | ({ readonly _tag: "LetterWritten" } & Letter)
  | {
      readonly _tag: "LetterPostponed"
      readonly attempts: number
      readonly retryAt: string | null
      readonly error: string
    }
  | { readonly _tag: "LetterRequeued"; readonly at: string }
  | { readonly _tag: "LetterSettled" }

/** Keys of documents beside a group. */
export const sideKey = {
  agenda: "agenda",
  indexes: "indexes",
  observer: (name: string) => `observer:${name}`,
  letter: (about: Undone) =>
    about.kind === "action"
      ? `letter:${about.job}/${about.document}/${about.action}`
      : `letter:${about.observer}/${about.batch}#${about.place}`,
} as const

/** The index that finds letters by the instant at which they are tried again; those left to people are under `dead`. */
export const letterIndex = "letter.byRetry"

/** Where letters that are left to people are in their index: after every instant. */
export const dead = "dead"

const evolveAgenda = (agenda: Agenda | null, fact: SideFact): Agenda | null => {
  if (fact._tag !== "JobsAdvanced") return agenda
  const { jobs, until, cursor } = fact
  return { jobs: { ...agenda?.jobs, ...Object.fromEntries(jobs.map((name) => [name, { until, cursor }])) } }
}

const evolveIndexes = (before: FilledIndexes | null, fact: SideFact): FilledIndexes | null =>
  fact._tag === "IndexesFilled"
    ? { filled: [...new Set([...(before?.filled ?? []), ...fact.names])].toSorted() }
    : before

/** An observer that has seen nothing yet. */
export const unseen: ObserverProgress = {
  cursor: "",
  place: 0,
  attempts: 0,
  retryAt: null,
  claimedBy: null,
  claimedUntil: null,
}

const evolveObserver = (before: ObserverProgress | null, fact: SideFact): ObserverProgress | null => {
  const progress = before ?? unseen
  switch (fact._tag) {
    case "ObserverClaimed":
      return { ...progress, claimedBy: fact.by, claimedUntil: fact.until }
    case "ObserverAdvanced": {
      const { cursor, place, until } = fact
      const claimedBy = until === null ? null : progress.claimedBy
      const moved = cursor !== progress.cursor || place !== progress.place
      const tried = moved ? { attempts: 0, retryAt: null } : {}
      return { ...progress, ...tried, cursor, place, claimedBy, claimedUntil: until }
    }
    case "ObserverFailed": {
      const { cursor, place, attempts, retryAt } = fact
      return { cursor, place, attempts, retryAt, claimedBy: null, claimedUntil: null }
    }
    default:
      return before
  }
}

const evolveLetter = (letter: Letter | null, fact: SideFact): Letter | null => {
  switch (fact._tag) {
    case "LetterWritten":
      return { about: fact.about, attempts: fact.attempts, retryAt: fact.retryAt, error: fact.error }
    case "LetterPostponed":
      return letter && { ...letter, attempts: fact.attempts, retryAt: fact.retryAt, error: fact.error }
    case "LetterRequeued":
      return letter && { ...letter, attempts: 0, retryAt: fact.at }
    case "LetterSettled":
      return null
    default:
      return letter
  }
}

interface SideKind {
  readonly evolve: (state: unknown, fact: SideFact) => unknown
  readonly indexes: (state: unknown) => ReadonlyArray<IndexEntry>
}

const kind = <S>(
  evolve: (state: S | null, fact: SideFact) => S | null,
  indexes: (state: S) => ReadonlyArray<IndexEntry> = () => [],
): SideKind => ({
  evolve: (state, fact) => evolve(state as S | null, fact),
  indexes: (state) => (state === null ? [] : indexes(state as S)),
})

const sideKinds: Readonly<Record<string, SideKind>> = {
  agenda: kind(evolveAgenda),
  indexes: kind(evolveIndexes),
  observer: kind(evolveObserver),
  letter: kind(evolveLetter, ({ retryAt }) => [{ name: letterIndex, value: retryAt ?? dead }]),
}

/** The kind of a document of a side space. */
export const sideKindAt = (key: string): SideKind => {
  const found = sideKinds[kindOf(key)]
  if (found === undefined) throw new RangeError(`no such kind of document beside a group: ${key}`)
  return found
}

/** The kinds of side spaces as whoever folds any journal needs them: for verifying, exporting and importing. */
export const jobKinds = sideKinds as unknown as Readonly<Record<string, Kind>>
