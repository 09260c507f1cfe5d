import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Format } from "../base/format.ts"
import type { AskingPart } from "./asking.ts"
import type { Tools } from "./coordinator.ts"
import type { Contract } from "./desk.store.ts"
import { columnsOf, isOpen, targetsOf } from "./planner.model.ts"
import type { Column, Delivery, Row } from "./planner.model.ts"
import type { WholePart } from "./whole.ts"

/** What is done with the deliveries of a day looks at, and whom it asks. */
export interface Panel extends Tools {
  readonly now: string
  readonly format: Format
  readonly asking: AskingPart
  readonly whole: WholePart
}

/** What can be done with the deliveries of a cell, without dragging anything. */
export const panelOf = (panel: Panel, row: Row, column: Column): TemplateResult => {
  const { words, day } = panel
  const { name, contract, cells } = row
  const here = cells.get(column.id)
  return html`<div class="box">
    <h3>${name}, ${day(column.day)} <span class="soft">${column.place}</span></h3>
    ${
      here && contract
        ? here.map((delivery) => actions(panel, contract, delivery))
        : html`<p class="soft">${here ? words.sells : words.nothing}</p>`
    }
    ${here ? ofAll(panel, column) : joining(panel, row, column)}
  </div>`
}

/** A contract that does not deliver that day may, within its season. */
const joining = (
  { words, desk, announce, day }: Panel,
  { catalog, name, contract }: Row,
  column: Column,
): TemplateResult | typeof nothing => {
  const isWithin = contract !== null && contract.startsOn <= column.day && column.day <= contract.endsOn
  if (column.isPast || !isWithin || !desk.mayRun(catalog)) return nothing
  const join = async () => {
    const { answer } = await desk.run("distribution.join", { id: column.id, catalog })
    if (answer) announce(words.joined(name, day(column.day)))
  }
  return html`<button class="button" @click=${() => void join()}>${words.join}</button>`
}

/** What can be asked of all who take part that day, by those who may for all of them. */
const ofAll = ({ desk, whole }: Panel, { id, isPast }: Column): TemplateResult | typeof nothing => {
  const distribution = desk.state.distributions.find((one) => one.id === id)
  return !isPast && distribution && desk.mayRun() ? whole.render(distribution) : nothing
}

const actions = (panel: Panel, contract: Contract, delivery: Delivery): TemplateResult => {
  const { words, desk, day, moment, now, asking } = panel
  const { distributions, contracts, timeZone } = desk.state
  const opened = isOpen(delivery, now)
  const closes = moment(delivery.closesAt)
  const state = html`<p class="soft">${opened ? words.until(closes) : words.closedSince(closes)}</p>`
  if (!opened || !desk.mayRun(contract.id)) return state
  const targets = targetsOf(contract, delivery, columnsOf(distributions, contracts, now, timeZone, true))
  const next = targets.find(({ startsAt }) => startsAt > delivery.startsAt) ?? targets.at(-1)
  const ask = (kind: "shift" | "cancel" | "extend", to: string | null = null) =>
    void asking.ask(kind, contract.id, delivery.id, to)
  const shift = (event: SubmitEvent) => {
    event.preventDefault()
    ask("shift", `${new FormData(event.target as HTMLFormElement).get("to")}`)
  }
  return html`${state}
    <form class="row" @submit=${shift}>
      <label
        >${words.postpone}
        <select name="to">
          ${targets.map(
            (one) =>
              html`<option value=${one.id} ?selected=${one.id === next?.id}>${day(one.day)} · ${one.place}</option>`,
          )}
        </select></label
      >
      <button class="button" ?disabled=${targets.length === 0}>${words.preview}</button>
    </form>
    <footer>
      <button class="button risk" @click=${() => ask("cancel")}>${words.cancelIt}</button>
      <button class="button" title=${words.extendWhy} @click=${() => ask("extend")}>${words.extend}</button>
    </footer>`
}

/** A cell of the calendar. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** One day after the other, with what can be done with each delivery. */
export const agendaOf = (
  panel: Panel,
  rows: ReadonlyArray<Row>,
  columns: ReadonlyArray<Column>,
  at: Place | undefined,
  goTo: (place: Place | undefined) => void,
): TemplateResult => {
  const { words, desk, format, now } = panel
  const stateOf = ({ contract, cells }: Row, { id }: Column) => {
    const delivery = cells.get(id)?.[0]
    if (!contract) return words.shop
    return delivery && isOpen(delivery, now) ? words.legend.open : words.legend.closed
  }
  const entry = (row: Row, place: Place, column: Column) => {
    const isAt = at?.row === place.row && at.column === place.column
    return html`<button class="button" aria-expanded=${isAt} @click=${() => goTo(isAt ? undefined : place)}>
        <b>${row.name}</b><span class="soft">${stateOf(row, column)}</span>
      </button>
      ${isAt ? panelOf(panel, row, column) : nothing}`
  }
  return html`<ol class="agenda" role="list">
    ${columns.map((column, position) =>
      column.isPast
        ? nothing
        : html`<li>
            <h3>${format.title(column.startsAt, desk.state.timeZone)} <span class="soft">${column.place}</span></h3>
            ${rows.map((row, index) =>
              row.cells.has(column.id) ? entry(row, { row: index, column: position }, column) : nothing,
            )}
          </li>`,
    )}
  </ol>`
}
