import { problemOf } from "../api/problem.ts"
import type { AnyRefusal } from "../api/refusals.schema.ts"
import { version } from "../version.ts"
import { readable } from "./origins.ts"

/** An answer as it goes out, whatever server it goes through; names of headers in lower case. */
export interface Reply {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: string | Uint8Array<ArrayBuffer> | null
  /** The code of the refusal, for the log. */
  readonly code?: string
}

/** An answer that is JSON already. */
export const jsonReply = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Reply => ({
  status: 200,
  headers: { "content-type": "application/json", ...headers },
  body,
})

const waitFor = (refusal: AnyRefusal): number | undefined => {
  switch (refusal._tag) {
    case "TooManyRequests":
      return refusal.retryAfter
    case "Busy":
    case "StorageDown":
    case "KeysDown":
    case "TimedOut":
      return 1
    default:
      return undefined
  }
}

/** Whoever sends what nobody reads would have it taken for their next request. */
const ends = new Set(["BodyTooLarge", "BodyUnreadable", "TimedOut"])

const headersOf = (refusal: AnyRefusal): Record<string, string> => {
  const headers: Record<string, string> = ends.has(refusal._tag) ? { connection: "close" } : {}
  const wait = waitFor(refusal)
  if (wait !== undefined) headers["retry-after"] = String(wait)
  if (refusal._tag === "MethodNotAllowed") headers["allow"] = refusal.allowed.join(", ")
  if (refusal._tag === "TokenInvalid" || refusal._tag === "TokenExpired") {
    headers["www-authenticate"] = 'Bearer error="invalid_token"'
  }
  return headers
}

/** A refusal as RFC 9457 puts it on the wire. */
export const problemReply = (refusal: AnyRefusal): Reply => {
  const problem = problemOf(refusal)
  return {
    status: problem.status,
    headers: { "content-type": "application/problem+json", ...headersOf(refusal) },
    body: JSON.stringify(problem),
    code: problem.code,
  }
}

const common = {
  "cabas-version": version,
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  vary: "Origin",
}

/** The answer with the headers that all answers have; `origin` is that of a page that may read it. */
export const finished = (reply: Reply, now: number, id: string, origin: string | undefined): Reply => {
  const headers: Record<string, string> = {
    ...common,
    "cabas-now": new Date(now).toISOString(),
    "x-request-id": id,
    ...reply.headers,
  }
  if (origin !== undefined) {
    headers["access-control-allow-origin"] = origin
    headers["access-control-expose-headers"] = readable
  }
  return { ...reply, headers }
}
