import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import type { Basket, Line, Measuring } from "@cabas/core/basket"
import { isPriceable } from "@cabas/core/values"
import type { Measure, PriceTerms } from "@cabas/core/values"
import type { Storage } from "@cabas/engine/storage"
import { basisPoints, measure, name, product, spaces } from "@cabas/testkit/arbitraries"
import { batch } from "./batches.ts"

/** What was measured of a line, in the unit it was ordered in or in that of its price; as much as can be priced. */
const measuredOf = (terms: PriceTerms, fee: number): fc.Arbitrary<Measure | null> =>
  fc.option(measure()).map((found) => (found !== null && isPriceable(terms, found, fee) ? found : null))

/** What was seen of a line, in turn; each as it may be said. */
const trailOf = (terms: PriceTerms, fee: number): fc.Arbitrary<ReadonlyArray<Measuring>> =>
  fc.array(
    fc
      .tuple(measuredOf(terms, fee), fc.array(fc.nat(2000), { maxLength: 3 }), fc.boolean())
      .map(([delivered, weights, isCounted]): Measuring => ({
        kind: delivered === null ? "undone" : isCounted ? "counted" : "weighed",
        delivered,
        weights: isCounted ? [] : weights,
        tare: 0,
        reason: "",
        by: "ana",
        at: "2026-05-05T16:00:00.000Z",
      })),
    { maxLength: 3 },
  )

/** A line as it may be kept, amounts at the limit of what is exact among them. */
const line = (id: number): fc.Arbitrary<Line> =>
  fc.tuple(product(), basisPoints(), measure(), fc.boolean()).chain(([of, fee, asked, none]) => {
    const { terms, saleKind, reference } = of
    const nothing: Measure = saleKind === "loose" && !("pieces" in terms.per) ? zeroOf(terms.per) : { pieces: 0 }
    const ordered = !none && isPriceable(terms, asked, fee) ? asked : nothing
    return fc
      .tuple(name(128), trailOf(terms, fee), fc.option(fc.nat(500)), fc.nat(4))
      .map(([called, trail, deposit, origin]): Line => ({
        id,
        catalog: "c1",
        product: of.id,
        name: called,
        reference,
        saleKind,
        terms,
        fee,
        ordered,
        delivered: trail.at(-1)?.delivered ?? null,
        status: "ordered",
        ...(trail.length === 0 ? {} : { trail }),
        ...(deposit === null ? {} : { deposit }),
        ...(origin === 0 ? { contract: { subscription: "s", delivery: "d1" } } : {}),
      }))
  })

const zeroOf = (per: Measure): Measure =>
  "grams" in per ? { grams: 0 } : "millilitres" in per ? { millilitres: 0 } : { pieces: 0 }

const settlement = { at: "2026-05-05T17:00:00.000Z", by: "ana", total: 0, deposits: 0, paid: 0, postings: [] }

/** Baskets whose totals are exact too. */
export const baskets = (): fc.Arbitrary<ReadonlyArray<Basket>> =>
  fc.array(
    fc
      .tuple(
        fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
        fc.constantFrom("confirmed" as const, "draft" as const),
        fc.option(fc.option(fc.constant("Éve")), { nil: undefined }),
        fc.option(fc.boolean(), { nil: undefined }),
      )
      .chain(([places, status, to, isSettled]) =>
        fc.tuple(...places.map((_, index) => line(index + 1))).map((lines): Basket => ({
          id: "d~m",
          distribution: "d",
          member: "m",
          status,
          draft: null,
          confirmedAt: null,
          changedAt: "2026-05-01T06:00:00.000Z",
          lines,
          ...(to === undefined ? {} : { handed: { to, by: "ana", at: "2026-05-05T16:30:00.000Z" } }),
          ...(isSettled === undefined ? {} : { settled: isSettled ? settlement : null }),
        })),
      ),
    { minLength: 1, maxLength: 4 },
  )

const oneLine = (terms: PriceTerms, ordered: Measure, fee = 0, delivered: Measure | null = null): Basket => ({
  id: "d~m",
  distribution: "d",
  member: "m",
  status: "confirmed",
  draft: null,
  confirmedAt: null,
  changedAt: "2026-05-01T06:00:00.000Z",
  lines: [
    {
      id: 1,
      catalog: "c1",
      product: "p",
      name: "P",
      reference: null,
      saleKind: "weighed",
      terms,
      fee,
      ordered,
      delivered,
      status: "ordered",
    },
  ],
})

const priced = (price: number, per: PriceTerms["per"], content: PriceTerms["content"] = null): PriceTerms => ({
  price,
  per,
  vat: 550,
  content,
})

/** Baskets of one line where rounding or size is at its edge, and what they come to. */
export const edges: ReadonlyArray<readonly [says: string, basket: Basket, amount: number]> = [
  ["a half goes up", oneLine(priced(1110, { grams: 1000 }), { grams: 150 }), 167],
  ["less than a half goes down", oneLine(priced(1109, { grams: 1000 }), { grams: 150 }), 166],
  ["a half with its fee goes up", oneLine(priced(10, { pieces: 1 }), { pieces: 1 }, 500), 11],
  ["less than a half with its fee goes down", oneLine(priced(10, { pieces: 1 }), { pieces: 1 }, 499), 10],
  ["a fee rounds once, with its goods", oneLine(priced(333, { grams: 1000 }), { grams: 500 }, 500), 175],
  ["nothing is nothing", oneLine(priced(10, { pieces: 1 }), { pieces: 0 }, 500), 0],
  ["pieces by their content", oneLine(priced(999, { grams: 1000 }, { grams: 650 }), { pieces: 3 }), 1948],
  [
    "the weight, once known",
    oneLine(priced(999, { grams: 1000 }, { grams: 650 }), { pieces: 3 }, 0, { grams: 2001 }),
    1999,
  ],
  ["millilitres", oneLine(priced(250, { millilitres: 750 }), { millilitres: 1000 }), 333],
  [
    "the most that is exact",
    oneLine(priced(999_999_999, { pieces: 1 }), { pieces: 9_005_000 }, 2),
    9_006_800_990_993_199,
  ],
  [
    "a large price for a large quantity",
    oneLine(priced(1e9, { grams: 999_999_999 }), { grams: 1e9 }, 10_000),
    2_000_000_002,
  ],
]

const group = {
  id: "g",
  currency: "EUR",
  status: "active",
  reason: null,
  settings: { name: "G", timeZone: "Europe/Paris", payments: { moneyPot: false, floor: 0 } },
  rights: {},
}

/** Writes a group that has these baskets, past every rule. */
export const keepBaskets = (
  storage: Storage,
  kept: ReadonlyArray<Basket>,
  space: string = spaces.group,
): Promise<void> =>
  keepStates(
    storage,
    kept.map((basket, index) => {
      const id = `d~m${index}`
      return [`basket:${id}`, { ...basket, id, member: `m${index}` }] as const
    }),
    space,
  )

/** Writes a group that has these documents, past every rule. */
export const keepStates = async (
  storage: Storage,
  kept: ReadonlyArray<readonly [key: string, state: unknown]>,
  space: string,
): Promise<void> => {
  const writes = [["group", group] as const, ...kept].map(([key, state]) => ({ key, version: 1, state }))
  const guards = writes.map(({ key }) => ({ key, version: 0 })).toSorted((a, b) => (a.key < b.key ? -1 : 1))
  await Effect.runPromise(storage.commit(space, batch("kept", { writes, guards })))
}
