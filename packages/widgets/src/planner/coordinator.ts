import type { TemplateResult } from "lit"
import { html, nothing } from "lit"
import { sentenceOf } from "@cabas/core/refusals"
import type { Refusal } from "@cabas/core/refusals"
import { ViewElement } from "../base/element.ts"
import { lookAgain } from "../base/language.ts"
import { spokenFor } from "../languages/languages.ts"
import { yearDayIn } from "../season/told.model.ts"
import { deskOf } from "./desk.store.ts"
import type { Desk } from "./desk.store.ts"
import { deskWordsOf, loadDeskWords } from "./desk.words.ts"
import type { DeskWords } from "./desk.words.ts"

/** What a part of an element for coordinators works with. */
export interface Tools {
  readonly words: DeskWords
  readonly desk: Desk
  readonly day: (date: string, length?: "long" | "short") => string
  /** With its year, as a season ends in another. */
  readonly yearDay: (date: string) => string
  readonly moment: (instant: string) => string
  readonly money: (amount: number) => string
  readonly announce: (text: string) => void
  readonly sentence: (refusal: Refusal) => string
  /** Shows what changed. */
  readonly update: () => void
}

/** An element for coordinators: its sentences are loaded with it, and it follows what is known of the season. */
export abstract class CoordinatorElement extends ViewElement {
  /** What to say; there from the first rendering on. */
  protected words!: DeskWords
  protected language: "fr" | "en" = "fr"
  /** What is known of the connection's season. */
  protected desk: Desk | undefined
  #left: (() => void) | undefined
  #why: Desk["state"]["refusal"] | Desk["state"]["problem"] = null

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#left?.()
    this.desk = undefined
  }

  /** Looks around: for the language, the connection, and the sentences. */
  override handleEvent(): void {
    super.handleEvent()
    if (!this.speech) return
    const language = spokenFor(this.speech.format.locale)
    this.language = language === "fr" ? "fr" : "en"
    const words = deskWordsOf(language)
    if (words) this.words = words
    else void loadDeskWords(language).then(lookAgain)
  }

  protected override storeChanged(): void {
    const { store } = this
    if (store && this.desk?.connection !== store) {
      this.#left?.()
      this.desk = deskOf(store)
      this.#left = this.desk.subscribe(() => this.requestUpdate())
    }
    if (store && !store.state.isLoading) this.desk!.read()
    this.requestUpdate()
  }

  protected override shouldUpdate(): boolean {
    return super.shouldUpdate() && !!this.words && !!this.desk
  }

  protected override render(): TemplateResult {
    const { words } = this
    const { isLoading, problem } = this.desk!.state
    if (isLoading) return html`<p class="none" role="status">${words.loading}</p>`
    if (this.isAllowed) return this.content()
    return html`${this.why()}${problem ? nothing : html`<p class="note">${words.reserved}</p>`}`
  }

  /** Whether the element is for whoever looks. */
  protected get isAllowed(): boolean {
    return this.desk!.isCoordinator
  }

  /** Why something was not done is said where it can be seen, however far down it was asked. */
  protected override updated(): void {
    const { refusal, problem } = this.desk!.state
    const why = refusal ?? problem
    if (why && why !== this.#why) this.renderRoot.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" })
    this.#why = why
  }

  /** What coordinators see. */
  protected abstract content(): TemplateResult

  /** What its parts work with, in the language that is spoken now. */
  protected get tools(): Tools {
    return {
      words: this.words,
      desk: this.desk!,
      day: (date, length) => this.day(date, length),
      yearDay: (date) => yearDayIn(this.speech, date),
      moment: (instant) => this.speech.format.moment(instant, this.desk!.state.timeZone, "short"),
      money: (amount) => this.money(amount),
      announce: (text) => this.announce(text),
      sentence: (refusal) => this.sentence(refusal),
      update: () => this.requestUpdate(),
    }
  }

  /** A refusal in a sentence. */
  protected sentence(refusal: Refusal): string {
    const { currency, timeZone } = this.desk!.state
    return sentenceOf(refusal, {
      language: this.language,
      currency,
      timeZone,
      nameOf: (kind, id) => this.desk!.named(kind, id),
    })
  }

  /** Why the last thing asked was not done. */
  protected why(): TemplateResult | typeof nothing {
    const { refusal, problem } = this.desk!.state
    if (!refusal && !problem) return nothing
    return html`<p class="note bad" role="alert">
      ${refusal ? this.sentence(refusal) : this.words.problems[problem!]}
      ${
        problem
          ? html`<button class="plain" @click=${() => void this.desk!.load()}>${this.speech.say.retry}</button>`
          : nothing
      }
    </p>`
  }

  /** A day of the calendar, as people say it. */
  protected day(date: string, length: "long" | "short" = "long"): string {
    return this.speech.format.date(`${date}T12:00:00.000Z`, "UTC", length)
  }

  protected money(amount: number): string {
    return this.speech.format.money(amount, this.desk!.state.currency)
  }

  /** Says something to those who do not see the page. */
  protected announce(text: string): void {
    this.store?.announce(text)
  }
}
