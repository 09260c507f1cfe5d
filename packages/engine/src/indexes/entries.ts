import { kindOf } from "@cabas/core/plans"
import { kinds } from "../run/kinds.ts"
import type { IndexEntry } from "../storage/storage.ts"

/** Where a document must be found. None of a state that facts made which are not what facts are: that is a finding already. */
export const entriesOf = (key: string, state: unknown): ReadonlyArray<IndexEntry> => {
  try {
    return (kinds[kindOf(key)]?.indexes(state) ?? []).filter(({ value }) => typeof value === "string")
  } catch {
    return []
  }
}
