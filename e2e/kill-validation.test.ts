import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { Client } from "@cabas/client"
import { afterAll, expect, test } from "vitest"
import { group } from "../examples/association/data/index.ts"
import { startAssociation, temporaryFolder } from "./support/association.ts"
import type { Association } from "./support/association.ts"

const folder = temporaryFolder()
afterAll(folder.remove)

const command = fileURLToPath(new URL("../packages/server/bin/cabas.mjs", import.meta.url))

const coordinator = "camille-roussel"

/** The market that the association holds on the day it is created. */
const marketOf = async (client: Client): Promise<string> => {
  const { answer } = await client.ask("distribution.list", { limit: 500 })
  return answer?.distributions.find(({ id }) => id.startsWith("marche-"))?.id ?? ""
}

const deskOf = async (client: Client, distribution: string) => {
  const { answer, problem } = await client.ask("desk.get", { distribution })
  if (answer === undefined) throw new Error(`the desk did not answer: ${problem}`)
  return answer
}

/** Weighs all that is left at its nominal weight, and takes all money that was left open in cash. */
const finish = async (client: Client, distribution: string): Promise<void> => {
  const { baskets } = await deskOf(client, distribution)
  for (const { member, lines, payments, settled } of baskets) {
    if (settled) continue
    for (const { id: line, estimate, nominal } of lines) {
      if (!estimate || nominal === null) continue
      const { refusal } = await client.run("line.weigh", { distribution, member, line, delivered: nominal, sure: true })
      expect(refusal).toBeUndefined()
    }
    for (const { id: payment, status, kind } of payments) {
      if (status !== "promised" || kind === "transfer") continue
      const { refusal } = await client.run("payment.receive", { payment, kind: "cash", till: distribution })
      expect(refusal).toBeUndefined()
    }
  }
}

/**
 * Settles one basket after the other until none is left, or the server is gone; gives how many it heard of. `onHeard`
 * is called as the next one sets out.
 */
const settle = async (
  client: Client,
  distribution: string,
  onHeard: (heard: number) => void,
): Promise<{ readonly heard: number; readonly done: boolean }> => {
  for (let heard = 0; ; heard += 1) {
    const replied = client.run("distribution.settle", { distribution, limit: 1 })
    onHeard(heard)
    const reply = await replied
    if (reply.refusal !== undefined) throw new Error(JSON.stringify(reply.refusal))
    if (reply.answer === undefined) {
      expect(reply.problem).toBe("offline")
      return { heard, done: false }
    }
    expect(reply.answer.blocked).toEqual([])
    if (reply.answer.remaining === 0) return { heard: heard + 1, done: true }
  }
}

const moneyOf = async (client: Client, distribution: string) => {
  const { members } = await deskOf(client, distribution)
  return members.map(({ id, wallet, deposits }) => [id, wallet.posted, deposits] as const)
}

test("D25, DAY-13: killed while a distribution is settled, it goes on where it was, and validates once everything is", async () => {
  const file = join(folder.path, "association.db")
  let association: Association = await startAssociation(file)
  let client = association.as(coordinator)
  const distribution = await marketOf(client)
  await finish(client, distribution)
  const open = (await deskOf(client, distribution)).baskets.filter(({ settled }) => !settled).length
  expect(open).toBeGreaterThan(10)

  let heard = 0
  let killed = 0
  let interrupted = 0
  for (let done = false; !done;) {
    // Three times, each a basket later than the last: once that many were heard of, with the next one under way.
    let gone: Promise<void> | undefined
    const outcome = await settle(client, distribution, (count) => {
      if (count === killed + 1 && killed < 3) gone = association.kill()
    })
    heard += outcome.heard
    done = outcome.done
    if (gone === undefined) continue
    await gone
    killed += 1
    if (!done) interrupted += 1
    association = await startAssociation(file)
    client = association.as(coordinator)
    const { baskets } = await deskOf(client, distribution)
    // What was acknowledged is in; at most the one under way besides.
    const left = baskets.filter(({ settled }) => !settled).length
    expect([open - heard, open - heard - 1]).toContain(left)
    heard = open - left
  }
  // The test is worth something only when settling was under way when the server went.
  expect(interrupted).toBeGreaterThan(0)
  const after = await deskOf(client, distribution)
  expect(after.baskets.every(({ settled }) => settled)).toBe(true)
  const money = await moneyOf(client, distribution)

  const early = await client.run("distribution.validate", { distribution })
  expect(early.refusal?._tag).toBe("TillNotCounted")
  const { answer: list } = await client.ask("distribution.checklist", { distribution })
  const counted = { ...list!.expected, cash: list!.expected.cash - 50 }
  await client.run("till.count", { distribution, counted })
  const validated = await client.run("distribution.validate", { distribution })
  expect(validated.answer).toEqual({ id: distribution, validated: true })
  const late = await client.run("line.weigh", {
    distribution,
    member: after.baskets[0]!.member,
    line: 1,
    delivered: null,
  })
  expect(late.refusal?._tag).toBe("DistributionValidated")
  expect(await moneyOf(client, distribution)).toEqual(money)
  expect(await association.stop()).toBe(0)
  const said = execFileSync(process.execPath, [command, "verify", "--file", file, "--group", group.id], {
    encoding: "utf8",
  })
  expect(said).toMatch(new RegExp(`^✓ ${group.id}: \\d+ batches`))
})
