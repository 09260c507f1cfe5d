import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { isScheduled } from "@cabas/core/catalog"
import type { Catalog } from "@cabas/core/catalog"
import type { Distribution } from "@cabas/core/distribution"
import { shopWindow } from "@cabas/core/distribution"
import type { Group } from "@cabas/core/group"
import { keyOf } from "@cabas/core/plans"
import { offersOf, stockAccountOf } from "@cabas/core/views"
import { anyone } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { query } from "../run/operation.ts"
import { groupOf, inGroup, optional } from "./inputs.ts"
import { partsOf, viewOf } from "./distribution.ts"
import { Shop } from "./outputs.ts"

/** How many distributions to come a shop looks at. */
const horizon = 60

/** Where only contracts are handed over, with delays of their own, there is nothing to order. */
const isOfContracts = ({ participations }: Distribution): boolean =>
  participations.length > 0 && participations.every(({ byDelays }) => byDelays === true)

const upcomingIn = (found: Found, now: string): ReadonlyArray<Distribution> =>
  found
    .page<Distribution>(0)
    .states.filter((one) => one.status === "planned" && one.plan.endsAt > now && !isOfContracts(one))
    .toSorted((a, b) => (a.plan.startsAt < b.plan.startsAt ? -1 : 1))

/** The distribution asked for, else the next that takes orders, else the next to come. */
const chosen = (found: Found, id: string | undefined, now: string): Distribution | null => {
  if (id !== undefined) return found.distribution(id)
  const upcoming = upcomingIn(found, now)
  const open = upcoming.find((one) => {
    const { opensAt, closesAt } = shopWindow(one)
    return opensAt <= now && now < closesAt
  })
  return open ?? upcoming[0] ?? null
}

/** The next instant at which orders open or close or a distribution ends: another one may then be chosen. */
const nextTurn = (found: Found, now: string): string | null => {
  const turns = found.page<Distribution>(0).states.flatMap((one) => {
    const { opensAt, closesAt } = shopWindow(one)
    return [opensAt, closesAt, one.plan.endsAt]
  })
  return turns.filter((turn) => turn > now).toSorted()[0] ?? null
}

/** Everything a shop page shows to anybody: group, distribution, producers, offers with what is left. */
export const get = query("shop.get", {
  summary: "What can be ordered: the distribution, its producers and products, with what is left.",
  input: Schema.Struct({ ...inGroup, distribution: optional(Core.Id) }),
  output: Shop,
  refusals: ["NotAllowed", "DistributionUnknown"],
  space: groupOf,
  shared: true,
  until: ({ found, now }) => nextTurn(found, now),
  allow: anyone,
  read: ({ input, now }) => ({
    documents: input.distribution === undefined ? [] : [keyOf.distribution(input.distribution)],
    pages: [{ index: "distribution.byEnd", from: now, to: "9999", limit: horizon }],
  }),
  more: [
    ({ input, now }, found) => {
      const distribution = chosen(found, input.distribution, now)
      return distribution === null ? undefined : { documents: partsOf([distribution]) }
    },
    ({ input, now }, found) => {
      const distribution = chosen(found, input.distribution, now)
      const catalogs = catalogsOf(found, distribution)
      const producers = [...catalogs.values()].map(({ settings }) => keyOf.producer(settings.producer))
      const scheduled = [...catalogs.values()].filter(({ products }) =>
        Object.values(products).some(({ stock }) => isScheduled(stock)),
      )
      const documents = [...new Set(producers), ...scheduled.map(({ id }) => keyOf.calendar(id))]
      return { documents, balances: countedAccounts(distribution, catalogs) }
    },
  ],
  view: ({ input, found, group, now }) => {
    const distribution = chosen(found, input.distribution, now)
    if (distribution === null && input.distribution !== undefined) {
      return Result.fail({ _tag: "DistributionUnknown", distribution: input.distribution })
    }
    const catalogs = catalogsOf(found, distribution)
    const balance = (account: string) => found.quantity(account) ?? 0
    return Result.succeed({
      group: groupOfShop(group),
      distribution: distribution === null ? null : shopViewOf(found, distribution, catalogs),
      upcoming: upcomingIn(found, now).map(upcomingOf),
      producers: producersOf(found, catalogs),
      offers: distribution === null ? [] : offersOf(distribution, catalogs, balance, placeOf(found, group, catalogs)),
    })
  },
})

/** The distribution as a shop shows it: contracts are subscribed to, and take no orders here. */
const shopViewOf = (found: Found, distribution: Distribution, catalogs: ReadonlyMap<string, Catalog>) => {
  const view = viewOf(found, distribution)
  const sold = view.catalogs.filter(({ id }) => catalogs.get(id)?.contract === null)
  return { ...view, orders: shopWindow(distribution), catalogs: sold }
}

const placeOf = (found: Found, { settings }: Group, catalogs: ReadonlyMap<string, Catalog>) => ({
  timeZone: settings.timeZone,
  calendars: found.calendars(catalogs.keys()),
})

const groupOfShop = ({ id, currency, settings }: Group): (typeof Shop.Type)["group"] => ({
  id,
  name: settings.name,
  currency,
  timeZone: settings.timeZone,
  moneyPot: settings.payments.moneyPot,
  shortage: settings.shortage,
})

const catalogsOf = (found: Found, distribution: Distribution | null): ReadonlyMap<string, Catalog> =>
  found.catalogs((distribution?.participations ?? []).map(({ catalog }) => catalog))

/** The accounts of the products whose stock is counted. */
const countedAccounts = (
  distribution: Distribution | null,
  catalogs: ReadonlyMap<string, Catalog>,
): ReadonlyArray<string> => {
  if (distribution === null) return []
  return [...catalogs.values()].flatMap((catalog) =>
    Object.values(catalog.products)
      .filter((product) => product.active && product.stock.policy !== "none")
      .map((product) => stockAccountOf(catalog.id, product, distribution.id)),
  )
}

const upcomingOf = (distribution: Distribution) => ({
  id: distribution.id,
  startsAt: distribution.plan.startsAt,
  endsAt: distribution.plan.endsAt,
  orders: shopWindow(distribution),
})

const producersOf = (found: Found, catalogs: ReadonlyMap<string, Catalog>) => {
  const ids = new Set([...catalogs.values()].map(({ settings }) => settings.producer))
  return [...ids].flatMap((id) => {
    const producer = found.producer(id)
    if (producer === null) return []
    const { name, city, description } = producer
    return [{ id, name, city, description }]
  })
}
