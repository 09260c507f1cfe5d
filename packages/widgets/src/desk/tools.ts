import type { Refusal } from "@cabas/core/refusals"
import type { Measure } from "@cabas/core/values"
import type { Format } from "../base/format.ts"
import type { DayWords } from "./day.words.ts"
import type { DeskStore } from "./desk.store.ts"
import type { Row } from "./desk.model.ts"
import type { Command, Picture } from "./picture.ts"

/**
 * A scale that a page connects, by Web Serial, Bluetooth or anything else. `read` gives what lies on it in grams, each
 * time that it changes, for as long as it is asked: it is left as soon as nobody weighs any more.
 *
 * ```ts
 * document.querySelector("cabas-desk").scale = { async *read() { for await (const line of port) yield gramsIn(line) } }
 * ```
 */
export interface Scale {
  readonly read: () => AsyncIterable<number>
}

/** What a part of the desk works with. */
export interface Tools {
  readonly words: DayWords
  readonly store: DeskStore
  readonly picture: Picture
  readonly rows: ReadonlyArray<Row>
  readonly format: Format
  readonly scale: Scale | null
  readonly money: (amount: number, isEstimate?: boolean) => string
  readonly measure: (measure: Measure) => string
  readonly time: (instant: string) => string
  readonly sentence: (refusal: Refusal) => string
  readonly announce: (text: string) => void
  /** Does something, and says it. */
  readonly act: (command: Command, said: string) => void
  /** Opens the settled basket of a member again. */
  readonly reopen: (member: string) => void
  /** Shows what changed. */
  readonly update: () => void
  /** Puts the keyboard where one types, once it is there. */
  readonly focus: (selector: string) => void
  /** Opens a household, or the list when it is null. */
  readonly goTo: (member: string | null) => void
}
