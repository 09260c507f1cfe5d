import * as Effect from "effect/Effect"
import { StorageDown } from "@cabas/engine/storage"
import type { SpaceId } from "@cabas/engine/storage"
import type { SqlError } from "effect/sql/SqlError"
import { callsOf } from "./calls.ts"
import { openPool, quoted, texts } from "./database.ts"
import type { Database, Row } from "./database.ts"
import { spaceLock } from "./locks.ts"
import { upgrade } from "./open.ts"
import type { PostgresOptions } from "./postgres.ts"
import { downBecause } from "./refusals.ts"

/** What is moved, from which database to which. */
export interface Move {
  readonly space: SpaceId
  readonly from: Pick<PostgresOptions, "url" | "schema">
  readonly to: Pick<PostgresOptions, "url" | "schema">
  /** Told at each step; what it throws stops the move there, as a crash would. */
  readonly onStep?: (step: Step, rows: number) => void
}

/** How far a move has come. Until it has `departed` the space is where it was, and in use. */
export type Step = "copied" | "arrived" | "departed" | "opened" | "cleared"

/**
 * Moves a space to another database, with everything it holds; cursors, positions, versions and numbers stay what they
 * are. Commits in the space wait meanwhile; those that come after it is gone fail with a `StorageDown` that `hasMoved`
 * knows, and so does every call on the new place until it is whole. `routed` tries such calls again where the route
 * says by then: so change the route when the move is done.
 *
 * Whatever stops it, moving again the same way brings it to its end. Rejects with `StorageDown` when a database cannot
 * be reached, or when another space of the same name is kept at the new place.
 */
export const moveSpace = async ({ space, from, to, onStep = () => {} }: Move): Promise<void> => {
  const [source, target] = await Promise.all([from, to].map((place) => openPlace(place, space)))
  if (source === undefined || target === undefined) return
  try {
    await Effect.runPromise(carry(source, target, onStep))
  } finally {
    await Promise.all([source.database.close(), target.database.close()])
  }
}

/** One end of a move. */
interface Place {
  readonly database: Database
  readonly schema: string
  readonly space: SpaceId
}

const openPlace = async ({ url, schema = "cabas" }: Move["from"], space: SpaceId): Promise<Place> => {
  const database = await openPool({ url, connections: 2, prepare: false })
  try {
    await Effect.runPromise(upgrade(database, schema))
  } catch (cause) {
    await database.close()
    throw cause
  }
  return { database, schema, space }
}

type Ask = Database["ask"]

/**
 * 1. With the space locked at both ends, copies the rows; the new place commits them as `arriving`, which nobody can use.
 * 2. The old place commits that the space has departed, and lets go of the lock.
 * 3. The new place opens it, and the old one clears what is left.
 *
 * Every step commits only after the one before, so that there is always one place where the space is, or is to be found.
 */
const carry = (source: Place, target: Place, onStep: NonNullable<Move["onStep"]>): Effect.Effect<void, StorageDown> =>
  Effect.gen(function* () {
    const step = (reached: Step, rows = 0) => Effect.sync(() => onStep(reached, rows))
    yield* source.database.together((here) =>
      Effect.gen(function* () {
        yield* lock(here, source)
        if ((yield* stateOf(here, source)) === "departed") return
        yield* target.database.together((there) =>
          Effect.gen(function* () {
            yield* lock(there, target)
            yield* makeRoom(there, target)
            const rows = yield* copy(here, source, there, target)
            yield* step("copied", rows)
          }),
        )
        yield* step("arrived")
        yield* setState(here, source, "departed")
      }),
    )
    yield* step("departed")
    yield* target.database.together((there) => open(there, target))
    yield* step("opened")
    yield* source.database.together((here) => clear(here, source))
    yield* step("cleared")
  }).pipe(Effect.mapError((cause) => (cause instanceof StorageDown ? cause : downBecause(cause))))

const lock = (ask: Ask, { schema, space }: Place) =>
  ask("SELECT pg_advisory_xact_lock($1::bigint)", [String(spaceLock(schema, space))])

const stateOf = (ask: Ask, { schema, space }: Place): Effect.Effect<string, SqlError> =>
  Effect.map(ask(`SELECT state FROM ${quoted(schema)}.moves WHERE space = $1`, [space]), ([row]) =>
    row === undefined ? "here" : String(row[0]),
  )

const setState = (ask: Ask, { schema, space }: Place, state: "here" | "arriving" | "departed") =>
  ask(
    `INSERT INTO ${quoted(schema)}.moves (space, state) VALUES ($1, $2) ON CONFLICT (space) DO UPDATE SET state = excluded.state`,
    [space, state],
  )

/** Clears what an earlier stay or an interrupted move has left; another space of that name is not touched. */
const makeRoom = Effect.fnUntraced(function* (ask: Ask, place: Place): Effect.fn.Return<void, SqlError | StorageDown> {
  const { schema, space } = place
  if ((yield* stateOf(ask, place)) === "here") {
    const [kept] = yield* ask(`SELECT 1 FROM ${quoted(schema)}.batches WHERE space = $1 LIMIT 1`, [space])
    if (kept !== undefined) {
      return yield* new StorageDown({ reason: `The database to move to already keeps a space ${space}` })
    }
  }
  yield* clear(ask, place)
  yield* setState(ask, place, "arriving")
})

/** Tables that hold the rows of spaces: the columns, the first of which order them, and how many of those. */
const tables = {
  batches: {
    ordered: ["moment"],
    others: ["id", "made_by", "made_at", "operation", "fingerprint", "numbers", "answer", "facts", "postings"],
  },
  documents: { ordered: ["key"], others: ["version", "indexed", "state"] },
  indexed: { ordered: ["name", "value", "key"], others: [] },
  balances: { ordered: ["account", "unit"], others: ["quantity"] },
  entries: {
    ordered: ["account", "moment", "place"],
    others: ["made_at", "made_by", "other", "quantity", "unit", "reason", "reference"],
  },
  numbers: { ordered: ["series", "key"], others: ["number"] },
} as const

/** Columns that are not texts. */
const types: Readonly<Record<string, string>> = {
  moment: "bigint",
  version: "integer",
  quantity: "bigint",
  place: "integer",
  number: "bigint",
}

const typeOf = (column: string): string => types[column] ?? "text"

/** Rows that are copied at once. */
const load = 500

const copy = Effect.fnUntraced(function* (
  here: Ask,
  source: Place,
  there: Ask,
  target: Place,
): Effect.fn.Return<number, SqlError> {
  let copied = 0
  for (const [table, { ordered, others }] of Object.entries(tables)) {
    const columns = [...ordered, ...others]
    let last: Row | undefined
    do {
      const rows: ReadonlyArray<Row> = yield* here(...pageOf(source, table, ordered, columns, last))
      if (rows.length > 0) yield* there(...insertion(target, table, columns, rows))
      copied += rows.length
      last = rows.length === load ? rows.at(-1) : undefined
    } while (last !== undefined)
  }
  return copied
})

type Statement = [sql: string, parameters: ReadonlyArray<unknown>]

/** The rows of a table after one, as texts. */
const pageOf = (
  { schema, space }: Place,
  table: string,
  ordered: ReadonlyArray<string>,
  columns: ReadonlyArray<string>,
  last: Row | undefined,
): Statement => {
  const after = ordered.map((column, index) => `$${index + 2}::${typeOf(column)}`)
  const order = ordered.map((column) => `t.${column}`).join()
  const where = last === undefined ? "" : `AND (${order}) > (${after.join()})`
  // Only then the index of batches by their moments is used.
  const indexed = table === "batches" ? "AND t.moment > 0" : ""
  return [
    `SELECT ${columns.map((column) => `t.${column}::text`).join()} FROM ${quoted(schema)}.${table} AS t
      WHERE t.space = $1 ${indexed} ${where} ORDER BY ${order} LIMIT ${load}`,
    [space, ...(last ?? []).slice(0, ordered.length)],
  ]
}

const insertion = (
  { schema, space }: Place,
  table: string,
  columns: ReadonlyArray<string>,
  rows: ReadonlyArray<Row>,
): Statement => {
  const lists = columns.map((column, index) => `$${index + 2}::text[]::${typeOf(column)}[]`)
  return [
    `INSERT INTO ${quoted(schema)}.${table} (space, ${columns.join()}) SELECT $1, r.* FROM unnest(${lists.join()}) AS r`,
    [space, ...columns.map((_, index) => texts(rows.map((row) => (row[index] ?? null) as string | null)))],
  ]
}

/** Lets the space go on at its new place, after the last of its moments. */
const open = Effect.fnUntraced(function* (ask: Ask, place: Place): Effect.fn.Return<void, SqlError> {
  const { schema, space } = place
  if ((yield* stateOf(ask, place)) !== "arriving") return
  yield* ask(`UPDATE ${quoted(schema)}.moves SET ahead = 0 WHERE space = $1`, [space])
  yield* ask(callsOf(schema).settle, [space, String(spaceLock(schema, space))])
  yield* setState(ask, place, "here")
})

const clear = Effect.fnUntraced(function* (ask: Ask, { schema, space }: Place): Effect.fn.Return<void, SqlError> {
  for (const table of Object.keys(tables)) {
    yield* ask(`DELETE FROM ${quoted(schema)}.${table} WHERE space = $1`, [space])
  }
})
