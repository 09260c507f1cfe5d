import type fr from "./fr.ts"

/** Every sentence of the widgets. French says what there is; another language that lacks one does not compile. */
export type Words = typeof fr

/** Languages are modules of their own: a page loads those it speaks. */
const languages: Readonly<Record<string, () => Promise<{ readonly default: Words }>>> = {
  fr: () => import("./fr.ts"),
  en: () => import("./en.ts"),
}

const loaded = new Map<string, Words>()

/** The language that is spoken for a tag: `fr-CA` is `fr`; one that nobody wrote yet is English. */
export const spokenFor = (tag: string): string => {
  const language = tag.toLowerCase().split("-")[0] ?? ""
  return Object.hasOwn(languages, language) ? language : "en"
}

/** The words of a language, once loaded. */
export const wordsOf = (language: string): Words | undefined => loaded.get(language)

/** Loads a language that `spokenFor` gave. */
export const loadWords = async (language: string): Promise<void> => {
  const words = await languages[language]?.()
  if (words !== undefined) loaded.set(language, words.default)
}
