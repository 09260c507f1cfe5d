import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { makeKeep, textOf } from "./kept.ts"

describe("texts that are held as bytes", () => {
  it("come back to the letter, in any order", () => {
    const keep = makeKeep()
    fc.assert(
      fc.property(fc.array(fc.json({ stringUnit: "binary" })), (texts) => {
        const kept = texts.map(keep)
        expect(kept.toReversed().map(textOf)).toEqual(texts.toReversed())
      }),
    )
  })

  it.each([
    ["none", [""]],
    ["longer than a piece of memory", ["a", "é€🧀".repeat(400_000), "b"]],
    ["more than a piece holds", Array.from({ length: 3000 }, (_, index) => `Œufs ${index} `.repeat(200))],
    ["beginning with a byte order mark", ["\u{feff}{}"]],
  ])("%s", (_, texts) => {
    const keep = makeKeep()
    expect(texts.map(keep).map(textOf)).toEqual(texts)
  })
})
