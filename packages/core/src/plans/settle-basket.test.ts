import { describe, expect, it } from "vitest"
import { evening, market, onTheDay, pictureOf } from "../../test/day.ts"
import type { Desk } from "../../test/day.ts"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { answerOf, aProducer, july, refusalOf, thursday } from "../../test/village.ts"
import type { Outcome } from "../../test/village.ts"
import type { BasketPayment } from "../basket/index.ts"
import { dueOf, isSettled, refundableOf, totalOf } from "../basket/index.ts"
import {
  deliveredOf,
  depositsOf,
  earnedBy,
  feesOf,
  heldFor,
  lostOf,
  orderedOf,
  stockOf,
  walletOf,
} from "../ledger/index.ts"
import { deskBasket, toPayNow, weighedLine } from "../views/index.ts"
import * as Plans from "./index.ts"

const codeOf = (outcome: Outcome<unknown>): string => refusalOf(outcome)?._tag ?? "done"

/** Seb's apples and jam, his jam sold on the spot, in a state that changes no more. */
const inState = (state: string): Desk => {
  const desk = onTheDay(state === "nothing ordered" ? {} : { seb: { apples: 3 } })
  if (state === "nothing ordered" || state === "open") return desk
  answerOf(desk.sell("seb", { product: "jam", quantity: { pieces: 1 } }))
  if (state === "cancelled") {
    desk.village.states.set("distribution:thursday", { ...desk.village.distribution("thursday"), status: "cancelled" })
    return desk
  }
  answerOf(desk.settle("seb"))
  if (state === "validated") answerOf(desk.validate())
  return desk
}

/** Does what the page names. */
const done = (desk: Desk, what: string): Outcome<unknown> => {
  const { village } = desk
  const around = desk.around("seb")
  const context = { ...village.around(thursday), claim: null }
  switch (what) {
    case "weigh":
      return village.do(Plans.weighLines(around, [{ line: 1, delivered: { pieces: 2 } }]))
    case "hand over":
      return desk.hand("seb", "Seb")
    case "sell":
      return desk.sell("seb", { product: "jam", quantity: { pieces: 1 } })
    case "take back":
      return desk.takeBack("seb", 2)
    case "share":
      return desk.short("apples", { pieces: 1 }, { how: "pro-rata" })
    case "reprice":
      return desk.reprice("apples", 90)
    case "order":
      return village.confirm("seb", market({ apples: 4 }), { entry: "coordinator" })
    case "draft":
      return village.draft("seb", market({ apples: 4 }))
    case "cancel":
      return village.cancel("seb", "coordinator")
    case "settle":
      return desk.settle("seb")
    case "reopen":
      return desk.reopen("seb")
    case "move":
      return village.do(
        Plans.changeDistribution(context, around.distribution, { ...thursday, note: "in the yard" }, null),
      )
    case "join":
      village.must(
        Plans.createCatalog(null, "bread", { ...village.catalog("market").settings, name: "bread" }, aProducer("farm")),
      )
      return village.do(
        Plans.joinDistribution(village.around(thursday), around.distribution, { catalog: "bread", window: null }),
      )
    case "leave":
      return village.do(Plans.withdrawCatalog(around.distribution, "market", []))
    case "call off":
      return village.do(Plans.cancelDistribution(village.group, around.distribution, [], null))
    case "count":
      return desk.count({ cash: 0, cheque: 0, card: 0 })
    case "put coins in":
      return desk.openTill(500)
    default:
      throw new RangeError(`nothing is called ${what}`)
  }
}

type Payments = ReadonlyArray<readonly [BasketPayment["kind"], number, boolean]>

const asks: Readonly<Record<string, Ask>> = {
  "DAY-6": (due, paid, moneyPot, wallet) => [toPayNow({ due, paid }, { moneyPot, wallet })],
  "DAY-7": (due, received: ReadonlyArray<number>, promised: ReadonlyArray<number>) => {
    const desk = onTheDay({ seb: { apples: due } })
    desk.village.must(
      Plans.repriceProduct(
        desk.all(),
        { catalog: "market", product: "apples" },
        1,
        "so that due is what the page says",
      ),
    )
    const basket = desk.village.basket("seb")!
    const payment = (status: BasketPayment["status"]) => (amount: number, index: number) =>
      ({ id: `${status}${index}`, kind: "cash", amount, status }) as const
    const payments = [...received.map(payment("received")), ...promised.map(payment("promised"))]
    expect(dueOf(basket)).toBe(due)
    return [refundableOf({ ...basket, payments })]
  },
  "DAY-10": (state, what) => [codeOf(done(inState(state), what))],
  "DAY-11": (timeZone, startsAt, now) => {
    const { village } = onTheDay({})
    village.configure({ timeZone })
    const distribution = { ...village.distribution("thursday"), plan: { ...thursday, startsAt } }
    return [Plans.startProblem(village.group, distribution, now)?._tag ?? "done"]
  },
  "DAY-12": (difference, weighed, payments: Payments) => {
    const desk = onTheDay({ seb: { tomme: 1 } }, { payments: { moneyPot: false, floor: 0, difference } })
    if (weighed !== null) answerOf(desk.weigh("seb", "tomme", { delivered: weighed }))
    for (const [kind, amount, promised] of payments) desk.pay("seb", amount, kind, promised)
    return [codeOf(desk.settle("seb"))]
  },
  "DAY-13": (fee, grams, jam) => {
    const desk = onTheDay({ seb: { tomme: 1, jam } }, {}, fee)
    answerOf(desk.weigh("seb", "tomme", { weights: [grams] }))
    const total = totalOf(desk.village.basket("seb")!)
    const { settled } = answerOf(desk.settle("seb"))
    expect(settled!.total).toBe(total)
    const accounts = [earnedBy("farm"), feesOf("market"), depositsOf("seb"), heldFor("seb")]
    return accounts.map((account) => desk.village.balance(account))
  },
  "DAY-27": (grams) => {
    const desk = onTheDay({ seb: { tomme: 1, jam: 2 } })
    const said = grams === null ? { delivered: null } : { weights: [grams] }
    const answered = weighedLine(answerOf(desk.weigh("seb", "tomme", said)), 1)
    expect([answered.line.product, answered.line.trail.length]).toEqual(["tomme", 1])
    return [answered.line.amount, answered.total, answered.due, answered.toWeigh]
  },
}

const rules = rulesOn("day.md").filter(({ id }) => asks[id] !== undefined)

describe("the rule book's page on the day: what is paid, and settling", () => {
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

describe("settling a basket", () => {
  it("DAY-8, DAY-13 (D24): goods and money leave in one plan; nothing is held or ordered any more", () => {
    const desk = onTheDay({ seb: { tomme: 2, jam: 3, lentils: 500 } })
    answerOf(desk.weigh("seb", "tomme", { weights: [1010] }))
    answerOf(desk.weigh("seb", "jam", { delivered: { pieces: 2 } }))
    answerOf(desk.weigh("seb", "lentils", { weights: [520] }))
    answerOf(desk.settle("seb"))
    const { village } = desk
    const of = (product: string) =>
      [orderedOf, deliveredOf, lostOf].map((account) => village.balance(account("market", product, "thursday")))
    expect([of("tomme"), of("jam"), of("lentils")]).toEqual([
      [0, 2, 0],
      [0, 2, 1],
      [0, 520, 0],
    ])
    expect(village.balance(stockOf("market", "lentils", "thursday"))).toBe(-520)
    expect(village.balance(stockOf("market", "jam", null))).toBe(-3)
    expect(village.balance(heldFor("seb"))).toBe(0)
    expect(village.balance(walletOf("seb"))).toBe(0 - 2424 - 900 - 156 - 100)
  })

  it("DAY-12 (D25): each thing that is missing is named", () => {
    const desk = onTheDay(
      { seb: { tomme: 1, melons: 1 } },
      { payments: { moneyPot: false, floor: 0, difference: "refuse" } },
    )
    expect(refusalOf(desk.settle("seb"))).toEqual({
      _tag: "LinesToWeigh",
      basket: "thursday~seb",
      lines: [
        { line: 1, name: "tomme" },
        { line: 2, name: "melons" },
      ],
    })
    answerOf(desk.weigh("seb", "tomme", { weights: [500] }))
    answerOf(desk.weigh("seb", "melons", { weights: [1000] }))
    const first = desk.pay("seb", 500, "on-the-spot", true)
    expect(refusalOf(desk.settle("seb"))).toEqual({
      _tag: "PaymentToChoose",
      basket: "thursday~seb",
      payments: [first],
      amount: 500,
    })
    const paid = onTheDay({ seb: { apples: 3 } }, { payments: { moneyPot: false, floor: 0, difference: "refuse" } })
    paid.pay("seb", 200)
    expect(refusalOf(paid.settle("seb"))).toEqual({
      _tag: "BasketUnbalanced",
      basket: "thursday~seb",
      due: 300,
      paid: 200,
    })
  })

  it("DAY-13 (VAL4): what is missing stays in the wallet, below zero if need be, and so does what was too much", () => {
    const desk = onTheDay({ seb: { apples: 3 }, julie: { apples: 3 } })
    desk.pay("seb", 200)
    desk.pay("julie", 500)
    answerOf(desk.settle("seb"))
    answerOf(desk.settle("julie"))
    expect([desk.village.balance(walletOf("seb")), desk.village.balance(walletOf("julie"))]).toEqual([-100, 200])
  })

  it("GC-7.1 (VAL2): two members pay by cheque what they ordered; all is settled and validated, nothing is owed", () => {
    const desk = onTheDay({ francois: { jam: 1 }, seb: { jam: 3 } })
    desk.pay("francois", 500, "cheque")
    desk.pay("seb", 1500, "cheque")
    answerOf(desk.settle("francois"))
    answerOf(desk.settle("seb"))
    answerOf(desk.count({ cash: 0, cheque: 2000, card: 0 }))
    answerOf(desk.validate())
    expect(desk.baskets().every(isSettled)).toBe(true)
    expect(["francois", "seb"].map((member) => desk.village.balance(walletOf(member)))).toEqual([0, 0])
    expect(desk.village.balance(earnedBy("farm"))).toBe(1800)
  })

  it("DAY-7 (GC-19): of 50 € paid for what comes to 42.30 €, 7.70 € may go back; it follows what is weighed", () => {
    const desk = onTheDay({ seb: { lentils: 5000, jam: 5, apples: 2 } })
    desk.pay("seb", 5000)
    const basket = () => desk.village.basket("seb")!
    expect([dueOf(basket()), refundableOf(basket())]).toEqual([4200, 800])
    answerOf(desk.weigh("seb", "lentils", { weights: [5100] }))
    expect([dueOf(basket()), refundableOf(basket())]).toEqual([4230, 770])
    answerOf(desk.weigh("seb", "jam", { delivered: { pieces: 4 } }))
    expect([dueOf(basket()), refundableOf(basket())]).toEqual([3730, 1270])
  })

  it("DAY-11 (D7): the evening before, a basket is weighed and handed over, and not settled", () => {
    const desk = onTheDay({ seb: { tomme: 1 } })
    desk.village.now = "2026-06-03T20:00:00.000Z"
    answerOf(desk.weigh("seb", "tomme", { weights: [500] }))
    answerOf(desk.hand("seb", "Seb"))
    expect(refusalOf(desk.settle("seb"))).toEqual({
      _tag: "DistributionNotStarted",
      distribution: "thursday",
      startsAt: thursday.startsAt,
    })
    desk.village.now = evening
    expect(codeOf(desk.settle("seb"))).toBe("done")
  })

  it("DAY-19 (O5): handing over moves nothing; the desk sees who took it", () => {
    const desk = onTheDay({ seb: { apples: 3 } })
    const before = pictureOf(desk.village).balances
    answerOf(desk.hand("seb", "A neighbour", { by: "julie" }))
    expect(pictureOf(desk.village).balances).toEqual(before)
    const seen = deskBasket(desk.village.basket("seb")!, 1)
    expect([seen.taken, seen.handed]).toEqual([true, { to: "A neighbour", by: "julie", at: evening }])
  })

  it("DAY-6 (D25): the desk sees what is due, paid and promised, and what waits for its weight", () => {
    const desk = onTheDay({ seb: { tomme: 1, jam: 2 } })
    desk.pay("seb", 1000)
    desk.pay("seb", 900, "transfer", true)
    const seen = deskBasket(desk.village.basket("seb")!, 1)
    expect([seen.total, seen.deposits, seen.due, seen.paid, seen.promised]).toEqual([2100, 100, 2200, 1000, 900])
    expect([seen.toWeigh, seen.settled, seen.lines.map(({ nominal }) => nominal)]).toEqual([
      1,
      false,
      [{ grams: 500 }, { pieces: 2 }],
    ])
  })
})

describe("opening a basket again", () => {
  it("DAY-14 (D25, VAL6): is the identity on every balance and state, with new entries that go back", () => {
    const desk = onTheDay({ seb: { tomme: 2, jam: 3, lentils: 500 } }, {}, 333)
    answerOf(desk.weigh("seb", "tomme", { weights: [1010] }))
    answerOf(desk.weigh("seb", "jam", { delivered: { pieces: 1 } }))
    answerOf(desk.weigh("seb", "lentils", { weights: [530] }))
    desk.pay("seb", 1000)
    answerOf(desk.hand("seb", "Seb"))
    const before = pictureOf(desk.village)
    const settled = answerOf(desk.settle("seb")).settled!.postings
    const reopened = answerOf(desk.reopen("seb"))
    const after = pictureOf(desk.village)
    expect(after.balances).toEqual(before.balances)
    expect(reopened.settled).toBeNull()
    expect({ ...reopened, settled: undefined }).toEqual({
      ...(before.states.get("basket:thursday~seb") as object),
      settled: undefined,
    })
    const back = desk.village.journal.at(-1)!.postings.filter(({ unit }) => unit !== "changes")
    expect(back.map(({ from, to, quantity }) => [to, from, quantity])).toEqual(
      settled.map(({ from, to, quantity }) => [from, to, quantity]),
    )
    expect(new Set(back.map(({ reason }) => reason))).toEqual(new Set(["reopened"]))
  })

  it("DAY-14: is refused twice, and then the basket may be weighed and settled anew", () => {
    const desk = onTheDay({ seb: { apples: 3 } })
    answerOf(desk.settle("seb"))
    answerOf(desk.reopen("seb"))
    expect(refusalOf(desk.reopen("seb"))).toEqual({ _tag: "BasketNotSettled", basket: "thursday~seb" })
    answerOf(desk.weigh("seb", "apples", { delivered: { pieces: 2 } }))
    answerOf(desk.settle("seb"))
    expect(desk.village.balance(earnedBy("farm"))).toBe(200)
  })
})

describe("what is frozen", () => {
  it("DAY-10: a distribution that is open again may be moved", () => {
    const desk = inState("validated")
    answerOf(desk.reopenAll())
    expect(codeOf(done(desk, "move"))).toBe("done")
    expect(codeOf(done(desk, "reopen"))).toBe("done")
    expect(codeOf(done(desk, "weigh"))).toBe("done")
  })

  it("DAY-10, BASKET-6: a basket never comes to more than can be carried", () => {
    const desk = onTheDay({ seb: { apples: 3 } })
    expect(refusalOf(desk.weigh("seb", "apples", { delivered: { pieces: Plans.maximumTotal } }))).toEqual({
      _tag: "AmountTooLarge",
      catalog: "market",
      product: "apples",
    })
  })

  it("CYCLE-4, DAY-10: a season that changes passes over a distribution that is validated", () => {
    const desk = onTheDay({ seb: { apples: 3 } })
    desk.village.plan("july", july, ["market"])
    answerOf(desk.settle("seb"))
    answerOf(desk.validate())
    const at = (distribution: string) => ({ date: distribution === "july" ? "2026-07-02" : "2026-06-04", distribution })
    const recipe = {
      recurrence: { first: "2026-06-04", every: { weeks: 4 }, ends: { count: 2 }, except: [] },
    }
    const cycle = {
      id: "season",
      recipes: [recipe],
      dates: [at("thursday"), at("july")].map((one) => ({ ...one, recipe: 0 })),
      status: "active",
    } as unknown as Parameters<typeof Plans.stepsToEnd>[1]
    // Orders of Thursday are taken as still open, so that it is the validation that keeps it.
    const context = {
      group: desk.village.group,
      now: "2026-05-29T10:00:00.000Z",
      catalogs: desk.village.catalogs,
      distribution: (id: string) => desk.village.distribution(id),
    }
    expect(
      Plans.stepsToEnd(context, cycle, "2026-06-01").map(({ does, distribution }) => [distribution, does]),
    ).toEqual([
      ["thursday", "keep"],
      ["july", "cancel"],
    ])
  })
})
