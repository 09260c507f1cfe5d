import { start } from "@cabas/engine/storage"
import type { Cursor } from "@cabas/engine/storage"

/** Decimal digits of the greatest whole number that JavaScript holds exactly, so that cursors compare as strings. */
const digits = 16

/** Before the number of batches that are seen although others before them may still appear. */
const beyond = "+"

/** The cursor of a batch, from its moment. */
export const cursorOf = (moment: number): Cursor => (moment === 0 ? start : String(moment).padStart(digits, "0"))

/**
 * The cursor of a snapshot: the last moment up to which nothing more can appear, and how many batches are seen
 * beyond it. Those up to a moment never change and those beyond it only become more, so two snapshots with the same
 * cursor have seen the same. The feed goes on after the moment.
 */
export const snapshotCursor = (moment: number, seenBeyond: number): Cursor =>
  seenBeyond === 0 ? cursorOf(moment) : `${String(moment).padStart(digits, "0")}${beyond}${seenBeyond}`

/** The moment that a cursor names; 0 before the first batch. */
export const momentOf = (cursor: Cursor): number => (cursor === start ? 0 : Number(cursor.split(beyond)[0]))

/** Which of its two accounts a posting is seen from. */
export type Side = "from" | "to"

/** The place of one side of a posting within its batch: even when seen from `from`, odd from `to`. */
export const placeOf = (posting: number, side: Side): number => posting * 2 + (side === "from" ? 0 : 1)

/** The position of an entry, from its batch and its place in it. */
export const positionOf = (moment: number, place: number): string =>
  `${cursorOf(moment)}.${String(place).padStart(6, "0")}`

/** The batch and the place of a position; without one, after the last entry. */
export const beforePosition = (position: string | undefined): readonly [moment: number, place: number] => {
  if (position === undefined) return [Number.MAX_SAFE_INTEGER, 0]
  const [moment, place] = position.split(".")
  return [Number(moment), Number(place)]
}

/** The least text after a text: PostgreSQL keeps no U+0000, so nothing is between. */
export const justAfter = (text: string): string => `${text}\u0001`

const lastPoint = 0x10ffff

/** After every text that begins with a prefix, and before any other that is greater. */
export const afterAllWith = (prefix: string): string => {
  const points = Array.from(prefix, (letter) => letter.codePointAt(0) ?? 0)
  while (points.at(-1) === lastPoint) points.pop()
  const last = points.pop()
  if (last === undefined) return String.fromCodePoint(lastPoint).repeat(64)
  // Between U+D7FF and U+E000 there are no characters of their own.
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1)
}
