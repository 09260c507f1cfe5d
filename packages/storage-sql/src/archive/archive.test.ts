import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { expect, it } from "vitest"
import { createCabas, memoryStorage } from "@cabas/engine"
import type { Batch, Storage } from "@cabas/engine/storage"
import { verifySpace } from "@cabas/engine/verify"
import { historyArbitrary, play, spaces } from "@cabas/testkit/arbitraries"
import { sqliteStorage } from "../sqlite/sqlite.ts"
import { archiveOf, besidesOf, takeIn } from "../../test/archives.ts"

const { group } = spaces

/** A storage that keeps the batches it is given in a list as well. */
const listening = (storage: Storage, heard: Array<Batch>): Storage => ({
  ...storage,
  commit: (space, batch) =>
    Effect.tap(storage.commit(space, batch), ({ _tag }) =>
      Effect.sync(() => {
        if (_tag === "Committed" && space === group) heard.push(batch)
      }),
    ),
})

/** What a batch writes; of one whose facts were erased since, what is left of it. */
const written = (batch: Batch, isErased: boolean) => {
  const { id, by, at, operation, postings, fingerprint, answer, facts } = batch
  const writes = batch.writes.map(({ key, version, state }) => ({ key, version, state }))
  const left = { id, by, at, operation, postings, versions: writes.map(({ key, version }) => [key, version]) }
  return isErased ? left : { ...left, fingerprint, answer, facts, writes }
}

const isErased = ({ facts }: Batch): boolean => facts.some(({ fact }) => fact._tag === "Blanked")

it("D13, D15, D24: whatever a group lived through, its archive makes it again in another storage, byte for byte", async () => {
  const whole = fc.asyncProperty(historyArbitrary(), async (history) => {
    const [first, again] = [[] as Array<Batch>, [] as Array<Batch>]
    const memory = memoryStorage()
    await play(history, listening(memory, first))
    const lines = await archiveOf(memory, group)
    const sqlite = sqliteStorage({ file: ":memory:" })
    expect((await takeIn(listening(sqlite, again), lines)).differing).toEqual([])
    // What is committed again is what was committed first: states, versions, answers, and the numbers asked for.
    const erased = again.map(isErased)
    const texts = (batches: ReadonlyArray<Batch>) => batches.map((one, place) => written(one, erased[place] === true))
    expect(texts(again)).toEqual(texts(first))
    const unasked = first.filter(({ numbers }, place) =>
      numbers.some(({ key }) => again[place]?.numbers.some((one) => one.key === key) !== true),
    )
    expect(unasked).toEqual([])
    expect(await archiveOf(sqlite, group)).toEqual(lines)
    expect(await besidesOf(sqlite, group)).toEqual(await besidesOf(memory, group))
    expect((await Effect.runPromise(verifySpace(sqlite, group))).findings).toEqual([])
    await sqlite.close()
  })
  await expect(fc.assert(whole, { numRuns: 25 })).resolves.toBeUndefined()
}, 60_000)

it("D27: a person who was erased stays erased: the archive names them nowhere, and makes the same group again", async () => {
  const memory = memoryStorage()
  const cabas = createCabas({ storage: memory, clock: () => Date.parse("2026-05-01T06:00:00.000Z") })
  const must = async (call: Promise<{ readonly refusal?: unknown }>): Promise<void> => {
    expect((await call).refusal).toBeUndefined()
  }
  const people = [{ firstName: "Philomène", lastName: "Quintard", email: "philomene@example.org", phone: null }]
  await must(cabas.asHost.group.create({ id: group, name: "Les Paniers" }))
  await must(cabas.asHost.member.add({ group, id: "philomene", people }, { key: "add" }))
  await must(
    cabas.asHost.member.add({ group, id: "lea", people: [{ ...people[0], email: null, lastName: "Léa" }] as never }),
  )
  await must(cabas.asHost.member.save({ group, id: "philomene", people, address: "12 rue des Quintard" }))
  expect((await archiveOf(memory, group)).join()).toMatch(/Quintard/)
  await must(cabas.asHost.member.remove({ group, member: "philomene" }))
  await must(cabas.asHost.member.erase({ group, member: "philomene" }))
  const lines = await archiveOf(memory, group)
  expect(lines.join()).not.toMatch(/Quintard|philomene@/)
  expect(lines.join()).toContain('"_tag":"Blanked"')
  const sqlite = sqliteStorage({ file: ":memory:" })
  expect((await takeIn(sqlite, lines)).differing).toEqual([])
  expect(await archiveOf(sqlite, group)).toEqual(lines)
  expect(await besidesOf(sqlite, group)).toEqual(await besidesOf(memory, group))
  expect((await Effect.runPromise(verifySpace(sqlite, group))).findings).toEqual([])
  await sqlite.close()
})
