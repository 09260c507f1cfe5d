import { loadedWords } from "../languages/languages.ts"
import type french from "./season.fr.ts"

/** Every sentence about contracts. French says what there is; another language that lacks one does not compile. */
export type SeasonWords = typeof french

/** Only pages that show contracts load these: who orders in the shop never reads them. */
const [load, of] = loadedWords<SeasonWords>({
  fr: () => import("./season.fr.ts"),
  en: () => import("./season.en.ts"),
})

/** The sentences of a language, once loaded. */
export const seasonWordsOf = of

/** Loads a language that the widgets speak. */
export const loadSeasonWords = load
