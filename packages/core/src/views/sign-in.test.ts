import { describe, expect, it } from "vitest"
import { may, Season, twoAbsences } from "../../test/season.ts"
import { answerOf, aProduct, each, people } from "../../test/village.ts"
import { keyOf } from "../plans/index.ts"
import type { SheetRow } from "./index.ts"
import { nothingWithdrawn, signInSheet, withdrawnFrom } from "./index.ts"

const [first, second, third] = may

/** The sheet of a season's village: of the box, or of everything. */
const sheetOf = (
  season: Season,
  days: ReadonlyArray<string>,
  catalog: string | null = "box",
): ReadonlyArray<SheetRow> => {
  const { baskets, isExpected } = season.expected(days)
  return signInSheet({
    distributions: days.map((id, place) => ({ id, baskets: baskets[place]! })),
    isExpected,
    catalog,
    subscriptions: season.subscriptions.map((subscription) => ({
      context: season.season({ entry: "coordinator" }, subscription.catalog),
      subscription,
    })),
    member: (id) => season.member(id),
    number: (basket) => {
      const [distribution = "", member = ""] = basket.split("~")
      return season.number(member, distribution) ?? null
    },
    balance: (account) => season.balance(account),
    isWithdrawn: () => nothingWithdrawn,
  })
}

const named = (rows: ReadonlyArray<SheetRow>) => rows.map(({ households }) => households.map(({ name }) => name))
const marks = (rows: ReadonlyArray<SheetRow>) => rows.map(({ cells }) => cells.map(({ mark }) => mark))

/** Members whose names French sorts otherwise than code points do. */
const rename = (season: Season, names: Readonly<Record<string, string>>): void => {
  for (const [id, lastName] of Object.entries(names)) {
    const before = season.member(id)!
    season.states.set(keyOf.member(id), { ...before, people: people(lastName) })
  }
}

describe("the rows of a sheet", () => {
  it("SHEET-1: come by last name as French sorts them; who has nothing has none", () => {
    const season = new Season()
    rename(season, { seb: "Zola", julie: "Étienne", francois: "Eyre" })
    for (const member of ["seb", "julie"]) answerOf(season.subscribe(member))
    answerOf(season.subscribe("francois", { startsOn: third }))
    expect(named(sheetOf(season, [first, third]))).toEqual([["ÉTIENNE"], ["EYRE"], ["ZOLA"]])
    expect(named(sheetOf(season, [first]))).toEqual([["ÉTIENNE"], ["ZOLA"]])
  })

  it("SHEET-1, SHEET-2 (SHR3, X20): two that share are one row that says whose turn it is, before closing and after", () => {
    const season = new Season()
    rename(season, { seb: "Zola", julie: "Étienne" })
    answerOf(season.subscribe("seb", { partner: { member: "julie", share: 0 } }))
    season.now = "2026-05-08T10:00:00.000Z"
    answerOf(season.close(first))
    const [row, ...others] = sheetOf(season, [first, second])
    expect(others).toEqual([])
    expect(row?.households.map(({ name }) => name)).toEqual(["ZOLA", "ÉTIENNE"])
    expect(row?.cells.map(({ collector, number }) => [collector, number])).toEqual([
      ["seb", 1],
      ["julie", null],
    ])
  })

  it("SHEET-1 (R11): over all catalogs each basket is a row, which says with whom it is shared", () => {
    const season = new Season("constant", { days: [second] })
    season.open("fruit", [aProduct("apples", { terms: each(350) })])
    season.deliver(first, ["box", "fruit"])
    rename(season, { seb: "Zola", julie: "Étienne" })
    answerOf(season.subscribe("seb", { partner: { member: "julie", share: 0 } }))
    answerOf(season.confirm("julie", { "fruit/apples": 2 }, { at: first }))
    const rows = sheetOf(season, [first], null)
    expect(named(rows)).toEqual([["ÉTIENNE"], ["ZOLA"]])
    expect(rows.map(({ cells }) => cells[0]?.sharedWith)).toEqual([[], ["ÉTIENNE"]])
    expect(rows.map(({ cells }) => cells[0]?.lines.map(({ product, amount }) => [product, amount]))).toEqual([
      [["apples", 700]],
      [["box", 1300]],
    ])
    expect(named(sheetOf(season, [first], "fruit"))).toEqual([["ÉTIENNE"]])
  })

  it("SHEET-3: a catalog's sheet shows what is paid of the contract, one of all catalogs the wallet", () => {
    const season = new Season()
    answerOf(season.subscribe("seb"))
    season.balances.set("wallet:seb", -250)
    expect(sheetOf(season, [first]).map(({ balance }) => balance)).toEqual([-5200])
    expect(sheetOf(season, [first], null).map(({ balance }) => balance)).toEqual([-250])
  })

  it("SHEET-1: telephones are there, each once", () => {
    const season = new Season()
    answerOf(season.subscribe("seb"))
    const one = { firstName: "Seb", lastName: "Martin", email: null, phone: "06 12 34 56 78" }
    const before = season.member("seb")!
    season.states.set(keyOf.member("seb"), { ...before, people: [one, { ...one, firstName: "Luc" }] })
    const [row] = sheetOf(season, [first])
    expect(row?.households).toEqual([{ member: "seb", name: "MARTIN Seb / Luc", phones: ["06 12 34 56 78"] }])
  })
})

describe("the marks of a sheet", () => {
  it("SHEET-2 (R10): a box, an absence, or nothing; closing changes none of them", () => {
    const season = new Season("constant", { contract: { absences: twoAbsences } })
    answerOf(season.subscribe("seb", { endsOn: second, absences: [second] }))
    answerOf(season.subscribe("julie"))
    const before = sheetOf(season, [first, second, third])
    expect(named(before)).toEqual([["JULIE"], ["SEB"]])
    expect(marks(before)).toEqual([
      ["sign", "sign", "sign"],
      ["sign", "absent", "none"],
    ])
    season.now = "2026-05-15T10:00:00.000Z"
    for (const delivery of [first, second]) for (const id of ["seb", "julie"]) answerOf(season.close(delivery, id))
    const after = sheetOf(season, [first, second, third])
    expect(marks(after)).toEqual(marks(before))
    const shown = (rows: ReadonlyArray<SheetRow>) =>
      rows.map(({ cells }) => cells.map(({ lines, amount }) => [lines.map(({ name }) => name), amount]))
    expect(shown(after)).toEqual(shown(before))
  })

  it("SHEET-2 (X3): a basket that was given away says to whom", () => {
    const season = new Season()
    answerOf(season.subscribe("seb"))
    answerOf(season.give(first, { member: null, name: "Une voisine" }))
    answerOf(season.give(second, { member: "julie", name: "Julie" }))
    const [row] = sheetOf(season, [first, second])
    expect(row?.cells.map(({ taker, collector }) => [taker, collector])).toEqual([
      ["Une voisine", "seb"],
      ["Julie", "julie"],
    ])
  })

  it("SHEET-2 (D14): what is not closed shows as expected: what was chosen, else the default order", () => {
    const season = new Season("variable")
    answerOf(season.subscribe("seb"))
    answerOf(season.order(second, { onions: 3 }))
    const [row] = sheetOf(season, [first, second])
    expect(row?.cells.map(({ lines, amount }) => [lines.map(({ product }) => product), amount])).toEqual([
      [["box"], 1300],
      [["onions"], 600],
    ])
  })

  it("SHEET-2: a delivery that was put off shows where it is now", () => {
    const season = new Season()
    answerOf(season.subscribe("seb", { endsOn: first }))
    answerOf(season.shift(first, third))
    expect(marks(sheetOf(season, [first, third]))).toEqual([["none", "sign"]])
  })

  it("RECAP-3: a product that left the sale is marked", () => {
    const season = new Season()
    answerOf(season.subscribe("seb"))
    answerOf(season.change("box", "box", { active: false }))
    const { baskets, isExpected } = season.expected([first])
    const rows = signInSheet({
      distributions: [{ id: first, baskets: baskets[0]! }],
      isExpected,
      catalog: "box",
      subscriptions: [{ context: season.season({ entry: "coordinator" }), subscription: season.subscription() }],
      member: () => null,
      number: () => null,
      balance: () => undefined,
      isWithdrawn: () => withdrawnFrom(season.catalogs, false),
    })
    expect(rows).toMatchObject([
      { households: [{ name: "seb", phones: [] }], balance: null, cells: [{ lines: [{ standing: "withdrawn" }] }] },
    ])
  })
})
