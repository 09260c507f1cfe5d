import * as Effect from "effect/Effect"
import type { Document, SpaceId, StorageDown } from "../storage/storage.ts"
import { act } from "./act.ts"
import { nameOfAction } from "./job.ts"
import { dead, letterIndex } from "./kinds.ts"
import type { Letter, SideFact, Undone } from "./kinds.ts"
import { instantOf, keep, sideOf } from "./side.ts"
import type { Keeper } from "./side.ts"
import { maximumTries, retryAfter } from "./workshop.ts"
import type { Workshop } from "./workshop.ts"

type ActionLetter = Extract<Undone, { readonly kind: "action" }>

/** The action of a letter as its document asks for it now; undefined when it does not any more. */
const actionOf = Effect.fnUntraced(function* (
  { jobs, storage }: Workshop,
  group: SpaceId,
  { job: name, document: key, action }: ActionLetter,
) {
  const job = jobs.find((one) => one.name === name)
  if (job === undefined) return "another's"
  const { documents } = yield* storage.read(group, { documents: [key] })
  const document = documents.get(key)
  if (document === undefined || document.state === null) return undefined
  const seen = job.look === undefined ? null : yield* storage.read(group, job.look(document))
  const found = job.due(document, seen).find((one) => nameOfAction(one) === action)
  return found === undefined ? undefined : { job, action: found }
})

/** Tries actions again whose time has come: once for ever, also when another runner does so at the same moment. */
export const retryActions = Effect.fnUntraced(function* (
  shop: Workshop,
  group: SpaceId,
  letters: ReadonlyArray<Document>,
): Effect.fn.Return<void, StorageDown> {
  for (const document of letters) {
    if (!shop.goesOn()) return
    const { about, attempts } = document.state as Letter
    if (about.kind !== "action") continue
    const found = yield* actionOf(shop, group, about)
    if (found === "another's") continue
    const trouble = found === undefined ? undefined : yield* act(shop.engine, found.job, found.action)
    const failures = attempts + 1
    const fact: SideFact =
      trouble === undefined
        ? { _tag: "LetterSettled" }
        : {
            _tag: "LetterPostponed",
            attempts: failures,
            retryAt: trouble.passing ? retryAfter(shop, failures, maximumTries) : null,
            error: trouble.error,
          }
    yield* keep(shop, group, "jobs.retry", new Map([[document.key, document]]), [{ key: document.key, fact }])
  }
})

/** What was left to people in a group. */
export interface DeadLetter extends Letter {
  readonly id: string
}

/** What could not be done in a group and is left to people: at most `limit`, 100 unless told. @rule OBSERVER-3 */
export const deadLetters = (
  { storage }: Pick<Keeper, "storage">,
  group: SpaceId,
  limit = 100,
): Effect.Effect<ReadonlyArray<DeadLetter>, StorageDown> =>
  Effect.map(
    storage.read(sideOf(group), { pages: [{ index: letterIndex, from: dead, to: dead, limit }] }),
    ({ pages }) => (pages[0]?.documents ?? []).map(({ key, state }) => ({ id: key, ...(state as Letter) })),
  )

const resolved = Effect.fnUntraced(function* (
  keeper: Keeper,
  group: SpaceId,
  id: string,
  operation: string,
  fact: SideFact,
): Effect.fn.Return<boolean, StorageDown> {
  const { documents } = yield* keeper.storage.read(sideOf(group), { documents: [id] })
  const state = documents.get(id)?.state as Letter | null | undefined
  if (state === null || state === undefined || state.retryAt !== null) return false
  return (yield* keep(keeper, group, operation, documents, [{ key: id, fact }])) !== null
})

/**
 * Puts back something that was left to people, to be tried at once and as often as at first; false when there is no
 * such letter, or somebody else was faster.
 * @rule OBSERVER-3
 */
export const requeue = (keeper: Keeper, group: SpaceId, id: string): Effect.Effect<boolean, StorageDown> =>
  resolved(keeper, group, id, "jobs.requeue", { _tag: "LetterRequeued", at: instantOf(keeper.now()) })

/**
 * Gives up something that was left to people: it is done otherwise, or not wanted any more. False when there is no such
 * letter, or somebody else was faster.
 * @rule OBSERVER-3
 */
export const discard = (keeper: Keeper, group: SpaceId, id: string): Effect.Effect<boolean, StorageDown> =>
  resolved(keeper, group, id, "jobs.discard", { _tag: "LetterSettled" })
