import { loadedWords } from "../languages/languages.ts"
import type french from "./desk.fr.ts"

/** Every sentence for coordinators. French says what there is; another language that lacks one does not compile. */
export type DeskWords = typeof french

/** Only pages of coordinators load these. */
const [load, of] = loadedWords<DeskWords>({
  fr: () => import("./desk.fr.ts"),
  en: () => import("./desk.en.ts"),
})

/** The sentences of a language, once loaded. */
export const deskWordsOf = of

/** Loads a language that the widgets speak. */
export const loadDeskWords = load
