import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import english from "./instalments.en.ts"
import french from "./instalments.fr.ts"
import { intervals, openOfHousehold, planOf } from "./instalments.model.ts"

const about = { subscription: "s1", member: "lea" }
const wish = { parts: "3", first: "2026-12-05", every: 3, way: "cheque", firstWay: null, note: " " } as const

describe("what is asked of instalments", () => {
  it("PAY-18: number, days and ways are those of the fields; the first may come otherwise", () => {
    expect(planOf(wish, about)).toEqual({
      ...about,
      parts: 3,
      first: "2026-12-05",
      every: 3,
      kinds: ["cheque"],
      note: "",
    })
    expect(planOf({ ...wish, firstWay: "cash" }, about)).toMatchObject({ kinds: ["cash", "cheque"] })
  })

  it("PAY-12: what is no number from 1 to 36 is said, as is a day that is none", () => {
    for (const parts of ["", "0", "37", "trois", "2,5", "-1"]) expect(planOf({ ...wish, parts }, about)).toBe("parts")
    expect(planOf({ ...wish, first: "" }, about)).toBe("first")
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 36 }), fc.constantFrom(...intervals), (count, every) => {
        expect(planOf({ ...wish, parts: ` ${count}`, every }, about)).toMatchObject({ parts: count, every })
      }),
    )
  })

  it("PAY-15: those of a household that have not come stand by the day they are due", () => {
    const of = (id: string, dueOn: string, rest = {}) =>
      ({
        id,
        member: "lea",
        amount: 1,
        kind: "cheque",
        note: "",
        at: "2026-11-01",
        dueOn,
        status: "promised",
        ...rest,
      }) as const
    const { status: _, ...came } = of("d", "2026-11-30")
    const payments = [of("a", "2027-01-05"), of("b", "2026-12-05"), of("c", "2026-12-01", { member: "tom" }), came]
    expect(openOfHousehold(payments, "lea").map(({ id }) => id)).toEqual(["b", "a"])
  })

  it("says one instalment or several, in both languages", () => {
    expect([french.total(1, "5 €"), french.total(3, "5 €")]).toEqual(["1 échéance, 5 €", "3 échéances, 5 €"])
    expect([english.total(1, "€5"), english.total(3, "€5")]).toEqual(["1 instalment, €5", "3 instalments, €5"])
    expect([french.months(1), french.months(3)]).toEqual(["tous les mois", "tous les 3 mois"])
  })
})
