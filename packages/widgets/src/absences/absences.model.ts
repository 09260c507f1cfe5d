import type { AbsenceContext } from "@cabas/core/absence"
import { absenceDays, absenceProblem, absenceUse, declaring, shiftProblem, withdrawalProblem, withdrawing } from "@cabas/core/absence"
import type { AbsenceProblem, AbsenceView } from "@cabas/core/absence"
import type { Contract, Season } from "../season/season.store.ts"

/** What came of picking: what is absent then, or why nothing changed. */
export interface Picked {
  readonly declared: ReadonlyArray<string>
  readonly why: AbsenceProblem | null
}

/** What the rules look at for a subscription that there is. @see D21 */
export const rulesOf = (contract: Contract, season: Season, now: string): AbsenceContext => ({
  policy: contract.contract.absences,
  zone: contract.timeZone,
  now,
  own: season.deliveries.map(({ id, day, startsAt, closesAt }) => ({
    delivery: id,
    date: day,
    startsAt,
    closesAt,
    merged: 1 + season.deliveries.filter(({ movedTo }) => movedTo === id).length,
  })),
  catalogDeliveries: contract.deliveries.length,
  declared: savedIn(season),
  chosen: season.absences?.chosen ?? null,
  subscribing: false,
  override: false,
})

/** The absences of a subscription that its member decided. */
export const savedIn = ({ absences }: Season): ReadonlyArray<string> =>
  (absences?.days ?? []).flatMap(({ delivery, state }) => (state === "absent" ? [delivery] : []))

/** Turns an absence on or off, with all it covers; the same rules decide as on the server. @see D21 */
export const picked = (rules: AbsenceContext, delivery: string): Picked => {
  const isAbsent = rules.declared.includes(delivery)
  const why = (isAbsent ? withdrawalProblem : absenceProblem)(rules, delivery) ?? null
  return { declared: why ? rules.declared : (isAbsent ? withdrawing : declaring)(rules, delivery), why }
}

/** Picks all deliveries of a holiday; those that cannot be are said. */
export const pickedBetween = (
  rules: AbsenceContext,
  from: string,
  to: string,
): { readonly declared: ReadonlyArray<string>; readonly refused: ReadonlyArray<AbsenceProblem> } => {
  const refused: Array<AbsenceProblem> = []
  let { declared } = rules
  for (const { delivery, date } of rules.own) {
    if (date < from || date > to || declared.includes(delivery)) continue
    const one = picked({ ...rules, declared }, delivery)
    declared = one.declared
    if (one.why) refused.push(one.why)
  }
  return { declared, refused }
}

/** A day of a calendar of absences, with what is picked and not saved. */
export interface Day extends AbsenceView {
  readonly picked: boolean
  /** Not as it is saved. */
  readonly changed: boolean
}

/** The days of one month. */
export interface Month {
  /** `2026-05` */
  readonly month: string
  readonly days: ReadonlyArray<Day>
}

/** The deliveries by month, each with its state. @see D21 */
export const monthsOf = (rules: AbsenceContext, saved: ReadonlyArray<string>): ReadonlyArray<Month> => {
  const months = new Map<string, Array<Day>>()
  for (const view of absenceDays(rules)) {
    const isPicked = rules.declared.includes(view.delivery)
    const day = { ...view, picked: isPicked, changed: isPicked !== saved.includes(view.delivery) }
    const month = view.date.slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), day])
  }
  return [...months].map(([month, days]) => ({ month, days }))
}

/** How many of how many are used. */
export const useOf = absenceUse

/** The weeks of a month as a calendar shows them, from Monday: days, and nulls before and after. */
export const weeksOf = (month: string): ReadonlyArray<ReadonlyArray<string | null>> => {
  const [year = 0, number = 1] = month.split("-").map(Number)
  const length = new Date(Date.UTC(year, number, 0)).getUTCDate()
  const before = (new Date(Date.UTC(year, number - 1, 1)).getUTCDay() + 6) % 7
  const rows = Math.ceil((before + length) / 7)
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: 7 }, (__, column) => {
      const day = row * 7 + column - before + 1
      return day < 1 || day > length ? null : `${month}-${String(day).padStart(2, "0")}`
    }),
  )
}

/** Where a key leads in a calendar of deliveries, or nothing when it is no key of it. */
export const reached = (
  months: ReadonlyArray<Month>,
  delivery: string,
  key: string,
): string | undefined => {
  const all = months.flatMap(({ days }) => days.map((day) => day.delivery))
  const at = all.indexOf(delivery)
  const month = months.findIndex(({ days }) => days.some((day) => day.delivery === delivery))
  const within = months[month]?.days ?? []
  const place = within.findIndex((day) => day.delivery === delivery)
  const other = (by: number) => {
    const { days = [] } = months[month + by] ?? {}
    return days[Math.min(place, days.length - 1)]?.delivery ?? delivery
  }
  switch (key) {
    case "ArrowLeft":
    case "ArrowUp":
      return all[Math.max(0, at - 1)]
    case "ArrowRight":
    case "ArrowDown":
      return all[Math.min(all.length - 1, at + 1)]
    case "Home":
      return within[0]?.delivery
    case "End":
      return within.at(-1)?.delivery
    case "PageUp":
      return other(-1)
    case "PageDown":
      return other(1)
    default:
      return undefined
  }
}

/** The deliveries to which the basket of an absence may be moved. @see X3 */
export const targetsOf = (rules: AbsenceContext, season: Season, source: string): Season["deliveries"] => {
  const shifted = season.deliveries.flatMap(({ id, movedTo }) => (movedTo ? [{ source: id, target: movedTo }] : []))
  return season.deliveries.filter(({ id }) => !shiftProblem(rules, { source, target: id }, shifted))
}

/** What saving would change: the dates that become absences and those that are delivered again. */
export const differenceOf = (
  rules: AbsenceContext,
  saved: ReadonlyArray<string>,
): { readonly added: ReadonlyArray<string>; readonly removed: ReadonlyArray<string> } => {
  const dates = (is: (delivery: string) => boolean) =>
    rules.own.filter(({ delivery }) => is(delivery)).map(({ date }) => date)
  const isNow = (delivery: string) => rules.declared.includes(delivery)
  const was = (delivery: string) => saved.includes(delivery)
  return {
    added: dates((delivery) => isNow(delivery) && !was(delivery)),
    removed: dates((delivery) => !isNow(delivery) && was(delivery)),
  }
}
