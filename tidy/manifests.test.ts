import { describe, expect, it } from "vitest"
import { definingFilesAreKept, importsAreDeclared, lockIsInStep, manifestsAreSound } from "./manifests.ts"
import { treeOf } from "./tree.ts"

const sound = {
  type: "module",
  license: "MIT",
  sideEffects: false,
  files: ["dist"],
  exports: {
    ".": { source: "./src/index.ts", types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./internal/*": null,
    "./package.json": "./package.json",
  },
  dependencies: { "@cabas/core": "0.1.0", papaparse: "^5" },
  peerDependencies: { effect: "^4" },
  devDependencies: { "@types/papaparse": "^5", vitest: "^5" },
}

const tree = (changes: object, files: Record<string, string> = {}) =>
  treeOf({
    "packages/engine/package.json": JSON.stringify({ ...sound, ...changes }),
    "packages/engine/src/index.ts": "",
    ...files,
  })
const says = (changes: object) => manifestsAreSound(tree(changes)).map((finding) => finding.says)

describe("manifests", () => {
  it("are sound", () => {
    expect(says({})).toEqual([])
  })

  it.each([
    [{ type: "commonjs" }, `"type" is not "module"`],
    [{ license: undefined }, `"license" is not "MIT"`],
    [{ sideEffects: undefined }, `"sideEffects" is not said`],
    [{ files: undefined }, `"files" does not say what is published`],
    [{ scripts: { postinstall: "node a.js" } }, "has an install script: postinstall"],
    [{ dependencies: { a: "1", b: "1", c: "1", d: "1" } }, "depends on 4 packages: at most 3"],
    [{ dependencies: { effect: "^4" } }, "effect is a peer: an application has one copy of it"],
    [
      { exports: { "./a": { source: "./src/a.ts", types: "./dist/a.d.ts", default: "./dist/a.js" } } },
      "exports ./a, but ./src/a.ts does not exist",
    ],
    [
      { exports: { ".": { source: "./src/index.ts", types: "./dist/other.d.ts", default: "./dist/index.js" } } },
      "exports . as something else than ./dist/index.js",
    ],
    [{ exports: { "./b.json": "./b.json" } }, "exports ./b.json, but ./b.json does not exist"],
  ])("refuse %j", (changes, expected) => {
    expect(says(changes)).toEqual([expected])
  })

  it("list the files that define elements", () => {
    const element = { "packages/engine/src/a.element.ts": "" }
    expect(definingFilesAreKept(tree({}, element))).toHaveLength(1)
    expect(definingFilesAreKept(tree({ sideEffects: ["./dist/**/*.element.js"] }, element))).toEqual([])
    expect(definingFilesAreKept(tree({}))).toEqual([])
  })
})

describe("the lock file", () => {
  const manifest = { dependencies: { b: "^1", a: "^1" }, devDependencies: { c: "^1" } }
  const found = (known: object, more = {}) =>
    lockIsInStep(
      treeOf({
        "package.json": "{}",
        "packages/engine/package.json": JSON.stringify(manifest),
        "package-lock.json": JSON.stringify({ packages: { "": {}, ...known }, ...more }, null, 1),
      }),
    )

  it("knows what every package asks for, in any order", () => {
    expect(found({ "packages/engine": { ...manifest, dependencies: { a: "^1", b: "^1" } } })).toEqual([])
  })

  it.each([
    ["a package", {}],
    ["a dependency", { "packages/engine": { ...manifest, dependencies: { a: "^1" } } }],
    ["a range", { "packages/engine": { ...manifest, devDependencies: { c: "^2" } } }],
  ])("is behind when it lacks %s", (_, known) => {
    expect(found(known)).toHaveLength(1)
  })

  it("names no registry", () => {
    const lit = { resolved: "https://registry.example/lit.tgz" }
    expect(found({ "packages/engine": manifest, "node_modules/lit": lit })).toHaveLength(1)
  })

  it("exists", () => {
    expect(lockIsInStep(treeOf({ "package.json": "{}" }))).toHaveLength(1)
  })
})

describe("imports", () => {
  const found = (text: string, path = "packages/engine/src/a.ts") => importsAreDeclared(tree({}, { [path]: text }))

  it.each([`import { html } from "lit"`, `import { it } from "vitest"`, `const jose = await import("jose")`])(
    "are declared, unlike %s",
    (text) => {
      expect(found(text)).toHaveLength(1)
    },
  )

  it.each([
    `import Papa from "papaparse"`,
    `import * as Schema from "effect/Schema"`,
    `import { Basket } from "@cabas/core/basket"`,
    `import type { TestContext } from "vitest"`,
    `import { b } from "./b.ts"\nimport "node:fs"`,
  ])("may be %s", (text) => {
    expect(found(text)).toEqual([])
  })

  it("of tests are not published", () => {
    expect(found(`import { it } from "vitest"`, "packages/engine/src/a.test.ts")).toEqual([])
  })
})
