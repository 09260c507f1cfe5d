import type { countdownWords as French } from "./countdown.fr.ts"

/** Until when something is open. */
export const countdownWords: typeof French = {
  until: (moment) => `until ${moment}`,
  since: (moment) => `closed since ${moment}`,
}
