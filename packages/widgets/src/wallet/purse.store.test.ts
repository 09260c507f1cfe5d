import { describe, expect, it } from "vitest"
import type { Client, Reply } from "@cabas/client"
import { Connection } from "../connection/connection.ts"
import { clientOf } from "../../test/engine-client.ts"
import { makeWorld, member } from "../../test/world.ts"
import { purseOf } from "./purse.store.ts"

const kept = { get: () => null, set: () => undefined }

/** The money of a member of the world, read through the engine. */
const purseWith = async () => {
  const world = await makeWorld()
  const client = clientOf(world, member)
  const told: string[] = []
  const connection = new Connection({
    client,
    group: "paniers",
    member: async () => member,
    keeper: kept,
    tell: (name) => told.push(name) > 0,
  })
  await connection.load()
  return { purse: purseOf(connection), client, told, connection }
}

const promised = (client: Client) =>
  client.ask("payment.list", {}).then(({ answer }) => answer!.payments.filter(({ status }) => status === "promised"))

describe("what is known of a member's money", () => {
  it("PAY-3: a promise is kept, shown as pending, and taken back", async () => {
    const { purse, client } = await purseWith()
    purse.read()
    expect(await purse.promise({ amount: 2500, kind: "transfer" })).toBe(true)
    expect(purse.state.statement?.wallet.pending).toBe(2500)
    const [made] = await promised(client)
    expect(await purse.steps([{ cancel: made!.id, reason: "other" }])).toBe(true)
    expect(purse.state.statement?.wallet.pending).toBe(0)
  })

  it("KEY-1: the same promise sent again after no answer counts once", async () => {
    const { purse, client, told } = await purseWith()
    purse.read()
    const run = client.run
    let isLost = true
    // The command is carried out, but its answer never comes.
    Object.assign(client, {
      run: async (...sent: Parameters<typeof run>): Promise<Reply<unknown>> => {
        const reply = await run(...sent)
        if (!isLost) return reply
        isLost = false
        return { problem: "offline" }
      },
    })
    expect(await purse.promise({ amount: 2500, kind: "cash" })).toBe(false)
    expect(purse.state.problem).toBe("offline")
    expect(told).toContain("cabas:error")
    expect(await purse.promise({ amount: 2500, kind: "cash" })).toBe(true)
    expect((await promised(client)).map(({ amount }) => amount)).toEqual([2500])
  })

  it("what is refused stays to be read, and stops what would follow", async () => {
    const { purse, client } = await purseWith()
    purse.read()
    const steps = [{ cancel: "nothing", reason: "x" }, { promise: { amount: 100, kind: "cash" } }] as const
    expect(await purse.steps(steps)).toBe(false)
    expect(purse.state.refusal?._tag).toBe("NotAllowed")
    expect(await promised(client)).toEqual([])
    purse.forgive()
    expect(purse.state.refusal).toBeNull()
  })
})
