import { describe, expect, it } from "vitest"
import { exportsAreDocumented } from "./docstrings.ts"
import { treeOf } from "./tree.ts"

const found = (text: string, path = "packages/engine/src/a.ts") => exportsAreDocumented(treeOf({ [path]: text }))

describe("docstrings", () => {
  it.each([
    `export const a = 1`,
    `// a line\nexport const a = 1`,
    `/* a block */\nexport function a() {}`,
    `/** */\nexport const a = 1`,
    `/** Another. */\nconst b = 1\nexport const a = b`,
    `/** Of the file. */\nimport "./b.ts"\nexport class A {}`,
    `export type A = { b: 1 }`,
    `export interface A { b: 1 }`,
    `const a = 1\nexport { a }`,
    `const a = 1\nexport { a as b }`,
    `export default function () {}`,
    `const said = "/** A docstring in a string. */"\nexport const a = said`,
  ])("are missed: %s", (text) => {
    expect(found(text)).toHaveLength(1)
  })

  it.each([
    `/** One. */\nexport const a = 1`,
    `/**\n * One.\n * @see D1\n */\nexport async function a() {}`,
    `/** One. */\nexport const A = 1\nexport type A = typeof A.Type`,
    `/** One. */\nexport function a(b: 1): 1\nexport function a(b: 2): 2\nexport function a(b: number) { return b }`,
    `export * from "./b.ts"\nexport { c } from "./c.ts"\nexport type { D } from "./d.ts"`,
    `/** One. */\nconst a = 1\nexport { a }`,
    `const a = 1`,
    `const said = "export const a = 1"`,
  ])("are there, or not needed: %s", (text) => {
    expect(found(text)).toEqual([])
  })

  it("are for published sources", () => {
    const text = `export const a = 1`
    expect(found(text, "packages/engine/src/a.test.ts")).toEqual([])
    expect(found(text, "bench/bench.ts")).toEqual([])
  })

  it("name what lacks one", () => {
    expect(found(`\nexport const a = 1, b = 2`)).toEqual([
      { path: "packages/engine/src/a.ts", line: 2, says: "exports a without a docstring" },
      { path: "packages/engine/src/a.ts", line: 2, says: "exports b without a docstring" },
    ])
  })
})
