import type { TemplateResult } from "lit"
import { transferLines } from "@cabas/core/bank"
import { qrSvg } from "./qr.ts"

export { inFours, referenceFor } from "@cabas/core/bank"

/** A transfer to the group's account. */
export interface ToGroup {
  readonly holder: string
  readonly iban: string
  readonly bic: string
  /** Minor units. */
  readonly amount: number
  readonly currency: string
  readonly reference: string
}

/**
 * The code with which a banking program fills in a transfer; nothing for other currencies, which the code does not know.
 * The reference stands among the words, as more programs show those.
 * @rule BANK-5, BANK-13
 */
export const codeOf = (
  { holder, iban, bic, amount, currency, reference }: ToGroup,
  title: string,
): TemplateResult | undefined =>
  currency === "EUR" && amount > 0 && holder !== ""
    ? qrSvg(transferLines({ name: holder, iban, bic, amount, reference: "", text: reference }), title)
    : undefined
