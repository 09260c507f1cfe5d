import { describe, expect, it } from "vitest"
import { recent } from "./recent.ts"

describe("a bounded memory", () => {
  it("gives back what was put, in its space", () => {
    const things = recent<string>(100)
    things.put(1, "group", "one", 1)
    things.put(2, "group", "two", 1)
    expect([things.get(1, "group"), things.get(2, "group"), things.get(3, "group")]).toEqual(["one", "two", undefined])
  })

  it("gives the newest thing of a name", () => {
    const things = recent<string>(100)
    things.put(1, "group", "old", 1)
    things.put(1, "group", "new", 1)
    expect(things.get(1, "group")).toBe("new")
  })

  it("never holds more than its limit, however much is put", () => {
    const things = recent<number>(100)
    for (let index = 0; index < 10_000; index += 1) things.put(index % 3, `thing ${index}`, index, 7)
    let held = 0
    for (let index = 0; index < 10_000; index += 1) if (things.get(index % 3, `thing ${index}`) !== undefined) held += 7
    expect(held).toBeGreaterThan(0)
    expect(held).toBeLessThanOrEqual(100)
  })

  it("keeps what is used while others come and go", () => {
    const things = recent<string>(100)
    things.put(1, "catalog", "used", 10)
    for (let index = 0; index < 1000; index += 1) {
      things.put(1, `basket ${index}`, "not used again", 10)
      expect(things.get(1, "catalog")).toBe("used")
    }
    expect(things.get(1, "basket 0")).toBeUndefined()
  })

  it("gives the newest thing even when an older one of its name is still in the old generation", () => {
    const things = recent<string>(40)
    things.put(1, "group", "old", 10)
    things.put(1, "filler", "", 15)
    things.put(1, "group", "new", 10)
    for (const index of [1, 2, 3]) {
      const found = things.get(1, "group")
      expect(found === undefined || found === "new").toBe(true)
      things.put(1, `filler ${index}`, "", 9)
    }
  })

  it("holds a thing that is bigger than the limit only until the next one", () => {
    const things = recent<string>(100)
    things.put(1, "huge", "huge", 1000)
    expect(things.get(1, "huge")).toBe("huge")
    things.put(1, "a", "a", 1)
    things.put(1, "b", "b", 60)
    expect(things.get(1, "b")).toBe("b")
  })

  it("forgets everything when told to", () => {
    const things = recent<string>(100)
    things.put(1, "group", "one", 1)
    things.clear()
    expect(things.get(1, "group")).toBeUndefined()
  })
})
