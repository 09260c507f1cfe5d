import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { allOperations } from "@cabas/engine"
import { statusOf } from "@cabas/server"
import type { AnyTag } from "@cabas/server"
import { cases, requestOf } from "./cases.ts"
import { ask, group, hostToken, makeWorld } from "./world.ts"
import type { Answered } from "./world.ts"

/** Values that have been trouble somewhere before. */
const nasty = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -0,
  -1,
  0.1,
  1e308,
  -1e308,
  Number.MAX_SAFE_INTEGER,
  2 ** 53,
  "",
  " ",
  "\u0000",
  "\ud800",
  "__proto__",
  "constructor",
  "../../etc",
  "a".repeat(70),
  "é".repeat(5000),
  "<script>",
  "2026-02-30T00:00:00Z",
  "+275760-09-13T00:00:00Z",
  "9999-12-31T23:59:59-23:59",
  "mai~hugo",
  "mai~",
  "~",
  [],
  {},
  [[]],
  { pieces: 1, grams: 1 },
  { pieces: -1 },
  { pieces: 1e9 },
  { grams: Number.MAX_SAFE_INTEGER },
  { toString: null },
  { __proto__: null },
)

const anything = fc.oneof({ weight: 2, arbitrary: nasty }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) })

type Input = Readonly<Record<string, unknown>>

/** Another value somewhere inside. */
const changed = (value: unknown, path: ReadonlyArray<number>, to: unknown): unknown => {
  const [first, ...rest] = path
  if (first === undefined || typeof value !== "object" || value === null) return to
  const keys = Object.keys(value)
  const key = keys[first % Math.max(1, keys.length)]
  if (key === undefined) return to
  const inside = changed((value as Input)[key], rest, to)
  if (Array.isArray(value)) return value.map((one, index) => (String(index) === key ? inside : one))
  return { ...value, [key]: inside }
}

/** A good input that went wrong in a few places, or something else altogether. */
const inputsLike = (good: Input): fc.Arbitrary<unknown> => {
  const wrong = fc.record({ path: fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }), to: anything })
  const mutated = fc
    .array(wrong, { minLength: 1, maxLength: 3 })
    .map((all) => all.reduce<unknown>((input, { path, to }) => changed(input, path, to), good))
  const extended = fc
    .tuple(fc.string(), anything)
    .map(([name, value]) => Object.fromEntries([...Object.entries(good), [name, value]]))
  return fc.oneof(
    { weight: 6, arbitrary: mutated },
    { weight: 2, arbitrary: extended },
    { weight: 1, arbitrary: anything },
  )
}

/** What is wrong with an answer, whatever was asked: nothing, when it is one that the API describes. */
const faultOf = (operation: (typeof allOperations)[number], { status, headers, json, text }: Answered): unknown => {
  if (status === 200) {
    const read = Schema.decodeUnknownResult(operation.output as Schema.Codec<unknown, unknown>, {
      onExcessProperty: "error",
    })
    const decoded = read(json)
    return Result.isFailure(decoded) ? decoded.failure.message : undefined
  }
  if (status >= 500) return text
  if (headers.get("content-type") !== "application/problem+json") return headers.get("content-type")
  if (/node_modules|\.ts:\d|Error:/.test(text)) return text
  return statusOf[json.code as AnyTag] === status && json.refusal._tag === json.code ? undefined : json
}

/** Anything, sent as the operation takes its input. */
const sent = ({ kind, name }: (typeof allOperations)[number], input: unknown) => {
  const path = name === "group.create" ? "/groups" : `/groups/${group}/${name}`
  if (kind === "command") return { method: "POST", path, body: JSON.stringify(input) }
  const fields = typeof input === "object" && input !== null ? Object.entries(input) : [["group", String(input)]]
  const texts = fields.map(([field, value]) => [field, typeof value === "string" ? value : JSON.stringify(value)])
  return { method: "GET", path: `${path}?${new URLSearchParams(texts as Array<[string, string]>)}`, body: undefined }
}

const runs = 1500

describe("whatever is sent, nothing breaks", () => {
  it.each(allOperations.map((operation) => [operation.name, operation] as const))("%s", async (name, operation) => {
    const { handler } = await makeWorld({ rate: false })
    const token = await hostToken()
    const good = cases.filter((one) => one.operation === name)
    for (const one of good) {
      const { method, path, body } = requestOf(one, operation.kind === "query")
      const headers = { prefer: "dry-run" }
      expect(faultOf(operation, await ask(handler, method, path, { token, body, headers }))).toBeUndefined()
    }
    const wrong = fc.oneof(...good.map(({ input }) => inputsLike(input)))
    await fc.assert(
      fc.asyncProperty(wrong, async (input) => {
        const { method, path, body } = sent(operation, input)
        const answer = await ask(handler, method, path, { token, body, headers: { prefer: "dry-run" } })
        expect(faultOf(operation, answer)).toBeUndefined()
      }),
      { numRuns: runs },
    )
  })

  it("D30: bodies made to cost a lot are refused with little said", async () => {
    const { handler } = await makeWorld({ rate: false })
    const path = `/groups/${group}/basket.confirm`
    const many = 150_000
    const costly = [
      `{"lines":${"[".repeat(many)}${"]".repeat(many)}}`,
      `${'{"a":'.repeat(many)}1${"}".repeat(many)}`,
      `{"lines":[${"{},".repeat(many)}{}]}`,
      `{${Array.from({ length: many / 3 }, (_, index) => `"x${index}":1`).join(",")}}`,
      `{"lines":[${"{},".repeat(1000)}{}]}`,
    ]
    for (const body of costly) {
      const { status, json, text } = await ask(handler, "POST", path, { body })
      expect([status, json.code]).toEqual([422, "BadInput"])
      expect(json.refusal.issues.length).toBeLessThanOrEqual(100)
      expect(text.length).toBeLessThan(20_000)
    }
  }, 20_000)

  it("texts that are no JSON", async () => {
    const { handler } = await makeWorld({ rate: false })
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async (body) => {
        const { status } = await ask(handler, "POST", `/groups/${group}/basket.confirm`, { body: `x${body}` })
        expect(status).toBe(400)
      }),
    )
  })

  it("paths and headers of any kind", async () => {
    const { handler } = await makeWorld({ rate: false })
    const segment = fc.oneof(fc.string(), fc.constantFrom("groups", group, "shop.get", "..", "%2e%2e", "%00", "a%2Fb"))
    const value = fc.stringMatching(/^[\x21-\x7e]{0,60}$/)
    await fc.assert(
      fc.asyncProperty(fc.array(segment, { maxLength: 5 }), value, value, async (segments, first, second) => {
        const path = `/${segments.map((one) => one.replaceAll(/[?#\\]/g, "")).join("/")}`
        const headers = {
          authorization: first,
          "if-none-match": second,
          prefer: first,
          origin: second,
          "x-forwarded-for": first,
        }
        const { status } = await ask(handler, "GET", encodeURI(Buffer.from(path).toString()), { headers })
        expect(status).toBeLessThan(500)
      }),
      { numRuns: 300 },
    )
  })
})
