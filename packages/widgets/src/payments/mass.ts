import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { typed } from "../wallet/wallet.model.ts"
import type { Tools } from "../books/books.element.ts"
import { rowsOf } from "../books/books.model.ts"
import { Dues, keyOf } from "./dues.ts"
import type { Due } from "./dues.ts"

const kinds = ["cheque", "transfer", "cash", "card"] as const

/** The most payments that are recorded at once. */
const most = 500

/** The payments of a contract's subscribers, entered one under the other and recorded together, all or none. */
export class MassPart {
  readonly #tools: () => Tools
  readonly #dues: Dues
  #kind: (typeof kinds)[number] = "cheque"
  #texts: ReadonlyMap<string, string> = new Map()
  /** What is wrong with a row, in a sentence. */
  #wrong: ReadonlyMap<string, string> = new Map()

  constructor(tools: () => Tools) {
    this.#tools = tools
    this.#dues = new Dues(tools, () => this.#forget())
  }

  #forget(): void {
    this.#texts = new Map()
    this.#wrong = new Map()
  }

  render(): TemplateResult {
    const { words, books } = this.#tools()
    const said = words.mass
    if (books.state.contracts.length === 0)
      return html`<h2 tabindex="-1">${said.title}</h2>
        <p class="none">${said.none}</p>`
    const { rows } = this.#dues
    const owing = (rows ?? []).filter(({ due }) => due > 0)
    return html`<h2 tabindex="-1">${said.title}</h2>
      <div class="row">${this.#dues.choice()} ${this.#ways()}</div>
      ${
        !rows
          ? html`<p class="none" role="status">${books.state.isBusy ? words.loading : nothing}</p>`
          : owing.length === 0
            ? html`<p class="none">${said.noneOwed}</p>`
            : this.#form(owing)
      }`
  }

  #ways(): TemplateResult {
    const { words } = this.#tools()
    const choose = (event: Event) => {
      this.#kind = kinds.find((one) => one === (event.target as HTMLSelectElement).value) ?? "cheque"
    }
    return html`<label
      >${words.kind}
      <select @change=${choose}>
        ${kinds.map((one) => html`<option value=${one} ?selected=${one === this.#kind}>${words.kinds[one]}</option>`)}
      </select></label
    >`
  }

  #entries(owing: ReadonlyArray<Due>) {
    return owing.map(({ member, subscription }) => ({
      member,
      subscription,
      text: this.#texts.get(keyOf({ member, subscription })) ?? "",
    }))
  }

  #form(owing: ReadonlyArray<Due>): TemplateResult {
    const { words, books, money, locale, update } = this.#tools()
    const said = words.mass
    const { currency } = books.state.group!
    const { rows } = rowsOf(this.#entries(owing), currency)
    const given = rows.flatMap(({ amount }) => amount ?? [])
    const put = (texts: ReadonlyMap<string, string>) => {
      this.#texts = texts
      this.#wrong = new Map()
      update()
    }
    const fill = (amountOf: (one: Due) => number | null) => () =>
      put(
        new Map(
          owing.flatMap((one) => {
            const amount = amountOf(one)
            return amount === null ? [] : [[keyOf(one), typed(amount, currency, locale)] as const]
          }),
        ),
      )
    const isSpread = owing.some(({ next }) => next !== null)
    return html`<form novalidate @submit=${(event: SubmitEvent) => void this.#save(event, owing)}>
      <div class="row">
        <button type="button" class="button" @click=${fill(({ due }) => due)}>${said.fill}</button>
        ${
          isSpread
            ? html`<button type="button" class="button" @click=${fill(({ next }) => next)}>${said.fillNext}</button>`
            : nothing
        }
        <button type="button" class="plain" @click=${() => put(new Map())}>${said.empty}</button>
      </div>
      <ul class="list">
        ${owing.map((one) => this.#row(one, put))}
      </ul>
      ${given.length > most ? html`<p class="note" role="status">${said.tooMany(most)}</p>` : nothing}
      ${this.#wrong.size > 0 ? html`<p class="note bad" role="alert">${said.refused}</p>` : nothing}
      <div class="row">
        <button class="button filled" ?disabled=${given.length === 0 || given.length > most || books.state.isBusy}>
          ${said.save(given.length, money(given.reduce((sum, amount) => sum + amount, 0)))}
        </button>
      </div>
    </form>`
  }

  #row(one: Due, put: (texts: ReadonlyMap<string, string>) => void): TemplateResult {
    const { words, money } = this.#tools()
    const said = words.mass
    const key = keyOf(one)
    const wrong = this.#wrong.get(key)
    return html`<li class="row between">
      <span>
        <b>${one.name}</b><br />
        <span class="soft"
          >${said.owed}
          ${money(one.due)}${one.promised > 0 ? html` · ${said.promised(money(one.promised))}` : nothing}${
            one.overdue > 0 ? html` · <span class="warn">${said.late(money(one.overdue))}</span>` : nothing
          }</span
        >
        ${wrong ? html`<br /><span class="warn">${wrong}</span>` : nothing}
      </span>
      <input
        inputmode="decimal"
        autocomplete="off"
        class="amount"
        aria-label=${said.given(one.name)}
        aria-invalid=${wrong ? "true" : "false"}
        .value=${this.#texts.get(key) ?? ""}
        @input=${(event: Event) => put(new Map(this.#texts).set(key, (event.target as HTMLInputElement).value))}
      />
    </li>`
  }

  async #save(event: SubmitEvent, owing: ReadonlyArray<Due>): Promise<void> {
    event.preventDefault()
    const { words, books, money, sentence, done, update } = this.#tools()
    const { rows, wrong } = rowsOf(this.#entries(owing), books.state.group!.currency)
    this.#wrong = new Map(wrong.map((one) => [keyOf(one), words.mass.wrong]))
    update()
    if (wrong.length > 0) return
    const given = rows.filter(({ amount }) => amount !== null)
    const answer = await books.run("payment.record-many", { kind: this.#kind, rows: given })
    if (!answer) return
    const refused = answer.rows.flatMap(({ member, subscription = "", refusal }) =>
      refusal ? [[keyOf({ member, subscription }), sentence(refusal)] as const] : [],
    )
    this.#wrong = new Map(refused)
    update()
    if (refused.length > 0) return
    this.#forget()
    await this.#dues.readAgain()
    done(words.mass.saved(answer.recorded, money(answer.total)))
  }
}
