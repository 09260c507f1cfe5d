/** How long is left, in the unit people say. */
export interface Left {
  readonly value: number
  readonly unit: "day" | "hour" | "minute"
  /** Less than an hour. */
  readonly isLast: boolean
  /** Milliseconds until it must be said otherwise. */
  readonly next: number
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long is left until an instant, or `undefined` when it has passed: whole days from two on, then hours, then minutes. */
export const leftUntil = (until: string, now: string): Left | undefined => {
  const left = Date.parse(until) - Date.parse(now)
  if (!(left > 0)) return undefined
  const unit = left >= 2 * day ? "day" : left >= hour ? "hour" : "minute"
  const size = { day, hour, minute }[unit]
  // Rounded down; in the last minute there is still one.
  const value = Math.max(1, Math.floor(left / size))
  return { value, unit, isLast: left < hour, next: Math.min(left % size || size, minute) + 1 }
}
