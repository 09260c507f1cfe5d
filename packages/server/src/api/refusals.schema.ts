import * as Schema from "effect/Schema"
import { Refusal } from "@cabas/core/schema"

const text = Schema.String

/** What the HTTP face itself refuses, as tagged plain data beside the refusals of the rules. @see D29 */
export const ServerRefusal = Schema.TaggedUnion({
  TokenInvalid: { reason: text },
  TokenExpired: { expiredAt: text },
  RouteUnknown: { path: text },
  MethodNotAllowed: { method: text, allowed: Schema.Array(text) },
  OriginNotAllowed: { origin: text },
  BodyUnreadable: { reason: text },
  BodyTooLarge: { maximum: Schema.Number },
  MediaTypeUnknown: { got: text },
  TooManyRequests: { retryAfter: Schema.Number },
  StorageDown: {},
  KeysDown: {},
  TimedOut: { after: Schema.Number },
  /** A program is wrong. `request` finds the line in the server's log; nothing else is told. */
  Internal: { request: text },
})
export type ServerRefusal = typeof ServerRefusal.Type

/** Everything that an answer may be refused for. */
export type AnyRefusal = Refusal | ServerRefusal
/** The code of any refusal. */
export type AnyTag = AnyRefusal["_tag"]

/** The shape of every refusal by its code. */
export const refusalSchemas = { ...Refusal.cases, ...ServerRefusal.cases }
