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

/**
 * States with which a server says that it goes down, comes up, or is a replica that nothing can be written to. What
 * begins with 08 is a connection error already.
 */
const states = new Set(["57P01", "57P02", "57P03", "25006"])

/** Whether a storage failed because its server is gone or no longer the primary: another one may take the call. */
export const isGone = ({ cause }: StorageDown): boolean => {
  if (!isSqlError(cause)) return false
  const { reason } = cause
  return reason._tag === "ConnectionError" || (hasCode(reason.cause) && states.has(reason.cause.code))
}

const isSqlError = (cause: unknown): cause is SqlError =>
  typeof cause === "object" && cause !== null && "_tag" in cause && cause._tag === "SqlError"

const hasCode = (cause: unknown): cause is { readonly code: string } =>
  typeof cause === "object" && cause !== null && "code" in cause && typeof cause.code === "string"

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
