import type french from "./wallet.fr.ts"

/** Every sentence about a member's money. French says what there is; another language that lacks one does not compile. */
export type WalletWords = typeof french

/** Only pages that show money load these. */
const languages: Readonly<Record<string, () => Promise<{ readonly default: WalletWords }>>> = {
  fr: () => import("./wallet.fr.ts"),
  en: () => import("./wallet.en.ts"),
}

const loaded: Record<string, WalletWords> = {}

/** The sentences of a language, once loaded. */
export const walletWordsOf = (language: string): WalletWords | undefined => loaded[language]

/** Loads a language that the widgets speak. */
export const loadWalletWords = async (language: string): Promise<void> => {
  const { default: words } = await languages[language]!()
  loaded[language] = words
}
