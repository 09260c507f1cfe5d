import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Purpose } from "@cabas/core/bank"
import type { Speech } from "../base/language.ts"
import type * as Transfer from "../qr/transfer.ts"
import type { Purse } from "./purse.store.ts"
import type { Way } from "./wallet.model.ts"
import type { WalletWords } from "./wallet.words.ts"

/** What makes references and codes to scan: loaded when somebody pays. */
export type Codes = typeof Transfer

/** What the parts that say how to pay work with. */
export interface Paying {
  readonly words: WalletWords
  readonly speech: Speech
  readonly purse: Purse
  readonly codes: Codes | null | undefined
  readonly money: (amount: number) => string
  readonly copy: (what: string, text: string) => void
}

/** What is paid for, and how much. */
export interface Payable {
  readonly amount: number
  readonly purpose: Purpose
}

/** The reference that a member writes for a purpose; nothing until what makes it is there. @see M4 */
export const referenceIn = ({ codes, purse }: Paying, purpose: Purpose): string | null => {
  const { group } = purse.state
  const { member } = purse.connection.state
  return codes && group && member ? codes.referenceFor(group.id, member, purpose) : null
}

const copied = ({ words, copy }: Paying, label: string, shown: string, text = shown): TemplateResult =>
  html`<dt class="soft">${label}</dt>
    <dd>
      ${shown}
      <button type="button" class="plain" aria-label=${words.copy(label)} @click=${() => copy(label, text)}>
        ${words.copyIt}
      </button>
    </dd>`

const transfer = (paying: Paying, { amount, purpose }: Payable): TemplateResult => {
  const { words, codes, purse, money } = paying
  const { currency, settings } = purse.state.group!
  const { iban = "", bic = "", holder = settings.name } = settings.payments
  if (iban === "") return html`<p class="note">${words.noAccount}</p>`
  const reference = referenceIn(paying, purpose)
  const told = { iban, bic, holder, amount, currency, reference: reference ?? "" }
  const code = reference && codes?.codeOf(told, words.code(money(amount), holder))
  return html`<dl class="how">
      <dt class="soft">${words.holder}</dt>
      <dd>${holder}</dd>
      ${copied(paying, words.iban, codes?.inFours(iban) ?? iban, iban)}
      ${bic ? copied(paying, words.bic, bic) : nothing}
      ${reference ? copied(paying, words.reference, codes?.inFours(reference) ?? reference) : nothing}
    </dl>
    ${
      code
        ? html`<p class="soft screen">${words.scan}</p>
            <div class="code">${code}</div>`
        : nothing
    }
    ${codes === null ? html`<p class="soft">${words.codeLost}</p>` : nothing}`
}

const handed = ({ words, speech, purse }: Paying): TemplateResult => {
  const { coming, group } = purse.state
  const day = coming && speech.format.date(coming.startsAt, group!.settings.timeZone)
  return html`<p>${words.handOver(day, coming?.place.name ?? "")}</p>`
}

const cheque = (paying: Paying, { purpose }: Payable): TemplateResult => {
  const { words, codes, purse } = paying
  const reference = referenceIn(paying, purpose)
  return html`<dl class="how">
      <dt class="soft">${words.payee}</dt>
      <dd>${purse.state.group!.settings.payments.payee ?? purse.state.group!.settings.name}</dd>
      ${
        reference
          ? html`<dt class="soft">${words.writeCode}</dt>
              <dd>${codes?.inFours(reference)}</dd>`
          : nothing
      }
    </dl>
    ${purpose.kind === "basket" ? nothing : handed(paying)}
    <p class="soft">${words.cheque}</p>`
}

/** How to pay in a way: to which account, to whose name, with which reference, or when and where. */
export const howTo = (paying: Paying, way: Way, payable: Payable): TemplateResult => {
  const { words } = paying
  switch (way) {
    case "transfer":
      return transfer(paying, payable)
    case "cheque":
      return cheque(paying, payable)
    case "on-the-spot":
      return html`<p>${words.basket.spot}</p>`
    case "card":
      return payable.purpose.kind === "basket" ? html`<p>${words.basket.card}</p>` : handed(paying)
    case "cash":
      return payable.purpose.kind === "basket" ? html`<p>${words.basket.cash}</p>` : handed(paying)
  }
}

/** Ways to choose from, one of them chosen. */
export const wayChoice = (
  words: WalletWords,
  ways: ReadonlyArray<Way>,
  { name, legend, chosen }: { readonly name: string; readonly legend: string; readonly chosen: Way | undefined },
  choose: (way: Way) => void,
): TemplateResult =>
  html`<fieldset>
    <legend>${legend}</legend>
    ${ways.map(
      (way) =>
        html`<label class="choice"
          ><input type="radio" name=${name} .checked=${way === chosen} @change=${() => choose(way)} />${
            words.ways[way]
          }</label
        >`,
    )}
  </fieldset>`
