import type { StatementProblem } from "./statement.schema.ts"

type Tag = StatementProblem["_tag"]
type Of<T extends Tag> = Extract<StatementProblem, { readonly _tag: T }>
type Sentences = { readonly [T in Tag]: (problem: Of<T>) => string }

const quoted = (value: string): string => `“${value}”`
const cited = (value: string): string => `« ${value} »`

const english: Sentences = {
  FileEmpty: () => "The file is empty.",
  FileNotText: ({ kind }) =>
    kind === "spreadsheet"
      ? "This is a spreadsheet: export the statement as CSV or CAMT.053, or save it as CSV."
      : "This file is not text.",
  FileTooLarge: ({ maximum }) => `The file is longer than ${maximum} characters. Export a shorter period.`,
  TooManyRows: ({ rows, maximum }) => `The file has ${rows} lines; at most ${maximum} are read at once.`,
  ColumnsUnknown: ({ value }) =>
    `No columns with a day and an amount were found; the file begins with ${quoted(value)}.`,
  ColumnIgnored: ({ path, filled }) => `The column ${quoted(path)} is not read (${filled} cells filled in).`,
  LineBeforeHeader: ({ line, value }) => `Line ${line} stands above the titles and is not read: ${quoted(value)}.`,
  XmlInvalid: ({ line, reason }) => `The XML of this file cannot be read at line ${line} (${reason}).`,
  XmlNotStatement: ({ root }) => `This XML file is no statement of the kind CAMT.053 (${root}).`,
  QuotesUnbalanced: ({ value }) => `A quotation mark is not closed: ${quoted(value)}.`,
  RowTooLong: ({ cells, expected, value }) =>
    `${cells} cells instead of ${expected}: ${quoted(value)} is under no title.`,
  DateUnreadable: ({ path, value }) => `${path}: ${quoted(value)} is not a day.`,
  AmountMissing: ({ path }) => `${path}: the amount is missing.`,
  AmountUnreadable: ({ path, value }) => `${path}: ${quoted(value)} is not an amount, or can be read in two ways.`,
  DirectionUnreadable: ({ path, value }) => `${path}: ${quoted(value)} does not say whether money came in or went out.`,
  CurrencyUnreadable: ({ path, value }) => `${path}: ${quoted(value)} is not a currency.`,
  IbanUnreadable: ({ path, value }) => `${path}: ${quoted(value)} is not a valid IBAN; it is kept among the words.`,
  NotBooked: ({ status }) => `The bank has not booked this line yet (${status}). It comes with a later statement.`,
  BatchNotItemised: ({ details }) =>
    `The bank booked ${details} payments in one and does not tell their amounts; they are one line.`,
  BatchSumDiffers: () => "The amounts of the payments booked together do not add up to that of their line.",
}

const french: Sentences = {
  FileEmpty: () => "Le fichier est vide.",
  FileNotText: ({ kind }) =>
    kind === "spreadsheet"
      ? "C’est un classeur : exportez le relevé en CSV ou CAMT.053, ou enregistrez-le en CSV."
      : "Ce fichier n’est pas du texte.",
  FileTooLarge: ({ maximum }) => `Le fichier dépasse ${maximum} caractères. Exportez une période plus courte.`,
  TooManyRows: ({ rows, maximum }) => `Le fichier a ${rows} lignes ; ${maximum} au plus sont lues à la fois.`,
  ColumnsUnknown: ({ value }) =>
    `Aucune colonne avec une date et un montant n’a été trouvée ; le fichier commence par ${cited(value)}.`,
  ColumnIgnored: ({ path, filled }) => `La colonne ${cited(path)} n’est pas lue (${filled} cellules remplies).`,
  LineBeforeHeader: ({ line, value }) => `La ligne ${line}, au-dessus des titres, n’est pas lue : ${cited(value)}.`,
  XmlInvalid: ({ line, reason }) => `Le XML de ce fichier ne peut pas être lu à la ligne ${line} (${reason}).`,
  XmlNotStatement: ({ root }) => `Ce fichier XML n’est pas un relevé CAMT.053 (${root}).`,
  QuotesUnbalanced: ({ value }) => `Un guillemet n’est pas fermé : ${cited(value)}.`,
  RowTooLong: ({ cells, expected, value }) =>
    `${cells} cellules au lieu de ${expected} : ${cited(value)} n’est sous aucun titre.`,
  DateUnreadable: ({ path, value }) => `${path} : ${cited(value)} n’est pas une date.`,
  AmountMissing: ({ path }) => `${path} : le montant manque.`,
  AmountUnreadable: ({ path, value }) => `${path} : ${cited(value)} n’est pas un montant, ou se lit de deux façons.`,
  DirectionUnreadable: ({ path, value }) => `${path} : ${cited(value)} ne dit pas si l’argent est entré ou sorti.`,
  CurrencyUnreadable: ({ path, value }) => `${path} : ${cited(value)} n’est pas une monnaie.`,
  IbanUnreadable: ({ path, value }) =>
    `${path} : ${cited(value)} n’est pas un IBAN valable ; il est gardé dans le libellé.`,
  NotBooked: ({ status }) =>
    `La banque n’a pas encore comptabilisé cette ligne (${status}). Elle viendra avec un relevé suivant.`,
  BatchNotItemised: ({ details }) =>
    `La banque a réuni ${details} paiements sans dire leurs montants ; ils forment une seule ligne.`,
  BatchSumDiffers: () => "Les montants des paiements réunis ne font pas celui de leur ligne.",
}

/**
 * The problem as one sentence, plain text.
 * @rule BANK-10
 * @see D29
 */
export function statementSentence(problem: StatementProblem, language: "fr" | "en"): string {
  const sentences = language === "fr" ? french : english
  // Each sentence takes the problem of its own tag, which is how this one was found.
  return (sentences[problem._tag] as (problem: StatementProblem) => string)(problem)
}
