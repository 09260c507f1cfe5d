import type { TemplateResult } from "lit"
import { html, nothing } from "lit"
import { ViewElement } from "../base/element.ts"
import { lookAgain } from "../base/language.ts"
import { spokenFor } from "../languages/languages.ts"
import { seasonsOf } from "./season.store.ts"
import type { Seasons } from "./season.store.ts"
import { loadSeasonWords, seasonWordsOf } from "./season.words.ts"
import type { SeasonWords } from "./season.words.ts"
import { sentenceWith, toldOf } from "./told.model.ts"

/** An element that shows contracts: their sentences are loaded with it, and it follows what is known of them. */
export abstract class SeasonElement extends ViewElement {
  /** What to say of contracts; there from the first rendering on. */
  protected words!: SeasonWords
  /** What is known of the connection's contracts. */
  protected seasons: Seasons | undefined
  #left: (() => void) | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#left?.()
    this.seasons = undefined
  }

  /** Looks around: for the language, the connection, and the sentences. */
  override handleEvent(): void {
    super.handleEvent()
    if (!this.speech) return
    const language = spokenFor(this.speech.format.locale)
    const words = seasonWordsOf(language)
    if (words) this.words = words
    else void loadSeasonWords(language).then(lookAgain)
  }

  protected override storeChanged(): void {
    const { store } = this
    if (store && this.seasons?.connection !== store) {
      this.#left?.()
      this.seasons = seasonsOf(store)
      this.#left = this.seasons.subscribe(() => this.requestUpdate())
    }
    if (store && !(store.state.isLoading && !store.state.member)) this.wanted(this.seasons!)
    this.requestUpdate()
  }

  /** Asks for what the element shows; called whenever the connection changed, so that it asks once. */
  protected abstract wanted(seasons: Seasons): void

  protected override shouldUpdate(): boolean {
    return super.shouldUpdate() && !!this.words && !!this.seasons
  }

  /** The changes for which this element asks: why one was refused is said where it was asked for. */
  protected abstract readonly asks: RegExp

  /** Why the last thing asked was not done, in a sentence. */
  protected why(): TemplateResult | typeof nothing {
    const { asked, refusal, problem } = this.seasons!.state
    if ((!refusal && !problem) || (asked && !this.asks.test(asked))) return nothing
    const { words } = this
    const sentence = words.refusals[refusal?._tag as keyof typeof words.refusals]
    const text = problem
      ? `${this.speech.say.problems[problem]} ${words.kept}`
      : sentence
        ? sentenceWith(sentence, toldOf(refusal!, this.seasons!.names(), this.speech))
        : this.speech.say.refused(refusal!._tag)
    return html`<p class="note bad" role="alert">
      ${text}
      ${problem ? html`<button class="plain" @click=${() => this.seasons!.reload()}>${this.speech.say.retry}</button>` : nothing}
    </p>`
  }
}
