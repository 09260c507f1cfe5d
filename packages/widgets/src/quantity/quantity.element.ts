import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, PropertyValues, TemplateResult } from "lit"
import { measureOf } from "@cabas/core/values"
import type { Unit } from "@cabas/core/values"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { CabasElement } from "../base/element.ts"
import type { Length } from "../base/format.ts"
import { icon } from "../base/icon.ts"
import { nearest, pace, stepped, typed } from "./quantity.model.ts"
import type { Choice } from "./quantity.model.ts"
import { quantityStyles } from "./quantity.styles.ts"

/** How long a hint stays, in milliseconds. */
const hintStays = 5000

/** Steps of each key. */
const keys: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1 }

/**
 * Chooses a quantity: two buttons to press or hold, and a field that reads what people write (`0,5`, `500 g`).
 *
 * ```html
 * <cabas-quantity unit="grams" step="250" min="500" value="1500" label="Carottes" name="carottes"></cabas-quantity>
 * ```
 * @element cabas-quantity
 * @attr value - in whole pieces, grams or millilitres; 0 for none
 * @attr unit - `pieces`, `grams` or `millilitres`
 * @attr step - by how much
 * @attr min - the least; one step when absent
 * @attr max - the most; without limit when absent
 * @attr label - what it is the quantity of
 * @attr disabled - shows the quantity and changes nothing
 * @csspart button - each button
 * @csspart field - what is typed into
 * @fires cabas:quantity:change - with the new value
 */
export class CabasQuantity extends CabasElement {
  static readonly formAssociated = true
  static override shadowRootOptions: ShadowRootInit = { mode: "open", delegatesFocus: true }
  static override properties: PropertyDeclarations = {
    value: { type: Number },
    unit: {},
    step: { type: Number },
    min: { type: Number },
    max: { type: Number },
    label: {},
    disabled: { type: Boolean, reflect: true },
    hint: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, quantityStyles]

  declare value: number
  declare unit: Unit
  declare step: number
  declare min: number | null | undefined
  declare max: number | null | undefined
  declare label: string | undefined
  declare disabled: boolean
  declare private hint: string
  readonly #internals = this.attachInternals?.()
  #held: ReturnType<typeof setTimeout> | undefined
  #steps = 0

  constructor() {
    super()
    this.value = 0
    this.unit = "pieces"
    this.step = 1
    this.disabled = false
    this.hint = ""
  }

  formResetCallback(): void {
    this.value = Number(this.getAttribute("value"))
  }

  formDisabledCallback(disabled: boolean): void {
    this.disabled = disabled
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("value")) this.#internals?.setFormValue(`${this.value}`)
  }

  protected override render(): TemplateResult {
    const { say } = this.speech
    const { value, label, disabled, hint } = this
    const some = value > 0
    const button = (by: number, action: string, path: string, isOff: boolean) =>
      html`<button
        part="button"
        data-by=${by}
        tabindex=${some ? -1 : 0}
        ?hidden=${!some && by < 0}
        ?disabled=${disabled || isOff}
        aria-label=${say.of(action, label)}
      >
        ${icon(path)}
      </button>`
    return html`<div
        class=${some ? "some" : ""}
        @click=${this.#click}
        @pointerdown=${this.#press}
        @pointerup=${this.#release}
        @pointercancel=${this.#release}
        @pointerleave=${this.#release}
      >
        ${button(-1, say.less, "M6 12h12", false)}
        <input
          part="field"
          role="spinbutton"
          inputmode="decimal"
          autocomplete="off"
          ?hidden=${!some}
          ?readonly=${disabled}
          aria-label=${label || nothing}
          aria-valuenow=${value}
          aria-valuemin="0"
          aria-valuemax=${this.max ?? nothing}
          aria-valuetext=${this.#measure(value, "long")}
          .value=${this.#measure(value)}
          @focus=${() => this.#field.select()}
          @keydown=${this.#key}
          @change=${this.#type}
        />
        ${button(1, some ? say.more : say.add, "M6 12h12M12 6v12", stepped(this.#choice, value, 1) === value)}
      </div>
      <output ?hidden=${hint === ""}>${hint}</output>`
  }

  get #choice(): Choice {
    return { unit: this.unit, step: this.step, minimum: this.min ?? this.step, maximum: this.max ?? null }
  }

  get #field(): HTMLInputElement {
    return this.renderRoot.querySelector("input")!
  }

  #measure(value: number, length: Length = "short"): string {
    return this.speech.format.measure(measureOf(this.unit, value), length)
  }

  #choose(value: number): void {
    if (value === this.value || this.disabled) return
    this.value = value
    this.hint = ""
    // Where nothing is chosen only one button is left: whoever was elsewhere goes there.
    if (value === 0 && this.matches(":focus-within")) void this.updateComplete.then(() => this.#add())
    this.tell("cabas:quantity:change", { value })
  }

  #add(): void {
    this.renderRoot.querySelector<HTMLElement>("[data-by='1']")!.focus()
  }

  #step(steps: number): void {
    this.#choose(stepped(this.#choice, this.value, steps))
  }

  readonly #click = (event: Event): void => {
    // A click that ends a long press is not another step.
    if (this.#steps === 0) this.#step(stepsOf(event))
    this.#steps = 0
  }

  readonly #press = (event: PointerEvent): void => {
    const steps = event.button === 0 ? stepsOf(event) : 0
    this.#release()
    this.#steps = 0
    const hold = () => {
      this.#held = setTimeout(() => {
        this.#steps += 1
        this.#step(steps)
        hold()
      }, pace(this.#steps))
    }
    if (steps !== 0) hold()
  }

  readonly #release = (): void => clearTimeout(this.#held)

  readonly #key = (event: KeyboardEvent): void => {
    const { key } = event
    const steps = keys[key]
    if (steps) this.#step(steps)
    else if (key === "Home") this.#choose(0)
    else if (key === "Enter") this.#type()
    else return
    event.preventDefault()
  }

  /** Takes the nearest quantity to what was typed, and says so when it is another. */
  readonly #type = (): void => {
    const { say } = this.speech
    const { step, minimum, maximum } = this.#choice
    const asked = typed(this.#choice, this.#field.value)
    const value = asked === undefined ? this.value : nearest(this.#choice, asked)
    this.#choose(value)
    this.#field.value = this.#measure(value)
    if (asked === value) return
    const isMore = maximum !== null && asked !== undefined && asked > maximum
    this.hint = isMore ? say.atMost(this.#measure(value)) : say.soldBy(this.#measure(step), this.#measure(minimum))
    setTimeout(() => (this.hint = ""), hintStays)
  }
}

/** Which way a button goes; 0 elsewhere. */
const stepsOf = (event: Event): number =>
  Number((event.target as Element).closest<HTMLElement>("button:enabled")?.dataset["by"] ?? 0)

define("cabas-quantity", CabasQuantity)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-quantity": CabasQuantity
  }
}
