const plain = (text: string): string =>
  text.toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll("œ", "oe")

/** Whether each word that is searched for begins a word of the texts, whatever accents and case. */
export const matches = (wanted: string, ...texts: ReadonlyArray<string | null>): boolean => {
  const words = plain(texts.join(" ")).split(/[^a-z0-9]+/)
  return plain(wanted)
    .split(/[^a-z0-9]+/)
    .every((part) => words.some((word) => word.startsWith(part)))
}
