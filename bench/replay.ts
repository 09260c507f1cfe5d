import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { createClient } from "@cabas/client"
import type { Cabas } from "@cabas/engine"
import { createCabas } from "@cabas/engine"
import { createHandler, signToken } from "@cabas/server"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { newDesk } from "../packages/widgets/test/tablet.ts"
import type { Command, DeskStore } from "../packages/widgets/test/tablet.ts"
import { confirm } from "./confirm.ts"
import { morning, weighEverything } from "./day.ts"
import { done, makeWorld, worldGroup as group } from "./engine-world.ts"
import { orderOf, sizes } from "./floors/order.ts"
import { against } from "./measure.ts"
import type { Measured } from "./measure.ts"

const baskets = 200
/** Lines of each basket that are weighed; then it is paid and handed over. */
const weighedLines = 8
const waiting = baskets * (weighedLines + 2)
const secret = "a secret of the benchmark that is long enough"
const paid = 1500

/** The turns whose baskets are of that distribution, the first ones. */
const turnsOf = (day: number): ReadonlyArray<number> =>
  Array.from({ length: baskets }, (_, index) => (day - 1) * sizes.members + index + 1)

const memberOf = (turn: number): string => `member-${orderOf(turn).member}`

/** What is done of a morning: each basket is weighed, paid and handed over, one after the other. */
const commandsOf = (day: number): ReadonlyArray<Command> => {
  const distribution = `distribution-${day}`
  return turnsOf(day).flatMap((turn): ReadonlyArray<Command> => {
    const member = memberOf(turn)
    const target = { basket: distribution }
    const weighings = Array.from({ length: weighedLines }, (_, index): Command => {
      const grams = 480 * (orderOf(turn).wishes[index]?.quantity ?? 1) + (turn % 37)
      return { operation: "line.weigh", input: { distribution, member, line: index + 1, weights: [grams] } }
    })
    return [
      ...weighings,
      { operation: "payment.record", input: { member, amount: paid, kind: "cash", target, till: distribution } },
      { operation: "basket.hand-over", input: { distribution, member } },
    ]
  })
}

/** A tablet on that distribution, with a network that can be cut. */
const tabletOf = async (cabas: Cabas, day: number, clock: () => number) => {
  const handler = createHandler({ cabas, tokens: { secret }, clock })
  const token = await signToken(secret, { member: "camille", group, now: clock() })
  const network = { isCut: false }
  const fetch = async (address: string | URL | Request, init?: RequestInit): Promise<Response> => {
    if (network.isCut) throw new TypeError("fetch failed")
    return handler(new Request(address, init))
  }
  const client = createClient({ endpoint: "https://example.org", group, token: () => token, fetch })
  const desk = await newDesk(client, group, "camille", `distribution-${day}`)
  return { desk, network }
}

/** Waits until the desk shows that nothing waits any more. */
const nothingWaits = (desk: DeskStore): Promise<void> =>
  new Promise((resolve) => {
    const stop = desk.subscribe(() => {
      if (desk.waiting > 0) return
      stop()
      resolve()
    })
  })

/** Everything is in: no line without its weight, each basket handed over, each payment there once. */
const checkDay = async (cabas: Cabas, desk: DeskStore, day: number): Promise<void> => {
  const refused = desk.state.entries.filter(({ state }) => state !== "sent")
  if (refused.length > 0 || desk.state.entries.length !== waiting) {
    throw new Error(`${refused.length} of ${desk.state.entries.length}: ${JSON.stringify(refused[0]?.refusal)}`)
  }
  const told = await done(cabas.as("camille").desk.get({ group, distribution: `distribution-${day}` }))
  for (const basket of told.baskets) {
    const weighed = basket.lines.filter(({ trail }) => trail.length === 1)
    const isIn = weighed.length === weighedLines && basket.taken && basket.paid === paid && basket.payments.length === 1
    if (!isIn) throw new Error(`${basket.member}: ${weighed.length} weighed, ${basket.paid} paid`)
  }
  if (told.baskets.length !== baskets) throw new Error(`${told.baskets.length} baskets`)
}

/**
 * Telling the server 2 000 commands that waited for a network, until the desk shows that none waits, in replays a second:
 * on SQLite with every commit flushed, against the three seconds that it may take.
 */
export const offlineReplay = async (folder: string, rounds: number): Promise<Measured> => {
  const storage = sqliteStorage({ file: join(folder, "offline-replay.db") })
  const days = rounds + 1
  const before = await makeWorld(storage, days)
  await weighEverything(before)
  for (let day = 1; day <= days; day += 1) for (const turn of turnsOf(day)) await confirm(before, turn)
  const opened = performance.now()
  const clock = () => Math.floor(morning + performance.now() - opened)
  const cabas = createCabas({ storage, clock })
  let day = 0
  const measured = await against(
    "offline-replay",
    rounds,
    async () => {
      day += 1
      const { desk, network } = await tabletOf(cabas, day, clock)
      network.isCut = true
      for (const command of commandsOf(day)) await desk.do(command)
      if (desk.waiting !== waiting) throw new Error(`${desk.waiting} wait`)
      network.isCut = false
      const begun = performance.now()
      const over = nothingWaits(desk)
      void desk.retry()
      await over
      const perSecond = 1000 / (performance.now() - begun)
      await checkDay(cabas, desk, day)
      desk.close()
      return perSecond
    },
    async () => 1 / 3,
  )
  await storage.close()
  return measured
}
