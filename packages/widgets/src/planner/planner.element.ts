import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { dateAt } from "@cabas/core/values"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import "../connection/group.element.ts"
import { AskingPart } from "./asking.ts"
import { CoordinatorElement } from "./coordinator.ts"
import { CyclesPart } from "./cycles.ts"
import { calendarOf } from "./grid.ts"
import { MovingPart } from "./moving.ts"
import { agendaOf, panelOf } from "./panel.ts"
import type { Panel, Place } from "./panel.ts"
import { columnsOf, movedBy, rowsOf } from "./planner.model.ts"
import type { Column, Row } from "./planner.model.ts"
import { deskStyles, plannerStyles } from "./planner.styles.ts"
import { TermsPart } from "./terms.ts"
import { WholePart } from "./whole.ts"

/**
 * The season of a group for its coordinators: who delivers when, cycles, and deliveries put off by hand or by keyboard,
 * after it was read what that touches.
 *
 * ```html
 * <cabas-planner></cabas-planner>
 * ```
 * @element cabas-planner
 */
export class CabasPlanner extends CoordinatorElement {
  static override properties: PropertyDeclarations = {
    at: { state: true },
    isWhole: { state: true },
    isList: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, deskStyles, plannerStyles]

  /** Where one is in the calendar. */
  declare private at: Place | undefined
  declare private isWhole: boolean
  /** One day after the other, instead of a calendar: what phones begin with. */
  declare private isList: boolean | undefined
  readonly #cycles = new CyclesPart(() => this.tools)
  readonly #terms = new TermsPart(() => this.tools)
  readonly #whole = new WholePart(() => this.tools)
  readonly #asking = new AskingPart(() => this.tools)
  readonly #moving = new MovingPart(
    () => this.tools,
    () => this.#columns,
    (catalog, delivery, to) => this.#asking.ask("shift", catalog, delivery, to),
  )
  #scrolled: Element | null = null

  get #now(): string {
    return this.store!.now()
  }

  get #columns(): ReadonlyArray<Column> {
    const { distributions, contracts, timeZone } = this.desk!.state
    return columnsOf(distributions, contracts, this.#now, timeZone, this.isWhole)
  }

  get #rows(): ReadonlyArray<Row> {
    const { contracts, distributions } = this.desk!.state
    return rowsOf(contracts, distributions, this.isWhole)
  }

  get #panel(): Panel {
    return {
      ...this.tools,
      now: this.#now,
      format: this.speech.format,
      asking: this.#asking,
      whole: this.#whole,
    }
  }

  protected override updated(): void {
    super.updated()
    const scroll = this.renderRoot.querySelector(".scroll")
    if (scroll !== this.#scrolled) this.#toNow(scroll)
    const dialog = this.renderRoot.querySelector("dialog")
    const isAsking = this.#asking.isAsking || this.#whole.isAsking
    if (isAsking && dialog && !dialog.open) dialog.showModal()
    else if (!isAsking && dialog?.open) dialog.close()
    if (this.#moving.held) {
      this.renderRoot.querySelector(".landing")?.scrollIntoView({ block: "nearest", inline: "nearest" })
    }
  }

  /** A calendar begins with the month of what comes next, or with the day before it where that would be out of sight. */
  #toNow(scroll: Element | null): void {
    this.#scrolled = scroll
    const next = scroll?.querySelector<HTMLElement>("thead tr:last-child th:not(.gone, .corner)")
    const names = scroll?.querySelector<HTMLElement>(".corner")
    if (!scroll || !next || !names) return
    const months = [...scroll.querySelectorAll<HTMLElement>(".month")]
    const month = months.findLast(({ offsetLeft }) => offsetLeft <= next.offsetLeft)?.offsetLeft ?? 0
    const isSeen = next.offsetLeft + next.offsetWidth - month <= scroll.clientWidth - names.offsetWidth
    scroll.scrollLeft = (isSeen ? month : next.offsetLeft - next.offsetWidth) - names.offsetWidth
  }

  protected override content(): TemplateResult {
    const { words } = this
    const rows = this.#rows
    const columns = this.#columns
    const isList = this.isList ?? innerWidth < 640
    return html`<section>
        ${this.#head(isList)} ${this.#asking.isAsking ? nothing : this.why()}
        ${
          columns.length === 0 || rows.length === 0
            ? html`<p class="none">${words.none}</p>`
            : isList
              ? agendaOf(this.#panel, rows, columns, this.at, (place) => (this.at = place))
              : this.#calendar(rows, columns)
        }
      </section>
      ${this.#cycles.render(dateAt(this.#now, this.desk!.state.timeZone))} ${this.#terms.render()} ${this.#dialog()}`
  }

  #head(isList: boolean): TemplateResult {
    const { words } = this
    const view = (label: string, list: boolean) =>
      html`<label class="tick"
        ><input
          type="radio"
          name="view"
          .checked=${isList === list}
          @change=${() => (this.isList = list)}
        />${label}</label
      >`
    return html`<div class="row between">
      <h2 tabindex="-1" class="head">${words.season}</h2>
      <div class="ticks screen" role="group" aria-label=${words.view}>
        ${view(words.asGrid, false)} ${view(words.asList, true)}
        <label class="tick"
          ><input type="checkbox" .checked=${!!this.isWhole} @change=${() => this.#look()} />${words.whole}</label
        >
      </div>
    </div>`
  }

  #look(): void {
    this.isWhole = !this.isWhole
    this.at = undefined
  }

  #calendar(rows: ReadonlyArray<Row>, columns: ReadonlyArray<Column>): TemplateResult {
    const { words } = this
    const moving = this.#moving
    const first = columns.findIndex(({ isPast }) => !isPast)
    const at = this.at ?? { row: 0, column: Math.max(0, first) }
    const isOwn = rows.some(({ contract }) => contract?.deliveries.some(({ origin }) => origin === "own"))
    return html`<p class="soft screen" id="help">${words.help}</p>
      <p class="legend soft">
        <span><i class="mark"></i>${words.legend.open}</span>
        <span class="shut"><i class="mark"></i>${words.legend.closed}</span>
        ${isOwn ? html`<span class="own"><i class="mark"></i>${words.legend.own}</span>` : nothing}
      </p>
      ${calendarOf({
        ...this.tools,
        rows,
        columns,
        at,
        now: this.#now,
        held: moving.held,
        possible: moving.possible,
        zone: this.desk!.state.timeZone,
        format: this.speech.format,
        key: (event, place) => this.#key(event, place, rows, columns),
        goTo: (place) => (this.at = place),
        pick: (row, column) => moving.pick(row, column, false),
        over: (id) => moving.over(id),
        drop: () => void moving.drop(),
        leave: () => moving.forget(),
      })}
      ${
        this.at
          ? panelOf(this.#panel, rows[at.row]!, columns[at.column]!)
          : html`<p class="soft screen">${words.choose}</p>`
      }`
  }

  #key(event: KeyboardEvent, place: Place, rows: ReadonlyArray<Row>, columns: ReadonlyArray<Column>): void {
    const { key } = event
    if (this.#moving.held) {
      if (!this.#moving.key(key)) return
    } else if (key === "Enter" || key === " ") this.#moving.pick(rows[place.row]!, columns[place.column]!, true)
    else {
      const next = movedBy(key, event.ctrlKey, place, rows.length, columns.length)
      if (!next) return
      this.at = next
      void this.#toCell()
    }
    if (key !== "Tab") event.preventDefault()
  }

  async #toCell(): Promise<void> {
    await this.lead("td[tabindex='0']")
  }

  /** One stays with a delivery that goes elsewhere. */
  #follow(catalog: string, to: string | null): void {
    const column = this.#columns.findIndex(({ id }) => id === to)
    const row = this.#rows.findIndex((one) => one.catalog === catalog)
    if (this.at && column >= 0 && row >= 0) this.at = { row, column }
    void this.#close()
  }

  async #close(): Promise<void> {
    this.#asking.forget()
    this.#whole.forget()
    this.requestUpdate()
    this.desk!.forgive()
    await this.updateComplete
    const back =
      this.renderRoot.querySelector<HTMLElement>("td[tabindex='0']") ?? this.renderRoot.querySelector(".head")
    ;(back as HTMLElement | null)?.focus()
  }

  #dialog(): TemplateResult {
    const close = () => void this.#close()
    const cancelled = (event: Event) => {
      event.preventDefault()
      close()
    }
    return html`<dialog aria-labelledby="title" @cancel=${cancelled}>
      ${
        this.#asking.isAsking
          ? this.#asking.content(this.why(), (catalog, to) => this.#follow(catalog, to), close)
          : this.#whole.content(close)
      }
    </dialog>`
  }
}

define("cabas-planner", CabasPlanner)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-planner": CabasPlanner
  }
}
