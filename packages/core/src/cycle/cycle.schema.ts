import * as Schema from "effect/Schema"
import { Recurrence } from "../values/recurrence.schema.ts"
import { CivilDate, CivilTime, Id, Line, Natural } from "../values/values.schema.ts"

const DaysBefore = Natural.check(Schema.isLessThanOrEqualTo(366))

/** When orders are taken for each date: so many calendar days before it, at an hour of the wall clock. @see D7, R4.8 */
export const CycleOrders = Schema.Struct({
  opensDaysBefore: DaysBefore,
  opensTime: CivilTime,
  closesDaysBefore: DaysBefore,
  closesTime: CivilTime,
})
export type CycleOrders = typeof CycleOrders.Type

/** Which catalogs take part: all of the group that are running on a date, or those listed that are. */
export const CycleCatalogs = Schema.Union([
  Schema.Literal("all"),
  Schema.Array(Id).check(Schema.isMaxLength(200), Schema.isUnique()),
])
export type CycleCatalogs = typeof CycleCatalogs.Type

/** What distributions are planned from: hours are the wall clock's; an end before the start is on the next day. */
export const CycleRecipe = Schema.Struct({
  place: Id,
  recurrence: Recurrence,
  startTime: CivilTime,
  endTime: CivilTime,
  orders: CycleOrders,
  catalogs: CycleCatalogs,
  note: Line(256),
})
export type CycleRecipe = typeof CycleRecipe.Type

/** The id of a cycle leaves room behind it for a date. */
export const CycleId = Id.check(Schema.isMaxLength(48))

/** A date of a cycle and the distribution that stands for it. */
export const CycleDate = Schema.Struct({ date: CivilDate, distribution: Id })
export type CycleDate = typeof CycleDate.Type

/** A date with the place in `recipes` of the recipe that it was last planned from. */
export const PlannedDate = Schema.Struct({ ...CycleDate.fields, recipe: Natural })
export type PlannedDate = typeof PlannedDate.Type

/** A season's recipe with its earlier versions, the last one in force, and what was planned from it, by date. @see R4.8 */
export const Cycle = Schema.Struct({
  id: CycleId,
  recipes: Schema.Array(CycleRecipe),
  dates: Schema.Array(PlannedDate),
  status: Schema.Literals(["running", "ended"]),
})
export type Cycle = typeof Cycle.Type

/** What can happen to a cycle; `dates` are all those from the day `from` on. */
export const CycleFact = Schema.TaggedUnion({
  CycleCreated: { id: CycleId, recipe: CycleRecipe, dates: Schema.Array(CycleDate) },
  CycleChanged: { from: CivilDate, recipe: CycleRecipe, dates: Schema.Array(CycleDate) },
  CycleEnded: { from: CivilDate },
})
export type CycleFact = typeof CycleFact.Type

/** What a cycle may be refused for. @see D29 */
export const CycleRefusal = {
  CycleUnknown: { cycle: Schema.String },
  CycleEnded: { cycle: Schema.String },
  CycleEmpty: { cycle: Schema.String, first: Schema.String },
  CycleTooLong: { cycle: Schema.String, maximum: Schema.Number },
} as const
