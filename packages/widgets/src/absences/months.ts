import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { monthIn, weekdayIn } from "../season/told.model.ts"
import { weeksOf } from "./absences.model.ts"
import type { Day } from "./absences.model.ts"
import { saidOf } from "./view.ts"
import type { AbsencesView } from "./view.ts"

/** Months with delivery days as buttons, of which the keyboard reaches one and goes on with arrows. */
export const monthsView = (view: AbsencesView, key: (event: KeyboardEvent) => void): TemplateResult => {
  const { speech, months, hint } = view
  const days = months.flatMap((each) => each.days)
  const at = (days.find(({ delivery }) => delivery === view.at) ?? days.find(({ why }) => !why) ?? days[0])?.delivery
  const names = [1, 2, 3, 4, 5, 6, 7].map((day) => weekdayIn(speech, day, "narrow"))
  return html`<div class="months" @keydown=${key}>
      ${months.map(
        ({ month, days: own }) =>
          html`<table role="grid">
            <caption>
              ${monthIn(speech, month)}
            </caption>
            <thead>
              <tr>
                ${names.map((name) => html`<th scope="col">${name}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${weeksOf(month).map(
                (week) =>
                  html`<tr>
                    ${week.map((date) => html`<td>${date ? cell(view, date, own, at) : nothing}</td>`)}
                  </tr>`,
              )}
            </tbody>
          </table>`,
      )}
    </div>
    <p class="soft" role="status">${hint}</p>`
}

const cell = (view: AbsencesView, date: string, days: ReadonlyArray<Day>, at: string | undefined): TemplateResult => {
  const { pick, look } = view
  const number = view.speech.say.day(`${Number(date.slice(8))}`)
  const own = days.filter((day) => day.date === date)
  if (own.length === 0) return html`<span class="soft">${number}</span>`
  return html`${own.map((day) => {
    const isLocked = !!day.why
    return html`<button
      class="day ${day.picked ? "absent" : ""} ${isLocked ? "locked" : ""} ${day.changed ? "changed" : ""}"
      data-delivery=${day.delivery}
      tabindex=${day.delivery === at ? 0 : -1}
      aria-pressed=${day.picked}
      aria-disabled=${isLocked}
      aria-label=${saidOf(view, day)}
      @click=${() => pick(day)}
      @focus=${() => look(day)}
    >
      ${number}<small aria-hidden="true">${day.picked ? "✕" : isLocked ? "·" : "●"}</small>
    </button>`
  })}`
}
