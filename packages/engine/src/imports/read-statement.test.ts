import { readFileSync } from "node:fs"
import { matchEntries } from "@cabas/core/bank"
import type { ExpectedTransfer } from "@cabas/core/bank"
import { describe, expect, it, test } from "vitest"
import { readStatement } from "./read-statement.ts"
import { statementSentence } from "./statement-sentences.ts"
import type { StatementFile, StatementProblem } from "./statement.schema.ts"

const sample = (name: string) =>
  readStatement(readFileSync(new URL(`samples/${name}`, import.meta.url)), { currency: "EUR" })

const read = (text: string) => readStatement(text, { currency: "EUR" })

const entriesOf = ({ rows }: StatementFile) => rows.flatMap(({ entry }) => entry ?? [])

const everything = ({ problems, warnings, rows }: StatementFile): ReadonlyArray<StatementProblem> => [
  ...new Set([...problems, ...warnings, ...rows.flatMap((row) => [...row.problems, ...row.warnings])]),
]

/** A statement in XML with these entries. */
const camt = (entries: string) =>
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt>${entries}</Stmt></BkToCstmrStmt></Document>`

const entryOf = (amount: string, more = "", told = "<BookgDt><Dt>2026-05-02</Dt></BookgDt>") =>
  `<Ntry>${amount}<CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>${told}${more}</Ntry>`

const euros = (amount: number | string) => `<Amt Ccy="EUR">${amount}</Amt>`

describe("tables of the rule book", () => {
  const page = readFileSync(new URL("../../../../docs/rules/bank.md", import.meta.url), "utf8")
  const cell = (text: string): unknown => {
    try {
      return JSON.parse(text.trim())
    } catch {
      return text.trim()
    }
  }
  const tableOf = (id: string) => {
    const section = page.split(/^### /m).find((part) => part.startsWith(`${id} `)) ?? ""
    const lines = section.split("\n").filter((line) => line.startsWith("|"))
    const rows = lines.slice(2).map((line) => line.split("|").slice(1, -1).map(cell))
    return rows.map((cells) => ({ cells, title: JSON.stringify(cells) }))
  }

  test.each(tableOf("BANK-10"))("BANK-10: $title", ({ cells: [file, entries, refused] }) => {
    const statement = read(String(file))
    expect([
      entriesOf(statement).map(({ bookedOn, amount, text }) => [bookedOn, amount, text]),
      statement.rows.flatMap(({ problems }) => problems.map(({ _tag }) => _tag)),
    ]).toEqual([entries, refused])
  })

  test.each(tableOf("BANK-12"))("BANK-12: $title", ({ cells: [told, total, lines, said] }) => {
    const details = (told as ReadonlyArray<number | null>).map(
      (each) => `<TxDtls>${each === null ? "" : `<AmtDtls><TxAmt>${euros(each)}</TxAmt></AmtDtls>`}</TxDtls>`,
    )
    const statement = read(camt(entryOf(euros(Number(total)), `<NtryDtls>${details.join("")}</NtryDtls>`)))
    expect([entriesOf(statement).map(({ amount }) => amount), everything(statement).map(({ _tag }) => _tag)]).toEqual([
      lines,
      said,
    ])
  })
})

describe("statements in cells", () => {
  it("BANK-10: French, Windows-1252, debit and credit, titles below the account: every line answers", () => {
    const statement = sample("statement-fr.csv")
    expect([statement.format, statement.encoding, statement.separator]).toEqual(["csv", "windows-1252", ";"])
    expect(statement.rows.map(({ line, entry, problems }) => [line, entry?.amount ?? problems[0]!._tag])).toEqual([
      [5, 2400],
      [6, 101_250],
      [7, -200],
      [8, -200],
      [9, "DateUnreadable"],
      [10, "AmountMissing"],
    ])
    expect(statement.rows[1]!.entry).toMatchObject({
      valuedOn: "2026-05-04",
      text: "VIR INST M OU MME DUPONT; JEAN Panier de l’été",
    })
    expect(statement.warnings).toEqual([
      { _tag: "LineBeforeHeader", line: 1, value: "Compte courant Association FR76 3000 6000 0112 3456 7890 189" },
      { _tag: "LineBeforeHeader", line: 2, value: "Solde au 05/05/2026 1 482,30" },
      { _tag: "ColumnIgnored", path: "Solde", filled: 6 },
    ])
  })

  it("BANK-10: German, with a byte order mark and without titles: columns are known by their cells", () => {
    const statement = sample("statement-de.csv")
    expect(entriesOf(statement).map(({ bookedOn, valuedOn, amount }) => [bookedOn, valuedOn, amount])).toEqual([
      ["2026-05-05", "2026-05-05", 3600],
      ["2026-05-05", "2026-05-06", 103_600],
      ["2026-05-06", "2026-05-06", -24_050],
    ])
    expect(entriesOf(statement)[1]!.text).toBe("Auftraggeber: Moser Karl Verwendungszweck: Gemüse Mai")
    expect(statement.warnings).toEqual([{ _tag: "ColumnIgnored", path: "6", filled: 3 }])
  })

  it("BANK-10: English, commas; a wrong account number is said and kept among the words", () => {
    const statement = sample("statement-en.csv")
    const [first, second, third] = statement.rows
    expect(first!.entry).toMatchObject({ name: "Lea Martin", iban: "BE68539007547034", amount: 2400, bankId: "A-1" })
    expect(second!.entry).toMatchObject({ iban: null, amount: 101_250, text: "basket BE68 5390 0754 7035" })
    expect(second!.warnings.map(({ _tag }) => _tag)).toEqual(["IbanUnreadable"])
    expect([third!.entry!.amount, third!.warnings]).toEqual([-1200, []])
  })

  it("BANK-6: two identical lines of one file are two, and none when the file comes again", () => {
    const entries = entriesOf(sample("statement-fr.csv"))
    expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(4)
    const again = matchEntries(
      entriesOf(sample("statement-fr.csv")),
      [],
      entries.map(({ fingerprint }) => fingerprint),
    )
    expect(again.map(({ outcome }) => outcome)).toEqual(["already", "already", "already", "already"])
  })

  it("BANK-7: what was read is matched with what was expected", () => {
    const expected: ExpectedTransfer = {
      payment: "p1",
      member: "lea",
      name: "Léa Martin",
      amount: 2400,
      currency: "EUR",
      reference: "RF48281168758208",
      dueOn: null,
      status: "pending",
    }
    for (const name of ["statement-fr.csv", "statement-en.csv", "statement-camt-02.xml", "statement-camt-08.xml"]) {
      expect(matchEntries(entriesOf(sample(name)), [expected])[0]).toMatchObject({ outcome: "matched", payment: "p1" })
    }
  })
})

describe("statements in XML", () => {
  it.each(["02", "08"])("BANK-11: version %s: references, names, accounts, and what is not booked", (version) => {
    const statement = sample(`statement-camt-${version}.xml`)
    expect(statement.format).toBe("camt.053")
    expect(statement.rows.map(({ path }) => path)).toEqual([
      "Stmt[1]/Ntry[1]",
      "Stmt[1]/Ntry[2]/TxDtls[1]",
      "Stmt[1]/Ntry[2]/TxDtls[2]",
      "Stmt[1]/Ntry[3]",
      "Stmt[1]/Ntry[4]",
    ])
    const [lea, jean, marie, fees] = entriesOf(statement)
    expect(lea).toMatchObject({
      bookedOn: "2026-05-02",
      valuedOn: "2026-05-03",
      amount: 2400,
      name: "Léa Martin & fils",
      iban: "BE68539007547034",
      text: "RF48281168758208",
      bankId: "B-1",
      account: "FR7630006000011234567890189",
    })
    expect(jean).toMatchObject({ bookedOn: "2026-05-04", amount: 1200, text: "VIR RF13 1198 75 83 8765 PANIER E2E-7" })
    expect(marie).toMatchObject({ amount: 1850, name: "Marie Dupont", text: "" })
    expect(fees).toMatchObject({ amount: -700, text: "FRAIS", bankId: null })
    expect(statement.rows[4]!.problems).toEqual([{ _tag: "NotBooked", path: "Stmt[1]/Ntry[4]/Sts", status: "PDNG" }])
  })

  it("BANK-6: both versions of one statement are recognised as the same lines", () => {
    const [old, later] = ["02", "08"].map((version) => entriesOf(sample(`statement-camt-${version}.xml`)))
    expect(later!.map(({ fingerprint }) => fingerprint)).toEqual(old!.map(({ fingerprint }) => fingerprint))
  })

  it("BANK-11: entities are never expanded, and a file meant to do harm is left at once", () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${camt(entryOf(euros(1), "<AddtlNtryInf>&b;</AddtlNtryInf>"))}`
    expect(everything(read(bomb))).toEqual([{ _tag: "XmlInvalid", line: 1, reason: "doctype" }])
    expect(everything(read("<a>".repeat(100_000)))).toEqual([{ _tag: "XmlInvalid", line: 1, reason: "depth" }])
  })
})

/** For each problem, a file that has it. */
const causes: { readonly [Tag in StatementProblem["_tag"]]: () => StatementFile } = {
  FileEmpty: () => read(" \n"),
  FileNotText: () => readStatement(new Uint8Array([0x50, 0x4b, 0x03, 0x04]), { currency: "EUR" }),
  FileTooLarge: () => read("a".repeat(20_000_001)),
  TooManyRows: () => read(`Date;Montant\n${"02/05/2026;1,00\n".repeat(20_001)}`),
  ColumnsUnknown: () => read("Nom;Prix\nAil;1"),
  ColumnIgnored: () => read("Date;Montant;Solde\n02/05/2026;1,00;5,00"),
  LineBeforeHeader: () => read("Mon compte\nDate;Montant\n02/05/2026;1,00"),
  XmlInvalid: () => read("<Document><Stmt></Document>"),
  XmlNotStatement: () => read("<Document><CstmrCdtTrfInitn/></Document>"),
  QuotesUnbalanced: () => read('Date;Montant\n"02/05/2026;1,00'),
  RowTooLong: () => read("Date;Montant\n02/05/2026;1,00;2"),
  DateUnreadable: () => read("Date;Montant\n30/02/2026;1,00"),
  AmountMissing: () => read(camt(entryOf(""))),
  AmountUnreadable: () => read(camt(entryOf(euros("un")))),
  DirectionUnreadable: () => read("Date;Montant;Sens\n02/05/2026;1,00;?"),
  CurrencyUnreadable: () => read("Date;Montant;Devise\n02/05/2026;1,00;euros"),
  IbanUnreadable: () => read("Date;Montant;IBAN\n02/05/2026;1,00;FR76"),
  NotBooked: () => read(camt("<Ntry><Sts>INFO</Sts></Ntry>")),
  BatchNotItemised: () => read(camt(entryOf(euros(9), "<NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch></NtryDtls>"))),
  BatchSumDiffers: () =>
    read(camt(entryOf(euros(9), `<NtryDtls>${`<TxDtls>${euros(1)}</TxDtls>`.repeat(2)}</NtryDtls>`))),
}

describe("what is said", () => {
  test.each(Object.entries(causes))("D29, D30: %s happens, and is said in French and in English", (tag, cause) => {
    const problem = everything(cause()).find(({ _tag }) => _tag === tag)
    const [french, english] = (["fr", "en"] as const).map((language) => statementSentence(problem!, language))
    expect([french, english]).toEqual([expect.stringMatching(/^.{10,}\.$/s), expect.stringMatching(/^.{10,}\.$/s)])
    expect(french).not.toBe(english)
    expect(`${french}${english}`).not.toMatch(/undefined|\[object/)
  })
})
