import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { amountIn, deviationOf, found, nextIn, weightsIn } from "./desk.model.ts"
import type { Row } from "./desk.model.ts"
import en from "./day.en.ts"
import fr from "./day.fr.ts"
import { sharesOf } from "./apply.ts"
import type { Claim } from "./apply.ts"
import type { Entry } from "./picture.ts"

describe("what is typed on the pad", () => {
  it.each([
    ["309", [309]],
    ["167+142", [167, 142]],
    ["167 + 142", [167, 142]],
    ["167+", [167]],
    ["1,25", [1250]],
    ["0,5", [500]],
    ["1.25", [1250]],
    [",5", [500]],
    ["1,2kg+300g", [1200, 300]],
    ["2 kg", [2000]],
    ["", undefined],
    ["0", undefined],
    ["167+0", undefined],
    ["1,2345", undefined],
    ["1,2,3", undefined],
    ["2pommes", undefined],
    ["167++142", [167, 142]],
  ])("DAY-1: %s in grams is %j", (text, weights) => expect(weightsIn(text, "grams")).toEqual(weights))

  it.each([
    ["3", [3]],
    ["2+1", [2, 1]],
    ["1,5", undefined],
    ["2kg", undefined],
  ])("%s in pieces is %j", (text, weights) => expect(weightsIn(text, "pieces")).toEqual(weights))

  it("DAY-1: a sum is what its parts are, however it is written", () => {
    const weight = fc.integer({ min: 1, max: 99_999 })
    const written = (grams: number, isLarge: boolean) =>
      isLarge ? `${Math.floor(grams / 1000)},${String(grams % 1000).padStart(3, "0")}` : `${grams}`
    fc.assert(
      fc.property(fc.array(fc.tuple(weight, fc.boolean()), { minLength: 1, maxLength: 8 }), (parts) => {
        const text = parts.map(([grams, isLarge]) => written(grams, isLarge)).join("+")
        expect(weightsIn(text, "grams")).toEqual(parts.map(([grams]) => grams))
      }),
    )
  })

  it.each([
    ["12,50", 2, 1250],
    ["12", 2, 1200],
    ["0,05", 2, 5],
    ["12,505", 2, undefined],
    ["500", 0, 500],
    ["", 2, undefined],
    ["1+2", 2, undefined],
  ])("%s with %i digits is %j minor units", (text, digits, amount) => expect(amountIn(text, digits)).toBe(amount))
})

describe("how a weight stands to what was expected", () => {
  it.each([
    [250, "even", 0],
    [262, "even", 5],
    [290, "near", 16],
    [200, "near", -20],
    [400, "far", 60],
    [750, "far", 200],
    [751, "unlikely", 200],
    [83, "unlikely", -67],
  ])("DAY-2: %i g instead of 250 g is %s, %i %%", (weighed, tolerance, percent) =>
    expect(deviationOf(weighed, 250)).toEqual({ tolerance, percent }),
  )

  it("says nothing when nothing was expected", () => expect(deviationOf(250, null)).toBeUndefined())
})

const row = (name: string, number: number, phone: string, more: object = {}): Row => ({
  basket: { number, taken: false, toWeigh: 0, settled: false, ...more } as Row["basket"],
  member: undefined,
  name,
  toPay: 0,
  articles: 1,
  sought: ` ${name.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase()} ${number} ${phone}`,
})

describe("finding a household", () => {
  const all = [
    row("BERTHELOT Jean-Pierre", 5, "0612345678"),
    row("CARON Inès", 17, "0698765432", { taken: true }),
    row("TRAORÉ Adama", 1, "0712345600", { toWeigh: 2 }),
  ]
  const names = (filter: Parameters<typeof found>[1], sought: string) =>
    found(all, filter, sought).map(({ name }) => name)

  it.each([
    ["ber", ["BERTHELOT Jean-Pierre"]],
    ["pier", ["BERTHELOT Jean-Pierre"]],
    ["INES", ["CARON Inès"]],
    ["traore a", ["TRAORÉ Adama"]],
    ["thelot", []],
    ["17", ["CARON Inès"]],
    ["1", ["TRAORÉ Adama"]],
    ["06 98 76", ["CARON Inès"]],
    ["5600", ["TRAORÉ Adama"]],
    ["", ["BERTHELOT Jean-Pierre", "CARON Inès", "TRAORÉ Adama"]],
  ])("by %s", (sought, expected) => expect(names("all", sought)).toEqual(expected))

  it("narrows to who is to come, and to what is to weigh", () => {
    expect(names("coming", "")).toEqual(["BERTHELOT Jean-Pierre", "TRAORÉ Adama"])
    expect(names("weigh", "")).toEqual(["TRAORÉ Adama"])
    expect(names("pay", "")).toEqual([])
  })
})

describe("what may be told now", () => {
  const entry = (id: string, lane: string, state: Entry["state"] = "waiting") => ({ id, lane, state }) as Entry
  const ids = (entries: ReadonlyArray<Entry>, most = 4) => nextIn(entries, most).map(({ id }) => id)

  it("is one of each household, in order", () => {
    expect(ids([entry("1", "a"), entry("2", "a"), entry("3", "b"), entry("4", "c", "sent")])).toEqual(["1", "3"])
    expect(ids([entry("1", "a"), entry("2", "b"), entry("3", "c")], 2)).toEqual(["1", "2"])
  })

  it("waits before and after what is about many households", () => {
    expect(ids([entry("1", "a"), entry("2", "*"), entry("3", "b")])).toEqual(["1"])
    expect(ids([entry("2", "*"), entry("3", "b")])).toEqual(["2"])
  })

  it("goes past what was refused", () => {
    expect(ids([entry("1", "a", "refused"), entry("2", "a")])).toEqual(["2"])
  })
})

describe("too little of a product", () => {
  const claim = (pieces: number) => ({ basket: { member: `${pieces}` }, line: { id: 1, ordered: { pieces } } }) as Claim

  it("DAY-16: shares add up to what came, and nobody gets more than was ordered", () => {
    const wanted = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(wanted, fc.nat(), fc.constantFrom("pro-rata", "first-come"), (pieces, some, how) => {
        const all = pieces.reduce((sum, one) => sum + one, 0)
        const received = some % (all + 1)
        const shares = sharesOf(pieces.map(claim), received, { how } as { readonly how: "pro-rata" })
        expect(shares.reduce((sum, one) => sum + one, 0)).toBe(received)
        for (const [index, share] of shares.entries()) expect(share).toBeLessThanOrEqual(pieces[index]!)
      }),
    )
  })
})

describe("what is said at the desk", () => {
  const keysOf = (words: object): ReadonlyArray<string> =>
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === "object" && key !== "sentences"
        ? keysOf(value as object).map((inner) => `${key}.${inner}`)
        : [key],
    )

  it("English says everything French says, and nothing else", () => {
    expect(keysOf(en).toSorted()).toEqual(keysOf(fr).toSorted())
  })

  it("no sentence is the same in both, so that none was left untranslated", () => {
    const same = Object.entries(fr).filter(
      ([key, text]) => typeof text === "string" && text.includes(" ") && en[key as keyof typeof en] === text,
    )
    expect(same).toEqual([])
  })

  it("French has no line break before a double sign", () => {
    const texts = Object.values(fr).filter((text) => typeof text === "string")
    expect(texts.filter((text) => / [:;?!]/.test(text))).toEqual([])
  })
})
