import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { orderUnit } from "@cabas/core/catalog"
import type { Catalog } from "@cabas/core/catalog"
import { plannedDeliveries } from "@cabas/core/calendar"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import type { Refusal } from "@cabas/core/refusals"
import { householdsOf } from "@cabas/core/subscription"
import type { Subscription } from "@cabas/core/subscription"
import { offersOfContract } from "@cabas/core/views"
import { anyone, catalogAdmin, has, isMember, right } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { command, query } from "../run/operation.ts"
import type { Actor } from "../run/operation.ts"
import { coverageOver, nobodySubscribed, subscriptionsOf, whileNobodySubscribes } from "./distribution.ts"
import { groupOf, inGroup, Named, optional } from "./inputs.ts"
import { Offer } from "./outputs.ts"
import { ContractChange, Impact } from "./season-outputs.ts"
import { moneyOf, seasonIn, stockOver } from "./season.ts"

const kind = Schema.Literals(["variable", "constant"])
const settings = { ...Core.CatalogSettings.fields, fee: optional(Core.CatalogSettings.fields.fee) }

/** Opens a contract. */
export const open = command("contract.open", {
  summary: "Opens a contract of one producer over a season; products and subscribers may come from the one before.",
  input: Schema.Struct({
    ...inGroup,
    id: Core.Id,
    kind,
    ...settings,
    contract: Core.ContractTerms,
    /** The contract of the season before. */
    previous: optional(Core.Id),
    /** Which of its products are copied. */
    products: optional(Schema.Literals(["none", "all", "active"])),
  }),
  output: Named,
  refusals: [
    "NotAllowed",
    "AlreadyExists",
    "ProducerUnknown",
    "CatalogUnknown",
    "CatalogDatesInvalid",
    "ContractTermsInvalid",
    "AbsencePolicyInvalid",
  ],
  space: groupOf,
  allow: right("catalog-admin"),
  read: ({ input }) => ({
    documents: [
      keyOf.catalog(input.id),
      keyOf.producer(input.producer),
      ...(input.previous === undefined ? [] : [keyOf.catalog(input.previous)]),
    ],
  }),
  decide: ({ input, found }) => {
    const { group: _, id, kind: chosen, contract, previous, products = "none", ...told } = input
    const before = previous === undefined ? null : found.catalog(previous)
    if (previous !== undefined && before === null) return Plans.refused({ _tag: "CatalogUnknown", catalog: previous })
    const opened = { kind: chosen, settings: { ...told, fee: told.fee ?? null }, contract }
    return Plans.openContract(found.catalog(id), id, opened, found.producer(told.producer), before, products)
  },
})

const distributionsOf = (found: Found, catalog: string): ReadonlyArray<string> => [
  ...new Set(plannedDeliveries(found.calendar(catalog) ?? { deliveries: [] }).map(({ distribution }) => distribution)),
]

/** Changes a contract. */
export const change = command("contract.change", {
  summary:
    "Changes a contract's period, delays, minimums or absences; its preview names the windows and subscriptions touched.",
  input: Schema.Struct({
    ...inGroup,
    id: Core.Id,
    ...settings,
    contract: Core.ContractTerms,
    /** Counts windows that a coordinator set anew as well. */
    resetOwn: optional(Schema.Boolean),
    token: optional(Schema.String),
  }),
  output: ContractChange,
  refusals: [
    "NotAllowed",
    "CatalogUnknown",
    "NotAContract",
    "ProducerUnknown",
    "CatalogDatesInvalid",
    "ContractTermsInvalid",
    "AbsencePolicyInvalid",
    "DistributionOutsideCatalog",
    "DistributionDatesInvalid",
    "PreviewOutdated",
    "Busy",
  ],
  space: groupOf,
  allow: catalogAdmin((input) => input.id),
  read: ({ input }) => ({
    documents: [keyOf.catalog(input.id), keyOf.calendar(input.id), keyOf.producer(input.producer)],
    pages: [subscriptionsOf(input.id)],
    balances: coverageOver([input.id]),
  }),
  more: ({ input }, found) => ({
    documents: [
      ...distributionsOf(found, input.id).map(keyOf.distribution),
      ...found
        .page<Subscription>(0)
        .states.flatMap((one) => [
          keyOf.subscription(one.id),
          ...householdsOf(one).map((member) => keyOf.commitment(input.id, member)),
        ]),
    ],
  }),
  decide: ({ input, found, group, now }) => {
    const { group: _, id, contract, resetOwn = false, token = null, ...told } = input
    const existing = found.catalog(id)
    if (existing === null) return Plans.refused({ _tag: "CatalogUnknown", catalog: id })
    return whileNobodySubscribes(
      found,
      id,
      Plans.changeContract(
        {
          group,
          existing,
          calendar: found.calendar(id) ?? { deliveries: [] },
          distributions: distributionsOf(found, id).flatMap((one) => found.distribution(one) ?? []),
          subscriptions: found.page<Subscription>(0).states,
          producer: found.producer(told.producer),
          now,
          resetOwn,
          token,
        },
        { ...told, fee: told.fee ?? null },
        contract,
      ),
    )
  },
})

/** Deletes a catalog of any kind from which nothing was ordered. */
export const remove = command("catalog.delete", {
  summary: "Deletes a catalog from which nothing was ever ordered.",
  input: Schema.Struct({ ...inGroup, id: Core.Id }),
  output: Named,
  refusals: ["NotAllowed", "CatalogUnknown", "CatalogHasSubscriptions", "CatalogHasOrders", "Busy"],
  space: groupOf,
  allow: right("catalog-admin"),
  read: ({ input }) => ({
    documents: [keyOf.catalog(input.id), keyOf.calendar(input.id)],
    pages: [subscriptionsOf(input.id)],
    balances: coverageOver([input.id]),
  }),
  more: ({ input }, found) => ({
    documents: distributionsOf(found, input.id).map(keyOf.distribution),
    balances: allAccounts(found, input.id),
  }),
  decide: ({ input, found }) => {
    const existing = found.catalog(input.id)
    if (existing === null) return Plans.refused({ _tag: "CatalogUnknown", catalog: input.id })
    const accounts = allAccounts(found, input.id)
    const ordered = accounts.some((account) => (found.quantity(account) ?? 0) !== 0)
    const calendar = found.calendar(input.id) ?? { deliveries: [] }
    const decision = Plans.deleteCatalog(existing, calendar, ordered, found.page<Subscription>(0).states)
    const floors = Object.values(existing.products).flatMap((product) =>
      Plans.takenAccounts(
        input.id,
        product.id,
        calendar.deliveries.map(({ id }) => id),
      ).each.map(({ account }) => ({
        account,
        unit: orderUnit(product),
        minimum: 0,
      })),
    )
    return Result.map(decision, (plan) => ({
      ...plan,
      floors: [...floors, ...nobodySubscribed(found, [input.id])],
      guards: [...plan.guards, keyOf.calendar(input.id)],
    }))
  },
})

/** The accounts of everything that was ever taken of a catalog. */
const allAccounts = (found: Found, catalog: string): ReadonlyArray<string> => {
  const known = found.catalog(catalog)
  const deliveries = (found.calendar(catalog)?.deliveries ?? []).map(({ id }) => id)
  return Object.keys(known?.products ?? {}).flatMap((product) => {
    const { overall, each } = Plans.takenAccounts(catalog, product, deliveries)
    return [overall, ...each.map(({ account }) => account)]
  })
}

const ofCalendar = { ...inGroup, catalog: Core.Id, delivery: Core.Id, token: optional(Schema.String) }

interface OfCalendar {
  readonly group: string
  readonly catalog: string
  readonly delivery: string
  readonly token?: string
}

const readCalendar = ({ input }: { readonly input: OfCalendar }) => ({
  documents: [keyOf.catalog(input.catalog), keyOf.calendar(input.catalog)],
  pages: [subscriptionsOf(input.catalog)],
  balances: coverageOver([input.catalog]),
})

/** The subscriptions as documents too, so that they can be guarded and written. */
const readTouched = ({ input }: { readonly input: OfCalendar }, found: Found) => {
  const delivery = found.calendar(input.catalog)?.deliveries.find(({ id }) => id === input.delivery)
  const subscriptions = found.page<Subscription>(0).states
  return {
    documents: [
      ...subscriptions.map(({ id }) => keyOf.subscription(id)),
      ...(delivery === undefined ? [] : [keyOf.distribution(delivery.distribution)]),
    ],
    balances: [
      ...moneyOf(subscriptions),
      ...stockOver(found, input.catalog, Object.keys(found.catalog(input.catalog)?.products ?? {})),
    ],
  }
}

const calendarIn = (
  deciding: Parameters<typeof seasonIn>[0] & { readonly input: OfCalendar },
): Result.Result<Plans.CalendarContext, Refusal> => {
  const { input, found } = deciding
  return Result.map(seasonIn(deciding, input.catalog, { entry: "coordinator" }), (season) => ({
    ...season,
    subscriptions: found.page<Subscription>(0).states,
    token: input.token ?? null,
  }))
}

const ofDelivery = [
  "NotAllowed",
  "CatalogUnknown",
  "NotAContract",
  "DeliveryUnknown",
  "DeliveryClosed",
  "PreviewOutdated",
  "Busy",
] as const

/** Puts a delivery off. */
export const shift = command("delivery.shift", {
  summary: "Puts a delivery of a contract off to another distribution; its preview names everybody it touches.",
  input: Schema.Struct({ ...ofCalendar, to: Core.Id }),
  output: Impact,
  refusals: [
    ...ofDelivery,
    "DistributionUnknown",
    "DistributionCancelled",
    "DistributionValidated",
    "DistributionOutsideCatalog",
    "DistributionDatesInvalid",
  ],
  space: groupOf,
  allow: catalogAdmin((input) => input.catalog),
  read: (reads) => {
    const reading = readCalendar(reads)
    return { ...reading, documents: [...reading.documents, keyOf.distribution(reads.input.to)] }
  },
  more: readTouched,
  decide: (deciding) => {
    const { input, found } = deciding
    const target = found.distribution(input.to)
    if (target === null) return Plans.refused({ _tag: "DistributionUnknown", distribution: input.to })
    const context = calendarIn(deciding)
    return Result.isFailure(context)
      ? Result.fail(context.failure)
      : whileNobodySubscribes(found, input.catalog, Plans.shiftDelivery(context.success, input.delivery, target))
  },
})

/** Cancels a delivery. */
export const cancel = command("delivery.cancel", {
  summary: "Cancels a delivery of a contract: it is not charged; its preview names everybody it touches.",
  input: Schema.Struct(ofCalendar),
  output: Impact,
  refusals: [...ofDelivery],
  space: groupOf,
  allow: catalogAdmin((input) => input.catalog),
  read: readCalendar,
  more: readTouched,
  decide: (deciding) => {
    const context = calendarIn(deciding)
    return Result.isFailure(context)
      ? Result.fail(context.failure)
      : whileNobodySubscribes(
          deciding.found,
          deciding.input.catalog,
          Plans.cancelDelivery(context.success, deciding.input.delivery),
        )
  },
})

/** Adds a delivery to the subscriptions there are. */
export const extend = command("delivery.extend", {
  summary: "Adds a delivery that was planned since to every subscription whose days hold it; its preview names them.",
  input: Schema.Struct(ofCalendar),
  output: Impact,
  refusals: [...ofDelivery, "SeasonStockShort"],
  space: groupOf,
  allow: catalogAdmin((input) => input.catalog),
  read: readCalendar,
  more: readTouched,
  decide: (deciding) => {
    const context = calendarIn(deciding)
    return Result.isFailure(context)
      ? Result.fail(context.failure)
      : whileNobodySubscribes(
          deciding.found,
          deciding.input.catalog,
          Plans.extendDelivery(context.success, deciding.input.delivery),
        )
  },
})

const SeasonDay = Schema.Struct({
  id: Core.Id,
  distribution: Core.Id,
  day: Schema.String,
  startsAt: Schema.String,
  endsAt: Schema.String,
  opensAt: Schema.String,
  closesAt: Schema.String,
  origin: Core.WindowOrigin,
})

/** A contract as it is read before subscribing. */
export const ContractView = Schema.Struct({
  id: Core.Id,
  kind,
  name: Schema.String,
  producer: Core.Id,
  producerName: Schema.String,
  startsOn: Schema.String,
  endsOn: Schema.String,
  contract: Core.ContractTerms,
  deliveries: Schema.Array(SeasonDay),
  offers: Schema.Array(Offer),
  /** The season before, whose subscribers are invited again. */
  previous: Schema.NullOr(Core.Id),
  currency: Core.Currency,
  timeZone: Schema.String,
})

const contractView = (found: Found, catalog: Catalog, timeZone: string, currency: string): typeof ContractView.Type => {
  const { id, settings: told, contract } = catalog
  const calendar = found.calendar(id) ?? { deliveries: [] }
  const group = found.group
  if (group === null || contract === null || catalog.kind === "shop") throw new RangeError(`${id} is not a contract`)
  return {
    id,
    kind: catalog.kind,
    name: told.name,
    producer: told.producer,
    producerName: found.producer(told.producer)?.name ?? told.producer,
    startsOn: told.startsOn,
    endsOn: told.endsOn,
    contract,
    deliveries: plannedDeliveries(calendar).map((one) => ({
      id: one.id,
      distribution: one.distribution,
      day: Plans.dayOfDelivery(group, one),
      startsAt: one.startsAt,
      endsAt: one.endsAt,
      ...one.window,
      origin: one.origin,
    })),
    offers: offersOfContract(catalog),
    previous: catalog.previous,
    currency,
    timeZone,
  }
}

const ownSubscriptions = (actor: Actor) => {
  const member = actor.kind === "member" ? actor.member : "@nobody"
  return { index: "subscription.byMember", from: member, to: member, limit: 1000 }
}

/**
 * The contract with the documents that the actor may see: subscribers all of them, members those that are not for
 * subscribers only, visitors the public ones. Whoever runs the catalog sees all.
 * @see CAT21
 */
const readableBy = (
  actor: Actor,
  found: Found,
  view: typeof ContractView.Type,
  page: number,
): typeof ContractView.Type => {
  const asking = { actor, found, input: undefined }
  const subscribes = found.page<Subscription>(page).states.some(({ catalog }) => catalog === view.id)
  const all = subscribes || has(asking, `catalog-admin:${view.id}`)
  const documents = view.contract.documents.filter(
    ({ visibility }) => all || visibility === "public" || (visibility === "members" && isMember(asking)),
  )
  return { ...view, contract: { ...view.contract, documents } }
}

/** One contract. */
export const get = query("contract.get", {
  summary: "A contract as it is read before subscribing: text, products, deliveries, minimums and absences.",
  input: Schema.Struct({ ...inGroup, catalog: Core.Id }),
  output: ContractView,
  refusals: ["NotAllowed", "CatalogUnknown", "NotAContract"],
  space: groupOf,
  allow: anyone,
  read: ({ input, actor }) => ({
    documents: [keyOf.catalog(input.catalog), keyOf.calendar(input.catalog)],
    pages: [ownSubscriptions(actor)],
  }),
  more: ({ input }, found) => {
    const catalog = found.catalog(input.catalog)
    return catalog === null ? undefined : { documents: [keyOf.producer(catalog.settings.producer)] }
  },
  view: ({ input, actor, found, group }) => {
    const catalog = found.catalog(input.catalog)
    if (catalog === null) return Result.fail({ _tag: "CatalogUnknown", catalog: input.catalog })
    if (catalog.contract === null) return Result.fail({ _tag: "NotAContract", catalog: input.catalog })
    const view = contractView(found, catalog, group.settings.timeZone, group.currency)
    return Result.succeed(readableBy(actor, found, view, 0))
  },
})

/** The contracts of a group. */
export const list = query("contract.list", {
  summary: "The contracts of the group, those to come and those that run.",
  input: Schema.Struct(inGroup),
  output: Schema.Struct({ contracts: Schema.Array(ContractView) }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: anyone,
  read: ({ actor }) => ({ pages: [{ prefix: "catalog:", limit: 500 }, ownSubscriptions(actor)] }),
  more: (_, found) => ({
    documents: contractsIn(found).flatMap(({ id, settings: told }) => [
      keyOf.calendar(id),
      keyOf.producer(told.producer),
    ]),
  }),
  view: ({ actor, found, group }) =>
    Result.succeed({
      contracts: contractsIn(found).map((one) =>
        readableBy(actor, found, contractView(found, one, group.settings.timeZone, group.currency), 1),
      ),
    }),
})

const contractsIn = (found: Found): ReadonlyArray<Catalog> =>
  found.page<Catalog>(0).states.filter(({ contract }) => contract !== null)
