import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { civilAt } from "@cabas/core/values"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import "../connection/group.element.ts"
import { CoordinatorElement } from "./coordinator.ts"
import { CyclesPart } from "./cycles.ts"
import type { Contract } from "./desk.store.ts"
import { calendarOf } from "./grid.ts"
import { impactOf, titleOf } from "./impact.ts"
import type { Asked } from "./impact.ts"
import { columnsOf, isOpen, movedBy, nextTarget, rowsOf, targetsOf } from "./planner.model.ts"
import type { Column, Delivery, Row } from "./planner.model.ts"
import { deskStyles, plannerStyles } from "./planner.styles.ts"
import { TermsPart } from "./terms.ts"
import { WholePart } from "./whole.ts"

/** A cell of the calendar. */
interface Place {
  readonly row: number
  readonly column: number
}

/** A delivery that was picked up, and the distribution it is over. */
interface Held {
  readonly catalog: string
  readonly delivery: Delivery
  readonly over: string
}

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
    ...CoordinatorElement.properties,
    at: { state: true },
    held: { state: true },
    asked: { state: true },
    isWhole: { state: true },
    isList: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, deskStyles, plannerStyles]

  /** Where one is in the calendar. */
  declare private at: Place | undefined
  declare private held: Held | undefined
  declare private asked: Asked | undefined
  declare private isWhole: boolean
  /** One day after the other, instead of a calendar: what phones begin with. */
  declare private isList: boolean | undefined
  readonly #cycles = new CyclesPart(() => this.tools)
  readonly #terms = new TermsPart(() => this.tools)
  readonly #whole = new WholePart(() => this.tools)
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

  protected override updated(): void {
    super.updated()
    const scroll = this.renderRoot.querySelector(".scroll")
    if (scroll !== this.#scrolled) this.#toNow(scroll)
    const dialog = this.renderRoot.querySelector("dialog")
    const isAsking = !!this.asked || this.#whole.isAsking
    if (isAsking && dialog && !dialog.open) dialog.showModal()
    else if (!isAsking && dialog?.open) dialog.close()
  }

  /** A calendar begins with what is to come; what is behind is a scroll away. */
  #toNow(scroll: Element | null): void {
    this.#scrolled = scroll
    const next = scroll?.querySelector<HTMLElement>("thead tr:last-child th:not(.gone, .corner)")
    const names = scroll?.querySelector<HTMLElement>(".corner")
    if (scroll && next && names) scroll.scrollLeft = next.offsetLeft - names.offsetWidth - next.offsetWidth
  }

  protected override content(): TemplateResult {
    const { words } = this
    const rows = this.#rows
    const columns = this.#columns
    const isList = this.isList ?? innerWidth < 640
    const view = (label: string, list: boolean) =>
      html`<label class="tick"
        ><input
          type="radio"
          name="view"
          .checked=${isList === list}
          @change=${() => (this.isList = list)}
        />${label}</label
      >`
    return html`<section>
        <div class="row between">
          <h2 tabindex="-1" class="head">${words.season}</h2>
          <div class="ticks screen" role="group" aria-label=${words.view}>
            ${view(words.asGrid, false)} ${view(words.asList, true)}
            <label class="tick"
              ><input type="checkbox" .checked=${!!this.isWhole} @change=${() => this.#look()} />${words.whole}</label
            >
          </div>
        </div>
        ${this.asked ? nothing : this.why()}
        ${
          columns.length === 0 || rows.length === 0
            ? html`<p class="none">${words.none}</p>`
            : isList
              ? this.#agenda(rows, columns)
              : this.#calendar(rows, columns)
        }
      </section>
      ${this.#cycles.render(civilAt(this.#now, this.desk!.state.timeZone).date)} ${this.#terms.render()}
      ${this.#dialog()}`
  }

  #look(): void {
    this.isWhole = !this.isWhole
    this.at = undefined
  }

  #calendar(rows: ReadonlyArray<Row>, columns: ReadonlyArray<Column>): TemplateResult {
    const { words, held } = this
    const first = Math.max(
      0,
      columns.findIndex(({ isPast }) => !isPast),
    )
    const at = this.at ?? { row: 0, column: first }
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
        held: held && { catalog: held.catalog, delivery: held.delivery.id, over: held.over },
        possible: this.#targets(columns),
        zone: this.desk!.state.timeZone,
        format: this.speech.format,
        key: (event, place) => this.#key(event, place, rows, columns),
        goTo: (place) => (this.at = place),
        pick: (row, column) => this.#pick(row, column, false),
        over: (id) => this.#over(id),
        drop: () => void this.#drop(),
        leave: () => (this.held = undefined),
      })}
      ${this.at ? this.#panel(rows[at.row]!, columns[at.column]!) : html`<p class="soft screen">${words.choose}</p>`}`
  }

  /** Where the delivery that is held may go, its own day included. */
  #targets(columns: ReadonlyArray<Column>): ReadonlySet<string> {
    const { held } = this
    const contract = this.desk!.state.contracts.find(({ id }) => id === held?.catalog)
    if (!held || !contract) return new Set()
    return new Set([held.delivery.distribution, ...targetsOf(contract, held.delivery, columns).map(({ id }) => id)])
  }

  #key(event: KeyboardEvent, place: Place, rows: ReadonlyArray<Row>, columns: ReadonlyArray<Column>): void {
    const { key } = event
    if (this.held) {
      if (key === "ArrowLeft" || key === "ArrowRight") {
        this.#over(nextTarget(columns, this.#targets(columns), this.held.over, key === "ArrowLeft" ? -1 : 1))
      } else if (key === "Enter" || key === " ") void this.#drop()
      else if (key === "Escape") this.#leave()
      else if (key !== "Tab" && !key.startsWith("Arrow")) return
    } else if (key === "Enter" || key === " ") this.#pick(rows[place.row]!, columns[place.column]!, true)
    else {
      const next = movedBy(key, event.ctrlKey, place, rows.length, columns.length)
      if (!next) return
      this.at = next
      void this.#toCell()
    }
    if (key !== "Tab") event.preventDefault()
  }

  async #toCell(): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector<HTMLElement>("td[tabindex='0']")?.focus()
  }

  #pick({ catalog, name, contract, cells }: Row, { id, day }: Column, isTold: boolean): void {
    const here = cells.get(id) ?? []
    const delivery = here.find((one) => isOpen(one, this.#now))
    if (!contract || !this.desk!.mayRun(catalog) || !delivery) {
      if (here.length > 0 && isTold) this.announce(this.words.cannotMove)
      return
    }
    this.held = { catalog, delivery, over: id }
    if (isTold) this.announce(this.words.held(name, this.day(day)))
  }

  #over(id: string): void {
    const { held } = this
    if (!held || held.over === id) return
    const columns = this.#columns
    if (!this.#targets(columns).has(id)) return
    this.held = { ...held, over: id }
    const column = columns.find((one) => one.id === id)!
    const isTaken = id !== held.delivery.distribution && this.#isTaken(held.catalog, id)
    this.announce(this.words.at(`${this.day(column.day)}, ${column.place}`, isTaken))
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector(".landing")?.scrollIntoView({ block: "nearest", inline: "nearest" }),
    )
  }

  #isTaken(catalog: string, distribution: string): boolean {
    const contract = this.desk!.state.contracts.find(({ id }) => id === catalog)
    return contract?.deliveries.some((one) => one.distribution === distribution) ?? false
  }

  #leave(): void {
    this.held = undefined
    this.announce(this.words.left)
  }

  async #drop(): Promise<void> {
    const { held } = this
    this.held = undefined
    if (!held || held.over === held.delivery.distribution) return held && this.announce(this.words.left)
    await this.#ask("shift", held.catalog, held.delivery.id, held.over)
  }

  /** What a change would touch is read before it is carried out. @see D20 */
  async #ask(kind: Asked["kind"], catalog: string, delivery: string, to: string | null, isNew = false): Promise<void> {
    const about = { catalog, delivery }
    const desk = this.desk!
    const { answer } =
      kind === "shift"
        ? await desk.preview("delivery.shift", { ...about, to: to! })
        : await desk.preview(`delivery.${kind}`, about)
    if (!answer) return
    const name = desk.named("catalog", catalog) ?? catalog
    const isMerged = to !== null && this.#isTaken(catalog, to)
    this.asked = { kind, catalog, name, delivery, to, isMerged, impact: answer, isNew }
  }

  async #confirm(asked: Asked): Promise<void> {
    const { kind, catalog, delivery, to, impact } = asked
    const about = { catalog, delivery, token: impact.token }
    const desk = this.desk!
    const { answer, refusal } =
      kind === "shift"
        ? await desk.run("delivery.shift", { ...about, to: to! })
        : await desk.run(`delivery.${kind}`, about)
    if (refusal?._tag === "PreviewOutdated") return this.#ask(kind, catalog, delivery, to, true)
    if (!answer) return
    this.announce(this.words.done[kind])
    this.#follow(catalog, to)
    await this.#close()
  }

  /** One stays with a delivery that goes elsewhere. */
  #follow(catalog: string, to: string | null): void {
    const column = this.#columns.findIndex(({ id }) => id === to)
    const row = this.#rows.findIndex((one) => one.catalog === catalog)
    if (this.at && column >= 0 && row >= 0) this.at = { row, column }
  }

  async #close(): Promise<void> {
    this.asked = undefined
    this.#whole.forget()
    this.requestUpdate()
    this.desk!.forgive()
    await this.updateComplete
    const back =
      this.renderRoot.querySelector<HTMLElement>("td[tabindex='0']") ?? this.renderRoot.querySelector(".head")
    ;(back as HTMLElement | null)?.focus()
  }

  #dialog(): TemplateResult {
    const { words, asked, tools } = this
    const cancelled = (event: Event) => {
      event.preventDefault()
      void this.#close()
    }
    const { isBusy } = this.desk!.state
    return html`<dialog aria-labelledby="title" @cancel=${cancelled}>
      ${
        asked
          ? html`<div>
              <h2 id="title">${titleOf(asked, { ...tools, nameOf: (member) => this.desk!.nameOf(member) })}</h2>
              ${this.why()} ${impactOf(asked, { ...tools, nameOf: (member) => this.desk!.nameOf(member) })}
              <footer>
                <button class="button filled" ?disabled=${isBusy} @click=${() => void this.#confirm(asked)}>
                  ${words.confirm[asked.kind]}
                </button>
                <button class="button" @click=${() => void this.#close()}>${words.keep}</button>
              </footer>
            </div>`
          : this.#whole.content(() => void this.#close())
      }
    </dialog>`
  }

  /** What can be done with the deliveries of a cell, without dragging anything. */
  #panel({ catalog, name, contract, cells }: Row, column: Column): TemplateResult {
    const { words } = this
    const here = cells.get(column.id)
    const title = html`<h3>${name}, ${this.day(column.day)} <span class="soft">${column.place}</span></h3>`
    if (!contract)
      return html`<div class="box">
        ${title}
        <p class="soft">${here ? words.sells : words.nothing}</p>
        ${here ? this.#ofAll(column) : nothing}
      </div>`
    if (!here) {
      const can =
        !column.isPast && this.desk!.mayRun(catalog) && contract.startsOn <= column.day && column.day <= contract.endsOn
      const join = async () => {
        const { answer } = await this.desk!.run("distribution.join", { id: column.id, catalog })
        if (answer) this.announce(words.joined(name, this.day(column.day)))
      }
      return html`<div class="box">
        ${title}
        <p class="soft">${words.nothing}</p>
        ${can ? html`<button class="button" @click=${() => void join()}>${words.join}</button>` : nothing}
      </div>`
    }
    return html`<div class="box">
      ${title} ${here.map((delivery) => this.#actions(contract, delivery))} ${this.#ofAll(column)}
    </div>`
  }

  /** What can be asked of all who take part that day, by those who may for all of them. */
  #ofAll({ id, isPast }: Column): TemplateResult | typeof nothing {
    const distribution = this.desk!.state.distributions.find((one) => one.id === id)
    return !isPast && distribution && this.desk!.mayRun() ? this.#whole.render(distribution) : nothing
  }

  #actions(contract: Contract, delivery: Delivery): TemplateResult {
    const { words, tools } = this
    const { distributions, contracts, timeZone } = this.desk!.state
    const opened = isOpen(delivery, this.#now)
    const moment = tools.moment(delivery.closesAt)
    const state = html`<p class="soft">${opened ? words.until(moment) : words.closedSince(moment)}</p>`
    if (!opened || !this.desk!.mayRun(contract.id)) return state
    const all = columnsOf(distributions, contracts, this.#now, timeZone, true)
    const targets = targetsOf(contract, delivery, all)
    const next = targets.find(({ startsAt }) => startsAt > delivery.startsAt) ?? targets.at(-1)
    const shift = (event: SubmitEvent) => {
      event.preventDefault()
      const to = `${new FormData(event.target as HTMLFormElement).get("to")}`
      void this.#ask("shift", contract.id, delivery.id, to)
    }
    return html`${state}
      <form class="row" @submit=${shift}>
        <label
          >${words.postpone}
          <select name="to">
            ${targets.map(
              ({ id, day, place }) =>
                html`<option value=${id} ?selected=${id === next?.id}>${this.day(day)} · ${place}</option>`,
            )}
          </select></label
        >
        <button class="button" ?disabled=${targets.length === 0}>${words.preview}</button>
      </form>
      <footer>
        <button class="button risk" @click=${() => void this.#ask("cancel", contract.id, delivery.id, null)}>
          ${words.cancelIt}
        </button>
        <button
          class="button"
          title=${words.extendWhy}
          @click=${() => void this.#ask("extend", contract.id, delivery.id, null)}
        >
          ${words.extend}
        </button>
      </footer>`
  }

  /** One day after the other, with what can be done with each delivery. */
  #agenda(rows: ReadonlyArray<Row>, columns: ReadonlyArray<Column>): TemplateResult {
    const { words, at } = this
    const { format } = this.speech
    const { timeZone } = this.desk!.state
    const coming = columns.filter(({ isPast }) => !isPast)
    return html`<ol class="agenda" role="list">
      ${coming.map((column) => {
        const here = rows.flatMap((row, index) => (row.cells.has(column.id) ? [{ row, index }] : []))
        const position = columns.indexOf(column)
        return html`<li>
          <h3>${format.title(column.startsAt, timeZone)} <span class="soft">${column.place}</span></h3>
          ${here.map(({ row, index }) => {
            const isAt = at?.row === index && at.column === position
            const delivery = row.cells.get(column.id)?.[0]
            const state = !row.contract
              ? words.shop
              : delivery && isOpen(delivery, this.#now)
                ? words.legend.open
                : words.legend.closed
            return html`<button
                class="button"
                aria-expanded=${isAt}
                @click=${() => (this.at = isAt ? undefined : { row: index, column: position })}
              >
                <b>${row.name}</b><span class="soft">${state}</span>
              </button>
              ${isAt ? this.#panel(row, column) : nothing}`
          })}
        </li>`
      })}
    </ol>`
  }
}

define("cabas-planner", CabasPlanner)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-planner": CabasPlanner
  }
}
