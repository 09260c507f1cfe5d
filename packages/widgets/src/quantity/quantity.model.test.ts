import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { nearest, pace, stepped, typed } from "./quantity.model.ts"
import type { Choice } from "./quantity.model.ts"

const loose: Choice = { unit: "grams", step: 250, minimum: 500, maximum: 10_000 }
const pieces: Choice = { unit: "pieces", step: 1, minimum: 1, maximum: null }

describe("steps", () => {
  it("D6: the first one goes to the minimum, one down from it to nothing", () => {
    expect(stepped(loose, 0, 1)).toBe(500)
    expect(stepped(loose, 500, 1)).toBe(750)
    expect(stepped(loose, 750, -1)).toBe(500)
    expect(stepped(loose, 500, -1)).toBe(0)
    expect(stepped(pieces, 0, 1)).toBe(1)
    expect(stepped(pieces, 1, -1)).toBe(0)
  })

  it("stop at the most and at nothing", () => {
    expect(stepped(loose, 10_000, 1)).toBe(10_000)
    expect(stepped({ ...loose, maximum: 600 }, 500, 1)).toBe(500)
    expect(stepped(pieces, 0, -1)).toBe(0)
  })

  it("come back to the step from a quantity beside it", () => {
    expect(stepped(loose, 800, -1)).toBe(750)
    expect(stepped(loose, 800, 1)).toBe(1000)
  })
})

const choices = fc
  .record({
    step: fc.integer({ min: 1, max: 500 }),
    times: fc.integer({ min: 1, max: 10 }),
    more: fc.option(fc.integer({ min: 0, max: 50 })),
  })
  .map(({ step, times, more }): Choice => {
    const minimum = step * times
    return { unit: "grams", step, minimum, maximum: more === null ? null : minimum + more * step }
  })

const isOffered = ({ step, minimum, maximum }: Choice, value: number) =>
  value === 0 || (value % step === 0 && value >= minimum && (maximum === null || value <= maximum))

describe("D6: whatever is done, what is chosen is offered", () => {
  it("by stepping", () => {
    fc.assert(
      fc.property(choices, fc.array(fc.constantFrom(1, -1), { maxLength: 30 }), (choice, steps) => {
        let value = 0
        for (const step of steps) {
          value = stepped(choice, value, step)
          expect(isOffered(choice, value)).toBe(true)
        }
      }),
    )
  })

  it("by asking for anything, and what is offered stays as it is", () => {
    fc.assert(
      fc.property(choices, fc.integer({ min: -1000, max: 100_000 }), (choice, asked) => {
        const value = nearest(choice, asked)
        expect(isOffered(choice, value)).toBe(true)
        expect(nearest(choice, value)).toBe(value)
      }),
    )
  })
})

describe("what is typed", () => {
  it.each([
    ["1,5", 1500],
    ["1.5", 1500],
    ["0,5", 500],
    ["0,75 kg", 750],
    ["2", 2000],
    ["500", 500],
    ["750 g", 750],
    ["750g", 750],
    ["1 kg", 1000],
    ["", 0],
    ["0", 0],
  ])("« %s » of a loose product is %i g", (text, grams) => {
    expect(typed(loose, text)).toBe(grams)
  })

  it.each(["un peu", "1,5,5", "1.5.5", "3 l", "2 pots", "-1 kg", "1 000 g", "∞", "0x10", "1e3"])(
    "« %s » is no quantity of a loose product",
    (text) => {
      expect(typed(loose, text)).toBeUndefined()
    },
  )

  it("reads litres", () => {
    const milk: Choice = { unit: "millilitres", step: 250, minimum: 250, maximum: null }
    expect(typed(milk, "0,5")).toBe(500)
    expect(typed(milk, "75 cl")).toBe(750)
    expect(typed(milk, "1 L")).toBe(1000)
    expect(typed(milk, "3 kg")).toBeUndefined()
  })

  it("reads pieces, and not their weight", () => {
    expect(typed(pieces, "12")).toBe(12)
    expect(typed(pieces, "12 kg")).toBeUndefined()
  })
})

it("a button that is held goes faster and faster", () => {
  const paces = Array.from({ length: 30 }, (_, index) => pace(index))
  expect(paces).toEqual(paces.toSorted((a, b) => b - a))
  expect(paces[0]).toBeGreaterThan(paces.at(-1)! * 5)
})
