import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import { fingerprintOf } from "@cabas/engine"
import type { AnyOperation, Query, Refused } from "@cabas/engine"
import type { StorageDown } from "@cabas/engine/storage"
import type { AnyRefusal } from "../api/refusals.schema.ts"
import { admit, admitFounder, identify } from "./admit.ts"
import { inputOfBody, inputOfSearch } from "./input.ts"
import type { RawInput } from "./input.ts"
import type { Call, Parts } from "./parts.ts"
import { jsonReply } from "./reply.ts"
import type { Reply } from "./reply.ts"

/** A shared answer as bytes, with the tag that says whether another is the same. */
export interface Made {
  readonly bytes: Uint8Array
  readonly etag: string
}

const encoder = new TextEncoder()

const madeOf = (answer: unknown): Made => {
  const text = JSON.stringify(answer)
  return { bytes: encoder.encode(text), etag: `"${fingerprintOf(text)}"` }
}

/** What the engine failed with, as data; why a storage is down is for the log. */
const refusalOf = (error: Refused | StorageDown): Effect.Effect<never, AnyRefusal> =>
  error._tag === "Refused"
    ? Effect.fail(error.refusal)
    : Effect.andThen(Effect.logError("storage down", error), Effect.fail<AnyRefusal>({ _tag: "StorageDown" }))

const isRefusal = (given: RawInput | AnyRefusal): given is AnyRefusal => "_tag" in given && given["_tag"] === "BadInput"

/** Whether the asker already has what the tag names. */
const hasAlready = (request: HttpServerRequest, etag: string): boolean => {
  const given = request.headers["if-none-match"]
  if (given === undefined) return false
  return given.split(",").some((one) => one.trim().replace(/^W\//, "") === etag || one.trim() === "*")
}

const query = Effect.fnUntraced(function* (
  parts: Parts,
  call: Call,
  request: HttpServerRequest,
  operation: Query<unknown, unknown>,
  group: string,
) {
  const identity = yield* named(parts, call, request)
  yield* admit(identity, group)
  const input = inputOfSearch(operation, group, call.search)
  if (isRefusal(input)) return yield* Effect.fail(input)
  const as = identity.actor
  if (operation.shared !== true) {
    const answer = yield* Effect.catch(parts.engine.run(operation, input, { as }), refusalOf)
    return jsonReply(JSON.stringify(answer))
  }
  const shared = parts.engine.runMade(operation, input, { as }, parts.shelf, madeOf)
  const { bytes, etag } = yield* Effect.catch(shared, refusalOf)
  // Browsers keep it and ask each time whether it still holds.
  const headers = { etag, "cache-control": "private, no-cache" }
  const unchanged: Reply = { status: 304, body: null, headers }
  return hasAlready(request, etag) ? unchanged : jsonReply(bytes, headers)
})

const named = (parts: Parts, call: Call, request: HttpServerRequest) =>
  Effect.tap(identify(parts, call, request), ({ actor }) =>
    Effect.sync(() => {
      call.by = actor.kind === "member" ? actor.member : `@${actor.kind}`
    }),
  )

const wantsPreview = (request: HttpServerRequest): boolean =>
  (request.headers["prefer"] ?? "").split(",").some((one) => /^\s*dry-run\s*(;|$)/i.test(one))

const command = Effect.fnUntraced(function* (
  parts: Parts,
  call: Call,
  request: HttpServerRequest,
  operation: AnyOperation,
  group: string | null,
) {
  const identity = yield* named(parts, call, request)
  if (group !== null) yield* admit(identity, group)
  const maximum = operation.name === "product.import" ? parts.maximumFile : parts.maximumBody
  const body = inputOfBody(request, group, maximum)
  const input = yield* within(parts.patience.body, body)
  if (group === null) yield* admitFounder(parts, identity, input["id"])
  const preview = wantsPreview(request)
  const key = request.headers["idempotency-key"]
  const run = parts.engine.run(operation, input, { as: identity.actor, preview, ...(key === undefined ? {} : { key }) })
  const answer = yield* Effect.catch(run, refusalOf)
  return jsonReply(JSON.stringify(answer), preview ? { "preference-applied": "dry-run" } : {})
})

/**
 * Gives up on an effect after a while. What comes to its end at once, as most answers do, needs no alarm, and an
 * alarm costs as much as an answer.
 */
const within = <A>(milliseconds: number, effect: Effect.Effect<A, AnyRefusal>): Effect.Effect<A, AnyRefusal> =>
  Effect.withFiber((parent) => {
    const fiber = Effect.runForkWith(parent.context)(effect)
    return (
      fiber.pollUnsafe() ??
      Effect.timeoutOrElse(Effect.onInterrupt(Fiber.join(fiber), () => Fiber.interrupt(fiber)), {
        duration: milliseconds,
        orElse: () => Effect.fail<AnyRefusal>({ _tag: "TimedOut", after: milliseconds }),
      })
    )
  })

/** Answers a request for an operation, or fails with the reason why not. */
export const answerOperation = (
  parts: Parts,
  call: Call,
  request: HttpServerRequest,
  operation: AnyOperation,
  group: string | null,
): Effect.Effect<Reply, AnyRefusal> => {
  const { operation: patience, body } = parts.patience
  if (operation.kind === "query") return within(patience, query(parts, call, request, operation, group ?? ""))
  return within(patience + body, command(parts, call, request, operation, group))
}
