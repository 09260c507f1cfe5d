import * as Effect from "effect/Effect"
import * as HttpIncomingMessage from "effect/http/HttpIncomingMessage"
import * as ByteSize from "effect/ByteSize"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import type { AnyOperation } from "@cabas/engine"
import type { AnyRefusal } from "../api/refusals.schema.ts"
import { scalarsOf } from "../api/scalars.ts"
import type { Scalar } from "../api/scalars.ts"

/** An input as it came, with the group that the address names; the engine checks it. */
export type RawInput = Readonly<Record<string, unknown>>

const bad = (path: string, message: string): AnyRefusal => ({
  _tag: "BadInput",
  issues: [{ path: path === "" ? [] : [path], message }],
})

const scalars = new WeakMap<AnyOperation, ReadonlyMap<string, Scalar>>()

const scalarsIn = (operation: AnyOperation): ReadonlyMap<string, Scalar> => {
  const known = scalars.get(operation)
  if (known !== undefined) return known
  const made = scalarsOf(operation)
  scalars.set(operation, made)
  return made
}

/** A field of an address as what it means; what does not look like it stays text, and the engine says so. */
const meant = (scalar: Scalar | undefined, text: string): unknown => {
  if (scalar === "number" && /^-?(0|[1-9]\d{0,15})(\.\d{1,15})?$/.test(text)) return Number(text)
  if (scalar === "boolean" && (text === "true" || text === "false")) return text === "true"
  return text
}

/** The input of a query, from the search of its address. */
export const inputOfSearch = (operation: AnyOperation, group: string, search: string): RawInput | AnyRefusal => {
  if (search === "") return { group }
  const fields = new Map<string, unknown>()
  const kinds = scalarsIn(operation)
  for (const [name, text] of new URLSearchParams(search)) {
    if (name === "group") return bad(name, "the group is named by the path")
    if (fields.has(name)) return bad(name, "given twice")
    fields.set(name, meant(kinds.get(name), text))
  }
  return { ...Object.fromEntries(fields), group }
}

const json = /^application\/([\w.+-]+\+)?json$/i

const mediaTypeIn = (header: string): string => header.split(";")[0]?.trim() ?? ""

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const decoder = new TextDecoder("utf-8", { fatal: true })

const parsed = (bytes: ArrayBuffer): Effect.Effect<unknown, AnyRefusal> => {
  if (bytes.byteLength === 0) return Effect.succeed({})
  return Effect.suspend(() => {
    try {
      return Effect.succeed<unknown>(JSON.parse(decoder.decode(bytes)))
    } catch (error) {
      const reason = error instanceof SyntaxError ? "it is not JSON" : "it is not UTF-8"
      return Effect.fail<AnyRefusal>({ _tag: "BodyUnreadable", reason })
    }
  })
}

const tooLarge = (maximum: number): Effect.Effect<never, AnyRefusal> => Effect.fail({ _tag: "BodyTooLarge", maximum })

const read = (request: HttpServerRequest, maximum: number): Effect.Effect<ArrayBuffer, AnyRefusal> => {
  const told = Number(request.headers["content-length"] ?? 0)
  if (told > maximum) return tooLarge(maximum)
  return request.arrayBuffer.pipe(
    Effect.provideService(HttpIncomingMessage.MaxBodySize, ByteSize.bytes(maximum)),
    Effect.catch(({ reason }) =>
      reason._tag === "RequestParseError" && reason.reason === "BodyTooLarge"
        ? tooLarge(maximum)
        : Effect.fail<AnyRefusal>({ _tag: "BodyUnreadable", reason: "it did not come to its end" }),
    ),
  )
}

/** The input of a command, from the body; `group` is null when the body names it. */
export const inputOfBody = Effect.fnUntraced(function* (
  request: HttpServerRequest,
  group: string | null,
  maximum: number,
): Effect.fn.Return<RawInput, AnyRefusal> {
  const got = mediaTypeIn(request.headers["content-type"] ?? "")
  const bytes = yield* read(request, maximum)
  if (got !== "" && bytes.byteLength > 0 && !json.test(got)) {
    return yield* Effect.fail<AnyRefusal>({ _tag: "MediaTypeUnknown", got: got.slice(0, 100) })
  }
  const body = yield* parsed(bytes)
  if (!isObject(body)) return yield* Effect.fail(bad("", "expected an object"))
  if (group === null) return body
  if (Object.hasOwn(body, "group")) return yield* Effect.fail(bad("group", "the group is named by the path"))
  return { ...body, group }
})
