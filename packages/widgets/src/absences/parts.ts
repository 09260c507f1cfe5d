import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { moreButton } from "../season/more.ts"
import { datesIn, dayIn } from "../season/told.model.ts"
import { differenceOf, pickedBetween, savedIn, useOf } from "./absences.model.ts"
import type { Day } from "./absences.model.ts"
import { limitOf, ownOf, stateOf } from "./view.ts"
import type { AbsencesView } from "./view.ts"

/** How many deliveries a list begins with. */
const few = 10

/** How many absences are used of how many, the two views, and the rule in words. */
export const head = ({ words, speech, rules }: AbsencesView, views: TemplateResult): TemplateResult => {
  const { used, maximum, ranges } = useOf(rules)
  const { policy } = rules
  const dates = datesIn(speech)
  return html`<div class="row">
      <p class="large">${policy!.quota.kind === "any" ? words.usedAny(used) : words.used(used, maximum)}</p>
      <div class="views">${views}</div>
    </div>
    ${ranges.map(
      (each) =>
        html`<p class="soft">${words.inRange(each.used, each.maximum, dates.day(each.from), dates.day(each.to))}</p>`,
    )}
    <p class="soft">${words.absenceRule(policy!, dates)}</p>`
}

/** Every delivery to come: the next ones, those that are picked, and all when they are asked for. */
export const list = (
  view: AbsencesView,
  all: boolean | undefined,
  showAll: () => void,
  more: (day: Day) => unknown,
): TemplateResult => {
  const coming = view.months.flatMap(({ days }) => days.filter(({ isOver }) => !isOver))
  const shown = coming.filter(({ picked }, index) => all || index < few || picked)
  return html`<ul role="list">
      ${shown.map((day) => row(view, day, more))}
    </ul>
    ${moreButton(view.words, coming.length - shown.length, showAll)}`
}

const row = (view: AbsencesView, day: Day, more: (day: Day) => unknown): TemplateResult => {
  const { words, speech, season, pick } = view
  const { picked, changed, why } = day
  const { absent } = words.states
  const date = dayIn(speech, day.date)
  return html`<li class=${picked ? "absent" : ""}>
    <div>
      <p class="date">${date}</p>
      <p class="soft">
        ${stateOf(view, day)}${changed && season ? html` · <b>${words.notSaved}</b>` : nothing}<br />${limitOf(view, day)}
      </p>
    </div>
    ${
      why
        ? html`<span class="soft">${picked ? absent : nothing}</span>`
        : html`<button
            class="button ${picked ? "filled" : ""}"
            aria-pressed=${picked}
            aria-label="${absent} : ${date}"
            @click=${() => pick(day)}
          >
            ${picked ? "✓ " : ""}${absent}
          </button>`
    }
    ${season && !changed && picked === ownOf(view, day.delivery)?.absent ? more(day) : nothing}
  </li>`
}

/** Picks all deliveries from one day to another at once. */
export const holiday = ({ words, rules, picks, hint, say }: AbsencesView, showsHint: boolean): TemplateResult => {
  const days = rules.own.filter(({ startsAt }) => startsAt > rules.now)
  const field = (name: string, label: string) =>
    html`<label
      >${label} <input name=${name} type="date" required min=${days[0]?.date ?? ""} max=${days.at(-1)?.date ?? ""}
    /></label>`
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const told = new FormData(event.target as HTMLFormElement)
    const { declared, refused } = pickedBetween(rules, `${told.get("from")}`, `${told.get("to")}`)
    picks.choose(rules.declared, declared)
    say(words.holidayDone(declared.length - rules.declared.length, refused.length))
  }
  return html`<details>
    <summary>${words.holiday}</summary>
    <form class="box" @submit=${submit}>
      <div class="row">${field("from", words.holidayFrom)} ${field("to", words.holidayTo)}</div>
      <button class="button">${words.holidayPick}</button>
      ${hint && showsHint ? html`<p>${hint}</p>` : nothing}
    </form>
  </details>`
}

/** Takes the last pick back. */
export const undo = ({ words, picks }: AbsencesView): TemplateResult | typeof nothing =>
  picks.last
    ? html`<button class="plain" aria-label=${words.undoLast} @click=${() => picks.back()}>${words.undo}</button>`
    : nothing

/** What saving would change, said before it is saved. */
export const difference = (
  view: AbsencesView,
  save: () => void,
  reset: () => void,
): TemplateResult | typeof nothing => {
  const { words, speech, seasons, rules, picks } = view
  const { expected } = view.season!
  const { outcome } = picks
  const { added, removed } = differenceOf(rules, savedIn(view.season!))
  const { isBusy, refusal } = seasons.state
  const money = (amount: number) => speech.format.money(amount, seasons.names().currency)
  const told = (days: ReadonlyArray<string>, say: (date: string) => string) =>
    days.map((day) => html`<p>${say(dayIn(speech, day))}</p>`)
  if (!added[0] && !removed[0]) return nothing
  return html`<div class="box difference">
    <h4>${words.changes}</h4>
    ${told(added, words.gone)} ${told(removed, words.again)}
    ${
      outcome
        ? html`<p>
            ${
              outcome.expected === expected
                ? words.same(money(expected))
                : words.goesTo(money(expected), money(outcome.expected))
            }
          </p>`
        : nothing
    }
    <footer>
      <button class="button filled" part="save" ?disabled=${isBusy || !!refusal} @click=${save}>${words.save}</button>
      ${undo(view)}
      <button class="plain" @click=${reset}>${words.reset}</button>
    </footer>
  </div>`
}
