import * as Result from "effect/Result"
import type { Basket } from "@cabas/core/basket"
import type { Catalog } from "@cabas/core/catalog"
import { firstDay } from "@cabas/core/cycle"
import type { Cycle, CycleRecipe } from "@cabas/core/cycle"
import type { Group } from "@cabas/core/group"
import type { Floor } from "@cabas/core/ledger"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import type { Subscription } from "@cabas/core/subscription"
import { civilAt } from "@cabas/core/values"
import type { Found } from "../run/found.ts"
import type { Deciding, ReadMore, Reads } from "../run/operation.ts"
import type { PageWanted, Reading } from "../storage/storage.ts"
import {
  basketsOf,
  coverageOver,
  nobodySubscribed,
  nothingTaken,
  stockAccounts,
  subscriptionsOf,
} from "./distribution.ts"

/** What an operation is about: the cycle as it is, and the recipe that it gets from a day on. */
export interface Wanted {
  readonly id: string
  readonly cycle: Cycle | null
  readonly recipe: CycleRecipe
  readonly from: string
  readonly does: "plan" | "end" | "join"
  /** Which one joins. */
  readonly catalog?: string
}

/** Reads from the input and from what was found what is wanted; nothing when the cycle is not there. */
export type Want<I> = (
  about: { readonly input: I; readonly now: string; readonly newId: () => string },
  found: Found,
) => Wanted | undefined

/** The day it is in the zone of the group that was found. */
export const today = (found: Found, now: string): string => civilAt(now, found.group?.settings.timeZone ?? "UTC").date

const stepsContext = (found: Found, group: Group, now: string, known: Iterable<string>): Plans.StepsContext => ({
  group,
  now,
  catalogs: found.catalogs(known),
  distribution: found.distribution,
})

/** The steps that lead to what is wanted. */
export const stepsOf = (context: Plans.StepsContext, wanted: Wanted): Plans.CycleSteps => {
  const { id, cycle, recipe, from, does, catalog = "" } = wanted
  if (cycle === null) return Plans.stepsToCreate(context, id, recipe)
  if (does === "join") return Plans.stepsToJoin(context, cycle, catalog, from)
  return does === "end"
    ? Result.succeed(Plans.stepsToEnd(context, cycle, from))
    : Plans.stepsToChange(context, cycle, recipe, from)
}

/** All catalogs are read on the first page; those of a list by name. */
const isAll = ({ recipe, does }: Wanted): boolean => recipe.catalogs === "all" && does === "plan"

const everyCatalog: PageWanted = { prefix: "catalog:", limit: 500 }

const listed = ({ recipe, does, catalog }: Wanted): ReadonlyArray<string> => {
  if (does === "plan") return recipe.catalogs === "all" ? [] : recipe.catalogs
  return catalog === undefined ? [] : [catalog]
}

const named = (found: Found, wanted: Wanted): ReadonlyArray<string> =>
  isAll(wanted) ? found.page<Catalog>(0).states.map(({ id }) => id) : listed(wanted)

const dayIn = (found: Found, now: string, from: string): string =>
  firstDay(from, now, found.group?.settings.timeZone ?? "UTC")

const around = (found: Found, now: string, { id, cycle, recipe, from }: Wanted): ReadonlyArray<string> =>
  Plans.distributionsAround(cycle, id, recipe, dayIn(found, now, from))

/** The catalogs that those distributions have. */
const takingPart = (found: Found, distributions: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(
    distributions.flatMap((id) => (found.distribution(id)?.participations ?? []).map(({ catalog }) => catalog)),
  ),
]

const known = (found: Found, now: string, wanted: Wanted): ReadonlyArray<string> => [
  ...new Set([...named(found, wanted), ...takingPart(found, around(found, now, wanted))]),
]

/** The steps that can be reckoned from what was found so far. */
const stepsSoFar = (found: Found, now: string, wanted: Wanted): ReadonlyArray<Plans.CycleStep> => {
  const { group } = found
  if (group === null) return []
  const context = stepsContext(found, group, now, known(found, now, wanted))
  return Result.getOrElse(stepsOf(context, wanted), () => [])
}

/** First the recipe's own documents and the distributions, which say what else is to be looked at. */
const readAround = (found: Found, now: string, wanted: Wanted): Reading => ({
  documents: [
    keyOf.place(wanted.recipe.place),
    ...around(found, now, wanted).map(keyOf.distribution),
    ...listed(wanted).map(keyOf.catalog),
  ],
  ...(isAll(wanted) ? { pages: [everyCatalog] } : {}),
})

/** Then the catalogs with their calendars, and every place and day that is left or taken. */
const readDays = (found: Found, now: string, wanted: Wanted): Reading => {
  const { group } = found
  if (group === null) return {}
  const existing = around(found, now, wanted).flatMap((id) => found.distribution(id)?.plan ?? [])
  const plans = [...existing, ...stepsSoFar(found, now, wanted).map(({ plan }) => plan)]
  return {
    documents: [
      ...new Set([
        ...known(found, now, wanted).flatMap((id) => [keyOf.catalog(id), keyOf.calendar(id)]),
        ...plans.flatMap((plan) => [keyOf.place(plan.place), keyOf.day(plan.place, Plans.dayOf(group, plan))]),
      ]),
    ],
  }
}

/** What would go: distributions, or catalogs that leave one. */
interface Going {
  readonly distribution: string
  readonly catalogs: ReadonlyArray<string>
}

const goingIn = (found: Found, steps: ReadonlyArray<Plans.CycleStep>): ReadonlyArray<Going> =>
  steps.flatMap(({ does, distribution, leaves }) => {
    if (does === "cancel") return [{ distribution, catalogs: takingPart(found, [distribution]) }]
    return leaves.length === 0 ? [] : [{ distribution, catalogs: leaves }]
  })

const catalogsOf = (going: ReadonlyArray<Going>): ReadonlyArray<string> => [
  ...new Set(going.flatMap(({ catalogs: ids }) => ids)),
]

/** At last who expects what would go: its baskets, the stock taken, and the subscriptions. */
const readOrders = (found: Found, now: string, wanted: Wanted): Reading | undefined => {
  const going = goingIn(found, stepsSoFar(found, now, wanted))
  if (going.length === 0) return undefined
  return {
    pages: [
      ...going.map(({ distribution }) => basketsOf(distribution)),
      ...catalogsOf(going).map((catalog) => subscriptionsOf(catalog)),
    ],
    balances: [
      ...coverageOver(catalogsOf(going)),
      ...going.flatMap(({ distribution, catalogs: ids }) =>
        stockAccounts(found, distribution, ids).map(({ account }) => account),
      ),
    ],
  }
}

/** What is read one after the other to carry out what is wanted. */
export const readings = <I>(want: Want<I>): ReadonlyArray<ReadMore<I>> =>
  [readAround, readDays, readOrders].map((read) => (reads: Reads<I>, found: Found) => {
    const wanted = want(reads, found)
    return wanted === undefined ? undefined : read(found, reads.now, wanted)
  })

/** What a plan of a cycle looks at, from what was found. */
export const contextOf = (found: Found, group: Group, now: string, wanted: Wanted): Plans.CycleContext => {
  const going = goingIn(found, stepsSoFar(found, now, wanted))
  const leaving = catalogsOf(going)
  const before = isAll(wanted) ? 1 : 0
  return {
    ...stepsContext(found, group, now, known(found, now, wanted)),
    place: found.place,
    claim: found.day,
    calendar: found.calendar,
    baskets: (id) => {
      const index = going.findIndex(({ distribution }) => distribution === id)
      return index === -1 ? [] : found.page<Basket>(before + index).states
    },
    subscriptions: (id) => {
      const index = leaving.indexOf(id)
      return index === -1 ? [] : found.page<Subscription>(before + going.length + index).states
    },
  }
}

/** An order that comes in while nobody was seen to order must stop what was decided. */
const floorsOf = (found: Found, now: string, wanted: Wanted, answer: Plans.CycleAnswer): ReadonlyArray<Floor> => {
  const kept = new Set(answer.dates.flatMap(({ does, distribution }) => (does === "keep" ? [distribution] : [])))
  const going = goingIn(found, stepsSoFar(found, now, wanted)).filter(({ distribution }) => !kept.has(distribution))
  return [
    ...nobodySubscribed(found, catalogsOf(going)),
    ...going.flatMap(({ distribution, catalogs: ids }) => nothingTaken(found, distribution, ids)),
  ]
}

/** A decision that an order or a subscription coming in meanwhile stops. */
export const withFloors = <I>(
  { found, now }: Deciding<I>,
  wanted: Wanted,
  decision: Plans.Decision<Plans.CycleAnswer>,
): Plans.Decision<Plans.CycleAnswer> =>
  Result.map(decision, (plan) => ({ ...plan, floors: [...plan.floors, ...floorsOf(found, now, wanted, plan.answer)] }))
