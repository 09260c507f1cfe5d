/** A text as bytes. */
export interface Kept {
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
}

/** Holds texts for long: as bytes, many in one piece of memory. */
export type Keep = (text: string) => Kept

const decoder = new TextDecoder("utf-8", { ignoreBOM: true })

/** The text that was kept. */
export const textOf = ({ bytes, from, to }: Kept): string => decoder.decode(bytes.subarray(from, to))

const pieceSize = 1 << 20

/** What a unit of a text takes at most: those of a pair take less. */
const bytesPerUnit = 3

/**
 * Nothing is kept yet. What lives among objects is copied twice before it is let alone, which for the texts of a whole
 * journal costs more than turning them into bytes and back.
 */
export const makeKeep = (): Keep => {
  const encoder = new TextEncoder()
  let piece = new Uint8Array(0)
  let used = 0
  return (text) => {
    const most = text.length * bytesPerUnit
    if (piece.length - used < most) {
      piece = new Uint8Array(Math.max(pieceSize, most))
      used = 0
    }
    const from = used
    used += encoder.encodeInto(text, piece.subarray(from)).written
    return { bytes: piece, from, to: used }
  }
}
