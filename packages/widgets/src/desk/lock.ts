import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { DayWords } from "./day.words.ts"
import type { DeskStore } from "./desk.store.ts"

const field = (label: string) =>
  html`<label
    >${label}
    <input
      name="code"
      type="password"
      inputmode="numeric"
      autocomplete="off"
      pattern="\\d{4,8}"
      minlength="4"
      maxlength="8"
      required
  /></label>`

const codeIn = (event: SubmitEvent): string => {
  event.preventDefault()
  const form = event.target as HTMLFormElement
  const code = `${new FormData(form).get("code")}`
  form.reset()
  return code
}

/** Chooses the code of this device. */
export const choosing = (words: DayWords, store: DeskStore): TemplateResult =>
  html`<section class="gate" aria-labelledby="gate">
    <h2 id="gate">${words.chooseTitle}</h2>
    <p>${words.chooseWhy}</p>
    <form @submit=${(event: SubmitEvent) => void store.protect(codeIn(event))}>
      ${field(words.code)}
      <button class="button big filled">${words.useCode}</button>
    </form>
    <button class="button big" @click=${() => void store.protect(null)}>${words.noCode}</button>
  </section>`

/** Asks for the code. */
export const locked = (words: DayWords, store: DeskStore): TemplateResult => {
  const { opening } = store.state
  const said = opening === null ? "" : words.openings[opening]
  return html`<section class="gate" aria-labelledby="gate">
    <h2 id="gate">${words.lockedTitle}</h2>
    <form @submit=${(event: SubmitEvent) => void store.unlock(codeIn(event))}>
      ${field(words.lockedCode)}
      <button class="button big filled">${words.unlock}</button>
    </form>
    ${said ? html`<p class="note bad" role="alert">${said}</p>` : nothing}
  </section>`
}
