import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { difference } from "./difference.ts"

describe("what differs from what was expected", () => {
  it("finds nothing when objects have more fields than expected, however deep", () => {
    expect(difference({ a: { b: 1 } }, { a: { b: 1, c: 2 }, d: 3 })).toBeUndefined()
    expect(difference([{ a: 1 }], [{ a: 1, b: 2 }])).toBeUndefined()
    expect(difference({}, { anything: true })).toBeUndefined()
  })

  it.each([
    ["another value", { a: { b: 1 } }, { a: { b: 2 } }, { path: "a.b", expected: 1, came: 2 }],
    ["a text for a number", { a: 1 }, { a: "1" }, { path: "a", expected: 1, came: "1" }],
    ["a field that is missing", { a: 1 }, { b: 1 }, { path: "a", expected: 1, came: undefined }],
    ["nothing where null was expected", { a: null }, {}, { path: "a", expected: null, came: undefined }],
    ["null for an object", { a: {} }, { a: null }, { path: "a", expected: {}, came: null }],
    ["an array for an object", { a: {} }, { a: [] }, { path: "a", expected: {}, came: [] }],
    ["an object for an array", { a: [] }, { a: {} }, { path: "a", expected: [], came: {} }],
    ["an item that differs", { a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, { path: "a[1].b", expected: 2, came: 3 }],
    ["another order", [1, 2], [2, 1], { path: "[0]", expected: 1, came: 2 }],
    ["too few items", { a: [1, 2] }, { a: [1] }, { path: "a.length", expected: 2, came: 1 }],
    ["too many items", [1], [1, 2], { path: "length", expected: 1, came: 2 }],
    ["the whole", 1, 2, { path: "", expected: 1, came: 2 }],
    ["an inherited field", { toString: 1 }, {}, { path: "toString", expected: 1, came: undefined }],
  ])("finds %s", (_, expected, came, found) => {
    expect(difference(expected, came)).toEqual(found)
  })

  it("finds nothing between any data and itself", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(difference(value, value)).toBeUndefined()
      }),
    )
  })
})
