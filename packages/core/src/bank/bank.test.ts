import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { countrySpecs, electronicFormatIBAN, isValidIBAN } from "ibantools"
import { BankReference, Iban } from "./bank.schema.ts"
import { checkDigitsFor } from "./checksum.ts"
import {
  epcPayload,
  ibanOf,
  ibanProblem,
  ibanText,
  isReference,
  readReference,
  referenceFor,
  referencesIn,
  referenceText,
} from "./index.ts"
import type { Purpose } from "./index.ts"

const digits = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: length, maxLength: length })
const purposes: fc.Arbitrary<Purpose> = fc.oneof(
  fc.constant<Purpose>({ kind: "wallet" }),
  fc.string().map((distribution): Purpose => ({ kind: "basket", distribution })),
  fc.string().map((subscription): Purpose => ({ kind: "subscription", subscription })),
  fc.string().map((year): Purpose => ({ kind: "membership", year })),
)
const references = fc
  .tuple(fc.string(), fc.string(), purposes)
  .map(([group, member, purpose]) => referenceFor(group, member, purpose))

describe("account numbers", () => {
  const german = digits(18).map((body) => `DE${checkDigitsFor("DE", body)}${body}`)
  const french = digits(23).map((body) => `FR${checkDigitsFor("FR", body)}${body}`)

  it("BANK-1: countries and lengths are those that another library has", () => {
    const theirs = Object.entries(countrySpecs).filter(([, { IBANRegistry }]) => IBANRegistry === true)
    // Their accounts bear the letters of Finland and France.
    const territories = "AX GF GP MF MQ NC PF PM RE TF WF YT".split(" ")
    const problems = theirs.map(([country, { chars }]) => [country, ibanProblem(country + "0".repeat(chars! - 2))])
    expect(theirs.length).toBeGreaterThan(80)
    expect(problems.filter(([, problem]) => problem === "length")).toEqual([])
    expect(problems.filter(([, problem]) => problem === "country").map(([country]) => country)).toEqual(territories)
  })

  it("BANK-1: a right number is kept as another library writes it, and stays itself", () => {
    fc.assert(
      fc.property(german, (iban) => {
        expect(isValidIBAN(iban)).toBe(ibanProblem(iban) === null)
        expect(ibanOf(ibanText(iban).toLowerCase())).toEqual(Result.succeed(electronicFormatIBAN(iban)))
        expect(Schema.is(Iban)(iban)).toBe(true)
      }),
    )
  })

  it("BANK-2: shown in fours, and read again", () => {
    expect(ibanText("FR7630006000011234567890189")).toBe("FR76 3000 6000 0112 3456 7890 189")
    fc.assert(
      fc.property(german, (iban) => {
        expect(ibanText(iban).split(" ").join("")).toBe(iban)
      }),
    )
  })

  it("BANK-1: one wrong digit, or two neighbours swapped, is noticed", () => {
    fc.assert(
      fc.property(french, fc.integer({ min: 2, max: 25 }), fc.integer({ min: 1, max: 9 }), (iban, at, more) => {
        const wrong = (Number(iban[at]) + more) % 10
        expect(ibanProblem(iban.slice(0, at) + wrong + iban.slice(at + 1))).toBe("checksum")
        const swapped = iban.slice(0, at) + iban[at + 1] + iban[at] + iban.slice(at + 2)
        expect(ibanProblem(swapped)).toBe(swapped === iban ? null : "checksum")
      }),
    )
  })
})

describe("references", () => {
  it("BANK-3: the same for the same, and of the right form", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), purposes, (group, member, purpose) => {
        const reference = referenceFor(group, member, purpose)
        expect(referenceFor(group, member, { ...purpose })).toBe(reference)
        expect(Schema.is(BankReference)(reference)).toBe(true)
      }),
    )
  })

  it("BANK-3: none twice among a hundred thousand whose ids follow each other", () => {
    const found = new Set<string>()
    for (let member = 0; member < 25_000; member++) {
      for (const group of ["g1", "g2"]) {
        found.add(referenceFor(group, `m${member}`, { kind: "wallet" }))
        found.add(referenceFor(group, "m", { kind: "basket", distribution: `m${member}` }))
      }
    }
    expect(found.size).toBe(100_000)
  })

  it("BANK-3: where a part ends matters", () => {
    const wallet = { kind: "wallet" } as const
    expect(referenceFor("a", "bc", wallet)).not.toBe(referenceFor("ab", "c", wallet))
  })

  it("BANK-3: one wrong digit, or two neighbours swapped, is noticed", () => {
    fc.assert(
      fc.property(
        references,
        fc.integer({ min: 2, max: 14 }),
        fc.integer({ min: 1, max: 9 }),
        (reference, at, more) => {
          const wrong = (Number(reference[at]) + more) % 10
          expect(isReference(reference.slice(0, at) + wrong + reference.slice(at + 1))).toBe(false)
          const swapped = reference.slice(0, at) + reference[at + 1] + reference[at] + reference.slice(at + 2)
          expect(isReference(swapped)).toBe(swapped === reference)
        },
      ),
    )
  })

  it("BANK-4: found again whatever stands between its characters and around them", () => {
    const between = fc.array(fc.constantFrom("", " ", "  ", "-", ".", "/", "\n"), { minLength: 16, maxLength: 16 })
    fc.assert(
      fc.property(references, between, fc.boolean(), (reference, marks, isSmall) => {
        const written = [...reference].map((character, at) => character + marks[at]).join("")
        expect(readReference(`VIR SEPA ${isSmall ? written.toLowerCase() : written} MERCI`)).toBe(reference)
        expect(readReference(referenceText(reference))).toBe(reference)
      }),
    )
  })

  it("BANK-4: each of several is found once", () => {
    const [one, other] = ["RF18539007547034", "RF13119875838765"]
    expect(referencesIn(`${one} et ${other}, ${referenceText(one!)}`)).toEqual([one, other])
  })

  it("BANK-4: reading takes time in proportion to the text", () => {
    const started = performance.now()
    expect(referencesIn("R".repeat(50_000) + "RF18 ".repeat(50_000))).toEqual([])
    expect(referencesIn("RF" + " ".repeat(200_000))).toEqual([])
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

describe("codes for banking programs", () => {
  const transfer = {
    iban: "BE68539007547034",
    amount: 1200,
    currency: "EUR",
    remittance: { text: "" },
  }

  it("BANK-5: name and words are as long as the standard allows, and no longer", () => {
    const problem = (name: string, text: string) => {
      const payload = epcPayload({ ...transfer, name, remittance: { text } })
      return Result.isFailure(payload) ? payload.failure : null
    }
    expect(problem("n".repeat(70), "t".repeat(140))).toBeNull()
    expect(problem("n".repeat(71), "")).toMatchObject({ problem: "name-too-long", maximum: 70 })
    expect(problem("n", "t".repeat(141))).toMatchObject({ problem: "text-too-long", maximum: 140 })
    expect(problem("é".repeat(70), "é".repeat(140))).toMatchObject({ problem: "too-long", maximum: 331 })
  })

  it("BANK-5: every line is where programs look for it, within 331 bytes, without a blank end", () => {
    const texts = fc.string({ unit: "grapheme", maxLength: 40 })
    fc.assert(
      fc.property(texts, texts, fc.integer({ min: 1, max: 99_999_999_999 }), (name, text, amount) => {
        const payload = epcPayload({ ...transfer, name, amount, remittance: { text } })
        fc.pre(Result.isSuccess(payload))
        if (Result.isFailure(payload)) return
        const lines = payload.success.split("\n")
        expect([lines[3], lines[6], Number(lines[7]!.slice(3))]).toEqual(["SCT", transfer.iban, amount / 100])
        expect(lines.length).toBeLessThanOrEqual(11)
        expect(lines.at(-1)).not.toBe("")
        expect(new TextEncoder().encode(payload.success).length).toBeLessThanOrEqual(331)
      }),
    )
  })
})
