import * as Result from "effect/Result"
import type { Distribution } from "@cabas/core/distribution"
import { isValidated } from "@cabas/core/distribution"
import { expectDeliveries, keyOf } from "@cabas/core/plans"
import type { Expected, Gathering } from "@cabas/core/plans"
import { householdsOf } from "@cabas/core/subscription"
import type { Subscription } from "@cabas/core/subscription"
import type { Found } from "../run/found.ts"
import type { Deciding, ReadMore } from "../run/operation.ts"
import { subscriptionsOf } from "./distribution.ts"
import { seasonIn, stockOver } from "./season.ts"

/** The catalogs that take part in some distributions, each once. */
export const takingPartIn = (distributions: ReadonlyArray<Distribution>): ReadonlyArray<string> => [
  ...new Set(distributions.flatMap(({ participations }) => participations.map(({ catalog }) => catalog))),
]

/** The contracts that may still bring something to distributions: to those that are not validated. @rule RECAP-6 */
export const contractsAt = (
  distributions: ReadonlyArray<Distribution>,
  found: Found,
  only?: string,
): ReadonlyArray<string> =>
  takingPartIn(distributions.filter((one) => !isValidated(one))).filter(
    (id) => (only === undefined || id === only) && (found.catalog(id)?.contract ?? null) !== null,
  )

/** Reads who subscribed to what may still come, and when it does; then what is left of it. @rule RECAP-6 */
export const readExpected = <I>(
  contractsOf: (input: I, found: Found) => ReadonlyArray<string>,
): readonly [ReadMore<I>, ReadMore<I>] => [
  ({ input }, found) => {
    const contracts = contractsOf(input, found)
    if (contracts.length === 0) return undefined
    return { documents: contracts.map(keyOf.calendar), pages: contracts.map(subscriptionsOf) }
  },
  ({ input }, found) => {
    const balances = contractsOf(input, found).flatMap((id) =>
      stockOver(found, id, Object.keys(found.catalog(id)?.products ?? {})),
    )
    return balances.length === 0 ? undefined : { balances }
  },
]

/** Subscriptions by contract, from the page of the first one on. */
export const seasonsOf = (
  found: Found,
  contracts: ReadonlyArray<string>,
  firstPage: number,
): ReadonlyMap<string, ReadonlyArray<Subscription>> =>
  new Map(contracts.map((id, place) => [id, found.page<Subscription>(firstPage + place).states]))

/** Everybody whom a basket of these may be: the households, and those to whom baskets were given. */
export const collectorsIn = (subscriptions: Iterable<ReadonlyArray<Subscription>>): ReadonlyArray<string> =>
  [...subscriptions]
    .flat()
    .flatMap((one) => [
      ...householdsOf(one),
      ...one.deliveries.flatMap(({ taker }) => (taker?.member ? [taker.member] : [])),
    ])

/** The baskets of distributions with what is expected in them. @rule RECAP-6 */
export const expectedIn = (
  deciding: Pick<Deciding<unknown>, "found" | "group" | "now">,
  gatherings: ReadonlyArray<Gathering>,
  seasons: ReadonlyMap<string, ReadonlyArray<Subscription>>,
): Expected =>
  expectDeliveries(
    [...seasons].flatMap(([id, subscriptions]) => {
      const season = seasonIn(deciding, id, { entry: "member" })
      return Result.isFailure(season) ? [] : [{ context: season.success, subscriptions }]
    }),
    gatherings,
  )
