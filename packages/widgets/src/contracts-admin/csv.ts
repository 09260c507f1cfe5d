/** What a spreadsheet would run as a formula is kept as text. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const cellOf = (value: string | number): string => {
  const text = typeof value === "number" ? `${value}`.replace(".", ",") : harmless(value)
  return /[";\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Rows as a file that spreadsheets open: semicolons, decimal commas, and a mark that says UTF-8. */
export const csvOf = (rows: ReadonlyArray<ReadonlyArray<string | number>>): string =>
  `\uFEFF${rows.map((row) => row.map(cellOf).join(";")).join("\r\n")}\r\n`
