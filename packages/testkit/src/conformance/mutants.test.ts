import { describe, expect, it } from "vitest"
import { memoryStorage } from "@cabas/engine/memory"
import { verdictOn } from "./mutants/caught.ts"
import { mutants } from "./mutants/index.ts"
import { storagePromises } from "./storage-promises.ts"

describe("the conformance suite", () => {
  it("gives every promise a title of its own", () => {
    const titles = storagePromises.map(({ title }) => title)
    expect(titles.filter((title, at) => titles.indexOf(title) !== at)).toEqual([])
  })

  it("tells a mutant that survives, and one that breaks nothing that is promised", async () => {
    const harmless = { wrong: "is right", breaks: "has a name", make: memoryStorage }
    expect((await verdictOn(harmless)).seen).toBeNull()
    await expect(verdictOn({ ...harmless, breaks: "is fast" })).rejects.toThrow("Nothing is promised as «is fast»")
  })

  for (const mutant of mutants) {
    it(`catches a storage that ${mutant.wrong}`, async () => {
      expect((await verdictOn(mutant)).seen).toEqual(expect.any(String))
    })
  }
})
