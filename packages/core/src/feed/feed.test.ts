import { describe, expect, it } from "vitest"
import { evolve, opens } from "./index.ts"

const at = "2026-05-01T06:00:00.000Z"
const secret = "abcdefghijklmnopqrstuvwxyz012345"

describe("a feed", () => {
  it("FEED-1: is opened by its secret and by nothing else, until another takes its place", () => {
    const feed = evolve(null, { _tag: "FeedOpened", member: "lea", secret, at })
    expect(opens(feed, secret)).toBe(true)
    expect(opens(feed, secret.replace("a", "b"))).toBe(false)
    expect(opens(feed, secret.slice(1))).toBe(false)
    const other = secret.toUpperCase()
    const renewed = evolve(feed, { _tag: "FeedOpened", member: "lea", secret: other, at })
    expect([opens(renewed, secret), opens(renewed, other)]).toEqual([false, true])
  })

  it("FEED-1: once closed, or never made, nothing opens it", () => {
    const closed = evolve(null, { _tag: "FeedClosed", member: "lea", at })
    expect(opens(closed, secret)).toBe(false)
    expect(opens(closed, "")).toBe(false)
    expect(opens(null, "")).toBe(false)
  })
})
