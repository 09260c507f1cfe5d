import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { amountOf, lineAmount, measureOf, unitOf } from "@cabas/core/values"
import type { Measure } from "@cabas/core/values"
import { deviationOf, isWeighed, weightsIn } from "./desk.model.ts"
import { Pad, shortUnits } from "./pad.ts"
import { within } from "./apply.ts"
import type { DeskBasket, DeskLine } from "./picture.ts"
import type { Tools } from "./tools.ts"

/** Weighs or counts one line: what is on the scale, without its tare, beside what was expected, and the price. */
export class Weighing {
  readonly pad: Pad
  readonly #tools: () => Tools
  /** The packaging of one weighing: the same crate goes from one line to the next. */
  #tare = 0
  #isTare = false
  /** Why it is asked once more. */
  #doubt = ""
  #wrong = ""
  #reading: AsyncIterator<number> | undefined

  constructor(tools: () => Tools) {
    this.#tools = tools
    this.pad = new Pad(() => {
      this.#doubt = ""
      this.#wrong = ""
      tools().update()
    })
  }

  /** Begins with another line. */
  begin(): void {
    this.leave()
    this.pad.text = ""
    this.#doubt = ""
    this.#wrong = ""
    this.#isTare = false
    this.#tools().focus(".pad .typed")
  }

  /** Stops reading the scale. */
  leave(): void {
    void this.#reading?.return?.()
    this.#reading = undefined
  }

  /** The pad for a line. */
  render(
    basket: DeskBasket,
    line: DeskLine,
    ends: {
      readonly done: () => void
      readonly leave: () => void
      readonly submit: string
      readonly more?: TemplateResult
    },
  ): TemplateResult {
    const tools = this.#tools()
    const { words, measure, scale } = tools
    const unit = unitOf(line.per)
    const isOnScale = isWeighed(line)
    if (this.#isTare) return this.#tarePad(line)
    const more = html`${
      isOnScale
        ? html`<button type="button" class="button big" @click=${() => this.#askTare()}>
            ${words.tare(measure(measureOf(unit, this.#tare)))}
          </button>`
        : nothing
    }${
      scale && isOnScale && unit === "grams"
        ? html`<button
            type="button"
            class="button big"
            aria-pressed=${!!this.#reading}
            @click=${() => void this.#read()}
          >
            ${words.readScale}
          </button>`
        : nothing
    }${ends.more ?? nothing}`
    return this.pad.render(tools, {
      label: isOnScale ? words.weightOf(line.name) : words.countOf(line.name),
      unit: shortUnits[unit],
      adds: true,
      below: this.#below(line),
      submit: this.#doubt ? words.confirmWeight : ends.submit,
      isRisky: this.#doubt !== "",
      enter: () => this.#enter(basket, line, ends.done),
      leave: () => {
        this.leave()
        ends.leave()
      },
      more,
    })
  }

  #net(line: DeskLine): Measure | undefined {
    const unit = unitOf(line.per)
    const weights = weightsIn(this.pad.text, unit)
    if (!weights || weights.some((weight) => weight <= this.#tare)) return undefined
    return measureOf(
      unit,
      weights.reduce((sum, weight) => sum + weight - this.#tare, 0),
    )
  }

  #below(line: DeskLine): TemplateResult {
    const { words, measure, money } = this.#tools()
    const net = this.#net(line)
    const nominal = within(line.nominal, unitOf(line.per))
    const expected =
      nominal === null ? nothing : html` · ${words.expected(measure(measureOf(unitOf(line.per), nominal)))}`
    const problem = this.#doubt || this.#wrong
    if (problem) return html`<p class="note bad" role="alert">${problem}</p>`
    if (!net) {
      return html`<p class="soft">${words.ordered} ${measure(line.ordered)}${expected}</p>
        ${isWeighed(line) ? html`<p class="soft">${words.perKilo}</p>` : nothing}`
    }
    const terms = { price: line.price, per: line.per, vat: line.vat, content: line.content }
    return html`<p><b>= ${measure(net)}</b>${expected} · <b>${money(lineAmount(terms, net, line.feeRate))}</b></p>
      ${this.#tolerance(amountOf(net), nominal)}`
  }

  #tolerance(net: number, nominal: number | null): TemplateResult | typeof nothing {
    const { words } = this.#tools()
    const deviation = deviationOf(net, nominal)
    if (!deviation) return nothing
    const percent = `${Math.abs(deviation.percent)}\u00A0%`
    const said =
      deviation.tolerance === "even" ? words.even : deviation.percent > 0 ? words.more(percent) : words.less(percent)
    return html`<p class="tolerance ${deviation.tolerance}">${said}</p>`
  }

  /** What must be asked once more. @rule DAY-2, DAY-3 */
  #doubtOf(line: DeskLine, weights: number, net: Measure): string {
    const { words, measure } = this.#tools()
    const { saleKind, ordered, nominal } = line
    if (saleKind === "weighed-each" && "pieces" in ordered && weights !== ordered.pieces) {
      return words.notMatching(ordered.pieces, weights)
    }
    const expected = within(nominal, unitOf(net))
    const isUnlikely = deviationOf(amountOf(net), expected)?.tolerance === "unlikely"
    return isUnlikely && nominal !== null ? words.unlikely(measure(nominal)) : ""
  }

  #enter(basket: DeskBasket, line: DeskLine, done: () => void): void {
    const { words, measure, picture, act, update } = this.#tools()
    const unit = unitOf(line.per)
    const weights = weightsIn(this.pad.text, unit)
    const net = this.#net(line)
    if (!weights || !net) {
      this.#wrong = !isWeighed(line) ? words.noCount : weights ? words.tareTooHeavy : words.noWeight
      return update()
    }
    const sure = this.#doubt !== ""
    if (!sure) this.#doubt = this.#doubtOf(line, weights.length, net)
    if (!sure && this.#doubt !== "") return update()
    this.leave()
    const about = { distribution: picture.distribution.id, member: basket.member, line: line.id, sure }
    const said = isWeighed(line) ? { weights, tare: this.#tare } : { delivered: net }
    act({ operation: "line.weigh", input: { ...about, ...said } }, `${line.name}, ${measure(net)}`)
    done()
  }

  #askTare(): void {
    this.#isTare = true
    this.pad.type("")
    this.#tools().focus(".pad .typed")
  }

  #tarePad(line: DeskLine): TemplateResult {
    const tools = this.#tools()
    const unit = unitOf(line.per)
    const leave = () => {
      this.#isTare = false
      this.pad.type("")
      tools.focus(".pad .typed")
    }
    return this.pad.render(tools, {
      label: tools.words.tareHow,
      unit: shortUnits[unit],
      submit: tools.words.setTare,
      enter: () => {
        this.#tare = weightsIn(this.pad.text, unit)?.reduce((sum, weight) => sum + weight, 0) ?? 0
        leave()
      },
      leave,
    })
  }

  /** Follows the scale until the weight is entered. */
  async #read(): Promise<void> {
    const { scale, words, update } = this.#tools()
    if (!scale || this.#reading) return this.leave()
    const reading = scale.read()[Symbol.asyncIterator]()
    this.#reading = reading
    update()
    try {
      for (;;) {
        const { value, done } = await reading.next()
        if (done || this.#reading !== reading) break
        this.pad.typeLast(Math.round(value))
      }
    } catch {
      this.#wrong = words.scaleFails
    }
    if (this.#reading === reading) this.#reading = undefined
    update()
  }
}
