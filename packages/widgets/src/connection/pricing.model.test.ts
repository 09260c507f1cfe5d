import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Measure } from "@cabas/core/values"
import { group, makeWorld, member } from "../../test/world.ts"
import { draftOf, keyOf } from "./draft.model.ts"
import { linesOf, totalsOf } from "./pricing.model.ts"

const distribution = "samedi"

/** Products whose prices change while people order, one of each way of selling. */
const changing = [
  { catalog: "aubiers", id: "carottes", unit: "grams", step: 250 },
  { catalog: "aubiers", id: "courge", unit: "pieces", step: 1 },
  { catalog: "verger", id: "pommes", unit: "grams", step: 500 },
  { catalog: "verger", id: "jus", unit: "pieces", step: 1 },
] as const

const wishes = fc.record({
  product: fc.nat({ max: changing.length - 1 }),
  times: fc.integer({ min: 0, max: 6 }),
})

const rounds = fc.array(
  fc.record({
    wished: fc.uniqueArray(wishes, { selector: ({ product }) => product, minLength: 1 }),
    price: fc.integer({ min: 1, max: 999 }),
    reprices: fc.nat({ max: changing.length - 1 }),
  }),
  { minLength: 1, maxLength: 4 },
)

type Round = typeof rounds extends fc.Arbitrary<ReadonlyArray<infer Each>> ? Each : never

const measureOf = (unit: "grams" | "pieces", amount: number): Measure =>
  unit === "grams" ? { grams: amount } : { pieces: amount }

const wishesOf = ({ wished }: Round) =>
  wished.map(({ product, times }) => {
    const { catalog, id, unit, step } = changing[product]!
    const amount = times === 0 ? 0 : step * times + (unit === "grams" ? 500 : 0)
    return { catalog, product: id, quantity: measureOf(unit, amount) }
  })

describe("D3, D4: what a basket will cost", () => {
  it("is to the cent what confirming answers, also when prices changed in between", async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (all) => {
        const { cabas } = await makeWorld()
        await cabas.asHost.group.configure({ group, payments: { moneyPot: false, floor: 0 } })
        const methods = cabas.as(member)
        for (const round of all) {
          const { catalog, id } = changing[round.reprices]!
          const { answer: before } = await cabas.asHost.catalog.get({ group, id: catalog })
          const { name, saleKind, terms } = before!.products[id]!
          await cabas.asHost.product.save({
            group,
            catalog,
            id,
            name,
            saleKind,
            terms: { ...terms, price: round.price },
          })
          const { answer: shop } = await methods.shop.get({ group, distribution })
          const { answer: sheet } = await methods.basket.get({ group, distribution })
          const draft = draftOf(wishesOf(round), sheet!)
          const lines = linesOf(shop!, sheet!, draft)
          const { answer } = await methods.basket.confirm({ group, distribution, lines: Object.values(draft) })
          if (answer === undefined) continue
          for (const line of lines) {
            const own = answer.lines.filter((each) => keyOf(each) === line.key)
            expect(line.amount).toBe(own.reduce((sum, { amount }) => sum + amount, 0))
            expect(line.fee).toBe(own.reduce((sum, each) => sum + each.fee, 0))
            expect(line.estimate).toBe(own.some(({ estimate }) => estimate))
          }
          const { goods, fees, total, owed, estimate } = totalsOf(lines, sheet!)
          expect({ goods, fees, total, estimate }).toEqual({
            goods: answer.goods,
            fees: answer.fees,
            total: answer.total,
            estimate: answer.estimate,
          })
          expect(owed).toBe(answer.total - sheet!.total)
        }
      }),
      { numRuns: 40 },
    )
  })

  it("is within a cent when the fee changed since and less is taken: lines do not tell their fee rate", async () => {
    const { cabas } = await makeWorld()
    const methods = cabas.as(member)
    const jus = (pieces: number) => ({ catalog: "verger", product: "jus", quantity: { pieces } })
    await methods.basket.confirm({ group, distribution, lines: [jus(5)] })
    const settings = { name: "Vergers", producer: "verger", startsOn: "2020-01-01", endsOn: "2040-12-31" }
    const fee = { basisPoints: 750, label: "Transport" }
    await cabas.asHost.catalog.change({ group, id: "verger", ...settings, fee })
    const { answer: shop } = await methods.shop.get({ group, distribution })
    const { answer: sheet } = await methods.basket.get({ group, distribution })
    for (const pieces of [0, 1, 4, 5, 6, 9]) {
      const draft = draftOf([jus(pieces)], sheet!)
      const { answer } = await methods.basket.confirm({ group, distribution, lines: [jus(pieces)] }, { preview: true })
      expect(Math.abs(totalsOf(linesOf(shop!, sheet!, draft), sheet!).total - answer!.total)).toBeLessThanOrEqual(1)
    }
  })

  it("counts nothing for a quantity that has no price, until it is refused", async () => {
    const { cabas } = await makeWorld()
    const { answer: shop } = await cabas.as(member).shop.get({ group, distribution })
    const draft = { "aubiers/radis": { catalog: "aubiers", product: "radis", quantity: { grams: 500 } } }
    expect(linesOf(shop!, null, draft)[0]).toMatchObject({ amount: 0, wanted: 500 })
  })
})
