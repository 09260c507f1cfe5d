import * as Schema from "effect/Schema"
import { Id, Instant, Line, Natural } from "../values/values.schema.ts"

/** Money of each kind in the till, in minor units; for cards what the terminal says it took. */
export const Counted = Schema.Struct({ cash: Natural, cheque: Natural, card: Natural })
export type Counted = typeof Counted.Type

/**
 * The till of a distribution: what lay in it before, what was counted at the end, and what should have been there.
 * @see 9.3, D25
 */
export const Till = Schema.Struct({
  distribution: Id,
  /** Coins to give change with, put in before. */
  float: Natural,
  counted: Schema.NullOr(Counted),
  /** What was expected when it was counted, the float included. */
  expected: Schema.NullOr(Counted),
  by: Line(64),
  at: Instant,
})
export type Till = typeof Till.Type

/** What can happen to a till. */
export const TillFact = Schema.TaggedUnion({
  TillOpened: { distribution: Id, float: Natural, by: Line(64), at: Instant },
  TillCounted: { distribution: Id, float: Natural, counted: Counted, expected: Counted, by: Line(64), at: Instant },
})
export type TillFact = typeof TillFact.Type

/** What the till of a distribution may be refused for. @see D29 */
export const TillRefusal = {
  TillNotCounted: { distribution: Schema.String },
  /** Money came or went since it was counted. */
  TillChanged: { distribution: Schema.String, counted: Schema.Number, expected: Schema.Number },
} as const
