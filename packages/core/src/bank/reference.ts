import type { BankReference } from "./bank.schema.ts"
import { digestOf } from "./digest.ts"
import { checkDigitsFor, hasRightChecksum, inFours } from "./checksum.ts"

/** What a member pays for. */
export type Purpose =
  | { readonly kind: "basket"; readonly distribution: string }
  | { readonly kind: "subscription"; readonly subscription: string }
  | { readonly kind: "membership"; readonly year: string }
  | { readonly kind: "wallet" }

const bodyDigits = 12

/** Every number of so many digits, for what is far more than a group ever expects. */
const codes = 10n ** BigInt(bodyDigits)

/** Whether the text is a reference as it is kept. */
export const isReference = (text: string): boolean => /^RF\d{14}$/.test(text) && hasRightChecksum(text)

const idOf = (purpose: Purpose): string => {
  switch (purpose.kind) {
    case "basket":
      return purpose.distribution
    case "subscription":
      return purpose.subscription
    case "membership":
      return purpose.year
    case "wallet":
      return ""
  }
}

/**
 * The reference a member writes on a transfer or a cheque for one purpose: a creditor reference (ISO 11649) of twelve
 * digits, always the same for the same group, member and purpose.
 * @rule BANK-3
 */
export const referenceFor = (group: string, member: string, purpose: Purpose): BankReference => {
  const digest = digestOf(JSON.stringify([group, member, purpose.kind, idOf(purpose)]))
  const body = String(BigInt(`0x${digest}`) % codes).padStart(bodyDigits, "0")
  return `RF${checkDigitsFor("RF", body)}${body}`
}

/** The reference in groups of four, as it is shown and copied. @rule BANK-3 */
export const referenceText = (reference: BankReference): string => inFours(reference)

/** Two letters and fourteen digits, whatever stands between them; letters that look like digits count as those. */
const written = /R[\s.,:;_/\-+*]*F(?:[\s.,:;_/\-+*]*[\dOIL]){14}/gi

const canonical = (text: string): string =>
  text
    .toUpperCase()
    .replaceAll(/[^A-Z\d]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1")

/**
 * Every reference in what a bank or a person wrote, each once, in the order they stand; one with a wrong digit is none.
 * @rule BANK-4
 */
export const referencesIn = (text: string): ReadonlyArray<BankReference> => {
  const found = [...text.matchAll(written)].map(([match]) => canonical(match)).filter(isReference)
  return [...new Set(found)]
}

/** The first reference in a text, `null` when there is none. @rule BANK-4 */
export const readReference = (text: string): BankReference | null => referencesIn(text)[0] ?? null
