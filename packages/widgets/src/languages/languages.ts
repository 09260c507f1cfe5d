import type fr from "./fr.ts"

/** Every sentence of the widgets. French says what there is; another language that lacks one does not compile. */
export type Words = typeof fr

/** Languages are modules of their own: a page loads those it speaks. */
const languages: Readonly<Record<string, () => Promise<{ readonly default: Words }>>> = {
  fr: () => import("./fr.ts"),
  en: () => import("./en.ts"),
}

const loaded: Record<string, Words> = {}

/** The language that is spoken for a tag: `fr-CA` is `fr`; one that nobody wrote yet is English. */
export const spokenFor = (tag: string): string => {
  const language = tag.slice(0, 2).toLowerCase()
  return language in languages ? language : "en"
}

/** The words of a language, once loaded. */
export const wordsOf = (language: string): Words | undefined => loaded[language]

/** Loads a language that `spokenFor` gave. */
export const loadWords = async (language: string): Promise<void> => {
  const { default: words } = await languages[language]!()
  loaded[language] = words
}
