import { match, runPromise } from "effect/Effect"
import type { Batch, Committed, Conflict, Overdrawn, Repeated, Storage, StorageDown } from "@cabas/engine/storage"

/** The space that tests write in. */
export const space = "la-riviere"

/** A batch with nothing in it but what is given. */
export const batch = (id: string, part: Partial<Batch> = {}): Batch => ({
  id,
  by: "ana",
  at: "2026-05-01T06:00:00.000Z",
  operation: "test.run",
  fingerprint: `fingerprint of ${id}`,
  answer: { id },
  guards: [],
  writes: [],
  facts: [],
  postings: [],
  floors: [],
  numbers: [],
  ...part,
})

/** One piece, or more, from an account to another. */
export const moving = (from: string, to: string, quantity = 1) => ({
  postings: [{ from, to, quantity, unit: "pieces", reason: "test", reference: "" }],
})

/** The guard and the write of a document that stands at a version and goes one further. */
export const writing = (key: string, from = 0, state: unknown = { key }) => ({
  guards: [{ key, version: from }],
  writes: [{ key, version: from + 1, state }],
})

/** What became of a batch. */
export type Outcome = Committed | Repeated | Conflict | Overdrawn | StorageDown

/** Commits a batch and gives what became of it, refusals as values. */
export const commit = (storage: Storage, one: Batch, into = space): Promise<Outcome> =>
  runPromise(
    match(storage.commit(into, one), {
      onFailure: (refused): Outcome => refused,
      onSuccess: (done): Outcome => done,
    }),
  )

/** How many batches ended how. */
export const tally = (outcomes: ReadonlyArray<Outcome>): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const { _tag } of outcomes) counts[_tag] = (counts[_tag] ?? 0) + 1
  return counts
}

/** The ids that the feed gives after a cursor. */
export const fed = async (storage: Storage, after = "", from = space): Promise<ReadonlyArray<string>> =>
  (await runPromise(storage.feed(from, after, 10_000))).map(({ id }) => id)

/** The cursor of a snapshot taken now. */
export const cursorNow = async (storage: Storage): Promise<string> => (await runPromise(storage.read(space, {}))).cursor

/** The pieces that an account holds. */
export const piecesIn = async (storage: Storage, account: string, from = space): Promise<number> =>
  (await runPromise(storage.read(from, { balances: [account] }))).balances.get(account)?.get("pieces") ?? 0
