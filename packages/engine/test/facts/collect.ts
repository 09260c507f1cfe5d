// Adds to the golden facts what the scenarios write and no golden fact has the shape of yet, and to the golden entries
// where those documents, and those of indexes that are new, are found. What is there stays:
// `node --conditions=source packages/engine/test/facts/collect.ts`, after a fact was added or its shape extended; then
// `npm run format`.
import { mkdirSync, writeFileSync } from "node:fs"
import process from "node:process"
import { fileURLToPath } from "node:url"
import * as Effect from "effect/Effect"
import type { Told } from "@cabas/core/plans"
import { memoryStorage } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"
import { runFile, scenarioFiles } from "@cabas/testkit/scenario"
import { entriesFile, entriesToday, goldenEntries, goldenFacts, goldenFolder, shapeOf, stateToday } from "./golden.ts"
import type { GoldenFact } from "./golden.ts"

const scenarios = fileURLToPath(new URL("../../../../scenarios", import.meta.url))

/** A storage that tells of each document's facts as they come. */
const listening = (heard: (key: string, facts: GoldenFact["facts"]) => void): Storage => {
  const storage = memoryStorage()
  const told = new Map<string, GoldenFact["facts"]>()
  const hear = (space: string, { key, fact }: Told): void => {
    const name = `${space} ${key}`
    const facts = [...(told.get(name) ?? []), fact]
    told.set(name, facts)
    heard(key, facts)
  }
  return {
    ...storage,
    commit: (space, batch) =>
      Effect.tap(storage.commit(space, batch), ({ _tag }) =>
        Effect.sync(() => {
          if (_tag === "Committed") for (const one of batch.facts) hear(space, one)
        }),
      ),
  }
}

/** The shortest histories that end in a fact of each shape, by shape. */
const found = new Map<string, { readonly tag: string; readonly golden: GoldenFact }>()

const take = (key: string, facts: GoldenFact["facts"]): void => {
  const last = facts.at(-1)
  if (last === undefined || facts.some(({ _tag }) => _tag === "Blanked")) return
  const shape = `${last._tag} ${shapeOf(last)}`
  const known = found.get(shape)?.golden
  if (known !== undefined && known.facts.length <= facts.length) return
  const plain = JSON.parse(JSON.stringify({ key, facts })) as Omit<GoldenFact, "state">
  found.set(shape, { tag: last._tag, golden: { ...plain, state: stateToday(plain) } })
}

for (const file of scenarioFiles([scenarios])) {
  await runFile(file, () => ({ storage: listening(take), release: async () => {} }))
}

mkdirSync(goldenFolder, { recursive: true })
const before = goldenFacts()
let added = 0
for (const tag of new Set([...found.values()].map((one) => one.tag))) {
  const there = before.get(tag) ?? []
  const shapes = new Set(there.map(({ facts }) => shapeOf(facts.at(-1))))
  const fresh = [...found.values()].filter(
    ({ golden, ...one }) => one.tag === tag && !shapes.has(shapeOf(golden.facts.at(-1))),
  )
  if (fresh.length === 0) continue
  added += fresh.length
  const all = [...there, ...fresh.map(({ golden }) => golden)]
  writeFileSync(`${goldenFolder}${tag}.json`, `${JSON.stringify(all, null, 2)}\n`)
}
const entries = goldenEntries()
const merged = Object.entries(entriesToday()).map(([index, today]) => [index, { ...today, ...entries[index] }])
writeFileSync(entriesFile, `${JSON.stringify({ ...entries, ...Object.fromEntries(merged) }, null, 2)}\n`)
process.stdout.write(`${added} golden facts were added.\n`)
