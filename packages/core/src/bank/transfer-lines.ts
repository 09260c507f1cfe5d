/** A transfer whose parts were checked; what is blank is left out. */
export interface CheckedTransfer {
  readonly bic: string
  readonly name: string
  readonly iban: string
  /** Cents. */
  readonly amount: number
  readonly reference: string
  readonly text: string
}

const euros = (cents: number): string => `EUR${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`

/** What a code for banking programs holds of a transfer whose parts were checked before. @rule BANK-5 */
export const transferLines = ({ bic, name, iban, amount, reference, text }: CheckedTransfer): string =>
  ["BCD", "002", "1", "SCT", bic, name, iban, euros(amount), "", reference, text].join("\n").trimEnd()
