import type { Instant, Window } from "./values.schema.ts"

const minute = 60_000
const hour = 60 * minute

/**
 * -1, 0 or 1 as `a` is before, at or after `b`.
 * @rule TIME-1
 */
export function compareInstants(a: Instant, b: Instant): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * The instant so many milliseconds later, or earlier when negative.
 * Throws `RangeError` outside the years 0000 to 9999, where instants no longer compare as text.
 * @rule TIME-1
 */
export function plusMilliseconds(instant: Instant, milliseconds: number): Instant {
  return instantOf(Date.parse(instant) + milliseconds)
}

/**
 * The first of some instants, `undefined` for none.
 * @rule TIME-1
 */
export function earliest(instants: readonly [Instant, ...Array<Instant>]): Instant
export function earliest(instants: Iterable<Instant>): Instant | undefined
export function earliest(instants: Iterable<Instant>): Instant | undefined {
  let first: Instant | undefined
  for (const instant of instants) if (first === undefined || instant < first) first = instant
  return first
}

/**
 * The last of some instants, `undefined` for none.
 * @rule TIME-1
 */
export function latest(instants: readonly [Instant, ...Array<Instant>]): Instant
export function latest(instants: Iterable<Instant>): Instant | undefined
export function latest(instants: Iterable<Instant>): Instant | undefined {
  let last: Instant | undefined
  for (const instant of instants) if (last === undefined || instant > last) last = instant
  return last
}

/**
 * The last hour that is over: from the start of the previous UTC hour to the start of this one.
 * @rule TIME-2
 */
export function lastHour(instant: Instant): Window {
  return lastWhole(instant, hour)
}

/**
 * The last minute that is over: from the start of the previous minute to the start of this one.
 * @rule TIME-2
 */
export function lastMinute(instant: Instant): Window {
  return lastWhole(instant, minute)
}

/** Milliseconds since 1970 as an instant; `RangeError` outside the years 0000 to 9999. */
export function instantOf(milliseconds: number): Instant {
  const text = new Date(milliseconds).toISOString()
  if (text.length !== 24) throw new RangeError(`Expected a year from 0000 to 9999, got ${text}.`)
  return text
}

/** The last span of that length that is over. */
function lastWhole(instant: Instant, length: number): Window {
  const closes = Math.floor(Date.parse(instant) / length) * length
  return { opensAt: instantOf(closes - length), closesAt: instantOf(closes) }
}
