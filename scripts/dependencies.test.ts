import { delimiter, join } from "node:path"
import { describe, expect, it } from "vitest"
import { satisfies, withoutProjectPrograms } from "./dependencies.mjs"

describe("what is installed", () => {
  const wanted = {
    packages: {
      "": { version: "1.0.0" },
      "node_modules/a": { version: "1.0.0" },
      "node_modules/@cabas/core": { link: true },
      "packages/core": { version: "0.1.0" },
      "node_modules/a-for-windows": { version: "1.0.0", optional: true },
    },
  }
  const installed = { "node_modules/a": { version: "1.0.0" }, "node_modules/@cabas/core": { link: true } }

  it("satisfies a lock file without the binaries of other systems", () => {
    expect(satisfies(wanted, { packages: installed })).toBe(true)
  })

  it.each([
    ["a missing package", { "node_modules/@cabas/core": { link: true } }],
    ["another version", { ...installed, "node_modules/a": { version: "1.0.1" } }],
    ["a copy where a link belongs", { ...installed, "node_modules/@cabas/core": { version: "0.1.0" } }],
  ])("does not with %s", (_, packages) => {
    expect(satisfies(wanted, { packages })).toBe(false)
  })
})

describe("npm", () => {
  it("is not run by the Node that it replaces", () => {
    const programs = join(import.meta.dirname, "..", "node_modules", ".bin")
    const others = ["system", join("elsewhere", "node_modules", ".bin")]
    const environment = { PATH: [programs, ...others].join(delimiter), LANG: "fr" }
    expect(withoutProjectPrograms(environment)).toEqual({ PATH: others.join(delimiter), LANG: "fr" })
  })
})
