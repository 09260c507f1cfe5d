import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { expect, it } from "vitest"
import { memoryStorage } from "@cabas/engine"
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

const written = ({ floors: _, guards: _guards, writes, erases: _erases, ...batch }: Batch) => ({
  ...batch,
  writes: writes.map(({ key, version, state }) => ({ key, version, state })),
})

it("D13, D15, D24: whatever a group lived through, its archive makes it again in another storage, byte for byte", async () => {
  const whole = fc.asyncProperty(historyArbitrary(), async (history) => {
    const [first, again] = [[] as Array<Batch>, [] as Array<Batch>]
    const memory = memoryStorage()
    await play(history, listening(memory, first))
    const lines = await archiveOf(memory, group)
    const sqlite = sqliteStorage({ file: ":memory:" })
    expect((await takeIn(listening(sqlite, again), lines)).differing).toEqual([])
    // What is committed again is what was committed first: states, versions, answers, and the numbers asked for.
    expect(again.map(written)).toEqual(first.map(written))
    expect(await archiveOf(sqlite, group)).toEqual(lines)
    expect(await besidesOf(sqlite, group)).toEqual(await besidesOf(memory, group))
    expect((await Effect.runPromise(verifySpace(sqlite, group))).findings).toEqual([])
    await sqlite.close()
  })
  await expect(fc.assert(whole, { numRuns: 25 })).resolves.toBeUndefined()
}, 60_000)
