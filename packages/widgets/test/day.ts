import type { Reply } from "@cabas/client"
import { Connection } from "../src/connection/connection.ts"
import { DeskStore } from "../src/desk/desk.store.ts"
import type { Shelf } from "../src/desk/shelf.ts"
import { clientOf } from "./engine-client.ts"
import type { EngineClient } from "./engine-client.ts"
import { group, makeWorld, member, otherMember } from "./world.ts"
import type { World } from "./world.ts"

/** When the desk opens: the Saturday morning of the distribution. */
export const morning = Date.parse("2026-11-28T09:10:00Z")

/** What both households ordered: something to weigh, something counted, something by the measure. */
const lines = [
  { catalog: "vallon", product: "tomme", quantity: { pieces: 1 } },
  { catalog: "vallon", product: "faisselle", quantity: { pieces: 2 } },
  { catalog: "aubiers", product: "carottes", quantity: { grams: 1500 } },
] as const

/** A group on the day of its distribution, with the baskets of two households; paid at the desk, or from the money pot. */
export const makeDay = async (moneyPot = false): Promise<World> => {
  const world = await makeWorld()
  await world.cabas.asHost.group.configure({ group, payments: { moneyPot: true, floor: 0, margin: 1000 } })
  for (const one of [member, otherMember]) {
    // eslint-disable-next-line no-await-in-loop -- baskets are numbered in this order
    const { refusal } = await world.cabas.as(one).basket.confirm({ group, distribution: "samedi", lines })
    if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
  }
  if (!moneyPot) await world.cabas.asHost.group.configure({ group, payments: { moneyPot: false, floor: 0 } })
  world.clock.now = morning
  return world
}

/** A tablet: its desk, and the network that can be cut. */
export interface Tablet {
  readonly desk: DeskStore
  readonly client: EngineClient
}

/** Switches a tablet of the coordinator on; on the same shelf it is the same tablet, later. */
export const switchOn = async (world: World, shelf: Shelf, network: Partial<EngineClient> = {}): Promise<Tablet> =>
  switchOnAs("admin", Object.assign(clientOf(world, "admin"), network), shelf)

/** Switches a tablet on for somebody, behind a client of theirs. */
export const switchOnAs = async (who: string, client: EngineClient, shelf: Shelf): Promise<Tablet> => {
  const keeper = { get: () => null, set: () => undefined }
  const connection = new Connection({ client, group, member: async () => who, keeper })
  await connection.load()
  const desk = new DeskStore(connection, "samedi", Promise.resolve(shelf))
  await desk.open()
  if (desk.state.phase === "choose") await desk.protect(null)
  return { desk, client }
}

/** The day as the server tells it. */
export const dayOf = async (world: World) => {
  const { answer } = await world.cabas.as("admin").desk.get({ group, distribution: "samedi" })
  if (answer === undefined) throw new Error("no day")
  return answer
}

/** A network that carries everything there and no answer back. */
export const withoutAnswers = (client: EngineClient): EngineClient["run"] => {
  const { run } = client
  return async (name, input, options) => {
    await run(name, input, options)
    return { problem: "offline" } as Reply<never>
  }
}
