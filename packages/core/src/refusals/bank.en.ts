import type { Formats } from "./formats.ts"
import type { RefusalOf, Sentences } from "./sentences.ts"

const cited = (text: string): string => `“${text}”`

const ibanInvalid = ({ iban, problem }: RefusalOf<"IbanInvalid">): string => {
  switch (problem) {
    case "empty":
      return "The IBAN is missing. Statements of the account show it."
    case "characters":
      return `The IBAN ${cited(iban)} holds something else than letters and digits. Copy it from a statement of the account.`
    case "country":
      return `The IBAN ${cited(iban)} does not begin with the two letters of a country that has them, such as FR. Copy it from its beginning.`
    case "length":
      return `The IBAN ${cited(iban)} is not as long as those of its country. Check that it is complete.`
    case "checksum":
      return `The IBAN ${cited(iban)} holds a typing mistake: its check digits do not match. Compare it with a statement of the account.`
  }
}

const codeNotPossible = (refusal: RefusalOf<"TransferCodeNotPossible">, say: Formats): string => {
  const { problem, value, maximum } = refusal
  switch (problem) {
    case "currency":
      return `A QR code for transfers is in euros, not in ${value}. The transfer can still be made with the IBAN.`
    case "amount":
      return `A QR code for transfers needs an amount of at least one cent and at most ${say.money(maximum ?? 0)}.`
    case "name-missing":
      return "The name of the account’s holder is missing. Give it with the IBAN."
    case "name-too-long":
      return `The name of the account’s holder is longer than ${maximum} characters. Shorten it.`
    case "bic":
      return `${cited(value)} is not a BIC: it has 8 or 11 letters and digits. Leave it out, the IBAN is enough.`
    case "reference":
      return `${cited(value)} is not a payment reference. Copy all of it, with the letters RF.`
    case "text-too-long":
      return `The words of the transfer are longer than ${maximum} characters. Shorten them.`
    case "too-long":
      return `Name and words take ${value} bytes, and a QR code for transfers holds ${maximum}. Shorten them.`
  }
}

/** What is said of banks in English. */
export const bankEnglish = {
  IbanInvalid: ibanInvalid,
  TransferCodeNotPossible: codeNotPossible,
} satisfies Partial<Sentences>
