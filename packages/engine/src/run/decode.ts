import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import * as SchemaJITCompiler from "effect/schema/SchemaJITCompiler"
import type { Refusal } from "@cabas/core/refusals"
import type { AnyOperation } from "./operation.ts"
import { allKeepable, textsRefused, unkeepableIn } from "./texts.ts"

/** Reads an input nobody has checked yet, or says what is wrong with it. */
export type Decode = (input: unknown) => Result.Result<unknown, Refusal>

const decoders = new WeakMap<AnyOperation, Decode>()

/**
 * The decoder of an operation's input: every field checked, unknown fields refused, each problem with its path.
 *
 * Good input takes a compiled decoder (interpreted where code cannot be generated) that ignores unknown fields, and
 * a look at the names; anything else is decoded again by the slower one that explains. Texts that not every storage
 * can keep are refused wherever they stand.
 * @rule DOOR-1
 * @see D30
 */
export const decoderOf = (operation: AnyOperation): Decode => {
  const known = decoders.get(operation)
  if (known !== undefined) return known
  const schema = operation.input as Schema.Codec<unknown, unknown>
  SchemaJITCompiler.enable(schema.ast)
  const quick = Schema.decodeUnknownResult(schema)
  const strict = Schema.decodeUnknownResult(schema, { onExcessProperty: "error", errors: "all" })
  const brief = Schema.decodeUnknownResult(schema, { onExcessProperty: "error" })
  const made: Decode = (input) => {
    const decoded = quick(input)
    if (Result.isSuccess(decoded) && sameFields(input, decoded.success)) {
      return allKeepable(decoded.success)
        ? Result.succeed(decoded.success)
        : Result.fail(textsRefused(unkeepableIn(decoded.success).slice(0, maximumTold)))
    }
    return Result.mapError((isSmall(input) ? strict : brief)(input), badInput)
  }
  decoders.set(operation, made)
  return made
}

/** Whether the decoded value has every field that the input has. */
const sameFields = (input: unknown, decoded: unknown): boolean => {
  if (typeof input !== "object" || input === null || typeof decoded !== "object" || decoded === null) return true
  if (Array.isArray(input)) {
    for (let index = 0; index < input.length; index += 1) {
      if (!sameFields(input[index], (decoded as ReadonlyArray<unknown>)[index])) return false
    }
    return true
  }
  for (const key of Object.keys(input)) {
    const inside = (decoded as Readonly<Record<string, unknown>>)[key]
    // A name such as `constructor` is found on every object.
    if (inside === undefined || !Object.hasOwn(decoded, key)) return false
    if (typeof inside === "object" && !sameFields((input as Readonly<Record<string, unknown>>)[key], inside))
      return false
  }
  return true
}

/** Values inside an input of which every mistake is named: ten times what a full basket holds. */
const maximumNamed = 5000

/** Whether an input is small enough to name all that is wrong with it: naming costs more than anything else does. */
const isSmall = (input: unknown): boolean => {
  const waiting: Array<unknown> = [input]
  let seen = 0
  while (waiting.length > 0) {
    const value = waiting.pop()
    seen += 1
    const inside = typeof value === "object" && value !== null ? Object.values(value) : []
    if (seen + waiting.length + inside.length > maximumNamed) return false
    waiting.push(...inside)
  }
  return true
}

/** Mistakes that are told; whoever made more has enough to begin with. */
const maximumTold = 100

const formatIssue = SchemaIssue.makeFormatterStandardSchemaV1()

const badInput = (error: Schema.SchemaError): Refusal => ({
  _tag: "BadInput",
  issues: formatIssue(error.issue)
    .issues.slice(0, maximumTold)
    .map(({ path, message }) => ({
      path: (path ?? []).map((part) => {
        const key = typeof part === "object" ? part.key : part
        return typeof key === "number" ? key : String(key)
      }),
      message,
    })),
})
