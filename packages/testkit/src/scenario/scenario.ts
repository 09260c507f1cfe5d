import * as Schema from "effect/Schema"
import { Instant } from "@cabas/core/schema"

const optional = Schema.optionalKey
const Text = Schema.String.check(Schema.isMinLength(1))
const Fields = Schema.Record(Schema.String, Schema.Unknown)
const Times = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1000 }))

/** What a step may say whatever it does. `times` repeats it, `$n` counting from 1. */
const any = {
  at: optional(Instant),
  with: optional(Fields),
  times: optional(Times),
  note: optional(Text),
}

/** How a single step ends: answered like `expect`, refused like `refuse`, or simply answered. */
const ending = {
  preview: optional(Schema.Literal(true)),
  expect: optional(Schema.Unknown),
  refuse: optional(Fields),
  keep: optional(Schema.Record(Schema.String.check(Schema.isPattern(/^[A-Za-z_]\w*$/)), Text)),
}

/** A command, and who gives it. */
export const DoStep = Schema.Struct({ ...any, ...ending, as: Text, do: Text, key: optional(Text) })
export type DoStep = typeof DoStep.Type

/** A question; without `as`, the platform asks, which may see everything. */
export const AskStep = Schema.Struct({ ...any, ...ending, as: optional(Text), ask: Text })
export type AskStep = typeof AskStep.Type

/** One of the steps that start at once. */
export const DoTogether = Schema.Struct({ as: Text, do: Text, key: optional(Text), with: any.with, times: any.times })
export type DoTogether = typeof DoTogether.Type

/** Steps that start at once, and how many were done and refused; all must be done when nothing is said. */
export const TogetherStep = Schema.Struct({
  at: any.at,
  note: any.note,
  together: Schema.Array(DoTogether),
  expect: optional(
    Schema.Struct({ done: optional(Schema.Int), refused: optional(Schema.Record(Schema.String, Schema.Int)) }),
  ),
})
export type TogetherStep = typeof TogetherStep.Type

/** A step of a scenario. */
export type Step = DoStep | AskStep | TogetherStep

/** A rule shown by what happens, which anyone can read and run. */
export interface Scenario {
  readonly title: string
  /** The rules it shows: decisions, rules of the book, golden cases. */
  readonly rules: ReadonlyArray<string>
  readonly note?: string
  /** The zone of the groups it creates, unless they say theirs. */
  readonly timeZone?: string
  readonly steps: ReadonlyArray<Step>
}

/** A scenario whose steps are not looked at yet. */
export const ScenarioHead = Schema.Struct({
  title: Text,
  rules: optional(Schema.Array(Text)),
  note: optional(Text),
  timeZone: optional(Text),
  steps: Schema.Array(Fields).check(Schema.isMinLength(1)),
})
export type ScenarioHead = typeof ScenarioHead.Type
