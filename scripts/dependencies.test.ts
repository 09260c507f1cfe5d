import { delimiter, join } from "node:path"
import { describe, expect, it } from "vitest"
import { installsTools, satisfies, withoutProjectPrograms } from "./dependencies.mjs"

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
  it.each(["20.19.0", "20.20.2", "22.12.0", "23.0.0", "24.21.0"])("installs everything with Node %s", (version) => {
    expect(installsTools(version)).toBe(true)
  })

  it.each(["18.20.8", "20.18.3", "21.7.0", "22.11.0"])("leaves binaries out with Node %s", (version) => {
    expect(installsTools(version)).toBe(false)
  })

  it("is not run by the Node that it replaces", () => {
    const programs = join(import.meta.dirname, "..", "node_modules", ".bin")
    const others = ["system", join("elsewhere", "node_modules", ".bin")]
    const environment = { PATH: [programs, ...others].join(delimiter), LANG: "fr" }
    expect(withoutProjectPrograms(environment)).toEqual({ PATH: others.join(delimiter), LANG: "fr" })
  })
})
