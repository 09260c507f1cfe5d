import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { ConnectedElement } from "../base/connected.ts"
import { icon } from "../base/icon.ts"
import "../basket/basket.element.ts"
import { standingOf, whyNot } from "../basket/basket.model.ts"
import "../catalog/catalog.element.ts"
import "../connection/group.element.ts"
import { quantityText, savingText } from "../connection/saving.model.ts"
import type { Change } from "../connection/state.ts"
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
 */
export class CabasOrdering extends ConnectedElement {
  static override properties: PropertyDeclarations = {
    open: { state: true },
    toast: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, orderingStyles]

  declare private open: boolean | undefined
  declare private toast: Change | undefined
  #last: Change | undefined
  #toastEnds: ReturnType<typeof setTimeout> | undefined

  /** Opens the basket over the products, for pages that are too narrow to show both. */
  openBasket(): void {
    this.open = true
  }

  protected override storeChanged(): void {
    const last = this.store!.state.changes.at(-1)
    if (last !== this.#last) {
      // A change that was taken back shows the one before again, which is no news.
      this.toast = last && this.#last && this.#last.at > last.at ? undefined : last
      this.#last = last
      clearTimeout(this.#toastEnds)
      this.#toastEnds = setTimeout(() => (this.toast = undefined), toastStays)
    }
    this.requestUpdate()
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector("dialog")
    if (this.open && dialog?.open === false) dialog.showModal()
    if (!this.open) dialog?.close()
  }

  protected override render(): TemplateResult {
    const { store } = this
    const { say, format } = this.speech
    if (!store || (!store.state.shop && store.state.isLoading)) {
      return html`<div class="head"></div>
        <cabas-catalog></cabas-catalog>`
    }
    const { shop, sheet, member, staleSince, problem, refusal } = store.state
    if (!shop?.distribution) {
      const isHidden = refusal?._tag === "NotAllowed"
      return html`<div class="none">
        <p>${shop ? say.noDistribution : isHidden ? say.hidden : say.failed}</p>
        ${isHidden || problem === "signed-out" ? this.signIn() : this.#retry(store)}
      </div>`
    }
    const { timeZone } = shop.group
    const { orders, place, startsAt, endsAt } = shop.distribution
    const phase = store.phaseOf()
    const note = (text: string, more: unknown = nothing) => html`<div class="note">${text}${more}</div>`
    const why = whyNot(store.state, this.speech)
    return html`<slot name="header">
        <div class="head">
          <h2>${this.#dates(store)}</h2>
          <p>${format.hours(startsAt, endsAt, timeZone)} · ${place.name}</p>
          ${
            phase === "open"
              ? html`<p class="soft">${say.orders} <cabas-countdown length="short"></cabas-countdown></p>`
              : nothing
          }
        </div>
      </slot>
      ${
        phase === "open"
          ? nothing
          : note(
              phase === "before"
                ? say.refusals.OrdersNotOpen(format.moment(orders.opensAt, timeZone))
                : say.refusals.OrdersClosed(format.moment(orders.closesAt, timeZone)),
            )
      }
      ${member ? nothing : html`<slot name="signed-out">${note(say.visitor, this.signIn())}</slot>`}
      ${staleSince ? note(say.stale(format.time(staleSince, timeZone)), this.#retry(store)) : nothing}
      ${!sheet && why ? note(why, this.#retry(store)) : nothing}
      <div class=${sheet ? "body" : ""}>
        <cabas-catalog exportparts="offer"></cabas-catalog>
        ${
          sheet &&
          html`<aside>
            <cabas-basket exportparts="confirm"></cabas-basket>
            ${this.#saving(store)}
          </aside>`
        }
      </div>
      ${sheet && [this.#dock(store), this.#dialog(store)]}`
  }

  #retry(store: Store): TemplateResult {
    return html`<button class="plain" @click=${() => store.retry()}>${this.speech.say.retry}</button>`
  }

  #dates(store: Store): TemplateResult | string {
    const { say, format } = this.speech
    const { group, distribution, upcoming } = store.state.shop!
    const shown = ({ startsAt }: { readonly startsAt: string }) => format.title(startsAt, group.timeZone)
    if (upcoming.length < 2) return shown(distribution!)
    const choose = (event: Event) => void store.choose((event.target as HTMLSelectElement).value)
    return html`<select aria-label=${say.distribution} @change=${choose}>
      ${upcoming.map(
        (each) => html`<option value=${each.id} ?selected=${each.id === distribution!.id}>${shown(each)}</option>`,
      )}
    </select>`
  }

  #saving(store: Store): TemplateResult {
    const { state } = store
    return html`<div class="soft">
      ${savingText(state, this.speech)} ${state.saving === "failed" ? this.#retry(store) : nothing}
    </div>`
  }

  #dock(store: Store): TemplateResult {
    const { say } = this.speech
    const { toast } = this
    const { state, totals } = store
    const { count, total, estimate } = totals
    const standing = standingOf(state, count)
    const isDue = (standing === "draft" || standing === "changed") && store.phaseOf() === "open"
    const saving = standing === "confirmed" ? say.confirmed(state.sheet!.number) : savingText(state, this.speech)
    return html`<div class="dock">
      ${
        toast
          ? html`<div class="toast">
              ${toast.wish ? say.changedTo(toast.name, quantityText(toast.wish, this.speech)) : say.emptied}
              <button class="plain" @click=${() => store.undo()}>${say.undo}</button>
            </div>`
          : nothing
      }
      <button class="bar ${isDue ? "filled" : ""}" aria-haspopup="dialog" @click=${this.openBasket}>
        <span class="large">${say.basketOf(count)}</span>
        ${count > 0 ? html`<cabas-money class="large" .amount=${total} .estimate=${estimate}></cabas-money>` : nothing}
        <small>${[saving, isDue ? say.toConfirm : ""].filter(Boolean).join(" · ")}</small>
        ${icon("M6 15l6-6 6 6")}
      </button>
    </div>`
  }

  #dialog(store: Store): TemplateResult {
    const { say } = this.speech
    const close = () => (this.open = false)
    return html`<dialog aria-label=${say.basket} @close=${close}>
      ${
        this.open
          ? html`<div class="top">
                ${this.#saving(store)}
                <button class="plain" aria-label=${say.close} @click=${close}>${icon("M6 6l12 12M18 6L6 18")}</button>
              </div>
              <cabas-basket exportparts="confirm"></cabas-basket>
              <div class="unseen" role="status">${store.state.said}</div>`
          : nothing
      }
    </dialog>`
  }
}

define("cabas-ordering", CabasOrdering)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-ordering": CabasOrdering
  }
}
