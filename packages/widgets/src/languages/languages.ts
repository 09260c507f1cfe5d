import type fr from "./fr.ts"

/** Every sentence of the widgets. French says what there is; another language that lacks one does not compile. */
export type Words = typeof fr

/** Languages are modules of their own: a page loads those it speaks. */
const languages: Readonly<Record<string, () => Promise<{ readonly default: Words }>>> = {
  fr: () => import("./fr.ts"),
  en: () => import("./en.ts"),
}

/** Words that are loaded a language at a time: what loads them, and what was loaded. */
export const loadedWords = <W>(
  modules: Readonly<Record<string, () => Promise<{ readonly default: W }>>>,
): readonly [load: (language: string) => Promise<void>, of: (language: string) => W | undefined] => {
  const loaded: Record<string, W> = {}
  const load = async (language: string) => {
    const { default: words } = await modules[language]!()
    loaded[language] = words
  }
  return [load, (language) => loaded[language]]
}

/** The language that is spoken for a tag: `fr-CA` is `fr`; one that nobody wrote yet is English. */
export const spokenFor = (tag: string): string => {
  const language = tag.slice(0, 2).toLowerCase()
  return language in languages ? language : "en"
}

const [load, of] = loadedWords(languages)

/** The words of a language, once loaded. */
export const wordsOf = of

/** Loads a language that `spokenFor` gave. */
export const loadWords = load
