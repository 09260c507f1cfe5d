import { html, nothing } from "lit"
import type { PropertyDeclarations, TemplateResult } from "lit"
import { civilAt, plusMonths } from "@cabas/core/values"
import { define } from "../base/define.ts"
import "../connection/group.element.ts"
import { madeOf, PaperMaker } from "../paper/paper-maker.ts"
import type { Made, Question } from "../paper/paper-maker.ts"
import { kinds, sheetPaper } from "./sheet.model.ts"
import type { Choices, Kind, SignIn } from "./sheet.model.ts"
import { sheetTable } from "./sheet.table.ts"

const day = (event: Event): string => (event.target as HTMLInputElement).value

/**
 * What is printed before a distribution and signed at it: sign-in sheets for a day or for several dates, basket slips and
 * labels; and the same as a file.
 *
 * ```html
 * <cabas-sheet layout="global"></cabas-sheet>
 * ```
 * @element cabas-sheet
 * @attr layout - the sheet to begin with: `global`, `variable`, `constant`, `baskets`, `compact` or `labels`
 * @attr distribution - the distribution to begin with; else the next one
 * @attr catalog - the catalog to begin with
 * @attr size - how large the writing is: `S`, `M`, `L` or `XL`
 */
export class CabasSheet extends PaperMaker {
  static override properties: PropertyDeclarations = {
    ...PaperMaker.properties,
    layout: {},
    from: {},
    to: {},
    sort: {},
    told: { state: true },
    written: { state: true },
  }

  declare layout: Kind | null
  declare from: string | null
  declare to: string | null
  declare sort: Choices["sort"] | null
  declare private told: Pick<Choices, "hasPhones" | "byProduct" | "byCatalog" | "isOwnPage">
  /** What the coordinator wrote; until then the distribution's own note. */
  declare private written: string | undefined

  constructor() {
    super()
    this.told = { hasPhones: true, byProduct: false, byCatalog: false, isOwnPage: true }
  }

  protected override get named() {
    return { title: this.paperWords.sheet.title, empty: this.paperWords.nobody }
  }

  /** Who runs one catalog only has no sheet of all of them. */
  get #kinds(): ReadonlyArray<Kind> {
    return kinds.filter((one) => one !== "global" || this.seesAll)
  }

  get #kind(): Kind {
    return this.#kinds.find((one) => one === this.layout) ?? this.#kinds[0]!
  }

  /** From today over a month, unless other days were chosen. */
  get #days(): { readonly from: string; readonly to: string } {
    const today = civilAt(this.store!.now(), this.desk!.state.timeZone).date
    const { from, to } = this
    return { from: from ?? today, to: to ?? plusMonths(from ?? today, 1) }
  }

  get #catalogs(): ReadonlyArray<{ readonly id: string; readonly name: string }> {
    return this.#kind === "constant" ? this.desk!.state.contracts : (this.chosenDistribution?.catalogs ?? [])
  }

  get #mayAll(): boolean {
    return this.seesAll && this.#kind !== "constant" && this.#kind !== "variable"
  }

  get #instructions(): string {
    if (this.written !== undefined) return this.written
    return this.#kind === "constant" ? "" : (this.chosenDistribution?.note ?? "")
  }

  protected override question(): Question | undefined {
    const kind = this.#kind
    const chosen = kind === "global" ? "" : this.chosenCatalog(this.#catalogs, this.#mayAll)
    if (chosen === undefined) return undefined
    const catalog = chosen === "" ? {} : { catalog: chosen }
    if (kind === "constant") {
      return this.ask("sheet.sign-in", { ...this.#days, ...catalog }, (answer) => this.#made(answer))
    }
    const at = this.chosenDistribution
    return at && this.ask("sheet.sign-in", { distribution: at.id, ...catalog }, (answer) => this.#made(answer))
  }

  #made(sheet: SignIn): Made | undefined {
    const { pen, sort } = this
    const kind = this.#kind
    const choices = {
      ...this.told,
      kind,
      sort: sort === "number" ? sort : "name",
      instructions: this.#instructions,
    } as const
    const paper = sheetPaper(pen, sheet, choices)
    const { file } = this.paperWords.sheet
    const named = [file, kind === "constant" ? this.#days.from : this.chosenDistribution?.id, this.catalog]
    return paper && madeOf(paper, sheetTable(pen, named.filter(Boolean).join("-"), sheet))
  }

  protected override choices(): TemplateResult {
    const { paperWords: words } = this
    const kind = this.#kind
    return html`${this.select(
        words.sheet.kind,
        this.#kinds,
        kind,
        (one) => words.sheet.kinds[one],
        (one) => (this.layout = one),
      )}
      ${kind === "constant" ? this.#chooseDays() : this.chooseDistribution()}
      ${kind === "global" ? nothing : this.chooseCatalog(this.#catalogs, this.#mayAll)}
      ${
        kind === "constant"
          ? nothing
          : this.select(
              words.sheet.sort,
              ["name", "number"],
              this.sort ?? "name",
              (one) => words.sheet.sorts[one],
              (one) => (this.sort = one),
            )
      }
      ${this.#ticks(kind)}
      <label class="wide"
        >${words.sheet.instructions}
        <textarea
          .value=${this.#instructions}
          @input=${(event: Event) => (this.written = (event.target as HTMLTextAreaElement).value)}
        ></textarea>
      </label>`
  }

  #chooseDays(): TemplateResult {
    const { paperWords: words } = this
    const { from, to } = this.#days
    return html`<label
        >${words.from}<input
          type="date"
          required
          .value=${from}
          @change=${(event: Event) => (this.from = day(event) || null)}
      /></label>
      <label
        >${words.to}<input
          type="date"
          required
          .value=${to}
          min=${from}
          @change=${(event: Event) => (this.to = day(event) || null)}
      /></label>`
  }

  #ticks(kind: Kind): TemplateResult {
    const { sheet } = this.paperWords
    const tick = (name: keyof typeof this.told, label: string, isShown: boolean) =>
      isShown
        ? this.tick(label, this.told[name], (isChosen) => (this.told = { ...this.told, [name]: isChosen }))
        : nothing
    return html`${tick("hasPhones", sheet.phones, kind !== "labels")}
    ${tick("byProduct", sheet.byProduct, kind === "constant")} ${tick("isOwnPage", sheet.onePage, kind === "baskets")}
    ${tick("byCatalog", sheet.byCatalog, kind === "baskets" || kind === "compact")}`
  }
}

define("cabas-sheet", CabasSheet)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-sheet": CabasSheet
  }
}
