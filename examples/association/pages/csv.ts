/** What a spreadsheet would run as a formula is kept as text. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const cell = (value: string | number): string => {
  const text = typeof value === "number" ? String(value).replace(".", ",") : harmless(value)
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Rows as a file that a French spreadsheet opens: semicolons, decimal commas, and a mark that says UTF-8. */
export const csvOf = (rows: ReadonlyArray<ReadonlyArray<string | number>>): string =>
  `\uFEFF${rows.map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`
