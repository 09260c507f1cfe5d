import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as Effect from "effect/Effect"
import { start } from "@cabas/engine/storage"
import type { Recorded, Storage } from "@cabas/engine/storage"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { afterAll, expect, test } from "vitest"
import { group, members } from "../examples/association/data/index.ts"
import { startAssociation, temporaryFolder } from "./support/association.ts"
import type { Association } from "./support/association.ts"

const folder = temporaryFolder()
afterAll(folder.remove)

const command = fileURLToPath(new URL("../packages/server/bin/cabas.mjs", import.meta.url))

const rounds = 4
const clients = 8
const catalog = "aubiers-legumes"
const product = "persil-plat"
/** Bunches of parsley, at 1.30 € each. */
const most = 9

/** One order that was sent under a key, and whether the server said that it is in. */
interface Sent {
  readonly member: string
  readonly key: string
  readonly bunches: number
  acknowledged: boolean
}

const send = async (association: Association, distribution: string, sent: Sent): Promise<boolean> => {
  const { member, key, bunches } = sent
  const lines = [{ catalog, product, quantity: { pieces: bunches } }]
  const reply = await association.as(member).run("basket.confirm", { distribution, lines }, { key })
  if (reply.refusal !== undefined) throw new Error(`${key}: ${JSON.stringify(reply.refusal)}`)
  if (reply.answer === undefined) return false
  const line = reply.answer.lines.find((one) => one.product === product)
  expect(line?.ordered).toEqual({ pieces: bunches })
  sent.acknowledged = true
  return true
}

const pause = (milliseconds: number) => new Promise((resolve) => void setTimeout(resolve, milliseconds))

/** One household that changes its order again and again until the server is gone. */
const insist = async (
  association: Association,
  distribution: string,
  member: string,
  round: number,
): Promise<ReadonlyArray<Sent>> => {
  const all: Array<Sent> = []
  // Fewer than the burst that one member is allowed.
  for (let turn = 0; turn < 90; turn += 1) {
    const sent = { member, key: `round-${round}-${turn}`, bunches: 1 + ((turn + round) % most), acknowledged: false }
    all.push(sent)
    if (!(await send(association, distribution, sent))) return all
  }
  return all
}

const journalOf = async (storage: Storage): Promise<ReadonlyArray<Recorded>> => {
  const all: Array<Recorded> = []
  for (;;) {
    const page = await Effect.runPromise(storage.feed(group.id, all.at(-1)?.cursor ?? start, 500))
    if (page.length === 0) return all
    all.push(...page)
  }
}

test("D11, D13: killed under load again and again, the server loses no order that it confirmed and makes none twice", async () => {
  const file = join(folder.path, "association.db")
  let association = await startAssociation(file)
  const coordinator = association.as("camille-roussel")
  const distribution = (await association.as(null).ask("shop.get", {})).answer?.distribution?.id ?? ""
  const wallets = await Promise.all(
    members.map(async ({ id }) => ({
      id,
      left: (await coordinator.ask("wallet.statement", { member: id })).answer?.wallet.expected ?? 0,
    })),
  )
  const buyers = wallets.filter(({ left }) => left > most * 130).slice(0, clients)
  expect(buyers).toHaveLength(clients)

  const sent: Array<Sent> = []
  let unsure = 0
  for (let round = 0; round < rounds; round += 1) {
    const running = buyers.map(({ id }) => insist(association, distribution, id, round))
    await pause(150 + round * 70)
    await association.kill()
    const done = (await Promise.all(running)).flat()
    association = await startAssociation(file)
    // Each household tries again what it does not know to be in, as a page does when it is back.
    const unknown = done.filter(({ acknowledged }) => !acknowledged)
    const again = await Promise.all(unknown.map((one) => send(association, distribution, one)))
    expect(again).not.toContain(false)
    sent.push(...done)
    unsure += unknown.length
  }
  for (const { id } of buyers) {
    const { answer } = await association.as(id).ask("basket.get", { distribution })
    const last = sent.findLast(({ member }) => member === id)
    expect(answer?.lines.find((line) => line.product === product)?.ordered).toEqual({ pieces: last?.bunches })
  }
  expect(await association.stop()).toBe(0)

  const storage = sqliteStorage({ file })
  const journal = await journalOf(storage)
  await storage.close()
  const times = new Map<string, number>()
  for (const { id } of journal) times.set(id, (times.get(id) ?? 0) + 1)
  const wrong = sent.filter(({ member, key }) => times.get(`${member}:${key}`) !== 1)
  expect(wrong).toEqual([])
  // The test is worth something only when orders were under way each time.
  expect(unsure).toBeGreaterThanOrEqual(rounds)
  expect(sent.length).toBeGreaterThan(2 * rounds * clients)

  const said = execFileSync(process.execPath, [command, "verify", "--file", file, "--group", group.id], {
    encoding: "utf8",
  })
  expect(said).toMatch(new RegExp(`^✓ ${group.id}: \\d+ batches`))
})
