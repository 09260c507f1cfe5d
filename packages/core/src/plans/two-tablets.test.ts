import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { evening, onTheDay } from "../../test/day.ts"
import type { Desk } from "../../test/day.ts"
import { answerOf } from "../../test/village.ts"
import { isSold } from "../basket/index.ts"
import type { Measure } from "../values/index.ts"

const members = ["francois", "seb", "julie"] as const

/** What a tablet keeps while it has no network, with when it was seen. */
type Logged =
  | { readonly does: "weigh"; readonly member: string; readonly product: string; readonly grams: number | null }
  | { readonly does: "count"; readonly member: string; readonly pieces: number }
  | { readonly does: "hand"; readonly member: string; readonly to: string | null }
  | { readonly does: "sell"; readonly member: string; readonly pieces: number }
  | { readonly does: "pay"; readonly member: string; readonly id: string; readonly amount: number }

const who = { member: fc.constantFrom(...members) }

const logged: fc.Arbitrary<Logged> = fc.oneof(
  fc.record({
    does: fc.constant("weigh" as const),
    ...who,
    product: fc.constantFrom("tomme", "lentils"),
    grams: fc.option(fc.integer({ min: 1, max: 3000 }), { freq: 5 }),
  }),
  fc.record({ does: fc.constant("count" as const), ...who, pieces: fc.nat(5) }),
  fc.record({ does: fc.constant("hand" as const), ...who, to: fc.constantFrom("Seb", "Julie", null) }),
  fc.record({ does: fc.constant("sell" as const), ...who, pieces: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    does: fc.constant("pay" as const),
    ...who,
    id: fc.constantFrom("p-1", "p-2", "p-3"),
    amount: fc.constantFrom(500),
  }),
)

interface Entry {
  readonly by: string
  readonly seenAt: string
  readonly said: Logged
}

/** The logs of two tablets, which may look at the same instant; each tablet sees one thing after another. */
const logs = fc.tuple(fc.array(logged, { maxLength: 12 }), fc.array(logged, { maxLength: 12 })).map(([one, other]) =>
  [one, other].map((log, tablet) =>
    log.map((said, index): Entry => ({
      by: tablet === 0 ? "annie" : "bernard",
      seenAt: new Date(Date.parse("2026-06-04T16:00:00.000Z") + index * 1000).toISOString(),
      said,
    })),
  ),
)

/** Both logs in one, each in its own order, taken from as the choices say. */
const merged = (two: ReadonlyArray<ReadonlyArray<Entry>>, choices: ReadonlyArray<boolean>): ReadonlyArray<Entry> => {
  const left = two.map((log) => [...log])
  const told: Entry[] = []
  for (let turn = 0; left.some((log) => log.length > 0); turn += 1) {
    const chosen = choices[turn % Math.max(1, choices.length)] === true ? 1 : 0
    const log = left[chosen]!.length > 0 ? left[chosen]! : left[1 - chosen]!
    told.push(log.shift()!)
  }
  return told
}

const tell = (desk: Desk, { by, seenAt, said }: Entry): void => {
  const told = { by, seenAt }
  const { member } = said
  switch (said.does) {
    case "weigh": {
      const what = said.grams === null ? { delivered: null } : { weights: [said.grams], sure: true }
      answerOf(desk.weigh(member, said.product, what, told))
      return
    }
    case "count":
      answerOf(desk.weigh(member, "tomme", { delivered: { pieces: said.pieces } }, told))
      return
    case "hand":
      answerOf(desk.hand(member, said.to, told))
      return
    case "sell": {
      const quantity: Measure = { pieces: said.pieces }
      answerOf(desk.sell(member, { product: "jam", quantity }, told))
      return
    }
    case "pay":
      // Both tablets may tell of the same payment: it is known by its id.
      desk.receive(`${said.id}-${member}`, member, said.amount)
  }
}

/** What all is told comes to: lines and amounts, who fetched what, and every balance. */
const outcomeOf = (told: ReadonlyArray<Entry>) => {
  const order = { tomme: 2, lentils: 500 }
  const desk = onTheDay(
    { francois: order, seb: order, julie: order },
    { payments: { moneyPot: false, floor: 0, margin: 500 } },
  )
  desk.village.now = evening
  for (const one of told) tell(desk, one)
  const baskets = desk.baskets().map(({ member, lines, handed = null }) => ({
    member,
    handed,
    ordered: lines.filter((line) => !isSold(line)),
    // Sales are numbered as they are told.
    sold: lines
      .filter(isSold)
      .map(({ id: _, ...line }) => JSON.stringify(line))
      .toSorted(),
  }))
  return { baskets, balances: new Map([...desk.village.balances].toSorted(([a], [b]) => (a < b ? -1 : 1))) }
}

describe("two tablets without a network", () => {
  it("DAY-23, DAY-1, DAY-18, DAY-19 (D31): told in any order, their logs end in the same lines, amounts and balances", () => {
    fc.assert(
      fc.property(logs, fc.array(fc.boolean(), { maxLength: 24 }), (two, choices) => {
        expect(outcomeOf(merged(two, choices))).toEqual(outcomeOf(merged(two, [])))
      }),
      { numRuns: 300 },
    )
  })

  it("DAY-23: what counts is what was seen last, whoever saw it", () => {
    fc.assert(
      fc.property(logs, fc.array(fc.boolean(), { maxLength: 24 }), (two, choices) => {
        const { baskets } = outcomeOf(merged(two, choices))
        for (const { member, handed } of baskets) {
          const words = two
            .flat()
            .filter(({ said }) => said.does === "hand" && said.member === member)
            .toSorted((a, b) => (a.seenAt === b.seenAt ? (a.by < b.by ? -1 : 1) : a.seenAt < b.seenAt ? -1 : 1))
          const last = words.at(-1)?.said
          expect(handed?.to ?? null).toBe(last?.does === "hand" ? last.to : null)
        }
      }),
      { numRuns: 100 },
    )
  })
})
