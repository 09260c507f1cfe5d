import { describe, expect, it } from "vitest"
import { coreIsPure, effectBySubpath, importsArePure } from "./purity.ts"
import { treeOf } from "./tree.ts"

const file = (path: string, text: string) => treeOf({ [path]: text })
const inCore = (text: string) => coreIsPure(file("packages/core/src/basket/basket.ts", text))

describe("the barrel of effect", () => {
  it.each([
    `import { Schema } from "effect"`,
    `import type { Effect } from "effect"`,
    `const { Effect } = await import("effect")`,
    `export * from "effect"`,
  ])("is refused anywhere: %s", (text) => {
    expect(effectBySubpath(file("examples/association/start.ts", text))).toHaveLength(1)
  })

  it("is not what a subpath, a comment or a string is", () => {
    const text = `import * as Schema from "effect/Schema"\n// import "effect"\nconst said = 'import "effect"'`
    expect(effectBySubpath(file("packages/engine/src/a.ts", text))).toEqual([])
  })
})

describe("what a package may carry", () => {
  it.each([
    ["packages/core/src/a/a.ts", `import * as Schema from "effect/Schema"`],
    ["packages/core/src/a/a.ts", `import * as Effect from "effect/Effect"`],
    ["packages/core/src/a/a.schema.ts", `import * as Effect from "effect/Effect"`],
    ["packages/core/src/a/a.ts", `import { hash } from "node:crypto"`],
    ["packages/core/src/a/a.ts", `import lodash from "lodash"`],
    ["packages/widgets/src/a.ts", `import * as Result from "effect/Result"`],
    ["packages/widgets/src/a.ts", `import type { Effect } from "effect/Effect"`],
    ["packages/widgets/src/a.ts", `import { Money } from "@cabas/core/values/schema"`],
    ["packages/widgets/src/a.ts", `import { Money } from "@cabas/core/schema"`],
    ["packages/widgets/src/a.ts", `import { readFileSync } from "node:fs"`],
    ["packages/client/src/a.ts", `import * as Schema from "effect/Schema"`],
    ["packages/client/src/a.ts", `import "node:http"`],
  ])("refuses in %s: %s", (path, text) => {
    expect(importsArePure(file(path, text))).toHaveLength(1)
  })

  it.each([
    ["packages/core/src/a/a.ts", `import * as Result from "effect/Result"`],
    ["packages/core/src/a/a.schema.ts", `import * as Schema from "effect/Schema"`],
    ["packages/core/src/a/a.schema.ts", `import * as SchemaTransformation from "effect/SchemaTransformation"`],
    ["packages/core/src/a/a.test.ts", `import { readFileSync } from "node:fs"`],
    ["packages/widgets/src/a.ts", `import type { Money } from "@cabas/core/schema"\nimport { html } from "lit"`],
    ["packages/client/src/a.ts", `import type { Schema } from "effect/Schema"`],
    ["packages/engine/src/a.ts", `import * as Effect from "effect/Effect"\nimport "node:crypto"`],
  ])("allows in %s: %s", (path, text) => {
    expect(importsArePure(file(path, text))).toEqual([])
  })
})

describe("the core", () => {
  it.each([
    `export const now = () => Date.now()`,
    `export const today = new Date()`,
    `export const chance = Math.random()`,
    `export const id = () => crypto.randomUUID()`,
    `export const size = window.innerWidth`,
    `export const said = (text: string) => console.log(text)`,
    `export const home = process.env["HOME"]`,
    `export const later = setTimeout(() => 1, 1)`,
    `export const width = (element: HTMLElement) => 1`,
    `export const named = ({ at = performance }) => at`,
    `export const both = { fetch }`,
  ])("uses nothing of Node, of a page, of the moment: %s", (text) => {
    expect(inCore(text)).toHaveLength(1)
  })

  it.each([
    `// Date.now() and window\nexport const said = "document.cookie"`,
    `export type Fact = { readonly location: string; readonly event: number }`,
    `export const place = (fact: { readonly location: string }) => fact.location`,
    `export const window = { opensAt: 1 }\nexport const opens = window.opensAt`,
    `export const day = (text: string) => new Date(text)`,
    `export const kept = { history: [1], document: 2 }`,
    `export const taken = ({ location, ...event }: { location: string }) => [location, event]`,
    `export const pattern = /window|Date.now()/`,
  ])("is not fooled by %s", (text) => {
    expect(inCore(text)).toEqual([])
  })
})
