import type { Sentences } from "@cabas/core/refusals"
import type french from "./day.fr.ts"

/** Every sentence of the desk. French says what there is; another language that lacks one does not compile. */
export type DayWords = Omit<typeof french, "sentences"> & { readonly sentences: Sentences }

/** Only desks load these. */
const languages: Readonly<Record<string, () => Promise<{ readonly default: DayWords }>>> = {
  fr: () => import("./day.fr.ts"),
  en: () => import("./day.en.ts"),
}

const loaded: Record<string, DayWords> = {}

/** The sentences of a language, once loaded. */
export const dayWordsOf = (language: string): DayWords | undefined => loaded[language]

/** Loads a language that the widgets speak. */
export const loadDayWords = async (language: string): Promise<void> => {
  const { default: words } = await languages[language]!()
  loaded[language] = words
}
