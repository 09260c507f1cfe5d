import { describe, expect, it } from "vitest"
import { evening, market, onTheDay } from "../../test/day.ts"
import type { Desk } from "../../test/day.ts"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { answerOf, refusalOf } from "../../test/village.ts"
import type { Outcome } from "../../test/village.ts"
import type { Line } from "../basket/index.ts"
import { amountOfLine, depositOfLine, handedOut, heldForBasket, isEstimate, isUnlikely } from "../basket/index.ts"
import { heldFor, walletOf } from "../ledger/index.ts"
import type { Measure } from "../values/index.ts"
import { amountOf } from "../values/index.ts"
import type { Weighing } from "./index.ts"
import { weighLines } from "./index.ts"

type Said = Omit<Weighing, "line"> | "nothing came" | "taken back"

const codeOf = (outcome: Outcome<unknown>): string => refusalOf(outcome)?._tag ?? "done"

/** Seb's order of one product, in the evening. */
const ordered = (product: string, quantity: number, margin = 0): Desk =>
  onTheDay({ seb: { [product]: quantity } }, { payments: { moneyPot: false, floor: 0, margin } })

const say = (desk: Desk, product: string, said: Said): Outcome<unknown> => {
  if (said === "nothing came") return desk.short(product, { pieces: 0 }, { how: "pro-rata" })
  return desk.weigh("seb", product, said === "taken back" ? { delivered: null } : said)
}

const counted = (measure: Measure | null): ReadonlyArray<Said> => (measure === null ? [] : [{ delivered: measure }])

/** The line once all of it was said; none of it refused. */
const lineAfter = (desk: Desk, product: string, said: ReadonlyArray<Said>): Line => {
  for (const one of said) answerOf(say(desk, product, one))
  return desk.line("seb", product)
}

const asks: Readonly<Record<string, Ask>> = {
  "DAY-1": (product, quantity, weights, tare) => {
    const desk = ordered(product, quantity)
    const outcome = codeOf(desk.weigh("seb", product, { weights, tare }))
    const line = desk.line("seb", product)
    return [outcome, line.delivered, amountOfLine(line)]
  },
  "DAY-2": (product, quantity, said: Said, sure) => [
    codeOf(say(ordered(product, quantity), product, { ...(said as object), sure })),
  ],
  "DAY-3": (quantity, before, weights, sure) => {
    const desk = ordered("melons", quantity)
    if (before !== null) answerOf(desk.weigh("seb", "melons", { delivered: { pieces: before } }))
    const outcome = codeOf(desk.weigh("seb", "melons", { weights, sure }))
    return [outcome, handedOut(desk.line("seb", "melons")).delivered]
  },
  "DAY-4": (quantity, said) => {
    const line = lineAfter(ordered("jam", quantity), "jam", counted(said))
    return [amountOfLine(line), depositOfLine(line)]
  },
  "DAY-5": (margin, product, quantity, said) => {
    const desk = ordered(product, quantity, margin)
    lineAfter(desk, product, counted(said))
    expect(desk.village.balance(walletOf("seb"))).toBe(0 - desk.village.balance(heldFor("seb")))
    expect(heldForBasket(desk.village.basket("seb")!)).toBe(desk.village.balance(heldFor("seb")))
    return [desk.village.balance(heldFor("seb"))]
  },
  "DAY-8": (product, quantity, said) => {
    const { delivered, lost, more } = handedOut(lineAfter(ordered(product, quantity), product, said))
    return [delivered, lost, more]
  },
  "DAY-15": (quantity, said) => {
    const line = lineAfter(ordered("tomme", quantity), "tomme", said)
    return [line.status, amountOfLine(line)]
  },
  "DAY-23": (told: ReadonlyArray<readonly [string, number | null]>) => {
    const desk = ordered("tomme", 2)
    for (const [hour, grams] of told) {
      const said = grams === null ? { delivered: null } : { weights: [grams] }
      answerOf(desk.weigh("seb", "tomme", said, { seenAt: `2026-06-04T${hour}:00.000Z` }))
    }
    const { delivered, trail = [] } = desk.line("seb", "tomme")
    return [delivered, trail.map((one) => (one.delivered === null ? null : amountOf(one.delivered)))]
  },
}

const rules = rulesOn("day.md").filter(({ id }) => asks[id] !== undefined)

describe("the rule book's page on the day: what is weighed and counted", () => {
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

describe("weighing", () => {
  it("DAY-1 (D6): keeps who said what and when, with weights, tare and reason; what was ordered stays", () => {
    const desk = ordered("melons", 2)
    answerOf(desk.weigh("seb", "melons", { weights: [1030, 970], tare: 10 }, { by: "annie" }))
    answerOf(desk.weigh("seb", "melons", { delivered: { grams: 1900 }, reason: "one was cut" }))
    const { ordered: was, trail } = desk.line("seb", "melons")
    expect(was).toEqual({ pieces: 2 })
    const at = desk.village.now
    expect(trail).toEqual([
      { kind: "weighed", delivered: { grams: 1980 }, weights: [1030, 970], tare: 10, reason: "", by: "annie", at },
      { kind: "counted", delivered: { grams: 1900 }, weights: [], tare: 0, reason: "one was cut", by: "camille", at },
    ])
  })

  it("DAY-1: several lines are weighed at once, all or none of them", () => {
    const desk = onTheDay({ seb: { tomme: 1, melons: 1 } })
    const { id } = desk.line("seb", "tomme")
    const both = [
      { line: id, weights: [510] },
      { line: 9, weights: [1000] },
    ]
    expect(refusalOf(desk.village.do(weighLines(desk.around("seb"), both)))).toEqual({
      _tag: "LineUnknown",
      basket: "thursday~seb",
      line: 9,
    })
    expect(desk.line("seb", "tomme").delivered).toBeNull()
  })

  it("DAY-1: a refused tare says what is on the scale", () => {
    const desk = ordered("tomme", 1)
    expect(refusalOf(desk.weigh("seb", "tomme", { weights: [500, 40], tare: 40 }))).toEqual({
      _tag: "TareTooHeavy",
      weighed: { grams: 40 },
      tare: { grams: 40 },
    })
  })

  it("DAY-2 (D6): names the goods, what they should weigh and what was said", () => {
    const desk = ordered("tomme", 2)
    expect(refusalOf(desk.weigh("seb", "tomme", { weights: [10_100] }))).toEqual({
      _tag: "WeightUnlikely",
      line: 1,
      product: "tomme",
      name: "tomme",
      nominal: { grams: 1000 },
      weighed: { grams: 10_100 },
    })
    expect([isUnlikely(0, 500), isUnlikely(500, 0), isUnlikely(1501, 500)]).toEqual([false, false, true])
  })

  it("DAY-2: of two pieces that came of four, it is their weight that is looked at", () => {
    const desk = ordered("tomme", 4)
    answerOf(desk.short("tomme", { pieces: 1 }, { how: "pro-rata" }))
    expect(codeOf(desk.weigh("seb", "tomme", { weights: [510] }))).toBe("done")
    expect(codeOf(desk.weigh("seb", "tomme", { weights: [2040] }))).toBe("WeightUnlikely")
  })

  it("LINE-2 (D6): goods that were only counted are still an estimate", () => {
    const desk = ordered("tomme", 2)
    answerOf(desk.weigh("seb", "tomme", { delivered: { pieces: 1 } }))
    expect([isEstimate(desk.line("seb", "tomme")), amountOfLine(desk.line("seb", "tomme"))]).toEqual([true, 1200])
    answerOf(desk.weigh("seb", "tomme", { weights: [505] }))
    expect([isEstimate(desk.line("seb", "tomme")), amountOfLine(desk.line("seb", "tomme"))]).toEqual([false, 1212])
  })

  it("DAY-15 (D14): what a member set to zero stays declined when nothing came", () => {
    const desk = onTheDay({ seb: { tomme: 1, apples: 1 }, julie: { tomme: 1 } })
    answerOf(desk.village.confirm("seb", market({ tomme: 0 }), { entry: "coordinator" }))
    answerOf(desk.short("tomme", { pieces: 0 }, { how: "pro-rata" }))
    expect(desk.line("seb", "tomme").status).toBe("declined")
    expect(desk.line("julie", "tomme").status).toBe("unavailable")
    answerOf(desk.weigh("seb", "tomme", { delivered: { pieces: 0 } }))
    expect(desk.line("seb", "tomme").status).toBe("declined")
  })

  it("GC-19.2 (D3): 12 € for 250 g, weighed 270 g, is 12.96 €", () => {
    const desk = ordered("tomme", 1)
    answerOf(desk.village.change("market", "tomme", { terms: { ...desk.line("seb", "tomme").terms, price: 4800 } }))
    answerOf(desk.village.confirm("julie", market({ tomme: 1 }), { entry: "coordinator" }))
    answerOf(desk.weigh("julie", "tomme", { weights: [270] }))
    expect(amountOfLine(desk.line("julie", "tomme"))).toBe(1296)
  })

  it("GC-4 (D6): more of goods that are weighed one by one is the same line, with a weight for each", () => {
    const desk = ordered("melons", 1)
    answerOf(desk.village.confirm("seb", market({ melons: 3 }), { entry: "coordinator" }))
    expect(desk.village.basket("seb")!.lines).toHaveLength(1)
    answerOf(desk.weigh("seb", "melons", { weights: [900, 1000, 1100] }))
    expect(desk.line("seb", "melons").trail!.at(-1)!.weights).toEqual([900, 1000, 1100])
    expect(amountOfLine(desk.line("seb", "melons"))).toBe(900)
  })

  it("GC-5, GC-6 (D14): set to zero and ordered again is one line, and what was weighed of it before is gone", () => {
    const desk = ordered("tomme", 1)
    answerOf(desk.weigh("seb", "tomme", { weights: [520] }))
    answerOf(desk.village.confirm("seb", market({ tomme: 0 }), { entry: "coordinator" }))
    expect(desk.line("seb", "tomme")).not.toHaveProperty("trail")
    answerOf(desk.village.confirm("seb", market({ tomme: 1 }), { entry: "coordinator" }))
    expect(desk.village.basket("seb")!.lines).toHaveLength(1)
    expect([desk.line("seb", "tomme").delivered, desk.village.balance(heldFor("seb"))]).toEqual([null, 1200])
  })
})

describe("who saw it last", () => {
  it("DAY-23: of two who look at the same instant, one is always the later", () => {
    const seenAt = "2026-06-04T16:10:00.000Z"
    const told = [
      ["julie", 1000],
      ["camille", 1010],
    ] as const
    const after = (order: typeof told | ReadonlyArray<(typeof told)[number]>) => {
      const desk = ordered("tomme", 2)
      for (const [by, grams] of order) answerOf(desk.weigh("seb", "tomme", { weights: [grams] }, { by, seenAt }))
      return desk.line("seb", "tomme").delivered
    }
    expect(after(told)).toEqual({ grams: 1000 })
    expect(after(told.toReversed())).toEqual({ grams: 1000 })
  })

  it("DAY-23 (D9): a tablet whose clock is ahead sees nothing later than it tells", () => {
    const desk = ordered("tomme", 2)
    answerOf(desk.weigh("seb", "tomme", { weights: [1010] }, { seenAt: "2026-06-04T19:00:00.000Z" }))
    desk.village.now = "2026-06-04T16:40:00.000Z"
    answerOf(desk.weigh("seb", "tomme", { weights: [990] }))
    expect(desk.line("seb", "tomme").trail!.map(({ at }) => at)).toEqual([evening, desk.village.now])
    expect(desk.line("seb", "tomme").delivered).toEqual({ grams: 990 })
  })

  it("DAY-23: what was told later and seen before moves no money", () => {
    const desk = ordered("tomme", 2)
    answerOf(desk.weigh("seb", "tomme", { weights: [1010] }, { seenAt: "2026-06-04T16:20:00.000Z" }))
    answerOf(desk.weigh("seb", "tomme", { weights: [2000] }, { seenAt: "2026-06-04T16:10:00.000Z" }))
    expect(desk.village.journal.at(-1)!.postings).toEqual([])
    expect(desk.village.balance(heldFor("seb"))).toBe(2424)
  })
})
