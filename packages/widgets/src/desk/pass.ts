import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { productsOf } from "./desk.model.ts"
import type { Product, Stop } from "./desk.model.ts"
import type { Tools } from "./tools.ts"
import { Weighing } from "./weighing.ts"

/** Weighs one product for all who ordered it, one household after the other. */
export class PassPart {
  readonly #tools: () => Tools
  readonly #weighing: Weighing
  #product: string | null = null
  #at: Stop | null = null

  constructor(tools: () => Tools) {
    this.#tools = tools
    this.#weighing = new Weighing(tools)
  }

  /** Leaves the product. */
  begin(): void {
    this.#product = null
    this.#weighing.leave()
  }

  render(): TemplateResult {
    const { words, rows, measure, update } = this.#tools()
    const products = productsOf(rows).filter(({ isWeighed }) => isWeighed)
    const product = products.find((one) => one.product === this.#product)
    if (product) return this.#pass(product)
    return html`<section aria-labelledby="pass">
      <h2 id="pass" tabindex="-1">${words.passTitle}</h2>
      ${products.length === 0 ? html`<p class="none">${words.passNone}</p>` : nothing}
      <ul class="products" role="list">
        ${products.map(
          (one) =>
            html`<li>
              <button
                class="who"
                @click=${() => {
                  this.#begin(one)
                  update()
                }}
              >
                <span class="name"
                  ><b>${one.name}</b><small class="soft">${words.orderedInAll(measure(one.ordered))}</small></span
                >
                <span class="state ${one.toWeigh > 0 ? "todo" : ""}">${words.stillToWeigh(one.toWeigh)}</span>
              </button>
            </li>`,
        )}
      </ul>
    </section>`
  }

  #begin(product: Product): void {
    this.#product = product.product
    this.#at = this.#nextOf(product, null)
    this.#weighing.begin()
  }

  #lineOf(stop: Stop) {
    const basket = this.#tools().picture.baskets.find(({ id }) => id === stop.basket)
    const line = basket?.lines.find(({ id }) => id === stop.line)
    return basket && line ? { basket, line } : undefined
  }

  /** The next line of the product that is not weighed, after this one and round again. */
  #nextOf({ stops }: Product, after: Stop | null): Stop | null {
    const from =
      after === null ? 0 : stops.findIndex(({ basket, line }) => basket === after.basket && line === after.line) + 1
    const around = [...stops.slice(from), ...stops.slice(0, from)]
    return around.find((stop) => stop !== after && this.#lineOf(stop)?.line.estimate === true) ?? null
  }

  #pass(product: Product): TemplateResult {
    const { words, rows, update } = this.#tools()
    const at = this.#at === null ? undefined : this.#lineOf(this.#at)
    const name = rows.find(({ basket }) => basket.id === this.#at?.basket)?.name ?? ""
    const go = () => {
      this.#at = this.#nextOf(product, this.#at)
      this.#weighing.begin()
      update()
    }
    const leave = () => {
      this.begin()
      update()
      this.#tools().focus("#pass")
    }
    return html`<section aria-labelledby="pass">
      <nav class="ends" aria-label=${words.passTitle}>
        <button class="button big" @click=${leave}>${words.otherProduct}</button>
        ${at ? html`<button class="button big" @click=${go}>${words.skip}</button>` : nothing}
      </nav>
      <h2 id="pass" tabindex="-1">${product.name}</h2>
      ${
        at
          ? html`<p class="soft">${words.passLeft(product.toWeigh, product.stops.length)}</p>
              <h3 class="large">${at.basket.number ?? ""} ${name}</h3>
              ${this.#weighing.render(at.basket, at.line, { done: go, leave, submit: product.toWeigh > 1 ? words.validateNext : words.validate })}`
          : html`<p class="good" role="status">${words.passDone(product.name)}</p>`
      }
    </section>`
  }
}
