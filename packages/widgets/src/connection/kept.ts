import type { KeptDraft } from "./draft.model.ts"
import type { Sheet, Shop } from "./state.ts"
import type { Commitment } from "../contract/contract.model.ts"

/** The shop and the basket as they were last read, to be shown when there is no network. */
export interface Snapshot {
  readonly shop: Shop
  readonly sheet: Sheet
  readonly at: string
}

/** What a connection keeps on the device. Nothing of it is needed: a page without storage works until it is closed. */
export interface Kept {
  readonly shop: Snapshot
  readonly draft: KeptDraft
  /** What was chosen of a contract, and is not subscribed yet. */
  readonly contract: Commitment
  /** Who was signed in last, in this tab. */
  readonly member: string
}

/** Where things are kept: by name, and for whom. */
export interface Keeper {
  readonly get: <Name extends keyof Kept>(name: Name, whose: string) => Kept[Name] | null
  /** `null` forgets it. */
  readonly set: <Name extends keyof Kept>(name: Name, whose: string, value: Kept[Name] | null) => void
}

const storageFor = (name: keyof Kept): Storage => (name === "member" ? sessionStorage : localStorage)

/** Keeps things in the storage of the browser, for as long as it lets us: it may be full, or forbidden in this frame. */
export const browserKeeper: Keeper = {
  get: (name, whose) => {
    try {
      return JSON.parse(storageFor(name).getItem(`cabas:${name}:${whose}`)!)
    } catch {
      return null
    }
  },
  set: (name, whose, value) => {
    try {
      storageFor(name).setItem(`cabas:${name}:${whose}`, JSON.stringify(value))
    } catch {
      // Then it lives as long as the page.
    }
  },
}
