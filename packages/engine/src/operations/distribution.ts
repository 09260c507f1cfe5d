import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import type { Basket } from "@cabas/core/basket"
import type { Distribution, DistributionPlan } from "@cabas/core/distribution"
import { wholeWindow } from "@cabas/core/distribution"
import { orderUnit } from "@cabas/core/catalog"
import { coverageOf, exactly } from "@cabas/core/ledger"
import type { Floor, Posting } from "@cabas/core/ledger"
import type { Group } from "@cabas/core/group"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import type { Refusal } from "@cabas/core/refusals"
import type { Subscription } from "@cabas/core/subscription"
import { offeredCatalogs, stockAccountOf } from "@cabas/core/views"
import { anyone, catalogAdmin, right } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { command, query } from "../run/operation.ts"
import type { Deciding } from "../run/operation.ts"
import type { PageWanted, Reading } from "../storage/storage.ts"
import { groupOf, inGroup, Named, optional, paged } from "./inputs.ts"
import { DistributionView } from "./outputs.ts"
import { DistributionImpact } from "./season-outputs.ts"
import { moneyOf, seasonIn, stockOver } from "./season.ts"

const unknown = (distribution: string): Refusal => ({ _tag: "DistributionUnknown", distribution })

const { note, ...when } = Core.DistributionPlan.fields

/** The catalogs taking part with their calendars, which planning keeps in step. */
const catalogKeys = (participations: ReadonlyArray<{ readonly catalog: string }>) =>
  participations.flatMap(({ catalog }) => [keyOf.catalog(catalog), keyOf.calendar(catalog)])

const dayKey = (group: Group | null, plan: DistributionPlan): ReadonlyArray<string> =>
  group === null ? [] : [keyOf.day(plan.place, Plans.dayOf(group, plan))]

const contextOf = (
  found: Found,
  group: Group,
  now: string,
  plan: DistributionPlan,
  catalogs: ReadonlyArray<string>,
) => ({
  group,
  now,
  calendars: found.calendars(catalogs),
  place: found.place(plan.place),
  catalogs: found.catalogs(catalogs),
  claim: found.day(plan.place, Plans.dayOf(group, plan)),
})

/** The subscriptions to a catalog. */
export const subscriptionsOf = (catalog: string): PageWanted => ({
  index: "subscription.byCatalog",
  from: catalog,
  to: catalog,
  limit: 10_000,
})

/** The accounts that say whether somebody came to expect other deliveries. @rule SUB-16 */
export const coverageOver = (catalogs: ReadonlyArray<string>): ReadonlyArray<string> => catalogs.map(coverageOf)

/** Whoever subscribes meanwhile must stop what was decided from the subscriptions that there were. @rule SUB-16 */
export const nobodySubscribed = (
  found: Found,
  catalogs: ReadonlyArray<string>,
  postings: ReadonlyArray<Posting> = [],
): ReadonlyArray<Floor> =>
  catalogs.map(coverageOf).map((account) => {
    const own = postings.filter(({ to }) => to === account).length
    return exactly(account, "changes", (found.balance(account, "changes") ?? 0) + own)
  })

/** A decision taken from the subscriptions of a catalog, which stands only while nobody subscribes. @rule SUB-16 */
export const whileNobodySubscribes = <A>(
  found: Found,
  catalog: string,
  decision: Plans.Decision<A>,
): Plans.Decision<A> =>
  Result.map(decision, (plan) => ({
    ...plan,
    floors: [...plan.floors, ...nobodySubscribed(found, [catalog], plan.postings)],
  }))

/** The baskets of a distribution. */
export const basketsOf = (distribution: string): PageWanted => ({ prefix: `basket:${distribution}~`, limit: 10_000 })

/** Plans an event. */
export const planEvent = command("distribution.plan", {
  summary: "Plans a distribution: place, hours, order window, and the catalogs that take part.",
  input: Schema.Struct({
    ...inGroup,
    id: optional(Core.Id),
    ...when,
    note: optional(note),
    participations: Schema.Array(
      Schema.Struct({ catalog: Core.Id, window: optional(Schema.NullOr(Core.Window)) }),
    ).check(Schema.isMaxLength(200)),
  }),
  output: Named,
  refusals: [
    "NotAllowed",
    "AlreadyExists",
    "PlaceUnknown",
    "CatalogUnknown",
    "AlreadyTakingPart",
    "DistributionDatesInvalid",
    "DistributionOutsideCatalog",
    "DayTaken",
  ],
  space: groupOf,
  allow: right("catalog-admin"),
  read: ({ input }) => ({
    documents: [
      keyOf.place(input.place),
      ...catalogKeys(input.participations),
      ...(input.id === undefined ? [] : [keyOf.distribution(input.id)]),
    ],
  }),
  more: ({ input }, found) => ({ documents: dayKey(found.group, planIn(input)) }),
  decide: ({ input, found, group, now, newId }) => {
    const planned = planIn(input)
    const id = input.id ?? newId()
    const participations = input.participations.map(({ catalog, window }) => ({ catalog, window: window ?? null }))
    const context = contextOf(
      found,
      group,
      now,
      planned,
      participations.map(({ catalog }) => catalog),
    )
    return Plans.planDistribution(context, found.distribution(id), id, planned, participations)
  },
})

const planIn = (input: Omit<DistributionPlan, "note"> & { readonly note?: string }): DistributionPlan => {
  const { place, startsAt, endsAt, orders } = input
  return { place, startsAt, endsAt, orders, note: input.note ?? "" }
}

/** The subscriptions to the catalogs that take part, and whether somebody subscribes meanwhile. */
const expectedAt = (found: Found, distribution: string): Reading => {
  const catalogs = takingPart(found, distribution)
  return { pages: catalogs.map(subscriptionsOf), balances: coverageOver(catalogs) }
}

const seasonsRead = (found: Found, distribution: string): ReadonlyArray<Subscription> =>
  takingPart(found, distribution).flatMap((_, index) => found.page<Subscription>(index).states)

/** Then the subscriptions as documents, so that they can be guarded and written, with the baskets. */
const touchedAt = (found: Found, distribution: string): Reading => {
  const subscriptions = seasonsRead(found, distribution)
  return {
    documents: subscriptions.map(({ id }) => keyOf.subscription(id)),
    pages: [basketsOf(distribution)],
    balances: [
      ...moneyOf(subscriptions),
      ...takingPart(found, distribution).flatMap((catalog) =>
        stockOver(found, catalog, Object.keys(found.catalog(catalog)?.products ?? {})),
      ),
    ],
  }
}

/** The seasons of the contracts that take part, and the baskets. */
const aroundDistribution = (
  deciding: Pick<Deciding<unknown>, "found" | "group" | "now">,
  distribution: string,
  token: string | null,
): Plans.AroundDistribution => {
  const { found } = deciding
  const catalogs = takingPart(found, distribution)
  const seasons = catalogs.flatMap((catalog, index) => {
    const season = seasonIn(deciding, catalog, { entry: "coordinator" })
    if (Result.isFailure(season)) return []
    return [{ ...season.success, subscriptions: found.page<Subscription>(index).states, token: null }]
  })
  return { seasons, calendars: found.calendars(catalogs), baskets: found.page<Basket>(catalogs.length).states, token }
}

/** Moves or corrects an event. */
export const change = command("distribution.change", {
  summary: "Changes a distribution's place, hours or order window; its preview names everybody it touches.",
  input: Schema.Struct({
    ...inGroup,
    id: Core.Id,
    ...when,
    /** Goes along with the distribution when it is not told. */
    orders: optional(Core.Window),
    note: optional(note),
    token: optional(Schema.String),
  }),
  output: DistributionImpact,
  refusals: [
    "NotAllowed",
    "DistributionUnknown",
    "DistributionCancelled",
    "DistributionValidated",
    "PlaceUnknown",
    "DistributionDatesInvalid",
    "DistributionOutsideCatalog",
    "DayTaken",
    "PreviewOutdated",
    "Busy",
  ],
  space: groupOf,
  allow: right("catalog-admin"),
  read: ({ input }) => ({ documents: [keyOf.distribution(input.id), keyOf.place(input.place)] }),
  more: [
    ({ input }, found) => {
      const existing = found.distribution(input.id)
      if (existing === null || found.group === null) return undefined
      return {
        ...expectedAt(found, input.id),
        documents: [
          ...catalogKeys(existing.participations),
          ...dayKey(found.group, movedPlan(input, existing.plan, found.group)),
          ...dayKey(found.group, existing.plan),
        ],
      }
    },
    ({ input }, found) => (found.distribution(input.id) === null ? undefined : touchedAt(found, input.id)),
  ],
  decide: (deciding) => {
    const { input, found, group, now } = deciding
    const existing = found.distribution(input.id)
    if (existing === null) return Plans.refused(unknown(input.id))
    const planned = movedPlan(input, existing.plan, group)
    const catalogs = takingPart(found, input.id)
    const context = contextOf(found, group, now, planned, catalogs)
    const oldClaim = found.day(existing.plan.place, Plans.dayOf(group, existing.plan))
    const around = aroundDistribution(deciding, input.id, input.token ?? null)
    const decision = Plans.moveDistribution(context, existing, planned, oldClaim, around)
    if (around.token === null) return decision
    const contracts = around.seasons.map(({ catalog }) => catalog.id)
    return Result.map(decision, (plan) => ({
      ...plan,
      floors: [...plan.floors, ...nobodySubscribed(found, contracts)],
    }))
  },
})

/** The plan as it is asked for: the order window goes along unless it is told. */
const movedPlan = (
  {
    place,
    startsAt,
    endsAt,
    orders,
    note: told,
  }: Partial<Pick<DistributionPlan, "orders" | "note">> & Omit<DistributionPlan, "orders" | "note">,
  before: DistributionPlan,
  group: Group,
): DistributionPlan => ({
  place,
  startsAt,
  endsAt,
  orders: orders ?? Plans.windowAlong(before, startsAt, group.settings.timeZone),
  note: told ?? "",
})

/** Lets a catalog take part. */
export const join = command("distribution.join", {
  summary: "Lets a catalog take part, or changes its own order window.",
  input: Schema.Struct({
    ...inGroup,
    id: Core.Id,
    catalog: Core.Id,
    window: optional(Schema.NullOr(Core.Window)),
  }),
  output: Named,
  refusals: [
    "NotAllowed",
    "DistributionUnknown",
    "DistributionCancelled",
    "DistributionValidated",
    "CatalogUnknown",
    "DistributionDatesInvalid",
    "DistributionOutsideCatalog",
  ],
  space: groupOf,
  allow: catalogAdmin((input) => input.catalog),
  read: ({ input }) => ({ documents: [keyOf.distribution(input.id), ...catalogKeys([input])] }),
  more: ({ input }, found) => {
    const existing = found.distribution(input.id)
    if (existing === null) return undefined
    return { documents: [keyOf.place(existing.plan.place), ...dayKey(found.group, existing.plan)] }
  },
  decide: ({ input, found, group, now }) => {
    const existing = found.distribution(input.id)
    if (existing === null) return Plans.refused(unknown(input.id))
    const context = contextOf(found, group, now, existing.plan, [input.catalog])
    return Plans.joinDistribution(context, existing, { catalog: input.catalog, window: input.window ?? null })
  },
})

/** The stock accounts of every product of some catalogs at a distribution, with the unit that each is counted in. */
export const stockAccounts = (found: Found, distribution: string, catalogs: ReadonlyArray<string>) =>
  [...found.catalogs(catalogs).values()].flatMap((catalog) =>
    Object.values(catalog.products).map((product) => ({
      account: stockAccountOf(catalog.id, product, distribution),
      unit: orderUnit(product),
    })),
  )

const takingPart = (found: Found, distribution: string): ReadonlyArray<string> =>
  (found.distribution(distribution)?.participations ?? []).map(({ catalog }) => catalog)

/** An order that comes in while nobody was seen to order must stop what was decided: no stock may have moved. */
export const nothingTaken = (
  found: Found,
  distribution: string,
  catalogs: ReadonlyArray<string>,
): ReadonlyArray<Floor> =>
  stockAccounts(found, distribution, catalogs).map(({ account, unit }) => ({
    account,
    unit,
    minimum: found.quantity(account) ?? 0,
  }))

/** The baskets and the stock at one moment. */
const ordersAndStock = (found: Found, distribution: string, catalogs: ReadonlyArray<string>): Reading => ({
  pages: [basketsOf(distribution)],
  balances: stockAccounts(found, distribution, catalogs).map(({ account }) => account),
})

/** Takes a catalog out while nobody ordered from it. */
export const withdraw = command("distribution.withdraw", {
  summary: "Takes a catalog out of a distribution while nobody ordered from it.",
  input: Schema.Struct({ ...inGroup, id: Core.Id, catalog: Core.Id }),
  output: Named,
  refusals: [
    "NotAllowed",
    "DistributionUnknown",
    "DistributionCancelled",
    "DistributionValidated",
    "CatalogNotTakingPart",
    "DistributionHasOrders",
    "CatalogHasSubscriptions",
  ],
  space: groupOf,
  allow: catalogAdmin((input) => input.catalog),
  read: ({ input }) => ({
    documents: [keyOf.distribution(input.id), ...catalogKeys([input])],
    pages: [subscriptionsOf(input.catalog)],
    balances: coverageOver([input.catalog]),
  }),
  more: ({ input }, found) => ordersAndStock(found, input.id, [input.catalog]),
  decide: ({ input, found }) => {
    const existing = found.distribution(input.id)
    if (existing === null) return Plans.refused(unknown(input.id))
    const calendars = found.calendars([input.catalog])
    const subscribed = Plans.subscribedProblem(existing.id, calendars, found.page<Subscription>(0).states)
    if (subscribed !== undefined) return Plans.refused(subscribed)
    const decision = Plans.withdrawCatalog(existing, input.catalog, found.page<Basket>(1).states, calendars)
    return Result.map(decision, (plan) => ({
      ...plan,
      floors: [...nothingTaken(found, input.id, [input.catalog]), ...nobodySubscribed(found, [input.catalog])],
      guards: [...plan.guards, keyOf.catalog(input.catalog)],
    }))
  },
})

/** Nobody ordered of the shop, and nobody subscribed, since it was looked. */
const nobodyOrdered = (found: Found, distribution: string, postings: ReadonlyArray<Posting>): ReadonlyArray<Floor> => {
  const catalogs = takingPart(found, distribution)
  const shops = catalogs.filter((catalog) => found.catalog(catalog)?.contract === null)
  return [...nothingTaken(found, distribution, shops), ...nobodySubscribed(found, catalogs, postings)]
}

/** Cancels an event that holds no order. */
export const cancel = command("distribution.cancel", {
  summary: "Cancels a distribution that holds no order; with the deliveries of contracts there, if that is asked for.",
  input: Schema.Struct({
    ...inGroup,
    id: Core.Id,
    /** Takes the deliveries of contracts away from those who expect them. */
    withDeliveries: optional(Schema.Boolean),
    token: optional(Schema.String),
  }),
  output: DistributionImpact,
  refusals: [
    "NotAllowed",
    "DistributionUnknown",
    "DistributionCancelled",
    "DistributionValidated",
    "DistributionHasOrders",
    "CatalogHasSubscriptions",
    "DeliveryClosed",
    "PreviewOutdated",
    "Busy",
  ],
  space: groupOf,
  allow: right("catalog-admin"),
  read: ({ input }) => ({ documents: [keyOf.distribution(input.id)] }),
  more: [
    ({ input }, found) => {
      const existing = found.distribution(input.id)
      if (existing === null) return undefined
      return {
        ...expectedAt(found, input.id),
        documents: [...dayKey(found.group, existing.plan), ...catalogKeys(existing.participations)],
      }
    },
    ({ input }, found) => {
      if (found.distribution(input.id) === null) return undefined
      const { documents, balances = [] } = touchedAt(found, input.id)
      const orders = ordersAndStock(found, input.id, takingPart(found, input.id))
      return { ...orders, ...(documents && { documents }), balances: [...balances, ...(orders.balances ?? [])] }
    },
  ],
  decide: (deciding) => {
    const { input, found, group } = deciding
    const existing = found.distribution(input.id)
    if (existing === null) return Plans.refused(unknown(input.id))
    const claim = found.day(existing.plan.place, Plans.dayOf(group, existing.plan))
    if (input.withDeliveries !== true) {
      const calendars = found.calendars(takingPart(found, input.id))
      const subscribed = Plans.subscribedProblem(existing.id, calendars, seasonsRead(found, input.id))
      if (subscribed !== undefined) return Plans.refused(subscribed)
    }
    const around = aroundDistribution(deciding, input.id, input.token ?? null)
    return Result.map(Plans.cancelWithDeliveries(group, existing, claim, around), (plan) => ({
      ...plan,
      floors: [...plan.floors, ...nobodyOrdered(found, input.id, plan.postings)],
      guards: [...plan.guards, ...catalogKeys(existing.participations)],
    }))
  },
})

/** A distribution with its place and the catalogs taking part, for people. */
export const viewOf = (found: Found, distribution: Distribution): typeof DistributionView.Type => {
  const { id, plan: planned, status } = distribution
  const place = found.place(planned.place)
  const catalogs = found.catalogs(distribution.participations.map(({ catalog }) => catalog))
  return {
    id,
    place: {
      id: planned.place,
      name: place?.name ?? planned.place,
      address: place?.address ?? "",
      city: place?.city ?? "",
    },
    startsAt: planned.startsAt,
    endsAt: planned.endsAt,
    note: planned.note,
    orders: wholeWindow(distribution),
    status,
    catalogs: offeredCatalogs(distribution, catalogs),
  }
}

/** What `viewOf` needs, for some distributions. */
export const partsOf = (distributions: ReadonlyArray<Distribution>): ReadonlyArray<string> => [
  ...new Set(
    distributions.flatMap(({ plan: planned, participations }) => [
      keyOf.place(planned.place),
      ...participations.map(({ catalog }) => keyOf.catalog(catalog)),
    ]),
  ),
]

/** One distribution. */
export const get = query("distribution.get", {
  summary: "A distribution with its place, hours, windows and the catalogs that take part.",
  input: Schema.Struct({ ...inGroup, id: Core.Id }),
  output: DistributionView,
  refusals: ["NotAllowed", "DistributionUnknown"],
  space: groupOf,
  allow: anyone,
  read: ({ input }) => ({ documents: [keyOf.distribution(input.id)] }),
  more: ({ input }, found) => {
    const distribution = found.distribution(input.id)
    return distribution === null ? undefined : { documents: partsOf([distribution]) }
  },
  view: ({ input, found }) => {
    const distribution = found.distribution(input.id)
    return distribution === null ? Result.fail(unknown(input.id)) : Result.succeed(viewOf(found, distribution))
  },
})

/** Distributions by date. */
export const list = query("distribution.list", {
  summary: "Distributions by date, those ending from an instant on.",
  input: Schema.Struct({ ...inGroup, from: optional(Core.Instant), to: optional(Core.Instant), ...paged }),
  output: Schema.Struct({ distributions: Schema.Array(DistributionView), next: Schema.NullOr(Schema.String) }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: anyone,
  read: ({ input: { from, to, after, limit } }) => ({
    pages: [
      {
        index: "distribution.byEnd",
        from: from ?? "",
        to: to ?? "9999",
        limit: limit ?? 100,
        ...(after === undefined ? {} : { after }),
      },
    ],
  }),
  more: (_, found) => ({ documents: partsOf(found.page<Distribution>(0).states) }),
  view: ({ found }) => {
    const { states, next } = found.page<Distribution>(0)
    return Result.succeed({ distributions: states.map((one) => viewOf(found, one)), next })
  },
})
