import { describe, expect, it } from "vitest"
import { group, makeWorld, member } from "../../test/world.ts"
import { draftOf, emptied, mergedDraft, offeredOnly, orderedOf, wantedOf, withWish } from "./draft.model.ts"
import type { Sheet } from "./state.ts"

const carottes = { catalog: "aubiers", product: "carottes" }
const radis = { catalog: "aubiers", product: "radis" }
const wish = (which: typeof carottes, amount: number) =>
  which.product === "carottes" ? { ...which, quantity: { grams: amount } } : { ...which, quantity: { pieces: amount } }

/** A basket with a kilogram of carrots confirmed, and a draft as given. */
const sheetWith = async (...draft: ReadonlyArray<ReturnType<typeof wish>>): Promise<Sheet> => {
  const { cabas } = await makeWorld()
  const { basket } = cabas.as(member)
  await basket.confirm({ group, distribution: "samedi", lines: [wish(carottes, 1000)] })
  if (draft.length > 0) await basket.draft({ group, distribution: "samedi", lines: draft })
  const { answer } = await basket.get({ group, distribution: "samedi" })
  return answer!
}

describe("a draft", () => {
  it("D11: holds what is wanted in all of each changed product", async () => {
    const sheet = await sheetWith()
    const draft = withWish({}, sheet, wish(carottes, 1500))
    expect(draft).toEqual({ "aubiers/carottes": wish(carottes, 1500) })
    expect(wantedOf(draft, sheet, carottes)).toBe(1500)
    expect(orderedOf(sheet, carottes)).toBe(1000)
    expect(wantedOf(draft, sheet, radis)).toBe(0)
  })

  it("does not hold a product at its confirmed quantity", async () => {
    const sheet = await sheetWith()
    const draft = withWish({}, sheet, wish(carottes, 1500))
    expect(withWish(draft, sheet, wish(carottes, 1000))).toEqual({})
    expect(withWish({}, sheet, wish(radis, 0))).toEqual({})
  })

  it("D14: holds zero for what was ordered and is not wanted any more", async () => {
    const sheet = await sheetWith()
    expect(withWish({}, sheet, wish(carottes, 0))).toEqual({ "aubiers/carottes": wish(carottes, 0) })
    expect(emptied(sheet)).toEqual({ "aubiers/carottes": wish(carottes, 0) })
    expect(emptied(null)).toEqual({})
  })
})

describe("a draft from two devices", () => {
  it("is the server's when nothing was changed here", async () => {
    const sheet = await sheetWith(wish(radis, 2), wish(carottes, 500))
    expect(mergedDraft(sheet, null)).toEqual(draftOf([wish(radis, 2), wish(carottes, 500)], sheet))
  })

  it("is this device's where it changed something, the server's elsewhere", async () => {
    const sheet = await sheetWith(wish(radis, 2), wish(carottes, 500))
    const kept = { draft: { "aubiers/radis": wish(radis, 5) }, touched: ["aubiers/radis"] }
    expect(mergedDraft(sheet, kept)).toEqual(draftOf([wish(radis, 5), wish(carottes, 500)], sheet))
  })

  it("forgets what this device took back", async () => {
    const sheet = await sheetWith(wish(radis, 2))
    expect(mergedDraft(sheet, { draft: {}, touched: ["aubiers/radis"] })).toEqual({})
  })
})

it("D16: what is neither offered nor ordered is taken out of a draft", async () => {
  const { cabas } = await makeWorld()
  const sheet = await sheetWith()
  const { answer: shop } = await cabas.as(member).shop.get({ group })
  const draft = draftOf(
    [wish(radis, 1), { catalog: "aubiers", product: "topinambours", quantity: { pieces: 1 } }],
    null,
  )
  expect(Object.keys(offeredOnly(draft, shop!, sheet))).toEqual(["aubiers/radis"])
})
