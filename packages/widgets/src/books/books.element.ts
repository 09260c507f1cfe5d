import type { PropertyDeclarations, TemplateResult } from "lit"
import { html, nothing } from "lit"
import type { Problem } from "@cabas/client"
import { sentenceOf } from "@cabas/core/refusals"
import type { Refusal } from "@cabas/core/refusals"
import { ViewElement } from "../base/element.ts"
import { lookAgain } from "../base/language.ts"
import { spokenFor } from "../languages/languages.ts"
import { downloadTable } from "../table/download.ts"
import type { TableFormat } from "../table/download.ts"
import type { Table } from "../table/table.ts"
import { dayIn, dayWithYear } from "../wallet/wallet.model.ts"
import { booksOf } from "./books.store.ts"
import type { Books, Member, OpenList, Shelf } from "./books.store.ts"
import { booksWordsOf, loadBooksWords } from "./books.words.ts"
import type { BooksWords } from "./books.words.ts"

/** Why something was not done, or was. */
interface Why {
  readonly refusal?: Refusal | null | undefined
  readonly problem?: Problem | null | undefined
}

/** What a part of an element about a group's money works with. */
export interface Tools {
  readonly words: BooksWords
  readonly books: Books
  readonly language: "fr" | "en"
  readonly locale: string
  /** The day that it is where the group is. */
  readonly today: string
  readonly day: (date: string) => string
  readonly moment: (instant: string) => string
  readonly money: (amount: number) => string
  readonly sentence: (refusal: Refusal) => string
  /** Why something is not so, in a sentence; blank when it is. */
  readonly reason: (why: Why) => string
  /** Says what was done, to everybody. */
  readonly done: (text: string) => void
  readonly download: <Row>(table: Table<Row>, format: TableFormat) => void
  /** Shows what changed. */
  readonly update: () => void
  /** The focus goes to what matters next. */
  readonly lead: (selector: string) => void
}

/** An element for those who keep a group's money: its sentences are loaded with it, and it follows what is known. */
export abstract class BooksElement extends ViewElement {
  static override properties: PropertyDeclarations = {
    doneText: { state: true },
  }

  /** What to say; there from the first rendering on. */
  protected words!: BooksWords
  protected language: "fr" | "en" = "fr"
  protected books: Books | undefined
  /** What was just done. */
  declare protected doneText: string | undefined
  #left: (() => void) | undefined

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#left?.()
    this.books = undefined
  }

  /** Looks around: for the language, the connection, and the sentences. */
  override handleEvent(): void {
    super.handleEvent()
    if (!this.speech) return
    const language = spokenFor(this.speech.format.locale)
    this.language = language === "fr" ? "fr" : "en"
    const words = booksWordsOf(language)
    if (words) this.words = words
    else void loadBooksWords(language).then(lookAgain)
  }

  /** What the element shows. */
  protected abstract get shelf(): Shelf

  protected override storeChanged(): void {
    const { store } = this
    if (store && this.books?.connection !== store) {
      this.#left?.()
      this.books = booksOf(store)
      this.#left = this.books.subscribe(() => this.requestUpdate())
    }
    if (store && !store.state.isLoading) this.books!.read(this.shelf)
    this.requestUpdate()
  }

  protected override shouldUpdate(): boolean {
    return super.shouldUpdate() && !!this.words && !!this.books
  }

  protected override render(): TemplateResult {
    const { words, books } = this
    const { isLoading, problem, group } = books!.state
    if (isLoading) return html`<p class="none" role="status">${words.loading}</p>`
    if (this.isLetIn) return this.content()
    return html`${this.why()}${problem && !group ? nothing : html`<p class="note">${words.reserved}</p>`}`
  }

  /** Whether who is signed in finds anything here. */
  protected get isLetIn(): boolean {
    return this.books!.isKeeper
  }

  /** What those see who keep the money. */
  protected abstract content(): TemplateResult

  /** What its parts work with, in the language that is spoken now. */
  protected get tools(): Tools {
    const { timeZone } = this.books!.state.group!.settings
    const speech = this.speech.format
    return {
      words: this.words,
      books: this.books!,
      language: this.language,
      today: dayIn(this.books!.connection.now(), timeZone),
      locale: speech.locale,
      day: (date) => dayWithYear(date, speech.locale),
      moment: (instant) => speech.date(instant, timeZone, "short"),
      money: (amount) => this.money(amount),
      sentence: (refusal) => this.#sentence(refusal),
      reason: (why) => this.#reason(why),
      done: (text) => this.#done(text),
      download: (table, format) => void downloadTable(table, format, this.language).catch(() => this.books!.lost()),
      update: () => this.requestUpdate(),
      lead: (selector) => void this.lead(selector),
    }
  }

  protected money(amount: number): string {
    return this.speech.format.money(amount, this.books!.state.group!.currency)
  }

  /** What was just done, and why the last thing asked was not. */
  protected why(): TemplateResult {
    const { refusal, problem } = this.books!.state
    const text = this.#reason({ refusal, problem })
    const isWrong = text !== ""
    return html`${
      isWrong
        ? html`<p class="note bad" role="alert">
            ${text}
            ${problem ? html`<button class="plain" @click=${() => void this.books!.load()}>${this.words.retry}</button>` : nothing}
          </p>`
        : nothing
    }
    ${this.doneText && !isWrong ? html`<p class="note good" role="status" tabindex="-1">✓ ${this.doneText}</p>` : nothing}`
  }

  #reason({ refusal, problem }: Why): string {
    return refusal ? this.#sentence(refusal) : problem ? this.words.problems[problem] : ""
  }

  #sentence(refusal: Refusal): string {
    const { currency, settings } = this.books!.state.group!
    return sentenceOf(refusal, {
      language: this.language,
      currency,
      timeZone: settings.timeZone,
      nameOf: (kind, id) => (kind === "member" ? this.books!.nameOf(id) : undefined),
    })
  }

  #done(text: string): void {
    this.doneText = text
    void this.lead(".note.good")
  }
}

/** That a list of payments goes on, and what shows more of it. @rule DOOR-6 */
export const moreOf = ({ words, books }: Tools, list: OpenList): TemplateResult | typeof nothing =>
  books.state.goesOn[list]
    ? html`<div class="row screen">
        <p class="soft">${words.goesOn(books.state[list].length)}</p>
        <button class="button" ?disabled=${books.state.isBusy} @click=${() => void books.more(list)}>
          ${words.more}
        </button>
      </div>`
    : nothing

/** Households to choose one from, by their names. */
export const householdOptions = (members: ReadonlyArray<Member>): ReadonlyArray<TemplateResult> =>
  members
    .filter(({ status }) => status === "active")
    .toSorted((one, other) => one.name.localeCompare(other.name))
    .map(({ id, name }) => html`<option value=${id}>${name}</option>`)

/** What a form was filled in with. */
export const filled = (event: SubmitEvent): FormData => {
  event.preventDefault()
  return new FormData(event.target as HTMLFormElement)
}
