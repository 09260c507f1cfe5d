import * as fc from "fast-check"
import { distributionOn, people, products, smallStock, spaces, worldTerms } from "./world.ts"
import type { Call, WorldTerms } from "./world.ts"

/** A small world and what is then done in it, right and wrong. */
export interface History {
  readonly terms: WorldTerms
  readonly calls: ReadonlyArray<Call>
}

type Input = Readonly<Record<string, unknown>>

/** Mostly the first, at times the second. */
export const mostly = <A, B>(usual: fc.Arbitrary<A>, odd: fc.Arbitrary<B>, weight = 12): fc.Arbitrary<A | B> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: odd })

const someone = (): fc.Arbitrary<string> => fc.constantFrom(...people.members)
const distributionId = (): fc.Arbitrary<string> =>
  mostly(fc.constantFrom("d1", "d1", "d1", "d2"), fc.constantFrom("d3", "d3", "nowhere", "constructor"), 12)

/** What a member asks of a product, zero among it; at times in a wrong unit, off the step, or of what is not there. */
const wish = (): fc.Arbitrary<Input> => {
  const pieces = fc.constantFrom(0, 1, 1, 2, 3, 4, 5).map((n) => ({ pieces: n }))
  const grams = fc.constantFrom(0, 250, 500, 750, 1000, 2500).map((n) => ({ grams: n }))
  const odd = fc.constantFrom<Input>({ grams: 300 }, { pieces: 1.5 }, { millilitres: 5 }, { pieces: 1_000_000_000 })
  const of = (catalog: string, product: string, quantity: fc.Arbitrary<Input>) =>
    mostly(quantity, odd, 25).map((asked) => ({ catalog, product, quantity: asked }))
  return fc.oneof(
    { weight: 6, arbitrary: of("c1", "apple", pieces) },
    { weight: 6, arbitrary: of("c1", "cheese", pieces) },
    { weight: 4, arbitrary: of("c2", "flour", grams) },
    { weight: 4, arbitrary: of("c2", "potato", pieces) },
    { weight: 1, arbitrary: fc.constantFrom("apple", "pear", "toString").chain((id) => of("c2", id, pieces)) },
  )
}

/** Wishes of one basket, mostly each product once. */
const wishes = (): fc.Arbitrary<ReadonlyArray<Input>> =>
  mostly(
    fc.uniqueArray(wish(), { minLength: 1, maxLength: 3, selector: ({ product }) => product }),
    fc.array(wish(), { maxLength: 3 }),
    20,
  )

const call = (as: fc.Arbitrary<string>, name: string, input: fc.Arbitrary<Input>): fc.Arbitrary<Call> =>
  fc.tuple(as, input).map(([actor, told]) => ({ as: actor, do: name, with: { group: spaces.group, ...told } }))

const admin = fc.constant<string>(people.admin)
const coordinator = fc.constantFrom<string>(people.admin, people.admin, people.catalogAdmin)

/** What members do with their baskets. */
export const memberCall = (): fc.Arbitrary<Call> =>
  fc.oneof(
    {
      weight: 24,
      arbitrary: call(someone(), "basket.confirm", fc.record({ distribution: distributionId(), lines: wishes() })),
    },
    {
      weight: 2,
      arbitrary: call(someone(), "basket.draft", fc.record({ distribution: distributionId(), lines: wishes() })),
    },
    { weight: 1, arbitrary: call(someone(), "basket.confirm", fc.record({ distribution: distributionId() })) },
    { weight: 2, arbitrary: call(someone(), "basket.cancel", fc.record({ distribution: distributionId() })) },
    { weight: 1, arbitrary: call(someone(), "member.remove", fc.constant({})) },
  )

/** What coordinators do: orders for members, payments, stocks, prices, windows, rights. */
export const coordinatorCall = (): fc.Arbitrary<Call> =>
  fc.oneof(
    { weight: 4, arbitrary: ordersForMembers() },
    { weight: 3, arbitrary: payments() },
    { weight: 6, arbitrary: productChanges() },
    { weight: 2, arbitrary: catalogChanges() },
    { weight: 4, arbitrary: distributionChanges() },
    { weight: 2, arbitrary: groupChanges() },
    { weight: 2, arbitrary: memberChanges() },
  )

const ordersForMembers = (): fc.Arbitrary<Call> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: call(
        coordinator,
        "basket.confirm",
        fc.record(
          {
            distribution: distributionId(),
            member: someone(),
            lines: wishes(),
            stockOverride: fc.constant("It was promised"),
          },
          { requiredKeys: ["distribution", "member", "lines"] },
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: call(coordinator, "basket.cancel", fc.record({ distribution: distributionId(), member: someone() })),
    },
  )

const payments = (): fc.Arbitrary<Call> =>
  call(
    admin,
    "payment.record",
    fc.record(
      {
        id: fc.constantFrom("first", "third", "fourth"),
        member: someone(),
        amount: fc.integer({ min: 1, max: 20_00 }),
        kind: fc.constantFrom("cash", "cheque", "transfer", "card"),
      },
      { requiredKeys: ["member", "amount", "kind"] },
    ),
  )

/** Prices, stocks and names change; products come, and go off sale. */
const productChanges = (): fc.Arbitrary<Call> => {
  const { apple, cheese, flour, potato } = products
  const pear = { ...apple, id: "pear", name: "Pears, a bag" }
  const odd = { ...apple, id: "constructor" }
  const saved = fc
    .tuple(
      mostly(fc.constantFrom(apple, apple, cheese, cheese, flour, potato), fc.constantFrom(pear, odd), 8),
      fc.constantFrom(0, 0, 1, 60),
      fc.option(fc.boolean(), { freq: 3 }),
    )
    .chain(([product, more, limited]) => {
      const told = { ...product, terms: { ...product.terms, price: product.terms.price + more } }
      if (limited === null) return fc.constant<Input>(told)
      return smallStock(product.saleKind === "loose" ? 500 : 1).map((stock): Input => ({ ...told, stock }))
    })
  return fc.oneof(
    { weight: 4, arbitrary: call(coordinator, "product.save", saved) },
    {
      weight: 1,
      arbitrary: call(
        coordinator,
        "product.activate",
        fc.record({ catalog: fc.constant("c1"), id: fc.constantFrom("apple", "cheese"), active: fc.boolean() }),
      ),
    },
  )
}

const catalogChanges = (): fc.Arbitrary<Call> =>
  call(
    coordinator,
    "catalog.change",
    fc.record({
      id: fc.constantFrom("c1", "c2"),
      name: fc.constant("Changed"),
      producer: fc.constant("farm"),
      startsOn: fc.constant("2026-05-01"),
      endsOn: fc.constantFrom("2026-06-30", "2026-06-30", "2026-06-10", "2026-06-10", "2026-06-05", "2026-04-30"),
      fee: fc.constantFrom(null, { basisPoints: 500, label: "Association" }),
    }),
  )

const distributionChanges = (): fc.Arbitrary<Call> => {
  const dated = fc.constantFrom(["d1", "2026-06-01"], ["d2", "2026-06-08"], ["d3", "2026-06-08"], ["d3", "2026-06-15"])
  const changed = fc
    .tuple(dated, fc.constantFrom("2026-05-06", "2026-05-28", "2026-07-20"))
    .map(([[id, date], closes]) => {
      const { participations: _, ...plan } = distributionOn(id!, date!, [])
      return { ...plan, orders: { ...plan.orders, closesAt: `${closes}T18:00:00Z` } }
    })
  const planned = fc
    .constantFrom("2026-06-08", "2026-06-15")
    .map((date) => distributionOn("d3", date, [{ catalog: "c1" }]))
  const joining = fc.record({ id: distributionId(), catalog: fc.constantFrom("c1", "c2") })
  return fc.oneof(
    { weight: 2, arbitrary: call(admin, "distribution.change", changed) },
    { weight: 2, arbitrary: call(admin, "distribution.plan", planned) },
    { weight: 2, arbitrary: call(coordinator, "distribution.join", joining) },
    { weight: 2, arbitrary: call(coordinator, "distribution.withdraw", joining) },
    { weight: 1, arbitrary: call(admin, "distribution.cancel", fc.record({ id: distributionId() })) },
  )
}

const groupChanges = (): fc.Arbitrary<Call> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: call(
        admin,
        "group.configure",
        fc.record({
          shortage: fc.constantFrom("refuse", "clip"),
          payments: fc.record({ moneyPot: fc.boolean(), floor: fc.constantFrom(0, -5_00, 5_00) }),
        }),
      ),
    },
    { weight: 1, arbitrary: call(admin, "group.suspend", fc.constant({ reason: "A break" })) },
    { weight: 2, arbitrary: call(fc.constant("host"), "group.resume", fc.constant({})) },
  )

const memberChanges = (): fc.Arbitrary<Call> => {
  const all = fc.constantFrom<string>(people.admin, people.catalogAdmin, ...people.members)
  const rights = fc.subarray(["group-admin", "catalog-admin", "catalog-admin:c1", "members", "desk"], { maxLength: 2 })
  return fc.oneof(
    { weight: 3, arbitrary: call(admin, "member.grant", fc.record({ member: all, rights })) },
    { weight: 1, arbitrary: call(admin, "member.remove", fc.record({ member: all })) },
    { weight: 2, arbitrary: call(admin, "member.erase", fc.record({ member: all })) },
    {
      weight: 2,
      arbitrary: call(
        fc.constant("host"),
        "member.add",
        all.map((id) => ({ id, people: [{ firstName: "", lastName: id, email: null, phone: null }] })),
      ),
    },
  )
}

/** A call that somebody without any right to it makes. */
const trespass = (): fc.Arbitrary<Call> =>
  fc
    .tuple(fc.constantFrom<string>(people.stranger, "visitor", "lea"), coordinatorCall())
    .map(([as, made]) => ({ ...made, as }))

/** Something that is done in the small world: mostly orders, at times nonsense; under a key, as a preview, or later. */
export const anyCall = (): fc.Arbitrary<Call> => {
  const made = fc.oneof(
    { weight: 10, arbitrary: memberCall() },
    { weight: 6, arbitrary: coordinatorCall() },
    { weight: 1, arbitrary: trespass() },
  )
  return inSomeManner(made, mostly(fc.constant(undefined), fc.constantFrom(1, 60, 9 * 24 * 60), 8))
}

/** Calls under a key, as a preview, or `after` so many minutes, some of them. */
export const inSomeManner = (made: fc.Arbitrary<Call>, later: fc.Arbitrary<number | undefined>): fc.Arbitrary<Call> => {
  const how = fc.record({
    key: mostly(fc.constant(undefined), fc.constantFrom("k1", "k2"), 5),
    preview: mostly(fc.constant(undefined), fc.constant(true as const), 15),
    after: later,
  })
  return fc.tuple(made, how).map(([one, { key, preview, after }]) => ({
    ...one,
    ...(key === undefined ? {} : { key }),
    ...(preview === undefined ? {} : { preview }),
    ...(after === undefined ? {} : { after }),
  }))
}

/**
 * Histories in a small world: three members, two catalogs, two distributions, small stocks, coordinators. Playing one
 * through the engine gives a state that can be reached, and only such. They shrink to fewer and plainer calls.
 */
export const historyArbitrary = ({
  longest = 30,
  call: made = anyCall(),
  terms = worldTerms(),
}: {
  readonly longest?: number
  readonly call?: fc.Arbitrary<Call>
  readonly terms?: fc.Arbitrary<WorldTerms>
} = {}): fc.Arbitrary<History> =>
  fc
    .record({ terms, calls: fc.array(made, { maxLength: longest, size: "max" }) })
    .map((history) => ({ ...history, [fc.toStringMethod]: () => written(history) }))

/** A history as a counterexample shows it: the world's terms, then a call a line. */
const written = ({ terms, calls }: History): string =>
  [terms, ...calls].map((part) => `\n  ${JSON.stringify(part)}`).join("")
