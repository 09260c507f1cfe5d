import * as fc from "fast-check"
import { expect, it } from "vitest"
import { fromIndexPosition, indexPosition } from "./positions.ts"

const text = fc.string({ unit: "grapheme" })

it("a position in an index gives its value and key back, whatever letters they have", () => {
  fc.assert(
    fc.property(text, text, (value, key) => {
      expect(fromIndexPosition(indexPosition(value, key))).toEqual([value, key])
    }),
  )
  expect(indexPosition("Œufs:", "p:1")).toBe("5:Œufs:p:1")
})

it("a position that nobody gave is read without an error", () => {
  fc.assert(
    fc.property(text, (position) => {
      expect(fromIndexPosition(position)).toEqual([expect.any(String), expect.any(String)])
    }),
  )
  expect(fromIndexPosition("")).toEqual(["", ""])
  expect(fromIndexPosition("99:short")).toEqual(["short", ""])
})
