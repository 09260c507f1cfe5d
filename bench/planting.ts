import * as Effect from "effect/Effect"
import { memoryStorage } from "@cabas/engine"
import type { Batch, Storage, Write } from "@cabas/engine/storage"
import { makeWorld, worldGroup } from "./engine-world.ts"
import type { WorldSize } from "./engine-world.ts"

/** A world as one batch, to be written into as many spaces as are wanted: its operations run only once. */
export interface Seed {
  readonly writes: ReadonlyArray<Write>
  readonly postings: Batch["postings"]
}

/** Makes a world in memory and keeps what it wrote. */
export const seedOf = async (distributions: number, size?: WorldSize): Promise<Seed> => {
  const memory = memoryStorage()
  const last = new Map<string, Write>()
  const postings: Array<Batch["postings"][number]> = []
  const listening: Storage = {
    ...memory,
    commit: (space, batch) => {
      for (const write of batch.writes) {
        const indexed = write.indexed ?? last.get(write.key)?.indexed
        last.set(write.key, { ...write, version: 1, ...(indexed === undefined ? {} : { indexed }) })
      }
      postings.push(...batch.postings)
      return memory.commit(space, batch)
    },
  }
  await makeWorld(listening, distributions, size)
  return { writes: [...last.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1)), postings }
}

/** Writes the world into a space that is empty, under the space's own name. */
export const plant = (storage: Storage, space: string, { writes, postings }: Seed): Promise<unknown> => {
  const renamed = writes.map((write) =>
    write.key === "group" ? { ...write, state: { ...(write.state as object), id: space } } : write,
  )
  const batch: Batch = {
    id: `planted:${space}`,
    by: "bench",
    at: "2026-05-01T06:00:00.000Z",
    operation: "bench.plant",
    fingerprint: worldGroup,
    answer: null,
    guards: writes.map(({ key }) => ({ key, version: 0 })),
    writes: renamed,
    facts: [],
    postings,
    floors: [],
    numbers: [],
  }
  return Effect.runPromise(storage.commit(space, batch))
}
