import type { formatWords as French } from "./format.fr.ts"

/** How English writes numbers with words. */
export const formatWords: typeof French = {
  time: (hour, minute) => `${hour}:${minute}`,
  day: (day) => day,
  each: (price) => `${price} each`,
  per: (price, measure) => `${price} per ${measure}`,
  about: (text) => `≈\u00a0${text}`,
  pieces: (count) => `${count} piece${count === 1 ? "" : "s"}`,
}
