import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, PropertyValues, TemplateResult } from "lit"
import type { AbsenceContext } from "@cabas/core/absence"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { SeasonElement } from "../season/season.element.ts"
import { seasonStyles } from "../season/season.styles.ts"
import type { Season, Seasons } from "../season/season.store.ts"
import { noon } from "../season/told.model.ts"
import { differenceOf, monthsOf, picked, pickedBetween, reached, rulesOf, savedIn, useOf } from "./absences.model.ts"
import type { Day, Month } from "./absences.model.ts"
import type * as Choices from "./choices.ts"
import { monthsView } from "./months.ts"
import { absencesStyles } from "./absences.styles.ts"

/** From which width on, in pixels, months are shown first. */
const wide = 640

/** How many deliveries a list begins with. */
const few = 10

/** How long to wait for another pick before asking what the picks come to, in milliseconds. */
const pause = 250

/** What else can be done with a basket: loaded by those who have one. */
let choices: typeof Choices | undefined

/**
 * Absences: every delivery with what it is, until when that can change, and a button; what saving would change is said
 * before it is saved.
 *
 * ```html
 * <cabas-absences subscription="lea-legumes"></cabas-absences>
 * ```
 * @element cabas-absences
 * @attr subscription - the subscription's id
 * @csspart save - the button that saves
 * @fires cabas:absence:change - with the deliveries that are picked
 */
export class CabasAbsences extends SeasonElement {
  static override properties: PropertyDeclarations = {
    ...SeasonElement.properties,
    subscription: {},
    rules: { attribute: false },
    history: { state: true },
    view: { state: true },
    outcome: { state: true },
    hint: { state: true },
    at: { state: true },
    all: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, seasonStyles, absencesStyles]

  declare subscription: string | null
  /** The rules of a subscription that is being made: dates are picked, and nothing is saved. */
  declare rules: AbsenceContext | undefined
  /** Sets of absences that were picked, the first as it is saved. */
  declare private history: ReadonlyArray<ReadonlyArray<string>>
  declare private view: "list" | "months" | undefined
  /** What saving comes to. */
  declare private outcome: Season | undefined
  declare private hint: string
  /** The day of the calendar that the keyboard is on. */
  declare private at: string | undefined
  declare private all: boolean | undefined
  #asking: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    this.history = []
    this.hint = ""
  }

  protected override wanted(seasons: Seasons): void {
    if (!this.subscription) return
    seasons.readOne(this.subscription)
    void this.#offerChoices()
  }

  async #offerChoices(): Promise<void> {
    if (choices) return
    choices = await import("./choices.ts")
    this.requestUpdate()
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.view ??= this.clientWidth >= wide ? "months" : "list"
    if (changed.has("subscription") && this.seasons && this.subscription) this.seasons.readOne(this.subscription)
  }

  get #season(): Season | undefined {
    return this.seasons?.season(this.subscription)
  }

  #own(delivery: string): Season["deliveries"][number] | undefined {
    return this.#season?.deliveries.find(({ id }) => id === delivery)
  }

  /** The rules with what is picked now. */
  get #now(): AbsenceContext | undefined {
    const season = this.#season
    const contract = this.seasons?.contract(season?.catalog)
    const rules = this.rules ?? (season && contract && rulesOf(contract, season, this.store!.now()))
    const declared = this.rules ? undefined : this.history.at(-1)
    return rules && declared ? { ...rules, declared } : rules
  }

  get #saved(): ReadonlyArray<string> {
    return this.#season ? savedIn(this.#season) : []
  }

  protected override render(): TemplateResult | typeof nothing {
    const rules = this.#now
    const { words } = this
    if (!rules) return html`${this.why()}`
    if (!rules.policy) return html`<p class="soft">${words.noAbsences}</p>`
    const months = monthsOf(rules, this.rules ? rules.declared : this.#saved)
    return html`<section>
      ${this.rules ? nothing : html`<h3 tabindex="-1">${words.absences}</h3>`} ${this.#head(rules)}
      ${this.view === "list" ? this.#list(rules, months) : this.#months(months)} ${this.#holiday(rules)}
      ${this.rules ? this.#undo() : this.#foot(rules)}
    </section>`
  }

  #date(day: string, length: "long" | "short" = "long"): string {
    return this.speech.format.date(noon(day), "UTC", length)
  }

  #head(rules: AbsenceContext): TemplateResult {
    const { words } = this
    const { used, maximum, ranges } = useOf(rules)
    const isAny = rules.policy!.quota.kind === "any"
    const show = (view: "list" | "months", label: string) =>
      html`<button class="button" aria-pressed=${this.view === view} @click=${() => (this.view = view)}>
        ${label}
      </button>`
    return html`<div class="row">
        <p class="large">${isAny ? words.usedAny(used) : words.used(used, maximum)}</p>
        <div class="views">${show("list", words.asList)}${show("months", words.asMonths)}</div>
      </div>
      ${ranges.map(
        (each) =>
          html`<p class="soft">
            ${words.inRange(each.used, each.maximum, this.#date(each.from), this.#date(each.to))}
          </p>`,
      )}
      <p class="soft">${words.absenceRule(rules.policy!, (day) => this.#date(day))}</p>`
  }

  #list(rules: AbsenceContext, months: ReadonlyArray<Month>): TemplateResult {
    const coming = months.flatMap(({ days }) => days.filter(({ isOver }) => !isOver))
    // Months are told where they begin; what is picked further away is shown too.
    const shown = coming.filter(({ picked: isPicked }, index) => this.all || index < few || isPicked)
    const more = coming.length - shown.length
    return html`<ul role="list">
        ${shown.map((day) => this.#row(rules, day))}
      </ul>
      ${more > 0 ? html`<button class="button" @click=${() => (this.all = true)}>${this.words.showAll(more)}</button>` : nothing}`
  }

  #row(rules: AbsenceContext, day: Day): TemplateResult {
    const { words } = this
    const season = this.#season
    const own = this.#own(day.delivery)
    return html`<li class=${day.picked ? "absent" : ""}>
      <div>
        <p class="date">${this.#date(day.date)}</p>
        <p class="soft">
          ${this.#state(day)}${day.changed && !this.rules ? html` · <b>${words.notSaved}</b>` : nothing}<br />${this.#limit(day)}
        </p>
      </div>
      ${
        day.why && !day.picked
          ? nothing
          : day.why
            ? html`<span class="soft">${words.states.absent}</span>`
            : html`<button
                class="button ${day.picked ? "filled" : ""}"
                aria-pressed=${day.picked}
                aria-label="${words.states.absent} : ${this.#date(day.date)}"
                @click=${() => this.#pick(rules, day)}
              >
                ${day.picked ? "✓ " : ""}${words.states.absent}
              </button>`
      }
      ${season && day.picked === own?.absent && !day.changed ? choices?.choicesOf({ ...this.#around(rules), season, day, date: this.#date(day.date) }) : nothing}
    </li>`
  }

  #around(rules: AbsenceContext) {
    const { words, speech } = this
    const seasons = this.seasons!
    const say = (said: string) => this.store!.announce(said)
    return { rules, words, format: speech.format, seasons, say }
  }

  #state(day: Day): string {
    const { words } = this
    const own = this.#own(day.delivery)
    if (day.isOver) return words.states.past
    if (own?.taker && !day.picked) return words.given(own.taker.name)
    if (own?.movedTo && day.picked) {
      return `${words.states.absent}, ${words.moved(this.#date(this.#own(own.movedTo)?.day ?? ""))}`
    }
    return words.states[day.picked ? "absent" : own?.absent && !day.changed ? "provisional" : "possible"]
  }

  /** Until when a day can change, or why it cannot. */
  #limit({ deadline, why }: Day): string {
    const { words } = this
    const moment = this.speech.format.moment(deadline, this.#now!.zone, "short")
    if (!why) return words.until(moment)
    return words.locked("why" in why ? why.why : why._tag, moment)
  }

  #months(months: ReadonlyArray<Month>): TemplateResult {
    const { speech, at, hint } = this
    return monthsView({
      speech,
      months,
      at,
      hint,
      said: (day) => this.#said(day),
      pick: (day) => this.#pick(this.#now!, day),
      look: (day) => this.#look(day),
      key: (event) => this.#key(event, months),
    })
  }

  /** What a day is, in words. */
  #said(day: Day): string {
    return `${this.#date(day.date)} : ${this.#state(day)}, ${this.#limit(day)}`
  }

  /** The day under the finger or the keyboard. */
  #look(day: Day): void {
    this.at = day.delivery
    this.hint = this.#said(day)
  }

  #key(event: KeyboardEvent, months: ReadonlyArray<Month>): void {
    const { delivery } = (event.target as HTMLElement).dataset
    const to = delivery && reached(months, delivery, event.key)
    if (!to) return
    event.preventDefault()
    this.at = to
    this.renderRoot.querySelector<HTMLElement>(`[data-delivery="${CSS.escape(to)}"]`)?.focus()
  }

  #holiday(rules: AbsenceContext): TemplateResult {
    const { words } = this
    const days = rules.own.filter(({ startsAt }) => startsAt > rules.now)
    const field = (name: string, label: string) =>
      html`<label
        >${label} <input name=${name} type="date" required min=${days[0]?.date ?? ""} max=${days.at(-1)?.date ?? ""}
      /></label>`
    const submit = (event: SubmitEvent) => {
      event.preventDefault()
      const told = new FormData(event.target as HTMLFormElement)
      const { declared, refused } = pickedBetween(rules, `${told.get("from")}`, `${told.get("to")}`)
      this.#choose(rules, declared)
      this.hint = words.holidayDone(declared.length - rules.declared.length, refused.length)
      this.store!.announce(this.hint)
    }
    return html`<details>
      <summary>${words.holiday}</summary>
      <form class="box" @submit=${submit}>
        <div class="row">${field("from", words.holidayFrom)} ${field("to", words.holidayTo)}</div>
        <button class="button">${words.holidayPick}</button>
        ${this.hint && this.view === "list" ? html`<p>${this.hint}</p>` : nothing}
      </form>
    </details>`
  }

  #undo(): TemplateResult | typeof nothing {
    const { words } = this
    return this.history.length === 0
      ? nothing
      : html`<button class="plain" aria-label=${words.undoLast} @click=${() => this.#back()}>${words.undo}</button>`
  }

  #foot(rules: AbsenceContext): TemplateResult {
    const { words, outcome } = this
    const { format } = this.speech
    const season = this.#season!
    const { added, removed } = differenceOf(rules, this.#saved)
    const isChanged = added.length + removed.length > 0
    const { currency } = this.seasons!.names()
    const money = (amount: number) => format.money(amount, currency)
    return html`${this.why()}
    ${
      isChanged
        ? html`<div class="box difference">
            <h4>${words.changes}</h4>
            ${added.map((day) => html`<p>${words.gone(this.#date(day))}</p>`)}
            ${removed.map((day) => html`<p>${words.again(this.#date(day))}</p>`)}
            ${
              outcome
                ? html`<p>
                    ${
                      outcome.expected === season.expected
                        ? words.same(money(season.expected))
                        : words.goesTo(money(season.expected), money(outcome.expected))
                    }
                  </p>`
                : nothing
            }
            <footer>
              <button
                class="button filled"
                part="save"
                ?disabled=${this.seasons!.state.isBusy || !!this.seasons!.state.refusal}
                @click=${() => this.#save(rules)}
              >
                ${words.save}
              </button>
              ${this.#undo()}
              <button class="plain" @click=${() => this.#reset()}>${words.reset}</button>
            </footer>
          </div>`
        : nothing
    }`
  }

  #pick(rules: AbsenceContext, day: Day): void {
    const { declared, why } = picked(rules, day.delivery)
    if (why) {
      this.#look(day)
      return this.store!.announce(this.hint)
    }
    this.#choose(rules, declared)
    const { words } = this
    const { used, maximum } = useOf({ ...rules, declared })
    const isAbsent = declared.includes(day.delivery)
    const what = (isAbsent ? words.gone : words.again)(this.#date(day.date))
    this.hint = what
    this.store!.announce(`${what} ${words.used(used, maximum)}`)
  }

  #choose(rules: AbsenceContext, declared: ReadonlyArray<string>): void {
    this.history = [...(this.history.length ? this.history : [rules.declared]), declared]
    this.#changed(declared)
  }

  #back(): void {
    const history = this.history.slice(0, -1)
    this.#changed(history.at(-1)!)
    this.history = history.length > 1 ? history : []
  }

  #reset(): void {
    this.seasons!.forgive()
    void this.#toHead()
  }

  #changed(deliveries: ReadonlyArray<string>): void {
    this.outcome = undefined
    this.tell("cabas:absence:change", { deliveries })
    clearTimeout(this.#asking)
    const { subscription } = this
    if (this.rules || !subscription) return
    this.#asking = setTimeout(() => void this.#foresee(subscription, deliveries), pause)
  }

  /** Asks what the picks come to; the answer to older ones is no news. */
  async #foresee(subscription: string, deliveries: ReadonlyArray<string>): Promise<void> {
    const outcome = await this.seasons!.preview("absence.choose", { subscription, deliveries })
    if (this.history.at(-1) === deliveries) this.outcome = outcome
  }

  async #save({ declared }: AbsenceContext): Promise<void> {
    clearTimeout(this.#asking)
    const season = await this.seasons!.change("absence.choose", {
      subscription: this.subscription!,
      deliveries: declared,
    })
    if (!season) return
    this.store!.announce(this.words.saved)
    await this.#toHead()
  }

  /** Nothing is left to save, and the button that was pressed is gone: whoever was there goes to the head. */
  async #toHead(): Promise<void> {
    this.history = []
    this.outcome = undefined
    await this.updateComplete
    this.renderRoot.querySelector("h3")?.focus()
  }
}

define("cabas-absences", CabasAbsences)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-absences": CabasAbsences
  }
}
