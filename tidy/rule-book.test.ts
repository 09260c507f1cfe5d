import { describe, expect, it } from "vitest"
import { decisionsExist, rulesAreTested, rulesResolve } from "./rule-book.ts"
import { treeOf, written } from "./tree.ts"

const page = { "docs/rules/prices.md": "# Prices\n\n### PRICE-1 — Rounded once\n\n### PRICE-2 — Added rounded\n" }
const resolved = (files: Record<string, string>) => written(rulesResolve(treeOf({ ...page, ...files })))
const tested = (files: Record<string, string>) => written(rulesAreTested(treeOf({ ...page, ...files })))
const decided = (files: Record<string, string>) => written(decisionsExist(treeOf(files)))

describe("rule ids", () => {
  it("are defined once", () => {
    expect(resolved({ "docs/rules/vat.md": "\n### PRICE-2 — Again\n" })).toEqual([
      "docs/rules/vat.md:2 defines PRICE-2 again, after docs/rules/prices.md",
    ])
  })

  it.each(["### PRICE-3: Rounded", "## PRICE-3 — Rounded", "### PRICE-3 - Rounded", "### PRICE-3"])(
    "are defined by one form of heading, not by %s",
    (heading) => {
      expect(resolved({ "docs/rules/more.md": heading })).toEqual([
        `docs/rules/more.md:1 "${heading}" should read "### ID — title"`,
      ])
    },
  )

  it("are not defined in an example", () => {
    expect(resolved({ "docs/rules/more.md": "```md\n### PRICE-1 — An example\n```\n" })).toEqual([])
  })

  it.each([
    ["packages/core/src/a.ts", `/** Rounds. @rule PRICE-9 */`],
    ["packages/core/src/a.ts", `/** Rounds.\n * @rule PRICE-1, PRICE-9\n */`],
    ["packages/core/src/a.test.ts", `it("PRICE-9: rounds", () => {})`],
    ["packages/core/src/a.test.ts", `it("PRICE-1, PRICE-9 (D3): rounds", () => {})`],
    ["packages/core/src/a.test.ts", `describe("PRICE-9", () => {})`],
    ["packages/core/src/a.test.ts", `it.each([1])("PRICE-9: rounds %i", () => {})`],
    ["packages/core/src/a.test.ts", `it(\`PRICE-9: rounds \${a}\`, () => {})`],
    ["packages/core/src/a.test.ts", `it("GC-99: unknown", () => {})`],
    ["scenarios/a.json", `{ "title": "a", "rules": ["D3", "PRICE-9"] }`],
    ["scenarios/a.json", `[{ "rules": ["PRICE-1"] }, { "rules": ["PRICE-9"] }]`],
  ])("are cited in %s only when they exist: %s", (path, text) => {
    expect(resolved({ [path]: text })).toHaveLength(1)
  })

  it.each([
    ["packages/core/src/a.ts", `/** Rounds. @rule PRICE-1 */\nconst said = "@rule PRICE-9"`],
    ["packages/core/src/a.test.ts", `it("PRICE-1, PRICE-2 (D3): rounds", () => {})`],
    ["packages/core/src/a.test.ts", `it("GC-5: zero then again", () => {})`],
    ["packages/core/src/a.test.ts", `it("reads UTF-8 and PRICE-9 codes", () => {})`],
    ["packages/core/src/a.test.ts", `it("UTF-8: is read", () => {})`],
    ["packages/core/src/a.test.ts", `log("PRICE-9: no title")`],
  ])("resolve in %s: %s", (path, text) => {
    expect(resolved({ [path]: text })).toEqual([])
  })
})

describe("rules", () => {
  it("are each cited by a test", () => {
    expect(tested({ "packages/core/src/a.test.ts": `it("PRICE-1: rounds", () => {})` })).toEqual([
      "docs/rules/prices.md:5 PRICE-2 is cited by no test",
    ])
  })

  it("are not proven by the code that follows them", () => {
    expect(tested({ "packages/core/src/a.ts": `/** @rule PRICE-1, PRICE-2 */` })).toHaveLength(2)
  })

  it("may be played by a scenario or tagged in a test", () => {
    const scenario = { "scenarios/a.json": `{ "rules": ["PRICE-1"] }` }
    const test = { "packages/core/src/a.test.ts": `/** @rule PRICE-2 */\nit("rounds", () => {})` }
    expect(tested({ ...scenario, ...test })).toEqual([])
  })
})

describe("decisions", () => {
  it.each([
    ["packages/core/src/a.ts", `/** Rounds. @see D33 */`],
    ["packages/core/src/a.ts", `/**\n * Rounds.\n * @see D3, S7.3, D99\n */`],
    ["packages/core/src/a.test.ts", `it("D40: rounds", () => {})`],
    ["packages/core/src/a.test.ts", `it("PRICE-1 (D40): rounds", () => {})`],
    ["scenarios/a.json", `{ "rules": ["D33"] }`],
  ])("cited in %s exist: %s", (path, text) => {
    expect(decided({ [path]: text })).toHaveLength(1)
  })

  it("go from D0 to D32", () => {
    expect(decided({ "packages/core/src/a.ts": `/** @see D0, D32 */\nconst said = "@see D99"` })).toEqual([])
  })
})
