import { describe, expect, it } from "vitest"
import { treeOf } from "./tree.ts"
import { everyTestRuns, namesSaySomething, nothingIsLeftOver, pathsAreOfNoMachine } from "./wording.ts"

const at = (path: string, text = "") => treeOf({ [path]: text })
const home = "/" + ["home", "ada", "cabas"].join("/")

describe("names", () => {
  it.each([
    "packages/core/src/utils.ts",
    "packages/core/src/utils/money.ts",
    "packages/core/src/price-helpers.ts",
    "packages/server/src/BasketManager.ts",
    "scripts/misc.mjs",
    "docs/common.md",
  ])("say something, unlike %s", (path) => {
    expect(namesSaySomething(at(path))).toHaveLength(1)
  })

  it.each(["packages/core/src/community.ts", "docs/uncommon-cases.md", "packages/core/src/manage-members.ts"])(
    "may be %s",
    (path) => {
      expect(namesSaySomething(at(path))).toEqual([])
    },
  )
})

describe("unfinished work", () => {
  it.each([
    ["a.ts", "// TODO: round"],
    ["a.ts", "/* FIXME */"],
    ["a.md", "TODO: write this"],
    ["a.css", "/* TODO */"],
  ])("is found in %s: %s", (path, text) => {
    expect(nothingIsLeftOver(at(path, text))).toHaveLength(1)
  })

  it("is not a word in a string, or within a word", () => {
    expect(nothingIsLeftOver(at("a.ts", `const list = "TODO" // TODOS`))).toEqual([])
  })
})

describe("tests", () => {
  it.each([
    `it.only("a", () => {})`,
    `describe.skip("a", () => {})`,
    `it.skip.each([1])("a", () => {})`,
    `it.skipIf(true)("a", () => {})`,
    `it("a", (context) => context.skip())`,
    `it.todo("a")`,
  ])("all run: %s", (text) => {
    expect(everyTestRuns(at("packages/core/src/a.test.ts", text))).toHaveLength(1)
  })

  it.each([
    `// it.only("a")`,
    `const said = 'it.skip("a")'`,
    `const first = page.only + 1`,
    `it.each([1])("a", () => {})`,
  ])("are not stopped by %s", (text) => {
    expect(everyTestRuns(at("packages/core/src/a.test.ts", text))).toEqual([])
  })
})

describe("code that is no test", () => {
  it("may have names of its own, and may not hand out a test that is left out", () => {
    expect(everyTestRuns(at("bench/bench.ts", "if (options.only(name)) list.skip(1)"))).toEqual([])
    expect(everyTestRuns(at("packages/testkit/src/a.ts", "it.skip('a')"))).toHaveLength(1)
  })
})

describe("paths of one machine", () => {
  it.each([`const data = "${home}/data.db"`, `see file://${home}`, `C:${"\\"}Users${"\\"}ada`])(
    "are found: %s",
    (text) => {
      expect(pathsAreOfNoMachine(at("a.ts", text))).toHaveLength(1)
    },
  )

  it.each([`"/usr/bin/chromium"`, `"./data/cabas.db"`, `"https://example.org${home}"`, `"/api/home"`])(
    "are not %s",
    (text) => {
      expect(pathsAreOfNoMachine(at("a.ts", text))).toEqual([])
    },
  )
})
