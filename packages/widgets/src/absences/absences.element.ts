import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, PropertyValues, TemplateResult } from "lit"
import type { AbsenceContext } from "@cabas/core/absence"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { SeasonElement } from "../season/season.element.ts"
import { seasonStyles } from "../season/season.styles.ts"
import type { Season, Seasons } from "../season/season.store.ts"
import { dayIn } from "../season/told.model.ts"
import { monthsOf, picked, reached, rulesOf, savedIn, useOf } from "./absences.model.ts"
import type { Day } from "./absences.model.ts"
import { absencesStyles } from "./absences.styles.ts"
import type * as Choices from "./choices.ts"
import { monthsView } from "./months.ts"
import { difference, head, holiday, list, undo } from "./parts.ts"
import { Picks } from "./picks.ts"
import { saidOf } from "./view.ts"
import type { AbsencesView } from "./view.ts"

/** From which width on, in pixels, months are shown first. */
const wide = 640

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
    subscription: {},
    rules: { attribute: false },
    view: { state: true },
    hint: { state: true },
    at: { state: true },
    all: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, seasonStyles, absencesStyles]

  declare subscription: string | null
  /** The rules of a subscription that is being made: dates are picked, and nothing is saved. */
  declare rules: AbsenceContext | undefined
  declare private view: "list" | "months" | undefined
  declare private hint: string
  /** The day of the calendar that the keyboard is on. */
  declare private at: string | undefined
  declare private all: boolean | undefined
  protected override readonly asks = /absence|give/
  readonly #picks = new Picks(
    (deliveries) => {
      this.requestUpdate()
      if (deliveries) this.tell("cabas:absence:change", { deliveries })
    },
    async (deliveries) =>
      this.rules ? undefined : this.seasons?.preview("absence.choose", { ...this.#about, deliveries }),
  )

  constructor() {
    super()
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

  get #about(): { readonly subscription: string } {
    return { subscription: this.subscription! }
  }

  get #season(): Season | undefined {
    return this.seasons?.season(this.subscription)
  }

  /** The rules with what is picked now. */
  get #now(): AbsenceContext | undefined {
    const season = this.#season
    const contract = this.seasons?.contract(season?.catalog)
    if (this.rules || !season || !contract) return this.rules
    const rules = rulesOf(contract, season, this.store!.now())
    return { ...rules, declared: this.#picks.last ?? rules.declared }
  }

  protected override render(): TemplateResult | typeof nothing {
    const rules = this.#now
    const { words } = this
    if (!rules) return html`${this.why()}`
    if (!rules.policy) return html`<p class="soft">${words.noAbsences}</p>`
    const view = this.#around(rules)
    const { season } = view
    const isList = this.view === "list"
    return html`<section>
      ${season ? html`<h3 tabindex="-1">${words.absences}</h3>` : nothing}
      ${head(view, html`${this.#show("list", words.asList)}${this.#show("months", words.asMonths)}`)}
      ${
        isList
          ? list(
              view,
              this.all,
              () => (this.all = true),
              (day) => choices?.choicesOf({ ...view, season: season!, day }),
            )
          : monthsView(view, (event) => this.#key(event, view))
      }
      ${holiday(view, isList)}
      ${
        season
          ? html`${this.why()}
            ${difference(
              view,
              () => this.#save(view),
              () => this.#reset(),
            )}`
          : undo(view)
      }
    </section>`
  }

  #show(view: "list" | "months", label: string): TemplateResult {
    return html`<button class="button" aria-pressed=${this.view === view} @click=${() => (this.view = view)}>
      ${label}
    </button>`
  }

  #around(rules: AbsenceContext): AbsencesView {
    const { words, speech, hint, at } = this
    const season = this.rules ? undefined : this.#season
    const view: AbsencesView = {
      words,
      speech,
      seasons: this.seasons!,
      season,
      rules,
      months: monthsOf(rules, season ? savedIn(season) : rules.declared),
      picks: this.#picks,
      hint,
      at,
      pick: (day) => this.#pick(view, day),
      look: (day) => this.#look(view, day),
      say: (said) => this.store!.announce((this.hint = said)),
    }
    return view
  }

  /** The day under the finger or the keyboard. */
  #look(view: AbsencesView, day: Day): void {
    this.at = day.delivery
    this.hint = saidOf(view, day)
  }

  #pick(view: AbsencesView, day: Day): void {
    const { words, rules, say } = view
    const { declared, why } = picked(rules, day.delivery)
    if (why) return say(saidOf(view, day))
    this.#picks.choose(rules.declared, declared)
    const { used, maximum } = useOf({ ...rules, declared })
    const what = declared.includes(day.delivery) ? words.gone : words.again
    say(`${what(dayIn(this.speech, day.date))} ${words.used(used, maximum)}`)
  }

  #key(event: KeyboardEvent, { months }: AbsencesView): void {
    const { delivery } = (event.target as HTMLElement).dataset
    const to = delivery && reached(months, delivery, event.key)
    if (!to) return
    event.preventDefault()
    this.at = to
    this.renderRoot.querySelector<HTMLElement>(`[data-delivery="${CSS.escape(to)}"]`)?.focus()
  }

  #reset(): void {
    this.seasons!.forgive()
    void this.#toHead()
  }

  async #save({ rules, say }: AbsencesView): Promise<void> {
    const { declared } = rules
    this.#picks.hold()
    if (!(await this.seasons!.change("absence.choose", { ...this.#about, deliveries: declared }))) return
    say(this.words.saved)
    await this.#toHead()
  }

  /** Nothing is left to save, and the button that was pressed is gone: whoever was there goes to the head. */
  async #toHead(): Promise<void> {
    this.#picks.clear()
    await this.lead("h3")
  }
}

define("cabas-absences", CabasAbsences)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-absences": CabasAbsences
  }
}
