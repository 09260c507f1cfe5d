import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import type { Basket } from "@cabas/core/basket"
import { isValidated } from "@cabas/core/distribution"
import type { Distribution } from "@cabas/core/distribution"
import type { Right } from "@cabas/core/group"
import { householdName } from "@cabas/core/member"
import { basketNumbers, dayOf, keyOf } from "@cabas/core/plans"
import { daysBetween, plusDays } from "@cabas/core/values"
import { recapByMember, recapByProducer, recapByProduct, recapWhole, withdrawnFrom } from "@cabas/core/views"
import type { IsWithdrawn } from "@cabas/core/views"
import type { Expected } from "@cabas/core/plans"
import { right } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { query } from "../run/operation.ts"
import type { Allow, Deciding, ReadMore } from "../run/operation.ts"
import { basketsOf } from "./distribution.ts"
import { collectorsIn, contractsAt, expectedIn, readExpected, seasonsOf, takingPartIn } from "./expected.ts"
import { groupOf, inGroup, optional } from "./inputs.ts"
import { MemberRow, ProductRow } from "./outputs.ts"
import { PeriodRecap, WholeRecap } from "./sheet-outputs.ts"

const wanted = Schema.Struct({ ...inGroup, distribution: Core.Id, catalog: optional(Core.Id) })
type Wanted = typeof wanted.Type

/** Those who run the catalog asked about, or all of them; the desk needs lists on the day. */
const mayRecap: Allow<Wanted> = (asking) => {
  const { catalog } = asking.input
  const rights: readonly [Right, ...Right[]] =
    catalog === undefined ? ["catalog-admin", "desk"] : [`catalog-admin:${catalog}`, "desk"]
  return right(...rights)(asking)
}

const readBaskets = ({ input }: { readonly input: Wanted }) => ({
  documents: [keyOf.distribution(input.distribution)],
  pages: [basketsOf(input.distribution)],
})

/** What of contracts is expected at the distribution: of one of them, or of all. @rule RECAP-6 */
const contractsOf = ({ distribution, catalog }: Wanted, found: Found): ReadonlyArray<string> =>
  contractsAt(
    [found.distribution(distribution)].filter((one) => one !== null),
    found,
    catalog,
  )

/**
 * The catalogs taking part, which say what left the sale and what is a contract; of no interest once it is over for
 * good. Then what is expected of contracts.
 * @rule RECAP-3, RECAP-6
 */
const readCatalogs: ReadonlyArray<ReadMore<Wanted>> = [
  ({ input }, found) => {
    const distribution = found.distribution(input.distribution)
    return distribution === null || isValidated(distribution)
      ? undefined
      : { documents: distribution.participations.map(({ catalog }) => keyOf.catalog(catalog)) }
  },
  ...readExpected(contractsOf),
]

const seasonsIn = (input: Wanted, found: Found) => seasonsOf(found, contractsOf(input, found), 1)

/** Which products of a distribution left the sale, as far as that still matters. @rule RECAP-3 */
export const withdrawnAt = (found: Found, { plan, participations }: Distribution, now: string): IsWithdrawn =>
  withdrawnFrom(found.catalogs(participations.map(({ catalog }) => catalog)), plan.endsAt <= now)

/** Who ordered, and the numbers of their baskets. */
const readMembers: ReadMore<Wanted> = ({ input }, found) => {
  const baskets = found.page<Basket>(0).states
  const members = [...baskets.map(({ member }) => member), ...collectorsIn(seasonsIn(input, found).values())]
  return {
    documents: [...new Set(members)].map(keyOf.member),
    numbers: baskets.map(({ id }) => ({ series: basketNumbers(input.distribution), key: keyOf.basket(id) })),
  }
}

/** What of a row is only known to the group: the household's name, and the number of its basket. */
const named = (found: Found, { member, basket }: { readonly member: string; readonly basket: string }) => ({
  memberName: householdName(found.member(member)?.people ?? []) || member,
  number: found.numberOf(keyOf.basket(basket)),
})

/** What a recap is made of: the baskets of a distribution that there is, with what is expected in them. @rule RECAP-6 */
const around = <A>(
  deciding: Deciding<Wanted>,
  view: (baskets: ReadonlyArray<Basket>, isWithdrawn: IsWithdrawn, isExpected: Expected["isExpected"]) => A,
) => {
  const { input, found, now } = deciding
  const distribution = found.distribution(input.distribution)
  if (distribution === null) {
    return Result.fail({ _tag: "DistributionUnknown", distribution: input.distribution } as const)
  }
  const gathering = { distribution, baskets: found.page<Basket>(0).states }
  const { baskets, isExpected } = expectedIn(deciding, [gathering], seasonsIn(input, found))
  return Result.succeed(view(baskets[0] ?? [], withdrawnAt(found, distribution, now), isExpected))
}

const totalOf = (rows: ReadonlyArray<{ readonly total: number }>): number =>
  rows.reduce((sum, { total }) => sum + total, 0)

/** What to order from producers. */
export const byProduct = query("recap.by-product", {
  summary: "What members ordered at a distribution, by product and price: what to order from each producer.",
  input: wanted,
  output: Schema.Struct({ rows: Schema.Array(ProductRow), total: Core.Money }),
  refusals: ["NotAllowed", "DistributionUnknown"],
  space: groupOf,
  allow: mayRecap,
  read: readBaskets,
  more: readCatalogs,
  view: (deciding) =>
    around(deciding, (baskets, isWithdrawn, isExpected) => {
      const rows = recapByProduct(baskets, deciding.input.catalog, isWithdrawn, isExpected)
      return { rows, total: totalOf(rows) }
    }),
})

/** What each member ordered. */
export const byMember = query("recap.by-member", {
  summary: "What each member ordered at a distribution, with basket numbers.",
  input: wanted,
  output: Schema.Struct({ rows: Schema.Array(MemberRow), total: Core.Money }),
  refusals: ["NotAllowed", "DistributionUnknown"],
  space: groupOf,
  allow: mayRecap,
  read: readBaskets,
  more: [...readCatalogs, readMembers],
  view: (deciding) =>
    around(deciding, (baskets, isWithdrawn, isExpected) => {
      const rows = recapByMember(baskets, deciding.input.catalog, isWithdrawn, isExpected)
      return { rows: rows.map((row) => ({ ...row, ...named(deciding.found, row) })), total: totalOf(rows) }
    }),
})

/** Who ordered what. */
export const whole = query("recap.whole", {
  summary: "Who ordered what at a distribution: members by products, with the VAT of the whole.",
  input: wanted,
  output: WholeRecap,
  refusals: ["NotAllowed", "DistributionUnknown"],
  space: groupOf,
  allow: mayRecap,
  read: readBaskets,
  more: [...readCatalogs, readMembers],
  view: (deciding) =>
    around(deciding, (baskets, isWithdrawn, isExpected) => {
      const recap = recapWhole(baskets, deciding.input.catalog, isWithdrawn, isExpected)
      return { ...recap, rows: recap.rows.map((row) => ({ ...row, ...named(deciding.found, row) })) }
    }),
})

/** The days from one to another, both included. */
interface Period {
  readonly from: string
  readonly to: string
}

const longest = 400

const inPeriod = Schema.Struct({
  ...inGroup,
  from: Core.CivilDate,
  to: Core.CivilDate,
  catalog: optional(Core.Id),
}).check(
  Schema.makeFilter(({ from, to }) => from <= to || "expected a last day that is not before the first one"),
  Schema.makeFilter(({ from, to }) => daysBetween(from, to) < longest || `expected at most ${longest} days`),
)

/** The distributions that take place in the period, by their end. */
const within = (period: Period, found: Found): ReadonlyArray<Distribution> => {
  const { group } = found
  if (group === null) return []
  return found.page<Distribution>(0).states.filter(({ plan, status }) => {
    const day = dayOf(group, plan)
    return status === "planned" && period.from <= day && day <= period.to
  })
}

/** What of contracts is expected over the period: of one of them, or of all. @rule RECAP-6 */
const contractsIn = (input: typeof inPeriod.Type, found: Found): ReadonlyArray<string> =>
  contractsAt(within(input, found), found, input.catalog)

/** The baskets of the period and the catalogs that they are from, then whose these are and what is expected. */
const readPeriod: ReadonlyArray<ReadMore<typeof inPeriod.Type>> = [
  ({ input }, found) => {
    const distributions = within(input, found)
    return {
      documents: takingPartIn(distributions).map(keyOf.catalog),
      pages: distributions.map(({ id }) => basketsOf(id)),
    }
  },
  ({ input }, found) => {
    const catalogs = found.catalogs(takingPartIn(within(input, found)))
    const producers = [...catalogs.values()].map(({ settings }) => settings.producer)
    return { documents: [...new Set(producers)].map(keyOf.producer) }
  },
  ...readExpected(contractsIn),
]

/** What producers sold over a period. */
export const byProducer = query("recap.by-producer", {
  summary: "What each producer sold over a period, by product and price, with VAT: no member is named.",
  input: inPeriod,
  output: PeriodRecap,
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: (asking) => {
    const { catalog } = asking.input
    return right(catalog === undefined ? "catalog-admin" : `catalog-admin:${catalog}`)(asking)
  },
  // In any zone, what begins on the first day ends after the day before it in UTC.
  read: ({ input }) => ({
    pages: [{ index: "distribution.byEnd", from: plusDays(input.from, -1), to: "9999", limit: 10_000 }],
  }),
  more: readPeriod,
  view: (deciding) => {
    const { input, found } = deciding
    const distributions = within(input, found)
    const gatherings = distributions.map((distribution, place) => {
      const { states } = found.page<Basket>(place + 1)
      return { distribution, baskets: states }
    })
    const seasons = seasonsOf(found, contractsIn(input, found), distributions.length + 1)
    const { baskets, isExpected } = expectedIn(deciding, gatherings, seasons)
    const producerOf = (id: string) => found.catalog(id)?.settings.producer ?? id
    const recap = recapByProducer(baskets.flat(), producerOf, input.catalog, isExpected)
    return Result.succeed({
      ...recap,
      distributions: distributions.map(({ id, plan }) => ({ id, startsAt: plan.startsAt })),
      producers: recap.producers.map((one) => ({ ...one, name: found.producer(one.producer)?.name ?? one.producer })),
    })
  },
})
