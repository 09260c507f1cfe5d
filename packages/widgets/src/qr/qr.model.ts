import { encode } from "uqr"

/** A code as one drawing: a square of so many modules a side, its margin included, and the path of what is black. */
export interface QrDrawing {
  readonly side: number
  readonly path: string
}

/** Modules of white around a code, as its standard asks. */
const margin = 4

/** Black modules of one row as bars, those that touch in one. */
const barsOf = (row: ReadonlyArray<boolean>, y: number): string => {
  let bars = ""
  for (let x = 0; x < row.length; x++) {
    if (row[x] !== true) continue
    const start = x
    while (row[x + 1] === true) x++
    const width = x + 1 - start
    bars += `M${start} ${y}h${width}v1h-${width}z`
  }
  return bars
}

/** The code of a text, at correction level M. @rule BANK-13 */
export const qrDrawing = (text: string): QrDrawing => {
  const { data, size } = encode(text, { ecc: "M", boostEcc: false, border: margin })
  return { side: size, path: data.map(barsOf).join("") }
}
