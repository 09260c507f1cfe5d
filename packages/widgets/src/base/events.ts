import type { AnswerOf, Problem } from "@cabas/client"
import type { Wish } from "@cabas/core/basket"
import type { Refusal } from "@cabas/core/refusals"

/** An event of Cabas: it bubbles out of the widget so that the page hears it, and `detail` is plain data. */
export class CabasEvent<D> extends Event {
  readonly detail: D

  constructor(type: string, detail: D, cancelable = false) {
    super(type, { bubbles: true, composed: true, cancelable })
    this.detail = detail
  }
}

/** What each event tells. Amounts are in minor units. */
export interface CabasDetails {
  /** The shop is there to be used. */
  readonly "cabas:ready": { readonly group: string; readonly distribution: string | null }
  /** Before a quantity changes: `preventDefault()` keeps it as it is. */
  readonly "cabas:basket:lines-update": { readonly lines: ReadonlyArray<Wish> }
  /** The server keeps the draft. */
  readonly "cabas:basket:saved": { readonly basket: string; readonly changedAt: string }
  /** Some of what was wished is not left. */
  readonly "cabas:basket:conflict": { readonly refusal: Refusal }
  /** Before confirming: `preventDefault()` keeps it from being sent. */
  readonly "cabas:checkout:start": { readonly lines: ReadonlyArray<Wish>; readonly total: number; readonly currency: string }
  readonly "cabas:order:confirmed": { readonly basket: AnswerOf<"basket.confirm">; readonly currency: string }
  readonly "cabas:order:cancelled": { readonly basket: AnswerOf<"basket.cancel"> }
  /** Something was not done; `retry` does it again. */
  readonly "cabas:error": { readonly code: string; readonly recoverable: boolean; readonly retry: () => void }
  /** A `<cabas-quantity>` was given another quantity. */
  readonly "cabas:quantity:change": { readonly value: number }
}

/** The name of an event of Cabas. */
export type CabasEventName = keyof CabasDetails

declare global {
  interface GlobalEventHandlersEventMap {
    "cabas:ready": CabasEvent<CabasDetails["cabas:ready"]>
    "cabas:basket:lines-update": CabasEvent<CabasDetails["cabas:basket:lines-update"]>
    "cabas:basket:saved": CabasEvent<CabasDetails["cabas:basket:saved"]>
    "cabas:basket:conflict": CabasEvent<CabasDetails["cabas:basket:conflict"]>
    "cabas:checkout:start": CabasEvent<CabasDetails["cabas:checkout:start"]>
    "cabas:order:confirmed": CabasEvent<CabasDetails["cabas:order:confirmed"]>
    "cabas:order:cancelled": CabasEvent<CabasDetails["cabas:order:cancelled"]>
    "cabas:error": CabasEvent<CabasDetails["cabas:error"]>
    "cabas:quantity:change": CabasEvent<CabasDetails["cabas:quantity:change"]>
  }
}

/** Why something was not done, as a host page may log it: the code of a refusal or a problem. */
export const codeOf = (reason: { readonly refusal?: Refusal | undefined; readonly problem?: Problem | undefined }): string =>
  reason.refusal?._tag ?? reason.problem ?? "unknown"
