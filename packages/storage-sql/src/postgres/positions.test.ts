import { expect, it } from "vitest"
import * as fc from "fast-check"
import { afterAllWith, beforePosition, cursorOf, justAfter, momentOf, positionOf, snapshotCursor } from "./positions.ts"

/** In the order of code points, as PostgreSQL's "C" has it. */
const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

const text = fc.string({ unit: "binary", maxLength: 6 }).filter((one) => !one.includes("\u0000"))
const moment = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })

it("cursors compare as their moments do, and name them", () => {
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      expect(cursorOf(a) < cursorOf(b)).toBe(a < b)
      expect(momentOf(cursorOf(a))).toBe(a)
    }),
  )
  expect([cursorOf(0), momentOf("")]).toEqual(["", 0])
})

it("a snapshot that sees more than is settled has a cursor of its own, which names what is settled", () => {
  expect(snapshotCursor(0, 0)).toBe("")
  const cursors = [
    snapshotCursor(0, 1),
    snapshotCursor(7, 0),
    snapshotCursor(7, 1),
    snapshotCursor(7, 2),
    snapshotCursor(8, 0),
  ]
  expect(new Set(cursors).size).toBe(5)
  expect(cursors.toSorted()).toEqual(cursors)
  expect(cursors.map(momentOf)).toEqual([0, 7, 7, 7, 8])
})

it("what begins with a text is from it on and before the next that does not", () => {
  fc.assert(
    fc.property(text, text, (prefix, other) => {
      const within = compare(other, prefix) >= 0 && compare(other, afterAllWith(prefix)) < 0
      expect(within).toBe(other.startsWith(prefix))
    }),
  )
  for (const prefix of ["", "\u{10FFFF}", "a\u{10FFFF}\u{10FFFF}", "\uD7FF", "🥚"]) {
    expect(compare(`${prefix}\u{10FFFF}z`, afterAllWith(prefix))).toBeLessThan(0)
  }
  expect(afterAllWith("a\u{10FFFF}")).toBe("b")
  expect(afterAllWith("\uD7FF")).toBe("\uE000")
})

it("nothing is between a text and the one just after it", () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(compare(other, one) > 0).toBe(compare(other, justAfter(one)) >= 0)
    }),
  )
})

it("positions of entries can be taken apart", () => {
  expect(beforePosition(positionOf(12, 345))).toEqual([12, 345])
  expect(beforePosition(undefined)[0]).toBe(Number.MAX_SAFE_INTEGER)
  expect(positionOf(12, 9) < positionOf(12, 10)).toBe(true)
})
