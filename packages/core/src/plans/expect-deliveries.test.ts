import { describe, expect, it } from "vitest"
import { may, Season, twoAbsences } from "../../test/season.ts"
import { answerOf, aProduct, each } from "../../test/village.ts"
import { keyOf } from "./index.ts"

const [first, second] = may

/** Whose basket holds what at a delivery, and whether it is only expected. */
const expectedAt = (season: Season, day: string) => {
  const { baskets, isExpected } = season.expected([day])
  return baskets.flat().map(({ member, lines }) => [member, lines.map((line) => [line.product, isExpected(line)])])
}

describe("what is expected of contracts", () => {
  it("RECAP-6 (SUB-14): nothing where closing is refused: in a settled basket, at a validated distribution", () => {
    const season = new Season("constant", { days: [second] })
    season.open("fruit", [aProduct("apples", { terms: each(350) })])
    season.deliver(first, ["box", "fruit"])
    for (const member of ["seb", "julie"]) answerOf(season.subscribe(member))
    answerOf(season.confirm("julie", { "fruit/apples": 2 }, { at: first }))
    expect(expectedAt(season, first)).toEqual([
      [
        "julie",
        [
          ["apples", false],
          ["box", true],
        ],
      ],
      ["seb", [["box", true]]],
    ])
    const settled = { at: season.now, by: "camille", total: 700, deposits: 0 }
    season.states.set(keyOf.basket(`${first}~julie`), { ...season.basket("julie", first)!, settled })
    expect(expectedAt(season, first)).toEqual([
      ["julie", [["apples", false]]],
      ["seb", [["box", true]]],
    ])
    season.states.set(keyOf.distribution(first), { ...season.distribution(first), validated: settled })
    expect(expectedAt(season, first)).toEqual([["julie", [["apples", false]]]])
  })

  it("RECAP-6 (SUB-5, SUB-8): the basket of whose turn it is, or whom it was given to; moved baskets where they were moved", () => {
    const season = new Season("constant", { contract: { absences: twoAbsences } })
    answerOf(season.subscribe("seb", { partner: { member: "julie", share: 0 } }))
    answerOf(season.move(first, may[2]))
    answerOf(season.give(may[3], { member: "francois", name: "François" }))
    expect(may.map((day) => expectedAt(season, day))).toEqual([
      [],
      [["julie", [["box", true]]]],
      [["seb", [["box", true]]]],
      [["francois", [["box", true]]]],
    ])
    const [basket] = season.expected([may[2]]).baskets.flat()
    expect(basket?.lines.map(({ ordered }) => ordered)).toEqual([{ pieces: 2 }])
  })
})
