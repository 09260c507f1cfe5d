import { css, html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { baseStyles } from "../base/base.styles.ts"
import { ConnectedElement } from "../base/connected.ts"
import { define } from "../base/define.ts"
import type { DateLength } from "../base/format.ts"
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
 * @csspart left - how long it is
 */
export class CabasCountdown extends ConnectedElement {
  static override properties: PropertyDeclarations = {
    ...ConnectedElement.properties,
    until: { type: String },
    zone: { type: String },
    length: { type: String },
  }
  static override styles: CSSResultGroup = [
    baseStyles,
    css`
      :host {
        font-size: inherit;
        color: inherit;
      }
      .last {
        color: var(--_warn);
        font-weight: 600;
      }
    `,
  ]

  declare until: string | null
  declare zone: string | null
  declare length: DateLength
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.until = null
    this.zone = null
    this.length = "long"
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    clearTimeout(this.#timer)
  }

  protected override render(): TemplateResult | typeof nothing {
    const { say, format } = this.speech
    const shop = this.store?.state.shop
    const until = this.until ?? shop?.distribution?.orders.closesAt
    const zone = this.zone ?? shop?.group.timeZone ?? "UTC"
    if (until === undefined) return nothing
    const date = format.date(until, zone, this.length)
    const time = format.time(until, zone)
    const left = leftUntil(until, this.store?.now() ?? new Date().toISOString())
    clearTimeout(this.#timer)
    if (left === undefined) return html`${say.countdown.closed(date, time)}`
    this.#timer = setTimeout(() => this.requestUpdate(), left.next)
    return html`${say.countdown.until(date, time)}
      <span part="left" class=${left.isLast ? "last" : nothing}>(${format.relative(left.value, left.unit)})</span>`
  }
}

define("cabas-countdown", CabasCountdown)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-countdown": CabasCountdown
  }
}
