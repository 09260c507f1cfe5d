import { describe, expect, it } from "vitest"
import { Desk } from "../../test/day.ts"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { codeOf, Season, shares } from "../../test/season.ts"
import { answerOf, aProduct, refusalOf } from "../../test/village.ts"
import { deliveredOf, earnedBy, engagedTo, heldFor, lostOf, orderedOf } from "../ledger/index.ts"
import type { Measure } from "../values/index.ts"
import * as Plans from "./index.ts"

const [first, second] = ["2026-05-07", "2026-05-14"]

/** A season whose first delivery is closed, and its desk at noon of the day. */
const closed = (kind: "constant" | "variable" = "constant", share = 0): { season: Season; desk: Desk } => {
  const season = new Season(kind)
  const partner = share === 0 ? null : { member: "julie", share }
  answerOf(season.subscribe("seb", { partner }))
  season.now = "2026-05-05T10:00:00.000Z"
  answerOf(season.close(first))
  season.now = `${first}T10:00:00.000Z`
  return { season, desk: new Desk(season) }
}

const at = { at: first }

const asks: Readonly<Record<string, Ask>> = {
  "DAY-9": (share, said: ReadonlyArray<Measure | null>) => {
    const { season, desk } = closed("constant", share)
    for (const delivered of said) answerOf(desk.weigh("seb", "box", { delivered }, at))
    const owed = ["seb", "julie"].map((member) => Math.abs(season.debt(member, "seb")))
    expect(season.balance(heldFor("seb"))).toBe(0)
    expect(season.balance(engagedTo("box"))).toBe(season.total())
    return [season.own(first).adjustment ?? 0, ...owed]
  },
}

const rules = rulesOn("day.md").filter(({ id }) => asks[id] !== undefined)

describe("the rule book's page on the day: what contracts bring", () => {
  for (const rule of rules) {
    it.each(casesOf(rule))(`${rule.id}: ${rule.title}: $title`, ({ given, says }) => {
      expect(asks[rule.id]!(...given)).toStrictEqual(says)
    })
  }
})

describe("lines of contracts on the day", () => {
  it("DAY-9 (D6): a product that is weighed is billed by its weight, in the debt of the subscription", () => {
    const season = new Season("variable", {
      products: [
        aProduct("chicken", {
          saleKind: "weighed",
          terms: { price: 1000, per: { grams: 1000 }, vat: 550, content: { grams: 2000 } },
        }),
      ],
    })
    answerOf(season.subscribe("seb", { order: [], orders: [{ delivery: first, shares: shares({ chicken: 1 }) }] }))
    season.now = "2026-05-05T10:00:00.000Z"
    answerOf(season.close(first))
    season.now = `${first}T10:00:00.000Z`
    const desk = new Desk(season)
    expect(season.debt("seb")).toBe(-2000)
    answerOf(desk.weigh("seb", "chicken", { weights: [2150] }, at))
    expect([season.debt("seb"), season.own(first).adjustment]).toEqual([-2150, 150])
    answerOf(desk.settle("seb", at))
    expect(season.balance(earnedBy("farm"))).toBe(2150)
    expect(season.balance(engagedTo("box"))).toBe(0)
  })

  it("DAY-13, DAY-14: settling takes it from what is committed, by the delivery's own goods, and gives it back", () => {
    const { season, desk } = closed()
    answerOf(desk.weigh("seb", "box", { delivered: { pieces: 0 } }, at))
    const before = new Map(season.balances)
    answerOf(desk.settle("seb", at))
    expect([orderedOf, deliveredOf, lostOf].map((account) => season.balance(account("box", "box", first)))).toEqual([
      0, 0, 1,
    ])
    expect([season.balance(earnedBy("farm")), season.balance(engagedTo("box"))]).toEqual([0, 3900])
    answerOf(desk.reopen("seb", at))
    answerOf(desk.weigh("seb", "box", { delivered: null }, at))
    answerOf(desk.settle("seb", at))
    expect([season.balance(earnedBy("farm")), season.balance(engagedTo("box"))]).toEqual([1300, 3900])
    answerOf(desk.reopen("seb", at))
    expect(season.balance(orderedOf("box", "box", first))).toBe(before.get(orderedOf("box", "box", first)))
  })

  it("DAY-16, DAY-17: are shared like others, and keep the price that was agreed", () => {
    const { season, desk } = closed()
    const which = { catalog: "box", product: "box" }
    answerOf(season.do(Plans.shareShort(desk.all(at), which, { pieces: 0 }, { how: "pro-rata" }, "")))
    expect(season.debt("seb")).toBe(-3900)
    expect(refusalOf(season.do(Plans.repriceProduct(desk.all(at), which, 1000, "")))).toEqual({
      _tag: "NothingOrdered",
      ...which,
    })
  })

  it("DAY-9: what one basket changes of a subscription is there for the next", () => {
    const season = new Season("constant")
    answerOf(season.subscribe("seb"))
    answerOf(season.subscribe("francois"))
    season.now = "2026-05-05T10:00:00.000Z"
    answerOf(season.close(first))
    answerOf(season.close(first, "francois"))
    season.now = `${first}T10:00:00.000Z`
    const desk = new Desk(season)
    const which = { catalog: "box", product: "box" }
    answerOf(season.do(Plans.shareShort(desk.all(at), which, { pieces: 1 }, { how: "first-come" }, "")))
    expect([season.debt("seb"), season.debt("francois")]).toEqual([-5200, -3900])
  })
})

describe("two baskets of one subscription at one distribution", () => {
  it("DAY-9, DAY-16 (D18): what the first basket changes of the debt is there for the second, to the cent", () => {
    const season = new Season("constant")
    answerOf(season.subscribe("seb", { partner: { member: "julie", share: 3337 } }))
    answerOf(season.shift(second, first))
    season.now = "2026-05-05T10:00:00.000Z"
    answerOf(season.close(first))
    answerOf(season.close(second))
    season.now = `${first}T10:00:00.000Z`
    const desk = new Desk(season)
    expect(desk.baskets(first).map(({ member }) => member)).toEqual(["seb", "julie"])
    const which = { catalog: "box", product: "box" }
    answerOf(season.do(Plans.shareShort(desk.all(at), which, { pieces: 0 }, { how: "pro-rata" }, "")))
    expect([season.debt("seb"), season.debt("julie", "seb")]).toEqual([-1732, -868])
  })
})

describe("closing a delivery late", () => {
  const late = (then: (desk: Desk) => void): Season => {
    const { season, desk } = closed()
    answerOf(season.subscribe("francois", { startsOn: null }, { entry: "coordinator" }))
    season.states.set("subscription:late", {
      ...season.subscription("seb"),
      id: "late",
      deliveries: season.subscription("seb").deliveries.map((one) => ({ ...one, closedAt: null })),
    })
    then(desk)
    return season
  }

  it("SUB-14, DAY-10: nothing is put into a basket that is settled", () => {
    const season = late((desk) => answerOf(desk.settle("seb", at)))
    const before = season.journal.length
    expect(refusalOf(season.close(first, "late"))).toEqual({ _tag: "BasketSettled", basket: `${first}~seb` })
    expect(season.journal).toHaveLength(before)
  })

  it("SUB-14, DAY-10: nor at a distribution that is validated; an empty delivery is closed all the same", () => {
    const season = late((desk) => {
      answerOf(desk.settle("seb", at))
      desk.final(first)
      desk.village.must(Plans.validateDistribution(desk.validating([], first)))
    })
    expect(refusalOf(season.close(first, "late"))).toEqual({ _tag: "DistributionValidated", distribution: first })
    season.states.set("subscription:late", {
      ...season.subscription("late"),
      order: [],
      deliveries: season.subscription("late").deliveries.map((one) => ({ ...one, lines: [] })),
    })
    expect(codeOf(season.close(first, "late"))).toBe("done")
  })

  it("SUB-14, DAY-10: closing says again what it said when it was closed before the basket was settled", () => {
    const { season, desk } = closed()
    answerOf(desk.settle("seb", at))
    expect(codeOf(season.close(first))).toBe("done")
  })

  it("CALENDAR-4, DAY-10: no delivery is put off to a distribution that is validated", () => {
    const season = new Season("constant")
    answerOf(season.subscribe("seb", { startsOn: second }))
    season.now = `${first}T06:00:00.000Z`
    const desk = new Desk(season)
    desk.final(first)
    season.must(Plans.validateDistribution(desk.validating([], first)))
    expect(refusalOf(season.shift(second, first))).toEqual({ _tag: "DistributionValidated", distribution: first })
  })
})
