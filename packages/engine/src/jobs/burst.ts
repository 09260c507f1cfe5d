import * as Effect from "effect/Effect"
import type { Cursor, Document, SpaceId, StorageDown } from "../storage/storage.ts"
import { sideKey, unseen } from "./kinds.ts"
import type { Letter, ObserverProgress, Position, SideFact, Undone } from "./kinds.ts"
import { deliver, eventAt, eventsOf } from "./observer.ts"
import type { Event, Observer } from "./observer.ts"
import { instantOf, keep, sideOf } from "./side.ts"
import type { SideTold } from "./side.ts"
import { maximumTries, retryAfter } from "./workshop.ts"
import type { Workshop } from "./workshop.ts"

/** Batches that are read at once. */
const stride = 100

/** Batches without anything for an observer after which it is written down how far it came. */
const worthKeeping = 500

/** Milliseconds by which clocks of servers may differ: a claim is respected for so long after its end. */
export const tolerance = 2000

/** Up to where a process has seen that there is nothing for an observer, beyond what is written. */
export interface Skipped {
  readonly version: number
  readonly cursor: Cursor
  readonly batches: number
}

const stateOf = (document: Document): ObserverProgress => (document.state as ObserverProgress | null) ?? unseen

/** When somebody else's claim has surely ended, in milliseconds since 1970; 0 when there is none. */
const claimedUntil = ({ runner }: Workshop, { claimedBy, claimedUntil: until }: ObserverProgress): number =>
  claimedBy === null || claimedBy === runner || until === null ? 0 : Date.parse(until) + tolerance

/** When an observer may be served: a claim of somebody else has ended, a failure was given its time. */
export const freeAt = (shop: Workshop, document: Document): number => {
  const { retryAt } = stateOf(document)
  return Math.max(claimedUntil(shop, stateOf(document)), retryAt === null ? 0 : Date.parse(retryAt))
}

/** How long one delivery may take: so short that the claim outlives it. */
const patienceOf = ({ lease }: Workshop, { patience = 10_000 }: Observer): number => Math.min(patience, lease / 2)

/** An observer that this runner has claimed; the document as written last. */
interface Claim {
  readonly shop: Workshop
  readonly group: SpaceId
  readonly observer: Observer
  document: Document
  until: number
}

/** Writes about a claimed observer, and letters with it; false when the claim was lost to somebody else. */
const note = Effect.fnUntraced(function* (
  claim: Claim,
  operation: string,
  fact: SideFact,
  letters: ReadonlyArray<{ readonly document: Document; readonly fact: SideFact }> = [],
) {
  const { shop, group, document } = claim
  const read = new Map([document, ...letters.map((one) => one.document)].map((one) => [one.key, one]))
  const told: ReadonlyArray<SideTold> = [
    { key: document.key, fact },
    ...letters.map((one) => ({ key: one.document.key, fact: one.fact })),
  ]
  const written = yield* keep(shop, group, operation, read, told)
  claim.document = written?.get(document.key) ?? document
  return written !== null
})

const claimed = Effect.fnUntraced(function* (
  shop: Workshop,
  group: SpaceId,
  observer: Observer,
  document: Document,
): Effect.fn.Return<Claim | null, StorageDown> {
  const until = shop.now() + shop.lease
  const claim: Claim = { shop, group, observer, document, until }
  const fact: SideFact = { _tag: "ObserverClaimed", by: shop.runner, until: instantOf(until) }
  return (yield* note(claim, "observer.claim", fact)) ? claim : null
})

/** Says how far it came, and holds on to the claim or lets it go. */
const advance = (
  claim: Claim,
  { cursor, place }: Position,
  goingOn: boolean,
  letters: Parameters<typeof note>[3] = [],
): Effect.Effect<boolean, StorageDown> => {
  const { shop } = claim
  if (goingOn) claim.until = shop.now() + shop.lease
  const until = goingOn ? instantOf(claim.until) : null
  return note(claim, "observer.advance", { _tag: "ObserverAdvanced", cursor, place, until }, letters)
}

/** Whether a delivery that begins now ends within the claim. */
const hasTime = ({ shop, observer, until }: Claim): boolean => shop.now() + patienceOf(shop, observer) <= until

/** What becomes of an event that could not be told: `waits` to be tried again, `left` to people, or the claim was lost. */
const failed = Effect.fnUntraced(function* (claim: Claim, event: Event, failures: number, error: string) {
  const { shop, group, observer } = claim
  const retryAt = retryAfter(shop, failures, observer.tries ?? maximumTries)
  const message = retryAt === null ? "an event is left to people" : "an event is told again later"
  shop.tell({ level: retryAt === null ? "error" : "warn", message, group, name: observer.name, error })
  if (retryAt !== null) {
    yield* note(claim, "observer.fail", { _tag: "ObserverFailed", ...event.before, attempts: failures, retryAt })
    return "waits" as const
  }
  const about: Undone = {
    kind: "event",
    observer: observer.name,
    after: event.before.cursor,
    batch: event.batch.id,
    place: event.before.place,
  }
  const key = sideKey.letter(about)
  const { documents } = yield* shop.storage.read(sideOf(group), { documents: [key] })
  const document = documents.get(key) ?? { key, version: 0, state: null }
  const fact: SideFact = { _tag: "LetterWritten", about, attempts: failures, retryAt: null, error }
  return (yield* advance(claim, event.after, true, [{ document, fact }])) ? ("left" as const) : ("waits" as const)
})

/** Tells events one after the other; gives where it came, or null when it has let go of the claim already. */
const tellAll = Effect.fnUntraced(function* (
  claim: Claim,
  from: Position,
  events: ReadonlyArray<Event>,
  end: Position,
) {
  const { shop, observer } = claim
  let position = from
  for (const event of events) {
    if (!shop.goesOn()) return position
    if (!hasTime(claim) && !(yield* advance(claim, position, true))) return null
    const { attempts, cursor, place } = stateOf(claim.document)
    const isTried = cursor === event.before.cursor && place === event.before.place
    const attempt = (isTried ? attempts : 0) + 1
    const error = yield* deliver(observer, { ...event.told, attempt }, patienceOf(shop, observer))
    if (error !== undefined && (yield* failed(claim, event, attempt, error)) === "waits") return null
    position = event.after
  }
  return end
})

/** Tells once more what was left to people and put back, or gives it up to them again. */
const tellLetters = Effect.fnUntraced(function* (claim: Claim, letters: ReadonlyArray<Document>) {
  const { shop, group, observer } = claim
  for (const document of letters) {
    if (!shop.goesOn()) return true
    const { about, attempts } = document.state as Letter
    if (about.kind !== "event") continue
    const [batch] = yield* shop.storage.feed(group, about.after, 1)
    const event = batch?.id === about.batch ? eventAt(group, about.after, batch, about.place) : undefined
    const attempt = attempts + 1
    const position = stateOf(claim.document)
    if (!hasTime(claim) && !(yield* advance(claim, position, true))) return false
    const error = event && (yield* deliver(observer, { ...event.told, attempt }, patienceOf(shop, observer)))
    const retryAt = retryAfter(shop, attempt, observer.tries ?? maximumTries)
    const fact: SideFact =
      error === undefined ? { _tag: "LetterSettled" } : { _tag: "LetterPostponed", attempts: attempt, retryAt, error }
    if (!(yield* advance(claim, position, true, [{ document, fact }]))) return false
  }
  return true
})

/** What a round came to for one observer. */
export interface Served {
  readonly skipped: Skipped | undefined
  /** Whether there is more to tell at once. */
  readonly more: boolean
}

/**
 * Tells an observer what happened in a group since it was told last, unless another runner does so now: claims it,
 * tells, says how far it came and lets it go. When there is nothing to tell, nothing is written.
 * @rule OBSERVER-1, OBSERVER-2
 */
export const serveObserver = Effect.fnUntraced(function* (
  shop: Workshop,
  group: SpaceId,
  observer: Observer,
  document: Document,
  letters: ReadonlyArray<Document>,
  before: Skipped | undefined,
): Effect.fn.Return<Served, StorageDown> {
  const skipped = before?.version === document.version ? before : undefined
  const state = stateOf(document)
  const from: Position = skipped === undefined ? state : { cursor: skipped.cursor, place: 0 }
  const batches = yield* shop.storage.feed(group, from.cursor, stride)
  const more = batches.length === stride
  const last = batches.at(-1)
  const end: Position = last === undefined ? from : { cursor: last.cursor, place: 0 }
  const events = eventsOf(observer, group, from, batches)
  if (events.length === 0 && letters.length === 0) {
    const passed = (skipped?.batches ?? 0) + batches.length
    const seen: Skipped = { version: document.version, cursor: end.cursor, batches: passed }
    if (passed < worthKeeping) return { skipped: seen, more }
    const claim: Claim = { shop, group, observer, document, until: 0 }
    return { skipped: (yield* advance(claim, end, false)) ? undefined : seen, more }
  }
  const claim = yield* claimed(shop, group, observer, document)
  if (claim === null) return { skipped: undefined, more: false }
  if (!(yield* tellLetters(claim, letters))) return { skipped: undefined, more: false }
  const reached = yield* tellAll(claim, from, events, end)
  if (reached === null) return { skipped: undefined, more: false }
  const isFree = yield* advance(claim, reached, false)
  return { skipped: undefined, more: more && isFree && shop.goesOn() }
})
