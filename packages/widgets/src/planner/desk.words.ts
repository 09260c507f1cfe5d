import type french from "./desk.fr.ts"

/** Every sentence for coordinators. French says what there is; another language that lacks one does not compile. */
export type DeskWords = typeof french

/** Only pages of coordinators load these. */
const languages: Readonly<Record<string, () => Promise<{ readonly default: DeskWords }>>> = {
  fr: () => import("./desk.fr.ts"),
  en: () => import("./desk.en.ts"),
}

const loaded: Record<string, DeskWords> = {}

/** The sentences of a language, once loaded. */
export const deskWordsOf = (language: string): DeskWords | undefined => loaded[language]

/** Loads a language that the widgets speak. */
export const loadDeskWords = async (language: string): Promise<void> => {
  const { default: words } = await languages[language]!()
  loaded[language] = words
}
