import type { Next } from "../season/season.store.ts"

/** What comes on one day, of one contract or of several. */
export interface ComingDay {
  readonly day: string
  readonly startsAt: string
  readonly endsAt: string
  readonly deliveries: ReadonlyArray<Next>
}

/** What comes, by day; the baskets that the other household of a shared one collects are told too. @see D18 */
export const comingDays = (next: ReadonlyArray<Next>): ReadonlyArray<ComingDay> => {
  const days = new Map<string, ComingDay>()
  for (const one of next) {
    const { day, startsAt, endsAt } = one
    const before = days.get(day)
    const deliveries = [...(before?.deliveries ?? []), one]
    days.set(day, before ? { ...before, deliveries } : { day, startsAt, endsAt, deliveries })
  }
  return [...days.values()]
}

/** Whose hands a basket goes to: this household's, the other one's, somebody's, or nobody's. */
export const handsOf = ({ absent, taker, mine }: Next): "absent" | "given" | "mine" | "theirs" =>
  absent ? "absent" : taker ? "given" : mine ? "mine" : "theirs"
