import { execFile } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

const program = fileURLToPath(new URL("scenario.ts", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "cabas-cli-"))
const file = (name: string) => join(folder, name)

const run = (...args: ReadonlyArray<string>) =>
  new Promise<{ readonly code: number; readonly out: string; readonly error: string }>((resolve) => {
    const child = execFile(process.execPath, ["--conditions=source", program, ...args], (_, out, error) => {
      resolve({ code: child.exitCode ?? -1, out, error })
    })
  })

beforeAll(() => {
  const group = { as: "camille", do: "group.create", with: { id: "g", name: "G" } }
  const holds = { title: "Holds", steps: [group] }
  writeFileSync(file("a-holds.json"), JSON.stringify([holds, holds]))
  writeFileSync(
    file("b-fails.json"),
    JSON.stringify({ title: "Fails", steps: [group, { ask: "group.get", expect: { id: "h" } }] }),
  )
  writeFileSync(file("notes.txt"), "no scenario")
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("npm run scenario", () => {
  it("runs files on the storage it is told, each scenario on one of its own", async () => {
    const { code, out } = await run("--storage", "sqlite", file("a-holds.json"))
    expect({ code, out }).toEqual({ code: 0, out: "ok    Holds\nok    Holds\n2 passed, 0 failed\n" })
  })

  it("runs folders, says where a scenario fails, and ends with its counts and a code", async () => {
    const { code, out } = await run(folder)
    expect(out.split("\n")).toEqual([
      "ok    Holds",
      "ok    Holds",
      `FAIL  Fails (${file("b-fails.json")})`,
      "        step 2, the platform asks group.get, at id",
      '        expected "h"',
      '        came     "g"',
      "2 passed, 1 failed",
      "",
    ])
    expect(code).toBe(1)
  })

  it.each([
    ["a storage that there is not", ["--storage", "paper", "x.json"], /^There is no storage paper/],
    ["no file at all", [], /^No scenario file was named/],
    ["a file that is not there", ["none.json"], /none\.json/],
  ])("refuses %s", async (_, args, says) => {
    const { code, out, error } = await run(...args)
    expect({ code, out }).toEqual({ code: 2, out: "" })
    expect(error).toMatch(says)
  })
})
