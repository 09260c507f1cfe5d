import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { postgres, sqlite } from "./dialect.ts"
import { viewsPage } from "./page.ts"
import { views } from "./views.ts"

describe("the page about the views", () => {
  it("is what the definitions say: npm run docs", () => {
    const page = readFileSync(new URL("../../../../docs/sql-views.md", import.meta.url), "utf8")
    expect(page).toBe(viewsPage())
  })
})

describe("the views", () => {
  it.each(views)("$name leads with the space, names each column once, and the same in every dialect", (view) => {
    const columns = view.columns(sqlite).map(({ name }) => name)
    expect(columns[0]).toBe("space")
    expect(new Set(columns).size).toBe(columns.length)
    expect(view.columns(postgres("cabas")).map(({ name }) => name)).toEqual(columns)
  })
})
