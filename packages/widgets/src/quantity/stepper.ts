import { html } from "lit"
import type { TemplateResult } from "lit"
import { amountOf, unitOf } from "@cabas/core/values"
import type { CabasEvent } from "../base/events.ts"
import type { Which } from "../connection/draft.model.ts"
import type { Offer } from "../connection/state.ts"
import type { Store } from "../connection/store.ts"
import "./quantity.element.ts"
import type { Choice } from "./quantity.model.ts"

/** What may be chosen of a product, when so much of it is already ordered: what is left comes on top. */
export const choiceOf = ({ left, loose, terms }: Offer, ordered: number): Choice => {
  const most = left ? ordered + amountOf(left) : Infinity
  const { step, minimum, maximum } = loose ?? { step: 1, minimum: 1, maximum: null }
  const bound = Math.min(maximum ?? Infinity, most)
  return { unit: loose ? unitOf(terms.per) : "pieces", step, minimum, maximum: bound === Infinity ? null : bound }
}

/** Chooses the quantity of something; a wish beyond what may be chosen stays a wish. */
export const quantityOf = (
  label: string,
  { unit, step, minimum, maximum }: Choice,
  wanted: number,
  want: (to: number) => void,
  isDisabled = false,
): TemplateResult =>
  html`<cabas-quantity
    .value=${wanted}
    .unit=${unit}
    .step=${step}
    .min=${minimum}
    .max=${maximum && Math.max(maximum, wanted)}
    .label=${label}
    ?disabled=${isDisabled}
    @cabas:quantity:change=${(event: CabasEvent<{ readonly value: number }>) => want(event.detail.value)}
  ></cabas-quantity>`

/** Chooses the quantity of a product in a basket. */
export const stepper = (
  store: Store,
  which: Which & { readonly name: string },
  choice: Choice,
  wanted: number,
): TemplateResult =>
  quantityOf(
    which.name,
    choice,
    wanted,
    (to) => store.setQuantity(which, choice.unit, to),
    store.state.isBusy || store.state.isLoading,
  )
