import process from "node:process"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { startAssociation, temporaryFolder } from "./support/association.ts"

const folder = temporaryFolder()
afterAll(folder.remove)
const file = join(folder.path, "deep", "association.db")

const lines = [{ catalog: "aubiers-legumes", product: "carottes-des-sables", quantity: { grams: 1500 } }]

test("npm start creates the association, keeps it when it starts again, and begins again when asked", async () => {
  const first = await startAssociation(file)
  expect(first.output()).toMatch(/Coordination\s+http:\/\/localhost:\d+\/coordination/)
  expect(first.output()).toContain("Try: order as Léa Martin")
  expect(first.output()).not.toContain("Warning")
  const distribution = (await first.as(null).ask("shop.get", {})).answer?.distribution?.id ?? ""
  const confirmed = await first.as("lea-martin").run("basket.confirm", { distribution, lines })
  expect(confirmed.answer?.status).toBe("confirmed")
  expect(await first.stop()).toBe(0)
  // Closed as it should be, the file stands alone.
  expect(existsSync(`${file}-wal`)).toBe(false)

  const second = await startAssociation(file)
  const kept = await second.as("lea-martin").ask("basket.get", { distribution })
  expect(kept.answer).toMatchObject({ number: confirmed.answer?.number, total: confirmed.answer?.total })
  await second.kill()

  const third = await startAssociation(file, ["--fresh"])
  const fresh = await third.as("lea-martin").ask("basket.get", { distribution })
  expect(fresh.answer).toMatchObject({ number: null, status: "draft" })
  expect(await third.stop()).toBe(0)
})

test("on a file that is there, the first page is answered; how soon is said, and judged by nobody here", async () => {
  const began = performance.now()
  const association = await startAssociation(file)
  expect((await fetch(association.address)).status).toBe(200)
  process.stdout.write(`first page after ${Math.round(performance.now() - began)} ms\n`)
  await association.stop()
})

test("a port that is asked for and taken is said, not replaced", async () => {
  const server = createServer().listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const { port } = server.address() as AddressInfo
  await expect(startAssociation(file, [], port)).rejects.toThrow(`PORT=${port}: déjà pris · already taken`)
  server.close()
})

test("an option that is not known is said with those that are", async () => {
  await expect(startAssociation(file, ["--frehs"])).rejects.toThrow("--fresh")
})
