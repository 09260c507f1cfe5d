import type { CivilDate } from "../values/values.schema.ts"
import type { Membership, MembershipFact } from "./membership.schema.ts"

/** Folds one fact into a membership; one that was cancelled may be taken again. */
export const evolve = (membership: Membership | null, fact: MembershipFact): Membership | null => {
  if (fact._tag === "MembershipTaken") return fact.membership
  if (membership === null) return null
  const { at, by, reason } = fact
  return { ...membership, cancelled: { at, by, reason } }
}

/** Whether the membership counts. */
export const isValid = (membership: Membership | null): membership is Membership =>
  membership !== null && membership.cancelled === null

/** What names the membership of a member in a year. @rule MEMBERSHIP-3 */
export const membershipId = (member: string, year: number): string => `${member}~${year}`

/**
 * The membership year of a day: it begins on the day of renewal and lasts until the next one; where 29 February is not,
 * it begins on 1 March.
 * @rule MEMBERSHIP-1
 * @see R3.2, GC-12
 */
export const yearOf = (renewal: string, date: CivilDate): number => {
  const year = Number(date.slice(0, 4))
  return date.slice(5) >= renewal ? year : year - 1
}

/** What a membership year is called: by both its years, or by one when it is nearly the calendar's. @rule MEMBERSHIP-2 @see R3.3 */
export const labelOf = (renewal: string, year: number): string =>
  renewal < "03" ? String(year) : `${year}-${year + 1}`

/** The first day of a membership year. @rule MEMBERSHIP-1 */
export const firstDayOf = (renewal: string, year: number): CivilDate => {
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
  return `${String(year).padStart(4, "0")}-${renewal === "02-29" && !isLeap ? "03-01" : renewal}`
}
