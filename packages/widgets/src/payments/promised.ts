import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { amountIn, typed } from "../wallet/wallet.model.ts"
import { filled, moreOf } from "../books/books.element.ts"
import type { Tools } from "../books/books.element.ts"
import { fits, inOrder, sumOf } from "../books/books.model.ts"
import type { Payment } from "../books/books.store.ts"

const comingKinds = ["transfer", "cheque", "cash", "card"] as const

/** What was announced and has not come: received as it is, otherwise, or taken back. */
export class PromisedPart {
  readonly #tools: () => Tools
  #search = ""
  /** The payment that came otherwise. */
  #open: string | undefined
  #isWrong = false

  constructor(tools: () => Tools) {
    this.#tools = tools
  }

  render(): TemplateResult {
    const { words, books, money, update } = this.#tools()
    const said = words.promised
    const { promised } = books.state
    const shown = inOrder(promised).filter((one) => fits(this.#search, ...this.#textsOf(one)))
    const look = (event: Event) => {
      this.#search = (event.target as HTMLInputElement).value
      update()
    }
    return html`<div class="row between">
        <h2 tabindex="-1">${said.title}</h2>
        <p role="status">${said.count(shown.length, money(sumOf(shown)))}</p>
      </div>
      ${
        promised.length === 0
          ? html`<p class="none">${said.none}</p>`
          : html`<label class="screen"
                >${words.search} <input type="search" .value=${this.#search} @input=${look}
              /></label>
              ${
                shown.length === 0
                  ? html`<p class="none">${said.noneFound}</p>`
                  : html`<ul class="list">
                      ${shown.map((one) => this.#row(one))}
                    </ul>`
              }
              ${moreOf(this.#tools(), "promised")}`
      }`
  }

  #textsOf({ member, reference = "", amount, kind }: Payment): ReadonlyArray<string> {
    const { books, words, money } = this.#tools()
    return [books.nameOf(member), reference, reference.replaceAll(" ", ""), money(amount), words.kinds[kind]]
  }

  #row(payment: Payment): TemplateResult {
    const { words, books, money, day, moment, today, done, update } = this.#tools()
    const { id, member, amount, kind, target, dueOn, at, reference } = payment
    const what = `${books.nameOf(member)}, ${money(amount)}`
    const isLate = dueOn !== undefined && dueOn < today
    const when =
      dueOn === undefined ? words.announced(moment(at)) : isLate ? words.late(day(dueOn)) : words.due(day(dueOn))
    const about = !target ? words.wallet : "basket" in target ? words.ofBasket : words.ofContract
    const receive = async () => {
      if (await books.run("payment.receive", { payment: id })) done(words.promised.received(what))
    }
    const toggle = () => {
      this.#open = this.#open === id ? undefined : id
      this.#isWrong = false
      books.forgive()
      update()
    }
    return html`<li>
      <div class="row between">
        <span>
          <b>${books.nameOf(member)}</b><br />
          <span class="soft"
            >${about} · ${words.kinds[kind]} · <span class=${isLate ? "warn" : ""}>${when}</span>${
              reference ? html` · ${reference}` : nothing
            }</span
          >
        </span>
        <b class="number">${money(amount)}</b>
      </div>
      <div class="row screen">
        ${
          kind === "on-the-spot"
            ? nothing
            : html`<button
                class="button filled"
                aria-label=${words.promised.receiveWhich(what)}
                ?disabled=${books.state.isBusy}
                @click=${receive}
              >
                ${words.promised.receive}
              </button>`
        }
        <button
          class="button"
          aria-expanded=${this.#open === id ? "true" : "false"}
          aria-label=${words.promised.otherWhich(what)}
          @click=${toggle}
        >
          ${words.promised.other}
        </button>
      </div>
      ${this.#open === id ? this.#otherwise(payment, what) : nothing}
    </li>`
  }

  #otherwise({ id, amount, kind }: Payment, what: string): TemplateResult {
    const { words, books, locale, done, update } = this.#tools()
    const { currency } = books.state.group!
    const receive = async (event: SubmitEvent) => {
      const form = filled(event)
      const came = amountIn(`${form.get("amount")}`, currency)
      this.#isWrong = !came
      update()
      if (!came) return
      const way = comingKinds.find((one) => one === form.get("kind")) ?? "cash"
      if (!(await books.run("payment.receive", { payment: id, kind: way, amount: came }))) return
      this.#open = undefined
      done(words.promised.received(what))
    }
    const cancel = async (event: SubmitEvent) => {
      const reason = `${filled(event).get("reason")}`
      if (!(await books.run("payment.cancel", { payment: id, reason }))) return
      this.#open = undefined
      done(words.promised.cancelled(what))
    }
    return html`<div class="box">
      <form class="row" novalidate @submit=${receive}>
        <label
          >${words.kind}
          <select name="kind">
            ${comingKinds.map((one) => html`<option value=${one} ?selected=${one === kind}>${words.kinds[one]}</option>`)}
          </select></label
        >
        <label
          >${words.amount} (${currency})
          <input
            name="amount"
            inputmode="decimal"
            autocomplete="off"
            aria-invalid=${this.#isWrong ? "true" : "false"}
            .value=${typed(amount, currency, locale)}
        /></label>
        <button class="button filled" ?disabled=${books.state.isBusy}>${words.promised.receive}</button>
        ${this.#isWrong ? html`<p class="warn" role="alert">${words.amountWrong}</p>` : nothing}
      </form>
      <form class="row" @submit=${cancel}>
        <label>${words.promised.why} <input name="reason" required maxlength="128" /></label>
        <button class="button risk" ?disabled=${books.state.isBusy}>${words.promised.cancel}</button>
      </form>
    </div>`
  }
}
