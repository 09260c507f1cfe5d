import { start } from "@cabas/engine/storage"
import type { Cursor } from "@cabas/engine/storage"

/** Decimal digits of the greatest whole number that JavaScript holds exactly, so that cursors compare as strings. */
const digits = 16

/** The cursor of a batch, from its place in the journal. */
export const cursorOf = (seq: number): Cursor => (seq === 0 ? start : String(seq).padStart(digits, "0"))

/** The place in the journal that a cursor names; 0 before the first batch. */
export const seqOf = (cursor: Cursor): number => (cursor === start ? 0 : Number(cursor))

/** Which of its two accounts a posting is seen from. */
export type Side = "from" | "to"

/** The place of one side of a posting within its batch: even when seen from `from`, odd from `to`. */
export const placeOf = (posting: number, side: Side): number => posting * 2 + (side === "from" ? 0 : 1)

/** The position of an entry, from its batch and its place in it. */
export const positionOf = (seq: number, place: number): string => `${cursorOf(seq)}.${String(place).padStart(6, "0")}`

/** The batch and the place of a position; without one, after the last entry. */
export const beforePosition = (position: string | undefined): readonly [seq: number, place: number] => {
  if (position === undefined) return [Number.MAX_SAFE_INTEGER, 0]
  const [seq, place] = position.split(".")
  return [Number(seq), Number(place)]
}

/** Between the value and the key in the position of an indexed document: less than any character of a value. */
const separator = "\u0000"

/** The position of a document in an index. */
export const indexPosition = (value: string, key: string): string => `${value}${separator}${key}`

/** The value and the key of a position in an index. */
export const fromIndexPosition = (position: string): readonly [value: string, key: string] => {
  const at = position.indexOf(separator)
  return [position.slice(0, at), position.slice(at + 1)]
}
