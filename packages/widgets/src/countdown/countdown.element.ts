import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { baseStyles, inlineStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { ConnectedElement } from "../base/connected.ts"
import type { Length } from "../base/format.ts"
import { leftUntil } from "./countdown.model.ts"

/**
 * Until when: the date first, then how long that is, by the clock of the server when there is a connection.
 *
 * ```html
 * <cabas-countdown until="2026-11-24T19:00:00.000Z" zone="Europe/Paris"></cabas-countdown>
 * ```
 * @element cabas-countdown
 * @attr until - an instant; when orders of the connection's distribution close, when absent
 * @attr zone - the time zone of what is shown; that of the connection's group when absent
 * @attr length - `short` for abbreviated names
 */
export class CabasCountdown extends ConnectedElement {
  static override properties: PropertyDeclarations = {
    until: {},
    zone: {},
    length: {},
  }

  static override styles: CSSResultGroup = [baseStyles, inlineStyles]

  declare until: string | null
  declare zone: string | null
  declare length: Length | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say, format } = this.speech
    const shop = this.store?.state.shop
    const until = this.until ?? shop?.distribution?.orders.closesAt
    if (!until) return nothing
    const moment = format.moment(until, this.zone ?? shop?.group.timeZone ?? "UTC", this.length)
    const left = leftUntil(until, this.store?.now() ?? new Date().toISOString())
    clearTimeout(this.#timer)
    if (!left) return html`${say.since(moment)}`
    this.#timer = setTimeout(() => this.requestUpdate(), left.next)
    const { value, unit, isLast } = left
    return html`${say.until(moment)} <span class=${isLast ? "warn" : ""}>(${format.relative(value, unit)})</span>`
  }
}

define("cabas-countdown", CabasCountdown)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-countdown": CabasCountdown
  }
}
