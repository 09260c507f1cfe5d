import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Speech } from "../base/language.ts"
import { calendarOfSeason, saveCalendar } from "../season/calendar.ts"
import type { Contract, Season, Seasons } from "../season/season.store.ts"
import type { SeasonWords } from "../season/season.words.ts"
import { dayIn, linesIn } from "../season/told.model.ts"
import { moreButton } from "../season/more.ts"
import { followingOf, orderOf, sharesOf } from "./contract.model.ts"
import type { Order } from "./contract.model.ts"
import { dues, steppers } from "./steps.ts"

/** What is being changed of a subscription: the order of a delivery, or the constant or usual one. */
export interface Editing {
  /** A delivery, or nothing for the constant or usual order. */
  readonly delivery: string | null
  readonly order: Order
}

/** What a subscription that there is looks at, and how it changes. */
export interface Running {
  readonly words: SeasonWords
  readonly speech: Speech
  readonly contract: Contract
  readonly season: Season
  readonly seasons: Seasons
  readonly member: string | null
  readonly editing: Editing | undefined
  /** Whether somebody just subscribed. */
  readonly isNew: boolean
  /** Why the last thing asked was not done. */
  readonly why: unknown
  /** Whether all deliveries are shown, or the next ones. */
  readonly all: boolean
  readonly showAll: () => void
  readonly edit: (editing: Editing | undefined) => void
  /** Ends the editing, says that it was done, and leads whoever was on a button that is gone to the head. */
  readonly done: () => void
}

/** How many deliveries are shown at first. */
const few = 6

/** A subscription that there is: what comes, what is owed, its calendar, and its absences. */
export const runningView = (running: Running): TemplateResult => {
  const { words, season, contract, seasons, member, isNew, why } = running
  const calendar = () =>
    saveCalendar(season.catalog, calendarOfSeason(season, contract, member, seasons.connection.now()))
  return html`${
      isNew ? html`<div class="box receipt"><h3 tabindex="-1" class="large">✓ ${words.done}</h3></div>` : nothing
    }
    ${why}
    <div class="wide">
      <section>${dates(running)}</section>
      <aside>
        ${sums(running)}
        <footer>
          <button class="button" @click=${calendar}>${words.calendar}</button>
          <button class="button" @click=${() => print()}>${words.print}</button>
        </footer>
        ${dues(running, season)}
      </aside>
    </div>
    ${season.absences ? html`<cabas-absences subscription=${season.id} exportparts="save"></cabas-absences>` : nothing}`
}

/** The sums of a subscription: expected, ordered, paid, left. */
const sums = ({ words, speech, contract, season, member }: Running): TemplateResult => {
  const money = (amount: number) => speech.format.money(amount, contract.currency)
  const row = (label: string, amount: number, looks = "soft") =>
    html`<dt class=${looks}>${label}</dt>
      <dd class=${looks}>${money(amount)}</dd>`
  const own = season.debts.find((one) => one.member === member) ?? season.debts[0]
  const balance = own?.balance ?? -season.total
  return html`<dl>
    ${row(words.expected, season.expected, "large")}
    ${season.total === season.expected ? nothing : row(words.ordered, season.total)} ${row(words.paid, own?.paid ?? 0)}
    ${row(balance <= 0 ? words.due : words.ahead, Math.abs(balance))}
  </dl>`
}

/**
 * The deliveries to come with what is in them, each to be changed where the contract lets one choose; then those that
 * were, the last one first: what was billed for them is what was ordered to this day.
 */
const dates = (running: Running): TemplateResult => {
  const { words, season, editing, edit } = running
  const isVariable = season.kind === "variable"
  const past = season.deliveries.filter(({ phase }) => phase === "past").toReversed()
  const own = season.deliveries.filter(({ phase }) => phase !== "past")
  const isOpen = own.some(({ phase }) => phase !== "closed")
  return html`<h3>${isVariable ? words.byDefault : words.share}</h3>
    <div class="row">
      <p>${linesIn(running.speech, season.order)}</p>
      ${
        isOpen && editing?.delivery !== null
          ? html`<button class="button" @click=${() => edit({ delivery: null, order: orderOf(season.order) })}>
              ${isVariable ? words.changeDefault : words.changeOrder}
            </button>`
          : nothing
      }
    </div>
    ${editing?.delivery === null ? editor(running, editing) : nothing}
    <h3>${words.dates}</h3>
    <ul role="list">
      ${own.map((one, index) => delivery(running, one, !running.all && index >= few))}
    </ul>
    ${running.all ? nothing : moreButton(words, own.length - few, running.showAll)}
    <details ?hidden=${!past[0]}>
      <summary>${words.behind(past.length)}</summary>
      <ul role="list">
        ${past.map((one) => delivery(running, one, false))}
      </ul>
    </details>`
}

/** One that comes later is only shown on paper until all are asked for: what is printed is the whole season. */
const delivery = (running: Running, one: Season["deliveries"][number], isLater: boolean): TemplateResult => {
  const { words, speech, contract, season, editing, edit } = running
  const { format } = speech
  const money = (amount: number) => format.money(amount, contract.currency)
  const isChosen = season.kind === "variable" && !one.absent
  const to = season.deliveries.find(({ id }) => id === one.movedTo)
  const turn = season.partner ? (one.collector === running.member ? words.myTurn : words.theirTurn) : ""
  const what = one.absent
    ? `${words.states.absent}${to ? `, ${words.moved(dayIn(speech, to.day))}` : ""}`
    : linesIn(speech, one.lines) || words.nothing
  const about = [
    isChosen ? words.answers[one.answer] : "",
    one.adjustment ? words.adjusted(money(Math.abs(one.adjustment)), one.adjustment > 0) : "",
    turn,
    one.taker ? words.given(one.taker.name) : "",
    one.phase === "open" ? words.until(format.moment(one.closesAt, contract.timeZone, "short")) : "",
  ]
  return html`<li class=${isLater ? "later" : ""}>
    <div>
      <p>${format.date(one.startsAt, contract.timeZone)}</p>
      <p class="soft">${what}<br />${about.filter(Boolean).join(" · ")}</p>
    </div>
    <span>${one.absent ? nothing : money(one.amount)}</span>
    ${
      editing?.delivery === one.id
        ? editor(running, editing)
        : isChosen && one.phase === "open"
          ? html`<button
              class="button"
              aria-label="${words.change} : ${format.date(one.startsAt, contract.timeZone)}"
              @click=${() => edit({ delivery: one.id, order: orderOf(one.lines) })}
            >
              ${words.change}
            </button>`
          : nothing
    }
  </li>`
}

const editor = (running: Running, editing: Editing): TemplateResult => {
  const { words, contract, season, seasons, edit, done } = running
  const about = { subscription: season.id }
  const shares = sharesOf(contract, editing.order)
  const after = async (change: Promise<Season | undefined>) => {
    if (await change) done()
  }
  const order = (deliveries: ReadonlyArray<string>) =>
    after(
      seasons.change("subscription.order", {
        ...about,
        orders: deliveries.map((one) => ({ delivery: one, shares })),
      }),
    )
  const save = () =>
    editing.delivery === null
      ? after(seasons.change("subscription.change", { ...about, order: shares }))
      : order([editing.delivery])
  const { isBusy } = seasons.state
  return html`<div class="box editor" role="group">
    ${steppers(running, editing.order, (wanted) => {
      seasons.forgive()
      edit({ ...editing, order: wanted })
    })}
    <footer>
      <button class="button filled" ?disabled=${isBusy} @click=${save}>${words.apply}</button>
      ${
        editing.delivery === null
          ? nothing
          : html`<button
              class="button"
              ?disabled=${isBusy}
              @click=${() => order(followingOf(season, editing.delivery!))}
            >
              ${words.applyAll}
            </button>`
      }
      <button class="plain" @click=${() => edit(undefined)}>${words.cancel}</button>
    </footer>
  </div>`
}
