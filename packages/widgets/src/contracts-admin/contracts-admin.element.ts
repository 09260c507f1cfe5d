import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import "../connection/group.element.ts"
import { CoordinatorElement } from "../planner/coordinator.ts"
import type { Contract, Season } from "../planner/desk.store.ts"
import { deskStyles } from "../planner/planner.styles.ts"
import { downloadTable } from "../table/download.ts"
import type { TableFormat } from "../table/download.ts"
import { balanceOf, emailsOf, fitting, householdsOf, nextOf, noFilters, tableOf } from "./contracts-admin.model.ts"
import type { Filters } from "./contracts-admin.model.ts"
import { contractsAdminStyles } from "./contracts-admin.styles.ts"
import { enrolling } from "./enrolling.ts"
import { MassPart } from "./mass.ts"
import { sheetOf } from "./sheet.ts"

const ticked = (event: Event): boolean => (event.target as HTMLInputElement).checked

/**
 * The subscriptions of a contract for its coordinators: found, counted, changed one by one or several at once, and
 * taken along as a file.
 *
 * ```html
 * <cabas-contracts-admin catalog="legumes"></cabas-contracts-admin>
 * ```
 * @element cabas-contracts-admin
 * @attr catalog - the contract to begin with
 */
export class CabasContractsAdmin extends CoordinatorElement {
  static override properties: PropertyDeclarations = {
    catalog: {},
    filters: { state: true },
    picked: { state: true },
    shown: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, deskStyles, contractsAdminStyles]

  declare catalog: string | null
  declare private filters: Filters
  declare private picked: ReadonlySet<string>
  /** The subscription that is open. */
  declare private shown: string | undefined
  readonly #mass = new MassPart(() => this.tools)

  constructor() {
    super()
    this.filters = noFilters
    this.picked = new Set()
  }

  protected override content(): TemplateResult {
    const { words } = this
    const desk = this.desk!
    const own = desk.state.contracts.filter(({ id }) => desk.mayRun(id))
    const contract = own.find(({ id }) => id === this.catalog) ?? own[0]
    if (!contract) return html`<p class="note">${words.reserved}</p>`
    const seasons = desk.subscriptionsOf(contract.id)
    const open = seasons?.find(({ id }) => id === this.shown)
    return html`<section>
      <div class="row between">
        <h2 tabindex="-1">${words.subscriptions}</h2>
        <label class="screen"
          >${words.whichContract}
          <select @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}>
            ${own.map(({ id, name }) => html`<option value=${id} ?selected=${id === contract.id}>${name}</option>`)}
          </select></label
        >
      </div>
      ${this.why()}
      ${
        !seasons
          ? html`<p class="none" role="status">${words.loading}</p>`
          : open
            ? this.#one(contract, open)
            : this.#all(contract, seasons)
      }
    </section>`
  }

  #choose(catalog: string): void {
    this.catalog = catalog
    this.shown = undefined
    this.filters = noFilters
    this.picked = new Set()
    this.#mass.forget()
    this.desk!.forgive()
  }

  #nameOf = (member: string): string => this.desk!.nameOf(member)

  #names(season: Season): string {
    return householdsOf(season).map(this.#nameOf).join(" + ")
  }

  #orderOf = ({ order }: Season): string =>
    order.map(({ name, quantity }) => `${this.speech.format.measure(quantity)} × ${name}`).join(", ")

  #all(contract: Contract, seasons: ReadonlyArray<Season>): TemplateResult {
    const { words, filters } = this
    const shown = fitting(seasons, filters, this.#nameOf)
    const running = seasons.filter(({ status }) => (status === "stopped") === filters.stopped)
    const picked = shown.filter(({ id }) => this.picked.has(id))
    const filter = (name: "late" | "shared" | "absent" | "stopped") =>
      html`<label class="tick"
        ><input
          type="checkbox"
          .checked=${filters[name]}
          @change=${(event: Event) => (this.filters = { ...filters, [name]: ticked(event) })}
        />${words.filters[name]}</label
      >`
    return html`<div class="row screen">
        <label
          >${words.search}
          <input
            type="search"
            .value=${filters.search}
            @input=${(event: Event) => (this.filters = { ...filters, search: (event.target as HTMLInputElement).value })}
        /></label>
        <div class="ticks">${filter("late")} ${filter("shared")} ${filter("absent")} ${filter("stopped")}</div>
      </div>
      <div class="row between">
        <p role="status">${words.shown(shown.length, running.length)}</p>
        <div class="row screen">
          ${(["csv", "xlsx"] as const).map(
            (format) =>
              html`<button class="button" @click=${() => this.#download(contract, shown, format)}>
                ${words.download[format]}
              </button>`,
          )}
          <button class="button" @click=${() => print()}>${words.print}</button>
        </div>
      </div>
      ${shown.length === 0 ? html`<p class="none">${words.noSubscription}</p>` : this.#table(shown, picked)}
      ${picked.length > 0 ? this.#mass.render(contract, picked, this.store!.now(), this.#emails(picked)) : nothing}
      ${enrolling(this.tools, contract, this.store!.now())}`
  }

  #emails(seasons: ReadonlyArray<Season>): ReadonlyArray<string> {
    return emailsOf(seasons, this.desk!.state.members)
  }

  #table(shown: ReadonlyArray<Season>, picked: ReadonlyArray<Season>): TemplateResult {
    const { words } = this
    const all = picked.length === shown.length
    const pick = (ids: ReadonlyArray<string>, isIn: boolean) => {
      const next = new Set(this.picked)
      for (const id of ids)
        if (isIn) next.add(id)
        else next.delete(id)
      this.picked = next
      this.#mass.forget()
    }
    return html`<label class="tick screen"
        ><input
          type="checkbox"
          .checked=${all}
          .indeterminate=${!all && picked.length > 0}
          @change=${(event: Event) =>
            pick(
              shown.map(({ id }) => id),
              ticked(event),
            )}
        />${words.selectAll}</label
      >
      <table class="plainly subscriptions">
        <thead>
          <tr>
            <td class="screen"></td>
            <th scope="col">${words.household}</th>
            <th scope="col">${words.order}</th>
            <th scope="col">${words.next}</th>
            <th scope="col">${words.absences}</th>
            <th scope="col" class="number">${words.expected}</th>
            <th scope="col" class="number">${words.balance}</th>
            <td class="screen"></td>
          </tr>
        </thead>
        <tbody>
          ${shown.map((one) => this.#row(one, (isIn) => pick([one.id], isIn)))}
        </tbody>
      </table>`
  }

  #row(season: Season, pick: (isIn: boolean) => void): TemplateResult {
    const { words } = this
    const { id, absences, expected } = season
    const names = this.#names(season)
    const balance = balanceOf(season)
    return html`<tr>
      <td class="pick screen">
        <label class="tick"
          ><input
            type="checkbox"
            aria-label=${words.select(names)}
            .checked=${this.picked.has(id)}
            @change=${(event: Event) => pick(ticked(event))}
        /></label>
      </td>
      <td class="who"><b>${names}</b></td>
      <td data-label=${words.order}>${this.#orderOf(season)}</td>
      <td data-label=${words.next}>${this.#next(season)}</td>
      <td data-label=${words.absences}>${absences ? words.used(absences.used, absences.maximum) : "–"}</td>
      <td data-label=${words.expected} class="number">${this.money(expected)}</td>
      <td data-label=${words.balance} class="number ${balance < 0 ? "owing" : ""}">
        ${balance < 0 ? words.due(this.money(-balance)) : balance === 0 ? words.settled : this.money(balance)}
      </td>
      <td class="go screen">
        <button class="button" aria-label=${words.opened(names)} @click=${() => this.#show(id)}>${words.open}</button>
      </td>
    </tr>`
  }

  #next(season: Season): TemplateResult | string {
    const { words } = this
    const next = nextOf(season)
    if (!next) return words.nextIs.none
    const what = next.absent
      ? html`<b class="warn">${words.nextIs.absent}</b>`
      : next.taker
        ? words.nextIs.given(next.taker.member ? this.#nameOf(next.taker.member) : next.taker.name)
        : season.partner
          ? words.nextIs.collects(this.#nameOf(next.collector))
          : ""
    return html`${this.day(next.day, "short")} ${what && html`<br /><span class="soft">${what}</span>`}`
  }

  #show(id: string | undefined): void {
    this.shown = id
    this.desk!.forgive()
    void this.lead(id ? "h3[tabindex]" : "h2[tabindex]")
  }

  #one(contract: Contract, season: Season): TemplateResult {
    return html`<div class="row screen">
        <button class="plain" @click=${() => this.#show(undefined)}>← ${this.words.back}</button>
      </div>
      ${sheetOf({
        ...this.tools,
        contract,
        season,
        now: this.store!.now(),
        names: this.#names(season),
        order: this.#orderOf(season),
        measure: (quantity) => this.speech.format.measure(quantity),
        close: () => this.#show(undefined),
      })}`
  }

  async #download({ id }: Contract, seasons: ReadonlyArray<Season>, format: TableFormat): Promise<void> {
    const { words } = this
    const { members, currency } = this.desk!.state
    const table = tableOf(id, seasons, { words, currency, members, nameOf: this.#nameOf, orderOf: this.#orderOf })
    await downloadTable(table, format, this.language).catch(() => this.desk!.lost())
  }
}

define("cabas-contracts-admin", CabasContractsAdmin)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-contracts-admin": CabasContractsAdmin
  }
}
