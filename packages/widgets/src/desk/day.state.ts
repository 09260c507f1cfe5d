import type { AnswerOf, Problem } from "@cabas/client"
import type { Refusal } from "@cabas/core/refusals"
import type { Conflict } from "./desk.model.ts"
import type { Entry, Known, Picture } from "./picture.ts"
import type { Opening } from "./vault.ts"

/** What still keeps the distribution from being validated, and its till. */
export type Checklist = AnswerOf<"distribution.checklist">

/** Where the desk stands: whether there is something to show, and what must be done first. */
export type Phase = "loading" | "signed-out" | "choose" | "locked" | "nothing" | "ready" | "over"

/** Everything that the desk shows. */
export interface DayState extends Known {
  readonly phase: Phase
  /** What the server told and what it was not told yet. */
  readonly picture: Picture | null
  /** When it was read from the server last. */
  readonly readAt: string | null
  readonly entries: ReadonlyArray<Entry>
  readonly conflicts: ReadonlyArray<Conflict>
  /** Why the server was not reached. */
  readonly problem: Problem | null
  /** Why what needs the network was not done. */
  readonly refusal: Refusal | null
  readonly isBusy: boolean
  /** What the last code came to. */
  readonly opening: Opening | null
  /** Whether what is done here outlives the page. */
  readonly lasts: boolean
  readonly checklist: Checklist | null
  /** How far settling is. */
  readonly progress: { readonly settled: number; readonly of: number } | null
}

/** Before anything is known. */
export const nothingKept: DayState = {
  phase: "loading",
  picture: null,
  readAt: null,
  offers: [],
  people: [],
  entries: [],
  conflicts: [],
  problem: null,
  refusal: null,
  isBusy: false,
  opening: null,
  lasts: true,
  checklist: null,
  progress: null,
}
