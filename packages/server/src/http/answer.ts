import * as Result from "effect/Result"
import { fingerprintOf } from "@cabas/engine"
import type { AnyOperation, Command, Query } from "@cabas/engine"
import type { AnyRefusal } from "../api/refusals.schema.ts"
import type { Identity } from "../auth/identity.ts"
import { identify, notAdmitted, notFounding } from "./admit.ts"
import type { Incoming } from "./incoming.ts"
import { inputOfBody, inputOfSearch } from "./input.ts"
import type { RawInput } from "./input.ts"
import type { Call, Parts } from "./parts.ts"
import { jsonReply, problemReply } from "./reply.ts"
import type { Reply } from "./reply.ts"
import { runOn } from "./run.ts"

/** A shared answer as bytes, with the tag that says whether another is the same. */
export interface Made {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly etag: string
}

const encoder = new TextEncoder()

const madeOf = (answer: unknown): Made => {
  const text = JSON.stringify(answer)
  return { bytes: encoder.encode(text), etag: `"${fingerprintOf(text)}"` }
}

/** Whether the asker already has what the tag names. */
const hasAlready = (incoming: Incoming, etag: string): boolean => {
  const given = incoming.header("if-none-match")
  if (given === undefined) return false
  return given.split(",").some((one) => one.trim().replace(/^W\//, "") === etag || one.trim() === "*")
}

const sharedReply = (incoming: Incoming, { bytes, etag }: Made): Reply => {
  // Browsers keep it and ask each time whether it still holds.
  const headers = { etag, "cache-control": "private, no-cache" }
  return hasAlready(incoming, etag) ? { status: 304, headers, body: null } : jsonReply(bytes, headers)
}

type Asked = { readonly parts: Parts; readonly call: Call; readonly incoming: Incoming; readonly identity: Identity }

const replyToQuery = async (asked: Asked, operation: Query<unknown, unknown>, group: string): Promise<Reply> => {
  const { parts, call, incoming, identity } = asked
  const input = inputOfSearch(operation, group, call.search)
  if (Result.isFailure(input)) return problemReply(input.failure)
  const as = identity.actor
  if (operation.shared !== true) {
    const answer = await runOn(parts, call, parts.engine.run(operation, input.success, { as }))
    return Result.isFailure(answer) ? problemReply(answer.failure) : jsonReply(JSON.stringify(answer.success))
  }
  const made = await runOn(parts, call, parts.engine.runMade(operation, input.success, { as }, parts.shelf, madeOf))
  return Result.isFailure(made) ? problemReply(made.failure) : sharedReply(incoming, made.success)
}

const wantsPreview = (incoming: Incoming): boolean =>
  (incoming.header("prefer") ?? "").split(",").some((one) => /^\s*dry-run\s*(;|$)/i.test(one))

/** The body, unless it takes too long to come. */
const bodyInTime = (
  { parts, incoming }: Asked,
  group: string | null,
  maximum: number,
): Promise<Result.Result<RawInput, AnyRefusal>> => {
  const { body: after } = parts.patience
  return new Promise((resolve, reject) => {
    const alarm = setTimeout(() => resolve(Result.fail({ _tag: "TimedOut", after })), after)
    inputOfBody(incoming, group, maximum)
      .then(resolve, reject)
      .finally(() => clearTimeout(alarm))
  })
}

const replyToCommand = async (
  asked: Asked,
  operation: Command<unknown, unknown>,
  group: string | null,
): Promise<Reply> => {
  const { parts, call, incoming, identity } = asked
  const maximum = operation.name === "product.import" ? parts.maximumFile : parts.maximumBody
  const input = await bodyInTime(asked, group, maximum)
  if (Result.isFailure(input)) return problemReply(input.failure)
  const hindrance = group === null ? notFounding(parts, identity, input.success["id"]) : undefined
  if (hindrance !== undefined) return problemReply(hindrance)
  const preview = wantsPreview(incoming)
  const key = incoming.header("idempotency-key")
  const how = { as: identity.actor, preview, key }
  const answer = await runOn(parts, call, parts.engine.run(operation, input.success, how))
  if (Result.isFailure(answer)) return problemReply(answer.failure)
  return jsonReply(JSON.stringify(answer.success), preview ? { "preference-applied": "dry-run" } : {})
}

/** Answers a request for an operation; `group` is null when the body names it. */
export const replyToOperation = async (
  parts: Parts,
  call: Call,
  incoming: Incoming,
  operation: AnyOperation,
  group: string | null,
): Promise<Reply> => {
  const identity = await identify(parts, call, incoming)
  if (Result.isFailure(identity)) return problemReply(identity.failure)
  const { actor } = identity.success
  call.by = actor.kind === "member" ? actor.member : `@${actor.kind}`
  const hindrance = group === null ? undefined : notAdmitted(identity.success, group)
  if (hindrance !== undefined) return problemReply(hindrance)
  const asked = { parts, call, incoming, identity: identity.success }
  return operation.kind === "query"
    ? replyToQuery(asked, operation, group ?? "")
    : replyToCommand(asked, operation, group)
}
