import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { measureOf } from "@cabas/core/values"
import { baseStyles } from "../base/base.styles.ts"
import { ConnectedElement } from "../base/connected.ts"
import { define } from "../base/define.ts"
import "../basket/basket.element.ts"
import { standingOf } from "../basket/basket.model.ts"
import "../catalog/catalog.element.ts"
import "../connection/group.element.ts"
import type { Change, Shop } from "../connection/state.ts"
import type { Store } from "../connection/store.ts"
import "../countdown/countdown.element.ts"
import "../money/money.element.ts"
import { orderingStyles } from "./ordering.styles.ts"

/** How long a change is offered to be taken back, in milliseconds. */
const toastStays = 8000

/**
 * Ordering from beginning to end: when and where, the products, the basket, confirming, the receipt. It is made of the
 * other elements and nothing else, so that a page may arrange them in its own way.
 * @element cabas-ordering
 * @slot header - in the place of date, place and closing
 * @slot signed-out - what visitors are told
 * @slot terms - what one agrees to by confirming
 */
export class CabasOrdering extends ConnectedElement {
  static override properties: PropertyDeclarations = {
    ...ConnectedElement.properties,
    open: { state: true },
    toast: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, orderingStyles]

  private declare open: boolean
  private declare toast: Change | null
  #lastChange: Change | undefined
  #toastEnds: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.open = false
    this.toast = null
  }

  /** Opens the basket where it is not beside the products. */
  openBasket(): void {
    this.open = true
  }

  protected override storeChanged(): void {
    const changes = this.store?.state.changes ?? []
    const last = changes.at(-1)
    if (last !== this.#lastChange) {
      const isNew = last !== undefined && (this.#lastChange === undefined || last.at > this.#lastChange.at)
      this.#lastChange = last
      this.#offerUndo(isNew ? last : null)
    }
    this.requestUpdate()
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const dialog = this.renderRoot.querySelector("dialog")
    if (changed.has("open") && dialog !== null && this.open !== dialog.open) {
      if (this.open) dialog.showModal()
      else dialog.close()
    }
  }

  protected override render(): TemplateResult {
    const { store } = this
    if (store === undefined || store.state.phase === "loading") return this.#loading()
    const { shop } = store.state
    if (shop === null) return this.#without(store)
    if (shop.distribution === null) return html`<div class="state"><p>${this.speech.say.ordering.noDistribution}</p></div>`
    const isMember = store.state.sheet !== null
    return html`<div class="flow">
      <slot name="header">${this.#head(store, shop)}</slot>
      <div class="notes">${this.#notes(store)}</div>
      <div class="body ${isMember ? "" : "alone"}">
        <cabas-catalog exportparts="offer"></cabas-catalog>
        ${isMember
          ? html`<aside class="side">
              <cabas-basket exportparts="confirm"><slot name="terms" slot="terms"></slot></cabas-basket>
              ${this.#saving(store)}
            </aside>`
          : nothing}
      </div>
      ${isMember ? this.#dock(store) : nothing} ${isMember ? this.#dialog(store) : nothing}
    </div>`
  }

  #loading(): TemplateResult {
    return html`<div class="flow" aria-busy="true">
      <div class="head"><h2>&nbsp;</h2></div>
      <cabas-catalog></cabas-catalog>
    </div>`
  }

  #without(store: Store): TemplateResult {
    const words = this.speech.say.ordering
    const { refusal, problem, who } = store.state
    if (refusal?._tag === "NotAllowed") {
      return html`<div class="state">
        <slot name="signed-out"><p>${who === "visitor" ? words.hidden : words.stranger}</p></slot>
        ${who === "visitor" ? this.#signIn(store) : nothing}
      </div>`
    }
    if (problem === "signed-out") return html`<div class="state"><p>${words.signedOut}</p>${this.#signIn(store)}</div>`
    const why =
      refusal?._tag === "DistributionUnknown" ? words.notFound : problem === "offline" ? words.failedOffline : words.failed
    return html`<div class="state" role="alert">
      <p>${why}</p>
      <button class="button" type="button" @click=${() => store.retry()}>${words.retry}</button>
    </div>`
  }

  #signIn(store: Store): TemplateResult | typeof nothing {
    const { signIn } = store
    return signIn === null
      ? nothing
      : html`<a class="button primary" href=${signIn}>${this.speech.say.ordering.signIn}</a>`
  }

  #head(store: Store, { group, distribution, upcoming }: Shop): TemplateResult {
    const { say, format } = this.speech
    const { startsAt, endsAt, place, id } = distribution!
    const zone = group.timeZone
    return html`<div class="head">
      <div>
        <h2>${format.Date(startsAt, zone)} · ${format.hours(startsAt, endsAt, zone)}</h2>
        <p class="soft">
          ${place.name}${store.phaseOf() === "open"
            ? html` · ${say.ordering.orders} <cabas-countdown length="short"></cabas-countdown>`
            : nothing}
        </p>
      </div>
      ${upcoming.length < 2
        ? nothing
        : html`<select
            aria-label=${say.ordering.otherDate}
            @change=${(event: Event) => void store.choose((event.target as HTMLSelectElement).value)}
          >
            ${upcoming.map(
              (each) =>
                html`<option value=${each.id} ?selected=${each.id === id}>
                  ${format.date(each.startsAt, zone, "short")}
                </option>`,
            )}
          </select>`}
    </div>`
  }

  #notes(store: Store): TemplateResult {
    const { say, format } = this.speech
    const words = say.ordering
    const { shop, who, staleSince, sheet, problem } = store.state
    const zone = shop!.group.timeZone
    const { opensAt, closesAt } = shop!.distribution!.orders
    const phase = store.phaseOf()
    const note = (text: string, more: unknown = nothing) => html`<div class="note"><p>${text}</p>${more}</div>`
    const retry = html`<button class="plain" type="button" @click=${() => store.retry()}>${words.retry}</button>`
    return html`${phase === "before" ? note(words.opens(format.date(opensAt, zone), format.time(opensAt, zone))) : nothing}
    ${phase === "after" ? note(words.closed(format.date(closesAt, zone), format.time(closesAt, zone))) : nothing}
    ${who === "visitor"
      ? html`<slot name="signed-out">${note(words.visitor, this.#signIn(store))}</slot>`
      : who === "stranger"
        ? note(words.stranger)
        : nothing}
    ${staleSince === null ? nothing : note(words.stale(format.time(staleSince, zone)), retry)}
    ${who === "member" && sheet === null && problem !== null ? note(words.noBasket, retry) : nothing}`
  }

  #saving(store: Store): TemplateResult | string {
    const { say, format } = this.speech
    const words = say.connection
    const { saving, savedAt, shop } = store.state
    const retry = html`<button class="plain" type="button" @click=${() => store.retry()}>${say.ordering.retry}</button>`
    if (saving === "failed") return html`<span class="saving soft">${words.failed} ${retry}</span>`
    return html`<span class="saving soft">${this.#savingText(saving, savedAt, shop!.group.timeZone, format.time.bind(format))}</span>`
  }

  #savingText(saving: string, savedAt: string | null, zone: string, time: (at: string, zone: string) => string): string {
    const words = this.speech.say.connection
    if (saving === "failed") return words.failed
    if (saving === "offline") return words.offline
    if (saving !== "saved") return words.saving
    return savedAt === null ? "" : words.savedAt(time(savedAt, zone))
  }

  #dock(store: Store): TemplateResult {
    const { say, format } = this.speech
    const { state, totals } = store
    const { saving, savedAt, shop, sheet } = state
    const standing = standingOf(state, totals.count)
    const isDue = (standing === "draft" || standing === "changed") && store.phaseOf() === "open"
    const saved =
      standing === "confirmed"
        ? say.basket.confirmedOrder(sheet!.number)
        : this.#savingText(saving, savedAt, shop!.group.timeZone, format.time.bind(format))
    return html`<div class="dock">
      ${this.#toast(store)}
      <button class="bar ${isDue ? "due" : ""}" type="button" aria-haspopup="dialog" @click=${() => this.openBasket()}>
        <strong>${say.ordering.basket(totals.count)}</strong>
        <strong><cabas-money .amount=${totals.total} ?estimate=${totals.estimate}></cabas-money></strong>
        <small>${[saved, isDue ? say.ordering.toConfirm : ""].filter((text) => text !== "").join(" · ")}</small>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 15l6-6 6 6" /></svg>
      </button>
    </div>`
  }

  #toast(store: Store): TemplateResult | typeof nothing {
    const { say, format } = this.speech
    const { toast } = this
    if (toast === null) return nothing
    const { key, name, unit, to } = toast
    const words = say.ordering
    const text =
      key === null ? words.emptied : to === 0 ? words.removed(name) : words.added(name, format.measure(measureOf(unit, to)))
    return html`<div class="toast">
      <span>${text}</span>
      <button class="plain" type="button" @click=${() => store.undo()}>${words.undo}</button>
    </div>`
  }

  #dialog(store: Store): TemplateResult {
    const { say } = this.speech
    return html`<dialog
      aria-label=${say.basket.basket}
      @close=${() => (this.open = false)}
      @cabas-modify=${() => (this.open = false)}
    >
      ${this.open
        ? html`<div class="closing">
              ${this.#saving(store)}
              <button class="button" type="button" aria-label=${say.ordering.close} @click=${() => (this.open = false)}>
                <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18" /></svg>
              </button>
            </div>
            <div class="sheet"><cabas-basket exportparts="confirm"></cabas-basket></div>
            <div class="unseen" role="status">${store.state.said}</div>`
        : nothing}
    </dialog>`
  }

  #offerUndo(change: Change | null): void {
    this.toast = change
    clearTimeout(this.#toastEnds)
    if (change !== null) this.#toastEnds = setTimeout(() => (this.toast = null), toastStays)
  }
}

define("cabas-ordering", CabasOrdering)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-ordering": CabasOrdering
  }
}
