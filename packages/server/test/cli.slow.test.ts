import { spawn } from "node:child_process"
import type { ChildProcess } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { DatabaseSync } from "node:sqlite"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createCabas } from "@cabas/engine"
import { signToken } from "@cabas/server"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { runVerb as run } from "./verb.ts"
import { furnish, group, noon } from "./world.ts"

const bin = fileURLToPath(new URL("../bin/cabas.mjs", import.meta.url))

let folder = ""
let file = ""

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cabas-cli-"))
  file = join(folder, "canal.db")
  const storage = sqliteStorage({ file })
  await furnish(createCabas({ storage, clock: () => noon }))
  await storage.close()
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const priceList = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe("cabas import products", () => {
  const good = "référence;nom;vente;prix TTC;TVA\nN1;Navets;pièce;2,40;5,5\nR1;Radis;pièce;1,80;5,5\n"
  const into = () => ["--group", group, "--catalog", "legumes", "--file", file]

  it("reports each row and writes nothing in a dry run", async () => {
    const list = priceList("good.csv", good)
    const { text, ok } = await run("import", "products", list, ...into(), "--dry-run")
    expect([ok, text]).toEqual([
      true,
      expect.stringContaining("2 created (+), 0 updated (~), 0 unchanged (=), 0 refused (!)"),
    ])
    expect(text).toMatch(/^ +2 \+ Navets$/m)
    expect(text).toContain("Nothing was written.")
    const again = await run("import", "products", list, ...into())
    expect(again.text).toContain("2 created")
    expect(again.text).toContain("Written.")
    expect((await run("import", "products", list, ...into())).text).toContain("2 unchanged (=)")
  })

  it("fails when rows are refused, saying which and why, in the language asked for", async () => {
    const list = priceList("bad.csv", good.replace("1,80", "un euro"))
    const english = await run("import", "products", list, ...into(), "--dry-run", "--language", "en")
    expect(english.ok).toBe(false)
    expect(english.text).toMatch(/^ +3 !\n +prix TTC: “un euro” is not a number\.$/m)
    const french = await run("import", "products", list, ...into(), "--dry-run", "--language", "fr")
    expect(french.text).toContain("n’est pas un nombre")
  })

  it("fails for what does not exist, without making it", async () => {
    const list = priceList("good.csv", good)
    expect((await run("import", "products", join(folder, "none.csv"), ...into())).text).toContain("none.csv")
    const missing = await run(
      "import",
      "products",
      list,
      "--group",
      group,
      "--catalog",
      "legumes",
      "--file",
      join(folder, "none.db"),
    )
    expect([missing.ok, missing.text]).toEqual([false, expect.stringContaining("There is no file")])
    const catalog = await run("import", "products", list, "--group", group, "--catalog", "vins", "--file", file)
    expect([catalog.ok, catalog.text]).toEqual([false, expect.stringContaining("CatalogUnknown")])
    const spreadsheet = await run("import", "products", priceList("list.xlsx", "PK\u0003\u0004…"), ...into())
    expect([spreadsheet.ok, spreadsheet.text]).toEqual([false, expect.stringContaining("FileUnreadable")])
  })
})

describe("cabas verify", () => {
  it("says that all is as it should be", async () => {
    const { text, ok } = await run("verify", "--file", file, "--group", group)
    expect([ok, text]).toEqual([true, expect.stringMatching(/^✓ canal: \d+ batches/)])
    expect(text).toContain("books add up to 0 EUR")
  })

  it("finds what was changed behind its back, and fails", async () => {
    const copy = join(folder, "tampered.db")
    const source = new DatabaseSync(file)
    source.exec(`VACUUM INTO '${copy}'`)
    source.close()
    const database = new DatabaseSync(copy)
    database.exec(
      "UPDATE balances SET quantity = quantity + 100 WHERE number = (SELECT min(number) FROM balances WHERE quantity = 10000)",
    )
    database.exec("UPDATE documents SET state = json_set(state, '$.address', 'elsewhere') WHERE key = 'member:gaelle'")
    database.close()
    const told = await run("verify", "--file", copy, "--group", group)
    expect(told.ok).toBe(false)
    expect(told.text).toMatch(/✗ Member:gaelle should be .* by its facts/)
    expect(told.text).toMatch(/✗ Wallet:\w+ should hold/)
    const json = await run("verify", "--file", copy, "--group", group, "--json")
    const [report] = JSON.parse(json.text.slice(0, json.text.lastIndexOf("]") + 1))
    expect(report.findings.map(({ check }: { check: string }) => check).toSorted()).toEqual(["balance", "state"])
    expect(report.totals).toEqual({ EUR: 0 })
  })

  it("fails for a group in which nothing was ever written", async () => {
    const { ok, text } = await run("verify", "--file", file, "--group", "nowhere")
    expect([ok, text]).toEqual([false, expect.stringContaining("nowhere")])
  })

  it("does not make a file to verify", async () => {
    const none = join(folder, "none.db")
    expect((await run("verify", "--file", none)).text).toContain("There is no file")
    expect(() => statSync(none)).toThrow("ENOENT")
  })
})

describe("other verbs", () => {
  it("openapi prints the document", async () => {
    const { text } = await run("openapi", "--address", "https://host.example/api")
    expect(JSON.parse(text)).toMatchObject({ openapi: "3.1.0", servers: [{ url: "https://host.example/api" }] })
  })

  it("an unknown verb or flag is refused", async () => {
    expect((await run("destroy")).ok).toBe(false)
    expect((await run("openapi", "--adress", "x")).ok).toBe(false)
  })
})

const children: Array<ChildProcess> = []
afterAll(() => {
  for (const child of children) child.kill("SIGKILL")
})

/** Starts `cabas serve` as a process and waits until it listens. */
const serving = async (...args: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, [bin, "serve", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  children.push(child)
  let told = ""
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (told += chunk))
  const closed = once(child, "close")
  while (!told.includes('"listening"')) {
    await Promise.race([once(child.stdout, "data"), closed.then(() => Promise.reject(new Error(`it ended: ${told}`)))])
  }
  const lines = () =>
    told
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
  return { child, closed, lines, url: lines().find(({ message }) => message === "listening").url as string }
}

describe("cabas serve", { timeout: 60_000 }, () => {
  it("serves a file, makes a secret that only its owner reads, and ends well when told to", async () => {
    const secretFile = join(folder, "secret")
    const { child, closed, lines, url } = await serving(
      "--file",
      file,
      "--secret-file",
      secretFile,
      "--base-path",
      "/api",
    )
    expect(statSync(secretFile).mode & 0o777).toBe(0o600)
    expect((await (await fetch(`${url}/health`)).json()).status).toBe("up")
    const { text } = await run("token", "--secret-file", secretFile, "--group", group, "--member", "gaelle")
    const mine = await fetch(`${url}/groups/${group}/member.get`, { headers: { authorization: `Bearer ${text}` } })
    expect([mine.status, (await mine.json()).id]).toEqual([200, "gaelle"])
    child.kill("SIGTERM")
    expect((await closed)[0]).toBe(0)
    expect(lines().at(-1)).toMatchObject({ message: "request", operation: "member.get", by: "gaelle", status: 200 })
  })

  it("killed under load loses nothing that it answered: nothing twice, the books balance", async () => {
    const busy = join(folder, "busy.db")
    const storage = sqliteStorage({ file: busy })
    await furnish(createCabas({ storage }))
    await storage.close()
    const secretFile = join(folder, "secret")
    const { child, closed, url } = await serving("--file", busy, "--secret-file", secretFile, "--log", "error")
    const token = await signToken(readFileSync(secretFile, "utf8").trim(), { group })
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
    const answered: Array<string> = []
    const pay = async (client: number): Promise<void> => {
      for (let turn = 0; ; turn += 1) {
        const id = `p-${client}-${turn}`
        const body = JSON.stringify({ id, member: "hugo", amount: 1, kind: "cash" })
        const response = await fetch(`${url}/groups/${group}/payment.record`, { method: "POST", headers, body }).catch(
          () => null,
        )
        if (response === null) return
        expect(response.status).toBe(200)
        answered.push(id)
      }
    }
    const clients = Promise.all(Array.from({ length: 8 }, (_, client) => pay(client)))
    while (answered.length < 200) await new Promise((resolve) => setTimeout(resolve, 5))
    child.kill("SIGKILL")
    await closed
    await clients
    const { text, ok } = await run("verify", "--file", busy, "--group", group)
    expect([ok, text]).toEqual([true, expect.stringContaining("0 EUR")])
    const after = sqliteStorage({ file: busy })
    const { answer } = await createCabas({ storage: after }).asHost.wallet.statement({
      group,
      member: "hugo",
      limit: 500,
    })
    const balance = answer?.wallet.expected ?? 0
    await after.close()
    // What was answered is in; what was on its way may be.
    expect(balance - 10_000).toBeGreaterThanOrEqual(answered.length)
    expect(balance - 10_000).toBeLessThanOrEqual(answered.length + 8)
  })

  it("says why it cannot start", async () => {
    const child = spawn(process.execPath, [bin, "serve", "--port", "0", "--file", file, "--keys", "no address"], {
      stdio: ["ignore", "pipe", "pipe"],
    })
    let told = ""
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (chunk: string) => (told += chunk))
    const [code] = await once(child, "close")
    expect(code).toBe(1)
    expect(told).toContain("Invalid URL")
    expect(told).not.toMatch(/\.ts:\d/)
  })
})
