import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"

const inPackage = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))
const readme = readFileSync(inPackage("README.md"), "utf8")

/** What stands in the first fence of that language. */
const fence = (language: string): string =>
  new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)\n\`\`\`$`, "m").exec(readme)?.[1] ?? ""

describe("the README of the core", () => {
  it("PRICE-2, BASKET-2, REFUSAL-1: its example runs as it stands, and prints what it says", () => {
    const node = ["--conditions=source", "--input-type=module-typescript", "-e", fence("ts")]
    expect(execFileSync(process.execPath, node, { cwd: inPackage("."), encoding: "utf8" }).trimEnd()).toBe(
      fence("text"),
    )
  })

  it("its example is the file that the types are checked of", () => {
    expect(readFileSync(inPackage("test/readme.example.ts"), "utf8").trimEnd()).toBe(fence("ts"))
  })

  it("names every room that the package gives out", () => {
    const { exports } = JSON.parse(readFileSync(inPackage("package.json"), "utf8")) as { readonly exports: object }
    const rooms = Object.keys(exports).filter((path) => path !== "." && path !== "./package.json")
    expect(
      rooms.filter((path) => !readme.includes(`core${path.slice(1)}\``) && !readme.includes(`…${path.slice(1)}\``)),
    ).toEqual([])
  })
})
