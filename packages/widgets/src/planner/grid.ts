import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Format } from "../base/format.ts"
import type { Tools } from "./coordinator.ts"
import { isOpen, monthsOf } from "./planner.model.ts"
import type { Column, Row } from "./planner.model.ts"

/** A cell, by its row and column. */
interface Place {
  readonly row: number
  readonly column: number
}

/** What the calendar shows, and what its cells do. */
export interface Grid extends Tools {
  readonly rows: ReadonlyArray<Row>
  readonly columns: ReadonlyArray<Column>
  readonly at: Place
  readonly now: string
  readonly held: { readonly catalog: string; readonly delivery: string; readonly over: string } | undefined
  /** Distributions that the held delivery may go to. */
  readonly possible: ReadonlySet<string>
  readonly zone: string
  readonly format: Format
  readonly key: (event: KeyboardEvent, place: Place) => void
  readonly goTo: (place: Place) => void
  readonly pick: (row: Row, column: Column) => void
  readonly over: (distribution: string) => void
  readonly drop: () => void
  readonly leave: () => void
}

const monthName = (month: string, { locale }: Format): string =>
  new Intl.DateTimeFormat(locale, { month: "short", year: "numeric", timeZone: "UTC" }).format(
    Date.parse(`${month}-15T12:00:00Z`),
  )

const weekdayName = (day: string, { locale }: Format): string =>
  new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" }).format(Date.parse(`${day}T12:00:00Z`))

/** What a cell is called by those who do not see it. */
const labelOf = ({ words, day, moment, now }: Grid, row: Row, column: Column): string => {
  const here = row.cells.get(column.id)
  const about = () => {
    if (!here) return words.nothing
    const [first] = here
    if (!first) return words.sells
    const count = here.length > 1 ? words.twice(here.length) : words.comes
    const closes = moment(first.closesAt)
    return `${count}, ${isOpen(first, now) ? words.until(closes) : words.closedSince(closes)}`
  }
  return `${row.name}, ${day(column.day)} : ${about()}`
}

const cellOf = (grid: Grid, row: Row, index: number, column: Column, position: number): TemplateResult => {
  const { at, now, held, possible, desk } = grid
  const place = { row: index, column: position }
  const here = row.cells.get(column.id)
  const open = here?.some((one) => isOpen(one, now)) ?? false
  const isHeld = held?.catalog === row.catalog
  const looks = [
    column.isPast && "gone",
    here && row.contract && !open && "shut",
    here && !row.contract && "sold",
    here?.some(({ origin }) => origin === "own") && "own",
    isHeld && here?.some(({ id }) => id === held.delivery) && "taken",
    isHeld && possible.has(column.id) && "possible",
    isHeld && held.over === column.id && "landing",
  ]
  const canDrag = open && row.contract !== null && desk.mayRun(row.catalog)
  const dragged = (event: DragEvent) => {
    event.dataTransfer?.setData("text/plain", row.name)
    grid.goTo(place)
    grid.pick(row, column)
  }
  const over = (event: DragEvent) => {
    if (!isHeld || !possible.has(column.id)) return
    event.preventDefault()
    grid.over(column.id)
  }
  const dropped = (event: DragEvent) => {
    event.preventDefault()
    grid.drop()
  }
  return html`<td
    tabindex=${at.row === index && at.column === position ? 0 : -1}
    class=${looks.filter(Boolean).join(" ")}
    draggable=${canDrag ? "true" : nothing}
    aria-label=${labelOf(grid, row, column)}
    aria-selected=${isHeld && held.over === column.id ? "true" : nothing}
    @click=${() => grid.goTo(place)}
    @focus=${() => (at.row === index && at.column === position ? undefined : grid.goTo(place))}
    @keydown=${(event: KeyboardEvent) => grid.key(event, place)}
    @dragstart=${canDrag ? dragged : nothing}
    @dragover=${over}
    @drop=${dropped}
    @dragend=${() => grid.leave()}
  >
    ${here ? html`<span class="mark" aria-hidden="true">${here.length > 1 ? here.length : nothing}</span>` : nothing}
  </td>`
}

/** The calendar: a row for each catalog, a column for each distribution, months above. */
export const calendarOf = (grid: Grid): TemplateResult => {
  const { rows, columns, words, format } = grid
  return html`<div class="scroll">
    <table class="calendar" role="grid" aria-label=${words.season} aria-describedby="help">
      <thead>
        <tr>
          <td class="corner" role="presentation"></td>
          ${monthsOf(columns).map(
            ({ month, count }) =>
              html`<th class="month" colspan=${count} scope="colgroup"><span>${monthName(month, format)}</span></th>`,
          )}
        </tr>
        <tr>
          <th class="corner" scope="col">${words.who}</th>
          ${columns.map(
            ({ day, place, isPast }) =>
              html`<th scope="col" class=${isPast ? "gone" : ""} title=${place}>
                ${weekdayName(day, format)}<b>${Number(day.slice(8))}</b>
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row, index) =>
            html`<tr>
              <th scope="row">
                ${row.name}<br /><span class="soft">${row.contract ? row.contract.producerName : words.shop}</span>
              </th>
              ${columns.map((column, position) => cellOf(grid, row, index, column, position))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
