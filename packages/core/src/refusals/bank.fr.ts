import type { Formats } from "./formats.ts"
import type { RefusalOf, Sentences } from "./sentences.ts"

/** French sets marks apart by a space that no line breaks at. */
const cited = (text: string): string => `«\u00a0${text}\u00a0»`

const ibanInvalid = ({ iban, problem }: RefusalOf<"IbanInvalid">): string => {
  switch (problem) {
    case "empty":
      return "Il manque l’IBAN. Il figure sur le relevé d’identité bancaire."
    case "characters":
      return `L’IBAN ${cited(iban)} contient autre chose que des lettres et des chiffres. Recopiez-le depuis le relevé d’identité bancaire.`
    case "country":
      return `L’IBAN ${cited(iban)} ne commence pas par les deux lettres d’un pays où il y en a, comme FR. Recopiez-le depuis le début.`
    case "length":
      return `L’IBAN ${cited(iban)} n’a pas la longueur de ceux de son pays. Vérifiez qu’il est complet.`
    case "checksum":
      return `L’IBAN ${cited(iban)} contient une faute de frappe\u00a0: sa clé ne correspond pas. Comparez-le au relevé d’identité bancaire.`
  }
}

const codeNotPossible = (refusal: RefusalOf<"TransferCodeNotPossible">, say: Formats): string => {
  const { problem, value, maximum } = refusal
  switch (problem) {
    case "currency":
      return `Un code QR de virement est en euros, pas en ${value}. Le virement reste possible avec l’IBAN.`
    case "amount":
      return `Un code QR de virement demande un montant d’au moins un centime et d’au plus ${say.money(maximum ?? 0)}.`
    case "name-missing":
      return "Il manque le nom du titulaire du compte. Indiquez-le avec l’IBAN."
    case "name-too-long":
      return `Le nom du titulaire du compte dépasse ${maximum} caractères. Abrégez-le.`
    case "bic":
      return `${cited(value)} n’est pas un BIC\u00a0: il a 8 ou 11 lettres et chiffres. Laissez-le vide, l’IBAN suffit.`
    case "reference":
      return `${cited(value)} n’est pas une référence de paiement. Recopiez-la en entier, avec les lettres RF.`
    case "text-too-long":
      return `Le motif du virement dépasse ${maximum} caractères. Abrégez-le.`
    case "too-long":
      return `Le nom et le motif font ${value} octets, un code QR de virement en contient ${maximum}. Abrégez-les.`
  }
}

/** What is said of banks in French. */
export const bankFrench = {
  IbanInvalid: ibanInvalid,
  TransferCodeNotPossible: codeNotPossible,
} satisfies Partial<Sentences>
