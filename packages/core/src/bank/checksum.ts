/**
 * What is left of the text, letters read as 10 to 35, divided by 97; the text holds capital letters and digits only.
 * Account numbers and creditor references are valid when it is 1 with their first four characters put last (ISO 7064).
 */
export const remainderOf97 = (text: string): number => {
  let remainder = 0
  for (const character of text) {
    const value = Number.parseInt(character, 36)
    remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97
  }
  return remainder
}

/** Whether the two check digits after the first two characters are right. */
export const hasRightChecksum = (text: string): boolean => remainderOf97(text.slice(4) + text.slice(0, 4)) === 1

/** The two digits that make `prefix`, they and `body` valid. */
export const checkDigitsFor = (prefix: string, body: string): string =>
  String(98 - remainderOf97(`${body}${prefix}00`)).padStart(2, "0")

/** Characters in groups of four, as people read and copy them. */
export const inFours = (text: string): string => text.match(/.{1,4}/g)?.join(" ") ?? ""
