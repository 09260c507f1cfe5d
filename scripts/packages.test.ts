import { expect, it } from "vitest"
import { inOrder, missingFrom, readPackages } from "./packages.mjs"

const named = (name: string, dependencies: Record<string, string> = {}) => ({
  folder: name,
  manifest: { name, exports: {}, dependencies },
})

it("builds a package after the ones it speaks of", () => {
  const all = [named("c", { b: "1" }), named("a"), named("b", { a: "1", elsewhere: "1" })]
  expect(inOrder(all).map(({ folder }) => folder)).toEqual(["a", "b", "c"])
})

it("builds the core before everything else that is published", () => {
  const names = inOrder(readPackages()).map(({ manifest }) => manifest.name)
  expect(names.indexOf("@cabas/core")).toBeLessThan(names.indexOf("@cabas/engine"))
  expect(names.indexOf("@cabas/engine")).toBeLessThan(names.indexOf("@cabas/server"))
})

it("names what a package exports and does not hold", () => {
  const exports = { "./here": "./packages.mjs", "./gone": { default: "./gone.mjs" }, "./inner/*": null }
  expect(missingFrom({ folder: import.meta.dirname, manifest: { name: "a", exports } })).toEqual(["a: ./gone.mjs"])
})
