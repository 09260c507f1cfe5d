import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { dayOf, makeDay, switchOn, withoutAnswers } from "../../test/day.ts"
import type { Tablet } from "../../test/day.ts"
import { clientOf } from "../../test/engine-client.ts"
import { group, member, otherMember } from "../../test/world.ts"
import type { World } from "../../test/world.ts"
import { Closing } from "./closing.ts"
import type { Command, Picture } from "./picture.ts"
import { shelfInMemory } from "./shelf.ts"
import type { Shelf } from "./shelf.ts"

let world: World
let shelf: Shelf
let tablet: Tablet
const tablets: Array<Tablet> = []

const on = async (...given: Parameters<typeof switchOn>): Promise<Tablet> => {
  const one = await switchOn(...given)
  tablets.push(one)
  return one
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] })
  world = await makeDay()
  shelf = shelfInMemory()
  tablet = await on(world, shelf)
})
afterEach(() => {
  for (const { desk } of tablets.splice(0)) desk.close()
  vi.useRealTimers()
})

const distribution = "samedi"
const weigh = (line: number, weights: ReadonlyArray<number>, more: object = {}): Command => ({
  operation: "line.weigh",
  input: { distribution, member, line, ...(weights.length > 0 && { weights }), ...more },
})
const pay = (amount: number, kind: "cash" | "cheque" = "cash"): Command => ({
  operation: "payment.record",
  input: { member, amount, kind, target: { basket: distribution }, till: distribution },
})
const handOver = (to: string | null): Command => ({
  operation: "basket.hand-over",
  input: { distribution, member, to },
})

/** Time goes on, on the server and here; what waits is told. */
const later = async (milliseconds = 1000): Promise<void> => {
  world.clock.now += milliseconds
  await vi.advanceTimersByTimeAsync(milliseconds)
}

/** Everything is told, whatever stands in a row. */
const told = async ({ desk, client }: Tablet = tablet): Promise<void> => {
  client.problem = null
  await desk.retry()
  await later(200)
}

/** Answers to questions are on their way until the function it gives is called. */
const heldBack = ({ client }: Tablet): (() => void) => {
  const { ask } = client
  let answer: () => void = () => undefined
  const gate = new Promise<void>((resolve) => (answer = resolve))
  Object.assign(client, {
    ask: async (...given: Parameters<typeof ask>) => {
      const reply = await ask(...given)
      await gate
      return reply
    },
  })
  return () => answer()
}

const basketIn = (picture: Picture | null, who = member) => {
  const basket = picture?.baskets.find((one) => one.member === who)
  if (basket === undefined) throw new Error(`no basket of ${who}`)
  return basket
}
const lineIn = (picture: Picture | null, id: number) => basketIn(picture).lines.find((line) => line.id === id)

/** What must be the same here and there; when something was told is the server's clock. */
const compared = ({ baskets, members }: Picture) => ({
  members,
  baskets: baskets.map(({ changedAt: _, lines, handed, ...rest }) => ({
    ...rest,
    handed: handed?.to ?? null,
    lines: lines.map(({ trail, ...line }) => ({
      ...line,
      trail: trail.map(({ kind, delivered, weights, tare, reason }) => ({ kind, delivered, weights, tare, reason })),
    })),
  })),
})

describe("what is done without a network", () => {
  const offers = ["tomme", "faisselle"]
  const commands: ReadonlyArray<readonly [string, ReadonlyArray<Command>]> = [
    ["DAY-1: weights that add up, with a tare", [weigh(1, [167, 142], { tare: 5 })]],
    ["DAY-1: a weight that is taken back", [weigh(1, [250]), weigh(1, [], { delivered: null })]],
    ["DAY-15: something missing", [weigh(2, [], { delivered: { pieces: 0 } })]],
    ["DAY-3: a count", [weigh(2, [], { delivered: { pieces: 1 } })]],
    ["DAY-6: money", [weigh(1, [250]), pay(1500), pay(300, "cheque")]],
    ["DAY-19: a hand-over, and by whom", [handOver("Voisine")]],
    ["DAY-19: a hand-over that was not", [handOver("Voisine"), handOver(null)]],
    [
      "DAY-16: too little, shared by what was ordered",
      [
        {
          operation: "product.short",
          input: { distribution, catalog: "aubiers", product: "carottes", received: { grams: 1001 } },
        },
      ],
    ],
    [
      "DAY-16: too little, first come",
      [
        {
          operation: "product.short",
          input: {
            distribution,
            catalog: "vallon",
            product: "faisselle",
            received: { pieces: 3 },
            sharing: { how: "first-come" },
          },
        },
      ],
    ],
    [
      "DAY-17: a price of the day",
      [
        {
          operation: "product.reprice",
          input: { distribution, catalog: "vallon", product: "tomme", price: 1999, reason: "promotion" },
        },
      ],
    ],
    [
      "DAY-18: a sale on the spot",
      [
        {
          operation: "line.sell",
          input: {
            distribution,
            member,
            catalog: "vallon",
            product: "tomme",
            quantity: { pieces: 1 },
            weighed: { grams: 262 },
          },
        },
      ],
    ],
  ]

  it.each(commands)("%s: shows at once what the server will say", async (_, doing) => {
    expect(tablet.desk.state.offers.map(({ product }) => product)).toEqual(expect.arrayContaining(offers))
    const before = compared(tablet.desk.state.picture!)
    tablet.client.problem = "offline"
    for (const command of doing) {
      await tablet.desk.do(command)
      await later()
    }
    const shown = compared(tablet.desk.state.picture!)
    expect(shown).not.toEqual(doing.length === 1 ? before : undefined)
    expect(tablet.desk.waiting).toBe(doing.length)
    expect(compared(await dayOf(world))).toEqual(before)
    await told()
    expect(tablet.desk.waiting).toBe(0)
    expect(compared(await dayOf(world))).toEqual(shown)
    expect(compared(tablet.desk.state.picture!)).toEqual(shown)
  })

  it("DAY-5: the money pot follows what is weighed, with its margin", async () => {
    world = await makeDay(true)
    const pot = await on(world, shelfInMemory())
    pot.client.problem = "offline"
    await pot.desk.do(weigh(1, [301]))
    const shown = compared(pot.desk.state.picture!)
    expect(lineIn(pot.desk.state.picture, 1)?.margin).toBe(1000)
    expect(shown.members[0]?.wallet.held).not.toBe((await dayOf(world)).members[0]?.wallet.held)
    await told(pot)
    expect(compared(await dayOf(world))).toEqual(shown)
  })

  it("outlives the page: it is there after a reload without a network, and told when there is one", async () => {
    tablet.client.problem = "offline"
    await tablet.desk.do(weigh(1, [167, 142]))
    await tablet.desk.do(pay(1800))
    await tablet.desk.do(handOver("Camille"))
    const shown = compared(tablet.desk.state.picture!)
    tablet.desk.close()
    const again = await on(world, shelf, { problem: "offline" })
    expect(again.desk.state.phase).toBe("ready")
    expect(again.desk.waiting).toBe(3)
    expect(compared(again.desk.state.picture!)).toEqual(shown)
    await told(again)
    expect(compared(await dayOf(world))).toEqual(shown)
  })

  it("is told once though the answer was lost, also after a reload", async () => {
    const { run } = tablet.client
    Object.assign(tablet.client, { run: withoutAnswers(tablet.client) })
    await tablet.desk.do(pay(1800))
    await later(5000)
    expect(basketIn(await dayOf(world)).paid).toBe(1800)
    expect(tablet.desk.waiting).toBe(1)
    tablet.desk.close()
    const again = await on(world, shelf)
    await told(again)
    expect(again.desk.waiting).toBe(0)
    expect(basketIn(await dayOf(world)).payments).toHaveLength(1)
    expect(basketIn(again.desk.state.picture).paid).toBe(1800)
    expect(run).not.toBe(tablet.client.run)
  })

  it("DAY-18: a sale that was told shows once after a reload without a network", async () => {
    world.clock.now += 1000
    await tablet.desk.do({
      operation: "line.sell",
      input: { distribution, member, catalog: "aubiers", product: "radis", quantity: { pieces: 1 } },
    })
    await later()
    expect(tablet.desk.waiting).toBe(0)
    const shown = compared(tablet.desk.state.picture!)
    tablet.desk.close()
    const again = await on(world, shelf, { problem: "offline" })
    expect(compared(again.desk.state.picture!)).toEqual(shown)
    expect(shown).toEqual(compared(await dayOf(world)))
  })

  it("takes up again soon after a server that had taken some, however long it was away before", async () => {
    tablet.client.problem = "offline"
    await tablet.desk.do(weigh(1, [250]))
    await tablet.desk.do(pay(700))
    await later(60_000)
    const { run } = tablet.client
    let taken = 0
    const oneThenTooMany: typeof run = async (...given) => {
      if (taken > 0) return { problem: "rate" }
      taken += 1
      return run(...given)
    }
    tablet.client.problem = null
    Object.assign(tablet.client, { run: oneThenTooMany })
    await tablet.desk.retry()
    expect(taken).toBe(1)
    Object.assign(tablet.client, { run })
    await later(1200)
    expect(tablet.desk.waiting).toBe(0)
    expect(basketIn(await dayOf(world)).paid).toBe(700)
  })

  it("comes through a server that takes three commands every four seconds: nothing lost, nothing twice, and it is left alone when it says so", async () => {
    const { run } = tablet.client
    const [most, span] = [3, 4000]
    let [opened, taken] = [0, 0]
    const tooMany: Array<number> = []
    const sent: Array<number> = []
    const limited: typeof run = async (...given) => {
      const { now } = world.clock
      sent.push(now)
      if (now >= opened + span) [opened, taken] = [now, 0]
      taken += 1
      if (taken <= most) return run(...given)
      tooMany.push(now)
      return { problem: "rate", retryAfter: (opened + span - now) / 1000 }
    }
    tablet.client.problem = "offline"
    for (let count = 1; count <= 5; count += 1) await tablet.desk.do(pay(100 + count))
    for (let count = 1; count <= 5; count += 1) {
      await tablet.desk.do({
        operation: "payment.record",
        input: { member: otherMember, amount: 200 + count, kind: "cash", target: { basket: distribution } },
      })
    }
    // Until here it was the network.
    tablet.desk.close()
    tablet.client.problem = null
    tablet = await on(world, shelf, { run: limited })
    await later(500)
    expect(tooMany).not.toEqual([])
    // Somebody goes on working, and looks whether the network is back: the server is not asked the sooner.
    const before = sent.length
    await tablet.desk.do(weigh(1, [250]))
    await tablet.desk.retry()
    expect(sent).toHaveLength(before)
    for (let count = 0; count < 200; count += 1) await later(100)
    expect(tablet.desk.waiting).toBe(0)
    const { baskets } = await dayOf(world)
    expect(baskets.map(({ payments }) => payments.map(({ amount }) => amount).toSorted())).toEqual([
      [101, 102, 103, 104, 105],
      [201, 202, 203, 204, 205],
    ])
    // Two households are told of at once, so that at most both are turned away each time.
    const times = new Set(tooMany).size
    expect(times).toBeGreaterThanOrEqual(3)
    expect(sent.length).toBeLessThanOrEqual(11 + 2 * times)
    for (const at of tooMany) expect(sent.filter((one) => one > at && one < at + span - 600)).toEqual([])
  })

  it("waits for half a minute at most, whatever a server asks for", async () => {
    const { run } = tablet.client
    let asked = 0
    Object.assign(tablet.client, {
      run: async () => {
        asked += 1
        return { problem: "rate", retryAfter: 86_400 }
      },
    })
    await tablet.desk.do(pay(700))
    await later(29_000)
    expect(asked).toBe(1)
    Object.assign(tablet.client, { run })
    await later(2000)
    expect(basketIn(await dayOf(world)).paid).toBe(700)
  })

  it("DAY-16: is told in the order it was done when many baskets are touched", async () => {
    tablet.client.problem = "offline"
    const reprice = (price: number): Command => ({
      operation: "product.reprice",
      input: { distribution, catalog: "vallon", product: "tomme", price, reason: "r" },
    })
    await tablet.desk.do(weigh(1, [250]))
    await tablet.desk.do(reprice(2000))
    await tablet.desk.do(weigh(1, [300]))
    tablet.client.asked.length = 0
    await told()
    const names = tablet.client.asked.map(({ name }) => name).filter((name) => !name.endsWith(".get"))
    expect(names).toEqual(["line.weigh", "product.reprice", "line.weigh"])
  })
})

describe("what the server refuses", () => {
  it("DAY-2: stays to be read, and may be confirmed", async () => {
    await tablet.desk.do(weigh(1, [2500]))
    await later()
    const [entry] = tablet.desk.state.entries
    expect(entry).toMatchObject({ state: "refused", refusal: { _tag: "WeightUnlikely" } })
    expect(lineIn(tablet.desk.state.picture, 1)?.delivered).toBeNull()
    await tablet.desk.again(entry!, true)
    await told()
    expect(lineIn(await dayOf(world), 1)?.delivered).toEqual({ grams: 2500 })
    expect(tablet.desk.state.entries).toHaveLength(1)
  })

  it("is not lost by a reload, and only goes when somebody drops it", async () => {
    await tablet.desk.do(weigh(1, [2500]))
    await later()
    tablet.desk.close()
    const again = await on(world, shelf)
    expect(again.desk.state.entries).toMatchObject([{ state: "refused" }])
    await again.desk.drop(again.desk.state.entries[0]!)
    expect(again.desk.state.entries).toEqual([])
  })

  it("VAL5: a basket that was settled meanwhile refuses what comes late, and shows why", async () => {
    const second = await on(world, shelfInMemory())
    tablet.client.problem = "offline"
    await tablet.desk.do(weigh(2, [], { delivered: { pieces: 1 } }))
    await second.desk.do(weigh(1, [250]))
    await later()
    const { refusal } = await world.cabas.as("admin").basket.settle({ group, distribution, member })
    expect(refusal).toBeUndefined()
    await told()
    expect(tablet.desk.state.entries).toMatchObject([{ state: "refused", refusal: { _tag: "BasketSettled" } }])
  })
})

describe("DAY-25: what is said of a product when a basket is settled", () => {
  const settled = async () => {
    await tablet.desk.do(weigh(1, [250]))
    await later()
    expect((await world.cabas.as("admin").basket.settle({ group, distribution, member })).refusal).toBeUndefined()
    await tablet.desk.refresh()
    expect(basketIn(tablet.desk.state.picture).settled).toBe(true)
  }
  const faisselle = { distribution, catalog: "vallon", product: "faisselle" } as const

  it.each<readonly [string, Command]>([
    [
      "what came is for the others, less what it took",
      { operation: "product.short", input: { ...faisselle, received: { pieces: 3 } } },
    ],
    [
      "first come is first among the others",
      { operation: "product.short", input: { ...faisselle, received: { pieces: 3 }, sharing: { how: "first-come" } } },
    ],
    [
      "a price of the day is for the others",
      { operation: "product.reprice", input: { ...faisselle, price: 300, reason: "promotion" } },
    ],
  ])("%s: shows at once what the server will say", async (_, command) => {
    await settled()
    const own = basketIn(tablet.desk.state.picture)
    const before = compared(tablet.desk.state.picture!)
    tablet.client.problem = "offline"
    await tablet.desk.do(command)
    await later()
    const shown = compared(tablet.desk.state.picture!)
    expect(basketIn(tablet.desk.state.picture)).toEqual(own)
    expect(shown).not.toEqual(before)
    await told()
    expect(tablet.desk.waiting).toBe(0)
    expect(compared(await dayOf(world))).toEqual(shown)
  })
})

describe("somebody without a basket", () => {
  const neighbour = "voisine"
  const people = [{ firstName: "Inès", lastName: "Voisin", email: null, phone: null }]
  const sell = (product: string, pieces: number): Command => ({
    operation: "line.sell",
    input: { distribution, member: neighbour, catalog: "aubiers", product, quantity: { pieces } },
  })

  beforeEach(async () => {
    await world.cabas.asHost.member.add({ group, id: neighbour, people })
    shelf = shelfInMemory()
    tablet = await on(world, shelf)
  })

  it("DAY-26: gets one by the first sale, without a network and after a reload, then its number and money", async () => {
    expect(tablet.desk.state.people).toContainEqual({ id: neighbour, name: "VOISIN Inès" })
    tablet.client.problem = "offline"
    await tablet.desk.do(sell("radis", 2))
    await tablet.desk.do({
      operation: "payment.record",
      input: { member: neighbour, amount: 300, kind: "cash", target: { basket: distribution }, till: distribution },
    })
    tablet.desk.close()
    const again = await on(world, shelf, { problem: "offline" })
    const { picture } = again.desk.state
    expect(basketIn(picture, neighbour)).toMatchObject({ number: null, due: 300, paid: 300, status: "confirmed" })
    expect(picture?.members.find(({ id }) => id === neighbour)?.name).toBe("VOISIN Inès")
    await told(again)
    await later()
    expect(again.desk.state.entries.map(({ state }) => state)).toEqual(["sent", "sent"])
    expect(basketIn(again.desk.state.picture, neighbour)).toMatchObject({ number: 3, due: 300, paid: 300 })
    expect(again.desk.state.picture).toEqual(await dayOf(world))
  })

  it("DAY-26: of two tablets that sell to the same household, each without knowing, one basket comes with both sales", async () => {
    const second = await on(world, shelfInMemory())
    for (const { client } of [tablet, second]) client.problem = "offline"
    await tablet.desk.do(sell("radis", 1))
    await later()
    await second.desk.do(sell("mache", 1))
    await told(second)
    await told()
    await later(20_000)
    const day = await dayOf(world)
    expect(day.baskets).toHaveLength(3)
    expect(
      basketIn(day, neighbour)
        .lines.map(({ product }) => product)
        .toSorted(),
    ).toEqual(["mache", "radis"])
    for (const { desk } of [tablet, second]) expect(desk.state.picture).toEqual(day)
  })

  it("DAY-26: is kept though a picture that was asked before the sale comes after it", async () => {
    const answer = heldBack(tablet)
    const refreshing = tablet.desk.refresh()
    await vi.advanceTimersByTimeAsync(0)
    await tablet.desk.do(sell("radis", 1))
    await later(100)
    answer()
    await refreshing
    expect(basketIn(tablet.desk.state.picture, neighbour)).toMatchObject({ number: 3, due: 150 })
  })

  it("DAY-4, DAY-26: owes the deposit of what is sold to them, without a network too", async () => {
    const terms = { price: 340, per: { pieces: 1 }, vat: 550, content: { millilitres: 1000 } }
    const jar = {
      id: "consigne",
      name: "Jus consigné",
      category: "drinks",
      saleKind: "piece",
      terms,
      deposit: 50,
    } as const
    expect((await world.cabas.asHost.product.save({ group, catalog: "aubiers", ...jar })).refusal).toBeUndefined()
    const other = await on(world, shelfInMemory())
    other.client.problem = "offline"
    await other.desk.do(sell("consigne", 2))
    expect(basketIn(other.desk.state.picture, neighbour)).toMatchObject({ due: 780, deposits: 100 })
    await told(other)
    expect(basketIn(await dayOf(world), neighbour)).toMatchObject({ due: 780, deposits: 100 })
  })

  it("DAY-26: is not found once they left the group", async () => {
    expect((await world.cabas.asHost.member.remove({ group, member: neighbour })).refusal).toBeUndefined()
    const other = await on(world, shelfInMemory())
    expect(other.desk.state.people.map(({ id }) => id).toSorted()).toEqual(["admin", member, otherMember].toSorted())
  })
})

it("PAY-10: what is written on a cheque is carried by the log, through a reload without a network", async () => {
  const cheque = { number: "0001234", bank: "Crédit Agricole", payee: "" }
  tablet.client.problem = "offline"
  const { operation, input } = pay(700, "cheque")
  await tablet.desk.do({ operation, input: { ...input, cheque } } as Command)
  tablet.desk.close()
  const again = await on(world, shelf, { problem: "offline" })
  await told(again)
  const { answer } = await world.cabas.as("admin").payment.list({ group, member })
  expect(answer?.payments.find(({ kind }) => kind === "cheque")).toMatchObject({ amount: 700, cheque })
})

describe("undo", () => {
  it("forgets what the server never heard of", async () => {
    tablet.client.problem = "offline"
    const before = compared(tablet.desk.state.picture!)
    const doing = tablet.desk.do(handOver("Camille"))
    await tablet.desk.undo(tablet.desk.state.entries[0]!, "erreur")
    await doing
    expect(compared(tablet.desk.state.picture!)).toEqual(before)
  })

  it.each([
    ["a weight", [weigh(1, [250])]],
    ["a payment", [pay(1000)]],
    ["a hand-over", [handOver("Voisine")]],
    [
      "a sale",
      [
        {
          operation: "line.sell",
          input: { distribution, member, catalog: "aubiers", product: "radis", quantity: { pieces: 1 } },
        } satisfies Command,
      ],
    ],
    [
      "a shortage",
      [
        {
          operation: "product.short",
          input: { distribution, catalog: "vallon", product: "faisselle", received: { pieces: 0 } },
        } satisfies Command,
      ],
    ],
  ] as const)("DAY-14: takes %s back once it was told: all amounts are as before", async (_, doing) => {
    const money = (picture: Picture) =>
      picture.baskets.map(({ due, paid, taken, toWeigh }) => ({ due, paid, taken, toWeigh }))
    const before = money(await dayOf(world))
    for (const command of doing) await tablet.desk.do(command)
    await told()
    expect(money(await dayOf(world))).not.toEqual(before)
    world.clock.now += 1000
    await tablet.desk.undo(tablet.desk.state.entries.at(-1)!, "erreur")
    await told()
    expect(tablet.desk.state.entries.filter(({ state }) => state !== "sent")).toEqual([])
    expect(money(await dayOf(world))).toEqual(before)
    expect(money(tablet.desk.state.picture!)).toEqual(before)
  })

  it("DAY-1: says again what was weighed before", async () => {
    await tablet.desk.do(weigh(1, [250]))
    await told()
    world.clock.now += 1000
    await tablet.desk.do(weigh(1, [300]))
    await told()
    world.clock.now += 1000
    await tablet.desk.undo(tablet.desk.state.entries.at(-1)!, "erreur")
    await told()
    expect(lineIn(await dayOf(world), 1)?.delivered).toEqual({ grams: 250 })
  })
})

describe("two tablets", () => {
  it("DAY-23: the weight seen last counts, both are kept, and both tablets show it", async () => {
    const second = await on(world, shelfInMemory())
    tablet.client.problem = "offline"
    await tablet.desk.do(weigh(1, [250]))
    await later(60_000)
    await second.desk.do(weigh(1, [300]))
    await later(60_000)
    await told()
    await second.desk.refresh()
    for (const { desk } of [tablet, second]) {
      expect(lineIn(desk.state.picture, 1)?.delivered).toEqual({ grams: 300 })
      expect(lineIn(desk.state.picture, 1)?.trail.map(({ delivered }) => delivered)).toEqual([
        { grams: 250 },
        { grams: 300 },
      ])
    }
    expect(tablet.desk.state.conflicts).toMatchObject([{ mine: { grams: 250 }, other: { delivered: { grams: 300 } } }])
    world.clock.now += 1000
    await tablet.desk.accept(tablet.desk.state.conflicts[0]!.entry)
    expect(tablet.desk.state.conflicts).toEqual([])
  })

  it("DAY-27: the answer to a weight brings what the other tablet saw later of that line, before the day is read again", async () => {
    const second = await on(world, shelfInMemory())
    tablet.client.problem = "offline"
    await tablet.desk.do(weigh(1, [250]))
    await later()
    await second.desk.do(weigh(1, [300]))
    await later()
    const answer = heldBack(tablet)
    tablet.client.problem = null
    void tablet.desk.retry()
    await later(200)
    const { due, toWeigh } = basketIn(await dayOf(world))
    const { picture } = tablet.desk.state
    expect(lineIn(picture, 1)?.trail.map(({ delivered }) => delivered)).toEqual([{ grams: 250 }, { grams: 300 }])
    expect(basketIn(picture)).toMatchObject({ due, toWeigh })
    answer()
  })

  it("DAY-23: who corrects a weight they saw makes no conflict", async () => {
    const second = await on(world, shelfInMemory())
    await tablet.desk.do(weigh(1, [250]))
    await told()
    await later(60_000)
    await second.desk.refresh()
    await second.desk.do(weigh(1, [300]))
    await told(second)
    await tablet.desk.refresh()
    expect([...tablet.desk.state.conflicts, ...second.desk.state.conflicts]).toEqual([])
  })

  it("DAY-23: in whatever order their logs are told, the day ends the same, each payment once", async () => {
    const ends: Array<unknown> = []
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      world = await makeDay()
      const both = [await on(world, shelfInMemory()), await on(world, shelfInMemory())]
      for (const { client } of both) client.problem = "offline"
      await both[0]!.desk.do(weigh(1, [250]))
      await both[0]!.desk.do(pay(700))
      await later()
      await both[1]!.desk.do(weigh(1, [260]))
      await both[1]!.desk.do(pay(500, "cheque"))
      await both[1]!.desk.do(handOver("Voisine"))
      await later()
      await both[0]!.desk.do(handOver("Camille"))
      for (const index of order) await told(both[index])
      for (const one of both) await told(one)
      const { baskets, members } = compared(await dayOf(world))
      ends.push({
        members,
        baskets: baskets.map(({ payments, ...rest }) => ({
          ...rest,
          payments: payments.map(({ kind, amount, status }) => `${kind} ${amount} ${status}`).toSorted(),
        })),
      })
      expect(compared(both[0]!.desk.state.picture!)).toEqual(compared(both[1]!.desk.state.picture!))
    }
    expect(ends[0]).toEqual(ends[1])
    expect(basketIn(await dayOf(world)).paid).toBe(1200)
  })

  it("a picture that comes late does not take the place of one that was asked after it", async () => {
    const answer = heldBack(tablet)
    const late = tablet.desk.refresh()
    await vi.advanceTimersByTimeAsync(0)
    await world.cabas.as("admin").basket.handOver({ group, distribution, member })
    Object.assign(tablet.client, { ask: clientOf(world, "admin").ask })
    await tablet.desk.refresh()
    expect(basketIn(tablet.desk.state.picture).taken).toBe(true)
    answer()
    await late
    expect(basketIn(tablet.desk.state.picture).taken).toBe(true)
  })

  it("what an answer told is not undone by a picture that was asked before it", async () => {
    const answer = heldBack(tablet)
    const refreshing = tablet.desk.refresh()
    await vi.advanceTimersByTimeAsync(0)
    await tablet.desk.do(handOver("Camille"))
    await later()
    answer()
    await refreshing
    expect(basketIn(tablet.desk.state.picture).taken).toBe(true)
  })
})

describe("the closing", () => {
  it("DAY-21: settles, counts, validates; then nothing personal stays on the device", async () => {
    const closing = new Closing(tablet.desk)
    for (const who of [member, otherMember]) {
      await tablet.desk.do({ operation: "line.weigh", input: { distribution, member: who, line: 1, weights: [250] } })
    }
    await tablet.desk.do(pay(1836))
    await told()
    await closing.look()
    expect(tablet.desk.state.checklist).toMatchObject({ baskets: 2, settled: 0, blocked: [], expected: { cash: 1836 } })
    await closing.settle()
    expect(tablet.desk.state.checklist).toMatchObject({ settled: 2 })
    expect(await closing.validate()).toBe(false)
    expect(tablet.desk.state.refusal?._tag).toBe("TillNotCounted")
    expect(await closing.count({ cash: 1830, cheque: 0, card: 0 })).toBe(true)
    expect(JSON.stringify(await shelf.read("")).includes("ROUSSEL")).toBe(true)
    expect(await closing.validate()).toBe(true)
    expect(tablet.desk.state.phase).toBe("over")
    expect(tablet.desk.state.picture).toMatchObject({ baskets: [], members: [] })
    expect(tablet.desk.state.people).toEqual([])
    const kept = JSON.stringify(await shelf.read(""))
    expect(kept).not.toContain("ROUSSEL")
    expect(kept).not.toContain("line.weigh")
    expect(await closing.reopen("erreur de caisse")).toBe(true)
    expect(tablet.desk.state.phase).toBe("ready")
    expect(tablet.desk.state.picture?.baskets).toHaveLength(2)
  })

  it("what was refused is kept though the distribution was validated elsewhere", async () => {
    tablet.client.problem = "offline"
    await tablet.desk.do(pay(500))
    const elsewhere = await on(world, shelfInMemory())
    for (const who of [member, otherMember]) {
      await elsewhere.desk.do({
        operation: "line.weigh",
        input: { distribution, member: who, line: 1, weights: [250] },
      })
    }
    await told(elsewhere)
    const closing = new Closing(elsewhere.desk)
    await closing.look()
    await closing.settle()
    expect(await closing.validate()).toBe(true)
    await told()
    expect(tablet.desk.state.entries).toMatchObject([{ state: "refused" }])
    expect(tablet.desk.state.phase).toBe("ready")
    await tablet.desk.drop(tablet.desk.state.entries[0]!)
    expect(tablet.desk.state.phase).toBe("over")
  })
})

it("DAY-23: what is undone comes after what was done, though the clock was set back meanwhile", async () => {
  await tablet.desk.do(weigh(1, [250]))
  world.clock.now += 500
  const { client } = tablet
  Object.assign(client, { now: () => new Date(world.clock.now - 2000).toISOString() })
  await tablet.desk.undo(tablet.desk.state.entries.at(-1)!, "erreur")
  await told()
  expect(lineIn(await dayOf(world), 1)?.delivered).toBeNull()
})
