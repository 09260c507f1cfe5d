import { AssertionError } from "node:assert"
import { describe, expect, it } from "vitest"
import { memoryStorage } from "@cabas/engine/memory"
import { mutants } from "./mutants.ts"
import { storagePromises } from "./storage-promises.ts"
import { keep } from "./test-storage.ts"

const promised = (title: string) => {
  const found = storagePromises.find((promise) => promise.title === title)
  if (found === undefined) throw new Error(`Nothing is promised as «${title}»`)
  return found
}

describe("the conformance suite", () => {
  it("gives every promise a title of its own within its group", () => {
    const titles = storagePromises.map(({ group, title }) => `${group}: ${title}`)
    expect(new Set(titles).size).toBe(titles.length)
  })

  for (const { wrong, breaks, make } of mutants) {
    it(`catches a storage that ${wrong}`, async () => {
      const promise = promised(breaks)
      await keep(promise, async () => ({ storage: memoryStorage(), close: async () => {} }))
      const broken = keep(promise, async () => ({ storage: make(), close: async () => {} }))
      await expect(broken).rejects.toSatisfy(
        (cause) => cause instanceof AssertionError || String(cause).includes("should be committed"),
      )
    })
  }
})
