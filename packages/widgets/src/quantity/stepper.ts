import { html } from "lit"
import type { TemplateResult } from "lit"
import type { CabasEvent } from "../base/events.ts"
import type { Which } from "../connection/draft.model.ts"
import type { Store } from "../connection/store.ts"
import "./quantity.element.ts"
import type { Choice } from "./quantity.model.ts"

/** Chooses the quantity of a product in a basket; a wish beyond what may be chosen stays a wish. */
export const stepper = (
  store: Store,
  which: Which & { readonly name: string },
  { unit, step, minimum, maximum }: Choice,
  wanted: number,
): TemplateResult =>
  html`<cabas-quantity
    .value=${wanted}
    .unit=${unit}
    .step=${step}
    .min=${minimum}
    .max=${maximum && Math.max(maximum, wanted)}
    .label=${which.name}
    ?disabled=${store.state.isBusy || store.state.isLoading}
    @cabas:quantity:change=${(event: CabasEvent<{ readonly value: number }>) =>
      store.setQuantity(which, unit, event.detail.value)}
  ></cabas-quantity>`
