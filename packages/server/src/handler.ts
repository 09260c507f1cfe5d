import { makeEngine } from "@cabas/engine"
import type { Cabas, Engine, EngineOptions, Kept } from "@cabas/engine"
import { authenticateWith } from "./auth/identity.ts"
import { hostsOf } from "./auth/rules.ts"
import type { TokenRules } from "./auth/rules.ts"
import type { Made } from "./http/answer.ts"
import { faceOf } from "./http/face.ts"
import type { Face } from "./http/face.ts"
import { incomingOfRequest } from "./http/incoming.ts"
import { countersOf } from "./http/buckets.ts"
import type { RateLimits } from "./http/buckets.ts"
import { jsonLog, loggersFor, wants } from "./http/log.ts"
import type { Log } from "./http/log.ts"
import { mayCallFrom } from "./http/origins.ts"
import type { Parts } from "./http/parts.ts"
import { recent } from "./http/recent.ts"
import type { Reply } from "./http/reply.ts"

/** How the HTTP face behaves; everything has a default except whose tokens are taken. */
export interface HttpOptions {
  /** Whose tokens are taken. Without any, everybody is a visitor. @see D32 */
  readonly tokens?: TokenRules | ReadonlyArray<TokenRules>
  /** Where the handler is mounted, such as `/api`, when requests arrive with that path. */
  readonly basePath?: string
  /** The public address of the API, which its OpenAPI document names. */
  readonly address?: string
  /** Origins that may call for every group, besides those that each group lists. */
  readonly origins?: ReadonlyArray<string>
  /** Lets a member create the group that their token names; otherwise only hosts create groups. */
  readonly openGroups?: boolean
  /**
   * Requests that one member, and one address without a good token, may make. Unless told: 20 a second for both, and at
   * once 100 of an address, 4 000 of a member, so that what two tablets did in a morning without network goes in at once.
   */
  readonly rate?: RateLimits | false
  /** Trusted proxies in front of this server, whose `X-Forwarded-For` is believed. None unless told. */
  readonly proxies?: number
  /** Bytes that a body may have: 1 MiB, and 4 MiB when it carries a price list, unless told. */
  readonly limits?: { readonly body?: number; readonly file?: number }
  /** Milliseconds that an operation may take (15 000) and that its body may take to come (60 000). */
  readonly patience?: { readonly operation?: number; readonly body?: number }
  /** Bytes of shared answers that are kept: 32 MiB unless told. */
  readonly kept?: number
  /** Where lines of the log go; warnings and errors as JSON on the standard error unless told. */
  readonly log?: Log
  /** Now, in milliseconds since 1970. */
  readonly clock?: () => number
}

/** What a handler is made from: a Cabas that is there already, or what one is made of. */
export type HandlerOptions = HttpOptions & ({ readonly cabas: Cabas } | EngineOptions)

/** What whoever mounts the handler may know of a request besides the request. */
export interface From {
  /** The network address that asks, for the rate limit of visitors. */
  readonly address?: string | undefined
}

/** Answers requests: mount it in any framework that speaks `Request` and `Response`. It never rejects. */
export interface Handler {
  (request: Request, from?: From): Promise<Response>
  readonly basePath: string
  /** The same below `Request` and `Response`, which cost Node more than the answer does. */
  readonly face: Face
  /** What carries the operations, for what the server does by itself. */
  readonly engine: Engine
  readonly log: Log
}

const mebibyte = 1_048_576
const encoder = new TextEncoder()

/** A base path with a slash before and none after; empty for the root. */
const tidyBase = (given: string): string => {
  const inside = given.replaceAll(/^\/+|\/+$/g, "")
  return inside === "" ? "" : `/${inside}`
}

const partsOf = (options: HandlerOptions): Parts => {
  const { tokens, basePath = "", address = "", origins = [], openGroups = false, proxies = 0 } = options
  const { rate = {}, limits = {}, patience = {}, clock: now = Date.now } = options
  const engine = "cabas" in options ? options.cabas.engine : makeEngine(options)
  const log = options.log ?? jsonLog("warn")
  const kept = recent<Kept<Made>>(options.kept ?? 32 * mebibyte)
  return {
    engine,
    base: tidyBase(basePath),
    address: address.replace(/\/+$/, ""),
    now,
    authenticate: authenticateWith(hostsOf(tokens)),
    mayCall: mayCallFrom(engine, origins),
    counters: rate === false ? null : countersOf(rate),
    shelf: { get: kept.get, put: (name, one) => kept.put(name, one, one.made.bytes.length + name.length) },
    openGroups,
    proxies,
    maximumBody: limits.body ?? mebibyte,
    maximumFile: limits.file ?? 4 * mebibyte,
    patience: { operation: patience.operation ?? 15_000, body: patience.body ?? 60_000 },
    log,
    tell: (level, message, { id: request }, cause) => {
      if (wants(log, level)) log({ level, time: new Date(now()).toISOString(), message, request, cause })
    },
    loggers: loggersFor(log),
  }
}

/**
 * Makes the HTTP face of Cabas as a fetch handler.
 *
 * ```ts
 * const handler = createHandler({ storage: memoryStorage(), tokens: { secret }, basePath: "/api" })
 * const response = await handler(new Request("https://example.org/api/groups/paniers/shop.get"))
 * ```
 *
 * Throws when the options contradict themselves: a secret that is too short, an origin that is none.
 */
export const createHandler = (options: HandlerOptions): Handler => {
  const parts = partsOf(options)
  const face = faceOf(parts)
  const handle = async (request: Request, from: From = {}): Promise<Response> =>
    responseOf(await face(incomingOfRequest(request, from.address)), request.method)
  return Object.assign(handle, { basePath: parts.base, face, engine: parts.engine, log: parts.log })
}

/** An answer as a `Response`; the answer to HEAD has the headers and no body. */
const responseOf = ({ status, headers, body }: Reply, method: string): Response => {
  const length = body === null ? undefined : typeof body === "string" ? encoder.encode(body).length : body.length
  const told = length === undefined ? headers : { ...headers, "content-length": String(length) }
  return new Response(method === "HEAD" ? null : body, { status, headers: told })
}
