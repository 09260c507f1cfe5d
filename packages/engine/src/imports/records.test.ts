import * as fc from "fast-check"
import Papa from "papaparse"
import { describe, expect, test } from "vitest"
import { isBlank, rowsOf } from "./records.ts"

const separators = [";", ",", "\t"] as const
const cell = fc.oneof(fc.string({ unit: "binary" }), fc.stringMatching(/^[";,\n\t a']*$/))
const table = fc.array(
  fc.array(
    cell.map((text) => text.replaceAll("\r", "")),
    { minLength: 1 },
  ),
  { minLength: 1 },
)

describe("rows of cells", () => {
  test("IMPORT-2: a law: a table written by another tool is read as that tool reads it", () => {
    fc.assert(
      fc.property(table, fc.constantFrom(...separators), (cells, separator) => {
        const text = `${Papa.unparse(cells, { delimiter: separator, newline: "\n" })}\n`
        expect(rowsOf(text, separator).map((row) => row.cells)).toEqual(cells)
      }),
    )
  })

  test("IMPORT-2: a law: what another tool reads without complaint is read the same", () => {
    const text = fc.stringMatching(/^[";\n a]*$/).filter((written) => written !== "")
    fc.assert(
      fc.property(text, (written) => {
        const parsed = Papa.parse<Array<string>>(written, { delimiter: ";", newline: "\n" })
        fc.pre(parsed.errors.length === 0)
        const rows = rowsOf(written, ";").map((row) => row.cells)
        expect(written.endsWith("\n") ? [...rows, [""]] : rows).toEqual(parsed.data)
      }),
      { numRuns: 1000 },
    )
  })

  test("IMPORT-1: a law: no line is lost: each belongs to one row, in order", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[";\n a]*$/), (text) => {
        const rows = rowsOf(text, ";")
        const lines = text === "" ? 0 : text.replace(/\n$/, "").split("\n").length
        const spans = rows.map(({ cells }) => 1 + cells.join("").split("\n").length - 1)
        expect(rows.map(({ line }) => line)).toEqual(spans.map((_, index) => 1 + total(spans.slice(0, index))))
        expect(total(spans)).toBe(lines)
      }),
    )
  })

  test.each([
    [
      '"a;1\nb;2',
      [
        [1, ['"a;1']],
        [2, ["b", "2"]],
      ],
    ],
    [
      '"a" b;1\nc',
      [
        [1, ['"a" b;1']],
        [2, ["c"]],
      ],
    ],
    ['"a" ;1', [[1, ["a", "1"]]]],
    ['a "b" c;1', [[1, ['a "b" c', "1"]]]],
    [
      '"a\n""b""\nc";1\nd;',
      [
        [1, ['a\n"b"\nc', "1"]],
        [4, ["d", ""]],
      ],
    ],
  ] as const)("IMPORT-2: %j", (text, rows) => {
    expect(rowsOf(text, ";").map(({ line, cells }) => [line, cells])).toEqual(rows)
  })

  test("IMPORT-2: only as many rows as asked for are read", () => {
    expect(rowsOf("a\nb\nc", ";", 2)).toHaveLength(2)
  })

  test("IMPORT-1: a row of spaces is blank", () => {
    expect(isBlank(["", " ", "\u00a0"])).toBe(true)
    expect(isBlank(["", "0"])).toBe(false)
  })
})

const total = (numbers: ReadonlyArray<number>): number => numbers.reduce((all, number) => all + number, 0)
