import type { KeptDraft } from "./draft.model.ts"
import type { Sheet, Shop } from "./state.ts"

/** The shop and the basket as they were last read, to be shown when there is no network. */
export interface Snapshot {
  readonly shop: Shop
  readonly sheet: Sheet | null
  readonly at: string
}

/** What a connection keeps on the device. Nothing of it is needed: a page without storage works until it is closed. */
export interface Kept {
  readonly draft: (distribution: string) => KeptDraft | null
  readonly keepDraft: (distribution: string, kept: KeptDraft | null) => void
  readonly snapshot: () => Snapshot | null
  readonly keepSnapshot: (snapshot: Snapshot) => void
}

const read = <T>(storage: Storage | undefined, key: string): T | null => {
  try {
    return JSON.parse(storage?.getItem(key) ?? "null") as T | null
  } catch {
    return null
  }
}

const write = (storage: Storage | undefined, key: string, value: unknown): void => {
  try {
    if (value === null) storage?.removeItem(key)
    else storage?.setItem(key, JSON.stringify(value))
  } catch {
    // Full, or forbidden in this frame: then what is kept lives as long as the page.
  }
}

/** Keeps things per group and member, so that two people on one device never see each other's. */
export const keptFor = (storage: Storage | undefined, group: string, member: string | null): Kept => {
  const key = (what: string) => `cabas:${what}:${group}:${member ?? ""}`
  return {
    draft: (distribution) => read(storage, `${key("draft")}:${distribution}`),
    keepDraft: (distribution, kept) => write(storage, `${key("draft")}:${distribution}`, kept),
    snapshot: () => read(storage, key("shop")),
    keepSnapshot: (snapshot) => write(storage, key("shop"), snapshot),
  }
}
