import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import "../absences/absences.element.ts"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import "../connection/group.element.ts"
import "../quantity/quantity.element.ts"
import { SeasonElement } from "../season/season.element.ts"
import { yearDayIn } from "../season/told.model.ts"
import { seasonStyles } from "../season/season.styles.ts"
import type { Contract, Season, Seasons } from "../season/season.store.ts"
import { commitmentFrom, inputOf, stepsOf } from "./contract.model.ts"
import type { Commitment, Step } from "./contract.model.ts"
import { contractStyles } from "./contract.styles.ts"
import type { Editing } from "./running.ts"
import type * as Shown from "./running.ts"
import type { SharingPart } from "./sharing.ts"
import { allOf, beginning, buttons } from "./around.ts"
import { away, dues, ordering, outlook, reading } from "./steps.ts"
import type { Wizard } from "./steps.ts"

/** What shows a subscription that there is: loaded by those who have one. */
let shown: typeof Shown | undefined

/**
 * A contract from reading it to its receipt, and what it is once one has subscribed. Without a catalog it shows all
 * contracts of the group.
 *
 * ```html
 * <cabas-contract catalog="legumes"></cabas-contract>
 * ```
 * @element cabas-contract
 * @attr catalog - the contract's id
 * @csspart confirm - the one button that subscribes
 */
export class CabasContract extends SeasonElement {
  static override properties: PropertyDeclarations = {
    catalog: {},
    opened: { state: true },
    chosen: { state: true },
    outcome: { state: true },
    isShared: { state: true },
    single: { state: true },
    receipt: { state: true },
    editing: { state: true },
    isChecking: { state: true },
    allDates: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, seasonStyles, contractStyles]

  declare catalog: string | null
  /** The contract chosen among all of them. */
  declare private opened: string | null
  declare private chosen: Commitment | undefined
  declare private outcome: Season | undefined
  declare private isShared: boolean | undefined
  declare private single: string | undefined
  /** The subscription just made. */
  declare private receipt: string | undefined
  declare private editing: Editing | undefined
  declare private isChecking: boolean
  declare private allDates: boolean | undefined
  protected override readonly asks = /start|order|change/
  #sharing: SharingPart | undefined

  protected override wanted(seasons: Seasons): void {
    seasons.read(this.catalog)
  }

  protected override render(): TemplateResult | typeof nothing {
    const seasons = this.seasons!
    const { words, catalog } = this
    const contract = seasons.contract(catalog ?? this.opened)
    const isRead = !this.store!.state.member || seasons.state.mine
    if (!catalog && !contract)
      return html`<section>${this.why()} ${allOf(seasons, words, this.store!.now(), (id) => this.#open(id))}</section>`
    if (!contract || !isRead)
      return html`${this.why()}${seasons.state.problem ? nothing : html`<p class="none">${words.reading}</p>`}`
    const season = seasons.seasonTo(contract.id)
    return html`<section>
      ${catalog ? nothing : html`<button class="plain back" @click=${() => this.#open(null)}>← ${words.contracts}</button>`}
      <header>
        <h2 tabindex="-1">${contract.name}</h2>
        <p class="soft">
          ${words.from(contract.producerName, yearDayIn(this.speech, contract.startsOn), yearDayIn(this.speech, contract.endsOn))}
        </p>
      </header>
      ${season ? this.#running(seasons, contract, season) : this.#wizard(contract)}
    </section>`
  }

  #open(catalog: string | null): void {
    this.opened = catalog
    this.chosen = this.outcome = this.editing = this.receipt = this.single = this.isShared = undefined
    this.seasons!.forgive()
    void this.lead("h2,li button")
  }

  get #whose(): string {
    const { store } = this
    return `${store!.options.group}/${store!.state.member}/${this.catalog ?? this.opened}`
  }

  #choice(contract: Contract): Commitment {
    const kept = this.store!.options.keeper.get("contract", this.#whose)
    const last = this.seasons!.state.mine?.find((one) => one.catalog === contract.previous)
    return (this.chosen ??= kept ?? commitmentFrom(contract, last))
  }

  #choose(changed: Partial<Commitment>): void {
    this.chosen = { ...this.chosen!, ...changed }
    this.outcome = undefined
    this.seasons!.forgive()
    this.store!.options.keeper.set("contract", this.#whose, this.chosen)
  }

  #wizard(contract: Contract): TemplateResult {
    const { words, speech, outcome, single } = this
    const { member } = this.store!.state
    const chosen = this.#choice(contract)
    const now = this.store!.now()
    const choose = (changed: Partial<Commitment>) => this.#choose(changed)
    const look = (delivery: string | undefined) => (this.single = delivery)
    const wizard: Wizard = { words, speech, contract, chosen, now, member, outcome, single, choose, look }
    const steps = stepsOf(contract)
    const at = steps.indexOf(chosen.step)
    if (at === 0) return html`${reading(wizard)} ${beginning(wizard, this.signIn(), () => this.#go("order"))}`
    return html`<p class="steps soft" tabindex="-1" aria-current="step">
        ${words.step(at + 1, steps.length, words.steps[chosen.step])}
      </p>
      <form class="wide" novalidate @submit=${(event: Event) => this.#submit(event, contract)}>
        <section>${this.#step(wizard)}</section>
        <aside>${outlook(wizard)} ${this.why()}</aside>
        ${buttons(wizard, this.seasons!.state.isBusy, this.isChecking, () => this.#go(steps[at - 1]!))}
      </form>`
  }

  #step(wizard: Wizard): TemplateResult | typeof nothing {
    const { chosen } = wizard
    switch (chosen.step) {
      case "share":
        return this.#share(wizard)
      case "absences":
        return away(wizard)
      case "pay":
        if (wizard.outcome) return dues(wizard, wizard.outcome)
        // Opened again at the last step, or the connection is back.
        if (!this.isChecking && this.why() === nothing) void this.#next(wizard.contract)
        return nothing
      default:
        return ordering(wizard)
    }
  }

  async #loadSharing(): Promise<void> {
    const { SharingPart: Part } = await import("./sharing.ts")
    this.#sharing ??= new Part(this.store!.options.client, () => this.requestUpdate())
    this.requestUpdate()
  }

  /** What looks for households is loaded by whoever comes to it. */
  #share(wizard: Wizard): TemplateResult {
    if (!this.#sharing) {
      void this.#loadSharing()
      return html`<p class="none">${this.words.reading}</p>`
    }
    return this.#sharing.render(wizard, this.isShared ?? wizard.chosen.partner !== "", (isShared) => {
      this.isShared = isShared
      if (!isShared) this.#choose({ partner: "", partnerName: "" })
    })
  }

  #submit(event: Event, contract: Contract): void {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    if (!form.reportValidity()) return
    void (this.outcome && this.chosen!.step === "pay" ? this.#subscribe(contract) : this.#next(contract))
  }

  /** The server says whether it can be so before the next step is shown; at the last one, what it comes to. */
  async #next(contract: Contract): Promise<void> {
    const { chosen } = this
    this.isChecking = true
    const outcome = await this.#start(contract, "preview")
    this.isChecking = false
    // Somebody went back, or chose otherwise, meanwhile.
    if (this.chosen !== chosen) return
    if (!outcome) return this.#toWhy()
    const steps = stepsOf(contract)
    const next = steps[steps.indexOf(chosen!.step) + 1]
    if (next) void this.#go(next)
    this.outcome = outcome
  }

  /** Subscribes, or asks the server what it comes to: what was chosen may have been kept on the device for long. */
  #start(contract: Contract, how: "preview" | "change"): Promise<Season | undefined> {
    return this.seasons![how]("subscription.start", inputOf(contract, this.chosen!))
  }

  async #go(step: Step): Promise<void> {
    this.#choose({ step })
    await this.lead(step === "read" ? "h2" : ".steps")
  }

  async #subscribe(contract: Contract): Promise<void> {
    const { expected: total } = this.outcome!
    if (!this.tell("cabas:subscription:start", { catalog: contract.id, total })) return
    const season = await this.#start(contract, "change")
    if (!season) return this.#toWhy()
    this.store!.options.keeper.set("contract", this.#whose, null)
    this.chosen = this.outcome = undefined
    this.receipt = season.id
    this.store!.announce(this.words.done)
    await this.#show()
    await this.lead(".receipt h3")
  }

  #running(seasons: Seasons, contract: Contract, season: Season): TemplateResult {
    const { words, speech, editing } = this
    if (!shown) {
      void this.#show()
      return html`<p class="none">${words.reading}</p>`
    }
    return shown.runningView({
      words,
      speech,
      contract,
      season,
      seasons,
      member: this.store!.state.member,
      editing,
      isNew: this.receipt === season.id,
      why: this.why(),
      all: this.allDates === true,
      showAll: () => (this.allDates = true),
      edit: (changed) => (this.editing = changed),
      done: () => {
        this.editing = undefined
        this.store!.announce(words.changed)
        void this.lead("h2")
      },
    })
  }

  async #show(): Promise<void> {
    shown ??= await import("./running.ts")
    this.requestUpdate()
  }

  async #toWhy(): Promise<void> {
    await this.updateComplete
    this.renderRoot.querySelector("[role=alert]")?.scrollIntoView({ block: "center" })
  }
}

define("cabas-contract", CabasContract)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-contract": CabasContract
  }
}
