import * as Effect from "effect/Effect"
import type { Group } from "@cabas/core/group"
import { keyOf } from "@cabas/core/plans"
import type { Document, PageWanted, Snapshot, SpaceId, StorageDown } from "../storage/storage.ts"
import { freeAt, serveObserver } from "./burst.ts"
import type { Skipped } from "./burst.ts"
import { knownOf, pageOf, runDue, turnsOf } from "./due.ts"
import type { Known } from "./due.ts"
import { letterIndex, sideKey } from "./kinds.ts"
import type { Letter, ObserverProgress } from "./kinds.ts"
import { retryActions } from "./retry.ts"
import { instantOf, sideOf } from "./side.ts"
import type { Workshop } from "./workshop.ts"

/** What a process remembers of a group from one visit to the next. Forgetting it costs reading, nothing else. */
export interface Memory {
  readonly known?: Known | undefined
  /** By name of observer. */
  readonly skipped: ReadonlyMap<string, Skipped>
}

/** What a visit came to. */
export interface Visited {
  readonly memory: Memory
  /** When something waits to be tried again, in milliseconds since 1970; Infinity when nothing does. */
  readonly againAt: number
}

/** Before every instant. */
const beginning = "0000"

/** Letters that are tried in one visit. */
const mostLetters = 100

const dueLetters = ({ now }: Workshop): PageWanted => ({
  index: letterIndex,
  from: beginning,
  to: instantOf(now()),
  limit: mostLetters,
})

/** The first letter that is tried later. */
const nextLetter = ({ now }: Workshop): PageWanted => ({
  index: letterIndex,
  from: instantOf(now()),
  to: "9999",
  limit: 1,
})

const documentIn = ({ documents }: Snapshot, key: string): Document =>
  documents.get(key) ?? { key, version: 0, state: null }

const lettersTo = (letters: ReadonlyArray<Document>, observer: string): ReadonlyArray<Document> =>
  letters.filter(({ state }) => {
    const { about } = state as Letter
    return about.kind === "event" && about.observer === observer
  })

/** Whether an observer has been told all that a snapshot of its group has seen. */
const isToldAll = (document: Document, skipped: Skipped | undefined, { cursor }: Snapshot): boolean => {
  if (skipped?.version === document.version && skipped.cursor === cursor) return true
  const state = document.state as ObserverProgress | null
  return state !== null && state.cursor === cursor && state.place === 0
}

const serveAll = Effect.fnUntraced(function* (
  shop: Workshop,
  group: SpaceId,
  side: Snapshot,
  snapshot: Snapshot,
  memory: Memory,
): Effect.fn.Return<Visited, StorageDown> {
  const skipped = new Map(memory.skipped)
  let againAt = Infinity
  for (const observer of shop.observers) {
    let document = documentIn(side, sideKey.observer(observer.name))
    let letters = lettersTo(side.pages[0]?.documents ?? [], observer.name)
    if (isToldAll(document, skipped.get(observer.name), snapshot) && letters.length === 0) continue
    for (let more = true; more && shop.goesOn();) {
      const free = freeAt(shop, document)
      if (free > shop.now()) break
      const served = yield* serveObserver(shop, group, observer, document, letters, skipped.get(observer.name))
      if (served.skipped === undefined) skipped.delete(observer.name)
      else skipped.set(observer.name, served.skipped)
      document = documentIn(yield* shop.storage.read(sideOf(group), { documents: [document.key] }), document.key)
      letters = []
      more = served.more
    }
    againAt = Math.min(againAt, freeAt(shop, document) || Infinity)
  }
  return { memory: { ...memory, skipped }, againAt }
})

/**
 * Looks after one group: runs what is due, tries again what could not be done, tells observers. Two readings when
 * there is nothing to do, and nothing is written then.
 *
 * In a suspended group no job runs: what falls due is caught up when it is resumed. Observers are told all the same.
 * @rule JOB-3
 */
export const visit = Effect.fnUntraced(function* (
  shop: Workshop,
  group: SpaceId,
  memory: Memory,
): Effect.fn.Return<Visited, StorageDown> {
  const documents = [sideKey.agenda, ...shop.observers.map(({ name }) => sideKey.observer(name))]
  const side = yield* shop.storage.read(sideOf(group), { documents, pages: [dueLetters(shop), nextLetter(shop)] })
  const before = knownOf(documentIn(side, sideKey.agenda), memory.known)
  const turns = turnsOf(shop, before)
  const snapshot = yield* shop.storage.read(group, { documents: [keyOf.group], pages: turns.map(pageOf) })
  const state = documentIn(snapshot, keyOf.group).state as Group | null
  const isActive = state?.status === "active"
  const known = isActive ? yield* runDue(shop, group, turns, before, snapshot) : before
  if (isActive) yield* retryActions(shop, group, side.pages[0]?.documents ?? [])
  const served = yield* serveAll(shop, group, side, snapshot, { ...memory, known })
  const later = side.pages[1]?.documents[0]?.state as Letter | undefined
  const letterAt = later === undefined || later.retryAt === null ? Infinity : Date.parse(later.retryAt)
  return { memory: served.memory, againAt: Math.min(served.againAt, letterAt) }
})
