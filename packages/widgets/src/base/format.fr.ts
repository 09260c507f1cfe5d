/** How French writes numbers with words. */
export const formatWords = {
  /** `18 h`, `18 h 05`. */
  time: (hour: string, minute: string): string => (minute === "00" ? `${hour} h` : `${hour} h ${minute}`),
  hours: (from: string, to: string): string => `${from}–${to}`,
  perKilogram: (price: string): string => `${price}/kg`,
  perLitre: (price: string): string => `${price}/L`,
  perPiece: (price: string): string => `${price}/pièce`,
  /** A price of another measure, `250 g`. */
  per: (price: string, measure: string): string => `${price} les ${measure}`,
  about: (text: string): string => `≈ ${text}`,
  pieces: (count: number, shown: string): string => (count < 2 ? `${shown} pièce` : `${shown} pièces`),
}
