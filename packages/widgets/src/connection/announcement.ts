import { measureOf } from "@cabas/core/values"
import type { Speech } from "../base/language.ts"
import type { State } from "./state.ts"
import type { Store } from "./store.ts"

/** What those who do not see the page should hear of a change of state; nothing for most. */
export const announcementOf = (before: State, store: Store, { say, format }: Speech): string => {
  const { state } = store
  const words = say.connection
  if (before.busy === "confirm" && state.busy === null && state.refusal === null && state.problem === null) {
    return words.confirmed(state.sheet?.number ?? null)
  }
  if (before.sheet?.status === "confirmed" && state.sheet?.status === "cancelled") return words.cancelled
  if (state.saving === before.saving) return ""
  if (state.saving === "offline") return words.offline
  if (state.saving === "failed") return words.failed
  if (state.saving !== "saved") return ""
  const last = state.changes.at(-1)
  if (last === undefined) return words.saved
  const quantity = last.to === 0 ? words.none : format.measure(measureOf(last.unit, last.to), "long")
  return last.key === null ? words.emptySaved : words.lineSaved(last.name, quantity)
}
