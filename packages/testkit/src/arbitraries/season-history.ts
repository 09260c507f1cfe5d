import * as fc from "fast-check"
import { anyCall, historyArbitrary, inSomeManner, mostly } from "./history.ts"
import type { History } from "./history.ts"
import { contractOf, contracts, laterDays, saturdayOn, saturdays, seasonProducts, seasonTerms } from "./season-world.ts"
import { people, spaces, worldWithSeason } from "./world.ts"
import type { Call } from "./world.ts"

type Input = Readonly<Record<string, unknown>>

const someone = (): fc.Arbitrary<string> => fc.constantFrom(...people.members)
const contract = (): fc.Arbitrary<string> => fc.constantFrom(contracts.constant, contracts.variable)
const day = (): fc.Arbitrary<string> =>
  mostly(fc.constantFrom(...Object.values(saturdays)), fc.constantFrom(...laterDays, "2026-05-01", "2026-07-01"), 4)

/** A delivery of the season, now and then one that is not there. */
const delivery = (): fc.Arbitrary<string> =>
  mostly(fc.constantFrom(...Object.keys(saturdays)), fc.constantFrom("w5", "w5", "w6", "nowhere"), 8)
const deliveries = (): fc.Arbitrary<ReadonlyArray<string>> =>
  mostly(fc.uniqueArray(delivery(), { minLength: 1, maxLength: 2 }), fc.array(delivery(), { maxLength: 3 }))

const call = (as: string, name: string, input: Input): Call => ({
  as,
  do: name,
  with: { group: spaces.group, ...input },
})

/** Shares of one of the contracts, at times of the wrong one. */
const sharesOf = (of: string): fc.Arbitrary<ReadonlyArray<Input>> => {
  const box = fc.constantFrom(1, 1, 1, 2, 0).map((pieces) => [{ product: "box", quantity: { pieces } }])
  const yogurt = fc.constantFrom(1, 2, 2, 3, 0).map((pieces) => ({ product: "yogurt", quantity: { pieces } }))
  const curd = fc.constantFrom(250, 500, 750, 0, 300).map((grams) => ({ product: "curd", quantity: { grams } }))
  const milk = fc.oneof(fc.tuple(yogurt), fc.tuple(yogurt, curd), fc.tuple(curd), fc.constant([])) as fc.Arbitrary<
    ReadonlyArray<Input>
  >
  return of === contracts.constant ? mostly(box, milk, 20) : mostly(milk, box, 20)
}

/** A second household, or none. */
const partner = (): fc.Arbitrary<Input | null> =>
  fc.option(fc.record({ member: someone(), share: fc.constantFrom(0, 3333, 5000, 10_000) }), { freq: 2 })

/** What a subscription goes by: its first holder and its contract, so that others can name it. */
const subscriptionId = (): fc.Arbitrary<readonly [id: string, member: string, contract: string]> => {
  const begun = fc.constantFrom(["lea", contracts.constant] as const, ["tom", contracts.variable] as const)
  return fc
    .tuple(
      fc.oneof({ weight: 2, arbitrary: begun }, { weight: 3, arbitrary: fc.tuple(someone(), contract()) }),
      mostly(fc.constant(""), fc.constantFrom("-2", "-3"), 15),
    )
    .map(([[member, of], more]) => [`${member}-${of}${more}`, member, of] as const)
}

/** What may be said besides when subscribing, one or two of them. */
const startingMore = (catalog: string): fc.Arbitrary<Input> => {
  const one = <V>(name: string, value: fc.Arbitrary<V>): fc.Arbitrary<Input> => value.map((told) => ({ [name]: told }))
  const some = fc.oneof(
    one("partner", partner()),
    one("startsOn", day()),
    one("endsOn", day()),
    one("firstTurn", fc.constantFrom("holder", "partner")),
    one("absences", fc.oneof(fc.constantFrom(0, 1, 2), deliveries())),
    one("orders", fc.array(fc.record({ delivery: delivery(), shares: sharesOf(catalog) }), { maxLength: 2 })),
  )
  return fc.tuple(some, some).map(([first, second]) => ({ ...first, ...second }))
}

const starting = (): fc.Arbitrary<Call> =>
  subscriptionId().chain(([id, member, catalog]) =>
    fc
      .record({
        order: sharesOf(catalog),
        more: mostly(fc.constant({}), startingMore(catalog), 1),
        by: mostly(fc.constant(member), fc.constant<string>(people.admin), 5),
      })
      .map(({ by, order, more }) => call(by, "subscription.start", { id, catalog, member, order, ...more })),
  )

/** Something done with one subscription, by its holder, or by somebody else at times. */
const ofOne = (
  name: string,
  input: (contract: string) => fc.Arbitrary<Input>,
  by: fc.Arbitrary<string> = fc.constant<string>(people.admin),
): fc.Arbitrary<Call> =>
  subscriptionId().chain(([subscription, member, of]) =>
    fc
      .tuple(input(of), mostly(fc.constant(member), by, 4))
      .map(([told, as]) => call(as, name, { subscription, ...told })),
  )

const entry = fc.constantFrom("coordinator", "member")

/** What members do with their subscriptions and absences. */
export const subscriberCall = (): fc.Arbitrary<Call> =>
  fc.oneof(
    { weight: 12, arbitrary: starting() },
    {
      weight: 6,
      arbitrary: ofOne("subscription.order", (of) =>
        fc.record({
          orders: fc.array(fc.record({ delivery: delivery(), shares: sharesOf(of) }), { minLength: 1, maxLength: 2 }),
        }),
      ),
    },
    { weight: 3, arbitrary: ofOne("subscription.change", (of) => fc.record({ order: sharesOf(of) })) },
    { weight: 8, arbitrary: ofOne("absence.declare", () => fc.record({ deliveries: deliveries() })) },
    { weight: 4, arbitrary: ofOne("absence.withdraw", () => fc.record({ deliveries: deliveries() })) },
    {
      weight: 3,
      arbitrary: ofOne("absence.choose", () =>
        fc.record({ deliveries: deliveries(), number: fc.nat(3) }, { requiredKeys: ["deliveries"] }),
      ),
    },
    { weight: 4, arbitrary: ofOne("absence.move", () => fc.record({ delivery: delivery(), to: delivery() })) },
    { weight: 2, arbitrary: ofOne("subscription.give", () => fc.record({ delivery: delivery(), taker: taker() })) },
    { weight: 2, arbitrary: ofOne("subscription.share", () => fc.record({ partner: partner() })) },
    {
      weight: 1,
      arbitrary: ofOne("subscription.turns", () =>
        fc.record({
          turns: fc.array(fc.record({ id: delivery(), turn: fc.constantFrom("holder", "partner") }), { maxLength: 2 }),
        }),
      ),
    },
    { weight: 2, arbitrary: ofOne("subscription.period", () => fc.record({ startsOn: day(), endsOn: day() })) },
    { weight: 1, arbitrary: ofOne("subscription.stop", () => fc.record({ lastDay: day() })) },
    { weight: 1, arbitrary: ofOne("subscription.delete", () => fc.constant({})) },
  )

const taker = (): fc.Arbitrary<Input | null> =>
  fc.option(fc.record({ member: fc.option(someone(), { freq: 3 }), name: fc.constant("A neighbour") }), { freq: 4 })

/** What closes deliveries: the engine's own job. */
export const closingCall = (): fc.Arbitrary<Call> =>
  fc
    .tuple(subscriptionId(), delivery())
    .map(([[subscription], one]) => call("system", "subscription.close", { subscription, delivery: one }))

const admin = (name: string, input: fc.Arbitrary<Input>): fc.Arbitrary<Call> =>
  input.map((told) => call(people.admin, name, told))

const productSaved = (): fc.Arbitrary<Input> =>
  fc
    .tuple(fc.constantFrom("box", "yogurt", "curd"), fc.constantFrom(0, 0, 20), seasonTerms())
    .map(([id, more, terms]) => {
      const product = seasonProducts[id as keyof typeof seasonProducts]
      const stock = id === "box" ? terms.boxes : id === "yogurt" ? terms.yogurts : terms.curd
      return { ...product, terms: { ...product.terms, price: product.terms.price + more }, stock }
    })

const contractChanged = (): fc.Arbitrary<Input> =>
  fc
    .tuple(contract(), seasonTerms(), fc.constantFrom("2026-06-30", "2026-06-30", "2026-06-06", "2026-05-25"))
    .map(([id, terms, endsOn]) => contractOf(id, terms, endsOn))

/** What coordinators do with the season: its calendar, its terms, and subscriptions of members. */
export const seasonAdminCall = (): fc.Arbitrary<Call> => {
  const ofCalendar = fc.record({ catalog: contract(), delivery: delivery() })
  const shifted = fc
    .tuple(ofCalendar, mostly(fc.constantFrom("w5", "w5", "w6"), delivery(), 2))
    .map(([one, to]) => ({ ...one, to }))
  const joining = fc.record({ id: fc.constantFrom("w4", "w5"), catalog: contract() })
  const shares = fc.subarray(Object.values(contracts) as ReadonlyArray<string> as string[])
  return fc.oneof(
    { weight: 4, arbitrary: admin("delivery.shift", shifted) },
    { weight: 2, arbitrary: admin("delivery.cancel", ofCalendar) },
    { weight: 3, arbitrary: admin("delivery.extend", ofCalendar) },
    { weight: 3, arbitrary: admin("contract.change", contractChanged()) },
    { weight: 3, arbitrary: admin("product.save", productSaved()) },
    {
      weight: 2,
      arbitrary: admin(
        "distribution.plan",
        shares.map((some) => saturdayOn("w6", laterDays[1], some)),
      ),
    },
    { weight: 1, arbitrary: admin("distribution.join", joining) },
    { weight: 1, arbitrary: admin("distribution.withdraw", joining) },
    {
      weight: 2,
      arbitrary: admin(
        "distribution.change",
        fc
          .tuple(fc.constantFrom("w2", "w3", "w5"), fc.constantFrom("2026-05-17", "2026-05-24", "2026-06-07"))
          .map(([id, date]) => {
            const { participations: _, ...plan } = saturdayOn(id, date, [])
            return plan
          }),
      ),
    },
    {
      weight: 3,
      arbitrary: ofOne("subscription.transfer", () =>
        fc.record({ member: someone(), from: day(), id: fc.constantFrom("moved-1", "moved-2") }),
      ).map((one) => ({ ...one, as: people.admin })),
    },
    {
      weight: 2,
      arbitrary: ofOne("subscription.order", (of) =>
        fc.record(
          {
            orders: fc.array(fc.record({ delivery: delivery(), shares: sharesOf(of) }), {
              minLength: 1,
              maxLength: 2,
            }),
            entry,
            stockOverride: fc.constant("It was promised"),
          },
          { requiredKeys: ["orders"] },
        ),
      ).map((one) => ({ ...one, as: people.admin })),
    },
    {
      weight: 1,
      arbitrary: ofOne("absence.declare", () => fc.record({ deliveries: deliveries(), entry })).map((one) => ({
        ...one,
        as: people.admin,
      })),
    },
    { weight: 1, arbitrary: admin("catalog.delete", fc.record({ id: contract() })) },
  )
}

/** What is weighed, counted, handed over and settled of what contracts brought into baskets. */
const dayCall = (): fc.Arbitrary<Call> => {
  const basket = fc.record({ distribution: delivery(), member: someone() })
  const weighed = fc
    .tuple(
      basket,
      fc.constantFrom(1, 1, 2, 3),
      fc.constantFrom<Input>({ pieces: 0 }, { pieces: 1 }, { pieces: 2 }, { grams: 260 }),
    )
    .map(([one, line, delivered]) => ({ ...one, line, delivered, sure: true }))
  const short = fc
    .tuple(delivery(), fc.constantFrom(["box", contracts.constant], ["yogurt", contracts.variable] as const), fc.nat(2))
    .map(([distribution, [product, catalog], pieces]) => ({ distribution, catalog, product, received: { pieces } }))
  return fc.oneof(
    { weight: 4, arbitrary: admin("line.weigh", weighed) },
    { weight: 2, arbitrary: admin("product.short", short) },
    { weight: 2, arbitrary: admin("basket.settle", basket) },
    {
      weight: 1,
      arbitrary: admin(
        "basket.reopen",
        basket.map((one) => ({ ...one, reason: "A mistake" })),
      ),
    },
    { weight: 1, arbitrary: admin("distribution.settle", fc.record({ distribution: delivery() })) },
    { weight: 1, arbitrary: admin("distribution.validate", fc.record({ distribution: delivery() })) },
    {
      weight: 2,
      arbitrary: subscriptionId().chain(([subscription, member]) =>
        fc
          .integer({ min: 1, max: 20_00 })
          .map((amount) =>
            call(people.admin, "payment.record", { member, amount, kind: "cheque", target: { subscription } }),
          ),
      ),
    },
  )
}

const daysLater = [1, 60, 3 * 24 * 60, 5 * 24 * 60, 9 * 24 * 60] as const

/** Something that is done in a season, and now and then in the shop beside it; days pass. */
export const seasonCall = (): fc.Arbitrary<Call> =>
  fc.oneof(
    {
      weight: 12,
      arbitrary: inSomeManner(
        fc.oneof(
          { weight: 10, arbitrary: subscriberCall() },
          { weight: 4, arbitrary: seasonAdminCall() },
          { weight: 5, arbitrary: closingCall() },
          { weight: 3, arbitrary: dayCall() },
        ),
        mostly(fc.constant(undefined), fc.constantFrom(...daysLater), 7),
      ),
    },
    { weight: 2, arbitrary: anyCall() },
  )

/** Histories of a small season: what members and coordinators do with two contracts, right and wrong, as days pass. */
export const seasonHistory = ({
  longest = 30,
  call: made = seasonCall(),
}: { readonly longest?: number; readonly call?: fc.Arbitrary<Call> } = {}): fc.Arbitrary<History> =>
  historyArbitrary({ longest, call: made, terms: worldWithSeason() })
