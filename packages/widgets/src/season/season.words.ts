import type french from "./season.fr.ts"

/** Every sentence about contracts. French says what there is; another language that lacks one does not compile. */
export type SeasonWords = typeof french

/** Only pages that show contracts load these: who orders in the shop never reads them. */
const languages: Readonly<Record<string, () => Promise<{ readonly default: SeasonWords }>>> = {
  fr: () => import("./season.fr.ts"),
  en: () => import("./season.en.ts"),
}

const loaded: Record<string, SeasonWords> = {}

/** The sentences of a language, once loaded. */
export const seasonWordsOf = (language: string): SeasonWords | undefined => loaded[language]

/** Loads a language that the widgets speak. */
export const loadSeasonWords = async (language: string): Promise<void> => {
  const { default: words } = await languages[language]!()
  loaded[language] = words
}
