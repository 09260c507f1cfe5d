import * as Result from "effect/Result"
import { describe, expect, it } from "vitest"
import { market, onTheDay, pictureOf } from "../../test/day.ts"
import type { Desk } from "../../test/day.ts"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { answerOf, refusalOf } from "../../test/village.ts"
import { earnedBy, moneyIn, tillDifference } from "../ledger/index.ts"
import { differenceOf, inTill } from "../till/index.ts"
import * as Plans from "./index.ts"
import { expectedInTill, validationProblems } from "./index.ts"

const unclosed = [{ catalog: "box", subscriptions: 2 }]

/** What happens before somebody looks at what is missing. */
const happened: Readonly<Record<string, (desk: Desk) => unknown>> = {
  "all settled": (desk) => {
    for (const { member } of desk.baskets().filter(Plans.awaitsSettling)) answerOf(desk.settle(member))
  },
  "a cancelled basket": ({ village }) => answerOf(village.cancel("seb", "coordinator")),
  "a draft": (desk) => {
    answerOf(desk.village.draft("julie", market({ apples: 1 })))
    answerOf(desk.settle("seb"))
  },
  "cash came": (desk) => desk.pay("seb", 300),
  "a transfer came": (desk) => {
    answerOf(desk.reopen("seb"))
    desk.pay("seb", 300, "transfer")
    answerOf(desk.settle("seb"))
  },
  "coins put in": (desk) => answerOf(desk.openTill(500)),
  counted: (desk) => answerOf(desk.count(expectedInTill(desk.till(), desk.payments))),
  "the day before": ({ village }) => {
    village.now = "2026-06-03T20:00:00.000Z"
  },
  "contracts not closed": () => undefined,
}

const asks: Readonly<Record<string, Ask>> = {
  "DAY-20": (float, received: ReadonlyArray<number>, cash) => {
    const desk = onTheDay({ seb: { apples: 20 } })
    if (float > 0) answerOf(desk.openTill(float))
    for (const amount of received) desk.pay("seb", amount)
    answerOf(desk.settle("seb"))
    const till = answerOf(desk.count({ cash, cheque: 0, card: 0 }))
    const before = desk.village.balance(moneyIn("cash"))
    answerOf(desk.validate())
    const posted = desk.village.balance(tillDifference)
    // Money that is in the box was taken from its account.
    expect([before, desk.village.balance(moneyIn("cash"))]).toEqual([float - till.expected!.cash, float - cash])
    expect(till.float).toBe(float)
    return [till.expected!.cash, posted]
  },
  "DAY-21": (what: ReadonlyArray<string>) => {
    const desk = onTheDay({ seb: { apples: 3 } })
    // Money for a settled basket comes before it is settled.
    const early = what.filter((one) => one === "cash came" && what.indexOf("all settled") < what.indexOf(one))
    for (const one of [...early, ...what.filter((other) => !early.includes(other))]) happened[one]!(desk)
    desk.final()
    const context = desk.validating(what.includes("contracts not closed") ? unclosed : [])
    const problems = validationProblems(context).map(({ _tag }) => _tag)
    expect(refusalOf(desk.validate(context.unclosed))?._tag).toBe(problems[0])
    return [problems]
  },
}

const rules = rulesOn("day.md").filter(({ id }) => asks[id] !== undefined)

describe("the rule book's page on the day: the till, and validating", () => {
  it("asks every table that it knows the question of", () => {
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(asks))
    expect(rules.filter(({ rows }) => rows.length < 4)).toEqual([])
  })

  for (const rule of rules) {
    it.each(casesOf(rule))(`${rule.id}: ${rule.title}: $title`, ({ given, says }) => {
      expect(asks[rule.id]!(...given)).toStrictEqual(says)
    })
  }
})

describe("validating", () => {
  it("DAY-21 (D25, VAL3): names the members whose baskets are not settled, by the alphabet", () => {
    const desk = onTheDay({ seb: { apples: 1 }, julie: { apples: 1 }, francois: { apples: 1 } })
    answerOf(desk.settle("julie"))
    expect(refusalOf(desk.validate())).toEqual({
      _tag: "BasketsNotSettled",
      distribution: "thursday",
      baskets: [
        { basket: "thursday~francois", member: "francois", name: "francois" },
        { basket: "thursday~seb", member: "seb", name: "seb" },
      ],
    })
  })

  it("DAY-21: says which contracts are not closed, and how much the till changed", () => {
    const desk = onTheDay({ seb: { apples: 3 } })
    expect(validationProblems(desk.validating(unclosed))[0]).toEqual({
      _tag: "DeliveriesNotClosed",
      distribution: "thursday",
      catalogs: unclosed,
    })
    answerOf(desk.openTill(500))
    answerOf(desk.count({ cash: 500, cheque: 0, card: 0 }))
    desk.pay("seb", 300)
    answerOf(desk.settle("seb"))
    expect(refusalOf(desk.validate())).toEqual({
      _tag: "TillChanged",
      distribution: "thursday",
      counted: 500,
      expected: 800,
    })
  })

  it("DAY-21 (VAL3): a distribution without a basket is validated; validating twice is refused", () => {
    const desk = onTheDay({})
    expect(answerOf(desk.validate()).validated).toEqual({ at: desk.village.now, by: "camille" })
    expect(refusalOf(desk.validate())).toEqual({ _tag: "DistributionValidated", distribution: "thursday" })
  })

  it("DAY-21: a cancelled distribution is not validated, and one that is not validated is not opened again", () => {
    const desk = onTheDay({})
    expect(refusalOf(desk.reopenAll())).toEqual({ _tag: "DistributionNotValidated", distribution: "thursday" })
    answerOf(
      desk.village.do(Plans.cancelDistribution(desk.village.group, desk.village.distribution("thursday"), [], null)),
    )
    expect(refusalOf(desk.validate())).toEqual({ _tag: "DistributionCancelled", distribution: "thursday" })
  })

  it("DAY-20 (9.3): the difference of each kind is posted, cheques and cards too", () => {
    const desk = onTheDay({ seb: { apples: 30 } })
    desk.pay("seb", 1000, "cash")
    desk.pay("seb", 1000, "cheque")
    desk.pay("seb", 1000, "card")
    answerOf(desk.settle("seb"))
    const counted = { cash: 990, cheque: 1000, card: 1030 }
    const { expected } = answerOf(desk.count(counted))
    expect(differenceOf(counted, expected!)).toEqual({ cash: -10, cheque: 0, card: 30 })
    expect(inTill(counted)).toBe(3020)
    answerOf(desk.validate())
    expect(["cash", "cheque", "card"].map((kind) => 0 - desk.village.balance(moneyIn(kind as "cash")))).toEqual([
      990, 1000, 1030,
    ])
    expect(desk.village.balance(tillDifference)).toBe(20)
  })

  it("DAY-22 (VAL6): opening it again is the identity on every balance and state; it may be validated anew", () => {
    const desk = onTheDay({ seb: { apples: 3 } })
    desk.pay("seb", 300)
    answerOf(desk.settle("seb"))
    answerOf(desk.count({ cash: 280, cheque: 0, card: 0 }))
    desk.final()
    const before = pictureOf(desk.village)
    answerOf(desk.validate())
    expect(desk.village.balance(moneyIn("cash"))).toBe(-280)
    answerOf(desk.reopenAll())
    const after = pictureOf(desk.village)
    expect(after.balances).toEqual(before.balances)
    const states = (picture: typeof after) =>
      [...picture.states].map(([key, state]) => [key, { validated: null, ...(state as object) }])
    expect(states(after)).toEqual(states(before))
    expect(desk.village.balance(earnedBy("farm"))).toBe(300)
    answerOf(desk.count({ cash: 300, cheque: 0, card: 0 }))
    answerOf(desk.validate())
    expect(desk.village.balance(tillDifference)).toBe(0)
  })
})

describe("orders that are final", () => {
  it("DAY-24 (D25): once baskets are settled nobody orders, drafts or cancels, and a sale on the spot is still made", () => {
    const desk = onTheDay({ seb: { apples: 3 } })
    const { village } = desk
    desk.final()
    const final = { _tag: "OrdersFinal", distribution: "thursday" }
    expect(refusalOf(village.confirm("seb", market({ apples: 4 }), { entry: "coordinator" }))).toEqual(final)
    expect(refusalOf(village.draft("seb", market({ apples: 4 })))).toEqual(final)
    expect(refusalOf(village.cancel("seb", "coordinator"))).toEqual(final)
    expect(refusalOf(desk.hand("seb", "Seb"))).toBeUndefined()
  })

  it("DAY-24: before that nothing is validated; opened once more, orders are taken again", () => {
    const desk = onTheDay({ seb: { apples: 3 } })
    const { village } = desk
    answerOf(desk.settle("seb"))
    const early = Plans.validateDistribution(desk.validating())
    expect(Result.merge(early)).toEqual({ _tag: "OrdersNotFinal", distribution: "thursday" })
    desk.final()
    const before = village.journal.length
    desk.final()
    expect(village.journal.slice(before).flatMap(({ facts }) => facts)).toEqual([])
    answerOf(desk.reopenAll())
    expect(refusalOf(village.confirm("lea", market({ apples: 1 }), { entry: "coordinator" }))).toBeUndefined()
  })
})
