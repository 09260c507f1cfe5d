import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { measureOf } from "@cabas/core/values"
import type { Unit } from "@cabas/core/values"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { CabasElement } from "../base/element.ts"
import { hasMore, less, more, pace, typed } from "./quantity.model.ts"
import type { Choice } from "./quantity.model.ts"
import { quantityStyles } from "./quantity.styles.ts"

/** How long a hint stays, in milliseconds. */
const hintStays = 5000

/**
 * Chooses a quantity: two buttons to press or hold, and a field that reads what people write (`0,5`, `500 g`).
 *
 * ```html
 * <cabas-quantity unit="grams" step="250" min="500" value="1500" label="Carottes" name="carottes"></cabas-quantity>
 * ```
 * @element cabas-quantity
 * @attr value - in whole pieces, grams or millilitres; 0 for none
 * @attr unit - `pieces`, `grams` or `millilitres`
 * @attr step - by how much; min - the least; max - the most, without limit when absent
 * @attr label - what it is the quantity of
 * @attr disabled - shows the quantity and changes nothing
 * @csspart stepper - the whole
 * @csspart button - each button
 * @csspart field - what is typed into
 * @fires cabas:quantity:change - with the new value
 */
export class CabasQuantity extends CabasElement {
  static readonly formAssociated = true
  static override shadowRootOptions: ShadowRootInit = { mode: "open", delegatesFocus: true }
  static override properties: PropertyDeclarations = {
    value: { type: Number },
    unit: { type: String },
    step: { type: Number },
    min: { type: Number },
    max: { type: Number },
    label: { type: String },
    disabled: { type: Boolean, reflect: true },
    hint: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, quantityStyles]

  declare value: number
  declare unit: Unit
  declare step: number
  declare min: number | null
  declare max: number | null
  declare label: string
  declare disabled: boolean
  private declare hint: string
  readonly #internals: ElementInternals | undefined
  #held: ReturnType<typeof setTimeout> | undefined
  #steps = 0
  #hintEnds: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.value = 0
    this.unit = "pieces"
    this.step = 1
    this.min = null
    this.max = null
    this.label = ""
    this.disabled = false
    this.hint = ""
    this.#internals = this.attachInternals?.()
  }

  /** The form this field is in. */
  get form(): HTMLFormElement | null {
    return this.#internals?.form ?? null
  }

  formResetCallback(): void {
    this.value = Number(this.getAttribute("value") ?? 0)
  }

  formDisabledCallback(disabled: boolean): void {
    this.disabled = disabled
  }

  formStateRestoreCallback(state: string): void {
    this.value = Number(state)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#release()
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    if (!changed.has("value")) return
    this.#internals?.setFormValue?.(String(this.value))
    // What was typed is replaced by what it came to, also when that is what it was before.
    this.#write()
  }

  protected override render(): TemplateResult {
    const { say } = this.speech
    const { value, label, disabled } = this
    const choice = this.#choice()
    const some = value > 0
    const shown = some ? this.#measure(value) : ""
    return html`<div class="stepper ${some ? "some" : ""}" part="stepper">
        <button
          part="button"
          type="button"
          tabindex="-1"
          ?hidden=${!some}
          ?disabled=${disabled}
          aria-label=${say.quantity.less(label)}
          @click=${() => this.#click(less)}
          @pointerdown=${(event: PointerEvent) => this.#press(event, less)}
          @pointerup=${this.#release}
          @pointercancel=${this.#release}
          @pointerleave=${this.#release}
          @contextmenu=${this.#keepMenu}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 12h12" /></svg>
        </button>
        <input
          part="field"
          ?hidden=${!some}
          ?readonly=${disabled}
          role="spinbutton"
          inputmode="decimal"
          autocomplete="off"
          enterkeyhint="done"
          aria-label=${label === "" ? say.quantity.quantity : label}
          aria-valuenow=${value}
          aria-valuemin="0"
          aria-valuemax=${this.max ?? nothing}
          aria-valuetext=${some ? this.#measure(value, "long") : say.quantity.none}
          aria-invalid=${this.hint === "" ? nothing : "true"}
          .value=${shown}
          @focus=${this.#select}
          @keydown=${this.#key}
          @change=${this.#typed}
          @blur=${this.#write}
        />
        <button
          part="button"
          type="button"
          tabindex=${some ? -1 : 0}
          ?disabled=${disabled || !hasMore(choice, value)}
          aria-label=${some ? say.quantity.more(label) : say.quantity.add(label)}
          @click=${() => this.#click(more)}
          @pointerdown=${(event: PointerEvent) => this.#press(event, more)}
          @pointerup=${this.#release}
          @pointercancel=${this.#release}
          @pointerleave=${this.#release}
          @contextmenu=${this.#keepMenu}
        >
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 12h12M12 6v12" /></svg>
        </button>
      </div>
      <div class="hint" role="alert" ?hidden=${this.hint === ""}>${this.hint}</div>`
  }

  #choice(): Choice {
    return { unit: this.unit, step: this.step, minimum: this.min ?? this.step, maximum: this.max }
  }

  #measure(value: number, length: "short" | "long" = "short"): string {
    return this.speech.format.measure(measureOf(this.unit, value), length)
  }

  #choose(value: number): void {
    if (value === this.value || this.disabled) return
    this.value = value
    this.#tellHint("")
    if (value === 0 && this.shadowRoot?.activeElement) void this.#toAdd()
    this.tell("cabas:quantity:change", { value })
  }

  /** Where nothing is chosen only one button is left: whoever was on another goes there. */
  async #toAdd(): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>("button:last-of-type")?.focus()
  }

  #step(towards: typeof more, steps = 1): void {
    this.#choose(towards(this.#choice(), this.value, steps))
  }

  /** A click that ends a long press is not another step. */
  #click(towards: typeof more): void {
    if (this.#steps === 0) this.#step(towards)
    this.#steps = 0
  }

  #press(event: PointerEvent, towards: typeof more): void {
    if (event.button !== 0) return
    this.#release()
    this.#steps = 0
    const again = () => {
      this.#steps += 1
      this.#step(towards)
      this.#held = setTimeout(again, pace(this.#steps))
    }
    this.#held = setTimeout(again, pace(0))
  }

  readonly #release = (): void => clearTimeout(this.#held)

  readonly #keepMenu = (event: Event): void => event.preventDefault()

  readonly #select = (event: Event): void => (event.target as HTMLInputElement).select()

  readonly #key = (event: KeyboardEvent): void => {
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 }[event.key]
    if (event.key === "Home") this.#choose(0)
    else if (event.key === "End" && this.max !== null) this.#choose(this.max)
    else if (event.key === "Enter") this.#typed()
    else if (steps !== undefined) this.#step(steps > 0 ? more : less, Math.abs(steps))
    else return
    event.preventDefault()
  }

  readonly #typed = (): void => {
    const { say, format } = this.speech
    const choice = this.#choice()
    const field = this.#field()
    if (field === null) return
    const read = typed(choice, field.value, format.locale)
    if (read === undefined) this.#tellHint(say.quantity.notRead)
    else {
      this.#choose(read.value)
      const most = choice.maximum !== null && read.asked > choice.maximum
      const value = this.#measure(read.value)
      if (most) this.#tellHint(say.quantity.most(value))
      else if (read.asked !== read.value) {
        this.#tellHint(say.quantity.rounded(value, this.#measure(choice.step), this.#measure(choice.minimum)))
      }
    }
    this.#write()
  }

  #field(): HTMLInputElement | null {
    return this.renderRoot.querySelector("input")
  }

  readonly #write = (): void => {
    const field = this.#field()
    if (field !== null) field.value = this.value > 0 ? this.#measure(this.value) : ""
  }

  #tellHint(hint: string): void {
    this.hint = hint
    clearTimeout(this.#hintEnds)
    if (hint !== "") this.#hintEnds = setTimeout(() => (this.hint = ""), hintStays)
  }
}

define("cabas-quantity", CabasQuantity)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-quantity": CabasQuantity
  }
}
