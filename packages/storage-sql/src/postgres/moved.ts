import type { StorageDown } from "@cabas/engine/storage"
import type { SqlError } from "effect/sql/SqlError"

/** The state with which our functions refuse a space that is not kept here. None of SQL's own begins so. */
const code = "CB001"

/** What our functions say, in PL/pgSQL, of a space that is not kept here; `_state` is what `moves` knows of it. */
export const refuseMoved = `RAISE EXCEPTION '%', CASE _state
    WHEN 'departed' THEN 'The space was moved to another database'
    ELSE 'The space is being moved to this database' END USING ERRCODE = '${code}';`

/** Whether the database refused because the space is not kept in it. */
export const saysMoved = ({ reason }: SqlError): boolean =>
  typeof reason.cause === "object" && reason.cause !== null && "code" in reason.cause && reason.cause.code === code

/** Marks, as its cause, a `StorageDown` of a storage that the space has left or not reached yet. */
export class Moved extends Error {}

/** Whether a storage failed because the space is kept elsewhere by now: the same call there may succeed. */
export const hasMoved = ({ cause }: StorageDown): boolean => cause instanceof Moved
