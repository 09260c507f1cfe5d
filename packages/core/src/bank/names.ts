/** Words that say how somebody is addressed, not who it is. */
const titles = new Set("m mr mme mlle ou et and or und the herr frau mrs ms dr monsieur madame".split(" "))

/** The words of a name without accents, case and forms of address. */
export const wordsOf = (name: string): ReadonlySet<string> => {
  const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase()
  const words = plain.match(/[\p{L}\d]+/gu) ?? []
  return new Set(words.filter((word) => word.length > 1 && !titles.has(word)))
}

/** Of the words of a name, how many thousandths are among those of a text; 0 when fewer than half are. @rule BANK-9 */
export const likeness = (name: ReadonlySet<string>, text: ReadonlySet<string>): number => {
  if (name.size === 0) return 0
  const shared = [...name].filter((word) => text.has(word)).length
  return shared * 2 < name.size ? 0 : Math.floor((1000 * shared) / name.size)
}
