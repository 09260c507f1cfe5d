import type * as Context from "effect/Context"
import type { Engine, Shelf } from "@cabas/engine"
import type { Authenticate } from "../auth/identity.ts"
import type { Made } from "./answer.ts"
import type { Counters } from "./buckets.ts"
import type { Level, Log } from "./log.ts"
import type { MayCall } from "./origins.ts"
import type { Route } from "./route.ts"

/** What the HTTP face is put together from. */
export interface Parts {
  readonly engine: Engine
  /** Where the API is mounted, such as `/api`; empty at the root. */
  readonly base: string
  /** The API's public address for its own document; empty when it is not known. */
  readonly address: string
  /** Now, in milliseconds since 1970. */
  readonly now: () => number
  readonly authenticate: Authenticate
  readonly mayCall: MayCall
  /** Of requests; null when nobody counts them. */
  readonly counters: Counters | null
  readonly shelf: Shelf<Made>
  /** Whether any member may create the group that their token names. */
  readonly openGroups: boolean
  /** Trusted proxies in front of this server. */
  readonly proxies: number
  readonly maximumBody: number
  readonly maximumFile: number
  /** Milliseconds that an operation may take, and that its body may take to come. */
  readonly patience: { readonly operation: number; readonly body: number }
  readonly log: Log
  /** Writes a line about a request into the log. */
  readonly tell: (level: Level, message: string, call: Call, cause: unknown) => void
  /** What makes the lines of the engine go to the same log. */
  readonly loggers: Context.Context<never>
}

/** One request on its way. */
export interface Call {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly search: string
  readonly route: Route | undefined
  readonly origin: string | undefined
  readonly address: string | undefined
  readonly startedAt: number
  /** Who asks, once it is known; for the log. */
  by: string
}
