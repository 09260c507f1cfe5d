import * as fc from "fast-check"
import type { Calendar } from "@cabas/core/calendar"
import type { AgreedLine, AgreedOffer, SubscribedDelivery, Subscription } from "@cabas/core/subscription"
import { isPriceable } from "@cabas/core/values"
import { basisPoints, instant, measure, product } from "@cabas/testkit/arbitraries"

const offer = (id: number): fc.Arbitrary<AgreedOffer> =>
  fc.tuple(product(), basisPoints()).map(([of, fee]) => ({
    id,
    product: of.id,
    name: of.name,
    reference: of.reference,
    saleKind: of.saleKind,
    terms: of.terms,
    fee,
  }))

/** Lines of offers, each with as much as can be priced. */
const linesOf = (offers: ReadonlyArray<AgreedOffer>): fc.Arbitrary<ReadonlyArray<AgreedLine>> =>
  fc.tuple(...offers.map(() => fc.option(measure()))).map((quantities) =>
    quantities.flatMap((quantity, index) => {
      const { id, terms, fee } = offers[index]!
      return quantity !== null && isPriceable(terms, quantity, fee) ? [{ offer: id, quantity }] : []
    }),
  )

const delivery = (id: string, offers: ReadonlyArray<AgreedOffer>): fc.Arbitrary<SubscribedDelivery> =>
  fc.record(
    {
      id: fc.constant(id),
      turn: fc.constantFrom("holder" as const, "partner" as const),
      lines: linesOf(offers),
      answer: fc.constantFrom("none" as const, "default" as const, "chosen" as const),
      absence: fc.option(
        fc.record({
          at: instant(),
          entry: fc.constant("member" as const),
          compensation: fc.constantFrom("not-charged" as const, "credit" as const, "none" as const),
          provisional: fc.boolean(),
          lines: linesOf(offers),
          movedTo: fc.option(fc.constant("d1"), { freq: 3 }),
        }),
      ),
      taker: fc.option(fc.record({ member: fc.option(fc.constant("eve")), name: fc.constant("Eve") })),
      closedAt: fc.option(instant()),
      adjustment: fc.integer({ min: -5000, max: 5000 }),
    },
    { requiredKeys: ["id", "turn", "lines", "answer", "absence", "taker", "closedAt"] },
  )

/** Subscriptions as they may be kept. */
export const subscriptions = (): fc.Arbitrary<ReadonlyArray<Subscription>> =>
  fc.array(
    fc
      .nat(3)
      .chain((offers) => fc.tuple(...Array.from({ length: offers }, (_, index) => offer(index + 1))))
      .chain((offers) =>
        fc.record({
          id: fc.constant("s"),
          catalog: fc.constant("c1"),
          member: fc.constant("ana"),
          partner: fc.option(fc.record({ member: fc.constant("bob"), share: basisPoints() })),
          startsOn: fc.constant("2026-05-01"),
          endsOn: fc.constant("2026-12-31"),
          order: fc.constant([]),
          absences: fc.option(fc.nat(5)),
          wanted: fc.constant([]),
          offers: fc.constant(offers),
          deliveries: fc.nat(3).chain((count) => {
            const deliveries = Array.from({ length: count }, (_, index) => delivery(`d${index + 1}`, offers))
            return fc.tuple(...deliveries)
          }),
          startedAt: instant(),
          status: fc.constantFrom("active" as const, "stopped" as const, "deleted" as const),
        }),
      ),
    { minLength: 1, maxLength: 3 },
  )

/** Documents of subscriptions, each with an id of its own, and of the calendar they share. */
export const keptAs = (kept: ReadonlyArray<Subscription>): ReadonlyArray<readonly [key: string, state: unknown]> => [
  ...kept.map((one, index) => [`subscription:s${index}`, { ...one, id: `s${index}` }] as const),
  ["calendar:c1", calendar] as const,
]

const window = { opensAt: "2026-04-01T06:00:00.000Z", closesAt: "2026-05-30T06:00:00.000Z" }

/** The second delivery was put off to the third's distribution. */
const calendar: Calendar = {
  deliveries: [1, 2, 3].map((place) => ({
    id: `d${place}`,
    distribution: `d${place === 2 ? 3 : place}`,
    startsAt: `2026-06-0${place}T16:00:00.000Z`,
    endsAt: `2026-06-0${place}T18:00:00.000Z`,
    window,
    origin: "own",
    status: place === 1 ? "cancelled" : "planned",
  })),
}
