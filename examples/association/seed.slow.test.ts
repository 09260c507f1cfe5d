import * as Effect from "effect/Effect"
import { amountOf } from "@cabas/core/values"
import { createCabas, memoryStorage } from "@cabas/engine"
import type { Outcome } from "@cabas/engine"
import { StorageDown } from "@cabas/engine/storage"
import type { Storage } from "@cabas/engine/storage"
import { verifySpace } from "@cabas/engine/verify"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { describe, expect, test } from "vitest"
import {
  closedCount,
  contracts,
  deliveryCount,
  distributionCount,
  group,
  members,
  newcomers,
  openIndex,
  pastBaskets,
  products,
  subscribers,
  topUps,
  visits,
} from "./data/index.ts"
import { isSeeded, planAhead, seed } from "./seed.ts"

const inGroup = { group: group.id }
const week = 7 * 86_400_000
const now = Date.parse("2026-11-22T09:30:00Z")

const answered = async <A>(outcome: Promise<Outcome<A>>): Promise<A> => {
  const { answer, refusal } = await outcome
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
  return answer as A
}

const hostAt = (storage: Storage, at: number) => createCabas({ storage, clock: () => at }).asHost

/** What the association holds, counted through the public operations. */
const countsIn = async (storage: Storage, at: number) => {
  const host = hostAt(storage, at)
  const { distributions: all } = await answered(host.distribution.list({ ...inGroup, limit: 500 }))
  // Saturdays are of the shop, Thursdays of the contracts; a market is held on the day itself.
  const distributions = all.filter(({ id }) => /^\d/.test(id))
  const baskets = await Promise.all(
    distributions.map(async ({ id }) => (await answered(host.basket.list({ ...inGroup, distribution: id }))).baskets),
  )
  const { catalogs } = await answered(host.catalog.list(inGroup))
  return {
    members: (await answered(host.member.list(inGroup))).members.length,
    producers: (await answered(host.producer.list(inGroup))).producers.length,
    places: (await answered(host.place.list(inGroup))).places.length,
    catalogs: catalogs.length,
    products: catalogs.reduce((sum, one) => sum + one.products, 0),
    baskets: baskets.map((some) => some.length),
    thursdays: all.filter(({ id }) => id.startsWith("jeudis-")).length,
    markets: all.filter(({ id }) => id.startsWith("marche-")).length,
    distributions,
  }
}

const expected = {
  members: 60,
  producers: 12,
  places: 3,
  catalogs: 12 + contracts.length,
  products: [...Object.values(products), ...contracts.map((one) => one.products)].flat().length,
  thursdays: deliveryCount,
  markets: 1,
  baskets: Array.from({ length: distributionCount }, (_, index) => pastBaskets(index).length),
}

const seeded = async (at: number): Promise<Storage> => {
  const storage = memoryStorage()
  await seed(storage, at)
  return storage
}

describe("the association", () => {
  test.each([
    ["a Sunday in November", "2026-11-22T09:30:00Z"],
    ["the Saturday of a distribution", "2026-11-21T10:15:00Z"],
    ["the minute orders close", "2026-11-24T19:00:00Z"],
    ["the week the clocks go back", "2026-10-25T00:30:00Z"],
    ["the week the clocks go forward", "2027-03-28T01:30:00Z"],
    ["four days after the clocks went forward", "2027-04-01T12:00:00Z"],
    ["the last evening of the year", "2026-12-31T23:30:00Z"],
    ["a leap day", "2028-02-29T08:00:00Z"],
  ])("is created whole, without one refusal, on %s", async (_, date) => {
    const at = Date.parse(date)
    const storage = await seeded(at)
    const { distributions, ...counts } = await countsIn(storage, at)
    expect(counts).toEqual(expected)
    const { distribution } = await answered(hostAt(storage, at).shop.get(inGroup))
    expect(distribution?.id).toBe(distributions[openIndex]?.id)
    const instant = new Date(at).toISOString()
    expect(distributions.filter(({ orders }) => orders.closesAt <= instant)).toHaveLength(closedCount)
  })

  test("D15: baskets are numbered in the order they were confirmed, all of them before now", async () => {
    const storage = await seeded(now)
    const host = hostAt(storage, now)
    for (const { id } of (await countsIn(storage, now)).distributions) {
      const { baskets } = await answered(host.basket.list({ ...inGroup, distribution: id }))
      const inOrder = baskets.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0))
      expect(inOrder.map(({ number }) => number)).toEqual(inOrder.map((_, index) => index + 1))
      const instants = inOrder.map(({ confirmedAt }) => confirmedAt ?? "")
      expect(instants).toEqual(instants.toSorted())
      expect(instants.every((instant) => instant !== "" && instant < new Date(now).toISOString())).toBe(true)
    }
  })

  test("D23, D26: every wallet is what was paid in less what Saturdays came to, and none is below zero", async () => {
    const storage = await seeded(now)
    const host = hostAt(storage, now)
    const paid = (id: string): number =>
      Array.from({ length: distributionCount }, (_, index) => topUps(index))
        .flat()
        .filter(({ member }) => member === id)
        .reduce((sum, { amountCents }) => sum + amountCents, 0)
    const bills = new Map<string, number>()
    for (const { id } of (await countsIn(storage, now)).distributions.slice(0, closedCount - 1)) {
      const { baskets } = await answered(host.basket.list({ ...inGroup, distribution: id }))
      for (const { member, total } of baskets) bills.set(member, (bills.get(member) ?? 0) + total)
    }
    const atTheMarket = new Set(visits.map(({ member }) => member))
    for (const { id, walletCents } of members) {
      if (atTheMarket.has(id)) continue
      const { wallet } = await answered(host.wallet.statement({ ...inGroup, member: id }))
      expect(wallet.expected).toBeGreaterThanOrEqual(0)
      expect(wallet.posted).toBe(walletCents + paid(id) - (bills.get(id) ?? 0))
    }
  })

  test("D25: Saturdays behind are weighed, handed over and validated; the last one waits for the treasurer", async () => {
    const storage = await seeded(now)
    const { distributions } = await countsIn(storage, now)
    const host = hostAt(storage, now)
    for (const [index, { id }] of distributions.entries()) {
      const { baskets, validated } = await answered(host.desk.get({ ...inGroup, distribution: id }))
      expect(validated).toBe(index < closedCount - 1)
      if (!validated) continue
      expect(baskets.every(({ taken, settled }) => taken && settled)).toBe(true)
      expect(baskets.flatMap(({ lines }) => lines).filter(({ estimate }) => estimate)).toEqual([])
    }
  })

  test("D13: something is sold out at the open distribution and other things are nearly so", async () => {
    const { offers } = await answered(hostAt(await seeded(now), now).shop.get(inGroup))
    const left = offers.flatMap((offer) => (offer.left === null ? [] : [amountOf(offer.left)]))
    expect(left).toContain(0)
    expect(left.filter((amount) => amount > 0 && amount <= 3).length).toBeGreaterThanOrEqual(4)
  })

  test("D28: the rights are those of the members' list, and newcomers joined within the hour", async () => {
    const { members: all } = await answered(hostAt(await seeded(now), now).member.list(inGroup))
    expect(all.filter(({ rights }) => rights.length > 0).map(({ id, rights }) => [id, ...rights])).toEqual([
      ["camille-roussel", "group-admin"],
      ["karim-haddad", "catalog-admin:aubiers-legumes"],
      ["marie-laure-cazenave", "catalog-admin"],
      ["odile-renaudin", "members"],
      ["thomas-nguyen", "desk"],
    ])
    const recent = all.filter(({ joinedAt }) => now - Date.parse(joinedAt) < 3_600_000)
    expect(new Set(recent.map(({ id }) => id))).toEqual(newcomers)
  })
})

describe("the market of the day", () => {
  test("D6, D23, D25: some baskets are weighed, gone and settled, paid in every way, and the books balance", async () => {
    const storage = await seeded(now)
    const desk = await answered(hostAt(storage, now).desk.get({ ...inGroup, distribution: "marche-2026-11-22" }))
    expect(desk.baskets).toHaveLength(visits.length)
    const standing = (stands: string) => visits.filter((visit) => visit.stands === stands).length
    expect(desk.baskets.filter(({ settled }) => settled)).toHaveLength(standing("settled"))
    expect(desk.baskets.filter(({ taken }) => taken)).toHaveLength(standing("settled") + standing("gone"))
    expect(desk.baskets.filter(({ toWeigh }) => toWeigh > 0).length).toBeGreaterThan(3)
    const kinds = new Set(
      desk.baskets.flatMap(({ payments }) => payments.map(({ kind, status }) => `${kind} ${status}`)),
    )
    for (const kind of [
      "cash received",
      "cheque received",
      "card received",
      "transfer received",
      "transfer promised",
    ]) {
      expect(kinds).toContain(kind)
    }
    expect(kinds).toContain("on-the-spot promised")
    expect(desk.baskets.some(({ deposits }) => deposits > 0)).toBe(true)
    expect(desk.till?.float).toBe(5000)
    const { findings, totals } = await Effect.runPromise(verifySpace(storage, group.id))
    expect([findings, totals.get("EUR")]).toEqual([[], 0])
  })
})

describe("the contracts of the association", () => {
  const seasonsIn = async (storage: Storage, at: number, catalog: string) =>
    (await answered(hostAt(storage, at).subscription.list({ ...inGroup, catalog }))).subscriptions

  test("SEASON-1: a basket of vegetables comes 48 times, cheese every other time, beef every fourth", async () => {
    const storage = await seeded(now)
    const { contracts: all } = await answered(hostAt(storage, now).contract.list(inGroup))
    expect(all.map(({ id, kind, deliveries }) => [id, kind, deliveries.length])).toEqual([
      ["amap-fromages", "variable", 24],
      ["amap-legumes", "constant", deliveryCount],
      ["amap-viande", "variable", 12],
    ])
    for (const { id } of all) {
      const seasons = await seasonsIn(storage, now, id)
      expect(seasons).toHaveLength(subscribers.filter(({ contract }) => contract === id).length)
      for (const { deliveries } of seasons)
        expect(new Set(deliveries.map(({ day }) => new Date(day).getUTCDay()))).toEqual(new Set([4]))
    }
  })

  test("SUB-14: what is past is closed and in the baskets, what is to come is open", async () => {
    const storage = await seeded(now)
    const instant = new Date(now).toISOString()
    for (const { id } of contracts) {
      for (const { deliveries } of await seasonsIn(storage, now, id)) {
        for (const { closesAt, phase } of deliveries) {
          expect(["closed", "past"].includes(phase)).toBe(closesAt <= instant)
        }
      }
    }
    const [lea] = (await seasonsIn(storage, now, "amap-legumes")).filter(({ member }) => member === "lea-martin")
    const [first] = lea?.deliveries ?? []
    const basket = await answered(
      hostAt(storage, now).basket.get({ ...inGroup, distribution: first?.distribution ?? "", member: "lea-martin" }),
    )
    expect(basket.lines.map(({ product, amount }) => [product, amount])).toEqual([["petit-panier", 1150]])
    expect(basket.number).toBeGreaterThan(0)
  })

  test("D23, D25: Thursdays behind are validated but the last, and baskets of the season are paid, half paid or not yet", async () => {
    const host = hostAt(await seeded(now), now)
    const { distributions } = await answered(host.distribution.list({ ...inGroup, limit: 500 }))
    const behind = distributions.filter(({ id, endsAt }) => id.startsWith("jeudis-") && Date.parse(endsAt) < now)
    const desks = await Promise.all(
      behind.map(async ({ id }) => answered(host.desk.get({ ...inGroup, distribution: id }))),
    )
    expect(desks.length).toBeGreaterThan(3)
    expect(desks.map(({ validated }) => validated)).toEqual(desks.map((_, index) => index < desks.length - 1))
    const { subscriptions } = await answered(host.subscription.list({ ...inGroup, catalog: "amap-legumes" }))
    const stands = subscriptions.map(({ member, debts }) => {
      const { owed, paid } = debts.find((debt) => debt.member === member)!
      return paid === 0 ? "nothing" : paid === owed ? "all" : "half"
    })
    expect(new Set(stands)).toEqual(new Set(["nothing", "all", "half"]))
  })

  test("SUB-5, SUB-8: some baskets are shared, some households will be absent, one basket is given", async () => {
    const storage = await seeded(now)
    const seasons = await seasonsIn(storage, now, "amap-legumes")
    expect(seasons.filter(({ partner }) => partner !== null)).toHaveLength(2)
    const next = seasons.map(({ deliveries }) => deliveries.find(({ phase }) => phase === "open"))
    expect(next.filter((one) => one?.absent === true)).toHaveLength(1)
    expect(next.filter((one) => one?.taker !== null)).toHaveLength(1)
    const uses = seasons.map(({ absences }) => [absences?.used ?? 0, absences?.maximum ?? 0] as const)
    expect(uses.some(([used]) => used > 0)).toBe(true)
    expect(uses.every(([used, maximum]) => used <= maximum)).toBe(true)
  })

  test("C1: contracts are not sold in the shop", async () => {
    const storage = await seeded(now)
    const { distribution, upcoming, offers } = await answered(hostAt(storage, now).shop.get(inGroup))
    expect([distribution?.id, ...upcoming.map(({ id }) => id)].filter((id) => id?.startsWith("jeudis-"))).toEqual([])
    const thursday = await answered(
      hostAt(storage, now).distribution.list({ ...inGroup, from: new Date(now).toISOString() }),
    )
    const { id = "" } = thursday.distributions.find((one) => one.id.startsWith("jeudis-")) ?? {}
    expect((await answered(hostAt(storage, now).shop.get({ ...inGroup, distribution: id }))).offers).toEqual([])
    expect(offers.length).toBeGreaterThan(100)
  })
})

describe("seeding again", () => {
  /** A storage whose machine goes down after so many commits. */
  const failingAfter = (storage: Storage, commits: number): Storage => {
    let left = commits
    return {
      ...storage,
      commit: (space, batch) => {
        left -= 1
        return left < 0 ? Effect.fail(new StorageDown({ reason: "stopped" })) : storage.commit(space, batch)
      },
    }
  }

  test.each([0, 2, 40, 90, 230, 300, 420, 600, 720, 800, 1200, 1500])(
    "D11: goes on where it was stopped after %i commits, as of the day it had begun",
    async (commits) => {
      const storage = memoryStorage()
      await expect(seed(failingAfter(storage, commits), now)).rejects.toMatchObject({ _tag: "StorageDown" })
      expect(await isSeeded(storage)).toBe(false)
      const later = commits === 0 ? now : now + week
      expect(await seed(storage, later)).toBe(true)
      const { distributions, ...counts } = await countsIn(storage, now)
      expect(counts).toEqual(expected)
      expect(distributions[openIndex]?.id).toBe("2026-11-28")
    },
  )

  test("keeps what people did since", async () => {
    const storage = await seeded(now)
    const lea = createCabas({ storage, clock: () => now }).as("lea-martin")
    const lines = [{ catalog: "aubiers-legumes", product: "carottes-des-sables", quantity: { grams: 1500 } }]
    await answered(lea.basket.confirm({ ...inGroup, distribution: "2026-11-28", lines }))
    expect(await seed(storage, now)).toBe(false)
    const basket = await answered(lea.basket.get({ ...inGroup, distribution: "2026-11-28" }))
    expect(basket.total).toBe(360)
  })

  test("plans the weeks to come that nobody planned, once", async () => {
    const storage = await seeded(now)
    expect(await planAhead(storage, now)).toEqual([])
    expect(await planAhead(storage, now + 5 * week)).toEqual(["2027-01-02", "2027-01-09", "2027-01-16"])
    expect(await planAhead(storage, now + 5 * week)).toEqual([])
    const { distribution } = await answered(hostAt(storage, now + 5 * week).shop.get(inGroup))
    expect(distribution?.id).toBe("2027-01-02")
  })
})

test("in a SQLite file it is the same", async () => {
  const storage = sqliteStorage({ file: ":memory:" })
  expect(await seed(storage, now)).toBe(true)
  const { distributions: _, ...counts } = await countsIn(storage, now)
  expect(counts).toEqual(expected)
  await storage.close()
})
