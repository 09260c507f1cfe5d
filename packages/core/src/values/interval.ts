import type { Instant, Window } from "./values.schema.ts"

/** Where an instant stands: not yet open, open, or closed. */
export type Phase = "before" | "open" | "after"

/**
 * Whether a window is open: opens ≤ now < closes.
 * @rule INTERVAL-1
 */
export function isWithin(window: Window, now: Instant): boolean {
  return window.opensAt <= now && now < window.closesAt
}

/**
 * Where `now` stands in a window: `before` it opens, `open`, or `after` it has closed.
 * @rule INTERVAL-1
 */
export function phase(window: Window, now: Instant): Phase {
  return now < window.opensAt ? "before" : now < window.closesAt ? "open" : "after"
}

/**
 * Whether a window opens before it closes.
 * @rule INTERVAL-2
 */
export function isValidWindow(window: Window): boolean {
  return window.opensAt < window.closesAt
}

/**
 * Whether some instant is in both windows; windows that only touch do not overlap.
 * @rule INTERVAL-3
 */
export function overlaps(a: Window, b: Window): boolean {
  const opensAt = a.opensAt > b.opensAt ? a.opensAt : b.opensAt
  const closesAt = a.closesAt < b.closesAt ? a.closesAt : b.closesAt
  return opensAt < closesAt
}

/**
 * Whether a window holds another one from opening to closing.
 * @rule INTERVAL-3
 */
export function covers(outer: Window, inner: Window): boolean {
  return outer.opensAt <= inner.opensAt && inner.closesAt <= outer.closesAt
}
