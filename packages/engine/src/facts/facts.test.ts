import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"
import * as schemas from "@cabas/core/schema"
import { goldenFacts, shapeOf, stateToday } from "../../test/facts/golden.ts"
import { upcast, upcasters } from "./index.ts"
import type { Upcasters, WrittenFact } from "./index.ts"

type Cases = Readonly<Record<string, Schema.Codec<unknown, unknown>>>

const isUnion = (schema: unknown): schema is { readonly cases: Cases } =>
  (typeof schema === "object" || typeof schema === "function") && schema !== null && "cases" in schema

/** The schema of every fact, by tag. */
const factSchemas: Cases = Object.assign(
  {},
  ...Object.entries(schemas).flatMap(([name, schema]) =>
    name.endsWith("Fact") && isUnion(schema) ? [schema.cases] : [],
  ),
)

/** Facts that no operation writes yet, so that none can be in a journal. A fact leaves this list for a golden file. */
const notWrittenYet = new Set<string>([])

const golden = goldenFacts()
const all = [...golden].flatMap(([tag, some]) => some.map((one, place) => ({ ...one, tag, place })))

const decoded = (fact: WrittenFact): unknown => {
  const schema = factSchemas[fact._tag]
  if (schema === undefined) throw new RangeError(`no schema of ${fact._tag}`)
  return Schema.decodeUnknownSync(schema)(fact)
}

describe("D13: every shape of a fact that was ever written is still read", () => {
  it("every fact has its golden file; what is missing is added by `test/facts/collect.ts` from a scenario", () => {
    const missing = Object.keys(factSchemas).filter((tag) => !golden.has(tag) && !notWrittenYet.has(tag))
    expect(missing).toEqual([])
    expect(Object.keys(factSchemas).length).toBeGreaterThan(30)
  })

  it("a fact that has a golden file, or no schema any more, is not among those that nothing writes yet", () => {
    expect([...notWrittenYet].filter((tag) => golden.has(tag) || factSchemas[tag] === undefined)).toEqual([])
  })

  it("a golden file is of a fact that there is, and holds each shape once", () => {
    for (const [tag, some] of golden) {
      expect([tag, (factSchemas[tag] ?? upcasters[tag]) !== undefined, some.length > 0]).toEqual([tag, true, true])
      expect(some.map(({ facts }) => facts.at(-1)?._tag)).toEqual(some.map(() => tag))
      expect(new Set(some.map(({ facts }) => shapeOf(facts.at(-1)))).size).toBe(some.length)
    }
  })

  it.each(all)("$tag, $place: has the shape of today once it is brought up to date", ({ facts }) => {
    for (const written of facts) {
      const today = upcast(written)
      expect(decoded(today)).toEqual(today)
    }
  })

  it.each(all)("$tag, $place: comes to what it came to; a state may have gained fields, and lost none", (one) => {
    expect({ state: stateToday(one) }).toMatchObject({ state: one.state })
  })
})

describe("a fact that was written in an older shape", () => {
  // Once upon a time a place was saved as a name and a town; then it had a city; then what it has today.
  const known: Upcasters = {
    PlaceSaved: {
      1: ({ _tag, name, town }: WrittenFact & { name?: string; town?: string }) =>
        ({ _tag, version: 2, label: name, city: town }) as WrittenFact,
      2: ({ _tag, label, city }: WrittenFact & { label?: string; city?: string }) =>
        ({
          _tag,
          version: 3,
          place: { id: "halle", name: label, address: "", zip: "", city, directions: "", archived: false },
        }) as WrittenFact,
    },
  }
  const first = { _tag: "PlaceSaved", name: "Halle", town: "Nantes" }
  const second = { _tag: "PlaceSaved", version: 2, label: "Halle", city: "Nantes" }

  it("is folded as the shape of today, whichever version wrote it", () => {
    const states = [first, second].map((fact) => stateToday({ key: "place:halle", facts: [fact] }, known))
    expect(states[0]).toMatchObject({ id: "halle", name: "Halle", city: "Nantes" })
    expect(states[1]).toEqual(states[0])
  })

  it("is not changed when it is of today, or of a tag that never changed", () => {
    const today = { _tag: "PlaceSaved", version: 3, place: {} }
    expect(upcast(today, known)).toBe(today)
    const other = { _tag: "toString" }
    expect(upcast(other, known)).toBe(other)
  })

  it("is refused when its way does not lead further", () => {
    const circle: Upcasters = { PlaceSaved: { 1: (fact) => fact } }
    expect(() => upcast(first, circle)).toThrow("does not lead further")
  })
})
