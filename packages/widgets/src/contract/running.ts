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
  /** Says what was done, and leads whoever was on a button that is gone to the head. */
  readonly done: (said: string) => void
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
      <section>${coming(running)}</section>
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
  const part = own ? own.owed : season.total
  const balance = own?.balance ?? -season.total
  return html`<dl>
    ${row(words.expected, season.expected, "large")}
    ${season.total === season.expected ? nothing : row(words.ordered, season.total)}
    ${
      season.partner
        ? html`<dt class="soft">${words.yourPart(money(part))}</dt>
            <dd></dd>`
        : nothing
    }
    ${row(words.paid, own?.paid ?? 0)} ${row(balance <= 0 ? words.due : words.ahead, Math.abs(balance))}
  </dl>`
}

/** The deliveries to come with what is in them, each to be changed where the contract lets one choose. */
const coming = (running: Running): TemplateResult => {
  const { words, season } = running
  const isVariable = season.kind === "variable"
  const own = season.deliveries.filter(({ phase }) => phase !== "past")
  const order = orderOf(season.order)
  const isOpen = own.some(({ phase }) => phase === "open" || phase === "before")
  return html`<h3>${isVariable ? words.byDefault : words.share}</h3>
    <div class="row">
      <p>${linesIn(running.speech, season.order)}</p>
      ${
        isOpen && running.editing?.delivery !== null
          ? html`<button class="button" @click=${() => running.edit({ delivery: null, order })}>
              ${isVariable ? words.changeDefault : words.changeOrder}
            </button>`
          : nothing
      }
    </div>
    ${running.editing?.delivery === null ? editor(running, running.editing) : nothing}
    <h3>${words.dates}</h3>
    <ul role="list">
      ${own.map((one, index) => delivery(running, one, !running.all && index >= few))}
    </ul>
    ${running.all ? nothing : moreButton(words, own.length - few, running.showAll)}`
}

/** One that comes later is only shown on paper until all are asked for: what is printed is the whole season. */
const delivery = (running: Running, one: Season["deliveries"][number], isLater: boolean): TemplateResult => {
  const { words, speech, contract, season, editing, edit } = running
  const { format } = speech
  const canChange = season.kind === "variable" && one.phase === "open" && !one.absent
  const to = season.deliveries.find(({ id }) => id === one.movedTo)
  const turn = season.partner ? (one.collector === running.member ? words.myTurn : words.theirTurn) : ""
  const what = one.absent
    ? `${words.states.absent}${to ? `, ${words.moved(dayIn(speech, to.day))}` : ""}`
    : linesIn(speech, one.lines) || words.nothing
  const about = [
    season.kind === "variable" && !one.absent ? words.answers[one.answer] : "",
    turn,
    one.taker ? words.given(one.taker.name) : "",
    one.phase === "open" ? words.until(format.moment(one.closesAt, contract.timeZone, "short")) : "",
  ]
  return html`<li class=${isLater ? "later" : ""}>
    <div>
      <p>${format.date(one.startsAt, contract.timeZone)}</p>
      <p class="soft">${what}<br />${about.filter(Boolean).join(" · ")}</p>
    </div>
    <span>${one.absent ? nothing : format.money(one.amount, contract.currency)}</span>
    ${
      canChange && editing?.delivery !== one.id
        ? html`<button
            class="button"
            aria-label="${words.change} : ${format.date(one.startsAt, contract.timeZone)}"
            @click=${() => edit({ delivery: one.id, order: orderOf(one.lines) })}
          >
            ${words.change}
          </button>`
        : nothing
    }
    ${editing?.delivery === one.id ? editor(running, editing) : nothing}
  </li>`
}

const editor = (running: Running, editing: Editing): TemplateResult => {
  const { words, contract, season, seasons, edit, done } = running
  const about = { subscription: season.id }
  const shares = sharesOf(contract, editing.order)
  const after = (changed: Season | undefined) => {
    if (!changed) return
    edit(undefined)
    done(words.changed)
  }
  const order = (deliveries: ReadonlyArray<string>) =>
    seasons.change("subscription.order", {
      ...about,
      orders: deliveries.map((one) => ({ delivery: one, shares })),
    })
  const save = async () =>
    after(
      editing.delivery === null
        ? await seasons.change("subscription.change", { ...about, order: shares })
        : await order([editing.delivery]),
    )
  const all = async () => after(await order(followingOf(season, editing.delivery!)))
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
          : html`<button class="button" ?disabled=${isBusy} @click=${all}>${words.applyAll}</button>`
      }
      <button class="plain" @click=${() => edit(undefined)}>${words.cancel}</button>
    </footer>
  </div>`
}
