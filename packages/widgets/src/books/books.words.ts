import type french from "./books.fr.ts"

/** Every sentence for those who keep a group's money. */
export type BooksWords = typeof french

/** Only pages of coordinators load these. */
const languages: Readonly<Record<string, () => Promise<{ readonly default: BooksWords }>>> = {
  fr: () => import("./books.fr.ts"),
  en: () => import("./books.en.ts"),
}

const loaded: Record<string, BooksWords> = {}

/** The sentences of a language, once loaded. */
export const booksWordsOf = (language: string): BooksWords | undefined => loaded[language]

/** Loads a language that the widgets speak. */
export const loadBooksWords = async (language: string): Promise<void> => {
  const { default: words } = await languages[language]!()
  loaded[language] = words
}
