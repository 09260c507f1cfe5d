import { describe, expect, it } from "vitest"
import french from "../books/books.fr.ts"
import { conventionsOf, csvOf } from "../table/csv.ts"
import { countsOf, shownOf, tableOf } from "./memberships.model.ts"
import type { Row } from "./memberships.model.ts"

const rows: ReadonlyArray<Row> = [
  { member: "a", name: "AUBRY Zoé", state: "paid", fee: 1200, at: "2026-01-05T10:00:00.000Z" },
  { member: "b", name: "BRUN Élie", state: "late", fee: null, at: null },
  { member: "c", name: "CARON Inès", state: "promised", fee: 1000, at: "2026-02-05T10:00:00.000Z" },
  { member: "d", name: "ARNAUD Léo", state: "late", fee: null, at: null },
]

describe("memberships of a year", () => {
  it("the late ones come first, then by name", () => {
    expect(shownOf(rows, "", false).map(({ member }) => member)).toEqual(["d", "b", "c", "a"])
    expect(shownOf(rows, "", true).map(({ member }) => member)).toEqual(["d", "b"])
    expect(shownOf(rows, "elie", false).map(({ member }) => member)).toEqual(["b"])
  })

  it("what was received is counted, what is announced is not", () => {
    expect(countsOf(rows)).toEqual({ paid: 1, promised: 1, late: 2, total: 1200 })
  })

  it("are taken along as a file", () => {
    const table = tableOf(rows.slice(0, 2), { words: french, label: "2026", currency: "EUR" })
    expect(table.name).toBe("adhesions-2026")
    expect(csvOf(table, conventionsOf("fr"))).toBe(
      "\uFEFFFoyer;État;Adhésion;Depuis le\r\nAUBRY Zoé;à jour;12,00;2026-01-05\r\nBRUN Élie;en retard;;\r\n",
    )
  })
})
