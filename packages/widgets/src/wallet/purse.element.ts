import type { PropertyDeclarations, TemplateResult } from "lit"
import { html, nothing } from "lit"
import type { Reply } from "@cabas/client"
import { ViewElement } from "../base/element.ts"
import { lookAgain } from "../base/language.ts"
import { spokenFor } from "../languages/languages.ts"
import type { Codes, Paying } from "./paying.ts"
import { purseOf } from "./purse.store.ts"
import type { Purse } from "./purse.store.ts"
import { loadWalletWords, walletWordsOf } from "./wallet.words.ts"
import type { WalletWords } from "./wallet.words.ts"

/** An element that shows a member's money: its sentences are loaded with it, and it follows what is known of it. */
export abstract class PurseElement extends ViewElement {
  static override properties: PropertyDeclarations = {
    codes: { state: true },
  }

  /** What to say of money; there from the first rendering on. */
  protected words!: WalletWords
  /** What is known of the money of whoever is signed in. */
  protected purse: Purse | undefined
  /** What makes references and codes to scan, once they are wanted; null when it could not be loaded. */
  declare protected codes: Codes | null | undefined
  #left: (() => void) | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#left?.()
    this.purse = undefined
  }

  /** Looks around: for the language, the connection, and the sentences. */
  override handleEvent(): void {
    super.handleEvent()
    if (!this.speech) return
    const language = spokenFor(this.speech.format.locale)
    const words = walletWordsOf(language)
    if (words) this.words = words
    else void loadWalletWords(language).then(lookAgain)
  }

  protected override storeChanged(): void {
    const { store } = this
    if (store && this.purse?.connection !== store) {
      this.#left?.()
      this.purse = purseOf(store)
      this.#left = this.purse.subscribe(() => this.requestUpdate())
    }
    if (store?.state.member) this.wanted(this.purse!)
    this.requestUpdate()
  }

  /** Asks for what the element shows; called whenever the connection changed, so that it asks once. */
  protected abstract wanted(purse: Purse): void

  protected override shouldUpdate(): boolean {
    return super.shouldUpdate() && !!this.words && !!this.purse
  }

  /** What makes references and codes is only loaded where somebody is about to pay. */
  protected async loadCodes(): Promise<void> {
    this.codes ??= await import("../qr/transfer.ts").catch(() => null)
  }

  protected money(amount: number, isEstimate = false): string {
    return this.speech.format.money(amount, this.purse!.state.group?.currency ?? "EUR", isEstimate)
  }

  protected get timeZone(): string {
    return this.purse!.state.group?.settings.timeZone ?? "UTC"
  }

  /** What says how to pay is made with. */
  protected get paying(): Paying {
    return {
      words: this.words,
      speech: this.speech,
      purse: this.purse!,
      codes: this.codes,
      money: (amount) => this.money(amount),
      copy: (what, text) => void this.#copy(what, text),
    }
  }

  /** Why something was not done, in a sentence; blank when it was. */
  protected reason({ refusal, problem }: Pick<Reply<unknown>, "refusal" | "problem">): string {
    const { words } = this
    if (problem) return words.problems[problem]
    const tag = refusal?._tag
    return tag ? (words.refusals[tag as keyof typeof words.refusals] ?? words.refused(tag)) : ""
  }

  /** Why the last thing asked was not done, in a sentence. */
  protected why(): TemplateResult | typeof nothing {
    const { refusal, problem } = this.purse!.state
    const text = this.reason({ refusal: refusal ?? undefined, problem: problem ?? undefined })
    if (!text) return nothing
    return html`<p class="note bad" role="alert">
      ${text}
      ${problem ? html`<button class="plain" @click=${() => void this.purse!.load()}>${this.words.retry}</button>` : nothing}
    </p>`
  }

  /** What stands in the place of a member's money while there is none to show. */
  protected instead(): TemplateResult {
    const { words, store } = this
    const { member, isLoading } = store!.state
    if (member || isLoading) {
      const { refusal, problem } = this.purse!.state
      return refusal || problem ? html`${this.why()}` : html`<p class="none" role="status">${words.reading}</p>`
    }
    return html`<div class="none">
      <p>${words.visitor}</p>
      ${this.signIn()}
    </div>`
  }

  async #copy(what: string, text: string): Promise<void> {
    const isCopied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    )
    if (isCopied) this.store!.announce(this.words.copied(what))
  }
}
