import * as fc from "fast-check"
import { orderUnit } from "@cabas/core/catalog"
import type { Catalog, CatalogSettings, Fee, LooseTerms, Product, StockTerms } from "@cabas/core/catalog"
import type { Distribution, DistributionPlan, Participation } from "@cabas/core/distribution"
import type { Group, GroupSettings, Place, Right } from "@cabas/core/group"
import type { Member, Person } from "@cabas/core/member"
import type { Producer } from "@cabas/core/producer"
import { instantOf, measureOf, plusDays } from "@cabas/core/values"
import type { Measure, SaleKind } from "@cabas/core/values"
import { amount, basisPoints, civilDate, id, instant, name, priceTerms, saleKind, timeZone, window } from "./values.ts"

/** How many are offered: no limit, over all distributions, at each; few often. @see C6 */
export const stockTerms = (): fc.Arbitrary<StockTerms> =>
  fc.oneof(
    fc.constant({ policy: "none" } as const),
    fc.record({ policy: fc.constantFrom("global" as const, "per-distribution" as const), quantity: amount() }),
  )

/** Step, minimum and maximum that go together. @see W3 */
export const looseTerms = (): fc.Arbitrary<LooseTerms> =>
  fc
    .tuple(fc.constantFrom(1, 50, 250), fc.integer({ min: 1, max: 4 }), fc.option(fc.nat(20)))
    .map(([step, least, more]) => ({
      step,
      minimum: step * least,
      maximum: more === null ? null : step * (least + more),
    }))

const words = (): fc.Arbitrary<ReadonlyArray<string>> => fc.array(name(48), { maxLength: 3 })

/** A product whose terms suit its kind; any of the four kinds unless told. @see C2, D6 */
export const product = (kinds: fc.Arbitrary<SaleKind> = saleKind()): fc.Arbitrary<Product> =>
  kinds.chain((kind) =>
    fc.record({
      id: id(),
      reference: fc.option(name(64)),
      name: name(128),
      description: fc.oneof(fc.constant(""), fc.string({ maxLength: 80 })),
      saleKind: fc.constant(kind),
      terms: priceTerms(kind),
      loose: kind === "loose" ? looseTerms() : fc.constant(null),
      stock: stockTerms(),
      category: fc.option(name(64)),
      labels: words(),
      allergens: words(),
      origin: fc.option(name(128)),
      image: fc.option(fc.constantFrom("/images/tomme.jpg", "https://ferme.example/tomme.jpg")),
      active: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
    }),
  )

/** A quantity that a product is sold in, small often; never nothing. @see D6 */
export const quantityOf = (of: Product): fc.Arbitrary<Measure> => {
  if (of.loose === null) return amount(1).map((n): Measure => measureOf(orderUnit(of), n) as Measure)
  const { step, minimum, maximum } = of.loose
  const steps = Math.floor(((maximum ?? minimum + 20 * step) - minimum) / step)
  return fc.nat(steps).map((n): Measure => measureOf(orderUnit(of), minimum + n * step) as Measure)
}

/** A fee on top of prices. */
export const fee = (): fc.Arbitrary<Fee> => fc.record({ basisPoints: basisPoints(), label: name(64) })

/** What is told of a catalog: its period has a first and a last day. */
export const catalogSettings = (): fc.Arbitrary<CatalogSettings> =>
  fc
    .record({ name: name(64), producer: id(), startsOn: civilDate(), days: fc.nat(400), fee: fc.option(fee()) })
    .map(({ days, ...told }) => ({ ...told, endsOn: plusDays(told.startsOn, days) }))

/** A catalog of a few products, no two of the same id or reference. */
export const catalog = (): fc.Arbitrary<Catalog> =>
  fc
    .record({
      id: id(),
      kind: fc.constant("shop" as const),
      contract: fc.constant(null),
      previous: fc.constant(null),
      settings: catalogSettings(),
      products: fc.uniqueArray(product(), {
        maxLength: 6,
        comparator: (a, b) => a.id === b.id || (a.reference !== null && a.reference === b.reference),
      }),
    })
    .map((told) => ({ ...told, products: Object.fromEntries(told.products.map((one) => [one.id, one])) }))

/** Rights, at times none. @see D28 */
export const rights = (): fc.Arbitrary<ReadonlyArray<Right>> =>
  fc.uniqueArray(
    fc.oneof(
      fc.constantFrom<Right>("group-admin", "catalog-admin", "members", "messages", "desk"),
      id().map((of): Right => `catalog-admin:${of}`),
    ),
    { maxLength: 3 },
  )

/** What a coordinator may configure. */
export const groupSettings = (): fc.Arbitrary<GroupSettings> =>
  fc.record({
    name: name(128),
    timeZone: timeZone(),
    shortage: fc.constantFrom("refuse" as const, "clip" as const),
    payments: fc.record({ moneyPot: fc.boolean(), floor: fc.constantFrom(0, 0, -50_00, 10_00) }),
    visitors: fc.constantFrom("browse" as const, "nothing" as const),
    severalPerDay: fc.boolean(),
    origins: fc.subarray(["https://paniers.example", "http://localhost:8080"]),
    mainPlace: fc.option(id()),
  })

/** A group with an admin. */
export const group = (): fc.Arbitrary<Group> =>
  fc
    .record({
      id: id(),
      currency: fc.constantFrom("EUR", "CHF", "JPY"),
      status: fc.constantFrom("active" as const, "suspended" as const),
      settings: groupSettings(),
      admin: id(),
      others: fc.dictionary(id(), rights(), { maxKeys: 2 }),
    })
    .map(({ admin, others, ...told }) => ({
      ...told,
      reason: told.status === "suspended" ? "Winter break" : null,
      rights: { ...others, [admin]: ["group-admin"] },
    }))

/** Where distributions happen. */
export const place = (): fc.Arbitrary<Place> =>
  fc.record({
    id: id(),
    name: name(64),
    address: name(128),
    zip: fc.constantFrom("", "31000"),
    city: name(64),
    directions: fc.constantFrom("", "Behind the church.\nRing twice."),
    archived: fc.boolean(),
  })

/** A producer. */
export const producer = (): fc.Arbitrary<Producer> =>
  fc.record({
    id: id(),
    name: name(128),
    contact: name(128),
    email: fc.constantFrom(null, "ferme@example.org"),
    phone: fc.constantFrom(null, "+33 5 00 00 00 00"),
    city: name(64),
    description: fc.constantFrom("", "Since 1987."),
  })

/** One person, at times without e-mail. */
export const person = (): fc.Arbitrary<Person> =>
  fc.record({
    firstName: name(64),
    lastName: name(64),
    email: fc.option(fc.nat(9).map((n) => `someone.${n}@example.org`)),
    phone: fc.constantFrom(null, "06 00 00 00 00"),
  })

/** A household. @see R2.1 */
export const member = (): fc.Arbitrary<Member> =>
  fc.record({
    id: id(),
    people: fc.array(person(), { minLength: 1, maxLength: 2 }),
    address: fc.oneof(fc.constant(""), name(128)),
    status: fc.constantFrom("active" as const, "left" as const),
    joinedAt: instant(),
  })

const hour = 3_600_000

/** When and where: orders close before it starts, and it ends after. @see D10 */
export const distributionPlan = (): fc.Arbitrary<DistributionPlan> =>
  fc
    .record({
      place: id(),
      orders: window(),
      gap: fc.oneof(fc.constant(0), fc.nat(72 * hour)),
      length: fc.integer({ min: 1, max: 5 * hour }),
      note: fc.oneof(fc.constant(""), name(128)),
    })
    .map(({ gap, length, ...told }) => {
      const starts = Date.parse(told.orders.closesAt) + gap
      return { ...told, startsAt: instantOf(starts), endsAt: instantOf(starts + length) }
    })

/** A catalog that takes part in an event, with a window of its own or the event's. @see R4.9 */
export const participation = (
  plan: DistributionPlan,
  catalogs: fc.Arbitrary<string> = id(),
): fc.Arbitrary<Participation> =>
  fc.record({
    catalog: catalogs,
    window: fc.option(
      fc.tuple(fc.nat(72 * hour), fc.nat(72 * hour)).map(([early, length]) => {
        const closes = Date.parse(plan.startsAt) - early
        return { opensAt: instantOf(closes - 1 - length), closesAt: instantOf(closes) }
      }),
    ),
  })

/** An event with the catalogs that take part, none twice. */
export const distribution = (): fc.Arbitrary<Distribution> =>
  distributionPlan().chain((plan) =>
    fc.record({
      id: id(),
      plan: fc.constant(plan),
      participations: fc.uniqueArray(participation(plan), { maxLength: 3, selector: ({ catalog: of }) => of }),
      status: fc.constantFrom("planned" as const, "cancelled" as const),
    }),
  )
