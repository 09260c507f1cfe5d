import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { basketId } from "@cabas/core/basket"
import type { Basket } from "@cabas/core/basket"
import type { Catalog } from "@cabas/core/catalog"
import type { Distribution } from "@cabas/core/distribution"
import { walletOf } from "@cabas/core/ledger"
import { householdName } from "@cabas/core/member"
import { basketNumbers, dayOf, keyOf } from "@cabas/core/plans"
import type { Refusal } from "@cabas/core/refusals"
import type { Subscription } from "@cabas/core/subscription"
import { civilAt, daysBetween, plusDays } from "@cabas/core/values"
import { nothingWithdrawn, receiptOf, signInSheet } from "@cabas/core/views"
import { has, right, selfOr } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { nameOf, query } from "../run/operation.ts"
import type { Deciding, ReadMore } from "../run/operation.ts"
import { basketsOf, partsOf, subscriptionsOf, viewOf } from "./distribution.ts"
import { collectorsIn, expectedIn, seasonsOf } from "./expected.ts"
import { groupOf, inGroup, memberOf, optional } from "./inputs.ts"
import { withdrawnAt } from "./recap.ts"
import { moneyOf, seasonIn, stockOver } from "./season.ts"
import { Receipt, SignInSheet } from "./sheet-outputs.ts"

const longest = 100

const forSheet = Schema.Struct({
  ...inGroup,
  distribution: optional(Core.Id),
  from: optional(Core.CivilDate),
  to: optional(Core.CivilDate),
  catalog: optional(Core.Id),
}).check(
  Schema.makeFilter(({ distribution, from, to }) =>
    distribution === undefined
      ? (from !== undefined && to !== undefined && from <= to && daysBetween(from, to) < longest) ||
        `expected a distribution, or the first and the last of at most ${longest} days`
      : (from === undefined && to === undefined) || "expected a distribution or days, not both",
  ),
)
type ForSheet = typeof forSheet.Type

/** The distributions of a sheet by date: the one that is asked for, or those of the days at which the catalog is. */
const shown = ({ distribution, from, to, catalog }: ForSheet, found: Found): ReadonlyArray<Distribution> => {
  if (distribution !== undefined) return [found.distribution(distribution)].filter((one) => one !== null)
  const { group } = found
  if (group === null || from === undefined || to === undefined) return []
  return found
    .page<Distribution>(0)
    .states.filter((one) => {
      const day = dayOf(group, one.plan)
      const takesPart = catalog === undefined || one.participations.some((other) => other.catalog === catalog)
      return one.status === "planned" && takesPart && from <= day && day <= to
    })
    .toSorted((a, b) => (a.plan.startsAt < b.plan.startsAt ? -1 : 1))
}

/** The first page is that of the distributions, when they are looked for by date. */
const pagesBefore = ({ distribution }: ForSheet): number => (distribution === undefined ? 1 : 0)

/** The catalogs of a sheet: the one that is asked for, or those taking part. */
const catalogsOf = (input: ForSheet, found: Found): ReadonlyArray<string> =>
  input.catalog === undefined
    ? [...new Set(shown(input, found).flatMap(({ participations }) => participations.map(({ catalog }) => catalog)))]
    : [input.catalog]

const contractsOf = (input: ForSheet, found: Found): ReadonlyArray<Catalog> =>
  [...found.catalogs(catalogsOf(input, found)).values()].filter(({ contract }) => contract !== null)

/** The baskets of each distribution of a sheet. */
const basketsIn = (input: ForSheet, found: Found) =>
  shown(input, found).map((distribution, place) => ({
    distribution,
    baskets: found.page<Basket>(pagesBefore(input) + place).states,
  }))

/** The subscriptions of the contracts of a sheet, by contract; their pages follow those of the baskets. */
const seasonsIn = (input: ForSheet, found: Found) =>
  seasonsOf(
    found,
    contractsOf(input, found).map(({ id }) => id),
    pagesBefore(input) + shown(input, found).length,
  )

const subscriptionsIn = (input: ForSheet, found: Found): ReadonlyArray<Subscription> =>
  [...seasonsIn(input, found).values()].flat().filter(({ status }) => status !== "deleted")

const readSheet: ReadonlyArray<ReadMore<ForSheet>> = [
  ({ input }, found) => ({
    documents: [
      ...partsOf(shown(input, found)),
      ...catalogsOf(input, found).flatMap((id) => [keyOf.catalog(id), keyOf.calendar(id)]),
    ],
    pages: shown(input, found).map(({ id }) => basketsOf(id)),
  }),
  ({ input }, found) => ({
    documents: [...found.catalogs(catalogsOf(input, found)).values()].map(({ settings }) =>
      keyOf.producer(settings.producer),
    ),
    pages: contractsOf(input, found).map(({ id }) => subscriptionsOf(id)),
    balances: contractsOf(input, found).flatMap(({ id, products }) => stockOver(found, id, Object.keys(products))),
  }),
  ({ input }, found) => {
    const subscriptions = subscriptionsIn(input, found)
    const baskets = basketsIn(input, found).flatMap((one) => one.baskets)
    const members = new Set([...baskets.map(({ member }) => member), ...collectorsIn([subscriptions])])
    return {
      documents: [...members].map(keyOf.member),
      numbers: baskets.map(({ id, distribution }) => ({ series: basketNumbers(distribution), key: keyOf.basket(id) })),
      balances: input.catalog === undefined ? [...members].map(walletOf) : moneyOf(subscriptions),
    }
  },
]

/** Who only holds the desk sees names and telephones on the day itself. @rule SHEET-3 @see D28 */
const deskProblem = (deciding: Deciding<{ readonly catalog?: string }>, days: ReadonlyArray<Distribution>) => {
  const { actor, input, group, now } = deciding
  if (has(deciding, input.catalog === undefined ? "catalog-admin" : `catalog-admin:${input.catalog}`)) return undefined
  const today = civilAt(now, group.settings.timeZone).date
  return days.every(({ plan }) => dayOf(group, plan) === today)
    ? undefined
    : ({ _tag: "NotAllowed", actor: nameOf(actor), needs: "desk on the day" } as const)
}

const headOf = ({ group }: Deciding<unknown>) => ({
  groupName: group.settings.name,
  currency: group.currency,
  timeZone: group.settings.timeZone,
})

/** Sheets for the table: who comes, what they take, where they sign. */
export const signIn = query("sheet.sign-in", {
  summary:
    "A sign-in sheet: who comes to one or several distributions, what they take, whose turn it is, who is absent; for all catalogs or one.",
  input: forSheet,
  output: SignInSheet,
  refusals: ["NotAllowed", "DistributionUnknown", "CatalogUnknown"],
  space: groupOf,
  allow: (asking) => {
    const { catalog } = asking.input
    return right(catalog === undefined ? "catalog-admin" : `catalog-admin:${catalog}`, "desk")(asking)
  },
  // In any zone, what begins on the first day ends after the day before it in UTC.
  read: ({ input: { distribution, from } }) =>
    distribution === undefined
      ? { pages: [{ index: "distribution.byEnd", from: plusDays(from ?? "", -1), to: "9999", limit: 10_000 }] }
      : { documents: [keyOf.distribution(distribution)] },
  more: readSheet,
  view: (deciding) => {
    const { input, found } = deciding
    const { distribution, catalog } = input
    if (distribution !== undefined && found.distribution(distribution) === null) {
      return Result.fail({ _tag: "DistributionUnknown", distribution })
    }
    if (catalog !== undefined && found.catalog(catalog) === null)
      return Result.fail({ _tag: "CatalogUnknown", catalog })
    const distributions = shown(input, found)
    const problem = deskProblem(deciding, distributions)
    if (problem !== undefined) return Result.fail(problem)
    return Result.succeed({ ...headOf(deciding), ...sheetOf(deciding, distributions) })
  },
})

const sheetOf = (deciding: Deciding<ForSheet>, distributions: ReadonlyArray<Distribution>) => {
  const { input, found, group, now } = deciding
  const gatherings = basketsIn(input, found)
  const { baskets, isExpected } = expectedIn(deciding, gatherings, seasonsIn(input, found))
  return {
    distributions: distributions.map((one) => viewOf(found, one)),
    catalogs: [...found.catalogs(catalogsOf(input, found)).values()].map(({ id, kind, settings }) => ({
      id,
      kind,
      name: settings.name,
      producer: settings.producer,
      producerName: found.producer(settings.producer)?.name ?? settings.producer,
    })),
    rows: signInSheet({
      distributions: gatherings.map(({ distribution: { id } }, place) => ({ id, baskets: baskets[place] ?? [] })),
      isExpected,
      catalog: input.catalog ?? null,
      subscriptions: subscriptionsIn(input, found).flatMap((subscription) => {
        const season = seasonIn(deciding, subscription.catalog, { entry: "coordinator" })
        return Result.isFailure(season) ? [] : [{ context: season.success, subscription }]
      }),
      member: found.member,
      number: (basket) => found.numberOf(keyOf.basket(basket)),
      balance: (account) => found.balance(account, group.currency),
      isWithdrawn: (id) => {
        const distribution = distributions.find((one) => one.id === id)
        return distribution === undefined ? nothingWithdrawn : withdrawnAt(found, distribution, now)
      },
    }),
  }
}

const unknownBasket = (basket: string): Refusal => ({ _tag: "BasketUnknown", basket })

/** What a member had. */
export const receipt = query("receipt.get", {
  summary: "The receipt of a member for a distribution: the lines by producer, the VAT, and what was paid.",
  input: Schema.Struct({ ...inGroup, distribution: Core.Id, member: optional(Core.Id) }),
  output: Receipt,
  refusals: ["NotAllowed", "DistributionUnknown", "BasketUnknown"],
  space: groupOf,
  allow: selfOr((input) => input.member, "catalog-admin", "desk"),
  read: ({ input, actor }) => {
    const member = memberOf(input, actor)
    const key = keyOf.basket(basketId(input.distribution, member))
    return {
      documents: [keyOf.distribution(input.distribution), keyOf.member(member), key],
      numbers: [{ series: basketNumbers(input.distribution), key }],
    }
  },
  more: [
    ({ input }, found) => {
      const distribution = found.distribution(input.distribution)
      return distribution === null ? undefined : { documents: partsOf([distribution]) }
    },
    ({ input, actor }, found) => {
      const catalogs = (found.distribution(input.distribution)?.participations ?? []).map(({ catalog }) => catalog)
      const producers = [...found.catalogs(catalogs).values()].map(({ settings }) => keyOf.producer(settings.producer))
      const basket = found.basket(basketId(input.distribution, memberOf(input, actor)))
      const payments = (basket?.payments ?? []).map(({ id }) => keyOf.payment(id))
      return { documents: [...new Set(producers), ...payments] }
    },
  ],
  view: (deciding) => {
    const { input, actor, found } = deciding
    const member = memberOf(input, actor)
    const id = basketId(input.distribution, member)
    const distribution = found.distribution(input.distribution)
    if (distribution === null) return Result.fail({ _tag: "DistributionUnknown", distribution: input.distribution })
    const own = actor.kind === "member" && actor.member === member
    const problem = own ? undefined : deskProblem({ ...deciding, input: {} }, [distribution])
    if (problem !== undefined) return Result.fail(problem)
    const basket = found.basket(id)
    if (basket === null || basket.status !== "confirmed") return Result.fail(unknownBasket(id))
    const { producers, ...rest } = receiptOf(
      basket,
      (catalog) => found.catalog(catalog)?.settings.producer ?? catalog,
      found.payment,
    )
    return Result.succeed({
      ...headOf(deciding),
      ...rest,
      distribution: viewOf(found, distribution),
      member,
      memberName: householdName(found.member(member)?.people ?? []) || member,
      number: found.numberOf(keyOf.basket(id)),
      producers: producers.map((one) => ({ ...one, name: found.producer(one.producer)?.name ?? one.producer })),
    })
  },
})
