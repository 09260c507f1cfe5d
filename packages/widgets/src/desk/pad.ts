import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Tools } from "./tools.ts"

/** What stands behind a number on a pad. */
export const shortUnits = { pieces: "", grams: "g", millilitres: "mL" } as const

/** What a pad asks for. */
export interface PadOptions {
  readonly label: string
  /** What stands behind the number. */
  readonly unit: string
  /** Whether several weighings may be added. */
  readonly adds?: boolean
  /** What the number comes to, under it. */
  readonly below?: TemplateResult | typeof nothing
  readonly submit: string
  readonly isRisky?: boolean
  readonly enter: () => void
  readonly leave: () => void
  /** More to press beside the button that enters. */
  readonly more?: TemplateResult | typeof nothing
}

/** A pad of big keys, so that no keyboard of the system covers half the screen; a real keyboard types into it too. */
export class Pad {
  text = ""
  readonly #changed: () => void

  /** @param changed called when another number is there */
  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** Types one key; `<` takes the last one away. */
  press(key: string): void {
    this.type(key === "<" ? this.text.slice(0, -1) : this.text + key)
  }

  /** Puts a text in the place of what was typed; what is no number is left out. */
  type(text: string): void {
    this.text = text
      .replaceAll(".", ",")
      .replaceAll(/[^\d,+kglm\s]/gi, "")
      .slice(0, 120)
    this.#changed()
  }

  /** Puts a weight in the place of the last one: a scale tells what lies on it again and again. */
  typeLast(amount: number): void {
    const before = this.text.split("+").slice(0, -1)
    this.type([...before, `${amount}`].join("+"))
  }

  /** The pad with what it asks for. */
  render({ words }: Tools, options: PadOptions): TemplateResult {
    const { label, unit, adds, below = nothing, submit, isRisky, enter, leave, more = nothing } = options
    const key = (text: string, name: string | typeof nothing = nothing, shown: unknown = text) =>
      html`<button type="button" class="key" aria-label=${name} @click=${() => this.press(text)}>${shown}</button>`
    const digits = (row: string) => [...row].map((digit) => key(digit))
    const typed = (event: Event) => this.type((event.target as HTMLInputElement).value)
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return
      event.stopPropagation()
      leave()
    }
    const entered = (event: SubmitEvent) => {
      event.preventDefault()
      enter()
    }
    return html`<form class="pad" @submit=${entered} @keydown=${pressed}>
      <label class="shown"
        ><span class="soft">${label}</span>
        <span class="number"
          ><input class="typed" inputmode="none" autocomplete="off" .value=${this.text} @input=${typed} /><span
            >${unit}</span
          ></span
        ></label
      >
      <div class="below" aria-live="polite">${below}</div>
      <div class="keys" role="group" aria-label=${words.pad}>
        ${digits("789")} ${key("<", words.keys.erase, "⌫")} ${digits("456")}
        ${adds ? key("+", words.keys.plus) : html`<span></span>`} ${digits("123")} ${key(",", words.keys.comma)}
        ${key("0")}
      </div>
      <div class="ends">
        <button class="button ${isRisky ? "risk" : "filled"} big">${submit}</button>${more}
        <button type="button" class="button big" @click=${leave}>${words.cancel}</button>
      </div>
    </form>`
  }
}
