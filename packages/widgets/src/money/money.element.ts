import { css } from "lit"
import type { CSSResultGroup, PropertyDeclarations } from "lit"
import { baseStyles } from "../base/base.styles.ts"
import { ConnectedElement } from "../base/connected.ts"
import { define } from "../base/define.ts"

/**
 * An amount of money, written as the page's language does.
 *
 * ```html
 * <cabas-money amount="600" currency="EUR" estimate></cabas-money>
 * ```
 * @element cabas-money
 * @attr amount - in minor units: 600 is 6,00 €
 * @attr currency - of the connection's group when absent
 * @attr estimate - marks an amount that follows a weighing
 */
export class CabasMoney extends ConnectedElement {
  static override properties: PropertyDeclarations = {
    ...ConnectedElement.properties,
    amount: { type: Number },
    currency: { type: String },
    estimate: { type: Boolean },
  }
  static override styles: CSSResultGroup = [
    baseStyles,
    css`
      :host {
        font-size: inherit;
        color: inherit;
        white-space: nowrap;
      }
    `,
  ]

  declare amount: number
  declare currency: string | null
  declare estimate: boolean

  constructor() {
    super()
    this.amount = 0
    this.currency = null
    this.estimate = false
  }

  protected override render(): string {
    const currency = this.currency ?? this.store?.state.shop?.group.currency
    return currency === undefined ? "" : this.speech.format.money(this.amount, currency, this.estimate)
  }
}

define("cabas-money", CabasMoney)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-money": CabasMoney
  }
}
