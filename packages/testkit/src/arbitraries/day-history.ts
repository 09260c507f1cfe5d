import * as fc from "fast-check"
import { coordinatorCall, inSomeManner, memberCall, mostly } from "./history.ts"
import type { History } from "./history.ts"
import { beginning, people, products, spaces, worldTerms } from "./world.ts"
import type { Call } from "./world.ts"

type Input = Readonly<Record<string, unknown>>

/** The morning of the first distribution of the small world. */
const morning = Date.parse("2026-06-01T06:00:00Z")

const keepers = fc.constantFrom<string>(people.admin, people.admin, people.admin, people.catalogAdmin)
const someone = (): fc.Arbitrary<string> => fc.constantFrom(...people.members)

/** Mostly the distribution of the day, at times one to come or none. */
const at = (): fc.Arbitrary<string> => mostly(fc.constant("d1"), fc.constantFrom("d2", "nowhere"), 10)
const line = (): fc.Arbitrary<number> => mostly(fc.constantFrom(1, 1, 2, 3), fc.constant(9), 15)

/** When something was seen: now, some time ago, or by a tablet whose clock is ahead. */
const seen = (): fc.Arbitrary<Input> =>
  mostly(
    fc.constant({}),
    fc
      .constantFrom("2026-06-01T05:00:00Z", "2026-06-01T05:30:00Z", "2026-06-01T23:00:00Z")
      .map((seenAt) => ({ seenAt })),
    2,
  )

const call = (as: fc.Arbitrary<string>, name: string, input: fc.Arbitrary<Input>): fc.Arbitrary<Call> =>
  fc.tuple(as, input).map(([actor, told]) => ({ as: actor, do: name, with: { group: spaces.group, ...told } }))

const both = (...parts: ReadonlyArray<fc.Arbitrary<Input>>): fc.Arbitrary<Input> =>
  fc.tuple(...parts).map((told) => Object.assign({}, ...told) as Input)

const basket = (): fc.Arbitrary<Input> => fc.record({ distribution: at(), member: someone() })

/** What the scale or a count says: likely, unlikely, nothing, or taken back. */
const measured = (): fc.Arbitrary<Input> =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record(
        {
          weights: fc.array(fc.integer({ min: 100, max: 900 }), { minLength: 1, maxLength: 3 }),
          tare: fc.constantFrom(0, 12, 500),
          sure: fc.boolean(),
        },
        { requiredKeys: ["weights"] },
      ),
    },
    { weight: 2, arbitrary: fc.nat(4).map((pieces) => ({ delivered: { pieces } })) },
    { weight: 2, arbitrary: fc.constantFrom(0, 250, 480, 5100).map((grams) => ({ delivered: { grams }, sure: true })) },
    { weight: 1, arbitrary: fc.constant({ delivered: null }) },
  )

const goods = (): fc.Arbitrary<Input> =>
  fc.constantFrom<Input>(
    { catalog: "c1", product: "apple" },
    { catalog: "c1", product: "apple" },
    { catalog: "c1", product: "cheese" },
    { catalog: "c2", product: "flour" },
    { catalog: "c2", product: "potato" },
  )

const sale = (): fc.Arbitrary<Input> =>
  fc.oneof(
    fc.nat(2).map((n) => ({ catalog: "c1", product: "apple", quantity: { pieces: n + 1 } })),
    fc.integer({ min: 200, max: 500 }).map((grams) => ({
      catalog: "c1",
      product: "cheese",
      quantity: { pieces: 1 },
      weighed: { grams },
    })),
    fc.constant({ catalog: "c2", product: "flour", quantity: { grams: 500 } }),
  )

const shortage = (): fc.Arbitrary<Input> =>
  both(
    goods(),
    fc.oneof(
      { weight: 3, arbitrary: fc.nat(3).map((pieces) => ({ received: { pieces } })) },
      { weight: 1, arbitrary: fc.constantFrom(0, 750).map((grams) => ({ received: { grams } })) },
    ),
    fc.constantFrom<Input>({}, { sharing: { how: "first-come" } }, { sharing: { how: "pro-rata" } }),
  )

const paid = (): fc.Arbitrary<Input> =>
  fc.tuple(at(), fc.integer({ min: 1, max: 30_00 }), fc.boolean()).map(([distribution, amount, pot]) => ({
    amount,
    till: distribution,
    ...(pot ? {} : { target: { basket: distribution } }),
  }))

const kind = fc.constantFrom("cash", "cheque", "card", "transfer")
/** Ids that come again, so that payments are received, cancelled and told twice. */
const paymentId = (): fc.Arbitrary<string> => fc.constantFrom("first", "p1", "p2", "p3", "p4")

const moneyCall = (): fc.Arbitrary<Call> => {
  const one = fc.record({ id: paymentId(), member: someone() })
  const touched = paymentId().map((payment) => ({ payment }))
  return fc.oneof(
    { weight: 4, arbitrary: call(keepers, "payment.record", both(one, paid(), fc.record({ kind }))) },
    {
      weight: 4,
      arbitrary: call(
        keepers,
        "payment.promise",
        both(
          one,
          fc
            .record({ distribution: at(), amount: fc.integer({ min: 1, max: 20_00 }) })
            .map(({ distribution, amount }) => ({
              amount,
              target: { basket: distribution },
            })),
          fc.record({ kind: fc.constantFrom("on-the-spot", "cash", "transfer", "on-the-spot") }),
        ),
      ),
    },
    { weight: 4, arbitrary: call(keepers, "payment.receive", both(touched, fc.record({ kind }))) },
    { weight: 2, arbitrary: call(keepers, "payment.cancel", both(touched, fc.constant({ reason: "A mistake" }))) },
    { weight: 3, arbitrary: call(keepers, "payment.refund", both(one, paid(), fc.constant({ kind: "cash" }))) },
    {
      weight: 1,
      arbitrary: call(
        keepers,
        "payment.move",
        both(
          one,
          fc.record({
            amount: fc.integer({ min: 1, max: 10_00 }),
            source: someone().map((member) => ({ member, subscription: null })),
          }),
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: call(
        keepers,
        "cheque.bank",
        touched.map(({ payment }) => ({ payments: [payment] })),
      ),
    },
    {
      weight: 1,
      arbitrary: call(
        keepers,
        "cheque.bounce",
        touched.map(({ payment }) => ({ payment, reason: "no funds" })),
      ),
    },
  )
}

/** A membership of this year or another, paid, promised, or owed by the money pot. */
const membership = (): fc.Arbitrary<Input> =>
  both(
    fc.record({ member: someone() }),
    fc.constantFrom<Input>({}, {}, { year: 2025 }, { year: 2019 }),
    fc.constantFrom<Input>({}, { kind: "cash" }, { kind: "cheque" }, { kind: "transfer", promised: true }),
  )

const membershipCall = (): fc.Arbitrary<Call> =>
  fc.oneof(
    { weight: 2, arbitrary: call(keepers, "membership.take", membership()) },
    {
      weight: 1,
      arbitrary: call(
        keepers,
        "membership.cancel",
        fc.record({ member: someone(), year: fc.constantFrom(2025, 2025, 2026), reason: fc.constant("A mistake") }),
      ),
    },
  )

/** What is done at the desk on the day of a distribution. */
export const deskCall = (): fc.Arbitrary<Call> => {
  const weighing = both(basket(), fc.record({ line: line() }), measured(), seen())
  const to = fc.constantFrom<Input>({}, { to: "A neighbour" }, { to: null })
  const counted = fc.record({ cash: fc.nat(50_00), cheque: fc.nat(20_00), card: fc.nat(20_00) })
  const wanted = fc.record({ distribution: at() })
  return fc.oneof(
    { weight: 12, arbitrary: call(keepers, "line.weigh", weighing) },
    { weight: 3, arbitrary: call(keepers, "line.sell", both(basket(), sale(), seen())) },
    { weight: 1, arbitrary: call(keepers, "line.take-back", both(basket(), fc.record({ line: line() }))) },
    { weight: 3, arbitrary: call(keepers, "basket.hand-over", both(basket(), to, seen())) },
    { weight: 3, arbitrary: call(keepers, "product.short", both(wanted, shortage(), seen())) },
    {
      weight: 2,
      arbitrary: call(
        keepers,
        "product.reprice",
        both(
          wanted,
          goods(),
          fc.record({ price: fc.integer({ min: 1, max: 3000 }), reason: fc.constant("Market day") }),
        ),
      ),
    },
    { weight: 6, arbitrary: moneyCall() },
    { weight: 1, arbitrary: membershipCall() },
    { weight: 3, arbitrary: call(keepers, "basket.settle", basket()) },
    { weight: 2, arbitrary: call(keepers, "basket.reopen", both(basket(), fc.constant({ reason: "A mistake" }))) },
    {
      weight: 3,
      arbitrary: call(keepers, "distribution.settle", both(wanted, fc.constantFrom<Input>({}, { limit: 1 }))),
    },
    { weight: 1, arbitrary: call(keepers, "till.open", both(wanted, fc.record({ float: fc.nat(10_00) }))) },
    { weight: 2, arbitrary: call(keepers, "till.count", both(wanted, fc.record({ counted }))) },
    { weight: 3, arbitrary: call(keepers, "distribution.validate", wanted) },
    { weight: 1, arbitrary: call(keepers, "distribution.reopen", both(wanted, fc.constant({ reason: "A mistake" }))) },
  )
}

const settingUp = (name: string, input: Input): Call => ({
  as: people.admin,
  do: name,
  with: { group: spaces.group, ...input },
})

/**
 * What is said of a group before its members order: deposits, a margin on what is weighed, whether it must be even, a
 * membership, what lies in the till.
 */
const toldBefore = (): fc.Arbitrary<ReadonlyArray<Call>> =>
  fc
    .record({
      deposit: fc.option(fc.constantFrom(20, 150)),
      margin: fc.constantFrom(0, 0, 1500),
      difference: fc.constantFrom("carry", "carry", "refuse"),
      moneyPot: fc.boolean(),
      fee: fc.constantFrom(null, 0, 1500),
      member: someone(),
      paidBy: fc.constantFrom<Input>({}, { kind: "cash" }, { kind: "cheque" }, { kind: "transfer", promised: true }),
      float: fc.constantFrom(0, 0, 0, 2000),
    })
    .map(({ deposit, margin, difference, moneyPot, fee, member, paidBy, float }) => [
      settingUp("group.configure", {
        payments: { moneyPot, floor: -20_00, margin, difference },
        membership: { fee, renewal: "09-01" },
      }),
      settingUp("membership.take", { member, fee: 1000, ...paidBy }),
      settingUp("till.open", { distribution: "d1", float }),
      ...(deposit === null ? [] : [settingUp("product.save", { ...products.apple, deposit })]),
    ])

const written = ({ terms, calls }: History): string =>
  [terms, ...calls].map((part) => `\n  ${JSON.stringify(part)}`).join("")

/**
 * Histories of a day: members order, then the day comes, and coordinators weigh, share out, sell, take money, settle and
 * validate, right and wrong, and now and then do something else.
 */
export const dayHistory = ({ longest = 30 }: { readonly longest?: number } = {}): fc.Arbitrary<History> => {
  const ordering = fc.array(
    fc.oneof({ weight: 8, arbitrary: memberCall() }, { weight: 1, arbitrary: coordinatorCall() }),
    {
      minLength: 2,
      maxLength: 8,
      size: "max",
    },
  )
  const made = fc.oneof({ weight: 10, arbitrary: deskCall() }, { weight: 1, arbitrary: coordinatorCall() })
  const day = fc.array(inSomeManner(made, mostly(fc.constant(undefined), fc.constantFrom(1, 60), 6)), {
    minLength: 1,
    maxLength: longest,
    size: "max",
  })
  return fc.record({ terms: worldTerms(), told: toldBefore(), ordering, day }).map((parts) => {
    const {
      terms,
      told,
      ordering: before,
      day: [first, ...rest],
    } = parts
    const dawn = { ...first, after: (morning - beginning) / 60_000 } as Call
    const history: History = { terms, calls: [...told, ...before, dawn, ...rest] }
    return { ...history, [fc.toStringMethod]: () => written(history) }
  })
}
