import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { amountOf, measureOf } from "@cabas/core/values"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { ConnectedElement } from "../base/connected.ts"
import type { Line } from "../connection/pricing.model.ts"
import type { Store } from "../connection/store.ts"
import { choiceOf, stepper } from "../quantity/stepper.ts"
import { byProducer, calendarOf, isAbout, standingOf, whereIs, whyNot } from "./basket.model.ts"
import type { Standing } from "./basket.model.ts"
import { basketStyles } from "./basket.styles.ts"

const button = (label: string, act: () => unknown, looks = "button") =>
  html`<button class=${looks} @click=${act}>${label}</button>`

/**
 * What is wished and ordered: lines by producer, totals, confirming, and the receipt.
 * @element cabas-basket
 * @csspart confirm - the one button that orders
 */
export class CabasBasket extends ConnectedElement {
  static override properties: PropertyDeclarations = {
    mode: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, basketStyles]

  /** `change`: a confirmed order is shown to be changed; `cancel`: whether to cancel it is asked. */
  declare private mode: "change" | "cancel" | undefined
  /** Lines that were shown stay in place when they come to nothing, so that no other slips under the finger. */
  readonly #seen = new Set<string>()

  protected override willUpdate(): void {
    for (const { key, wanted } of this.store?.lines ?? []) if (wanted > 0) this.#seen.add(key)
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store } = this
    if (!store?.state.sheet) return nothing
    const { say, format } = this.speech
    const { totals, state } = store
    const { shop, sheet, clipped, gone } = state
    const standing = standingOf(state, totals.count)
    const isOpen = store.phaseOf() === "open"
    const isReceipt = standing === "confirmed" && !this.mode
    const lines = store.lines.filter(
      ({ key, wanted, before }) => wanted > 0 || before > 0 || (!isReceipt && this.#seen.has(key)),
    )
    const why = whyNot(state, this.speech)
    const isOrdered = sheet!.status === "confirmed"
    return html`<section>
      ${
        isReceipt
          ? this.#receipt(store, isOpen)
          : html`<header>
              <div>
                <h2 tabindex="-1">${isOrdered ? say.order(sheet!.number) : say.basket}</h2>
                ${
                  standing === "empty" || standing === "confirmed"
                    ? nothing
                    : html`<p class="warn">${isOpen ? say[standing] : say.lost}</p>`
                }
              </div>
              ${
                isOpen && state.changes.length > 0
                  ? html`<button class="plain" aria-label=${say.undoLast} @click=${() => store.undo()}>
                      ${say.undo}
                    </button>`
                  : nothing
              }
            </header>`
      }
      ${why && html`<p class="note bad" role="alert">${why}</p>`}
      ${clipped.map(
        ({ name, left, wanted }) =>
          html`<p class="note">${say.clipped(name, format.measure(left), format.measure(wanted))}</p>`,
      )}
      ${gone > 0 ? html`<p class="note">${say.gone(gone)}</p>` : nothing}
      ${
        lines.length === 0
          ? html`<p class="none">${sheet!.status === "cancelled" ? say.cancelled : say.empty}</p>`
          : html`<div>
                ${[...byProducer(lines, shop!, format.locale)].map(
                  ([producer, own]) =>
                    html`<h3 class="soft">${producer}</h3>
                      <ul>
                        ${own.map((line) => this.#line(store, line, !isReceipt && store.phaseOf(line.catalog) === "open"))}
                      </ul>`,
                )}
              </div>
              ${this.#totals(store)} ${isOpen && !isReceipt ? this.#foot(store, standing) : nothing}`
      }
    </section>`
  }

  #line(store: Store, line: Line, canChange: boolean): TemplateResult {
    const { format } = this.speech
    const { short, refusal } = store.state
    const { key, name, unit, wanted, before, offer, amount, estimate } = line
    const isMarked = key in short || isAbout(refusal, line)
    const choice = offer ? choiceOf(offer, before) : { unit, step: 1, minimum: 1, maximum: before }
    return html`<li class="${wanted > 0 ? "" : "out"} ${isMarked ? "marked" : ""}">
      <span>${name}</span>
      <span>${format.money(amount, store.state.shop!.group.currency, estimate)}</span>
      <span class="soft">${this.#about(store, line, canChange)}</span>
      ${canChange ? stepper(store, line, choice, wanted) : html`<b>${format.measure(measureOf(unit, wanted))}</b>`}
      ${isMarked ? this.#choices(store, line) : nothing}
    </li>`
  }

  #about({ state }: Store, line: Line, canChange: boolean): TemplateResult | string {
    const { say, format } = this.speech
    const { before, wanted, offer, unit } = line
    if (line.unavailable) return say.unavailable
    if (state.waiting.includes(line.key)) return html`<span class="warn">${say.waiting}</span>`
    const ordered = before > 0 && before !== wanted ? say.wasOrdered(format.measure(measureOf(unit, before))) : ""
    const isLeft = wanted === 0 && before > 0 ? say.declined : ""
    const price = offer ? format.price(offer.unitPrice.price, offer.unitPrice.per, state.shop!.group.currency) : ""
    return [wanted > 0 ? price || (canChange && say.notOffered) : isLeft, ordered].filter(Boolean).join(" · ")
  }

  /** Less is left than wished: what to do is asked, never guessed. @see D12 */
  #choices(store: Store, line: Line): TemplateResult {
    const { say, format } = this.speech
    const short = store.state.short[line.key]
    const left = short && format.measure(short.left)
    return html`<div class="choices" role="group" aria-label=${line.name}>
      ${
        short &&
        html`<p class="warn">${say.short(format.measure(short.wanted), left!)}</p>
          ${
            amountOf(short.left) > 0
              ? button(say.take(left!), () => store.setQuantity(line, line.unit, amountOf(short.left)))
              : nothing
          }`
      }
      ${button(say.remove, () => store.setQuantity(line, line.unit, 0))}
      ${short && button(say.wait, () => store.wait(line))}
    </div>`
  }

  #totals({ totals, state }: Store): TemplateResult {
    const { say, format } = this.speech
    const { goods, fees, total, estimate, owed } = totals
    const { currency, moneyPot } = state.shop!.group
    const { expected, floor } = state.sheet!.wallet
    const after = expected - owed
    const isShort = owed > 0 && floor !== null && after < floor
    const row = (label: string, amount: number, isEstimate: boolean, looks = "soft") =>
      html`<dt class=${looks}>${label}</dt>
        <dd class=${looks}>${format.money(amount, currency, isEstimate)}</dd>`
    return html`<dl>
        ${fees > 0 ? [row(say.goods, goods, estimate), row(say.fees, fees, estimate)] : nothing}
        ${row(moneyPot ? say.total : say.onTheSpot, total, estimate, "large")}
        ${moneyPot && owed !== 0 ? row(say.walletBefore, expected, false) : nothing}
        ${moneyPot ? row(say.walletAfter, after, estimate && owed !== 0, isShort ? "bad" : "soft") : nothing}
      </dl>
      ${estimate ? html`<p class="soft">${say.estimated}</p>` : nothing}
      ${isShort ? html`<p class="note bad">${say.refusals.BalanceTooLow(format.money(floor - after, currency))}</p>` : nothing}`
  }

  #foot(store: Store, standing: Standing): TemplateResult {
    const { say } = this.speech
    const { isBusy, sheet } = store.state
    const isOrdered = sheet!.status === "confirmed"
    const isChanged = standing === "draft" || standing === "changed"
    return html`<footer>
      ${
        isChanged
          ? html`<button
              class="button filled"
              part="confirm"
              ?disabled=${isBusy}
              @click=${() => this.#done(store.confirm())}
            >
              ${isBusy ? say.confirming : isOrdered ? say.confirmChanges : say.confirm}
            </button>`
          : nothing
      }
      ${
        isOrdered
          ? this.mode === "cancel"
            ? [
                button(say.cancelYes, () => this.#done(store.cancel())),
                button(say.cancelNo, () => (this.mode = "change")),
              ]
            : button(say.cancel, () => (this.mode = "cancel"), "plain")
          : button(say.emptyBasket, () => store.empty(), "plain")
      }
    </footer>`
  }

  async #done(asked: Promise<void>): Promise<void> {
    await asked
    this.#seen.clear()
    this.mode = undefined
    await this.lead("h2")
  }

  #receipt(store: Store, isOpen: boolean): TemplateResult {
    const { say, format } = this.speech
    const { shop, sheet } = store.state
    const { timeZone } = shop!.group
    const { startsAt, endsAt, place, orders } = shop!.distribution!
    return html`<div class="receipt">
      <h2 tabindex="-1">✓ ${say.confirmed(sheet!.number)}</h2>
      <p>${format.title(startsAt, timeZone)}, ${format.hours(startsAt, endsAt, timeZone)}<br />${whereIs(place)}</p>
      ${
        isOpen
          ? html`<p class="soft">${say.modifyUntil(format.moment(orders.closesAt, timeZone))}</p>
              ${button(say.modify, () => (this.mode = "change"))}`
          : nothing
      }
      ${button(say.calendar, () => this.#calendar(store))} ${button(say.print, () => window.print())}
    </div>`
  }

  /** What writes calendars is loaded by whoever wants one. */
  async #calendar(store: Store): Promise<void> {
    const { shop, sheet } = store.state
    const { saveCalendar } = await import("../season/calendar.ts")
    saveCalendar(sheet!.distribution, calendarOf(shop!, sheet!, this.speech.say.order(sheet!.number), store.now()))
  }
}

define("cabas-basket", CabasBasket)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-basket": CabasBasket
  }
}
