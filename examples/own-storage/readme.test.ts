import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"

const textOf = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8")

const storageFiles = ["schema.ts", "database.ts", "read.ts", "adapter.ts"]

/** The excerpts of code in the guide, each after the name of its file. */
const excerpts = [...textOf("README.md").matchAll(/^`([\w.-]+)`\n```ts\n(.*?)\n```$/gms)].map(
  ([, file = "", code = ""]) => ({ file, code }),
)

describe("the guide", () => {
  it("shows code of every file of the storage", () => {
    expect([...new Set(excerpts.map(({ file }) => file))]).toEqual(expect.arrayContaining(storageFiles))
    expect(textOf("README.md").match(/^```ts$/gm)?.length).toBe(excerpts.length)
  })

  it.each(excerpts)("shows $file as it is: $code", ({ file, code }) => {
    expect(textOf(file)).toContain(code)
  })

  it("says rightly that the storage has under 250 lines of code", () => {
    const lines = storageFiles.flatMap((file) => textOf(file).split("\n"))
    const code = lines.filter((line) => !/^\s*($|\/\/|\/\*\*|\*)/.test(line))
    expect(code.length).toBeLessThan(250)
    expect(code.length).toBeGreaterThan(150)
  })
})
