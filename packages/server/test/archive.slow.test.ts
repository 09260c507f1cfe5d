import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"
import { gunzipSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createCabas } from "@cabas/engine"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { progressOf } from "../src/cli/progress.ts"
import { runVerb as run } from "./verb.ts"
import { furnish, group, noon } from "./world.ts"

const bin = fileURLToPath(new URL("../bin/cabas.mjs", import.meta.url))

let folder = ""
let file = ""
const payments = 3000

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const within = (name: string): string => join(folder, name)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cabas-archive-"))
  file = within("canal.db")
  const storage = sqliteStorage({ file })
  await furnish(createCabas({ storage, clock: () => noon }))
  await storage.close()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Starts a verb as a process. */
const start = (...args: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, [bin, ...args], { stdio: ["ignore", "pipe", "pipe"] })
  const told = { out: "", error: "" }
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (told.out += chunk))
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (told.error += chunk))
  return { child, told, closed: once(child, "close").then(([code]) => code as number | null) }
}

describe("cabas export and cabas import group", () => {
  it("write a group to a file that only its owner reads, and make it again from it, compressed or not", async () => {
    for (const name of ["canal.jsonl", "canal.jsonl.gz"]) {
      const archive = within(name)
      expect(await run("export", "--group", group, "--file", file, "--out", archive)).toMatchObject({ ok: true })
      expect(statSync(archive).mode & 0o777).toBe(0o600)
      const copy = within(`${name}.db`)
      const { text, ok } = await run("import", "group", archive, "--file", copy)
      expect([ok, text]).toEqual([true, expect.stringMatching(/^canal: \d+ batches; \d+ documents compared\.$/)])
      expect((await run("verify", "--file", copy)).ok).toBe(true)
      await run("export", "--group", group, "--file", copy, "--out", within("again.jsonl"))
      const plain = name.endsWith(".gz") ? gunzipSync(readFileSync(archive)) : readFileSync(archive)
      expect(readFileSync(within("again.jsonl")).equals(plain)).toBe(true)
    }
  })

  it("write the archive to standard output, and nothing else there", async () => {
    const { told, closed } = start("export", "--group", group, "--file", file)
    expect(await closed).toBe(0)
    const lines = told.out.trimEnd().split("\n")
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ cabas: "archive", group })
    expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({
      end: { batches: lines.filter((line) => line.startsWith('{"batch"')).length },
    })
    expect(told.error).toMatch(/\d+ batches and \d+ documents are in the archive/)
  }, 30_000)

  it("say in the language asked for why they cannot, and leave nothing behind", async () => {
    const out = within("none.jsonl")
    const empty = await run("export", "--group", "nowhere", "--file", file, "--out", out, "--language", "fr")
    expect([empty.ok, empty.text]).toEqual([false, expect.stringContaining("Rien n’a jamais été écrit")])
    expect(readdirSync(folder).filter((name) => name.startsWith("none"))).toEqual([])
    const missing = await run("import", "group", out, "--file", within("none.db"))
    expect([missing.ok, missing.text]).toEqual([false, expect.stringContaining("There is no file")])
    expect(existsSync(within("none.db"))).toBe(false)
    const nowhere = await run("export", "--group", group, "--file", file, "--out", within("no/folder/a.jsonl"))
    expect([nowhere.ok, nowhere.text]).toEqual([false, expect.stringContaining("ENOENT")])
    const both = await run("export", "--group", group, "--file", file, "--database", "postgres://127.0.0.1:1/none")
    expect([both.ok, both.text]).toEqual([false, expect.stringContaining("one database at a time")])
  })

  it("refuse an archive that is cut, damaged, or no archive, with a sentence", async () => {
    await run("export", "--group", group, "--file", file, "--out", within("good.jsonl.gz"))
    const good = readFileSync(within("good.jsonl.gz"))
    writeFileSync(within("cut.jsonl.gz"), good.subarray(0, good.length - 200))
    writeFileSync(within("cut.jsonl"), gunzipSync(good).subarray(0, 9000))
    writeFileSync(within("list.csv"), "référence;nom\nN1;Navets\n")
    const target = within("refused.db")
    const refused = async (name: string) => (await run("import", "group", within(name), "--file", target)).text
    expect(await refused("cut.jsonl.gz")).toMatch(/The archive could not be read: unexpected end of file\./)
    expect(await refused("cut.jsonl")).toMatch(/The archive is not whole: it ends after line \d+/)
    expect(await refused("list.csv")).toMatch(/This is not an archive of Cabas: line 1 is not JSON\./)
    expect((await run("export", "--group", group, "--file", target)).text).toContain("Nothing was ever written")
  })

  it("are refused where the group already is", async () => {
    const archive = within("killed.jsonl")
    await run("export", "--group", group, "--file", file, "--out", archive)
    const other = within("other.db")
    const storage = sqliteStorage({ file: other })
    await createCabas({ storage }).asHost.group.create({ id: group, name: "Another" })
    await storage.close()
    const refused = await run("import", "group", archive, "--file", other)
    expect([refused.ok, refused.text]).toEqual([false, expect.stringContaining("already holds something else")])
  })

  it("go on where they were killed", async () => {
    const long = within("long.db")
    const storage = sqliteStorage({ file: long })
    const cabas = createCabas({ storage, clock: () => noon })
    await furnish(cabas)
    const pay = (turn: number) =>
      cabas.asHost.payment.record({ group, id: `p-${turn}`, member: "hugo", amount: 1, kind: "cash" })
    await Promise.all(Array.from({ length: payments }, (_, turn) => pay(turn)))
    await storage.close()
    const archive = within("long.jsonl")
    await run("export", "--group", group, "--file", long, "--out", archive)
    const target = within("killed.db")
    const { child, closed } = start("import", "group", archive, "--file", target)
    const log = `${target}-wal`
    while (child.exitCode === null && (!existsSync(log) || statSync(log).size < 400_000)) await pause(1)
    child.kill("SIGKILL")
    await closed
    const { ok, text } = await run("import", "group", archive, "--file", target)
    const already = Number(/(\d+) of which were there already/.exec(text)?.[1])
    expect([ok, already > 0, already < payments]).toEqual([true, true, true])
    await run("export", "--group", group, "--file", target, "--out", within("after.jsonl"))
    expect(readFileSync(within("after.jsonl"), "utf8")).toBe(readFileSync(archive, "utf8"))
  }, 60_000)
})

describe("progress", () => {
  const watched = (isTTY: boolean) => {
    const written: Array<string> = []
    let time = 0
    const screen = { isTTY, columns: 60, write: (text: string) => written.push(text) }
    return { progress: progressOf("canal", screen, () => time), written, pass: (ms: number) => (time += ms) }
  }

  it("is a bar on a terminal, drawn over itself and taken away, no wider than the terminal", () => {
    const { progress, written, pass } = watched(true)
    progress.show({ stage: "batches", done: 1, total: 4000 })
    progress.show({ stage: "batches", done: 2, total: 4000 })
    pass(100)
    progress.show({ stage: "batches", done: 2000, total: 4000 })
    progress.end()
    expect(written).toHaveLength(3)
    expect(written[1]).toBe(`\r\u001b[Kcanal: ${"█".repeat(12)}${"░".repeat(12)}  50 % batches 2 000 / 4 000`)
    expect(written[2]).toBe("\r\u001b[K")
  })

  it("is a line now and then elsewhere, and at the end of each stage", () => {
    const { progress, written, pass } = watched(false)
    progress.show({ stage: "batches", done: 1 })
    pass(6000)
    progress.show({ stage: "batches", done: 12_345 })
    progress.show({ stage: "batches", done: 12_400 })
    progress.show({ stage: "documents", done: 3 })
    progress.end()
    expect(written).toEqual(["canal: batches 12 345\n", "canal: batches 12 400\n", "canal: documents 3\n"])
  })
})
