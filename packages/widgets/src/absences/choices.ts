import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Season } from "../season/season.store.ts"
import { dayIn } from "../season/told.model.ts"
import { targetsOf } from "./absences.model.ts"
import type { AbsencesView } from "./view.ts"

/** What choosing something else for a delivery looks at. */
export interface Around extends Pick<AbsencesView, "rules" | "words" | "speech" | "seasons" | "say"> {
  readonly season: Season
  readonly day: { readonly delivery: string; readonly date: string }
}

/** A field and a button that takes what it says. */
const asked = (field: unknown, label: string, act: string, take: (told: string) => unknown): TemplateResult =>
  html`<form
    class="box"
    @submit=${(event: SubmitEvent) => {
      event.preventDefault()
      take(`${new FormData(event.target as HTMLFormElement).get("told")}`)
    }}
  >
    <label>${label} ${field}</label>
    <button class="button">${act}</button>
  </form>`

/** What else can be done with the basket of a delivery: receive it on another day, give it, take it back. */
export const choicesOf = (around: Around): TemplateResult | typeof nothing => {
  const { rules, words, speech, season, day } = around
  const own = season.deliveries.find(({ id }) => id === day.delivery)
  if (!own || own.phase === "past" || own.phase === "closed") return nothing
  const form = own.absent ? moving(around) : giving(around)
  const what = own.absent ? words.moveTo : own.taker ? words.takeBack : words.give
  return form === nothing || rules.now >= own.closesAt
    ? nothing
    : html`<details>
        <summary aria-label="${what} : ${dayIn(speech, day.date)}">${what}</summary>
        ${form}
      </details>`
}

const moving = ({ rules, words, speech, seasons, season, day, say }: Around): TemplateResult | typeof nothing => {
  const targets = targetsOf(rules, season, day.delivery)
  if (targets.length === 0) return nothing
  const move = async (to: string) => {
    const moved = await seasons.change("absence.move", { subscription: season.id, delivery: day.delivery, to })
    const target = targets.find(({ id }) => id === to)
    if (moved && target) say(words.movedNow(dayIn(speech, target.day)))
  }
  const dates = targets.map((one) => html`<option value=${one.id}>${dayIn(speech, one.day)}</option>`)
  return asked(
    html`<select name="told">
      ${dates}
    </select>`,
    words.moveTo,
    words.move,
    move,
  )
}

/** Gives a basket to somebody by name, or takes it back. @see X3 */
export const giving = ({
  words,
  seasons,
  season,
  day,
  say,
}: Omit<Around, "rules" | "speech" | "day"> & { readonly day: { readonly delivery: string } }): TemplateResult => {
  const own = season.deliveries.find(({ id }) => id === day.delivery)
  const about = { subscription: season.id, delivery: day.delivery }
  const back = async () => {
    if (await seasons.change("subscription.give", { ...about, taker: null })) say(words.takenBack)
  }
  if (own?.taker) return html`<button class="button" @click=${back}>${words.takeBack}</button>`
  const give = async (name: string) => {
    const taker = { member: null, name }
    if (await seasons.change("subscription.give", { ...about, taker })) say(words.given(name))
  }
  const field = html`<input name="told" required maxlength="128" autocomplete="off" />`
  return asked(field, words.giveTo, words.give, give)
}
