import { describe, expect, it } from "vitest"
import { fieldAt, filled, NameMissing } from "./names.ts"

const names = new Map<string, unknown>([
  ["basket", "june~lea"],
  ["n", 3],
  ["line", { id: 1 }],
])

describe("names in a scenario", () => {
  it("become what was kept, whole or inside a text, at any depth", () => {
    expect(filled({ a: ["$basket", "buyer-$n", "$n"], b: { c: "$line" } }, names)).toEqual({
      a: ["june~lea", "buyer-3", 3],
      b: { c: { id: 1 } },
    })
  })

  it("leave other data as it is; two dollars are one", () => {
    expect(filled([1, null, true, "1 $ = 0.9 €", "$$basket", ""], names)).toEqual([
      1,
      null,
      true,
      "1 $ = 0.9 €",
      "$basket",
      "",
    ])
  })

  it("must have been kept, and be text to stand inside a text", () => {
    expect(() => filled({ a: "$other" }, names)).toThrow(NameMissing)
    expect(() => filled("x-$other", names)).toThrow("nothing was kept as $other")
    expect(() => filled("x-$line", names)).toThrow("$line is no text")
  })

  it("are kept from a field at a path, which must be there", () => {
    const answer = { id: "a", lines: [{ id: 7 }], none: null }
    expect(fieldAt(answer, "lines.0.id")).toBe(7)
    expect(fieldAt(answer, "none")).toBeNull()
    expect(() => fieldAt(answer, "lines.1.id")).toThrow("the answer has no lines.1.id")
    expect(() => fieldAt(answer, "none.id")).toThrow(NameMissing)
  })
})
