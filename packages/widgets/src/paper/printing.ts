import type { Paper } from "./paper.ts"

const tags = "cabas-recap, cabas-sheet"

/** A text inside a style sheet. */
const quoted = (text: string): string =>
  `"${text.replaceAll(/["\\<\n\r\f]/g, (sign) => `\\${sign.codePointAt(0)!.toString(16)} `)}"`

/**
 * How a page prints a paper that stands in it: nothing else of it, and on every sheet its number; where there is no table
 * that repeats its head, the group and the date too.
 * @rule SHEET-5
 */
export const printStyles = (paper: Paper, font: string): string => `
@page {
  size: A4 ${paper.isWide ? "landscape" : "portrait"};
  margin: 12mm 12mm 14mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt ${font} }
  ${paper.look !== "tables" ? `@top-left { content: ${quoted(paper.about)}; font: 8pt ${font} }` : ""}
}
@media print {
  body :not(:has(${tags}), ${tags}, :is(${tags}) *) { display: none !important }
  :has(${tags}) {
    display: block !important;
    margin: 0 !important;
    padding: 0 !important;
    border: 0 !important;
    max-width: none !important;
    background: #fff !important;
  }
}`

/** The style sheet that a page has for printing while a paper stands in it. */
export class Printing {
  #sheet: CSSStyleSheet | undefined

  /** The page prints that paper. */
  show(paper: Paper, font: string): void {
    if (!this.#sheet) {
      this.#sheet = new CSSStyleSheet()
      document.adoptedStyleSheets.push(this.#sheet)
    }
    this.#sheet.replaceSync(printStyles(paper, font))
  }

  /** The page prints as it did before. */
  leave(): void {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== this.#sheet)
    this.#sheet = undefined
  }
}
