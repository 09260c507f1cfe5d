import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { recipeOf } from "@cabas/core/cycle"
import type { Cycle, CycleRecipe } from "@cabas/core/cycle"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import type { Refusal, RefusalTag } from "@cabas/core/refusals"
import * as Core from "@cabas/core/schema"
import type { Exclusion } from "@cabas/core/values"
import { earliest, weekdayOf } from "@cabas/core/values"
import { anyMember, catalogAdmin, right } from "../run/allow.ts"
import { command, query } from "../run/operation.ts"
import type { Deciding } from "../run/operation.ts"
import type { Reading } from "../storage/storage.ts"
import { groupOf, inGroup, optional } from "./inputs.ts"
import { contextOf, readings, stepsOf, today, withFloors } from "./cycle-reading.ts"
import type { Wanted, Want } from "./cycle-reading.ts"

const unknown = (cycle: string): Refusal => ({ _tag: "CycleUnknown", cycle })

const { recurrence, catalogs, note, ...hours } = Core.CycleRecipe.fields

const recipeFields = {
  ...hours,
  recurrence: Schema.Struct({
    ...recurrence.fields,
    except: optional(recurrence.fields.except),
  }),
  catalogs: optional(catalogs),
  note: optional(note),
}

type RecipeInput = Omit<CycleRecipe, "recurrence" | "catalogs" | "note"> & {
  readonly recurrence: Omit<CycleRecipe["recurrence"], "except"> & { readonly except?: ReadonlyArray<Exclusion> }
  readonly catalogs?: CycleRecipe["catalogs"]
  readonly note?: string
}

const recipeIn = (input: RecipeInput): CycleRecipe => ({
  place: input.place,
  recurrence: { ...input.recurrence, except: input.recurrence.except ?? [] },
  startTime: input.startTime,
  endTime: input.endTime,
  orders: input.orders,
  catalogs: input.catalogs ?? "all",
  note: input.note ?? "",
})

const Line = {
  date: Core.CivilDate,
  weekday: Schema.Int,
  was: Schema.NullOr(Core.CivilDate),
  distribution: Schema.NullOr(Core.Id),
  does: Schema.Literals(["plan", "change", "cancel", "keep", "skip"]),
}

const Answer = Schema.Struct({ id: Core.Id, dates: Schema.Array(Schema.Struct(Line)) })

const ofRecipe = [
  "CatalogUnknown",
  "PlaceUnknown",
  "CycleEmpty",
  "CycleTooLong",
  "AlreadyExists",
  "DistributionDatesInvalid",
  "DistributionOutsideCatalog",
  "DayTaken",
] as const satisfies ReadonlyArray<RefusalTag>

const ofChange = [
  ...ofRecipe,
  "CycleUnknown",
  "CycleEnded",
  "DistributionHasOrders",
  "CatalogHasSubscriptions",
] as const satisfies ReadonlyArray<RefusalTag>

const cycleKey = ({ id }: { readonly id?: string }): Reading => ({
  documents: id === undefined ? [] : [keyOf.cycle(id)],
})

const wantedNew: Want<RecipeInput & { readonly id?: string }> = ({ input, newId }) => ({
  id: input.id ?? newId(),
  cycle: null,
  recipe: recipeIn(input),
  from: input.recurrence.first,
  does: "plan",
})

/** Plans a season. */
export const create = command("cycle.create", {
  summary: "Plans the distributions of a season from one recipe, all of them or none.",
  input: Schema.Struct({ ...inGroup, id: optional(Core.CycleId), ...recipeFields }),
  output: Answer,
  refusals: ["NotAllowed", ...ofRecipe],
  space: groupOf,
  allow: right("catalog-admin"),
  read: ({ input, newId }) => ({ documents: [keyOf.cycle(input.id ?? newId())] }),
  more: readings(wantedNew),
  decide: (deciding) => {
    const { found, group, now } = deciding
    const wanted = wantedNew(deciding, found)!
    const context = contextOf(found, group, now, wanted)
    return Plans.createCycle(context, found.cycle(wanted.id), wanted.id, wanted.recipe)
  },
})

type ChangeInput = RecipeInput & { readonly id: string; readonly from?: string }

const wantedChange: Want<ChangeInput> = ({ input, now }, found) => {
  const cycle = found.cycle(input.id)
  if (cycle === null) return undefined
  return { id: input.id, cycle, recipe: recipeIn(input), from: input.from ?? today(found, now), does: "plan" }
}

const decided = (context: Plans.CycleContext, cycle: Cycle, { recipe, from, does, catalog = "" }: Wanted) => {
  if (does === "end") return Plans.endCycle(context, cycle, from)
  if (does === "join") return Plans.joinCycle(context, cycle, catalog, from)
  return Plans.changeCycle(context, cycle, recipe, from)
}

const changed = <I extends { readonly id: string }>(deciding: Deciding<I>, want: Want<I>) => {
  const { input, found, group, now } = deciding
  const wanted = want(deciding, found)
  if (wanted === undefined || wanted.cycle === null) return Plans.refused(unknown(input.id))
  const context = contextOf(found, group, now, wanted)
  return withFloors(deciding, wanted, decided(context, wanted.cycle, wanted))
}

/** Gives a season another recipe. */
export const change = command("cycle.change", {
  summary: "Changes a cycle from a day on, today when none is named; what is past or closed stays as it is.",
  input: Schema.Struct({ ...inGroup, id: Core.CycleId, from: optional(Core.CivilDate), ...recipeFields }),
  output: Answer,
  refusals: ["NotAllowed", ...ofChange],
  space: groupOf,
  allow: right("catalog-admin"),
  read: ({ input }) => cycleKey(input),
  more: readings(wantedChange),
  decide: (deciding) => changed(deciding, wantedChange),
})

const wantedWithout: Want<{ readonly id: string; readonly except: ReadonlyArray<Exclusion> }> = ({ input }, found) => {
  const cycle = found.cycle(input.id)
  const from = earliest(input.except.map((one) => one.from))
  if (cycle === null || from === undefined) return undefined
  return { id: input.id, cycle, recipe: Plans.withExclusions(recipeOf(cycle), input.except), from, does: "plan" }
}

/** Leaves days out of a season. */
export const exclude = command("cycle.exclude", {
  summary: "Leaves days such as a holiday out of a cycle: their distributions are cancelled, the others stay.",
  input: Schema.Struct({
    ...inGroup,
    id: Core.CycleId,
    except: Schema.Array(Core.Exclusion).check(Schema.isMinLength(1), Schema.isMaxLength(100)),
  }),
  output: Answer,
  refusals: ["NotAllowed", ...ofChange],
  space: groupOf,
  allow: right("catalog-admin"),
  read: ({ input }) => cycleKey(input),
  more: readings(wantedWithout),
  decide: (deciding) => changed(deciding, wantedWithout),
})

const wantedEnd: Want<{ readonly id: string; readonly from?: string }> = ({ input, now }, found) => {
  const cycle = found.cycle(input.id)
  if (cycle === null) return undefined
  return { id: input.id, cycle, recipe: recipeOf(cycle), from: input.from ?? today(found, now), does: "end" }
}

/** Ends a season. */
export const end = command("cycle.end", {
  summary: "Ends a cycle: its distributions from a day on are cancelled, but for those that hold orders.",
  input: Schema.Struct({ ...inGroup, id: Core.CycleId, from: optional(Core.CivilDate) }),
  output: Answer,
  refusals: ["NotAllowed", "CycleUnknown", "CycleEnded"],
  space: groupOf,
  allow: right("catalog-admin"),
  read: ({ input }) => cycleKey(input),
  more: readings(wantedEnd),
  decide: (deciding) => changed(deciding, wantedEnd),
})

const wantedJoin: Want<{ readonly id: string; readonly catalog: string; readonly from?: string }> = (about, found) => {
  const wanted = wantedEnd(about, found)
  return wanted === undefined ? undefined : { ...wanted, does: "join", catalog: about.input.catalog }
}

/** Lets a catalog take part in what is left of a season. */
export const join = command("cycle.join", {
  summary: "Lets a catalog take part in all the distributions of a cycle that are left in its period.",
  input: Schema.Struct({ ...inGroup, id: Core.CycleId, catalog: Core.Id, from: optional(Core.CivilDate) }),
  output: Answer,
  refusals: ["NotAllowed", "CycleUnknown", "CycleEnded", "CatalogUnknown", "DistributionDatesInvalid"],
  space: groupOf,
  allow: catalogAdmin((input) => input.catalog),
  read: ({ input }) => cycleKey(input),
  more: readings(wantedJoin),
  decide: (deciding) => changed(deciding, wantedJoin),
})

/** A recipe as a text, so that a preview can be asked for by an address alone. */
const RecipeText = Schema.fromJsonString(Schema.Struct(recipeFields))

const readRecipe = Schema.decodeUnknownResult(RecipeText, { onExcessProperty: "error" })

type PreviewInput = { readonly recipe: string; readonly id?: string; readonly from?: string }

const wantedPreview: Want<PreviewInput> = ({ input: { id, from, recipe }, now, newId }, found) => {
  const read = readRecipe(recipe)
  if (Result.isFailure(read)) return undefined
  const cycle = id === undefined ? null : found.cycle(id)
  const about = { id: id ?? newId(), cycle }
  return { ...about, recipe: recipeIn(read.success), from: from ?? today(found, now), does: "plan" }
}

const unreadable = ({ recipe }: PreviewInput): Refusal => {
  const read = readRecipe(recipe)
  const message = Result.isFailure(read) ? read.failure.message : "expected a recipe"
  return { _tag: "BadInput", issues: [{ path: ["recipe"], message }] }
}

/** What creating or changing would do. */
export const preview = query("cycle.preview", {
  summary: "What creating a cycle, or changing the one of that id, would do: each date with what stands in its way.",
  input: Schema.Struct({
    ...inGroup,
    id: optional(Core.CycleId),
    from: optional(Core.CivilDate),
    /** The recipe as `cycle.create` takes it, as JSON text. */
    recipe: Schema.String.check(Schema.isMaxLength(20_000)),
  }),
  output: Schema.Struct({
    id: Core.Id,
    dates: Schema.Array(
      Schema.Struct({
        ...Line,
        plan: Core.DistributionPlan,
        joins: Schema.Array(Core.Id),
        leaves: Schema.Array(Core.Id),
        problem: Schema.NullOr(Core.Refusal),
      }),
    ),
  }),
  refusals: ["NotAllowed", "CatalogUnknown", "CycleEmpty", "CycleTooLong", "CycleEnded"],
  space: groupOf,
  allow: right("catalog-admin"),
  read: ({ input }) => cycleKey(input),
  more: readings(wantedPreview),
  view: (deciding) => {
    const { input, found, group, now } = deciding
    const wanted = wantedPreview(deciding, found)
    if (wanted === undefined) return Result.fail(unreadable(input))
    if (wanted.cycle?.status === "ended") return Result.fail({ _tag: "CycleEnded", cycle: wanted.id })
    const context = contextOf(found, group, now, wanted)
    return Plans.previewCycle(context, wanted.id, stepsOf(context, wanted))
  },
})

const summaryOf = (cycle: Cycle) => ({ id: cycle.id, status: cycle.status, recipe: recipeOf(cycle) })

const Summary = { id: Core.CycleId, status: Core.Cycle.fields.status, recipe: Core.CycleRecipe }

/** One cycle. */
export const get = query("cycle.get", {
  summary: "A cycle with its recipe and the distributions planned from it.",
  input: Schema.Struct({ ...inGroup, id: Core.CycleId }),
  output: Schema.Struct({
    ...Summary,
    dates: Schema.Array(
      Schema.Struct({
        date: Core.CivilDate,
        weekday: Schema.Int,
        distribution: Core.Id,
        startsAt: Core.Instant,
        endsAt: Core.Instant,
        status: Core.Distribution.fields.status,
      }),
    ),
  }),
  refusals: ["NotAllowed", "CycleUnknown"],
  space: groupOf,
  allow: anyMember,
  read: ({ input }) => cycleKey(input),
  more: ({ input }, found) => {
    const cycle = found.cycle(input.id)
    if (cycle === null) return undefined
    return { documents: cycle.dates.map(({ distribution }) => keyOf.distribution(distribution)) }
  },
  view: ({ input, found }) => {
    const cycle = found.cycle(input.id)
    if (cycle === null) return Result.fail(unknown(input.id))
    const dates = cycle.dates.flatMap(({ date, distribution }) => {
      const existing = found.distribution(distribution)
      if (existing === null) return []
      const { startsAt, endsAt } = existing.plan
      return [{ date, weekday: weekdayOf(date), distribution, startsAt, endsAt, status: existing.status }]
    })
    return Result.succeed({ ...summaryOf(cycle), dates })
  },
})

/** The cycles of the group. */
export const list = query("cycle.list", {
  summary: "The cycles of the group with their recipes, and how many dates each has.",
  input: Schema.Struct(inGroup),
  output: Schema.Struct({
    cycles: Schema.Array(
      Schema.Struct({
        ...Summary,
        dates: Schema.Int,
        first: Schema.NullOr(Core.CivilDate),
        last: Schema.NullOr(Core.CivilDate),
      }),
    ),
  }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: anyMember,
  read: () => ({ pages: [{ prefix: "cycle:", limit: 500 }] }),
  view: ({ found }) =>
    Result.succeed({
      cycles: found.page<Cycle>(0).states.map((cycle) => ({
        ...summaryOf(cycle),
        dates: cycle.dates.length,
        first: cycle.dates[0]?.date ?? null,
        last: cycle.dates.at(-1)?.date ?? null,
      })),
    }),
})
