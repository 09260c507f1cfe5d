import * as Result from "effect/Result"
import type { BankProblem, Iban } from "./bank.schema.ts"
import { hasRightChecksum, inFours } from "./checksum.ts"

type IbanInvalid = Extract<BankProblem, { readonly _tag: "IbanInvalid" }>

/** Lengths of account numbers by country, as the registry of SWIFT has them. */
const countries: Readonly<Record<number, string>> = {
  15: "NO",
  16: "BE",
  18: "DK FI FK FO GL NL SD",
  19: "MK SI",
  20: "AT BA EE KZ LT LU MN XK",
  21: "CH HR LI LV",
  22: "BG BH CR DE GB GE IE ME RS VA",
  23: "AE GI IL IQ OM SO TL",
  24: "AD CZ ES MD PK RO SA SE SK TN VG",
  25: "LY PT ST",
  26: "IS TR",
  27: "BI DJ FR GR IT MC MR SM",
  28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
  29: "BR EG PS QA UA",
  30: "JO KW MU YE",
  31: "MT SC",
  32: "LC",
  33: "RU",
}

const lengths: ReadonlyMap<string, number> = new Map(
  Object.entries(countries).flatMap(([length, codes]) =>
    codes.split(" ").map((code): [string, number] => [code, Number(length)]),
  ),
)

/** What is wrong with an account number in its canonical form, `null` when nothing is. @rule BANK-1 */
export const ibanProblem = (iban: string): IbanInvalid["problem"] | null => {
  if (iban === "") return "empty"
  if (!/^[A-Z\d]+$/.test(iban)) return "characters"
  const length = lengths.get(iban.slice(0, 2))
  if (length === undefined) return "country"
  if (iban.length !== length) return "length"
  return /^[A-Z]{2}\d{2}/.test(iban) && hasRightChecksum(iban) ? null : "checksum"
}

/**
 * The account number as it is kept, from what people write or paste: spaces, points, hyphens, small letters and the
 * word IBAN before it do not matter.
 * @rule BANK-1
 * @see D29, D30
 */
export const ibanOf = (text: string): Result.Result<Iban, IbanInvalid> => {
  const plain = text.toUpperCase().replaceAll(/[\s.\-\u200b\u2011]/g, "")
  const iban = plain.replace(/^IBAN:?/, "")
  const problem = ibanProblem(iban)
  return problem === null ? Result.succeed(iban) : Result.fail({ _tag: "IbanInvalid", iban: text.trim(), problem })
}

/** The account number in groups of four. @rule BANK-2 */
export const ibanText = (iban: Iban): string => inFours(iban)
