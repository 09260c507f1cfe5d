import {
  absenceProblem,
  countOf,
  deadlineOf,
  declaring,
  isAmong,
  quotaOf,
  withdrawalProblem,
  withdrawing,
} from "@cabas/core/absence"
import type { AbsenceContext, AbsenceProblem } from "@cabas/core/absence"
import type { Contract, Season } from "../season/season.store.ts"

/** What came of picking: what is absent then, or why nothing changed. */
export interface Picked {
  readonly declared: ReadonlyArray<string>
  readonly why: AbsenceProblem | null
}

type Own = Pick<Contract["deliveries"][number], "id" | "day" | "startsAt" | "closesAt"> & {
  readonly movedTo?: string | null
}

/** What the rules look at, of the deliveries that a subscription has or would have. @see D21 */
export const rulesAmong = (
  contract: Contract,
  now: string,
  own: ReadonlyArray<Own>,
  about: Pick<AbsenceContext, "declared" | "chosen" | "subscribing">,
): AbsenceContext => ({
  policy: contract.contract.absences,
  zone: contract.timeZone,
  now,
  own: own.map(({ id, day, startsAt, closesAt }) => ({
    delivery: id,
    date: day,
    startsAt,
    closesAt,
    merged: 1 + own.filter(({ movedTo }) => movedTo === id).length,
  })),
  catalogDeliveries: contract.deliveries.length,
  override: false,
  ...about,
})

/** What the rules look at for a subscription that there is. @see D21 */
export const rulesOf = (contract: Contract, season: Season, now: string): AbsenceContext =>
  rulesAmong(contract, now, season.deliveries, {
    declared: savedIn(season),
    chosen: season.absences?.chosen ?? null,
    subscribing: false,
  })

/** The absences of a subscription that its member decided. */
export const savedIn = ({ absences }: Season): ReadonlyArray<string> =>
  (absences?.days ?? []).flatMap(({ delivery, state }) => (state === "absent" ? [delivery] : []))

/** Turns an absence on or off, with all it covers; the same rules decide as on the server. @see D21 */
export const picked = (rules: AbsenceContext, delivery: string): Picked => {
  const isAbsent = rules.declared.includes(delivery)
  const why = problemAt(rules, delivery)
  return { declared: why ? rules.declared : (isAbsent ? withdrawing : declaring)(rules, delivery), why }
}

/**
 * Why a day cannot be turned on or off. An absence may always be taken off for another to take its place: whether there
 * are too few is asked of all of them together, before they are saved.
 */
const problemAt = (rules: AbsenceContext, delivery: string): AbsenceProblem | null => {
  if (!rules.declared.includes(delivery)) return absenceProblem(rules, delivery) ?? null
  const why = withdrawalProblem(rules, delivery)
  return !why || why._tag === "AbsenceNumberFixed" || why._tag === "TooFewAbsences" ? null : why
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
export interface Day {
  readonly delivery: string
  readonly date: string
  /** Until when it can be changed, and why it cannot. */
  readonly deadline: string
  readonly why: AbsenceProblem | null
  readonly picked: boolean
  /** Not as it is saved. */
  readonly changed: boolean
  readonly isOver: boolean
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
  for (const own of rules.own) {
    const { delivery, date, startsAt } = own
    const isPicked = rules.declared.includes(delivery)
    const month = date.slice(0, 7)
    const day = {
      delivery,
      date,
      deadline: deadlineOf(rules, own),
      why: problemAt(rules, delivery),
      picked: isPicked,
      changed: isPicked !== saved.includes(delivery),
      isOver: startsAt <= rules.now,
    }
    months.set(month, [...(months.get(month) ?? []), day])
  }
  return [...months].map(([month, days]) => ({ month, days }))
}

/** How many of how many are used, in all and within each range of the policy. */
export const useOf = (rules: AbsenceContext) => {
  const days = rules.own.filter(({ delivery }) => rules.declared.includes(delivery))
  const ranges = rules.policy!.ranges.map((range) => ({
    ...range,
    used: countOf(
      rules,
      days.filter(({ date }) => isAmong(range, date)),
    ),
  }))
  return { used: countOf(rules, days), maximum: quotaOf(rules), ranges }
}

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
export const reached = (months: ReadonlyArray<Month>, delivery: string, key: string): string | undefined => {
  const all = months.flatMap(({ days }) => days.map((day) => day.delivery))
  const at = all.indexOf(delivery)
  const month = months.findIndex(({ days }) => days.some((day) => day.delivery === delivery))
  const within = months[month]?.days ?? []
  const place = within.findIndex((day) => day.delivery === delivery)
  const other = (by: number) => {
    const { days = [] } = months[month + by] ?? {}
    return days[Math.min(place, days.length - 1)]?.delivery ?? delivery
  }
  const ways: Partial<Record<string, string | undefined>> = {
    ArrowLeft: all[Math.max(0, at - 1)],
    ArrowUp: all[Math.max(0, at - 1)],
    ArrowRight: all[at + 1] ?? delivery,
    ArrowDown: all[at + 1] ?? delivery,
    Home: within[0]?.delivery,
    End: within.at(-1)?.delivery,
    PageUp: other(-1),
    PageDown: other(1),
  }
  return ways[key]
}

/** The deliveries to which the basket of an absence may be moved; the server has the last word. @see X3 */
export const targetsOf = (rules: AbsenceContext, season: Season, source: string): Season["deliveries"] => {
  const { weeks = 0 } = rules.policy?.shift ?? {}
  const from = season.deliveries.find(({ id }) => id === source)!
  const span = weeks * 7 * 86_400_000
  return season.deliveries.filter(
    ({ absent, closesAt, day }) =>
      !from.movedTo && !absent && closesAt > rules.now && Math.abs(Date.parse(day) - Date.parse(from.day)) <= span,
  )
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
