import type { AnswerOf } from "@cabas/client"
import type { Wish } from "@cabas/core/basket"

/** An event of Cabas: it bubbles out of the widget so that the page hears it, and `detail` is plain data. */
export class CabasEvent<D> extends Event {
  readonly detail: D

  constructor(type: string, detail: D) {
    super(type, { bubbles: true, composed: true, cancelable: true })
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
  /** Before confirming: `preventDefault()` keeps it from being sent. */
  readonly "cabas:checkout:start": { readonly lines: ReadonlyArray<Wish>; readonly total: number }
  readonly "cabas:order:confirmed": { readonly basket: AnswerOf<"basket.confirm"> }
  readonly "cabas:order:cancelled": { readonly basket: AnswerOf<"basket.cancel"> }
  /** Before subscribing: `preventDefault()` keeps it from being sent. */
  readonly "cabas:subscription:start": { readonly catalog: string; readonly total: number }
  /** A subscription is as the server answered it: just made, or changed. */
  readonly "cabas:subscription:changed": { readonly season: AnswerOf<"subscription.get"> }
  /** Other deliveries are picked as absences; nothing is saved yet. */
  readonly "cabas:absence:change": { readonly deliveries: ReadonlyArray<string> }
  /** Something was not done, with the code of the refusal or the problem; `retry` does it again. */
  readonly "cabas:error": { readonly code: string; readonly recoverable: boolean; readonly retry: () => void }
  /** A `<cabas-quantity>` was given another quantity. */
  readonly "cabas:quantity:change": { readonly value: number }
}

/** The name of an event of Cabas. */
export type CabasEventName = keyof CabasDetails

type Events = { readonly [Name in CabasEventName]: CabasEvent<CabasDetails[Name]> }

declare global {
  // oxlint-disable-next-line typescript/no-empty-object-type -- a global interface can only be added to by extending it
  interface GlobalEventHandlersEventMap extends Events {}
}
