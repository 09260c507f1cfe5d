import type { CSSResultGroup, PropertyDeclarations } from "lit"
import { baseStyles, inlineStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { ConnectedElement } from "../base/connected.ts"

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
    amount: { type: Number },
    currency: {},
    estimate: { type: Boolean },
  }

  static override styles: CSSResultGroup = [baseStyles, inlineStyles]

  declare amount: number
  declare currency: string | null
  declare estimate: boolean

  protected override render(): string {
    const currency = this.currency ?? this.store?.state.shop?.group.currency
    return currency ? this.speech.format.money(this.amount || 0, currency, this.estimate) : ""
  }
}

define("cabas-money", CabasMoney)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-money": CabasMoney
  }
}
