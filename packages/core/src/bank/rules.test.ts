import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import type { BankProblem, ExpectedTransfer, StatementEntry } from "./bank.schema.ts"
import {
  epcPayload,
  fingerprinted,
  ibanOf,
  ibanText,
  matchEntries,
  readReference,
  referenceFor,
  referenceText,
} from "./index.ts"
import type { Matched } from "./index.ts"

/** What comes of it, then what is wrong with it: one of them is `null`. */
const answered = (result: Result.Result<string, BankProblem>) =>
  Result.isSuccess(result) ? [result.success, null] : [null, result.failure.problem]

const entry = (told: Partial<StatementEntry>): StatementEntry => ({
  bookedOn: "2026-05-02",
  valuedOn: null,
  amount: 1200,
  currency: "EUR",
  name: "",
  iban: null,
  text: "",
  bankId: null,
  account: null,
  ...told,
})

const expected = (told: Partial<ExpectedTransfer>): ExpectedTransfer => ({
  payment: "p1",
  member: "lea",
  name: "",
  amount: 1200,
  currency: "EUR",
  reference: "RF18539007547034",
  dueOn: null,
  status: "pending",
  ...told,
})

const told = (matched: Matched) =>
  "payment" in matched ? matched.payment : matched.outcome === "unmatched" ? matched.why : null

type FileLine = readonly [bookedOn: string, amount: number, text: string, bankId?: string]
const file = (lines: ReadonlyArray<FileLine>) =>
  fingerprinted(lines.map(([bookedOn, amount, text, bankId = null]) => entry({ bookedOn, amount, text, bankId })))

const asks: Readonly<Record<string, Ask>> = {
  "BANK-1": (text) => answered(ibanOf(text)),
  "BANK-2": (iban) => [ibanText(iban)],
  "BANK-3": (group, member, purpose) => [referenceText(referenceFor(group, member, purpose))],
  "BANK-4": (text) => [readReference(text)],
  "BANK-5": (transfer) => answered(epcPayload(transfer)),
  "BANK-6": (first, second) => {
    const seen = file(first).map(({ fingerprint }) => fingerprint)
    return [matchEntries(file(second), [], seen).filter(({ outcome }) => outcome !== "already").length]
  },
  "BANK-7": ([amount, text, currency = "EUR"], transfers) => {
    const wanted = transfers.map(
      ([payment, due, status, dueOn = null]: [string, number, "pending", (string | null)?]) =>
        expected({ payment, amount: due, status, dueOn }),
    )
    const [matched] = matchEntries(fingerprinted([entry({ amount, text, currency })]), wanted)
    return [matched!.outcome, told(matched!)]
  },
  "BANK-9": (name, text, members) => {
    const wanted = members.map(([payment, called]: [string, string]) =>
      expected({ payment, name: called, reference: referenceFor("paniers", payment, { kind: "wallet" }) }),
    )
    const [matched] = matchEntries(fingerprinted([entry({ name, text })]), wanted)
    return [matched!.outcome, "payment" in matched! ? matched.payment : null]
  },
}

/** Tables that the tests of what they are about act out. */
const actedOut = new Set(["BANK-8", "BANK-10", "BANK-11", "BANK-12", "BANK-13"])
const rules = rulesOn("bank.md").filter(({ id }) => !actedOut.has(id))

describe("the rule book's page on banks", () => {
  it("asks every table of the page, and none that is gone", () => {
    expect(rules.map(({ id }) => id).sort()).toEqual(Object.keys(asks).sort())
    expect(rules.every(({ rows }) => rows.length > 1)).toBe(true)
  })

  for (const rule of rules) {
    it.each(casesOf(rule))(`${rule.id}: ${rule.title}: $title`, ({ given, says }) => {
      expect(asks[rule.id]!(...given)).toStrictEqual(says)
    })
  }
})
