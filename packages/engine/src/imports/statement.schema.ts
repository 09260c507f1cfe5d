import { KnownEntry } from "@cabas/core/schema"
import * as Schema from "effect/Schema"
import { Encoding, Separator } from "./imports.schema.ts"

/** Where in the file: the title of a column (its number when it has none), or the elements of an XML file. */
const path = Schema.String
const value = Schema.String

/** Why a line of a statement is refused, or what is worth knowing about one that is not. @see D30 */
export const StatementProblem = Schema.TaggedUnion({
  // The file
  FileEmpty: {},
  FileNotText: { kind: Schema.Literals(["spreadsheet", "binary"]) },
  FileTooLarge: { characters: Schema.Number, maximum: Schema.Number },
  TooManyRows: { rows: Schema.Number, maximum: Schema.Number },
  ColumnsUnknown: { value },
  ColumnIgnored: { path, filled: Schema.Number },
  LineBeforeHeader: { line: Schema.Number, value },
  XmlInvalid: { line: Schema.Number, reason: Schema.String },
  XmlNotStatement: { root: Schema.String },
  // The line
  QuotesUnbalanced: { value },
  RowTooLong: { cells: Schema.Number, expected: Schema.Number, value },
  DateUnreadable: { path, value },
  AmountMissing: { path },
  AmountUnreadable: { path, value },
  DirectionUnreadable: { path, value },
  CurrencyUnreadable: { path, value },
  IbanUnreadable: { path, value },
  NotBooked: { path, status: Schema.String },
  BatchNotItemised: { path, details: Schema.Number },
  BatchSumDiffers: { path, sum: Schema.Number, total: Schema.Number },
})
export type StatementProblem = typeof StatementProblem.Type

/** One line of a statement: the entry it is, or why it is none. */
export const StatementRow = Schema.Struct({
  /** Counted from 1. */
  line: Schema.Number,
  /** The elements down to it in an XML file, "" in others. */
  path,
  entry: Schema.optionalKey(KnownEntry),
  problems: Schema.Array(StatementProblem),
  warnings: Schema.Array(StatementProblem),
})
export type StatementRow = typeof StatementRow.Type

/** A bank statement as it was read: each line that is not blank is in `rows`, whatever became of it. */
export const StatementFile = Schema.Struct({
  format: Schema.Literals(["csv", "camt.053", "unknown"]),
  encoding: Encoding,
  separator: Schema.NullOr(Separator),
  rows: Schema.Array(StatementRow),
  blankRows: Schema.Number,
  problems: Schema.Array(StatementProblem),
  warnings: Schema.Array(StatementProblem),
})
export type StatementFile = typeof StatementFile.Type
