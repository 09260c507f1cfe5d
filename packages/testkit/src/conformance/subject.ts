import { match, runPromise } from "effect/Effect"
import type {
  Batch,
  Committed,
  Conflict,
  Overdrawn,
  Reading,
  Recorded,
  Repeated,
  Snapshot,
  Storage,
  StorageDown,
} from "@cabas/engine/storage"
import { start } from "@cabas/engine/storage"

/** How another process opens the data of a subject: a function of a module, and its one argument as plain data. */
export interface Elsewhere {
  /** The module's address, as `import()` takes it. */
  readonly module: string
  /** The name under which the module exports a function that gives a storage, or a promise of one. */
  readonly open: string
  readonly options: unknown
}

/**
 * A storage to be put to the test, empty, with what it takes to try what it says it can do: `reopen` when the storage
 * is `durable`, `elsewhere` when it is `shared`. One without the other is a promise broken.
 */
export interface Subject {
  readonly storage: Storage
  /** Closes the storage and opens its data again. */
  readonly reopen?: () => Promise<Storage>
  readonly elsewhere?: Elsewhere
  /**
   * Everything that the storage keeps, read past it: the bytes of its files as text, or every column of every row.
   * Without it nothing is said of what is left behind.
   */
  readonly peek?: () => Promise<string>
  /** Closes whatever is open and removes the data. */
  readonly close: () => Promise<void>
}

/** Makes a new, empty subject. */
export type MakeSubject = () => Promise<Subject>

/** What became of a batch. */
export type Outcome = Committed | Repeated | Conflict | Overdrawn | StorageDown

/** Commits a batch and gives what became of it, refusals as values. */
export const commit = (storage: Storage, space: string, batch: Batch): Promise<Outcome> =>
  runPromise(
    match(storage.commit(space, batch), {
      onFailure: (refused): Outcome => refused,
      onSuccess: (done): Outcome => done,
    }),
  )

/** Commits a batch that must get in. */
export const commitSurely = async (storage: Storage, space: string, batch: Batch): Promise<Committed> => {
  const outcome = await commit(storage, space, batch)
  if (outcome._tag !== "Committed")
    throw new Error(`The batch ${batch.id} should be committed and was ${said(outcome)}`)
  return outcome
}

const said = (outcome: Outcome): string =>
  `${outcome._tag} ${JSON.stringify(outcome, (_, value: unknown) => (value instanceof Map ? [...value] : value))}`

/** Reads what is wanted. */
export const read = (storage: Storage, space: string, wanted: Reading): Promise<Snapshot> =>
  runPromise(storage.read(space, wanted))

/** The batches after a cursor, all of them unless limited. */
export const feed = (
  storage: Storage,
  space: string,
  after: string = start,
  limit = 100_000,
): Promise<ReadonlyArray<Recorded>> => runPromise(storage.feed(space, after, limit))

/** The state of one document. */
export const stateOf = async (storage: Storage, space: string, key: string): Promise<unknown> =>
  (await read(storage, space, { documents: [key] })).documents.get(key)?.state

/** The balance of one account in one unit; 0 when there is none. */
export const balanceOf = async (storage: Storage, space: string, account: string, unit = "pieces"): Promise<number> =>
  (await read(storage, space, { balances: [account] })).balances.get(account)?.get(unit) ?? 0
