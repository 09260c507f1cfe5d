import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { Client } from "@cabas/client"
import { clientOf } from "../../test/engine-client.ts"
import type { EngineClient } from "../../test/engine-client.ts"
import { closing, group, makeWorld, member, otherMember } from "../../test/world.ts"
import type { World } from "../../test/world.ts"
import type { Keeper } from "./kept.ts"
import { Store } from "./store.ts"
import type { StoreOptions } from "./store.ts"

const keeperInMemory = (): Keeper => {
  const kept = new Map<string, string>()
  return {
    get: (name, whose) => JSON.parse(kept.get(name + whose) ?? "null"),
    set: (name, whose, value) => void kept.set(name + whose, JSON.stringify(value)),
  }
}

const carottes = { catalog: "aubiers", product: "carottes", name: "Carottes des sables" }
const tomme = { catalog: "vallon", product: "tomme", name: "Tomme de brebis" }
const radis = { catalog: "aubiers", product: "radis", name: "Radis noir" }

let world: World
let client: EngineClient
let keeper: Keeper
let told: Array<readonly [string, unknown]>

const open = async (options: Partial<StoreOptions> = {}): Promise<Store> => {
  const store = new Store({
    client,
    group,
    member: async () => member,
    keeper,
    tell: (name, detail) => {
      told.push([name, detail])
      return true
    },
    ...options,
  })
  await store.load()
  return store
}

/** Lets the draft be saved. */
const settle = () => vi.advanceTimersByTimeAsync(700)

const onServer = async () => {
  const { answer } = await world.cabas.as(member).basket.get({ group, distribution: "samedi" })
  return answer!
}

beforeEach(async () => {
  vi.useFakeTimers()
  world = await makeWorld()
  client = clientOf(world, member)
  keeper = keeperInMemory()
  told = []
})
afterEach(() => vi.useRealTimers())

describe("opening", () => {
  it("reads the shop, then the basket, in two requests", async () => {
    const { state } = await open()
    expect(client.asked.map(({ name }) => name)).toEqual(["shop.get", "basket.get"])
    expect(state).toMatchObject({ isLoading: false, member, draft: {}, saving: "saved", savedAt: null })
    expect(state.sheet?.status).toBe("draft")
    expect(told).toEqual([["cabas:ready", { group, distribution: "samedi" }]])
  })

  it("shows products and prices to visitors, without a basket", async () => {
    client = clientOf(world, null)
    const { state } = await open({ member: async () => null })
    expect(state.shop?.offers.length).toBeGreaterThan(10)
    expect(state.sheet).toBeNull()
    expect(client.asked.map(({ name }) => name)).toEqual(["shop.get"])
  })

  it("D28: says why whoever is not a member may not order", async () => {
    client = clientOf(world, "nobody")
    const { state } = await open({ member: async () => "nobody" })
    expect(state.shop).not.toBeNull()
    expect(state).toMatchObject({ sheet: null, refusal: { _tag: "NotAllowed" } })
  })

  it("says why there is nothing to show, and recovers", async () => {
    client.problem = "offline"
    const store = await open()
    expect(store.state).toMatchObject({ isLoading: false, shop: null, problem: "offline" })
    expect(told.at(-1)).toMatchObject(["cabas:error", { code: "offline", recoverable: true }])
    client.problem = null
    store.retry()
    await settle()
    expect(store.state).toMatchObject({ problem: null, isLoading: false })
    expect(store.state.shop).not.toBeNull()
  })

  it("shows what was read last when there is no network", async () => {
    await open()
    client.problem = "offline"
    const again = await open({ member: () => Promise.reject(new Error("no network")) })
    expect(again.state.shop?.offers.length).toBeGreaterThan(10)
    expect(again.state).toMatchObject({ staleSince: client.now(), member, problem: null })
    expect(again.state.sheet).not.toBeNull()
  })

  it("goes on showing what it has when it cannot be read again, and says since when", async () => {
    const store = await open()
    store.setQuantity(carottes, "grams", 500)
    await store.confirm()
    client.problem = "offline"
    await store.load()
    expect(store.state).toMatchObject({ problem: null, refusal: null, staleSince: client.now() })
    expect(store.state.sheet?.status).toBe("confirmed")
    expect(told.at(-1)).toMatchObject(["cabas:error", { code: "offline" }])
    client.problem = null
    store.retry()
    await settle()
    expect(store.state.staleSince).toBeNull()
  })

  it("shows another distribution when it is chosen, with a draft of its own", async () => {
    const store = await open()
    store.setQuantity(carottes, "grams", 500)
    await store.choose("suivant")
    expect(store.state.shop?.distribution?.id).toBe("suivant")
    expect(store.state.draft).toEqual({})
    await store.choose("samedi")
    expect(Object.keys(store.state.draft)).toEqual(["aubiers/carottes"])
  })
})

describe("the draft", () => {
  it("D11: is saved a moment after the last change and reserves nothing", async () => {
    const store = await open()
    store.setQuantity(carottes, "grams", 500)
    store.setQuantity(carottes, "grams", 750)
    expect(store.state.saving).toBe("saving")
    await settle()
    expect(store.state).toMatchObject({ saving: "saved", savedAt: client.now() })
    expect(client.asked.filter(({ name }) => name === "basket.draft")).toHaveLength(1)
    const { draft, lines } = await onServer()
    expect(draft).toEqual([{ catalog: "aubiers", product: "carottes", quantity: { grams: 750 } }])
    expect(lines).toEqual([])
    expect(told.at(-1)?.[0]).toBe("cabas:basket:saved")
  })

  it("can be vetoed by the page", async () => {
    const store = await open({ tell: (name) => name !== "cabas:basket:lines-update" })
    store.setQuantity(carottes, "grams", 500)
    expect(store.state.draft).toEqual({})
  })

  it("survives the page while there is no network, and is sent when there is one", async () => {
    const store = await open()
    client.problem = "offline"
    store.setQuantity(carottes, "grams", 500)
    await settle()
    expect(store.state.saving).toBe("offline")
    expect((await onServer()).draft).toBeNull()
    const again = await open()
    expect(Object.keys(again.state.draft)).toEqual(["aubiers/carottes"])
    client.problem = null
    again.retry()
    await settle()
    await settle()
    expect(again.state.saving).toBe("saved")
    expect((await onServer()).draft).toHaveLength(1)
    expect(keeper.get("draft", `${group}/${member}/samedi`)).toBeNull()
  })

  it("of one member is never that of another on the same device", async () => {
    client.problem = null
    const store = await open()
    client.problem = "offline"
    store.setQuantity(carottes, "grams", 500)
    await settle()
    client = clientOf(world, otherMember)
    const other = await open({ member: async () => otherMember })
    expect(other.state.draft).toEqual({})
  })

  it("joins what another device saved meanwhile", async () => {
    const store = await open()
    client.problem = "offline"
    store.setQuantity(carottes, "grams", 500)
    await settle()
    const lines = [{ catalog: "aubiers", product: "radis", quantity: { pieces: 3 } }]
    await world.cabas.as(member).basket.draft({ group, distribution: "samedi", lines })
    client.problem = null
    await store.load()
    expect(Object.keys(store.state.draft).sort()).toEqual(["aubiers/carottes", "aubiers/radis"])
  })

  it("D16: loses what is not offered any more, and says how many", async () => {
    const store = await open()
    store.setQuantity(radis, "pieces", 2)
    store.setQuantity(carottes, "grams", 500)
    await settle()
    await world.cabas.asHost.product.activate({ group, catalog: "aubiers", id: "radis", active: false })
    await store.load()
    expect(Object.keys(store.state.draft)).toEqual(["aubiers/carottes"])
    expect(store.state.gone).toBe(1)
    await settle()
    expect((await onServer()).draft).toHaveLength(1)
  })

  it("D8: is not changed when orders are closed", async () => {
    const store = await open()
    world.clock.now = closing
    store.setQuantity(carottes, "grams", 500)
    expect(store.state.draft).toEqual({})
    expect(store.phaseOf()).toBe("after")
  })
})

describe("undo", () => {
  it("takes one change back at a time", async () => {
    const store = await open()
    store.setQuantity(carottes, "grams", 500)
    await settle()
    await settle()
    store.setQuantity(carottes, "grams", 1000)
    store.setQuantity(radis, "pieces", 1)
    store.undo()
    expect(store.lines.map(({ key, wanted }) => [key, wanted])).toEqual([["aubiers/carottes", 1000]])
    store.undo()
    expect(store.lines.map(({ wanted }) => wanted)).toEqual([500])
    store.undo()
    expect(store.lines).toEqual([])
    expect(store.state.changes).toEqual([])
    await settle()
    expect((await onServer()).draft).toEqual([])
  })

  it("takes a held button back as one change", async () => {
    const store = await open()
    for (const pieces of [1, 2, 3, 4]) store.setQuantity(radis, "pieces", pieces)
    expect(store.state.changes).toHaveLength(1)
    store.undo()
    expect(store.lines).toEqual([])
  })

  it("fills an emptied basket again", async () => {
    const store = await open()
    store.setQuantity(carottes, "grams", 500)
    store.setQuantity(radis, "pieces", 1)
    store.empty()
    expect(store.totals.count).toBe(0)
    store.undo()
    expect(store.totals.count).toBe(2)
  })
})

describe("confirming", () => {
  it("D11: orders the draft, with its number, stock and money", async () => {
    const store = await open()
    store.setQuantity(carottes, "grams", 500)
    store.setQuantity(tomme, "pieces", 1)
    const { total } = store.totals
    await store.confirm()
    const { sheet, draft, changes, saving } = store.state
    expect(sheet).toMatchObject({ status: "confirmed", number: 1, total })
    expect(sheet?.wallet).toMatchObject({ expected: 8000 - total, held: total })
    expect({ draft, changes, saving }).toEqual({ draft: {}, changes: [], saving: "saved" })
    expect(told.at(-1)?.[0]).toBe("cabas:order:confirmed")
    expect(store.state.shop?.offers.find(({ product }) => product === "tomme")?.left).toEqual({ pieces: 2 })
  })

  it("can be vetoed by the page", async () => {
    const store = await open({ tell: (name) => name !== "cabas:checkout:start" })
    store.setQuantity(carottes, "grams", 500)
    await store.confirm()
    expect(client.asked.some(({ name }) => name === "basket.confirm")).toBe(false)
  })

  it("D11: repeats an order of which nothing was heard with the same key", async () => {
    const store = await open()
    store.setQuantity(carottes, "grams", 500)
    client.problem = "offline"
    await store.confirm()
    expect(store.state).toMatchObject({ isBusy: false, problem: "offline" })
    client.problem = null
    await store.confirm()
    const keys = client.asked.filter(({ name }) => name === "basket.confirm").map(({ key }) => key)
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
    expect(store.state.sheet?.status).toBe("confirmed")
    store.setQuantity(carottes, "grams", 750)
    await store.confirm()
    expect(client.asked.findLast(({ name }) => name === "basket.confirm")?.key).not.toBe(keys[0])
  })

  it("keeps the draft when nothing was heard", async () => {
    const store = await open()
    store.setQuantity(carottes, "grams", 500)
    client.problem = "offline"
    await store.confirm()
    expect(Object.keys(store.state.draft)).toEqual(["aubiers/carottes"])
    client.problem = null
    await vi.advanceTimersByTimeAsync(5000)
    expect((await onServer()).draft).toHaveLength(1)
  })

  it("later changes are a draft again until they are confirmed", async () => {
    const store = await open()
    store.setQuantity(carottes, "grams", 500)
    await store.confirm()
    store.setQuantity(carottes, "grams", 1000)
    await settle()
    expect((await onServer()).lines[0]?.ordered).toEqual({ grams: 500 })
    await store.confirm()
    expect((await onServer()).lines[0]?.ordered).toEqual({ grams: 1000 })
  })

  it("D14: a line at zero is declined", async () => {
    const store = await open()
    store.setQuantity(carottes, "grams", 500)
    store.setQuantity(radis, "pieces", 1)
    await store.confirm()
    store.setQuantity(carottes, "grams", 0)
    await store.confirm()
    expect(store.state.sheet?.lines.map(({ status }) => status)).toEqual(["declined", "ordered"])
  })
})

describe("StockShort", () => {
  const taken = (pieces: number) =>
    world.cabas.as(otherMember).basket.confirm({ group, distribution: "samedi", lines: [{ ...wishOf(pieces) }] })
  const wishOf = (pieces: number) => ({ catalog: "vallon", product: "tomme", quantity: { pieces } })

  it("D12: keeps the wish, marks the line and orders nothing", async () => {
    const store = await open()
    store.setQuantity(tomme, "pieces", 3)
    await taken(2)
    await store.confirm()
    expect(store.state.short["vallon/tomme"]).toMatchObject({ left: { pieces: 1 }, wanted: { pieces: 3 } })
    expect(store.lines[0]).toMatchObject({ wanted: 3 })
    expect(store.state.sheet?.status).toBe("draft")
    expect(told.findLast(([name]) => name === "cabas:error")?.[1]).toMatchObject({
      code: "StockShort",
      recoverable: false,
    })
  })

  it("D12: what is left can be taken", async () => {
    const store = await open()
    store.setQuantity(tomme, "pieces", 3)
    await taken(2)
    await store.confirm()
    store.setQuantity(tomme, "pieces", 1)
    expect(store.state).toMatchObject({ short: {}, refusal: null })
    await store.confirm()
    expect(store.state.sheet?.lines[0]?.ordered).toEqual({ pieces: 1 })
  })

  it("D12: a wish can wait while the rest is ordered", async () => {
    const store = await open()
    store.setQuantity(tomme, "pieces", 3)
    store.setQuantity(carottes, "grams", 500)
    await taken(2)
    await store.confirm()
    store.wait(store.lines.find(({ key }) => key === "vallon/tomme")!)
    expect(store.state).toMatchObject({ waiting: ["vallon/tomme"], refusal: null })
    expect(store.totals).toMatchObject({ count: 1, total: 120 })
    await store.confirm()
    expect(store.totals).toMatchObject({ count: 1, total: 120, owed: 0 })
    expect(store.state.sheet?.lines.map(({ product }) => product)).toEqual(["carottes"])
    expect(Object.keys(store.state.draft)).toEqual(["vallon/tomme"])
    await settle()
    expect((await onServer()).draft).toEqual([wishOf(3)])
  })

  it("D12: says what was reduced in a group that clips", async () => {
    await world.cabas.asHost.group.configure({ group, shortage: "clip" })
    const store = await open()
    store.setQuantity(tomme, "pieces", 3)
    await taken(2)
    await store.confirm()
    expect(store.state.clipped).toMatchObject([{ name: "Tomme de brebis", left: { pieces: 1 }, wanted: { pieces: 3 } }])
    store.setQuantity(carottes, "grams", 500)
    expect(store.state.clipped).toEqual([])
  })
})

describe("other refusals", () => {
  it("BalanceTooLow says what is missing and keeps the draft", async () => {
    const store = await open()
    store.setQuantity({ catalog: "vallon", product: "agneau", name: "Gigot" }, "pieces", 2)
    await store.confirm()
    expect(store.state.refusal).toMatchObject({ _tag: "BalanceTooLow", missing: 11_970 - 8000 })
    expect(Object.keys(store.state.draft)).toHaveLength(1)
  })

  it("OrdersClosed reads again what was saved", async () => {
    const store = await open()
    store.setQuantity(carottes, "grams", 500)
    await settle()
    const late: Client = { ...client, now: () => "2026-11-21T17:02:00.000Z" }
    const slow = await open({ client: late })
    world.clock.now = closing
    await slow.confirm()
    expect(slow.state.refusal).toMatchObject({ _tag: "OrdersClosed" })
    expect(Object.keys(slow.state.draft)).toHaveLength(1)
  })

  it("ProductInactive names the product", async () => {
    const store = await open()
    store.setQuantity(radis, "pieces", 1)
    await store.confirm()
    store.setQuantity(radis, "pieces", 2)
    await world.cabas.asHost.product.activate({ group, catalog: "aubiers", id: "radis", active: false })
    await store.confirm()
    expect(store.state.refusal).toMatchObject({ _tag: "ProductInactive", name: "Radis noir" })
    expect(store.lines[0]).toMatchObject({ offer: undefined, wanted: 2, before: 1 })
  })
})

describe("cancelling", () => {
  it("D13: gives goods and money back and keeps the number", async () => {
    const store = await open()
    store.setQuantity(tomme, "pieces", 1)
    await store.confirm()
    await store.cancel()
    expect(store.state.sheet).toMatchObject({ status: "cancelled", number: 1, total: 0 })
    expect(store.state.sheet?.wallet).toMatchObject({ expected: 8000, held: 0 })
    expect(told.at(-1)?.[0]).toBe("cabas:order:cancelled")
  })

  it("one can order again afterwards", async () => {
    const store = await open()
    store.setQuantity(tomme, "pieces", 1)
    await store.confirm()
    await store.cancel()
    store.setQuantity(tomme, "pieces", 2)
    await store.confirm()
    expect(store.state.sheet).toMatchObject({ status: "confirmed", number: 1 })
  })
})

it("D8: tells when the next order window turns", async () => {
  const store = await open()
  expect(store.nextTurn()).toBe(new Date(closing).toISOString())
  world.clock.now = closing
  expect(store.nextTurn()).toBeUndefined()
})

it("tells listeners until they leave", async () => {
  const store = await open()
  let changes = 0
  const leave = store.subscribe(() => (changes += 1))
  store.announce("Bonjour")
  expect(changes).toBe(1)
  expect(store.state.said).toBe("Bonjour")
  leave()
  store.announce("Encore")
  expect(changes).toBe(1)
})
