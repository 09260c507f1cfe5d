/** How French writes numbers with words; no line breaks between them. */
export const formatWords = {
  time: (hour: string, minute: string): string => `${hour}\u00a0h${minute === "00" ? "" : `\u00a0${minute}`}`,
  day: (day: string): string => (day === "1" ? "1er" : day),
  each: (price: string): string => `${price}/pièce`,
  per: (price: string, measure: string): string => `${price} les ${measure}`,
  about: (text: string): string => `≈\u00a0${text}`,
  pieces: (count: number): string => `${count} pièce${count < 2 ? "" : "s"}`,
}
