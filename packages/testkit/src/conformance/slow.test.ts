import { expect, it } from "vitest"
import * as Effect from "effect/Effect"
import { memoryStorage } from "@cabas/engine/memory"
import { batch, posting, space } from "./batches.ts"
import { slow } from "./slow.ts"
import { commit, feed } from "./subject.ts"

it("D13: a slow storage answers what the storage answers, and takes its time, refusals included", async () => {
  const storage = slow(memoryStorage(), 60)
  const begun = performance.now()
  expect((await commit(storage, space, batch("one")))._tag).toBe("Committed")
  expect((await commit(storage, space, batch("one")))._tag).toBe("Repeated")
  const stale = batch("two", { guards: [{ key: "group", version: 3 }] })
  expect((await commit(storage, space, stale))._tag).toBe("Conflict")
  expect((await feed(storage, space)).map(({ id }) => id)).toEqual(["one"])
  expect(performance.now() - begun).toBeGreaterThan(4 * 55)
})

it("D11: who gives up before the answer leaves the batch under way, and may send it again", async () => {
  const storage = slow(memoryStorage(), 60)
  const one = batch("one", { postings: [posting("x:", "wallet:ana", 1)] })
  const givenUp = Promise.race([commit(storage, space, one), Effect.runPromise(Effect.sleep(40)).then(() => "late")])
  expect(await givenUp).toBe("late")
  expect((await commit(storage, space, one))._tag).toBe("Repeated")
})
