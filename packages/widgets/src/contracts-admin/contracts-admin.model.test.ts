import { describe, expect, it } from "vitest"
import type { Contract, Member, Season } from "../planner/desk.store.ts"
import { balanceOf, emailsOf, fitting, nextOf, noFilters, openDeliveries, tableOf } from "./contracts-admin.model.ts"
import words from "../planner/desk.fr.ts"
import { conventionsOf, csvOf } from "../table/csv.ts"

interface Told {
  readonly member: string
  readonly partner?: string
  readonly balance?: number
  readonly absent?: boolean
  readonly status?: Season["status"]
}

const season = ({ member, partner, balance = 0, absent = false, status = "active" }: Told): Season =>
  ({
    id: `of-${member}`,
    member,
    partner: partner === undefined ? null : { member: partner, share: 5000 },
    startsOn: "2026-10-08",
    endsOn: "2027-09-30",
    status,
    deliveries: [
      { id: "a", phase: "past", absent: true },
      { id: "b", phase: "open", absent },
    ],
    absences: { used: absent ? 2 : 1, maximum: 4 },
    expected: 50_650,
    debts: [{ member, owed: 1000, paid: 1000 + balance, balance }],
  }) as unknown as Season

const names: Readonly<Record<string, string>> = { lea: "MARTIN Léa", tom: "=HYPERLINK(1)", zoe: "ÉTIENNE Zoé" }
const nameOf = (member: string): string => names[member] ?? member
const lea = season({ member: "lea", balance: -500, partner: "zoe" })
const tom = season({ member: "tom", absent: true })
const gone = season({ member: "max", status: "stopped" })
const all = [tom, lea, gone]

describe("what is looked for", () => {
  const found = (more: object) => fitting(all, { ...noFilters, ...more }, nameOf).map(({ member }) => member)

  it("is what runs, by name", () => {
    expect(found({})).toEqual(["tom", "lea"])
    expect(found({ stopped: true })).toEqual(["max"])
  })

  it("S10.8: is who owes, who shares, who is absent next time", () => {
    expect(found({ late: true })).toEqual(["lea"])
    expect(found({ shared: true })).toEqual(["lea"])
    expect(found({ absent: true })).toEqual(["tom"])
    expect(found({ absent: true, late: true })).toEqual([])
  })

  it("is a name of either household, whatever its accents and order", () => {
    expect(found({ search: "lea martin" })).toEqual(["lea"])
    expect(found({ search: "  ETIENNE" })).toEqual(["lea"])
    expect(found({ search: "nobody" })).toEqual([])
  })

  it("SEASON-1: the next delivery is the first that has not taken place, and a balance is that of all households", () => {
    expect(nextOf(lea)?.id).toBe("b")
    expect(balanceOf(lea)).toBe(-500)
  })

  it("CALENDAR-3: deliveries are open until the instant of their closing", () => {
    const contract = { deliveries: [{ closesAt: "2026-11-23T17:30:00.000Z" }] } as unknown as Contract
    expect(openDeliveries(contract, "2026-11-23T17:29:59.999Z")).toHaveLength(1)
    expect(openDeliveries(contract, "2026-11-23T17:30:00.000Z")).toHaveLength(0)
  })
})

const person = (email: string | null) => ({ firstName: "", lastName: "", email, phone: null })
const members = [
  { id: "lea", people: [person("lea@example.org"), person(null)] },
  { id: "zoe", people: [person("zoe@example.org"), person("lea@example.org")] },
  { id: "tom", people: [person("tom@example.org")] },
] as unknown as ReadonlyArray<Member>

describe("what is taken along", () => {
  it("addresses of both households, each once", () => {
    expect(emailsOf([lea], members)).toEqual(["lea@example.org", "zoe@example.org"])
  })

  it("a file with a row for each subscription, decimal commas, and nothing that a spreadsheet runs", () => {
    const orderOf = () => '1 × "Petit"; panier'
    const table = tableOf("legumes", [lea, tom], { words, currency: "EUR", members, nameOf, orderOf })
    const text = csvOf(table, conventionsOf("fr"))
    expect(table.name).toBe("abonnements-legumes")
    expect(text.startsWith("\uFEFFFoyer;Foyer partenaire;Panier;")).toBe(true)
    const [, first, second] = text.trim().split("\r\n")
    expect(first).toBe(
      'MARTIN Léa;ÉTIENNE Zoé;"1 × ""Petit""; panier";2026-10-08;2027-09-30;1;1;506,50;5,00;-5,00;"lea@example.org, zoe@example.org"',
    )
    expect(second?.startsWith("'=HYPERLINK(1);;")).toBe(true)
  })
})
