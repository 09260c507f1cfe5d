import type { Wish } from "@cabas/core/basket"
import { amountOf } from "@cabas/core/values"
import type { Length } from "../base/format.ts"
import type { Speech } from "../base/language.ts"
import type { State } from "./state.ts"

/** How saving stands, in words; nothing when there was nothing to save. */
export const savingText = ({ saving, savedAt, shop }: State, { say, format }: Speech): string => {
  if (saving === "failed") return say.saveFailed
  if (saving !== "saved") return say[saving]
  return savedAt && shop ? say.savedAt(format.time(savedAt, shop.group.timeZone)) : ""
}

/** How much is wished, in words. */
export const quantityText = ({ quantity }: Wish, { say, format }: Speech, length?: Length): string =>
  amountOf(quantity) > 0 ? format.measure(quantity, length) : say.none

/** What those who do not see the page should hear of a change of state; nothing for most. */
export const announcementOf = (before: State, state: State, speech: Speech): string => {
  const { say } = speech
  const { sheet, saving, changes } = state
  if (before.isBusy && !state.isBusy && !state.refusal && !state.problem && sheet) {
    return sheet.status === "confirmed" ? say.confirmed(sheet.number) : say.cancelled
  }
  if (saving === before.saving || saving === "saving") return ""
  const last = changes.at(-1)
  if (saving !== "saved" || !last?.wish) return savingText(state, speech)
  return say.lineSaved(last.name, quantityText(last.wish, speech, "long"))
}
