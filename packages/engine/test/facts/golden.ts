import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { kindOf } from "@cabas/core/plans"
import { entriesOf } from "../../src/indexes/entries.ts"
import { evolveTold, kindTold, upcast } from "../../src/facts/index.ts"
import type { Upcasters, WrittenFact } from "../../src/facts/index.ts"

/** A fact as it was written once, with all that was told of its document before it. */
export interface GoldenFact {
  readonly key: string
  /** The facts of the document from its first to the one that this is about. */
  readonly facts: ReadonlyArray<WrittenFact>
  /** What they came to when they were written. */
  readonly state: unknown
}

/** Where the golden facts are, a file for each tag. */
export const goldenFolder = fileURLToPath(new URL("golden/", import.meta.url))

/** The golden facts by tag. */
export const goldenFacts = (): ReadonlyMap<string, ReadonlyArray<GoldenFact>> =>
  new Map(
    readdirSync(goldenFolder)
      .filter((name) => name.endsWith(".json"))
      .toSorted()
      .map((name) => [
        name.slice(0, -".json".length),
        JSON.parse(readFileSync(`${goldenFolder}${name}`, "utf8")) as ReadonlyArray<GoldenFact>,
      ]),
  )

/** What facts of a document come to today. */
export const stateToday = ({ key, facts }: Omit<GoldenFact, "state">, known?: Upcasters): unknown => {
  let state: unknown = null
  for (const written of facts) {
    const told = { key, fact: upcast(written, known) }
    const kind = kindTold(told)
    if (kind === undefined) throw new RangeError(`${key}: no such kind of document`)
    state = evolveTold(kind, state, told)
  }
  return state
}

/** Where the documents of golden facts are found: by the name of the index, then of the golden fact, its values. */
export type GoldenEntries = Readonly<Record<string, Readonly<Record<string, ReadonlyArray<string>>>>>

/** The file of golden entries. */
export const entriesFile = fileURLToPath(new URL("entries.json", import.meta.url))

/** The golden entries as they were written down. */
export const goldenEntries = (): GoldenEntries => JSON.parse(readFileSync(entriesFile, "utf8")) as GoldenEntries

/** Where the documents of golden facts are found today; of each index, all documents of its kind, found or not. */
export const entriesToday = (): GoldenEntries => {
  const all = [...goldenFacts()].flatMap(([tag, some]) =>
    some.map((one, place) => ({
      name: `${tag} ${place}`,
      kind: kindOf(one.key),
      entries: entriesOf(one.key, stateToday(one)),
    })),
  )
  const indexes = [...new Set(all.flatMap(({ entries }) => entries.map((entry) => entry.name)))].toSorted()
  return Object.fromEntries(
    indexes.map((index) => {
      const found = all.filter(({ kind }) => index.startsWith(`${kind}.`))
      const valuesOf = ({ entries }: (typeof all)[number]) =>
        entries.filter((entry) => entry.name === index).map(({ value }) => value)
      return [index, Object.fromEntries(found.map((one) => [one.name, valuesOf(one)]))]
    }),
  )
}

/** What of the shape of a value tells it from another: its fields and their types, whatever the values and how many. */
export const shapeOf = (value: unknown): string => [...partsOf("", value)].toSorted().join(" ")

const partsOf = (path: string, value: unknown): ReadonlySet<string> => {
  if (value === null || typeof value !== "object") return new Set([`${path}:${value === null ? "null" : typeof value}`])
  const parts = Array.isArray(value)
    ? value.map((one) => partsOf(`${path}[]`, one))
    : Object.entries(value).map(([name, one]) => partsOf(`${path}.${name}`, one))
  return new Set([...(Array.isArray(value) ? [`${path}:list`] : []), ...parts.flatMap((some) => [...some])])
}
