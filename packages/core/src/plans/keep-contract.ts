import { policyProblem } from "../absence/index.ts"
import type { Calendar, CalendarDelivery } from "../calendar/index.ts"
import { isClosed, plannedDeliveries } from "../calendar/index.ts"
import type { Catalog, CatalogSettings, ContractTerms, Product } from "../catalog/index.ts"
import type { Distribution } from "../distribution/index.ts"
import { datesProblem } from "../distribution/index.ts"
import type { Group } from "../group/index.ts"
import type { Producer } from "../producer/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Subscription } from "../subscription/index.ts"
import { householdsOf } from "../subscription/index.ts"
import type { Window } from "../values/index.ts"
import { outsideProblem, settingsProblem } from "./keep-catalog.ts"
import { keyOf } from "./keys.ts"
import { tokenOf } from "./move-delivery.ts"
import type { Decision, Told } from "./plan.ts"
import { planned, refused } from "./plan.ts"
import { windowByDelays } from "./plan-distribution.ts"
import { dayOfDelivery } from "./settle-subscription.ts"
import { periodsTaken } from "./subscription-rules.ts"

/** A contract with its season. */
export interface Contract {
  readonly kind: "variable" | "constant"
  readonly settings: CatalogSettings
  readonly contract: ContractTerms
}

/** The first thing wrong with the terms of a contract. `days` are those of its deliveries. @rule CONTRACT-1 @see C1, CAT11, CAT13 */
const contractProblem = (
  id: string,
  { kind, settings, contract }: Contract,
  days: ReadonlyArray<string>,
): Refusal | undefined => {
  const { firstDelivery, minimums, delays, absences } = contract
  const { startsOn: from, endsOn: to } = settings
  const wrong = (problem: Extract<Refusal, { readonly _tag: "ContractTermsInvalid" }>["problem"]): Refusal => ({
    _tag: "ContractTermsInvalid",
    catalog: id,
    problem,
  })
  if (kind === "constant" && delays.closesHours === null) return wrong("closing-delay-missing")
  if (kind === "constant" && (minimums.perDelivery !== null || minimums.overPeriod !== null)) {
    return wrong("minimums-on-constant")
  }
  if (firstDelivery !== null && (firstDelivery < from || firstDelivery > to)) return wrong("first-delivery-outside")
  if (absences === null) return undefined
  return policyProblem(absences, { from, to }, days)
}

/**
 * Opens a contract of one producer over a season; its products may come from the season before, whose subscribers are
 * invited again.
 * @rule CONTRACT-1, CONTRACT-2
 * @see C1, CAT19
 */
export const openContract = (
  existing: Catalog | null,
  id: string,
  contract: Contract,
  producer: Producer | null,
  previous: Catalog | null,
  copied: "none" | "all" | "active",
): Decision<{ id: string }> => {
  if (existing !== null) return refused({ _tag: "AlreadyExists", what: "catalog", id })
  const problem = settingsProblem(contract.settings, producer) ?? contractProblem(id, contract, [])
  if (problem !== undefined) return refused(problem)
  const key = keyOf.catalog(id)
  const opened: Told = { key, fact: { _tag: "ContractOpened", id, ...contract, previous: previous?.id ?? null } }
  const products = copied === "none" ? [] : Object.values(previous?.products ?? {}).map(untracked)
  const facts = products
    .filter((product) => copied === "all" || product.active)
    .map((product): Told => ({ key, fact: { _tag: "ProductSaved", product } }))
  return planned(
    { id },
    {
      facts: [opened, ...facts],
      guards: [keyOf.producer(contract.settings.producer), ...(previous === null ? [] : [keyOf.catalog(previous.id)])],
    },
  )
}

/** A copy's stock is not that of the season before. @see CAT19 */
const untracked = (product: Product): Product => ({ ...product, stock: { policy: "none" } })

/** An order window that changes with the delays of a contract. */
export interface WindowChange {
  readonly delivery: string
  readonly day: string
  readonly before: Window
  readonly after: Window
  /** Whether a coordinator had set it, which would be lost. */
  readonly own: boolean
}

/** What changing a contract does to its season. @see D20 */
export interface ContractChange {
  readonly id: string
  readonly windows: ReadonlyArray<WindowChange>
  /** Subscriptions whose days would end or begin outside the contract, and are cut to it. */
  readonly subscriptions: ReadonlyArray<string>
  readonly token: string
}

/** What changing a contract looks at. */
export interface ContractContext {
  readonly group: Group
  readonly existing: Catalog
  readonly calendar: Calendar
  readonly distributions: ReadonlyArray<Distribution>
  readonly subscriptions: ReadonlyArray<Subscription>
  readonly producer: Producer | null
  readonly now: string
  /** Whether windows that a coordinator set are counted anew too. */
  readonly resetOwn: boolean
  readonly token: string | null
}

const sameWindow = (a: Window, b: Window): boolean => a.opensAt === b.opensAt && a.closesAt === b.closesAt

/** The windows of deliveries to come under other delays. @rule CONTRACT-3 @see CAT10 */
const windowChanges = (context: ContractContext, changed: Catalog): ReadonlyArray<WindowChange & CalendarDelivery> => {
  const { group, existing, calendar, distributions, now, resetOwn } = context
  if (JSON.stringify(existing.contract?.delays) === JSON.stringify(changed.contract?.delays) && !resetOwn) return []
  return plannedDeliveries(calendar).flatMap((one) => {
    if (isClosed(one, now) || (one.origin === "own" && !resetOwn)) return []
    const plan = distributions.find(({ id }) => id === one.distribution)?.plan
    if (plan === undefined) return []
    const after = windowByDelays(group, changed, plan) ?? plan.orders
    if (sameWindow(one.window, after)) return []
    const day = dayOfDelivery(group, one)
    return [{ ...one, delivery: one.id, day, before: one.window, after, own: one.origin === "own" }]
  })
}

/** A window that would not fit its delivery. */
const misfit = (
  { distributions }: ContractContext,
  windows: ReadonlyArray<WindowChange & CalendarDelivery>,
): Refusal | undefined => {
  for (const { distribution, after } of windows) {
    const plan = distributions.find(({ id }) => id === distribution)?.plan
    const rule = plan === undefined ? undefined : datesProblem(plan, after)
    if (plan === undefined || rule === undefined) continue
    const { startsAt, endsAt } = plan
    return { _tag: "DistributionDatesInvalid", rule, ...after, startsAt, endsAt }
  }
  return undefined
}

/**
 * Changes a contract: deliveries stay inside its period, windows to come follow its delays (those that a coordinator set
 * only when asked to), and subscriptions are cut to the period.
 * @rule CONTRACT-1, CONTRACT-3, CONTRACT-4
 * @see CAT5, CAT10, D9, D20
 */
export const changeContract = (
  context: ContractContext,
  settings: CatalogSettings,
  contract: ContractTerms,
): Decision<ContractChange> => {
  const { group, existing, calendar, subscriptions, producer, token } = context
  const { id, kind } = existing
  if (existing.contract === null || kind === "shop") return refused({ _tag: "NotAContract", catalog: id })
  const days = plannedDeliveries(calendar).map((one) => dayOfDelivery(group, one))
  const windows = windowChanges(context, { ...existing, settings, contract })
  const problem =
    settingsProblem(settings, producer) ??
    contractProblem(id, { kind, settings, contract }, days) ??
    outsideProblem(group, existing, calendar, settings) ??
    misfit(context, windows)
  if (problem !== undefined) return refused(problem)
  const cut = subscriptions.filter(
    ({ status, startsOn, endsOn }) =>
      status !== "deleted" && (startsOn < settings.startsOn || endsOn > settings.endsOn),
  )
  const seen = {
    id,
    windows: windows.map(({ delivery, day, before, after, own }) => ({ delivery, day, before, after, own })),
    subscriptions: cut.map((one) => one.id),
  }
  const change = { ...seen, token: tokenOf(seen) }
  if (token !== null && token !== change.token) return refused({ _tag: "PreviewOutdated", token })
  const key = keyOf.catalog(id)
  return planned(change, {
    facts: [
      { key, fact: { _tag: "CatalogChanged", settings } },
      { key, fact: { _tag: "ContractChanged", contract } },
      ...windows.flatMap((one) => windowFacts(id, contract, one)),
      ...cut.flatMap((one) => cutTo(one, settings, context.now)),
    ],
    guards: [keyOf.group, keyOf.calendar(id), keyOf.producer(settings.producer)],
  })
}

const windowFacts = (
  catalog: string,
  { delays }: ContractTerms,
  { delivery, distribution, startsAt, endsAt, after }: WindowChange & CalendarDelivery,
): ReadonlyArray<Told> => {
  const byDelays = delays.opensDays !== null || delays.closesHours !== null
  const origin = byDelays ? "delays" : "distribution"
  const joined = byDelays
    ? ({ _tag: "CatalogJoined", catalog, window: after, byDelays: true } as const)
    : ({ _tag: "CatalogJoined", catalog, window: null } as const)
  return [
    {
      key: keyOf.calendar(catalog),
      fact: { _tag: "DeliveryMoved", delivery, distribution, startsAt, endsAt, window: after, origin },
    },
    { key: keyOf.distribution(distribution), fact: joined },
  ]
}

const cutTo = (subscription: Subscription, settings: CatalogSettings, now: string): ReadonlyArray<Told> => {
  const { id, catalog, startsOn, endsOn } = subscription
  const period = {
    startsOn: startsOn < settings.startsOn ? settings.startsOn : startsOn,
    endsOn: endsOn > settings.endsOn ? settings.endsOn : endsOn,
  }
  return [
    { key: keyOf.subscription(id), fact: { _tag: "PeriodChanged", ...period, entry: "coordinator", at: now } },
    ...periodsTaken(catalog, householdsOf(subscription), id, period),
  ]
}

/**
 * Deletes a catalog from which nothing was ever ordered; it leaves the distributions it took part in.
 * @rule CONTRACT-5
 * @see CAT18
 */
export const deleteCatalog = (
  existing: Catalog,
  calendar: Calendar,
  ordered: boolean,
  subscriptions: ReadonlyArray<Subscription>,
): Decision<{ id: string }> => {
  const { id } = existing
  const live = subscriptions.filter(({ status }) => status !== "deleted")
  if (live.length > 0) return refused({ _tag: "CatalogHasSubscriptions", catalog: id, subscriptions: live.length })
  if (ordered) return refused({ _tag: "CatalogHasOrders", catalog: id })
  const deliveries = plannedDeliveries(calendar)
  const distributions = new Set(deliveries.map(({ distribution }) => distribution))
  return planned(
    { id },
    {
      facts: [
        { key: keyOf.catalog(id), fact: { _tag: "CatalogDeleted" } },
        ...deliveries.map((one): Told => ({
          key: keyOf.calendar(id),
          fact: { _tag: "DeliveryCancelled", delivery: one.id },
        })),
        ...[...distributions].map((one): Told => ({
          key: keyOf.distribution(one),
          fact: { _tag: "CatalogWithdrawn", catalog: id },
        })),
      ],
    },
  )
}
