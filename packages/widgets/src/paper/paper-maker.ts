import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import type { AnswerOf, InputOf, Problem, QueryName } from "@cabas/client"
import type { Refusal } from "@cabas/core/refusals"
import { baseStyles } from "../base/base.styles.ts"
import { lookAgain } from "../base/language.ts"
import { spokenFor } from "../languages/languages.ts"
import { CoordinatorElement } from "../planner/coordinator.ts"
import type { Distribution } from "../planner/desk.store.ts"
import { deskStyles } from "../planner/planner.styles.ts"
import { downloadTable } from "../table/download.ts"
import type { TableFormat } from "../table/download.ts"
import type { Table } from "../table/table.ts"
import type { Paper, Pen, Size } from "./paper.ts"
import { paperStyles } from "./paper.styles.ts"
import { paperOf } from "./paper.view.ts"
import { loadPaperWords, paperWordsOf } from "./paper.words.ts"
import type { PaperWords } from "./paper.words.ts"
import { Printing } from "./printing.ts"

/** What is made of an answer: a paper, and the same as a table for files. */
export interface Made {
  readonly paper: Paper
  readonly download: (format: TableFormat, language: string) => Promise<void>
}

/** A paper, and the table that it is as a file. */
export const madeOf = <Row>(paper: Paper, table: Table<Row>): Made => ({
  paper,
  download: (format, language) => downloadTable(table, format, language),
})

/** What came of a question: what makes a paper of it as things are chosen then, or why there is none. */
interface Outcome {
  readonly make?: (() => Made | undefined) | undefined
  readonly refusal?: Refusal | undefined
  readonly problem?: Problem | undefined
}

/** What is asked of the server for a paper; the same key, the same question. */
export interface Question {
  readonly key: string
  readonly read: () => Promise<Outcome>
}

const sizes: ReadonlyArray<Size> = ["S", "M", "L", "XL"]

/** An element that asks for something to print, shows it as it will be printed, prints it and gives it as a file. */
export abstract class PaperMaker extends CoordinatorElement {
  static override properties: PropertyDeclarations = {
    distribution: {},
    catalog: {},
    size: {},
    outcome: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, deskStyles, paperStyles]

  declare distribution: string | null
  declare catalog: string | null
  declare size: Size | null
  /** What came of the question that is asked now. */
  declare private outcome: Outcome | undefined
  /** What recaps and sheets say. */
  protected paperWords!: PaperWords
  #asked: string | undefined
  readonly #printing = new Printing()

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#printing.leave()
    this.#asked = undefined
  }

  override handleEvent(): void {
    super.handleEvent()
    if (!this.speech) return
    const language = spokenFor(this.speech.format.locale)
    const words = paperWordsOf(language)
    if (words) this.paperWords = words
    else void loadPaperWords(language).then(lookAgain)
  }

  protected override shouldUpdate(): boolean {
    return super.shouldUpdate() && !!this.paperWords
  }

  /** Volunteers at the desk need sheets too, and so does who runs a catalog without contracts. */
  protected override get isAllowed(): boolean {
    const { catalogs } = this.desk!.state
    return super.isAllowed || this.seesAll || catalogs.some(({ id }) => this.desk!.mayRun(id))
  }

  /** Whether one may ask for all catalogs at once. */
  protected get seesAll(): boolean {
    return this.desk!.mayRun() || this.desk!.state.rights.includes("desk")
  }

  /** What to ask for what is chosen; nothing when there is nothing to ask for. */
  protected abstract question(): Question | undefined
  /** What can be chosen. */
  protected abstract choices(): TemplateResult
  /** What the element is called, and what it says when there is nothing. */
  protected abstract get named(): { readonly title: string; readonly empty: string }

  protected get pen(): Pen {
    const { currency, timeZone } = this.desk!.state
    return { words: this.paperWords, format: this.speech.format, currency, timeZone }
  }

  protected override willUpdate(): void {
    const { desk } = this
    if (!desk || desk.state.isLoading || !this.paperWords) return
    const question = this.isAllowed ? this.question() : undefined
    if (question?.key === this.#asked) return
    this.#asked = question?.key
    this.outcome = undefined
    if (question) void this.#ask(question)
  }

  async #ask({ key, read }: Question): Promise<void> {
    const outcome = await read()
    if (key === this.#asked) this.outcome = outcome
  }

  /** A question; what is made of its answer follows what is chosen when it is shown. */
  protected ask<Name extends QueryName>(
    name: Name,
    input: InputOf<Name>,
    make: (answer: AnswerOf<Name>) => Made | undefined,
  ): Question {
    const read = async (): Promise<Outcome> => {
      const { answer, refusal, problem } = await this.store!.options.client.ask(name, input)
      return { refusal, problem, make: answer && (() => make(answer)) }
    }
    return { key: JSON.stringify([name, input]), read }
  }

  #again = (): void => {
    this.#asked = undefined
    this.requestUpdate()
  }

  protected override content(): TemplateResult {
    return html`<section>
      <h2 class="screen" tabindex="-1">${this.named.title}</h2>
      <div class="choices screen">${this.choices()} ${this.#sizes()}</div>
      ${this.why()} ${this.#outcome()}
    </section>`
  }

  #outcome(): TemplateResult {
    const { paperWords: words, outcome } = this
    if (!this.#asked) return html`<p class="none">${words.noDistribution}</p>`
    if (!outcome) return html`<p class="none" role="status">${words.loading}</p>`
    const { refusal, problem, make } = outcome
    if (!make) {
      return html`<p class="note bad" role="alert">
        ${refusal ? this.sentence(refusal) : this.words.problems[problem!]}
        ${problem ? html`<button class="plain" @click=${this.#again}>${words.retry}</button>` : nothing}
      </p>`
    }
    const made = make()
    if (!made) return html`<p class="none" role="status">${this.named.empty}</p>`
    this.#printing.show(made.paper, getComputedStyle(this).fontFamily)
    return html`<div class="row screen">
        <button class="button filled" @click=${() => print()}>${words.print}</button>
        ${(["csv", "xlsx"] as const).map(
          (format) =>
            html`<button class="button" @click=${() => this.#download(made, format)}>
              ${words.download[format]}
            </button>`,
        )}
      </div>
      ${paperOf(made.paper, this.size ?? "S", words.preview)}`
  }

  async #download(made: Made, format: TableFormat): Promise<void> {
    await made.download(format, this.language).catch(() => this.desk!.lost())
  }

  #sizes(): TemplateResult {
    const { paperWords: words } = this
    return this.select(
      words.size,
      sizes,
      this.size ?? "S",
      (one) => words.sizes[one],
      (one) => (this.size = one),
    )
  }

  /** A choice of one of several. */
  protected select<One extends string>(
    label: string,
    all: ReadonlyArray<One>,
    chosen: One,
    nameOf: (one: One) => string,
    choose: (one: One) => void,
  ): TemplateResult {
    return html`<label
      >${label}
      <select @change=${(event: Event) => choose((event.target as HTMLSelectElement).value as One)}>
        ${all.map((one) => html`<option value=${one} ?selected=${one === chosen}>${nameOf(one)}</option>`)}
      </select></label
    >`
  }

  /** A choice of yes or no. */
  protected tick(label: string, isChosen: boolean, choose: (isChosen: boolean) => void): TemplateResult {
    return html`<label class="tick"
      ><input
        type="checkbox"
        .checked=${isChosen}
        @change=${(event: Event) => choose((event.target as HTMLInputElement).checked)}
      />${label}</label
    >`
  }

  /** The distributions that are not cancelled, by date. */
  protected get distributions(): ReadonlyArray<Distribution> {
    return this.desk!.state.distributions.filter(({ status }) => status === "planned").toSorted((a, b) =>
      a.startsAt < b.startsAt ? -1 : 1,
    )
  }

  /** The distribution that was chosen, else the next that has not ended, else the last. */
  protected get chosenDistribution(): Distribution | undefined {
    const all = this.distributions
    const now = this.store!.now()
    return all.find(({ id }) => id === this.distribution) ?? all.find(({ endsAt }) => endsAt > now) ?? all.at(-1)
  }

  protected chooseDistribution(): TemplateResult | typeof nothing {
    const chosen = this.chosenDistribution
    const all = this.distributions
    const { timeZone } = this.desk!.state
    if (!chosen) return nothing
    const nameOf = (id: string): string => {
      const one = all.find((each) => each.id === id)!
      return `${this.speech.format.title(one.startsAt, timeZone)} · ${one.place.name}`
    }
    return this.select(
      this.paperWords.distribution,
      all.map(({ id }) => id),
      chosen.id,
      nameOf,
      (id) => (this.distribution = id),
    )
  }

  /** Those of some catalogs that one may ask for; all of them at once is the empty name. */
  protected mine<One extends { readonly id: string }>(all: ReadonlyArray<One>): ReadonlyArray<One> {
    return this.seesAll ? all : all.filter(({ id }) => this.desk!.mayRun(id))
  }

  /** The catalog that was chosen among those, or all of them where one may; undefined when there is none. */
  protected chosenCatalog(all: ReadonlyArray<{ readonly id: string }>, mayAll = this.seesAll): string | undefined {
    const mine = this.mine(all)
    if (this.catalog !== null && mine.some(({ id }) => id === this.catalog)) return this.catalog
    return mayAll ? "" : mine[0]?.id
  }

  protected chooseCatalog(
    all: ReadonlyArray<{ readonly id: string; readonly name: string }>,
    mayAll = this.seesAll,
  ): TemplateResult {
    const { paperWords: words } = this
    const mine = this.mine(all)
    return this.select(
      words.catalog,
      [...(mayAll ? [""] : []), ...mine.map(({ id }) => id)],
      this.chosenCatalog(all, mayAll) ?? "",
      (one) => mine.find(({ id }) => id === one)?.name ?? words.everything,
      (one) => (this.catalog = one),
    )
  }
}
