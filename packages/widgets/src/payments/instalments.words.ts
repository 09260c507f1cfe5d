import { loadedWords } from "../languages/languages.ts"
import type french from "./instalments.fr.ts"

/** Every sentence about instalments. */
export type InstalmentWords = typeof french

/** Loads what is said of instalments in a language, and says it once it is there. */
export const [loadInstalmentWords, instalmentWordsOf] = loadedWords<InstalmentWords>({
  fr: () => import("./instalments.fr.ts"),
  en: () => import("./instalments.en.ts"),
})
