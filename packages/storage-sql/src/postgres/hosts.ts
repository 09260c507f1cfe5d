import { clearInterval, setInterval } from "node:timers"
import { setTimeout } from "node:timers/promises"
import * as Effect from "effect/Effect"
import { StorageDown } from "@cabas/engine/storage"
import { openPool } from "./database.ts"
import type { Database } from "./database.ts"
import { postgresStorage } from "./postgres.ts"
import type { PostgresOptions, PostgresStorage } from "./postgres.ts"
import { isGone } from "./refusals.ts"
import type { Listener } from "./waking.ts"

/** Where the servers are, of which one is the primary. */
export interface PostgresHostsOptions extends Omit<PostgresOptions, "url"> {
  /** The address of the database at each server, as `PostgresOptions.url`. */
  readonly urls: ReadonlyArray<string>
  /** Milliseconds between two looks whether the primary is still the same, while nothing fails. 5000 unless told. */
  readonly look?: number
}

/** A storage on a primary and its replicas, to be closed when done. */
export type PostgresHosts = Pick<
  PostgresStorage,
  "name" | "capabilities" | "read" | "commit" | "feed" | "spaces" | "woken" | "close"
>

/**
 * Keeps Cabas on whichever of several PostgreSQL servers is the primary: replicas of one another, of which something
 * else promotes one when the primary falls. A call that finds its server gone, or turned into a replica, looks for the
 * new primary and is made again there, for as long as patience lasts; a batch id makes that safe.
 *
 * When two servers take themselves for the primary, the one that was promoted last is right. What the other shows is
 * believed until the next look, but no commit gets an answer from it: its replicas follow the right one.
 *
 * Nothing that was answered is lost only if commits wait for a replica (`synchronous_standby_names`) and the replica
 * that is furthest ahead is the one to be promoted.
 *
 * Rejects with `StorageDown` when no server is a primary, or the one that is will not do.
 */
export const postgresHosts = async (options: PostgresHostsOptions): Promise<PostgresHosts> => {
  const { urls, patience = 30_000, look: interval = 5000 } = options
  const scouts = await Promise.all(urls.map((url) => openPool({ url, connections: 1, prepare: false })))
  const guide = guideOf(options, scouts)
  const close = async (): Promise<void> => {
    await guide.close()
    await Promise.all(scouts.map((scout) => scout.close()))
  }
  const at = <A, E>(call: (storage: PostgresStorage) => Effect.Effect<A, E>) =>
    Effect.suspend(() => madeAt(guide, call, performance.now() + patience))
  try {
    await guide.look()
  } catch (cause) {
    await close()
    throw cause
  }
  const looking = setInterval(() => void guide.look().catch(() => {}), interval).unref()
  return {
    name: "postgres",
    capabilities: ["durable", "shared"],
    // What one server remembers may be what another never got: a batch decided on it could be written there.
    read: (space, { remembered: _, ...wanted }) => at((storage) => storage.read(space, wanted)),
    commit: (space, batch) => at((storage) => storage.commit(space, batch)),
    feed: (space, after, limit) => at((storage) => storage.feed(space, after, limit)),
    spaces: () => at((storage) => storage.spaces()),
    woken: guide.woken,
    close: () => {
      clearInterval(looking)
      return close()
    },
  }
}

/** The primary, for as long as it is. */
interface Place {
  readonly url: string
  readonly storage: PostgresStorage
  /** Aborts when another server is the primary. */
  readonly left: AbortController
}

/** Knows where the primary is. */
interface Guide {
  /** Where it was last; nothing before the first look. */
  readonly here: () => Place | undefined
  /** Looks where it is now; rejects with `StorageDown` when there is none. */
  readonly look: () => Promise<Place>
  /** Listens at the primary, and at the next one when it changes; then something may have been committed anywhere. */
  readonly woken: PostgresStorage["woken"]
  readonly isShut: () => boolean
  readonly close: () => Promise<void>
}

const guideOf = ({ urls, ...options }: PostgresHostsOptions, scouts: ReadonlyArray<Database>): Guide => {
  let shut = false
  let place: Place | undefined
  let looking: Promise<Place> | undefined
  const listening = new Set<{ readonly listener: Listener; stop: () => void }>()
  const move = (to: Place): void => {
    place?.left.abort()
    place?.storage.close().catch(() => {})
    place = to
    for (const one of listening) {
      one.stop()
      one.stop = to.storage.woken(one.listener)
      one.listener(null)
    }
  }
  const look = async (): Promise<Place> => {
    const promotions = await Promise.all(scouts.map(promotionsOf))
    const most = Math.max(...promotions)
    const url = most < 0 ? undefined : urls[promotions.indexOf(most)]
    if (shut) throw closed()
    if (url === undefined)
      throw new StorageDown({ reason: `PostgreSQL: none of the ${urls.length} servers is a primary` })
    if (place?.url === url) return place
    const found = { url, storage: await postgresStorage({ ...options, url }), left: new AbortController() }
    move(found)
    return found
  }
  return {
    here: () => place,
    look: () => (looking ??= look().finally(() => (looking = undefined))),
    woken: (listener) => {
      const one = { listener, stop: place?.storage.woken(listener) ?? (() => {}) }
      listening.add(one)
      return () => {
        listening.delete(one)
        one.stop()
      }
    },
    isShut: () => shut,
    close: async () => {
      shut = true
      await looking?.catch(() => {})
      await place?.storage.close()
    },
  }
}

const closed = (): StorageDown => new StorageDown({ reason: "The storage was closed" })

/** Makes a call at the primary; again, and until it is late, when that has gone or is another one by then. */
const madeAt = <A, E>(
  guide: Guide,
  call: (storage: PostgresStorage) => Effect.Effect<A, E>,
  late: number,
): Effect.Effect<A, E | StorageDown> =>
  Effect.gen(function* (): Effect.fn.Return<A, E | StorageDown> {
    for (;;) {
      if (guide.isShut()) return yield* closed()
      const place = guide.here() ?? (yield* looked(guide))
      const outcome = yield* Effect.result(Effect.raceFirst(call(place.storage), leaving(place)))
      if (outcome._tag === "Success") return outcome.success
      const { failure } = outcome
      if (!(failure instanceof StorageDown) || guide.isShut()) return yield* Effect.fail(failure)
      const now = yield* Effect.result(looked(guide))
      const isThere = now._tag === "Success"
      // A server that answers, and still is the primary, means what it says.
      if (isThere && now.success === place && !isGone(failure)) return yield* Effect.fail(failure)
      if (performance.now() > late) return yield* Effect.fail(isThere ? failure : now.failure)
      yield* Effect.sleep(pause * (0.5 + Math.random()))
    }
  })

const looked = (guide: Guide): Effect.Effect<Place, StorageDown> =>
  Effect.tryPromise({ try: guide.look, catch: downOf })

/** Fails once another server is the primary. */
const leaving = ({ left: { signal } }: Place): Effect.Effect<never, StorageDown> =>
  Effect.callback((resume) => {
    const fail = () => resume(Effect.fail(new StorageDown({ reason: "PostgreSQL: another server is the primary" })))
    if (signal.aborted) return fail()
    signal.addEventListener("abort", fail, { once: true })
    return Effect.sync(() => signal.removeEventListener("abort", fail))
  })

const downOf = (cause: unknown): StorageDown =>
  cause instanceof StorageDown ? cause : new StorageDown({ reason: `PostgreSQL: ${String(cause)}`, cause })

/** Milliseconds between two tries of a call. */
const pause = 50

/** Milliseconds that a server may take to say whether it is the primary. */
const patienceToAsk = 2000

/** How often a server was promoted on the way to what it is; -1 when it is a replica, or does not answer. */
const promotionsOf = async (scout: Database): Promise<number> => {
  const asked = Effect.timeoutOrElse(scout.ask(timeline, []), {
    duration: patienceToAsk,
    orElse: () => Effect.succeed([]),
  })
  // Giving up on a server that does not answer may itself wait for it.
  const late = setTimeout(patienceToAsk + 500, [], { ref: false })
  const [row] = await Promise.race([Effect.runPromise(asked).catch(() => []), late])
  return typeof row?.[0] === "string" ? Number.parseInt(row[0], 16) : -1
}

/** The first eight digits of the name of what a primary writes to are its timeline. */
const timeline =
  "SELECT CASE WHEN pg_is_in_recovery() THEN NULL ELSE left(pg_walfile_name(pg_current_wal_lsn()), 8) END"
