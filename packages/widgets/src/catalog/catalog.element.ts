import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { amountOf, measureOf, unitOf } from "@cabas/core/values"
import { baseStyles } from "../base/base.styles.ts"
import { ConnectedElement } from "../base/connected.ts"
import { define } from "../base/define.ts"
import type { CabasEvent } from "../base/events.ts"
import { orderedOf, wantedOf } from "../connection/draft.model.ts"
import type { State } from "../connection/state.ts"
import "../quantity/quantity.element.ts"
import { categoriesOf, choiceOf, isFound, littleLeft, priceOf, rowsOf } from "./catalog.model.ts"
import type { Category, Row } from "./catalog.model.ts"
import { catalogStyles } from "./catalog.styles.ts"
import { markOf } from "./icons.ts"

/** How many rows are rendered at once, so that a long list does not hold the page up. */
const atOnce = 40

/** What of the state the catalog shows: nothing else makes it render again. */
const shownOf = ({ phase, who, shop, sheet, draft, busy }: State) => [phase, who, shop, sheet, draft, busy]

/**
 * The products of a distribution, with search and categories, and a quantity for each when one may order.
 * @element cabas-catalog
 * @slot empty - what is shown when no product is offered
 * @csspart offer - each product
 */
export class CabasCatalog extends ConnectedElement {
  static override properties: PropertyDeclarations = {
    ...ConnectedElement.properties,
    search: { type: String },
    category: { type: String },
  }
  static override styles: CSSResultGroup = [baseStyles, catalogStyles]

  declare search: string
  declare category: string
  #shown: ReadonlyArray<unknown> = []
  #rows: { readonly of: unknown; readonly locale: string; readonly rows: ReadonlyArray<Row> } | undefined
  #limit = atOnce

  constructor() {
    super()
    this.search = ""
    this.category = ""
  }

  protected override storeChanged(): void {
    const { store } = this
    const catalogs = store?.state.shop?.distribution?.catalogs ?? []
    const shown = store === undefined ? [] : [...shownOf(store.state), ...catalogs.map(({ id }) => store.phaseOf(id))]
    if (shown.length === this.#shown.length && shown.every((each, index) => each === this.#shown[index])) return
    this.#shown = shown
    this.requestUpdate()
  }

  protected override updated(): void {
    if (this.#limit >= (this.#rows?.rows.length ?? 0)) return
    requestAnimationFrame(() => {
      this.#limit += atOnce
      this.requestUpdate()
    })
  }

  protected override render(): TemplateResult {
    const shop = this.store?.state.shop
    if (!shop) return this.store?.state.phase === "failed" ? html`` : this.#ghosts()
    const { say, format } = this.speech
    if (this.#rows?.of !== shop || this.#rows.locale !== format.locale) {
      this.#rows = { of: shop, locale: format.locale, rows: rowsOf(shop, format.locale) }
    }
    const { rows } = this.#rows
    if (rows.length === 0) {
      return html`<div class="none"><slot name="empty">${say.catalog.empty}</slot></div>`
    }
    const found = rows.filter((row) => isFound(row, this.category, this.search))
    const visible = new Set(found)
    return html`<div class="find">
        <input
          type="search"
          aria-label=${say.catalog.search}
          placeholder=${say.catalog.search}
          .value=${this.search}
          @input=${(event: Event) => this.#find({ search: (event.target as HTMLInputElement).value })}
        />
        ${this.#chips(categoriesOf(rows))}
      </div>
      <ul aria-label=${say.catalog.products} ?hidden=${found.length === 0}>
        ${rows.slice(0, this.#limit).map((row) => this.#row(row, visible.has(row)))}
      </ul>
      ${found.length > 0 ? nothing : this.#nothing()}`
  }

  #ghosts(): TemplateResult {
    const ghost = html`<li class="row ghost">
      <span class="tile"></span><span class="name">&nbsp;</span>
      <span class="text">&nbsp;</span><span class="quantity"></span>
    </li>`
    return html`<ul aria-hidden="true">
      ${Array.from({ length: 8 }, () => ghost)}
    </ul>`
  }

  #chips(categories: ReadonlyArray<Category>): TemplateResult | typeof nothing {
    if (categories.length < 2) return nothing
    const { say } = this.speech
    const chip = (name: string, label: string, count: string) =>
      html`<button type="button" aria-pressed=${this.category === name} @click=${() => this.#find({ category: name })}>
        ${label}${count}
      </button>`
    return html`<div class="chips" role="group" aria-label=${say.catalog.categories}>
      ${chip("", say.catalog.all, "")} ${categories.map(({ name, count }) => chip(name, name, ` ${count}`))}
    </div>`
  }

  #nothing(): TemplateResult {
    const { say } = this.speech
    return html`<div class="none">
      <p>${say.catalog.nothing(this.search)}</p>
      <button class="button" type="button" @click=${() => this.#find({ search: "", category: "" })}>
        ${say.catalog.showAll}
      </button>
    </div>`
  }

  #find(wanted: { readonly search?: string; readonly category?: string }): void {
    Object.assign(this, wanted)
    const found = this.#rows?.rows.filter((row) => isFound(row, this.category, this.search)) ?? []
    this.store?.announce(this.speech.say.catalog.found(found.length))
  }

  #row(row: Row, isVisible: boolean): TemplateResult {
    const { offer } = row
    const { say } = this.speech
    const { draft, sheet } = this.store!.state
    const wanted = wantedOf(draft, sheet, offer)
    const left = littleLeft(offer)
    const labels = [row.producer, ...offer.labels].filter((text) => text !== "").join(" · ")
    return html`<li class="row ${wanted > 0 ? "taken" : ""}" part="offer" ?hidden=${!isVisible}>
      <span class="tile">
        ${offer.image === null
          ? html`<svg viewBox="0 0 24 24" aria-hidden="true">${markOf(row.category, offer.name)}</svg>`
          : html`<img src=${offer.image} alt="" loading="lazy" width="40" height="40" />`}
      </span>
      <div class="name">
        ${this.#name(row)}
        ${left === null || wanted > 0 && amountOf(left) === 0
          ? nothing
          : html`<span class="left">
              ${amountOf(left) === 0 ? say.catalog.soldOut : say.catalog.left(this.speech.format.measure(left), amountOf(left) === 1)}
            </span>`}
      </div>
      <div class="text">
        <p class="producer">${labels}</p>
        <p class="price">${this.#price(row)}</p>
      </div>
      <div class="quantity">${this.#quantity(row, wanted)}</div>
    </li>`
  }

  #name({ offer }: Row): TemplateResult {
    const { say, format } = this.speech
    const { content } = offer.terms
    const size =
      content === null || unitOf(content) === "pieces"
        ? nothing
        : html` <span class="soft"
            >${offer.saleKind === "piece" ? format.measure(content) : say.format.about(format.measure(content))}</span
          >`
    const { description, allergens, origin } = offer
    if (description === "" && allergens.length === 0 && origin === null) return html`<span>${offer.name}${size}</span>`
    return html`<details>
      <summary>${offer.name}${size}</summary>
      <div class="about">
        ${description === "" ? nothing : html`<p>${description}</p>`}
        ${origin === null ? nothing : html`<p>${say.catalog.origin} : ${origin}</p>`}
        ${allergens.length === 0 ? nothing : html`<p>${say.catalog.allergens} : ${allergens.join(", ")}</p>`}
      </div>
    </details>`
  }

  #price({ offer }: Row): TemplateResult {
    const { say, format } = this.speech
    const { shop } = this.store!.state
    const currency = shop!.group.currency
    const fee = shop!.distribution?.catalogs.find(({ id }) => id === offer.catalog)?.fee?.basisPoints ?? 0
    const { amount, per, estimate, unit } = priceOf(offer, fee)
    const shown = per === null ? format.money(amount, currency, estimate) : format.price(amount, per, currency)
    return html`<strong>${shown}</strong>
      ${unit === null ? nothing : html`<span class="soft">${format.price(unit.price, unit.per, currency)}</span>`}
      ${estimate ? html`<span class="soft">${say.catalog.weighed}</span>` : nothing}`
  }

  #quantity(row: Row, wanted: number): TemplateResult | typeof nothing {
    const { offer } = row
    const store = this.store!
    const { sheet } = store.state
    const { format, say } = this.speech
    const { unit, step, minimum, maximum } = choiceOf(offer, orderedOf(sheet, offer))
    if (sheet === null) return nothing
    if (store.phaseOf(offer.catalog) !== "open") {
      if (wanted > 0) return html`<span class="soft">${say.catalog.inBasket(format.measure(measureOf(unit, wanted)))}</span>`
      return store.phaseOf() === "open" ? html`<span class="soft">${say.catalog.closed}</span>` : nothing
    }
    return html`<cabas-quantity
      .value=${wanted}
      .unit=${unit}
      .step=${step}
      .min=${minimum}
      .max=${maximum === null ? null : Math.max(maximum, wanted)}
      .label=${offer.name}
      ?disabled=${store.state.busy !== null}
      @cabas:quantity:change=${(event: CabasEvent<{ readonly value: number }>) =>
        store.setQuantity(offer, unit, event.detail.value)}
    ></cabas-quantity>`
  }
}

define("cabas-catalog", CabasCatalog)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-catalog": CabasCatalog
  }
}
