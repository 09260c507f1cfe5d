import * as Result from "effect/Result"
import type { AnyOperation } from "@cabas/engine"
import type { AnyRefusal } from "../api/refusals.schema.ts"
import { scalarsOf } from "../api/scalars.ts"
import type { Scalar } from "../api/scalars.ts"
import type { BodyTrouble, Incoming } from "./incoming.ts"

/** An input as it came, with the group that the address names; the engine checks it. */
export type RawInput = Readonly<Record<string, unknown>>

const no = (refusal: AnyRefusal): Result.Result<never, AnyRefusal> => Result.fail(refusal)

const bad = (path: ReadonlyArray<string>, message: string): Result.Result<never, AnyRefusal> =>
  no({ _tag: "BadInput", issues: [{ path, message }] })

const groupTwice = bad(["group"], "the group is named by the path")

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

/** The input of a query, from the search of its address. @see D30 */
export const inputOfSearch = (
  operation: AnyOperation,
  group: string,
  search: string,
): Result.Result<RawInput, AnyRefusal> => {
  if (search === "") return Result.succeed({ group })
  const fields = new Map<string, unknown>()
  const kinds = scalarsIn(operation)
  for (const [name, text] of new URLSearchParams(search)) {
    if (name === "group") return groupTwice
    if (fields.has(name)) return bad([name], "given twice")
    fields.set(name, meant(kinds.get(name), text))
  }
  return Result.succeed({ ...Object.fromEntries(fields), group })
}

const json = /^application\/([\w.+-]+\+)?json$/i
const decoder = new TextDecoder("utf-8", { fatal: true })

const parsed = (bytes: Uint8Array): Result.Result<unknown, AnyRefusal> => {
  if (bytes.length === 0) return Result.succeed({})
  try {
    return Result.succeed<unknown>(JSON.parse(decoder.decode(bytes)))
  } catch (error) {
    return no({ _tag: "BodyUnreadable", reason: error instanceof SyntaxError ? "it is not JSON" : "it is not UTF-8" })
  }
}

const isObject = (value: unknown): value is RawInput =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const isTrouble = (body: Uint8Array | BodyTrouble): body is BodyTrouble => typeof body === "string"

const read = async (incoming: Incoming, maximum: number): Promise<Result.Result<Uint8Array, AnyRefusal>> => {
  const told = Number(incoming.header("content-length") ?? 0)
  const body = told > maximum ? "too-large" : await incoming.body(maximum)
  if (!isTrouble(body)) return Result.succeed(body)
  return body === "too-large"
    ? no({ _tag: "BodyTooLarge", maximum })
    : no({ _tag: "BodyUnreadable", reason: "it did not come to its end" })
}

/** The input of a command, from the body; `group` is null when the body names it. @see D30 */
export const inputOfBody = async (
  incoming: Incoming,
  group: string | null,
  maximum: number,
): Promise<Result.Result<RawInput, AnyRefusal>> => {
  const bytes = await read(incoming, maximum)
  if (Result.isFailure(bytes)) return no(bytes.failure)
  const got = incoming.header("content-type")?.split(";")[0]?.trim() ?? ""
  if (got !== "" && bytes.success.length > 0 && !json.test(got))
    return no({ _tag: "MediaTypeUnknown", got: got.slice(0, 100) })
  const body = parsed(bytes.success)
  if (Result.isFailure(body)) return no(body.failure)
  if (!isObject(body.success)) return bad([], "expected an object")
  if (group === null) return Result.succeed(body.success)
  return Object.hasOwn(body.success, "group") ? groupTwice : Result.succeed({ ...body.success, group })
}
