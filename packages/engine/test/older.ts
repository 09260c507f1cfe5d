import * as Effect from "effect/Effect"
import { createCabas } from "../src/cabas.ts"
import { isSide } from "../src/jobs/side.ts"
import { memoryStorage } from "../src/storage/memory.ts"
import type { Storage, Write } from "../src/storage/storage.ts"

/** The group that an older version wrote. */
export const group = "canal"

/** Fails unless the call was answered. */
export const must = async (call: Promise<{ readonly refusal?: unknown }>): Promise<void> => {
  const { refusal } = await call
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
}

/** A storage that writes documents as an older version would have. */
const older = (storage: Storage, was: (write: Write) => Write): Storage => ({
  ...storage,
  commit: (space, batch) => storage.commit(space, { ...batch, writes: batch.writes.map(was) }),
})

/** As a version writes that declares no index. */
export const unindexed = ({ indexed: _, ...write }: Write): Write => write

/** The storage as a version sees and writes it that has no such index, and looks through none. */
export const asBefore = (storage: Storage): Storage => {
  const state = { filled: ["member.byEmail"] }
  const note = new Map([["indexes", { key: "indexes", version: 1, state }]])
  return {
    ...older(storage, unindexed),
    read: (space, wanted) =>
      Effect.map(storage.read(space, wanted), (seen) => (isSide(space) ? { ...seen, documents: note } : seen)),
  }
}

/** A person of a member. */
export const person = { firstName: "Ana", lastName: "Martin", phone: null }

/** The address of a member of the group. */
export const emailOf = (index: number): string => `member-${index}@example.org`

/** Works in memory, and copies what it commits in the group to a storage as an older version would have written it. */
const copying = (storage: Storage, was: (write: Write) => Write): Storage => {
  const memory = memoryStorage()
  const copy = older(storage, was)
  return {
    ...memory,
    commit: (space, batch) =>
      Effect.tap(memory.commit(space, batch), () =>
        space === group ? Effect.asVoid(copy.commit(space, batch)) : Effect.void,
      ),
  }
}

/** Writes a group of an admin and so many members as an older version did. */
export const written = async (storage: Storage, was: (write: Write) => Write, members = 10): Promise<void> => {
  const cabas = createCabas({ storage: copying(storage, was), clock: () => Date.parse("2026-05-01T06:00:00.000Z") })
  await must(
    cabas.asHost.group.create({
      id: group,
      name: "Canal",
      admin: { id: "ana", people: [{ ...person, email: "ana@example.org" }] },
    }),
  )
  for (let index = 0; index < members; index += 1) {
    const people = [{ ...person, email: emailOf(index) }]
    await must(cabas.as("ana").member.add({ group, id: `member-${index}`, people }))
  }
}
