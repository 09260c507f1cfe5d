import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Queue from "effect/Queue"
import * as Redacted from "effect/Redacted"
import * as PgConnection from "@effect/sql-pg/PgConnection"
import type { SpaceId } from "@cabas/engine/storage"
import { texts } from "./database.ts"
import type { Database } from "./database.ts"

/** Is told in which space something was committed; null when it may have been anywhere. */
export type Listener = (space: SpaceId | null) => void

/** What tells other servers of commits, and is told of theirs. */
export interface Waking {
  /** Says that something was committed in a space: soon, and never in the way of the commit. */
  readonly tell: (space: SpaceId) => void
  /** Listens until the function that it gives is called. The connection for it is opened by the first and closed after the last. */
  readonly woken: (listener: Listener) => () => void
  readonly close: () => Promise<void>
}

/** Milliseconds within which commits are told together: a space once, however much was committed in it. */
const pause = 50

/** Milliseconds after which telling is given up. */
const patience = 5000

/** The longest name of a channel that PostgreSQL takes, and the longest message. */
const longest = { channel: 63, message: 7000 }

/** The channel of a schema. */
export const channelOf = (schema: string): string => `cabas_${schema}`.slice(0, longest.channel)

/** A space as a message: empty, which wakes for all of them, when its name is too long for one. */
const messageOf = (space: SpaceId): string => (Buffer.byteLength(space) > longest.message ? "" : space)

/** Milliseconds before listening is tried again, at first and at most. */
const again = { first: 250, most: 30_000 }

/**
 * Wakes by `NOTIFY`, in a transaction of its own: within that of the commit it would make all commits of the database
 * wait for each other, up to the disk. What is not told, because a server died or the connection was lost, is found by
 * looking from time to time.
 */
export const wakingOn = (database: Database, url: string, schema: string): Waking => {
  const channel = channelOf(schema)
  const listeners = new Set<Listener>()
  const untold = new Set<SpaceId>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let listening: Fiber.Fiber<void> | undefined
  const telling = new Set<Promise<unknown>>()

  const flush = (): void => {
    timer = undefined
    const messages = [...new Set([...untold].map(messageOf))]
    untold.clear()
    const statement = "SELECT pg_notify($1, message) FROM unnest($2) AS message"
    const asked = Effect.timeout(database.ask(statement, [channel, texts(messages)]), patience)
    const told = Effect.runPromise(Effect.exit(asked))
    telling.add(told)
    void told.finally(() => telling.delete(told))
  }
  const hear: Listener = (space) => {
    for (const listener of listeners) listener(space)
  }
  const woken: Waking["woken"] = (listener) => {
    listeners.add(listener)
    listening ??= Effect.runFork(listeningOn(url, channel, hear))
    return () => {
      listeners.delete(listener)
      if (listeners.size > 0 || listening === undefined) return
      Effect.runFork(Fiber.interrupt(listening))
      listening = undefined
    }
  }
  return {
    tell: (space) => {
      untold.add(space)
      timer ??= setTimeout(flush, pause)
    },
    woken,
    close: async () => {
      if (timer !== undefined) {
        clearTimeout(timer)
        flush()
      }
      await Promise.all(telling)
      if (listening !== undefined) await Effect.runPromise(Fiber.interrupt(listening))
      listening = undefined
      listeners.clear()
    },
  }
}

/** Listens on a connection of its own, and takes another when it is lost; what was said meanwhile may be anything. */
const listeningOn = (url: string, channel: string, hear: Listener): Effect.Effect<void> => {
  let failures = 0
  const once = Effect.scoped(
    Effect.gen(function* () {
      const connection = yield* PgConnection.make({ url: Redacted.make(url), applicationName: "cabas listening" })
      const messages = yield* connection.listen(channel)
      failures = 0
      hear(null)
      return yield* Effect.forever(
        Effect.map(Queue.take(messages), ({ payload }) => hear(payload === "" ? null : payload)),
      )
    }),
  )
  const rest = Effect.suspend(() => {
    failures += 1
    return Effect.sleep(Math.min(again.most, again.first * 2 ** failures) * (0.5 + Math.random()))
  })
  return Effect.forever(Effect.andThen(Effect.exit(once), rest))
}
