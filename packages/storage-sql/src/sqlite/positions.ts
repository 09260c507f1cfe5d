import { start } from "@cabas/engine/storage"
import type { Cursor } from "@cabas/engine/storage"

/** Room for the batches of one space: as many numbers as 32 bits have. It leaves room for 2 million spaces. */
const room = 2 ** 32

/** Before the first batch of a space, in the journal's numbering. */
export const beforeFirst = (space: number): number => space * room

/** After the last batch that a space can have, in the journal's numbering. */
export const afterLast = (space: number): number => (space + 1) * room

/** Decimal digits of the greatest whole number that JavaScript holds exactly, so that cursors compare as strings. */
const digits = 16

/** The cursor of a batch, from its number in the journal: its place among the batches of its space. */
export const cursorOf = (seq: number): Cursor => {
  const place = seq % room
  return place === 0 ? start : String(place).padStart(digits, "0")
}

/** The number in the journal of the batch that a cursor names. */
export const seqOf = (space: number, cursor: Cursor): number =>
  beforeFirst(space) + (cursor === start ? 0 : Number(cursor))

/** Which of its two accounts a posting is seen from. */
export type Side = "from" | "to"

/** The place of one side of a posting within its batch: even when seen from `from`, odd from `to`. */
export const placeOf = (posting: number, side: Side): number => posting * 2 + (side === "from" ? 0 : 1)

/** The position of an entry, from its batch and its place in it. */
export const positionOf = (seq: number, place: number): string => `${cursorOf(seq)}.${String(place).padStart(6, "0")}`

/** The batch and the place of a position; without one, after the last entry. */
export const beforePosition = (space: number, position: string | undefined): readonly [seq: number, place: number] => {
  if (position === undefined) return [afterLast(space), 0]
  const [cursor, place] = position.split(".")
  return [seqOf(space, cursor ?? start), Number(place)]
}
