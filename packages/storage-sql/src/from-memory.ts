import { rememberedSnapshot } from "@cabas/engine/storage"
import type { Document, Reading, Snapshot } from "@cabas/engine/storage"

/**
 * What is remembered, where that is enough: documents that are not are taken for none. Nothing when none is known, as
 * after the start, or when more is wanted than documents by their keys.
 */
export const fromMemory = (
  wanted: Reading,
  remembered: (key: string) => Document | undefined,
): Snapshot | undefined => {
  const { documents = [], pages = [], entries, sums } = wanted
  if (wanted.remembered !== true || pages.length > 0 || entries !== undefined || sums !== undefined) return undefined
  const seen = documents.map(remembered)
  if (documents.length > 0 && seen.every((document) => document === undefined)) return undefined
  return rememberedSnapshot(seen.map((document, index) => document ?? noDocument(documents[index] ?? "")))
}

/** What stands for a document that there is not. */
export const noDocument = (key: string): Document => ({ key, version: 0, state: null })
