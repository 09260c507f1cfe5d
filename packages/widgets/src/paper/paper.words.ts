import type french from "./paper.fr.ts"

/** Every sentence of recaps and sheets. French says what there is; another language that lacks one does not compile. */
export type PaperWords = typeof french

/** Only pages of coordinators load these. */
const languages: Readonly<Record<string, () => Promise<{ readonly default: PaperWords }>>> = {
  fr: () => import("./paper.fr.ts"),
  en: () => import("./paper.en.ts"),
}

const loaded: Record<string, PaperWords> = {}

/** The sentences of a language, once loaded. */
export const paperWordsOf = (language: string): PaperWords | undefined => loaded[language]

/** Loads a language that the widgets speak. */
export const loadPaperWords = async (language: string): Promise<void> => {
  const { default: words } = await languages[language]!()
  loaded[language] = words
}
