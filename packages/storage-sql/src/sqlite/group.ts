import { setImmediate } from "node:timers"
import { StorageDown } from "@cabas/engine/storage"
import { aLittleLater } from "./patience.ts"
import type { Connection } from "./reading.ts"
import { downBecause, isBusy } from "./refusals.ts"
import type { Outcome, Prepared, Writing } from "./writing.ts"
import { writeBalances, writeBatch } from "./writing.ts"

/** What a batch's writer is told. */
export type Answer = Outcome | StorageDown

interface Waiting {
  readonly prepared: Prepared
  readonly since: number
  readonly answer: (answer: Answer) => void
}

/** Batches written in one transaction at most, so that the lock is never held for long. */
const largestGroup = 64

/** The batches that wait to be written. */
export interface Group {
  readonly add: (prepared: Prepared, answer: Waiting["answer"]) => void
  /** Writes what waits, and refuses what cannot be written now. */
  readonly end: () => void
}

/**
 * Writes the batches that were asked for in one turn of the event loop in one transaction, since flushing to the
 * disk is what costs. Nobody waits for a timer: the transaction begins as soon as the turn is over, and a lone
 * batch goes alone. An answer is given once the transaction is on the disk, and not before.
 *
 * When another process holds the lock, what waits is tried again until it has waited `patience` milliseconds.
 */
export const groupCommit = (connection: Connection, patience: number): Group => {
  let waiting: Waiting[] = []
  let called = false
  let logToEmpty = false

  const callFor = (soon: (write: () => void) => void): void => {
    if (called || waiting.length === 0) return
    called = true
    soon(writeNext)
  }
  const writeNext = (): void => {
    called = false
    const group = waiting.slice(0, largestGroup)
    const answers = writeGroup(connection, group)
    if (answers === "busy") {
      refuse(performance.now() - patience)
      callFor(aLittleLater)
      return
    }
    waiting = waiting.slice(group.length)
    callFor(setImmediate)
    logToEmpty ||= group.some(({ prepared }) => prepared.batch.erases !== undefined)
    if (logToEmpty) logToEmpty = !emptiedLog(connection)
    for (const [index, answer] of answers.entries()) group[index]?.answer(answer)
  }
  const refuse = (waitingSince: number): void => {
    const late = waiting.filter(({ since }) => since <= waitingSince)
    waiting = waiting.filter(({ since }) => since > waitingSince)
    for (const { answer } of late)
      answer(new StorageDown({ reason: "SQLite: another process keeps the database locked" }))
  }
  return {
    add: (prepared, answer) => {
      waiting.push({ prepared, answer, since: performance.now() })
      callFor(setImmediate)
    },
    end: () => {
      for (let left = waiting.length; left > 0; left -= largestGroup) writeNext()
      refuse(Number.POSITIVE_INFINITY)
    },
  }
}

/** Writes batches in one transaction: an answer for each, or `busy` when another process is writing. */
const writeGroup = (connection: Connection, group: ReadonlyArray<Waiting>): ReadonlyArray<Answer> | "busy" => {
  const { statements, known } = connection
  try {
    statements.beginWriting()
  } catch (cause) {
    if (isBusy(cause)) return "busy"
    return group.map(() => downBecause(cause))
  }
  let written = false
  try {
    known.begin()
    const writing: Writing = { ...connection, touched: new Set() }
    const answers = group.map(({ prepared }) => writeBatch(writing, prepared))
    writeBalances(writing)
    written = true
    statements.commit()
    return answers
  } catch (cause) {
    undo(connection)
    // A batch that cannot be written must not take the others with it.
    if (!written && group.length > 1) return group.flatMap((one) => writeAlone(connection, one))
    return group.map(() => downBecause(cause))
  }
}

/** What was erased still stands in the write-ahead log; it is tried again after the next write if somebody reads it. */
const emptiedLog = ({ statements }: Connection): boolean => {
  try {
    return statements.emptyLog()?.[0] === 0
  } catch {
    return false
  }
}

const writeAlone = (connection: Connection, one: Waiting): ReadonlyArray<Answer> => {
  const answers = writeGroup(connection, [one])
  return answers === "busy" ? [new StorageDown({ reason: "SQLite: another process began to write" })] : answers
}

/** Leaves nothing of a transaction behind, neither in the file nor in what is known of it. */
const undo = ({ statements, known }: Connection): void => {
  known.forget()
  try {
    statements.rollback()
  } catch {
    // SQLite had already rolled back by itself, or the connection is gone.
  }
}
