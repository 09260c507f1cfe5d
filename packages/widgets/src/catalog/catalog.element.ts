import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { amountOf, isWeighed, measureOf, unitOf } from "@cabas/core/values"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { ConnectedElement } from "../base/connected.ts"
import { icon } from "../base/icon.ts"
import { orderedOf, wantedOf } from "../connection/draft.model.ts"
import { feeOf } from "../connection/pricing.model.ts"
import type { Shop } from "../connection/state.ts"
import type { Store } from "../connection/store.ts"
import { choiceOf, stepper } from "../quantity/stepper.ts"
import { categoriesOf, isFound, isLittle, named, priceOf, rowsOf } from "./catalog.model.ts"
import type { Row } from "./catalog.model.ts"
import { catalogStyles } from "./catalog.styles.ts"
import { markFor } from "./marks.ts"

/** How many rows are rendered first; then twice as many, and so on, so that a long list does not hold the page up. */
const first = 25

/**
 * The products of a distribution, with search and categories, and a quantity for each when one may order.
 * @element cabas-catalog
 * @csspart offer - each product
 */
export class CabasCatalog extends ConnectedElement {
  static override properties: PropertyDeclarations = {
    search: {},
    category: {},
  }
  static override styles: CSSResultGroup = [baseStyles, catalogStyles]

  declare search: string
  declare category: string
  #of: ReadonlyArray<unknown> = []
  #shop: Shop | undefined
  #locale = ""
  #rows: ReadonlyArray<Row> = []
  #limit = first

  constructor() {
    super()
    this.search = ""
    this.category = ""
  }

  /** Renders only what it shows: saving, for one, is not its business. */
  protected override storeChanged(): void {
    const { store } = this
    const { shop, sheet, draft, isLoading, isBusy } = store!.state
    const phases = shop?.distribution?.catalogs.map(({ id }) => store!.phaseOf(id))
    const of = [shop, sheet, draft, isLoading, isBusy, `${phases}`]
    if (of.some((each, index) => each !== this.#of[index])) this.requestUpdate()
    this.#of = of
  }

  protected override updated(): void {
    if (this.#limit >= this.#rows.length) return
    requestAnimationFrame(() => {
      this.#limit *= 2
      this.requestUpdate()
    })
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store, search, category } = this
    const { say, format } = this.speech
    const { shop = null, isLoading = true } = store?.state ?? {}
    if (!shop) return isLoading ? ghosts : nothing
    if (this.#shop !== shop || this.#locale !== format.locale) {
      this.#shop = shop
      this.#locale = format.locale
      this.#rows = rowsOf(shop, say.names, format.locale)
    }
    const found = new Set(this.#rows.filter((row) => isFound(row, category, search)))
    const chip = (name: string, label: string) =>
      html`<button
        class=${category === name ? "filled" : ""}
        aria-pressed=${category === name}
        @click=${() => this.#find(search, name)}
      >
        ${label}
      </button>`
    return html`<input
        type="search"
        aria-label=${say.search}
        placeholder=${say.search}
        .value=${search}
        @input=${(event: Event) => this.#find((event.target as HTMLInputElement).value, category)}
      />
      <nav aria-label=${say.categories}>
        ${chip("", say.all)} ${[...categoriesOf(this.#rows)].map(([name, count]) => chip(name, `${name} ${count}`))}
      </nav>
      <ul>
        ${this.#rows.slice(0, this.#limit).map((row) => this.#row(store!, row, found.has(row)))}
      </ul>
      ${
        found.size > 0
          ? nothing
          : html`<div class="none">
              <p>${say.nothingFound(search)}</p>
              <button class="button" @click=${() => this.#find("", "")}>${say.showAll}</button>
            </div>`
      }`
  }

  #find(search: string, category: string): void {
    this.search = search
    this.category = category
    this.store?.announce(this.speech.say.found(this.#rows.filter((row) => isFound(row, category, search)).length))
  }

  #row(store: Store, row: Row, isVisible: boolean): TemplateResult {
    const { offer } = row
    const { draft, sheet } = store.state
    const wanted = wantedOf(draft, sheet, offer)
    return html`<li class=${wanted > 0 ? "taken" : ""} part="offer" ?hidden=${!isVisible}>
      <span class="tile ${wanted > 0 ? "filled" : ""}">
        ${
          offer.image
            ? html`<img src=${offer.image} alt="" loading="lazy" />`
            : icon(markFor(offer.category ?? offer.name))
        }
      </span>
      <div class="name">${this.#name(row)}</div>
      <div class="text">${this.#text(store, row)}</div>
      <div class="quantity">${this.#quantity(store, row, wanted)}</div>
    </li>`
  }

  #name({ offer }: Row): TemplateResult | string {
    const { say, format } = this.speech
    const { description, allergens, origin, name, terms, saleKind } = offer
    const size = terms.content && unitOf(terms.content) !== "pieces" && format.measure(terms.content)
    const title = size ? html`${name} <span class="soft">${isWeighed(saleKind) ? say.about(size) : size}</span>` : name
    const about = [
      description,
      origin && say.origin(origin),
      allergens.length > 0 && say.allergens(allergens.map((each) => named(each, say.names)).join(", ")),
    ].filter(Boolean)
    if (about.length === 0) return title
    return html`<details>
      <summary>${title}</summary>
      ${about.map((text) => html`<p>${text}</p>`)}
    </details>`
  }

  #text(store: Store, { offer, about }: Row): TemplateResult {
    const { say, format } = this.speech
    const { left } = offer
    const { currency } = store.state.shop!.group
    const { amount, per, estimate, unit } = priceOf(offer, feeOf(store.state.shop, offer.catalog))
    const isOut = left && !amountOf(left) && !orderedOf(store.state.sheet, offer)
    const rest = isOut ? say.soldOut : left && isLittle(left) ? say.left(format.measure(left)) : ""
    return html`<p class="soft">${about}</p>
      <p class="price">
        <b>${per ? format.price(amount, per, currency) : format.money(amount, currency, estimate)}</b>
        <span class="soft">${unit && format.price(unit.price, unit.per, currency)}</span>
        <span class="soft">${estimate ? say.weighed : ""}</span>
        <span class="warn">${rest}</span>
      </p>`
  }

  #quantity(store: Store, { offer }: Row, wanted: number): TemplateResult | typeof nothing {
    const { sheet, isLoading } = store.state
    if (!sheet && !isLoading) return nothing
    const { say, format } = this.speech
    const choice = choiceOf(offer, orderedOf(sheet, offer))
    if (store.phaseOf(offer.catalog) !== "open") {
      const isOther = store.phaseOf() === "open"
      return html`<span class="soft"
        >${wanted > 0 ? format.measure(measureOf(choice.unit, wanted)) : isOther ? say.closed : ""}</span
      >`
    }
    return stepper(store, offer, choice, wanted)
  }
}

/** The place of products that are on their way. */
const ghosts = html`<ul aria-hidden="true">
  ${Array.from({ length: 8 }, () => html`<li><span class="tile"></span></li>`)}
</ul>`

define("cabas-catalog", CabasCatalog)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-catalog": CabasCatalog
  }
}
