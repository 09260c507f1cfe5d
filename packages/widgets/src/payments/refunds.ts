import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { InputOf } from "@cabas/client"
import { filled, householdOptions } from "../books/books.element.ts"
import type { Tools } from "../books/books.element.ts"
import type { Payment } from "../books/books.store.ts"
import { readPages } from "../books/pages.ts"
import { amountIn, typed } from "../wallet/wallet.model.ts"
import { Bounces } from "./bounces.ts"
import { accountsOf, balanceOf } from "./accounts.ts"
import type { Accounts } from "./accounts.ts"
import { mostOf, ofPayment, receivedFirst, refundKinds, refundOf } from "./refunds.model.ts"
import type { Refundable, RefundKind } from "./refunds.model.ts"

/** A household, what is over on its accounts, and its payments as far as they were read. */
interface Household {
  readonly accounts: Accounts
  readonly payments: ReadonlyArray<Payment>
  readonly goesOn: boolean
}

/** What is being given back. */
interface Giving {
  readonly of: Refundable
  /** The most that may go back; nothing when it is refused, and why. */
  readonly most: number
  readonly refused: string
  /** The field that it is about. */
  readonly wrong?: "amount" | "note" | undefined
  readonly text: string
  readonly kind: RefundKind
  readonly note: string
  /** What was looked at and waits to be confirmed. */
  readonly input?: InputOf<"payment.refund"> | undefined
}

/** Money that goes back: of a payment that was received, or of what is over on an account. @rule PAY-8 */
export class RefundsPart {
  readonly #tools: () => Tools
  #household: Household | undefined
  #giving: Giving | undefined
  readonly #bounces: Bounces

  constructor(tools: () => Tools) {
    this.#tools = tools
    this.#bounces = new Bounces(tools, async () => {
      const { accounts, payments } = this.#household!
      await this.#read(accounts.member, payments.length)
    })
  }

  render(): TemplateResult {
    const { words, books } = this.#tools()
    const said = words.refunds
    const choose = (event: Event) => void this.#choose((event.target as HTMLSelectElement).value)
    return html`<h2 tabindex="-1">${said.title}</h2>
      <p class="soft">${said.help}</p>
      <div class="row">
        <label
          >${words.household}
          <select @change=${choose}>
            <option value="">${words.choose}</option>
            ${householdOptions(books.state.members)}
          </select></label
        >
      </div>
      ${this.#household ? this.#lists(this.#household) : nothing}`
  }

  async #choose(member: string): Promise<void> {
    const { books, update } = this.#tools()
    books.forgive()
    this.#giving = undefined
    this.#bounces.close()
    this.#household = undefined
    if (member !== "") await this.#read(member, 1)
    update()
  }

  async #read(member: string, least: number): Promise<void> {
    const { books } = this.#tools()
    const { client } = books.connection.options
    const accounts = await accountsOf(books, member)
    const reply = await books.told(() =>
      readPages("payments", (page) => client.ask("payment.list", { member, ...page }), least),
    )
    if (!accounts || !reply.answer) return
    this.#household = { accounts, payments: reply.answer.payments, goesOn: reply.answer.next !== null }
  }

  #lists({ accounts, payments, goesOn }: Household): TemplateResult {
    const { words, books, update } = this.#tools()
    const said = words.refunds
    const over = this.#over(accounts)
    const received = receivedFirst(payments)
    const more = () => void this.#read(accounts.member, payments.length + 1).then(update)
    return html`<h3>${said.accounts}</h3>
      ${
        over.length === 0
          ? html`<p class="soft">${said.nothingOver}</p>`
          : html`<ul class="list">
              ${over.map(({ name, of }) => this.#row(of, name, said.there(this.#tools().money(of.amount))))}
            </ul>`
      }
      <h3>${said.payments}</h3>
      ${
        received.length === 0
          ? html`<p class="soft">${said.none}</p>`
          : html`<ul class="list">
              ${received.map((payment) => this.#payment(payment, accounts))}
            </ul>`
      }
      ${
        goesOn
          ? html`<div class="row">
              <p class="soft">${words.goesOn(received.length)}</p>
              <button class="button" ?disabled=${books.state.isBusy} @click=${more}>${words.more}</button>
            </div>`
          : nothing
      }`
  }

  /** The accounts on which something is over. */
  #over(accounts: Accounts): ReadonlyArray<{ readonly name: string; readonly of: Refundable }> {
    const { words } = this.#tools()
    const kind = refundKinds[0]
    const wallet = { name: words.wallet, of: { key: "wallet", target: undefined, amount: accounts.wallet, kind } }
    const seasons = accounts.seasons.map((one) => ({
      name: one.catalogName,
      of: { key: one.id, target: { subscription: one.id }, amount: balanceOf(one, accounts.member), kind },
    }))
    return [wallet, ...seasons].filter(({ of }) => of.amount > 0)
  }

  #payment(payment: Payment, { seasons }: Accounts): TemplateResult {
    const { words, money, moment } = this.#tools()
    const { target, kind, at, receivedAt, amount, note } = payment
    const season = target && "subscription" in target ? seasons.find(({ id }) => id === target.subscription) : undefined
    const about = !target
      ? words.wallet
      : "basket" in target
        ? words.ofBasket
        : (season?.catalogName ?? words.ofContract)
    const how = words.refunds.on(words.kinds[kind], moment(receivedAt ?? at))
    return this.#row(ofPayment(payment), money(amount), `${about} · ${how}${note ? ` · ${note}` : ""}`, payment)
  }

  #row(of: Refundable, name: string, about: string, payment?: Payment): TemplateResult {
    const { words, books } = this.#tools()
    const isOpen = this.#giving?.of.key === of.key
    return html`<li>
      <div class="row between">
        <span
          ><b>${name}</b><br /><span class="soft">${about}</span>${
            payment ? this.#bounces.button(payment, `${name}, ${about}`) : nothing
          }</span
        >
        <button
          class="button"
          aria-expanded=${isOpen ? "true" : "false"}
          aria-label=${words.refunds.giveWhich(`${name}, ${about}`)}
          ?disabled=${books.state.isBusy}
          @click=${() => void this.#toggle(of, isOpen)}
        >
          ${words.refunds.give}
        </button>
      </div>
      ${isOpen ? this.#form(this.#giving!) : nothing} ${payment ? this.#bounces.form(payment) : nothing}
    </li>`
  }

  async #toggle(of: Refundable, isOpen: boolean): Promise<void> {
    const { words, books, locale, reason, update, lead } = this.#tools()
    books.forgive()
    this.#giving = undefined
    if (isOpen) return update()
    const { member } = this.#household!.accounts
    const { amount, kind } = of
    const note = words.refunds.usual
    const reply = await books.preview("payment.refund", refundOf(of, { member, amount, kind, note }))
    const most = mostOf(amount, reply)
    const text = typed(most, books.state.group!.currency, locale)
    this.#giving = { of, most, refused: most > 0 ? "" : reason(reply), text, kind, note }
    update()
    if (most > 0) lead("input[name=amount]")
  }

  #form(giving: Giving): TemplateResult {
    const { words, books, money } = this.#tools()
    const said = words.refunds
    const { most, refused, wrong, text, kind, note, input } = giving
    if (most === 0) return html`<p class="note" role="alert">${refused}</p>`
    if (input) return this.#confirm(giving, input)
    return html`<form class="box" novalidate @submit=${this.#look}>
      <p>${said.cap(money(most))}</p>
      <div class="row">
        <label
          >${words.amount} (${books.state.group!.currency})
          <input
            name="amount"
            inputmode="decimal"
            autocomplete="off"
            aria-invalid=${wrong === "amount" ? "true" : "false"}
            .value=${text}
        /></label>
        <label
          >${words.kind}
          <select name="kind">
            ${refundKinds.map((one) => html`<option value=${one} ?selected=${one === kind}>${words.kinds[one]}</option>`)}
          </select></label
        >
        <label
          >${said.reason}
          <input name="note" maxlength="128" aria-invalid=${wrong === "note" ? "true" : "false"} .value=${note}
        /></label>
      </div>
      ${refused ? html`<p class="warn" role="alert">${refused}</p>` : nothing}
      <div class="row">
        <button class="button filled" ?disabled=${books.state.isBusy}>${said.look}</button>
        <button type="button" class="plain" @click=${() => void this.#toggle(giving.of, true)}>${words.close}</button>
      </div>
    </form>`
  }

  readonly #look = async (event: SubmitEvent): Promise<void> => {
    const { words, books, reason, update, lead } = this.#tools()
    const form = filled(event)
    const text = `${form.get("amount")}`
    const note = `${form.get("note")}`.trim()
    const giving = this.#giving!
    const kind = refundKinds.find((one) => one === form.get("kind")) ?? giving.kind
    const amount = amountIn(text, books.state.group!.currency) || 0
    const told = { ...giving, text, kind, note }
    const wrong = amount === 0 ? "amount" : note === "" ? "note" : undefined
    if (wrong) {
      this.#giving = { ...told, wrong, refused: amount === 0 ? words.amountWrong : words.refunds.reasonMissing }
      update()
      return lead(`input[name=${wrong}]`)
    }
    const input = refundOf(giving.of, { member: this.#household!.accounts.member, amount, kind, note })
    const reply = await books.preview("payment.refund", input)
    this.#giving = {
      ...told,
      refused: reason(reply),
      wrong: reply.answer ? undefined : "amount",
      input: reply.answer && input,
    }
    update()
    lead(reply.answer ? ".sure" : "input[name=amount]")
  }

  #confirm(giving: Giving, input: InputOf<"payment.refund">): TemplateResult {
    const { words, books, money, update, lead } = this.#tools()
    const said = words.refunds
    const amount = money(input.amount)
    const change = () => {
      this.#giving = { ...giving, input: undefined }
      update()
      lead("input[name=amount]")
    }
    return html`<div class="box">
      <p class="sure" tabindex="-1"><b>${said.sure(amount, books.nameOf(input.member), words.kinds[input.kind])}</b></p>
      <p class="soft">${input.note}</p>
      <div class="row">
        <button class="button filled" ?disabled=${books.state.isBusy} @click=${() => void this.#give(input)}>
          ${said.confirm(amount)}
        </button>
        <button class="plain" @click=${change}>${said.change}</button>
      </div>
    </div>`
  }

  async #give(input: InputOf<"payment.refund">): Promise<void> {
    const { words, books, money, done } = this.#tools()
    if (!(await books.run("payment.refund", input))) return
    this.#giving = undefined
    await this.#read(input.member, this.#household!.payments.length)
    done(words.refunds.given(`${books.nameOf(input.member)}, ${money(input.amount)}`))
  }
}
