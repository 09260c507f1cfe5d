import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { measureOf, unitOf } from "@cabas/core/values"
import { weightsIn } from "./desk.model.ts"
import type { Row } from "./desk.model.ts"
import { Pad, shortUnits } from "./pad.ts"
import type { Offer } from "./picture.ts"
import type { Tools } from "./tools.ts"

/** What an offer is counted in when it is sold: weighed goods on the scale, the others by the piece or by measure. */
const soldIn = ({ saleKind, terms }: Offer) => (saleKind === "piece" ? ("pieces" as const) : unitOf(terms.per))

/** Sells something beyond what was ordered. */
export class SalePart {
  readonly #tools: () => Tools
  readonly #pad: Pad
  #chosen: string | null = null
  #wrong = ""

  constructor(tools: () => Tools) {
    this.#tools = tools
    this.#pad = new Pad(() => {
      this.#wrong = ""
      tools().update()
    })
  }

  /** Begins with another household. */
  begin(): void {
    this.#chosen = null
    this.#pad.text = ""
  }

  /** @param isOpen whether there is nothing else to do for the household */
  render(row: Row, isOpen: boolean): TemplateResult | typeof nothing {
    const { words, store, money, update, focus } = this.#tools()
    const { offers } = store.state
    if (row.basket.settled) return nothing
    const key = ({ catalog, product }: Offer) => `${catalog} ${product}`
    const offer = offers.find((one) => key(one) === this.#chosen)
    const choose = (event: Event) => {
      this.#chosen = (event.target as HTMLSelectElement).value
      this.#pad.type("")
      focus(".pad .typed")
      update()
    }
    return html`<details class="sale" ?open=${isOpen}>
      <summary>${words.sale}</summary>
      ${
        offers.length === 0
          ? html`<p class="soft">${words.noOffers}</p>`
          : html`<label
                >${words.whatSold}
                <select @change=${choose}>
                  <option value="" ?selected=${!offer}></option>
                  ${offers.map(
                    (one) =>
                      html`<option value=${key(one)} ?selected=${one === offer}>
                        ${one.name} · ${money(one.shownPrice)}
                      </option>`,
                  )}
                </select></label
              >
              ${offer ? this.#padOf(row, offer) : nothing}`
      }
    </details>`
  }

  #padOf(row: Row, offer: Offer): TemplateResult {
    const tools = this.#tools()
    const { words, update } = tools
    const unit = soldIn(offer)
    return this.#pad.render(tools, {
      label: unit === "pieces" ? words.countOf(offer.name) : words.weightOf(offer.name),
      unit: shortUnits[unit],
      adds: true,
      below: this.#wrong ? html`<p class="note bad" role="alert">${this.#wrong}</p>` : nothing,
      submit: words.sell,
      enter: () => this.#sell(row, offer),
      leave: () => {
        this.begin()
        update()
      },
    })
  }

  #sell({ basket }: Row, offer: Offer): void {
    const { words, picture, act, update } = this.#tools()
    const unit = soldIn(offer)
    const weights = weightsIn(this.#pad.text, unit)
    if (!weights) {
      this.#wrong = unit === "pieces" ? words.noCount : words.noWeight
      return update()
    }
    const measure = measureOf(
      unit,
      weights.reduce((sum, weight) => sum + weight, 0),
    )
    const isWeighed = offer.saleKind.startsWith("weighed")
    const quantity = isWeighed ? { pieces: weights.length } : measure
    const { catalog, product } = offer
    const about = { distribution: picture.distribution.id, member: basket.member, catalog, product, quantity }
    act({ operation: "line.sell", input: { ...about, ...(isWeighed && { weighed: measure }) } }, words.sold(offer.name))
    this.begin()
    update()
  }
}
