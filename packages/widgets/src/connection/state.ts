import type { AnswerOf, Problem } from "@cabas/client"
import type { Short, Wish } from "@cabas/core/basket"
import type { Refusal } from "@cabas/core/refusals"
import type { Draft } from "./draft.model.ts"

/** What a shop shows to anybody. */
export type Shop = AnswerOf<"shop.get">

/** A product as it is offered. */
export type Offer = Shop["offers"][number]

/** The member's basket as the server has it, with its draft and the wallet. */
export type Sheet = AnswerOf<"basket.get">

/** Where saving the draft stands. */
export type Saving = "saved" | "saving" | "offline" | "failed"

/** A change that can be taken back. */
export interface Change {
  readonly before: Draft
  readonly at: number
  readonly name: string
  /** What is wanted of a product now; nothing when the whole basket was emptied. */
  readonly wish: Wish | undefined
}

/** Everything the widgets of one connection show. */
export interface State {
  readonly isLoading: boolean
  /** The member signed in; null for visitors. */
  readonly member: string | null
  readonly shop: Shop | null
  /** When the shown shop was read, if that is not just now. */
  readonly staleSince: string | null
  /** The basket; null for whoever may not order. */
  readonly sheet: Sheet | null
  readonly draft: Draft
  readonly saving: Saving
  readonly savedAt: string | null
  /** Whether something is being asked of the server in the member's name. */
  readonly isBusy: boolean
  /** Why the last thing asked was not done. */
  readonly refusal: Refusal | null
  readonly problem: Problem | null
  /** Products of which there is less than wished. @see D12 */
  readonly short: Readonly<Record<string, Short>>
  /** Wishes that stay in the draft, out of what is confirmed. */
  readonly waiting: ReadonlyArray<string>
  /** What was reduced when it was confirmed. */
  readonly clipped: ReadonlyArray<Short>
  /** How many products of the draft are not offered any more, and were taken out. */
  readonly gone: number
  /** Changes that can be taken back, the last one last. */
  readonly changes: ReadonlyArray<Change>
  /** What was said last to those who do not see the page. */
  readonly said: string
}

/** Before anything is known. */
export const nothingYet: State = {
  isLoading: true,
  member: null,
  shop: null,
  staleSince: null,
  sheet: null,
  draft: {},
  saving: "saved",
  savedAt: null,
  isBusy: false,
  refusal: null,
  problem: null,
  short: {},
  waiting: [],
  clipped: [],
  gone: 0,
  changes: [],
  said: "",
}
