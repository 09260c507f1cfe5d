import { describe, expect, it } from "vitest"
import * as fc from "fast-check"
import * as Result from "effect/Result"
import { epcPayload } from "@cabas/core/bank"
import jsQR from "jsqr"
import { qrDrawing } from "./qr.model.ts"
import { qrSvg } from "./qr.ts"

const scale = 3

/** The drawing in pixels, as a camera would see it. */
const painted = (text: string) => {
  const { side, path } = qrDrawing(text)
  const width = side * scale
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = 0; row < scale; row++) {
      const start = (Number(y) * scale + row) * width + Number(x) * scale
      for (let at = start; at < start + Number(length) * scale; at++) pixels.fill(0, at * 4, at * 4 + 3)
    }
  }
  return { pixels, width }
}

const readAgain = (text: string) => {
  const { pixels, width } = painted(text)
  const read = jsQR.default(pixels, width, width)
  return read === null
    ? null
    : { text: new TextDecoder().decode(Uint8Array.from(read.binaryData)), version: read.version }
}

const payloadOf = (name: string, text: string) => {
  const transfer = { iban: "FR7630006000011234567890189", amount: 123_456, currency: "EUR" }
  return Result.getOrThrow(epcPayload({ ...transfer, name, remittance: { text } }))
}

describe("codes to scan", () => {
  it("BANK-13: another program reads the transfer again", () => {
    const payload = payloadOf("Amap de l’Épi", "RF18 5390 0754 7034")
    expect(readAgain(payload)?.text).toBe(payload)
  })

  it("BANK-13: the longest transfer fits in version 13", () => {
    const payload = `${payloadOf("n".repeat(70), "é".repeat(70) + "t".repeat(50))}`
    expect(new TextEncoder().encode(payload).length).toBeGreaterThan(300)
    const longest = payload + "t".repeat(331 - new TextEncoder().encode(payload).length)
    expect(readAgain(longest)).toEqual({ text: longest, version: 13 })
  })

  it("BANK-13: any text is read again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 }), (text) => {
        expect(readAgain(text)?.text).toBe(text)
      }),
      { numRuns: 40 },
    )
  })

  it("BANK-13: four modules around it are white, and the finder pattern begins there", () => {
    const { side, path } = qrDrawing("BCD")
    const bars = [...path.matchAll(/M(\d+) (\d+)h(\d+)/g)].map(([, x, y, length]) => [
      Number(x),
      Number(y),
      Number(length),
    ])
    expect(bars[0]).toEqual([4, 4, 7])
    expect(bars.every(([x, y, length]) => x! >= 4 && y! >= 4 && x! + length! <= side - 4 && y! < side - 4)).toBe(true)
  })

  it("BANK-13: it is black on white and has a name", () => {
    const { strings, values } = qrSvg("BCD", "Virement de 12 €")
    const markup = strings.reduce((all, part, at) => `${all}${String(values[at - 1])}${part}`)
    expect(markup).toContain('role="img" aria-label=Virement de 12 €')
    expect(markup.match(/fill="([^"]+)"/g)).toEqual(['fill="#fff"', 'fill="#000"'])
  })
})
