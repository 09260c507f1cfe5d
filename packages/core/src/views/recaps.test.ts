import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { aProduct, Village } from "../../test/village.ts"
import type { Basket, Line } from "../basket/index.ts"
import type { Payment } from "../payment/index.ts"
import { amountOfLine, totalOf } from "../basket/index.ts"
import { receiptOf, recapByMember, recapByProducer, recapByProduct, recapWhole, withdrawnFrom } from "./index.ts"

const line = (told: Partial<Line> = {}): Line => ({
  id: 1,
  catalog: "dairy",
  product: "tomme",
  name: "Tomme",
  reference: "TOM",
  saleKind: "weighed",
  terms: { price: 1200, per: { grams: 250 }, vat: 550, content: { grams: 250 } },
  fee: 0,
  ordered: { pieces: 2 },
  delivered: null,
  status: "ordered",
  ...told,
})

const basketOf = (member: string, lines: ReadonlyArray<Line>, distribution = "thursday"): Basket => ({
  id: `${distribution}~${member}`,
  distribution,
  member,
  status: "confirmed",
  draft: null,
  confirmedAt: "2026-05-10T10:00:00.000Z",
  changedAt: "2026-05-10T10:00:00.000Z",
  lines,
})

/** Any line: by the piece or weighed, delivered or not, missing or not, with a fee or none, at any of some prices. */
const lines = fc.array(
  fc
    .record({
      catalog: fc.constantFrom("dairy", "fruit", "bread"),
      product: fc.constantFrom("a", "b", "c"),
      price: fc.constantFrom(0, 1, 299, 1200),
      vat: fc.constantFrom(0, 210, 550, 2000),
      fee: fc.constantFrom(0, 333),
      pieces: fc.nat(5),
      weighed: fc.option(fc.nat(2000), { nil: null }),
      status: fc.constantFrom("ordered", "declined", "unavailable"),
    })
    .map(({ catalog, product, price, vat, fee, pieces, weighed, status }) =>
      line({
        catalog,
        product,
        name: product,
        fee,
        terms: { price, vat, per: { grams: 250 }, content: { grams: 250 } },
        ordered: { pieces: status === "declined" ? 0 : pieces },
        delivered: status === "ordered" && weighed !== null ? { grams: weighed } : null,
        status: status as Line["status"],
      }),
    ),
  { maxLength: 12 },
)

const baskets = fc.dictionary(fc.constantFrom("seb", "julie", "francois", "camille"), lines).map((told) =>
  Object.entries(told).map(([member, own]) =>
    basketOf(
      member,
      own.map((one, index) => ({ ...one, id: index + 1 })),
    ),
  ),
)

const sum = (rows: ReadonlyArray<{ readonly total: number }>): number => rows.reduce((all, { total }) => all + total, 0)

describe("every recap", () => {
  it("RECAP-1, RECAP-2, RECAP-4, RECAP-5, RECEIPT-1, VAT-3: comes to what the bills do, line by line, on every path", () => {
    const producerOf = (catalog: string) => (catalog === "bread" ? "baker" : "farm")
    fc.assert(
      fc.property(baskets, (told) => {
        const billed = told.reduce((all, basket) => all + totalOf(basket), 0)
        const whole = recapWhole(told)
        const period = recapByProducer(told, producerOf)
        const receipts = told.map((basket) => receiptOf(basket, producerOf))
        expect(sum(recapByProduct(told))).toBe(billed)
        expect(sum(recapByMember(told))).toBe(billed)
        expect([whole.total, sum(whole.rows), sum(whole.columns)]).toEqual([billed, billed, billed])
        expect([period.total, sum(period.producers)]).toEqual([billed, billed])
        expect(sum(receipts)).toBe(billed)
        expect(receipts.map(({ producers }) => sum(producers))).toEqual(receipts.map(({ total }) => total))
        for (const vat of [whole.vat, period.vat]) {
          expect(vat.reduce((all, { net, tax }) => all + net + tax, 0)).toBe(billed)
        }
        for (const { rows, vat, total } of period.producers) {
          expect(sum(rows)).toBe(total)
          expect(rows.map(({ prices }) => sum(prices))).toEqual(rows.map((row) => row.total))
          expect(vat.reduce((all, { gross }) => all + gross, 0)).toBe(total)
        }
      }),
    )
  })

  it("RECAP-4: each cell is what the member's lines on those terms come to, and each column adds up to its row", () => {
    fc.assert(
      fc.property(baskets, (told) => {
        const { columns, rows } = recapWhole(told)
        expect(columns).toEqual(recapByProduct(told))
        for (const { member, cells } of rows) {
          const own = told.find((basket) => basket.member === member)?.lines ?? []
          expect(cells.reduce((all, { amount }) => all + amount, 0)).toBe(
            own.reduce((all, one) => all + amountOfLine(one), 0),
          )
          expect(new Set(cells.map(({ column }) => column)).size).toBe(cells.length)
        }
        const inColumns = columns.map((_, at) =>
          rows.flatMap(({ cells }) => cells).reduce((all, cell) => all + (cell.column === at ? cell.amount : 0), 0),
        )
        expect(inColumns).toEqual(columns.map(({ total }) => total))
      }),
    )
  })
})

describe("what will not be there", () => {
  const village = new Village()
  village.open("dairy", [aProduct("tomme", { active: false }), aProduct("milk")])
  const isWithdrawn = withdrawnFrom(village.catalogs, false)

  it("RECAP-3: a row by product counts who misses it, and says that it left the sale", () => {
    const told = [
      basketOf("seb", [line({ status: "unavailable", delivered: { grams: 0 } }), line({ id: 2, product: "milk" })]),
      basketOf("julie", [line()]),
    ]
    const rows = recapByProduct(told, undefined, isWithdrawn)
    expect(
      rows.map(({ product, members, missing, withdrawn, total }) => [product, members, missing, withdrawn, total]),
    ).toEqual([
      ["milk", 1, 0, false, 2400],
      ["tomme", 2, 1, true, 2400],
    ])
  })

  it("RECAP-3: a product or a catalog that is not known says nothing", () => {
    expect(isWithdrawn("dairy", "toString")).toBe(false)
    expect(isWithdrawn("fruit", "tomme")).toBe(false)
  })

  it("RECAP-3, RECAP-4: a cell of several lines says it when one of them will not be there", () => {
    const told = [basketOf("seb", [line({ status: "unavailable", delivered: { grams: 0 } }), line({ id: 2 })])]
    expect(recapWhole(told).rows[0]?.cells).toEqual([
      {
        column: 0,
        ordered: { pieces: 4 },
        billed: { grams: 500 },
        estimate: true,
        standing: "missing",
        expected: false,
        amount: 2400,
      },
    ])
  })

  it("RECEIPT-1: a missing product stays on the receipt at nothing, a declined one does not", () => {
    const told = basketOf("seb", [
      line({ status: "unavailable", delivered: { grams: 0 } }),
      line({ id: 2, ordered: { pieces: 0 }, status: "declined" }),
      line({ id: 3, product: "milk", fee: 500 }),
    ])
    const receipt = receiptOf(told, () => "farm")
    expect(receipt.producers[0]?.lines.map(({ id, amount, status }) => [id, amount, status])).toEqual([
      [1, 0, "unavailable"],
      [3, 2520, "ordered"],
    ])
    expect([receipt.fees, receipt.total, receipt.estimate]).toEqual([120, 2520, true])
  })
})

describe("what was paid", () => {
  it("RECEIPT-2: says when and by what each payment goes, by date; of one that nothing is known of any more, its amount", () => {
    const at = (day: number) => `2026-06-0${day}T10:00:00.000Z`
    const known = (id: string, told: Partial<Payment>): Payment => ({
      id,
      member: "seb",
      amount: 1000,
      kind: "cheque",
      note: "",
      at: at(1),
      ...told,
    })
    const all = [
      known("late", { receivedAt: at(3), reference: "RF18 SEB" }),
      known("early", { cheque: { number: "0012", bank: "Crédit", payee: "" }, at: at(2) }),
    ]
    const payments = [...all.map(({ id }) => id), "gone"].map((id) => ({
      id,
      kind: "cheque" as const,
      amount: 1000,
      status: "received" as const,
    }))
    const { payments: shown } = receiptOf(
      { ...basketOf("seb", [line()]), payments },
      () => "farm",
      (id) => all.find((one) => one.id === id) ?? null,
    )
    expect(shown.map(({ payment, at: day, reference }) => [payment, day.slice(0, 10), reference])).toEqual([
      ["gone", "2026-05-10", null],
      ["early", "2026-06-02", "0012"],
      ["late", "2026-06-03", "RF18 SEB"],
    ])
  })

  it("RECEIPT-2: payments that came and the rest are what is due, contracts and that what was had, whatever is paid", () => {
    const status = fc.constantFrom("received" as const, "promised" as const, "cancelled" as const)
    const payment = fc.record({
      kind: fc.constantFrom("cash" as const, "transfer" as const),
      amount: fc.integer({ min: -3000, max: 3000 }),
      status,
    })
    fc.assert(
      fc.property(
        baskets,
        fc.array(payment, { maxLength: 5 }),
        fc.nat(50),
        fc.boolean(),
        (told, paying, deposit, isContract) => {
          for (const basket of told) {
            const contract = { subscription: "seb", delivery: "thursday" }
            const own = basket.lines.map((one, at) => ({
              ...one,
              deposit,
              ...(isContract && at % 2 === 0 && { contract }),
            }))
            const payments = paying.map((one, at) => ({ ...one, id: `p${at}` }))
            const receipt = receiptOf({ ...basket, lines: own, payments }, () => "farm")
            const sumOf = (wanted: string) =>
              receipt.payments.reduce((all, one) => all + (one.status === wanted ? one.amount : 0), 0)
            expect(sumOf("received") + receipt.rest).toBe(receipt.due)
            expect([sumOf("received"), sumOf("promised")]).toEqual([receipt.paid, receipt.promised])
            expect(receipt.due - receipt.deposits + receipt.contracts).toBe(receipt.total)
          }
        },
      ),
    )
  })
})

describe("over a period", () => {
  it("RECAP-5: a product that came to be sold otherwise is another row, as its measures do not add up", () => {
    const told = [
      basketOf("seb", [line()]),
      basketOf("seb", [line({ saleKind: "piece", terms: { ...line().terms, per: { pieces: 1 } } })], "july"),
    ]
    const [producer] = recapByProducer(told, () => "farm").producers
    expect(producer?.rows.map(({ billed, total }) => [billed, total])).toEqual([
      [{ grams: 500 }, 2400],
      [{ pieces: 2 }, 2400],
    ])
  })

  it("RECAP-5: of one catalog, only its lines; by producer", () => {
    const told = [basketOf("seb", [line(), line({ id: 2, catalog: "bread", product: "loaf", name: "Miche" })])]
    const producerOf = (catalog: string) => (catalog === "bread" ? "baker" : "farm")
    expect(recapByProducer(told, producerOf).producers.map(({ producer }) => producer)).toEqual(["baker", "farm"])
    expect(recapByProducer(told, producerOf, "bread").producers.map(({ producer }) => producer)).toEqual(["baker"])
  })
})
