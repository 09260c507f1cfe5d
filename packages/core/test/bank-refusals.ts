import type { RefusalOf, RefusalTag } from "../src/refusals/index.ts"

/** Each refusal about banks as it may come, with what is said of it in French and in English. */
export const bankExamples = {
  IbanInvalid: [
    [
      { _tag: "IbanInvalid", iban: "", problem: "empty" },
      "Il manque l’IBAN. Il figure sur le relevé d’identité bancaire.",
      "The IBAN is missing. Statements of the account show it.",
    ],
    [
      { _tag: "IbanInvalid", iban: "FR76#", problem: "characters" },
      "L’IBAN « FR76# » contient autre chose que des lettres et des chiffres. Recopiez-le depuis le relevé d’identité bancaire.",
      "The IBAN “FR76#” holds something else than letters and digits. Copy it from a statement of the account.",
    ],
    [
      { _tag: "IbanInvalid", iban: "3000 6000", problem: "country" },
      "L’IBAN « 3000 6000 » ne commence pas par les deux lettres d’un pays où il y en a, comme FR. Recopiez-le depuis le début.",
      "The IBAN “3000 6000” does not begin with the two letters of a country that has them, such as FR. Copy it from its beginning.",
    ],
    [
      { _tag: "IbanInvalid", iban: "FR76 3000", problem: "length" },
      "L’IBAN « FR76 3000 » n’a pas la longueur de ceux de son pays. Vérifiez qu’il est complet.",
      "The IBAN “FR76 3000” is not as long as those of its country. Check that it is complete.",
    ],
    [
      { _tag: "IbanInvalid", iban: "BE68 5390 0754 7035", problem: "checksum" },
      "L’IBAN « BE68 5390 0754 7035 » contient une faute de frappe : sa clé ne correspond pas. Comparez-le au relevé d’identité bancaire.",
      "The IBAN “BE68 5390 0754 7035” holds a typing mistake: its check digits do not match. Compare it with a statement of the account.",
    ],
  ],
  TransferCodeNotPossible: [
    [
      { _tag: "TransferCodeNotPossible", problem: "currency", value: "CHF", maximum: null },
      "Un code QR de virement est en euros, pas en CHF. Le virement reste possible avec l’IBAN.",
      "A QR code for transfers is in euros, not in CHF. The transfer can still be made with the IBAN.",
    ],
    [
      { _tag: "TransferCodeNotPossible", problem: "amount", value: "0", maximum: 99_999_999_999 },
      "Un code QR de virement demande un montant d’au moins un centime et d’au plus 999 999 999,99 €.",
      "A QR code for transfers needs an amount of at least one cent and at most €999,999,999.99.",
    ],
    [
      { _tag: "TransferCodeNotPossible", problem: "name-missing", value: "", maximum: null },
      "Il manque le nom du titulaire du compte. Indiquez-le avec l’IBAN.",
      "The name of the account’s holder is missing. Give it with the IBAN.",
    ],
    [
      { _tag: "TransferCodeNotPossible", problem: "name-too-long", value: "Association…", maximum: 70 },
      "Le nom du titulaire du compte dépasse 70 caractères. Abrégez-le.",
      "The name of the account’s holder is longer than 70 characters. Shorten it.",
    ],
    [
      { _tag: "TransferCodeNotPossible", problem: "bic", value: "AGRI", maximum: null },
      "« AGRI » n’est pas un BIC : il a 8 ou 11 lettres et chiffres. Laissez-le vide, l’IBAN suffit.",
      "“AGRI” is not a BIC: it has 8 or 11 letters and digits. Leave it out, the IBAN is enough.",
    ],
    [
      { _tag: "TransferCodeNotPossible", problem: "reference", value: "RF18", maximum: null },
      "« RF18 » n’est pas une référence de paiement. Recopiez-la en entier, avec les lettres RF.",
      "“RF18” is not a payment reference. Copy all of it, with the letters RF.",
    ],
    [
      { _tag: "TransferCodeNotPossible", problem: "text-too-long", value: "Panier…", maximum: 140 },
      "Le motif du virement dépasse 140 caractères. Abrégez-le.",
      "The words of the transfer are longer than 140 characters. Shorten them.",
    ],
    [
      { _tag: "TransferCodeNotPossible", problem: "too-long", value: "352", maximum: 331 },
      "Le nom et le motif font 352 octets, un code QR de virement en contient 331. Abrégez-les.",
      "Name and words take 352 bytes, and a QR code for transfers holds 331. Shorten them.",
    ],
  ],
} as const satisfies {
  readonly [Tag in Extract<RefusalTag, "IbanInvalid" | "TransferCodeNotPossible">]: ReadonlyArray<
    readonly [RefusalOf<Tag>, fr: string, en: string]
  >
}
