/** Characters that show nothing or reorder what is shown: controls, direction overrides, marks of byte order. */
const invisible = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g

/**
 * A cell as one line of text: nothing invisible, line ends as spaces, trimmed. Markup stays as it was written.
 * @rule IMPORT-10
 */
export const lineText = (cell: string): string =>
  cell
    .replaceAll(invisible, "")
    .replaceAll(/[\n\t\u2028\u2029]/g, " ")
    .trim()

/**
 * A cell as text of several lines: nothing invisible but line ends and tabs.
 * @rule IMPORT-10
 */
export const blockText = (cell: string): string => cell.replaceAll(invisible, "")

/** How many characters of a cell show nothing. */
export const invisibleIn = (cell: string): number => cell.match(invisible)?.length ?? 0

/** Whether a cell holds what a browser would take for markup. */
export const hasMarkup = (cell: string): boolean => /<[a-z!/]/i.test(cell)

/** The text cut to so many characters, never in the middle of one. */
export function shortened(text: string, maximum: number): string {
  if (text.length <= maximum) return text
  return text
    .slice(0, maximum)
    .replace(/[\ud800-\udbff]$/, "")
    .trimEnd()
}

/** What was read, short enough to be shown. */
export const shown = (cell: string): string => (cell.length <= 200 ? cell : `${shortened(cell, 199)}…`)

const yes = new Set(["1", "true", "vrai", "oui", "yes", "ja", "wahr", "o", "y", "j", "x", "✓", "bio", "ab"])
const no = new Set(["0", "false", "faux", "non", "no", "nein", "falsch", "n", "-"])

/** Yes or no as people write it, `null` for nothing written, `undefined` for anything else. */
export function flagOf(cell: string): boolean | null | undefined {
  const word = lineText(cell).toLowerCase()
  return word === "" ? null : yes.has(word) ? true : no.has(word) ? false : undefined
}

/**
 * The items of a list written with commas; a backslash keeps the comma after it.
 * @rule IMPORT-12
 */
export function listOf(cell: string): Array<string> {
  const items = lineText(cell).match(/(?:\\.|[^\\,]|\\$)+/gs) ?? []
  return items.map((item) => item.replaceAll(/\\(.)/gs, "$1").trim()).filter((item) => item !== "")
}

/** The list as `listOf` reads it. */
export const listText = (items: ReadonlyArray<string>): string =>
  items.map((item) => item.replaceAll(/[\\,]/g, String.raw`\$&`)).join(", ")

/** What a spreadsheet would run as a formula, with any apostrophes already before it. */
const formula = /^'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])/

/**
 * The text with an apostrophe before it when a spreadsheet would run it as a formula.
 * @rule IMPORT-13
 */
export const guarded = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** The text that `guarded` was given. */
export const unguarded = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell)
