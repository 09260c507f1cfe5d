import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { amountOf, measureOf } from "@cabas/core/values"
import { baseStyles } from "../base/base.styles.ts"
import { ConnectedElement } from "../base/connected.ts"
import { define } from "../base/define.ts"
import type { CabasEvent } from "../base/events.ts"
import { choiceOf } from "../catalog/catalog.model.ts"
import type { Line } from "../connection/pricing.model.ts"
import type { Store } from "../connection/store.ts"
import "../money/money.element.ts"
import "../quantity/quantity.element.ts"
import { byProducer, calendarOf, refusedKey, shownLines, standingOf } from "./basket.model.ts"
import type { Standing } from "./basket.model.ts"
import { basketStyles } from "./basket.styles.ts"
import { problemSentence, sentenceOf } from "./sentences.ts"

/**
 * What is wished and ordered: lines by producer, totals, confirming, and the receipt.
 * @element cabas-basket
 * @slot terms - what one agrees to by confirming
 * @csspart confirm - the one button that orders
 */
export class CabasBasket extends ConnectedElement {
  static override properties: PropertyDeclarations = {
    ...ConnectedElement.properties,
    editing: { state: true },
    sure: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, basketStyles]

  /** Whether a confirmed order is shown to be changed. */
  private declare editing: boolean
  /** Whether cancelling was asked for and is to be confirmed. */
  private declare sure: boolean
  /** Lines that were shown, kept in place when they come to nothing so that no other slips under the finger. */
  #seen = new Set<string>()
  #confirmedAt: string | null = null

  constructor() {
    super()
    this.editing = false
    this.sure = false
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed)
    const sheet = this.store?.state.sheet
    if (sheet && sheet.changedAt !== this.#confirmedAt) {
      this.#confirmedAt = sheet.changedAt
      this.#seen.clear()
      this.editing = false
      this.sure = false
    }
    for (const { key, wanted } of this.store?.lines ?? []) if (wanted > 0) this.#seen.add(key)
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store } = this
    if (!store?.state.sheet) return nothing
    const { say } = this.speech
    const { totals, state } = store
    const standing = standingOf(state, totals.count)
    const isOpen = store.phaseOf() === "open"
    if (standing === "confirmed" && !this.editing) return this.#receipt(store, isOpen)
    const lines = shownLines(store.lines, this.#seen)
    const { number } = state.sheet!
    return html`<section aria-label=${say.basket.basket}>
      <header>
        <div>
          <h2>${standing === "changed" || standing === "confirmed" ? say.basket.order(number) : say.basket.basket}</h2>
          ${this.#standing(standing, isOpen)}
        </div>
        ${isOpen && state.changes.length > 0
          ? html`<button class="plain" type="button" title=${say.basket.undoLast} @click=${() => store.undo()}>
              ${say.basket.undo}
            </button>`
          : nothing}
      </header>
      ${this.#notes(store)}
      ${lines.length === 0
        ? html`<div class="none">
            <p>${standing === "cancelled" ? say.basket.cancelledOrder : say.basket.empty}</p>
            ${isOpen ? html`<p class="soft">${say.basket.emptyHint}</p>` : nothing}
          </div>`
        : html`<div>${this.#groups(store, lines, true)}</div>
            ${this.#totals(store)} ${isOpen ? this.#foot(store, standing) : nothing}`}
    </section>`
  }

  #standing(standing: Standing, isOpen: boolean): TemplateResult | typeof nothing {
    const words = this.speech.say.basket
    if (standing === "confirmed") return html`<span class="soft">${words.confirmed}</span>`
    if (standing !== "draft" && standing !== "changed") return nothing
    const isChanged = standing === "changed"
    if (isOpen) return html`<span class="warn">${isChanged ? words.changed : words.draft}</span>`
    return html`<span class="warn">${isChanged ? words.lost : words.lostOrder}</span>`
  }

  #notes(store: Store): TemplateResult {
    const { say, format } = this.speech
    const { refusal, problem, clipped, gone } = store.state
    const why =
      refusal !== null
        ? sentenceOf(refusal, store, this.speech)
        : problem !== null
          ? problemSentence(problem, this.speech)
          : ""
    return html`<div role="alert">${why === "" ? nothing : html`<p class="note bad">${why}</p>`}</div>
      ${clipped.length === 0
        ? nothing
        : html`<div class="note">
            <p>${say.basket.clippedTitle}</p>
            ${clipped.map(
              ({ name, left, wanted }) =>
                html`<p>${say.basket.clipped(name, format.measure(left), format.measure(wanted))}</p>`,
            )}
          </div>`}
      ${gone === 0 ? nothing : html`<p class="note">${say.basket.gone(gone)}</p>`}`
  }

  #groups(store: Store, lines: ReadonlyArray<Line>, isEditable: boolean): ReadonlyArray<TemplateResult> {
    return byProducer(lines, store.state.shop, this.speech.format.locale).map(
      ({ producer, lines: own }) => html`<h3>${producer}</h3>
        <ul>
          ${own.map((line) => this.#line(store, line, isEditable))}
        </ul>`,
    )
  }

  #line(store: Store, line: Line, isEditable: boolean): TemplateResult {
    const { format } = this.speech
    const { unit, wanted } = line
    const isShort = store.state.short[line.key] !== undefined || refusedKey(store.state.refusal) === line.key
    const canChange = isEditable && store.phaseOf(line.catalog) === "open"
    return html`<li class="line ${wanted === 0 ? "out" : ""} ${isShort ? "short" : ""}">
      <span class="name">${line.name}</span>
      <span class="amount"><cabas-money .amount=${line.amount} ?estimate=${line.estimate}></cabas-money></span>
      <span class="soft">${this.#about(store, line, canChange)}</span>
      <span class="steps">
        ${canChange ? this.#steps(store, line) : html`<strong>${format.measure(measureOf(unit, wanted))}</strong>`}
      </span>
      ${isShort ? this.#choices(store, line) : nothing}
    </li>`
  }

  #about(store: Store, line: Line, canChange: boolean): TemplateResult | string {
    const { say, format } = this.speech
    const { before, wanted, offer, unavailable } = line
    const words = say.basket
    const { shop, waiting } = store.state
    const ordered = before === wanted || before === 0 ? "" : words.changedLine(format.measure(measureOf(line.unit, before)))
    if (unavailable) return words.unavailable
    if (waiting.includes(line.key)) return html`<span class="warn">${words.waiting}</span>`
    if (wanted === 0) return before > 0 ? `${words.declined} · ${ordered}` : words.removed
    if (offer === undefined && shop !== null && canChange) return html`<span class="warn">${words.notOffered}</span>`
    const price = offer === undefined ? "" : format.price(offer.unitPrice.price, offer.unitPrice.per, shop!.group.currency)
    return [price, ordered].filter((text) => text !== "").join(" · ")
  }

  #steps(store: Store, line: Line): TemplateResult {
    const { offer, unit, wanted, before } = line
    const choice = offer === undefined ? { step: 1, minimum: 1, maximum: before } : choiceOf(offer, before)
    const { step, minimum, maximum } = choice
    return html`<cabas-quantity
      .value=${wanted}
      .unit=${unit}
      .step=${step}
      .min=${minimum}
      .max=${maximum === null ? null : Math.max(maximum, wanted)}
      .label=${line.name}
      ?disabled=${store.state.busy !== null}
      @cabas:quantity:change=${(event: CabasEvent<{ readonly value: number }>) =>
        store.setQuantity(line, unit, event.detail.value)}
    ></cabas-quantity>`
  }

  /** Less is left than wished: what to do is asked, never guessed. @see D12 */
  #choices(store: Store, line: Line): TemplateResult {
    const { say, format } = this.speech
    const words = say.basket
    const short = store.state.short[line.key]
    const button = (label: string, act: () => void) =>
      html`<button class="button slim" type="button" @click=${act}>${label}</button>`
    const remove = button(words.remove, () => store.setQuantity(line, line.unit, Math.min(line.before, 0)))
    if (short === undefined) return html`<div class="choices">${remove}</div>`
    const left = amountOf(short.left)
    const shown = format.measure(short.left)
    const wanted = format.measure(short.wanted)
    return html`<div class="choices" role="group" aria-label=${line.name}>
      <p class="warn">${left > 0 ? words.shortLine(wanted, shown) : words.noneLeft(wanted)}</p>
      ${left > 0 ? button(words.take(shown, line.unit === "pieces" && left === 1), () => store.takeLeft(line)) : nothing}
      ${remove} ${button(words.wait, () => store.wait(line))}
    </div>`
  }

  #totals(store: Store): TemplateResult {
    const words = this.speech.say.basket
    const { goods, fees, total, estimate, owed } = store.totals
    const { shop, sheet } = store.state
    const money = (amount: number, isEstimate = estimate) =>
      html`<cabas-money .amount=${amount} ?estimate=${isEstimate}></cabas-money>`
    const wallet = sheet!.wallet
    const after = wallet.expected - owed
    const isShort = wallet.floor !== null && owed > 0 && after < wallet.floor
    const isPot = shop?.group.moneyPot === true
    return html`<dl>
        ${fees === 0
          ? nothing
          : html`<dt>${words.goods}</dt>
              <dd>${money(goods)}</dd>
              <dt>${words.fees}</dt>
              <dd>${money(fees)}</dd>`}
        <dt class="total">${isPot ? words.total : words.onTheSpot}</dt>
        <dd class="total">${money(total)}</dd>
        ${isPot && owed !== 0
          ? html`<dt class="soft">${words.walletNow}</dt>
              <dd class="soft">${money(wallet.expected, false)}</dd>`
          : nothing}
        ${isPot
          ? html`<dt class=${isShort ? "bad" : "soft"}>${words.walletAfter}</dt>
              <dd class=${isShort ? "bad" : "soft"}>${money(after, estimate && owed !== 0)}</dd>`
          : nothing}
      </dl>
      ${estimate ? html`<p class="soft">${words.estimate}</p>` : nothing}
      ${isShort
        ? html`<p class="note bad">
            ${words.walletShort(this.speech.format.money(wallet.floor! - after, shop!.group.currency))}
          </p>`
        : nothing}`
  }

  #foot(store: Store, standing: Standing): TemplateResult {
    const words = this.speech.say.basket
    const { state, totals } = store
    const isChanged = standing === "changed"
    const label = state.busy === "confirm" ? words.confirming : isChanged ? words.confirmChanges : words.confirm
    const canConfirm = standing === "draft" || isChanged
    const isOrdered = isChanged || standing === "confirmed"
    return html`<div class="foot">
      <slot name="terms"></slot>
      ${canConfirm
        ? html`<button
            class="button primary wide"
            part="confirm"
            type="button"
            ?disabled=${state.busy !== null}
            @click=${() => void store.confirm()}
          >
            ${label}
          </button>`
        : nothing}
      ${this.sure
        ? this.#cancelSure(store)
        : html`<div class="more">
            ${isChanged
              ? html`<button class="plain" type="button" @click=${() => store.revert()}>${words.revert}</button>`
              : nothing}
            ${!isOrdered && totals.count > 0
              ? html`<button class="plain" type="button" @click=${() => store.empty()}>${words.emptyBasket}</button>`
              : nothing}
            ${isOrdered
              ? html`<button class="plain" type="button" @click=${() => (this.sure = true)}>${words.cancel}</button>`
              : nothing}
          </div>`}
    </div>`
  }

  #cancelSure(store: Store): TemplateResult {
    const words = this.speech.say.basket
    return html`<div class="sure note bad" role="group">
      <p>${words.cancelSure(store.state.sheet?.number ?? null)}</p>
      <div>
        <button class="button" type="button" @click=${() => void store.cancel()}>${words.cancelYes}</button>
        <button class="button" type="button" @click=${() => (this.sure = false)}>${words.cancelNo}</button>
      </div>
    </div>`
  }

  #receipt(store: Store, isOpen: boolean): TemplateResult {
    const { say, format } = this.speech
    const words = say.basket
    const { shop, sheet } = store.state
    const { number } = sheet!
    const zone = shop!.group.timeZone
    const { startsAt, endsAt, place, orders } = shop!.distribution!
    const button = (label: string, act: () => void) =>
      html`<button class="button slim" type="button" @click=${act}>${label}</button>`
    return html`<section aria-label=${words.order(number)}>
      <div class="receipt">
        <h2 tabindex="-1">${words.confirmedOrder(number)}</h2>
        <p>${format.Date(startsAt, zone)}, ${format.hours(startsAt, endsAt, zone)}</p>
        <p>${[place.name, place.address, place.city].filter((text) => text !== "").join(", ")}</p>
        ${isOpen
          ? html`<p class="soft">
              ${words.modifyUntil(format.date(orders.closesAt, zone), format.time(orders.closesAt, zone))}
            </p>`
          : nothing}
        <div class="more">
          ${isOpen ? button(words.modify, () => this.#modify()) : nothing}
          ${button(words.calendar, () => this.#calendar(store))} ${button(words.print, () => window.print())}
        </div>
      </div>
      ${this.#notes(store)}
      <div>${this.#groups(store, shownLines(store.lines, new Set()), false)}</div>
      ${this.#totals(store)}
    </section>`
  }

  #modify(): void {
    this.editing = true
    this.dispatchEvent(new Event("cabas-modify", { bubbles: true, composed: true }))
  }

  #calendar(store: Store): void {
    const { shop, sheet } = store.state
    if (shop === null || sheet === null) return
    const text = calendarOf(shop, sheet, this.speech.say.basket.calendarTitle(sheet.number), store.now())
    const link = document.createElement("a")
    link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar" }))
    link.download = `${sheet.distribution}.ics`
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 1000)
  }
}

define("cabas-basket", CabasBasket)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-basket": CabasBasket
  }
}
