import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { amountIn } from "../wallet/wallet.model.ts"
import { filled, householdOptions } from "../books/books.element.ts"
import type { Tools } from "../books/books.element.ts"
import { accountsOf, balanceOf } from "./accounts.ts"
import type { Accounts } from "./accounts.ts"

/** Money that changes accounts. @rule PAY-9 */
export class MovesPart {
  readonly #tools: () => Tools
  #from: Accounts | undefined
  #to: Accounts | undefined
  #source = ""
  /** Whether what was typed is no amount. */
  #isWrong = false

  constructor(tools: () => Tools) {
    this.#tools = tools
  }

  #household(
    label: string,
    chosen: Accounts | undefined,
    choose: (found: Accounts | undefined) => void,
  ): TemplateResult {
    const { words, books, update } = this.#tools()
    const change = async (event: Event) => {
      const { value: member } = event.target as HTMLSelectElement
      choose(member === "" ? undefined : await accountsOf(books, member))
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

  #amount(): TemplateResult {
    const { words, books } = this.#tools()
    return html`<label
        >${words.amount} (${books.state.group!.currency})
        <input
          name="amount"
          class="amount"
          inputmode="decimal"
          autocomplete="off"
          aria-invalid=${this.#isWrong ? "true" : "false"}
      /></label>
      ${this.#isWrong ? html`<p class="warn" role="alert">${words.amountWrong}</p>` : nothing}`
  }

  #account(name: string, accounts: Accounts, choose: (value: string) => void): TemplateResult {
    const { words, money } = this.#tools()
    return html`<label
      >${words.moves.account}
      <select name=${name} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        <option value="">${words.wallet} (${money(accounts.wallet)})</option>
        ${accounts.seasons.map((one) => {
          const balance = money(balanceOf(one, accounts.member))
          return html`<option value=${one.id}>${one.catalogName} (${balance})</option>`
        })}
      </select></label
    >`
  }

  render(): TemplateResult {
    const { words, books, money, done, update } = this.#tools()
    const said = words.moves
    const [from, to] = [this.#from, this.#to]
    const source = from?.seasons.find(({ id }) => id === this.#source)
    const there = from && Math.max(0, source ? balanceOf(source, from.member) : from.wallet)
    const submit = async (event: SubmitEvent) => {
      const form = filled(event)
      const amount = amountIn(`${form.get("amount")}`, books.state.group!.currency)
      this.#isWrong = !amount
      update()
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
      <h2 tabindex="-1">${said.move}</h2>
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
              ${this.#amount()}
              <button class="button filled" ?disabled=${books.state.isBusy}>${said.go}</button>
            </div>`
          : nothing
      }
    </form>`
  }
}
