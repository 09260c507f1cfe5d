import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Seasons } from "../season/season.store.ts"
import type { SeasonWords } from "../season/season.words.ts"
import { leftOf, outlookOf } from "./contract.model.ts"
import type { Wizard } from "./steps.ts"

/** All contracts of the group, to be read, or looked after by those who have subscribed. */
export const allOf = (
  seasons: Seasons,
  words: SeasonWords,
  now: string,
  open: (catalog: string) => void,
): TemplateResult => {
  const { contracts, problem } = seasons.state
  if (contracts.length === 0) return html`${problem ? nothing : html`<p class="none">${words.noContract}</p>`}`
  return html`<ul role="list">
    ${contracts.map((contract) => {
      const { id, name, producerName } = contract
      const own = seasons.seasonTo(id)
      const act = own ? words.running : words.steps.read
      return html`<li>
        <div>
          <h3>${name}</h3>
          <p class="soft">
            ${producerName} ·
            ${words.deliveries(leftOf(contract, now).length)}${own ? html` · <b class="good">✓ ${act}</b>` : nothing}
          </p>
        </div>
        <button class="button ${own ? "" : "filled"}" aria-label="${act} : ${name}" @click=${() => open(id)}>
          ${act}
        </button>
      </li>`
    })}
  </ul>`
}

/** What follows on reading: signing in, or subscribing where something is left. */
export const beginning = (
  { words, contract, chosen, now, member }: Wizard,
  signIn: unknown,
  begin: () => void,
): TemplateResult | typeof nothing => {
  if (!member) return html`<div class="note">${words.visitor} ${signIn}</div>`
  if (leftOf(contract, now).length === 0) return nothing
  const isRenewed = Object.keys(chosen.order).length > 0 && contract.previous
  return html`${isRenewed ? html`<p class="good">${words.renewed}</p>` : nothing}
    <footer><button class="button filled" @click=${begin}>${words.subscribe}</button></footer>`
}

/** What it comes to, the one button that goes on, and the way back. */
export const buttons = (
  { words, speech, contract, chosen, now, outcome }: Wizard,
  isBusy: boolean,
  isChecking: boolean,
  back: () => void,
): TemplateResult => {
  const isLast = chosen.step === "pay"
  const total = speech.format.money(outcome?.expected ?? outlookOf(contract, chosen, now).total, contract.currency)
  const onward = outcome && isLast ? words.confirm(total) : words.next
  const label = isBusy ? words.confirming : isChecking ? words.checking : onward
  return html`<footer class="dock">
    ${isLast ? nothing : html`<b class="large">${total}</b>`}
    <button class="button filled" part=${isLast ? "confirm" : "next"} ?disabled=${isBusy || isChecking}>
      ${label}
    </button>
    <button type="button" class="plain" @click=${back}>${words.back}</button>
  </footer>`
}
