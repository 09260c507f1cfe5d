import * as HttpServerResponse from "effect/http/HttpServerResponse"
import { problemOf } from "../api/problem.ts"
import type { AnyRefusal } from "../api/refusals.schema.ts"
import { version } from "../version.ts"
import { readable } from "./origins.ts"

/** An answer before the headers that all answers have. */
export interface Reply {
  readonly status: number
  readonly type?: string
  readonly body: string | Uint8Array | null
  readonly headers?: Readonly<Record<string, string>>
  /** The code of the refusal, for the log. */
  readonly code?: string
}

/** An answer as JSON; `body` is the JSON. */
export const jsonReply = (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status: 200,
  type: "application/json",
  body,
  headers,
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

const headersOf = (refusal: AnyRefusal): Record<string, string> => {
  const wait = waitFor(refusal)
  if (wait !== undefined) return { "retry-after": String(wait) }
  if (refusal._tag === "MethodNotAllowed") return { allow: refusal.allowed.join(", ") }
  if (refusal._tag === "TokenInvalid" || refusal._tag === "TokenExpired") {
    return { "www-authenticate": 'Bearer error="invalid_token"' }
  }
  // Whoever sends more than is read would have it taken for their next request.
  return refusal._tag === "BodyTooLarge" ? { connection: "close" } : {}
}

/** A refusal as RFC 9457 puts it on the wire. */
export const problemReply = (refusal: AnyRefusal): Reply => {
  const problem = problemOf(refusal)
  return {
    status: problem.status,
    type: "application/problem+json",
    body: JSON.stringify(problem),
    headers: headersOf(refusal),
    code: problem.code,
  }
}

/** What the headers of an answer depend on besides the answer. */
export interface Finish {
  readonly now: number
  readonly request: string
  /** The origin of the page that may read it. */
  readonly origin: string | undefined
}

const strict = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/** The answer with the headers that all answers have. */
export const responseOf = (reply: Reply, { now, request, origin }: Finish): HttpServerResponse.HttpServerResponse => {
  const headers: Record<string, string> = {
    "cabas-now": new Date(now).toISOString(),
    "cabas-version": version,
    "x-request-id": request,
    "cache-control": "no-store",
    "content-security-policy": strict,
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    vary: "Origin",
    ...reply.headers,
  }
  if (origin !== undefined) {
    headers["access-control-allow-origin"] = origin
    headers["access-control-expose-headers"] = readable
  }
  const { status, body, type: contentType = "application/json" } = reply
  if (body === null) return HttpServerResponse.empty({ status, headers })
  return typeof body === "string"
    ? HttpServerResponse.text(body, { status, headers, contentType })
    : HttpServerResponse.uint8Array(body, { status, headers, contentType })
}
