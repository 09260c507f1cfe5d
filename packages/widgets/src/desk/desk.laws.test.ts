import * as fc from "fast-check"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { Network } from "../../test/cut-network.ts"
import { dayOf, makeDay, switchOnAs } from "../../test/day.ts"
import type { Tablet } from "../../test/day.ts"
import { clientOf } from "../../test/engine-client.ts"
import { group, member, otherMember } from "../../test/world.ts"
import type { World } from "../../test/world.ts"
import type { Command, Entry, Picture } from "./picture.ts"
import { shelfInMemory } from "./shelf.ts"
import { isReversible } from "./undo.ts"

const distribution = "samedi"
/** Who holds which tablet. */
const holders = ["admin", otherMember] as const
const households = [member, otherMember] as const
/** Somebody who ordered nothing. */
const neighbour = "voisine"

/** What happens on a tablet, or to it. */
type Deed =
  | { readonly does: "weigh"; readonly member: string; readonly grams: number }
  | { readonly does: "count"; readonly member: string; readonly pieces: number }
  | { readonly does: "pay"; readonly member: string; readonly amount: number }
  | { readonly does: "hand"; readonly member: string; readonly to: string | null }
  | { readonly does: "sell"; readonly member: string; readonly product: "radis" | "mache" }
  | { readonly does: "withdraw" | "reload" | "cut" | "mend" | "look" }

/** A deed on one of the tablets, and how long after the one before it, in milliseconds. */
interface Step {
  readonly tablet: 0 | 1
  readonly after: number
  readonly deed: Deed
}

const who = { member: fc.constantFrom(...households) }

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant("weigh" as const), ...who, grams: fc.integer({ min: 200, max: 320 }) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("count" as const), ...who, pieces: fc.nat(3) }) },
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant("pay" as const), ...who, amount: fc.integer({ min: 1, max: 2000 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant("hand" as const), ...who, to: fc.constantFrom("Voisine", "Tom", null) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant("sell" as const),
      member: fc.constantFrom(...households, neighbour),
      product: fc.constantFrom("radis" as const, "mache" as const),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constantFrom("withdraw" as const, "reload" as const, "cut" as const, "mend" as const, "look" as const),
    }),
  },
)

/** Pauses shorter and longer than what a question takes, so that the network is cut, and tablets die, at any point of it. */
const steps = (longest: number, deeds = deed): fc.Arbitrary<ReadonlyArray<Step>> =>
  fc.array(
    fc.record({
      tablet: fc.constantFrom(0 as const, 1 as const),
      after: fc.oneof(fc.integer({ min: 1, max: 350 }), fc.integer({ min: 1, max: 20_000 })),
      deed: deeds,
    }),
    { minLength: 1, maxLength: longest },
  )

/** Both weigh the same line, with little else in between. */
const weighing: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant("weigh" as const),
      member: fc.constant(member),
      grams: fc.integer({ min: 200, max: 320 }),
    }),
  },
  { weight: 1, arbitrary: deed },
)

const commandOf = (said: Deed): Command | null => {
  switch (said.does) {
    case "weigh":
      return { operation: "line.weigh", input: { distribution, member: said.member, line: 1, weights: [said.grams] } }
    case "count": {
      const delivered = { pieces: said.pieces }
      return { operation: "line.weigh", input: { distribution, member: said.member, line: 2, delivered } }
    }
    case "pay": {
      const { amount } = said
      const target = { basket: distribution }
      return {
        operation: "payment.record",
        input: { member: said.member, amount, kind: "cash", target, till: distribution },
      }
    }
    case "hand":
      return { operation: "basket.hand-over", input: { distribution, member: said.member, to: said.to } }
    case "sell": {
      const about = { distribution, member: said.member, catalog: "aubiers", product: said.product }
      return { operation: "line.sell", input: { ...about, quantity: { pieces: 1 } } }
    }
    default:
      return null
  }
}

let world: World
const opened: Array<Tablet> = []

/** Time goes on, on the server and here, in pieces: what is under way moves on between them. */
const pass = async (milliseconds: number): Promise<void> => {
  for (let left = milliseconds; left > 0; left -= 100) {
    const piece = Math.min(left, 100)
    world.clock.now += piece
    await vi.advanceTimersByTimeAsync(piece)
  }
}

/** Time goes on until something is over. */
const over = async <T>(doing: Promise<T>): Promise<T> => {
  const watch = { isOver: false }
  const watched = doing.finally(() => (watch.isOver = true))
  for (let count = 0; !watch.isOver && count < 600; count += 1) await pass(100)
  return watched
}

/** Looks are told apart by when and by whom they were. */
const lookOf = ({ at, by }: { readonly at: string; readonly by: string }): string => `${at} ${by}`

/** A tablet with its disk and its network, through all the times that it is switched on. */
class Device {
  readonly network = new Network()
  /** What was done here and not withdrawn before it set out, with the looks that were known then. */
  readonly done = new Map<string, ReadonlyArray<string>>()
  readonly #shelf = shelfInMemory()
  readonly #holder: string
  #tablet: Tablet | undefined

  constructor(holder: string) {
    this.#holder = holder
  }

  get desk() {
    return this.#tablet!.desk
  }

  async switchOn(): Promise<void> {
    this.#tablet?.desk.close()
    const client = this.network.between(clientOf(world, this.#holder))
    this.#tablet = await over(switchOnAs(this.#holder, client, this.#shelf))
    opened.push(this.#tablet)
  }

  async do(said: Deed): Promise<void> {
    const command = commandOf(said)
    const looks = this.desk.state.picture!.baskets.flatMap(({ lines }) => lines.flatMap(({ trail }) => trail))
    const before = new Set(this.desk.state.entries.map(({ id }) => id))
    await (command === null ? this.#happen(said) : this.desk.do(command))
    const { entries } = this.desk.state
    for (const { id } of entries) if (!before.has(id)) this.done.set(id, looks.map(lookOf))
    if (said.does !== "withdraw") return
    const after = new Set(entries.map(({ id }) => id))
    for (const id of before) if (!after.has(id)) this.done.delete(id)
  }

  async #happen(said: Deed): Promise<void> {
    if (said.does === "reload") return this.switchOn()
    if (said.does === "look") return void this.desk.refresh()
    if (said.does === "withdraw") {
      const entry = this.desk.state.entries.findLast((one) => isReversible(one) && !this.isWithdrawn(one))
      return entry && this.desk.undo(entry, "erreur")
    }
    this.network.isUp = said.does === "mend"
    // Pages hear of it when the network is back.
    if (this.network.isUp) void this.desk.retry()
  }

  isWithdrawn({ id }: Entry): boolean {
    return this.desk.state.entries.some(({ reverses }) => reverses === id)
  }
}

const makeDayWithNeighbour = async (): Promise<World> => {
  const made = await makeDay()
  const people = [{ firstName: "Inès", lastName: "Voisin", email: null, phone: null }]
  expect((await made.cabas.asHost.member.add({ group, id: neighbour, people })).refusal).toBeUndefined()
  return made
}

/** Plays what happens on two tablets until both told everything. */
const played = async (all: ReadonlyArray<Step>): Promise<readonly [Device, Device]> => {
  world = await makeDayWithNeighbour()
  expect(
    (await world.cabas.asHost.member.grant({ group, member: otherMember, rights: ["desk"] })).refusal,
  ).toBeUndefined()
  const devices = [new Device(holders[0]), new Device(holders[1])] as const
  for (const device of devices) await device.switchOn()
  for (const { tablet, after, deed: said } of all) {
    await pass(after)
    await devices[tablet].do(said)
  }
  for (const { network } of devices) network.isUp = true
  for (let count = 0; count < 100 && devices.some(({ desk }) => desk.waiting > 0); count += 1) {
    for (const { desk } of devices) void desk.retry()
    await pass(1000)
  }
  // What is still under way was asked before the end.
  await pass(1000)
  for (const { desk } of devices) await over(desk.refresh())
  return devices
}

const linesOf = ({ baskets }: Picture) =>
  baskets.flatMap(({ member: of, lines }) => lines.map((line) => ({ of, ...line })))

/** Whether what each tablet said last of a line differs, and neither knew then what the other said. */
const isWeighedBlindly = (devices: readonly [Device, Device], of: string, line: number): boolean => {
  const last = devices.flatMap(({ desk, done }) => {
    const entry = desk.state.entries.findLast(
      ({ command: { operation, input } }) => operation === "line.weigh" && input.member === of && input.line === line,
    )
    if (entry?.command.operation !== "line.weigh" || entry.reverses !== null) return []
    const { weights, delivered } = entry.command.input
    const look = lookOf({ at: entry.seenAt, by: entry.by })
    return [{ said: JSON.stringify(weights ?? delivered), look, knew: done.get(entry.id) ?? [] }]
  })
  const [one, other] = last
  if (one === undefined || other === undefined || one.said === other.said) return false
  return !one.knew.includes(other.look) && !other.knew.includes(one.look)
}

/** Everything but what only the server knows: its clock, and the numbers of baskets that a sale began. */
const moneyAndGoods = ({ baskets, members }: Picture) => ({
  members: members.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  baskets: baskets.map(({ changedAt: _, confirmedAt, number, ...basket }) =>
    basket.member === neighbour ? basket : { ...basket, confirmedAt, number },
  ),
})

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] })
})
afterEach(() => {
  for (const { desk } of opened.splice(0)) desk.close()
  vi.useRealTimers()
})

describe("two tablets whose network is cut and that are dropped, whatever is done on them and whenever", () => {
  const law = (holds: (devices: readonly [Device, Device], day: Picture) => void, deeds = deed, numRuns = 50) =>
    fc.assert(
      fc.asyncProperty(steps(24, deeds), async (all) => {
        const devices = await played(all)
        holds(devices, await dayOf(world))
        for (const { desk } of opened.splice(0)) desk.close()
      }),
      { numRuns },
    )

  it("DAY-23: tell everything in the end, and both show what the server has", async () => {
    await law((devices, day) => {
      for (const { desk } of devices) {
        expect(desk.waiting).toBe(0)
        expect(desk.state.picture).toEqual(day)
      }
      for (const { desk, done } of devices) {
        expect(desk.state.entries.map(({ id }) => id).toSorted()).toEqual([...done.keys()].toSorted())
      }
    })
  }, 120_000)

  it("DAY-23, PAY-8: each payment, sale and look is there once, as often as it was made, or is shown as refused", async () => {
    await law((devices, day) => {
      const entries = devices.flatMap(({ desk }) => desk.state.entries)
      const sent = entries.filter(({ state }) => state === "sent")
      expect(entries.filter(({ state }) => state === "refused").map(({ refusal }) => refusal?._tag)).toEqual([])
      const paid = sent.flatMap(({ command }) => (command.operation === "payment.record" ? [command.input] : []))
      const known = day.baskets.flatMap(({ payments }) => payments)
      expect(known.map(({ id }) => id).toSorted()).toEqual(paid.map(({ id }) => id).toSorted())
      const cancelled = new Set(
        sent.flatMap(({ command }) => (command.operation === "payment.cancel" ? [command.input.payment] : [])),
      )
      const sumOf = (amounts: ReadonlyArray<number>) => amounts.reduce((sum, amount) => sum + amount, 0)
      expect(sumOf(day.baskets.map((basket) => basket.paid))).toBe(
        sumOf(paid.filter(({ id }) => !cancelled.has(id!)).map(({ amount }) => amount)),
      )
      const looks = sent.flatMap(({ command, seenAt, by }) =>
        command.operation === "line.weigh" ? [`${command.input.member} ${command.input.line} ${seenAt} ${by}`] : [],
      )
      const trails = linesOf(day).flatMap(({ of, id, trail }) =>
        trail.filter(({ kind }) => kind !== "sold").map(({ at, by }) => `${of} ${id} ${at} ${by}`),
      )
      expect(trails.toSorted()).toEqual(looks.toSorted())
      const sales = sent.filter(({ command }) => command.operation === "line.sell")
      const takenBack = new Set(
        sent.flatMap(({ command, reverses }) => (command.operation === "line.take-back" ? [reverses] : [])),
      )
      const sold = linesOf(day).filter(({ product }) => product === "radis" || product === "mache")
      expect(sold).toHaveLength(sales.length)
      expect(sold.flatMap(({ trail }) => trail.map(({ at, by }) => `${at} ${by}`)).toSorted()).toEqual(
        sales
          .filter(({ id }) => !takenBack.has(id))
          .map(({ seenAt, by }) => `${seenAt} ${by}`)
          .toSorted(),
      )
    })
  }, 120_000)

  it("DAY-23: a line weighed on both to different weights, neither knowing of the other, is shown on one at least", async () => {
    let shown = 0
    // About one in three weighs so: of 50 it may be fewer than the ten that are asked for below.
    await law(
      (devices, day) => {
        for (const { of, id } of linesOf(day)) {
          if (!isWeighedBlindly(devices, of, id)) continue
          const conflicts = devices.flatMap(({ desk }) => desk.state.conflicts)
          expect(conflicts.filter(({ basket, line }) => basket.member === of && line.id === id)).not.toEqual([])
          shown += 1
        }
      },
      weighing,
      100,
    )
    expect(shown).toBeGreaterThan(10)
  }, 120_000)
})

describe("one tablet without a network, whatever is done on it", () => {
  it("DAY-1, DAY-6, DAY-14, DAY-18, DAY-19: shows already what the server will say once it is told", async () => {
    const alone = steps(16).map((all) =>
      all
        .filter(({ deed: { does } }) => does !== "mend" && does !== "cut")
        .map((one) => ({ ...one, tablet: 0 as const })),
    )
    await fc.assert(
      fc.asyncProperty(alone, async (all) => {
        world = await makeDayWithNeighbour()
        const device = new Device("admin")
        await device.switchOn()
        device.network.isUp = false
        for (const { after, deed: said } of all) {
          await pass(after)
          await device.do(said)
        }
        const shown = moneyAndGoods(device.desk.state.picture!)
        device.network.isUp = true
        void device.desk.retry()
        await pass(40_000)
        expect(device.desk.waiting).toBe(0)
        expect(moneyAndGoods(await dayOf(world))).toEqual(shown)
        device.desk.close()
      }),
      { numRuns: 40 },
    )
  }, 120_000)
})
