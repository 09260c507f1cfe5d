import type { formatWords as French } from "./format.fr.ts"

/** How English writes numbers with words. */
export const formatWords: typeof French = {
  time: (hour, minute) => `${hour}:${minute}`,
  hours: (from, to) => `${from}–${to}`,
  perKilogram: (price) => `${price}/kg`,
  perLitre: (price) => `${price}/L`,
  perPiece: (price) => `${price} each`,
  per: (price, measure) => `${price} per ${measure}`,
  about: (text) => `≈ ${text}`,
  pieces: (count, shown) => (count === 1 ? `${shown} piece` : `${shown} pieces`),
}
