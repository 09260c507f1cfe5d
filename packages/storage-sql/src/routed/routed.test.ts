import { expect, it } from "vitest"
import { runPromise } from "effect/Effect"
import { memoryStorage } from "@cabas/engine/memory"
import { batch, commit, fed, moving } from "../../test/batches.ts"
import { routed } from "./routed.ts"

/** Three places, and the one of a space by the length of its name. */
const threePlaces = () => {
  const places = [memoryStorage(), memoryStorage(), memoryStorage()] as const
  return { places, storage: routed((space) => places[space.length % 3] ?? places[0]) }
}

it("keeps each space in its place and nowhere else", async () => {
  const { places, storage } = threePlaces()
  for (const space of ["aaa", "bbbb", "ccccc", "dddddd"])
    await commit(storage, batch("one", moving("x:", "wallet:ana")), space)
  const kept = (space: string) => Promise.all(places.map(async (place) => (await fed(place, "", space)).length))
  expect(await kept("aaa")).toEqual([1, 0, 0])
  expect(await kept("bbbb")).toEqual([0, 1, 0])
  expect(await kept("ccccc")).toEqual([0, 0, 1])
  expect(await kept("dddddd")).toEqual([1, 0, 0])
})

it("answers StorageDown for a space that it has no place for", async () => {
  const unknown = new Error("no such group")
  const storage = routed(() => {
    throw unknown
  })
  const reason = "It is not known where the space la-riviere is kept"
  expect(await commit(storage, batch("one"))).toMatchObject({ _tag: "StorageDown", reason, cause: unknown })
  await expect(runPromise(storage.read("la-riviere", {}))).rejects.toMatchObject({ _tag: "StorageDown" })
  await expect(runPromise(storage.feed("la-riviere", "", 1))).rejects.toMatchObject({ _tag: "StorageDown" })
})
