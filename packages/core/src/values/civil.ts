import { instantOf } from "./instant.ts"
import type { CivilDate, Instant, Window } from "./values.schema.ts"

/** What the calendar and the clock on the wall show: `weekday` is 1 for Monday to 7 for Sunday. */
export interface Civil {
  readonly date: CivilDate
  readonly time: string
  readonly weekday: number
}

/** A week of the ISO calendar; its year is the one that holds the week's Thursday. */
export interface IsoWeek {
  readonly year: number
  readonly week: number
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

const offsetFormats = new Map<string, Intl.DateTimeFormat>()

/** Offsets that were asked for, by zone and moment: a season asks for the same few days again and again. */
const offsets = new Map<string, Map<number, number>>()

/** Moments of a zone that are remembered at most. */
const mostMoments = 10_000

/**
 * What the wall clock of a zone shows at an instant, seconds left out.
 * @rule TIME-3
 */
export function civilAt(instant: Instant, zone: string): Civil {
  const shown = instantOf(wallAt(Date.parse(instant), zone))
  const date = shown.slice(0, 10)
  return { date, time: shown.slice(11, 16), weekday: weekdayOf(date) }
}

/**
 * The date that the calendar on the wall of a zone shows at an instant.
 * @rule TIME-3
 */
export function dateAt(instant: Instant, zone: string): CivilDate {
  return instantOf(wallAt(Date.parse(instant), zone)).slice(0, 10)
}

/**
 * When the wall clock of a zone shows a date and a time (`18:30`): a time that does not exist moves
 * forward by the gap, one that exists twice is the first.
 * @rule TIME-4
 */
export function instantAt(date: CivilDate, time: string, zone: string): Instant {
  return instantOf(momentAt(Date.parse(`${date}T${time}:00Z`), zone))
}

/**
 * The half-open window from the start of the first day to the end of the last one, both included, in a zone.
 * @rule INTERVAL-4
 */
export function windowOfDays(first: CivilDate, last: CivilDate, zone: string): Window {
  return { opensAt: instantAt(first, "00:00", zone), closesAt: instantAt(plusDays(last, 1), "00:00", zone) }
}

/**
 * The date so many days later, or earlier when negative.
 * @rule TIME-5
 */
export function plusDays(date: CivilDate, days: number): CivilDate {
  return instantOf(midnight(date) + days * day).slice(0, 10)
}

/**
 * The same day so many months later, or the last day of that month when it is shorter.
 * @rule TIME-5
 */
export function plusMonths(date: CivilDate, months: number): CivilDate {
  const from = new Date(midnight(date))
  const first = new Date(from)
  first.setUTCFullYear(from.getUTCFullYear(), from.getUTCMonth() + months, 1)
  const lastDay = new Date(first)
  lastDay.setUTCFullYear(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)
  first.setUTCDate(Math.min(from.getUTCDate(), lastDay.getUTCDate()))
  return instantOf(first.getTime()).slice(0, 10)
}

/**
 * How many days from one date to another; negative when the second is earlier.
 * @rule TIME-5
 */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return (midnight(to) - midnight(from)) / day
}

/**
 * The day of the week, 1 for Monday to 7 for Sunday.
 * @rule TIME-3
 */
export function weekdayOf(date: CivilDate): number {
  return new Date(midnight(date)).getUTCDay() || 7
}

/**
 * The instant so many calendar days earlier, at the same time of the wall clock.
 * @rule TIME-6
 */
export function daysBefore(instant: Instant, days: number, zone: string): Instant {
  if (days === 0) return instant
  return instantOf(momentAt(wallAt(Date.parse(instant), zone) - days * day, zone))
}

/**
 * The instant a delay in hours earlier: its whole days are calendar days, then the rest elapsed hours.
 * @rule TIME-6
 */
export function delayBefore(instant: Instant, hours: number, zone: string): Instant {
  const days = Math.trunc(hours / 24)
  return instantOf(Date.parse(daysBefore(instant, days, zone)) - (hours - 24 * days) * hour)
}

/**
 * The ISO week of a date, with the ISO year it counts in.
 * @rule TIME-7
 */
export function isoWeek(date: CivilDate): IsoWeek {
  const thursday = plusDays(date, 4 - weekdayOf(date))
  const year = thursday.slice(0, 4)
  return { year: Number(year), week: Math.floor(daysBetween(`${year}-01-01`, thursday) / 7) + 1 }
}

/**
 * The instant as ISO 8601 text with the zone's offset, `2020-01-01T00:00:00+01:00`.
 * @rule TIME-8
 */
export function offsetText(instant: Instant, zone: string): string {
  const moment = Date.parse(instant)
  const shown = instantOf(wallAt(moment, zone)).replace(/(?:\.000)?Z$/, "")
  const offset = offsetAt(moment, zone)
  const size = Math.abs(offset)
  return `${shown}${offset < 0 ? "-" : "+"}${twoDigits(size / hour)}:${twoDigits((size % hour) / minute)}`
}

/** The wall clock of a zone at a moment, as if it were UTC. */
function wallAt(moment: number, zone: string): number {
  return moment + offsetAt(moment, zone)
}

/** The moment at which the wall clock of a zone shows `wall`. */
function momentAt(wall: number, zone: string): number {
  // No zone is a day away from UTC, so these two offsets hold before and after any change around `wall`.
  const before = wall - offsetAt(wall - day, zone)
  const after = wall - offsetAt(wall + day, zone)
  // Shown twice: the first, which the offset before the change gives.
  if (wallAt(before, zone) === wall) return before
  // Shown never: the offset before the change lands as far after it as the gap is long.
  return wallAt(after, zone) === wall ? after : before
}

/** How far the wall clock of a zone is ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, zone: string): number {
  const known = offsets.get(zone) ?? new Map<number, number>()
  const before = known.get(moment)
  if (before !== undefined) return before
  const offset = formattedOffset(moment, zone)
  offsets.set(zone, known.size < mostMoments ? known.set(moment, offset) : new Map([[moment, offset]]))
  return offset
}

/** The same, as the runtime's tables of zones say it. */
function formattedOffset(moment: number, zone: string): number {
  let format = offsetFormats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" })
    offsetFormats.set(zone, format)
  }
  const [, sign, hours, minutes, seconds] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(moment)) ?? []
  if (sign === undefined) return 0
  const size = Number(hours) * hour + Number(minutes) * minute + Number(seconds ?? 0) * second
  return sign === "-" ? -size : size
}

/** The start of a date as if it were UTC, in milliseconds. */
function midnight(date: CivilDate): number {
  return Date.parse(`${date}T00:00:00Z`)
}

/** A whole part in two digits. */
function twoDigits(value: number): string {
  return String(Math.trunc(value)).padStart(2, "0")
}
