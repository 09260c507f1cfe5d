import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { AnswerOf } from "@cabas/client"
import { amountIn, debtOf } from "../wallet/wallet.model.ts"
import { filled, householdOptions } from "../books/books.element.ts"
import type { Tools } from "../books/books.element.ts"

type Season = AnswerOf<"subscription.list">["subscriptions"][number]

/** A household's accounts: its money pot, and what it has on its subscriptions. */
interface Accounts {
  readonly member: string
  /** What is in the money pot beyond what is set aside. */
  readonly wallet: number
  readonly seasons: ReadonlyArray<Season>
}

const refundKinds = ["transfer", "cash", "cheque"] as const

/** Money that goes back to a household, and money that changes accounts. */
export class MovesPart {
  readonly #tools: () => Tools
  #refunded: Accounts | undefined
  #from: Accounts | undefined
  #to: Accounts | undefined
  #source = ""
  /** Which form holds something that is no amount. */
  #wrong: "refund" | "move" | undefined

  constructor(tools: () => Tools) {
    this.#tools = tools
  }

  async #accountsOf(member: string): Promise<Accounts | undefined> {
    const { books } = this.#tools()
    if (member === "") return undefined
    const wallet = await books.ask("wallet.statement", { member, limit: 1 })
    const seasons = await books.ask("subscription.list", { member })
    return wallet && seasons && { member, wallet: wallet.wallet.expected, seasons: seasons.subscriptions }
  }

  render(): TemplateResult {
    return html`${this.#refunding()} ${this.#moving()}`
  }

  #household(
    label: string,
    chosen: Accounts | undefined,
    choose: (found: Accounts | undefined) => void,
  ): TemplateResult {
    const { words, books, update } = this.#tools()
    const change = async (event: Event) => {
      choose(await this.#accountsOf((event.target as HTMLSelectElement).value))
      update()
    }
    return html`<label
      >${label}
      <select required .value=${chosen?.member ?? ""} @change=${change}>
        <option value="">${words.choose}</option>
        ${householdOptions(books.state.members)}
      </select></label
    >`
  }

  #amount(form: "refund" | "move"): TemplateResult {
    const { words, books } = this.#tools()
    return html`<label
        >${words.amount} (${books.state.group!.currency})
        <input
          name="amount"
          class="amount"
          inputmode="decimal"
          autocomplete="off"
          aria-invalid=${this.#wrong === form ? "true" : "false"}
      /></label>
      ${this.#wrong === form ? html`<p class="warn" role="alert">${words.amountWrong}</p>` : nothing}`
  }

  #typed(form: FormData, which: "refund" | "move"): number | undefined {
    const { books, update } = this.#tools()
    const amount = amountIn(`${form.get("amount")}`, books.state.group!.currency) || undefined
    this.#wrong = amount ? undefined : which
    update()
    return amount
  }

  #refunding(): TemplateResult {
    const { words, books, money, done } = this.#tools()
    const said = words.moves
    const chosen = this.#refunded
    const possible = Math.max(0, chosen?.wallet ?? 0)
    const submit = async (event: SubmitEvent) => {
      const form = filled(event)
      const amount = this.#typed(form, "refund")
      if (!chosen || !amount) return
      const kind = refundKinds.find((one) => one === form.get("kind")) ?? "transfer"
      const note = `${form.get("note")}`
      if (!(await books.run("payment.refund", { member: chosen.member, amount, kind, note }))) return
      this.#refunded = undefined
      done(said.given(`${books.nameOf(chosen.member)}, ${money(amount)}`))
    }
    return html`<form class="box" novalidate @submit=${submit}>
      <h2 tabindex="-1">${said.refund}</h2>
      <div class="row">
        ${this.#household(words.household, chosen, (found) => (this.#refunded = found))}
        ${chosen && possible > 0 ? this.#amount("refund") : nothing}
        ${
          chosen && possible > 0
            ? html`<label
                  >${words.kind}
                  <select name="kind">
                    ${refundKinds.map((one) => html`<option value=${one}>${words.kinds[one]}</option>`)}
                  </select></label
                >
                <label>${words.note} <input name="note" maxlength="128" /></label>`
            : nothing
        }
      </div>
      ${chosen ? html`<p class=${possible > 0 ? "soft" : "note"}>${possible > 0 ? said.cap(money(possible)) : said.nothingOver}</p>` : nothing}
      ${chosen && possible > 0 ? html`<button class="button filled" ?disabled=${books.state.isBusy}>${said.give}</button>` : nothing}
    </form>`
  }

  #account(name: string, accounts: Accounts, choose: (value: string) => void): TemplateResult {
    const { words, money } = this.#tools()
    return html`<label
      >${words.moves.account}
      <select name=${name} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        <option value="">${words.wallet} (${money(accounts.wallet)})</option>
        ${accounts.seasons.map((one) => {
          const { balance } = debtOf(one, accounts.member)
          return html`<option value=${one.id}>${one.catalogName} (${money(balance)})</option>`
        })}
      </select></label
    >`
  }

  #moving(): TemplateResult {
    const { words, books, money, done, update } = this.#tools()
    const said = words.moves
    const [from, to] = [this.#from, this.#to]
    const source = from?.seasons.find(({ id }) => id === this.#source)
    const there = from && Math.max(0, source ? debtOf(source, from.member).balance : from.wallet)
    const submit = async (event: SubmitEvent) => {
      const form = filled(event)
      const amount = this.#typed(form, "move")
      if (!from || !to || !amount) return
      const subscription = `${form.get("target")}`
      const input = {
        member: to.member,
        amount,
        source: { member: from.member, subscription: this.#source || null },
        ...(subscription && { target: { subscription } }),
      }
      if (!(await books.run("payment.move", input))) return
      this.#from = undefined
      this.#to = undefined
      done(said.moved(`${books.nameOf(from.member)} → ${books.nameOf(to.member)}, ${money(amount)}`))
    }
    const choose = (value: string) => {
      this.#source = value
      update()
    }
    return html`<form class="box" novalidate @submit=${submit}>
      <h2>${said.move}</h2>
      <p class="soft">${said.why}</p>
      <div class="row">
        ${this.#household(said.from, from, (found) => {
          this.#from = found
          this.#source = ""
        })}
        ${from ? this.#account("source", from, choose) : nothing}
      </div>
      <div class="row">
        ${this.#household(said.to, to, (found) => (this.#to = found))}
        ${to ? this.#account("target", to, () => undefined) : nothing}
      </div>
      ${there === undefined ? nothing : html`<p class="soft">${said.there(money(there))}</p>`}
      ${
        from && to
          ? html`<div class="row">
              ${this.#amount("move")}
              <button class="button filled" ?disabled=${books.state.isBusy}>${said.go}</button>
            </div>`
          : nothing
      }
    </form>`
  }
}
