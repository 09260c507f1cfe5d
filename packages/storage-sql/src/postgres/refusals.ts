import { StorageDown } from "@cabas/engine/storage"
import type { SqlError } from "effect/sql/SqlError"
import { Moved, saysMoved } from "./moved.ts"

/**
 * What PostgreSQL refuses although the same again may succeed: serialisation failure, deadlock, waiting too long for a
 * lock, the same key at the same moment. Nothing of the statement is in.
 */
const passing = new Set(["SerializationError", "DeadlockError", "LockTimeoutError", "UniqueViolation"])

/** Whether the same statement may succeed at once. */
export const isPassing = ({ reason }: SqlError): boolean => passing.has(reason._tag)

/** What went wrong in PostgreSQL, as the port tells it. */
export const downBecause = (cause: SqlError): StorageDown =>
  new StorageDown({ reason: `PostgreSQL: ${messageOf(cause)}`, cause: saysMoved(cause) ? new Moved() : cause })

const messageOf = ({ reason }: SqlError): string => {
  const { cause, message } = reason
  const inner = cause instanceof Error || hasMessage(cause) ? cause.message : ""
  return inner === "" ? (message ?? reason._tag) : inner
}

const hasMessage = (cause: unknown): cause is { readonly message: string } =>
  typeof cause === "object" && cause !== null && "message" in cause && typeof cause.message === "string"
