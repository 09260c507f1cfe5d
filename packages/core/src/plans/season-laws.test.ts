import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { aPolicy } from "../../test/absences.ts"
import { Season, shares } from "../../test/season.ts"
import { answerOf, aProduct, each, refusalOf } from "../../test/village.ts"
import { quotaOf } from "../absence/index.ts"
import type { CalendarDelivery } from "../calendar/index.ts"
import { deliveryOf, isClosed, plannedDeliveries } from "../calendar/index.ts"
import { engagedTo, orderedOf } from "../ledger/index.ts"
import type { Subscription } from "../subscription/index.ts"
import { agreedOffer, debtsOf, following, totalOfSubscription } from "../subscription/index.ts"
import { amountOf, civilAt, plusDays } from "../values/index.ts"
import { lineAmount } from "../values/price.ts"
import { nothingWithdrawn, recapByMember, recapByProducer, recapByProduct, recapWhole } from "../views/index.ts"
import { absenceRules, periodMinimum, standIns } from "./index.ts"

const days = Array.from({ length: 7 }, (_, index) => plusDays("2026-05-07", 7 * index))
/** Distributions where nothing is delivered at first. */
const spare = ["2026-06-26", "2026-07-03"]
const members = ["seb", "julie"] as const
const offered = 5
const quota = 3

/** What households and coordinators do; each of it may be refused. */
type Step =
  | { readonly does: "order" | "default"; readonly box: number; readonly onions: number; readonly day: string }
  | { readonly does: "absent" | "present" | "close" | "cancel" | "extend"; readonly day: string }
  | { readonly does: "choose"; readonly chosen: ReadonlyArray<string> }
  | { readonly does: "move" | "shift" | "period"; readonly day: string; readonly to: string }
  | { readonly does: "give" | "share" | "stop" | "price" | "wait"; readonly number: number; readonly day: string }

const someDay = fc.constantFrom(...days)
const pieces = fc.integer({ min: 0, max: 4 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constantFrom("order", "default"), box: pieces, onions: pieces, day: someDay }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constantFrom("absent", "absent", "present", "close", "cancel", "extend"),
      day: someDay,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ does: fc.constant("choose" as const), chosen: fc.subarray(days, { maxLength: 4 }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom("move", "shift", "period"),
      day: someDay,
      to: fc.constantFrom(...days, ...spare),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom("give", "share", "price", "wait"),
      number: fc.integer({ min: 0, max: 10_000 }),
      day: someDay,
    }),
  },
)
const steps = fc.array(fc.tuple(fc.constantFrom(...members), step), { minLength: 1, maxLength: 18 })
const kinds = fc.constantFrom("constant" as const, "variable" as const)
const placements = fc.constantFrom("none" as const, "last-provisional" as const)

const started = (kind: "constant" | "variable", placement: "none" | "last-provisional", isCounted = true): Season => {
  const absences = aPolicy({ quota: { kind: "fixed", maximum: quota }, placement, shift: { maximum: 2, weeks: 9 } })
  const products = [
    aProduct("box", {
      terms: each(1333),
      ...(isCounted && { stock: { policy: "per-distribution", quantity: offered } }),
    }),
    aProduct("onions", { terms: each(199), ...(isCounted && { stock: { policy: "global", quantity: 40 } }) }),
  ]
  const season = new Season(kind, {
    contract: { absences, delays: { opensDays: 100, closesHours: 72 } },
    products,
    days,
  })
  for (const day of spare) season.deliver(day, [])
  answerOf(season.subscribe("seb", { partner: { member: "francois", share: 3333 } }))
  answerOf(season.subscribe("julie", { startsOn: days[1]!, order: shares({ box: 1, onions: 1 }) }))
  return season
}

/** When the whole season is over. */
const afterwards = "2030-01-01T00:00:00.000Z"

/** Lets time go by until a delivery is closed. */
const waitFor = (season: Season, delivery: string): void => {
  const closes = deliveryOf(season.calendar("box"), delivery)?.window.closesAt ?? season.now
  if (closes > season.now) season.now = closes
}

/** Does it, or is refused: a refusal changes nothing, as nothing is written. */
const take = (season: Season, member: string, one: Step): boolean => {
  const delivery = "day" in one ? one.day : ""
  const done = ((): { readonly _tag: string } => {
    switch (one.does) {
      case "order":
        return season.order(delivery, { box: one.box, onions: one.onions }, {}, member)
      case "default":
        return season.reorder({ box: one.box, onions: one.onions }, {}, member)
      case "absent":
        return season.absent([delivery], {}, member)
      case "present":
        return season.present([delivery], {}, member)
      case "choose":
        return season.choose(one.chosen, null, {}, member)
      case "move":
        return season.move(delivery, one.to, {}, member)
      case "close":
        waitFor(season, delivery)
        return season.close(delivery, member)
      case "shift":
        return season.shift(delivery, one.to)
      case "cancel":
        return season.cancelled(delivery)
      case "extend":
        return season.extend(delivery)
      case "period":
        return season.period(season.subscription(member).startsOn, one.to, {}, false, member)
      case "give":
        return season.give(delivery, { member: "camille", name: "Camille" }, member)
      case "share":
        return season.share({ member: "francois", share: one.number }, {}, member)
      case "price":
        return season.change("box", "box", { terms: each(1000 + (one as { readonly number: number }).number) })
      default:
        waitFor(season, delivery)
        return { _tag: "Success" }
    }
  })()
  return done._tag === "Success"
}

const run = (
  season: Season,
  all: ReadonlyArray<readonly [string, Step]>,
  after: (one: Step, before: ReadonlyMap<string, Subscription>) => void,
) => {
  for (const [member, one] of all) {
    const before = new Map(members.map((id) => [id, season.subscription(id)]))
    if (take(season, member, one)) after(one, before)
  }
}

const covers = (subscription: Subscription, delivery: string): boolean =>
  subscription.deliveries.some(({ id }) => id === delivery)

/** A subscription as if no absence stood in. */
const decided = (subscription: Subscription): Subscription =>
  subscription.deliveries.reduce<Subscription>(
    (one, { id, absence }) =>
      absence?.provisional === true
        ? following(one, [{ _tag: "AbsencesWithdrawn", deliveries: [id], entry: "member", at: subscription.startedAt }])
        : one,
    subscription,
  )

/** Tries what is said of a season over many of them, whatever is done in them. */
const always = (check: (season: Season, all: ReadonlyArray<readonly [string, Step]>) => void, numRuns = 60): void => {
  fc.assert(
    fc.property(kinds, placements, steps, (kind, placement, all) => check(started(kind, placement), all)),
    { numRuns },
  )
}

/** The sum of what each line comes to, found without what the subscription says of itself. */
const summed = (subscription: Subscription): number =>
  subscription.deliveries
    .flatMap(({ lines }) => lines)
    .reduce((sum, { offer, quantity }) => {
      const { terms, fee } = agreedOffer(subscription, offer)
      return sum + lineAmount(terms, quantity, fee)
    }, 0)

const heldAt = (subscription: Subscription, delivery: string, product: string): number =>
  subscription.deliveries
    .filter(({ id }) => id === delivery)
    .flatMap(({ lines }) => lines)
    .filter(({ offer }) => agreedOffer(subscription, offer).product === product)
    .reduce((sum, { quantity }) => sum + amountOf(quantity), 0)

const everywhere = [...days, ...spare]

const byClosing = (a: CalendarDelivery, b: CalendarDelivery): number =>
  a.window.closesAt < b.window.closesAt ? -1 : a.window.closesAt > b.window.closesAt ? 1 : 0

/** Every recap of some distributions without its marks, and the marks. */
const recapsOf = (season: Season, at: ReadonlyArray<string>) => {
  const { baskets, isExpected } = season.expected(at)
  const all = baskets.flat()
  const recaps = [
    recapByProduct(all, undefined, nothingWithdrawn, isExpected),
    recapByMember(all, undefined, nothingWithdrawn, isExpected),
    recapWhole(all, undefined, nothingWithdrawn, isExpected),
    recapByProducer(all, () => "farm", undefined, isExpected),
  ]
  const marks: unknown[] = []
  const unmarked = JSON.parse(JSON.stringify(recaps), (key, value: unknown) => {
    if (key !== "expected") return value
    if (value === true) marks.push(key)
    return false
  }) as unknown
  return { recaps: unmarked, marks }
}

describe("a season, whatever is done in whatever order", () => {
  it("SUB-1, SUB-6: the total is the sum of its lines, debts add up to it, and the accounts hold just that", () => {
    always((season, all) => {
      run(season, all, () => {
        let engaged = 0
        for (const id of members) {
          const subscription = season.subscription(id)
          const total = summed(subscription)
          engaged += total
          expect(totalOfSubscription(subscription)).toBe(total)
          const debts = debtsOf(subscription)
          expect(debts.reduce((sum, { amount }) => sum + amount, 0)).toBe(total)
          for (const { member, amount } of debts) expect(season.debt(member, id)).toBe(0 - amount)
        }
        expect(season.balance(engagedTo("box"))).toBe(engaged)
      })
      expect([...season.balances.values()].reduce((sum, balance) => sum + balance, 0)).toBe(0)
    })
  })

  it("SUB-2, SUB-4: goods are where the lines are, and stock is never exceeded", () => {
    always((season, all) => {
      run(season, all, () => {
        let onions = 0
        for (const delivery of everywhere) {
          const held = (product: string) =>
            members.reduce((sum, id) => sum + heldAt(season.subscription(id), delivery, product), 0)
          expect(season.takenAt(delivery)).toBe(held("box"))
          expect(season.balance(orderedOf("box", "box", delivery))).toBe(held("box"))
          expect(held("box")).toBeLessThanOrEqual(offered)
          onions += held("onions")
        }
        expect(season.takenAt("", "onions")).toBe(onions)
        expect(onions).toBeLessThanOrEqual(40)
      })
    })
  })

  it("SUB-3: what is closed is never different after", () => {
    always((season, all) => {
      run(season, all, (one, before) => {
        for (const [id, subscription] of before) {
          for (const was of subscription.deliveries) {
            const planned = deliveryOf(season.calendar("box"), was.id)
            if (planned === undefined || !isClosed(planned, season.now) || one.does === "close" || one.does === "wait")
              continue
            expect(season.own(was.id, id)).toEqual(was)
          }
        }
      })
    })
  })

  it("SUB-14 (D31): closing happens once, fills in once, and nothing that is closed opens again", () => {
    always((season, all) => {
      const closedAt = new Map<string, string>()
      run(season, all, () => {
        for (const id of members) {
          for (const one of season.subscription(id).deliveries) {
            if (one.closedAt === null) continue
            const key = `${id}@${one.id}`
            expect(one.closedAt).toBe(closedAt.get(key) ?? one.closedAt)
            closedAt.set(key, one.closedAt)
          }
        }
      })
      const contracts = season.baskets.flatMap(({ lines }) =>
        lines.map(({ contract, product }) => `${contract?.subscription}@${contract?.delivery}/${product}`),
      )
      expect(new Set(contracts).size).toBe(contracts.length)
      for (const key of new Set(contracts.map((one) => one.split("/")[0]!))) expect(closedAt.has(key)).toBe(true)
      season.now = afterwards
      for (const id of members) {
        for (const one of season.subscription(id).deliveries) {
          if (one.closedAt === null) continue
          const before = [season.subscription(id), season.baskets, [...season.balances]]
          season.close(one.id, id)
          expect([season.subscription(id), season.baskets, [...season.balances]]).toEqual(before)
        }
      }
    })
  })

  it("RECAP-6: every recap before closing is what it is after, when nobody acts in between", () => {
    let expectedOnce = 0
    always((season, all) => {
      run(season, all, () => {})
      const before = new Map(everywhere.map((day) => [day, recapsOf(season, [day])]))
      const over = recapsOf(season, everywhere)
      for (const { id, window } of plannedDeliveries(season.calendar("box")).toSorted(byClosing)) {
        if (window.closesAt > season.now) season.now = window.closesAt
        for (const member of [...members].sort()) {
          if (covers(season.subscription(member), id)) answerOf(season.close(id, member))
        }
      }
      for (const [day, recaps] of before) {
        const after = recapsOf(season, [day])
        expect(after.marks).toEqual([])
        expect(after.recaps).toEqual(recaps.recaps)
        expectedOnce += recaps.marks.length
      }
      expect(recapsOf(season, everywhere).recaps).toEqual(over.recaps)
    }, 100)
    expect(expectedOnce).toBeGreaterThan(100)
  })

  it("SUB-8 (D21): absences are never more than the quota, those that stand in included", () => {
    always((season, all) => {
      run(season, all, () => {
        for (const id of members) {
          const subscription = season.subscription(id)
          const rules = absenceRules(season.season(), subscription)
          const absent = subscription.deliveries.filter(({ absence }) => absence !== null).length
          expect(absent).toBeLessThanOrEqual(Math.min(quota, quotaOf(rules)))
        }
      })
    })
  })

  it("SUB-8: to declare and to withdraw is as if nothing had been said", () => {
    fc.assert(
      fc.property(kinds, steps, (kind, all) => {
        const season = started(kind, "none")
        run(season, all, () => {})
        for (const id of members) {
          for (const delivery of days) {
            const before = season.subscription(id)
            if (refusalOf(season.absent([delivery], {}, id)) !== undefined) continue
            answerOf(season.present([delivery], {}, id))
            expect(season.subscription(id)).toEqual(before)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it("SUB-5 (D18, X20): a turn stays with its delivery, whatever becomes of the calendar", () => {
    always((season, all) => {
      run(season, all, (one, before) => {
        if (one.does === "share") return
        for (const [id, subscription] of before) {
          const turns = new Map(season.subscription(id).deliveries.map((own) => [own.id, own.turn]))
          for (const own of subscription.deliveries) expect(turns.get(own.id) ?? own.turn).toBe(own.turn)
        }
      })
    })
  })

  it("CALENDAR-2 (D19): putting off keeps deliveries, lines and totals; only stand-ins are placed anew", () => {
    always((season, all) => {
      run(season, all, (one, before) => {
        if (one.does !== "shift") return
        for (const [id, was] of before) {
          const is = season.subscription(id)
          expect(decided(is)).toEqual(decided(was))
          expect(totalOfSubscription(is)).toBe(totalOfSubscription(was))
        }
      })
    })
  })

  it("ABS-10: after the calendar changed, stand-ins are at the last dates that may be absences", () => {
    const changes: ReadonlyArray<Step["does"]> = ["shift", "cancel", "extend"]
    let placed = 0
    fc.assert(
      fc.property(steps, (all) => {
        const season = started("constant", "last-provisional", false)
        run(season, all, (one, before) => {
          if (!changes.includes(one.does)) return
          for (const [id, was] of before) {
            const is = season.subscription(id)
            const moves = standIns(season.season({ entry: "coordinator" }), is)
            const day = "day" in one ? one.day : ""
            if (one.does === "shift" ? !covers(was, day) : covers(was, day) === covers(is, day)) continue
            placed += 1
            // Where deliveries differ, those that would change the total stay.
            const isOtherTotal = totalOfSubscription(following(is, moves)) !== totalOfSubscription(is)
            expect(one.does === "shift" && isOtherTotal ? [] : moves).toEqual([])
          }
        })
      }),
      { numRuns: 60 },
    )
    expect(placed).toBeGreaterThan(0)
  })

  it("CALENDAR-1: each delivery is of its catalog's calendar, and a subscription has it once", () => {
    always((season, all) => {
      run(season, all, () => {
        const planned = new Set(plannedDeliveries(season.calendar("box")).map(({ id }) => id))
        for (const id of members) {
          const ids = season.subscription(id).deliveries.map((one) => one.id)
          expect(new Set(ids).size).toBe(ids.length)
          expect(ids.filter((one) => !planned.has(one))).toEqual([])
        }
      })
    })
  })

  it("SUB-9 (D18): no household is in two subscriptions of a day", () => {
    always((season, all) => {
      run(season, all, () => {
        for (const member of ["seb", "julie", "francois"]) {
          const { periods } = season.commitment(member)
          for (const [index, one] of periods.entries()) {
            const { startsOn, endsOn } = season.subscription(one.subscription)
            expect([one.startsOn, one.endsOn]).toEqual([startsOn, endsOn])
            const others = periods.slice(index + 1)
            expect(others.some((other) => other.startsOn <= one.endsOn && one.startsOn <= other.endsOn)).toBe(false)
          }
        }
      })
    })
  })

  it("SUB-1: the steps reach what these laws are about", () => {
    const reached = new Map<string, number>()
    fc.assert(
      fc.property(kinds, placements, steps, (kind, placement, all) =>
        run(started(kind, placement), all, ({ does }) => reached.set(does, (reached.get(does) ?? 0) + 1)),
      ),
      { numRuns: 60, seed: 4 },
    )
    const least = [
      "order",
      "default",
      "absent",
      "present",
      "choose",
      "move",
      "close",
      "shift",
      "cancel",
      "period",
      "give",
      "share",
      "price",
      "wait",
    ]
    expect(least.filter((does) => (reached.get(does) ?? 0) < 3)).toEqual([])
  })
})

describe("figures of a season", () => {
  it("SUB-11: the minimum over a period never falls as more is taken, and is whole when all is", () => {
    const season = new Season("variable")
    fc.assert(
      fc.property(
        fc.nat({ max: 10_000_000 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat({ max: 60 }),
        (overPeriod, all, own) => {
          const minimums = { perDelivery: null, overPeriod, checked: "at-each-save" } as const
          const catalog = season.catalog("box")
          const of = { ...catalog, contract: { ...catalog.contract!, minimums } }
          const at = (number: number) => periodMinimum(of, "EUR", number, all)!
          expect(at(own)).toBeLessThanOrEqual(at(own + 1))
          expect(at(all)).toBe(overPeriod - (overPeriod % 100))
          expect(at(0)).toBe(0)
          expect(at(own) % 100).toBe(0)
        },
      ),
    )
  })

  it("SUB-5 (SHR2): turns alternate over the deliveries of the catalog by date, absences and late starts aside", () => {
    fc.assert(
      fc.property(fc.nat({ max: 6 }), fc.boolean(), (from, partnerFirst) => {
        const season = new Season("constant", { days })
        const firstTurn = partnerFirst ? "partner" : "holder"
        const partner = { member: "julie", share: 0 }
        answerOf(season.subscribe("seb", { startsOn: days[from]!, partner, firstTurn }))
        const other = partnerFirst ? "holder" : "partner"
        expect(season.subscription().deliveries.map(({ turn }) => turn)).toEqual(
          days.slice(from).map((_, index) => ((index + from) % 2 === 0 ? firstTurn : other)),
        )
      }),
    )
  })

  it("WINDOW-4 (D7): two changes of the clocks in a season change no hour on the wall", () => {
    const weeks = Array.from({ length: 48 }, (_, index) => plusDays("2026-02-05", 7 * index))
    const season = new Season("constant", { days: weeks, settings: { endsOn: "2027-12-31" } })
    const walls = plannedDeliveries(season.calendar("box")).map(({ startsAt, window }) =>
      [startsAt, window.opensAt, window.closesAt].map((instant) => {
        const { date, time } = civilAt(instant, "Europe/Paris")
        return [date, time] as const
      }),
    )
    expect(new Set(plannedDeliveries(season.calendar("box")).map(({ startsAt }) => startsAt.slice(11))).size).toBe(2)
    expect(walls.map((wall) => wall.map(([, time]) => time))).toEqual(weeks.map(() => ["18:00", "18:00", "18:00"]))
    expect(walls.map(([, opens, closes]) => [opens![0], closes![0]])).toEqual(
      weeks.map((day) => [plusDays(day, -60), plusDays(day, -3)]),
    )
  })
})
