import { strToU8, zipSync } from "fflate"
import { digitsOf } from "@cabas/core/values"
import { cellsOf } from "./table.ts"
import type { Table, Written } from "./table.ts"

const namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
const relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
const packaged = "http://schemas.openxmlformats.org/package/2006"
const types = "application/vnd.openxmlformats-officedocument.spreadsheetml"

/** The most characters that a cell holds. */
const longest = 32_767

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

/** Text within tags; what XML cannot hold is left out, and `_x0041_` stays what it looks like. */
const escaped = (text: string): string =>
  text
    .slice(0, longest)
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll(/_(?=x[\dA-F]{4}_)/gi, "_x005F_")
    .replaceAll(/[&<>"]/g, (sign) => entities[sign]!)

const xml = (content: string): Uint8Array =>
  strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>${content}`)

/** The styles by their number in the file. */
const styles = ["plain", "head", "text", "day", "amount", "integer", "pieces", "kg", "L"] as const

const styleOf = (kind: (typeof styles)[number]): number => styles.indexOf(kind)

/** Text has the format of text, so that what looks like a formula stays text when somebody edits its cell. */
const stylesOf = (digits: number): string => {
  const amount = digits > 0 ? `#,##0.${"0".repeat(digits)}` : "#,##0"
  const formats = [amount, "General&quot; kg&quot;", "General&quot; L&quot;"]
  const numbered = formats.map((code, at) => `<numFmt numFmtId="${164 + at}" formatCode="${code}"/>`).join("")
  const format = { plain: 0, head: 49, text: 49, day: 14, amount: 164, integer: 1, pieces: 1, kg: 165, L: 166 }
  const cells = styles.map(
    (kind) => `<xf numFmtId="${format[kind]}" fontId="${kind === "head" ? 1 : 0}" fillId="0" borderId="0" xfId="0"
 applyNumberFormat="1" applyFont="1"/>`,
  )
  const font = `<sz val="11"/><name val="Calibri"/>`
  return `<styleSheet xmlns="${namespace}"><numFmts count="${formats.length}">${numbered}</numFmts>
<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="${cells.length}">${cells.join("")}</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`
}

/** A, B, … Z, AA, … by a column's number from 0. */
const columnName = (at: number): string =>
  (at < 26 ? "" : columnName(Math.floor(at / 26) - 1)) + String.fromCodePoint(65 + (at % 26))

/** The day's number, counted as spreadsheets do: 1 January 1970 is 25569. */
const serial = (day: string): number => Date.parse(`${day}T00:00:00.000Z`) / 86_400_000 + 25_569

const textCell = (place: string, text: string, style: number): string =>
  `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`

const cellOf = (cell: Written | null, place: string): string => {
  if (cell === null) return ""
  if (cell.kind === "text") return textCell(place, cell.text, styleOf("text"))
  return `<c r="${place}" s="${styleOf(cell.kind)}"><v>${cell.kind === "day" ? serial(cell.text) : cell.text}</v></c>`
}

/** Columns are as wide as what is in them, within reason. */
const widthOf = (title: string, cells: ReadonlyArray<Written | null>): number =>
  Math.min(60, 2 + cells.reduce((most, cell) => Math.max(most, cell?.text.length ?? 0), Math.max(6, title.length)))

const sheetOf = <Row>(table: Table<Row>): string => {
  const { columns } = table
  const cells = cellsOf(table)
  const widths = columns.map(({ title }, at) => {
    const width = widthOf(
      title,
      cells.map((row) => row[at] ?? null),
    )
    return `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`
  })
  const head = columns.map(({ title }, at) => textCell(`${columnName(at)}1`, title, styleOf("head")))
  const body = cells.map(
    (row, at) =>
      `<row r="${at + 2}">${row.map((cell, column) => cellOf(cell, `${columnName(column)}${at + 2}`)).join("")}</row>`,
  )
  return `<worksheet xmlns="${namespace}"><sheetViews><sheetView workbookViewId="0">
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>
<cols>${widths.join("")}</cols><sheetData><row r="1">${head.join("")}</row>${body.join("")}</sheetData></worksheet>`
}

/** A sheet's name has at most 31 characters, and none of some. */
const sheetName = (name: string): string => {
  const allowed = name.replaceAll(/[[\]/\\:*?']/g, " ").trim()
  return allowed.slice(0, 31).trim() || "1"
}

/**
 * A table as a workbook of one sheet: numbers and days are numbers and days, and text is text whatever it begins with.
 * The same table gives the same bytes.
 */
export const xlsxOf = <Row>(table: Table<Row>): Uint8Array<ArrayBuffer> =>
  zipSync(
    {
      "[Content_Types].xml": xml(`<Types xmlns="${packaged}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>
<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`),
      "_rels/.rels": xml(`<Relationships xmlns="${packaged}/relationships">
<Relationship Id="rId1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`),
      "xl/workbook.xml": xml(`<workbook xmlns="${namespace}" xmlns:r="${relation}"><sheets>
<sheet name="${escaped(sheetName(table.name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`),
      "xl/_rels/workbook.xml.rels": xml(`<Relationships xmlns="${packaged}/relationships">
<Relationship Id="rId1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="${relation}/styles" Target="styles.xml"/></Relationships>`),
      "xl/styles.xml": xml(stylesOf(digitsOf(table.currency))),
      "xl/worksheets/sheet1.xml": xml(sheetOf(table)),
    },
    { mtime: new Date(1980, 0, 1) },
  )
