import type { countdownWords as French } from "./countdown.fr.ts"

/** Until when something is open. */
export const countdownWords: typeof French = {
  until: (date, time) => `until ${date}, ${time}`,
  closed: (date, time) => `closed since ${date}, ${time}`,
}
