import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import type { AnswerOf } from "@cabas/client"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { BooksElement, filled } from "../books/books.element.ts"
import { booksStyles } from "../books/books.styles.ts"
import type { Memberships, Shelf } from "../books/books.store.ts"
import { amountIn, typed } from "../wallet/wallet.model.ts"
import { countsOf, shownOf, tableOf } from "./memberships.model.ts"
import type { Row } from "./memberships.model.ts"

const kinds = ["cheque", "cash", "transfer", "card"] as const

/** What is being done about a household. */
interface Acting {
  readonly member: string
  readonly what: "take" | "cancel"
}

/**
 * Memberships of a year for those who keep them: who paid, who is late, taking a fee, undoing one, receipts, and the
 * list as a file.
 * @element cabas-memberships
 */
export class CabasMemberships extends BooksElement {
  static override properties: PropertyDeclarations = {
    search: { state: true },
    lateOnly: { state: true },
    acting: { state: true },
    way: { state: true },
    isWrong: { state: true },
    receipt: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, booksStyles]

  declare private search: string | undefined
  declare private lateOnly: boolean | undefined
  declare private acting: Acting | undefined
  declare private way: string | undefined
  declare private isWrong: boolean | undefined
  declare private receipt: AnswerOf<"membership.receipt"> | undefined

  protected override get shelf(): Shelf {
    return "memberships"
  }

  protected override content(): TemplateResult {
    const { words } = this
    const { memberships, group } = this.books!.state
    if (!group!.settings.membership) return html`<p class="note">${words.memberships.notUsed}</p>`
    if (this.receipt) return this.#receipt(this.receipt)
    if (!memberships)
      return html`${this.why()}
        <p class="none" role="status">${words.loading}</p>`
    return html`<section>${this.#head(memberships)} ${this.why()} ${this.#list(memberships)}</section>`
  }

  #head({ label, year, startsOn, endsOn, members }: Memberships): TemplateResult {
    const { words, tools } = this
    const said = words.memberships
    const { paid, promised, late, total } = countsOf(members)
    const show = (other: number) => void this.books!.showYear(other)
    const day = (date: string) => this.speech.format.date(`${date}T12:00:00.000Z`, "UTC")
    const shown = () => shownOf(members, this.search ?? "", this.lateOnly ?? false)
    const table = () => tableOf(shown(), { words, label, currency: this.books!.state.group!.currency })
    return html`<div class="row between">
        <div>
          <h2 tabindex="-1">${said.title(label)}</h2>
          <p class="soft">${said.period(day(startsOn), day(endsOn))}</p>
        </div>
        <div class="row screen">
          <button class="button" aria-label=${said.before} @click=${() => show(year - 1)}>←</button>
          <button class="button" aria-label=${said.after} @click=${() => show(year + 1)}>→</button>
        </div>
      </div>
      <p><b>${said.counts(paid, promised, late)}</b> · ${said.takings(this.money(total))}</p>
      <div class="row screen">
        <label
          >${said.search}
          <input
            type="search"
            .value=${this.search ?? ""}
            @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
        /></label>
        <label class="tick"
          ><input
            type="checkbox"
            .checked=${this.lateOnly ?? false}
            @change=${(event: Event) => (this.lateOnly = (event.target as HTMLInputElement).checked)}
          />${said.lateOnly}</label
        >
        ${(["csv", "xlsx"] as const).map(
          (format) =>
            html`<button class="button" @click=${() => tools.download(table(), format)}>${said[format]}</button>`,
        )}
        <button class="button" @click=${() => print()}>${words.print}</button>
      </div>`
  }

  #list(memberships: Memberships): TemplateResult {
    const rows = shownOf(memberships.members, this.search ?? "", this.lateOnly ?? false)
    if (rows.length === 0) return html`<p class="none">${this.words.memberships.none}</p>`
    return html`<ul class="list">
      ${rows.map((row) => this.#row(row, memberships.year))}
    </ul>`
  }

  #row(row: Row, year: number): TemplateResult {
    const { words } = this
    const { member, name, state, fee, at } = row
    const said = words.memberships
    const since = at === null ? "" : this.tools.moment(at)
    const acting = this.acting?.member === member ? this.acting.what : undefined
    const button = (label: string, text: string, act: () => void, looks = "button") =>
      html`<button class=${looks} aria-label=${label} @click=${act}>${text}</button>`
    return html`<li>
      <div class="row between">
        <span>
          <b>${name}</b><br />
          <span class=${state === "late" ? "late" : state === "paid" ? "good" : "warn"}>${said.states[state]}</span>
          ${fee === null ? nothing : html`<span class="soft"> · ${this.money(fee)} · ${since}</span>`}
        </span>
        <span class="row screen">
          ${
            fee === null
              ? button(said.takeWhich(name), said.take, () => this.#act({ member, what: "take" }), "button filled")
              : html`${button(said.receiptWhich(name), said.receipt, () => void this.#read(member, year))}
                ${button(said.cancelWhich(name), said.cancel, () => this.#act({ member, what: "cancel" }), "plain")}`
          }
        </span>
      </div>
      ${acting === "take" ? this.#taking(row) : acting === "cancel" ? this.#cancelling(row, year) : nothing}
    </li>`
  }

  #act(acting: Acting | undefined): void {
    this.acting = acting
    this.way = kinds[0]
    this.isWrong = false
    this.doneText = undefined
    this.books!.forgive()
    if (acting) void this.lead("form input, form select")
  }

  #taking({ member, name }: Row): TemplateResult {
    const { words, way: chosen } = this
    const said = words.memberships
    const { currency, settings } = this.books!.state.group!
    const { fee } = settings.membership!
    const { year } = this.books!.state.memberships!
    const submit = async (event: SubmitEvent) => {
      const form = filled(event)
      const amount = amountIn(`${form.get("amount")}`, currency)
      this.isWrong = amount === undefined
      if (amount === undefined) return
      const way = kinds.find((one) => one === form.get("kind"))
      const told = (field: string) => `${form.get(field) ?? ""}`
      const payee = settings.payments.payee ?? settings.name
      const answer = await this.books!.run("membership.take", {
        member,
        year,
        fee: amount,
        ...(way && amount > 0 && { kind: way, promised: form.has("promised") }),
        ...(way === "cheque" &&
          amount > 0 &&
          told("number") && { cheque: { number: told("number"), bank: told("bank"), payee } }),
      })
      if (!answer) return
      this.acting = undefined
      this.tools.done(said.taken(name))
    }
    return html`<form class="box" novalidate @submit=${submit}>
      <div class="row">
        <label
          >${words.amount} (${currency})
          <input
            name="amount"
            inputmode="decimal"
            autocomplete="off"
            aria-invalid=${this.isWrong ? "true" : "false"}
            .value=${fee === null ? "" : typed(fee, currency, this.speech.format.locale)}
        /></label>
        <label
          >${words.kind}
          <select name="kind" @change=${(event: Event) => (this.way = (event.target as HTMLSelectElement).value)}>
            ${kinds.map((one) => html`<option value=${one} ?selected=${one === chosen}>${words.kinds[one]}</option>`)}
            <option value="">${said.fromWallet}</option>
          </select></label
        >
        ${
          chosen === "cheque"
            ? html`<label>${said.number} <input name="number" maxlength="32" autocomplete="off" /></label>
                <label>${said.bank} <input name="bank" maxlength="64" autocomplete="off" /></label>`
            : nothing
        }
        ${chosen === "" ? nothing : html`<label class="tick"><input type="checkbox" name="promised" />${said.toCome}</label>`}
      </div>
      ${this.isWrong ? html`<p class="warn" role="alert">${words.amountWrong}</p>` : nothing}
      <div class="row">
        <button class="button filled" ?disabled=${this.books!.state.isBusy}>${said.take}</button>
        <button type="button" class="plain" @click=${() => this.#act(undefined)}>${said.keep}</button>
      </div>
    </form>`
  }

  #cancelling({ member, name }: Row, year: number): TemplateResult {
    const { words } = this
    const said = words.memberships
    const submit = async (event: SubmitEvent) => {
      const reason = `${filled(event).get("reason")}`
      if (!(await this.books!.run("membership.cancel", { member, year, reason }))) return
      this.acting = undefined
      this.tools.done(said.cancelled(name))
    }
    return html`<form class="box" @submit=${submit}>
      <label>${words.reason} <input name="reason" required maxlength="128" /></label>
      <div class="row">
        <button class="button risk" ?disabled=${this.books!.state.isBusy}>${said.cancel}</button>
        <button type="button" class="plain" @click=${() => this.#act(undefined)}>${said.keep}</button>
      </div>
    </form>`
  }

  async #read(member: string, year: number): Promise<void> {
    this.doneText = undefined
    this.receipt = await this.books!.ask("membership.receipt", { member, year })
    if (this.receipt) await this.lead("h2[tabindex]")
  }

  #receipt(receipt: AnswerOf<"membership.receipt">): TemplateResult {
    const { words } = this
    const said = words.memberships
    const { number, group, holder, name, address, label, amount, kind, state, paidOn } = receipt
    const sum = this.money(amount)
    const back = () => {
      this.receipt = undefined
      void this.lead("h2[tabindex]")
    }
    return html`<section>
      <div class="row screen">
        <button class="plain" @click=${back}>← ${said.back}</button>
        <button class="button filled" @click=${() => print()}>${words.print}</button>
      </div>
      <p>${holder ?? group}</p>
      <h2 tabindex="-1">${said.receiptTitle(number)}</h2>
      <p>${state === "paid" ? said.receiptText(name, sum, label) : said.receiptPromised(name, sum, label)}</p>
      ${address ? html`<p class="soft">${address}</p>` : nothing}
      ${
        paidOn
          ? html`<p>
              ${said.paidOn(
                this.speech.format.date(`${paidOn}T12:00:00.000Z`, "UTC"),
                kind === null ? words.wallet.toLowerCase() : words.kinds[kind],
              )}
            </p>`
          : nothing
      }
    </section>`
  }
}

define("cabas-memberships", CabasMemberships)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-memberships": CabasMemberships
  }
}
