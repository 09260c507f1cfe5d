import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import type { Purpose } from "@cabas/core/bank"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { spokenFor } from "../languages/languages.ts"
import type { InstalmentForm, InstalmentTools } from "../payments/instalment-form.ts"
import { codeStyles } from "./code.styles.ts"
import { howTo, referenceIn, wayChoice } from "./paying.ts"
import { PurseElement } from "./purse.element.ts"
import type { Payment, Purse, Season, Statement } from "./purse.store.ts"
import {
  amountIn,
  announcedOf,
  cameAt,
  dayIn,
  dayWithYear,
  debtOf,
  movedOf,
  owingOf,
  reasonOf,
  reasonOfPayment,
  typed,
  waysOf,
} from "./wallet.model.ts"
import type { Way } from "./wallet.model.ts"
import { walletStyles } from "./wallet.styles.ts"

/** What is being paid in: how much, for what, and how. */
interface Paying {
  readonly subscription: string | null
  readonly text: string
  readonly way: Way
}

/**
 * A member's money: what there is, what is set aside and still to come, how to pay in, what is owed of each contract,
 * and every movement with its reason and the balance after it.
 * @element cabas-wallet
 */
export class CabasWallet extends PurseElement {
  static override properties: PropertyDeclarations = {
    pays: { state: true },
    isWrong: { state: true },
    thanks: { state: true },
    form: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, walletStyles, codeStyles]

  declare private pays: Paying | undefined
  /** Whether what was typed is no amount. */
  declare private isWrong: boolean | undefined
  declare private thanks: boolean | undefined
  /** What is owed of a contract and is being spread. */
  declare private form: InstalmentForm | undefined

  protected override wanted(purse: Purse): void {
    purse.read()
  }

  protected override render(): TemplateResult {
    const { statement, group } = this.purse!.state
    if (!statement || !group || !this.store!.state.member) return this.instead()
    return html`${this.why()}
      <div class="wide">
        <section>${this.#sums(statement)} ${this.#payIn()} ${this.#announced(null)}</section>
        ${this.#contracts()}
      </div>
      ${this.#movements(statement)}`
  }

  get #hasPot(): boolean {
    return this.purse!.state.group!.settings.payments.moneyPot
  }

  #sums({ wallet, deposits }: Statement): TemplateResult {
    const { words } = this
    const { posted, held, expected, pending, floor } = wallet
    const row = (label: string, amount: number, looks = "soft") =>
      html`<dt class=${looks}>${label}</dt>
        <dd class="${looks} ${amount < 0 ? "bad" : ""}">${this.money(amount)}</dd>`
    return html`<h2 tabindex="-1">${this.#hasPot ? words.wallet : words.account}</h2>
      <dl>
        ${row(words.posted, posted, "large")}
        ${held === 0 ? nothing : [row(words.held, held), row(words.left, expected, "")]}
        ${pending === 0 ? nothing : [row(words.pending, pending), row(words.expected, expected + pending, "")]}
        ${deposits === 0 ? nothing : row(words.deposits, deposits)}
      </dl>
      ${expected + pending < Math.min(0, floor ?? 0) ? html`<p class="note">${words.overdrawn(this.money(-expected - pending))}</p>` : nothing}
      ${floor ? html`<p class="soft">${words.floor(this.money(floor))}</p>` : nothing}`
  }

  /** The amount that is typed, while it is one. */
  get #amount(): number {
    return (this.pays && amountIn(this.pays.text, this.purse!.state.group!.currency)) || 0
  }

  #open(subscription: string | null, amount: number): void {
    const { currency, settings } = this.purse!.state.group!
    const text = amount > 0 ? typed(amount, currency, this.speech.format.locale) : ""
    this.pays = { subscription, text, way: waysOf(settings.payments)[0] ?? "transfer" }
    this.thanks = false
    this.purse!.forgive()
    void this.loadCodes()
    void this.lead("form h3")
  }

  #payIn(): TemplateResult {
    const { words, pays } = this
    if (!pays)
      return html`${this.thanks ? html`<p class="good" role="status" tabindex="-1">✓ ${words.thanks}</p>` : nothing}
        <button class="button filled" @click=${() => this.#open(null, 0)}>${words.payIn}</button>`
    const { settings, currency } = this.purse!.state.group!
    const season = this.purse!.state.seasons.find(({ id }) => id === pays.subscription)
    const amount = this.#amount
    const change = (changed: Partial<Paying>) => {
      this.isWrong = false
      this.pays = { ...pays, ...changed }
    }
    return html`<form class="box" novalidate @submit=${this.#submit}>
      <h3 tabindex="-1">${season ? words.payFor(season.catalogName) : words.payIn}</h3>
      <label
        >${words.amount} (${currency})
        <input
          name="amount"
          inputmode="decimal"
          autocomplete="off"
          aria-invalid=${this.isWrong ? "true" : "false"}
          aria-describedby="wrong"
          .value=${pays.text}
          @input=${(event: Event) => change({ text: (event.target as HTMLInputElement).value })}
      /></label>
      <p id="wrong" class="warn" role="alert">${this.isWrong ? words.amountWrong : nothing}</p>
      ${wayChoice(this.words, waysOf(settings.payments), { name: "way", legend: words.how, chosen: pays.way }, (way) =>
        change({ way }),
      )}
      ${howTo(this.paying, pays.way, { amount, purpose: purposeOf(pays.subscription) })}
      <div class="row">
        <button class="button filled" ?disabled=${this.purse!.state.isBusy}>${words.announce[pays.way]}</button>
        <button type="button" class="plain" @click=${() => this.#close()}>${words.close}</button>
      </div>
    </form>`
  }

  #close(): void {
    this.pays = undefined
    void this.lead("h2")
  }

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const { pays } = this
    const amount = this.#amount
    if (!pays) return
    if (amount === 0) {
      this.isWrong = true
      return this.lead("input[name=amount]")
    }
    const { subscription, way } = pays
    await this.loadCodes()
    const reference = referenceIn(this.paying, purposeOf(subscription))
    const isKept = await this.purse!.promise({
      amount,
      kind: way,
      ...(subscription && { target: { subscription } }),
      ...(reference && { reference }),
    })
    if (!isKept) return
    this.pays = undefined
    this.thanks = true
    this.store!.announce(this.words.thanks)
    await this.lead(".good")
  }

  #announced(subscription: string | null): TemplateResult | typeof nothing {
    const { words } = this
    const payments = announcedOf(this.purse!.state.payments, subscription)
    if (payments.length === 0) return nothing
    return html`<h3>${subscription === null ? words.announced : words.instalments}</h3>
      <ul class="list">
        ${payments.map((one) => this.#promise(one))}
      </ul>`
  }

  #promise({ id, amount, kind, at, by, dueOn, reference, note }: Payment): TemplateResult {
    const { words, store } = this
    const { format } = this.speech
    const what = words.announcedAs(this.money(amount), kind)
    const today = this.#today
    const day = (date: string) => this.#day(date)
    const when = dueOn
      ? dueOn < today
        ? words.late(day(dueOn))
        : words.dueOn(day(dueOn))
      : words.since(format.date(at, this.timeZone))
    const takeBack = async () => {
      if (!(await this.purse!.steps([{ cancel: id, reason: words.takenBack }]))) return
      store!.announce(words.takenBack)
      await this.lead("h2")
    }
    return html`<li class="row">
      <span>
        ${what}<br />
        <span class=${dueOn && dueOn < today ? "warn" : "soft"}
          >${when}${reference ? html` · ${reference}` : nothing}${note ? ` · ${note}` : nothing}</span
        >
      </span>
      ${
        dueOn && by !== store!.state.member
          ? nothing
          : html`<button
              class="plain"
              aria-label=${words.takeBackWhich(`${what}, ${when}`)}
              ?disabled=${this.purse!.state.isBusy}
              @click=${takeBack}
            >
              ${words.takeBack}
            </button>`
      }
    </li>`
  }

  get #today(): string {
    return dayIn(this.store!.now(), this.timeZone)
  }

  #day(date: string): string {
    return dayWithYear(date, this.speech.format.locale)
  }

  /** What spreads what is owed is only loaded where somebody wants to. */
  async #spread(subscription: string, left: number): Promise<void> {
    const member = this.store!.state.member!
    this.pays = undefined
    this.thanks = false
    this.purse!.forgive()
    const form = await import("../payments/instalment-form.ts")
      .then(({ formFor }) => formFor(() => this.#formTools(), { subscription, member, left }))
      .catch(() => this.purse!.lost())
    this.form = form || undefined
    if (form) await this.lead("[name=parts]")
  }

  #formTools(): InstalmentTools {
    const { words, purse } = this
    const { group, isBusy } = purse!.state
    return {
      language: spokenFor(this.speech.format.locale),
      ways: waysOf(group!.settings.payments),
      kinds: words.kinds,
      today: this.#today,
      isBusy,
      money: (amount) => this.money(amount),
      day: (date) => this.#day(date),
      preview: (input) => purse!.preview(input),
      sentence: (reply) => this.reason(reply),
      save: (input) => purse!.steps([{ plan: input }]),
      done: (text) => {
        this.store!.announce(text)
        this.#unspread()
      },
      close: () => this.#unspread(),
      update: () => this.requestUpdate(),
      lead: (selector) => void this.lead(selector),
    }
  }

  #unspread(): void {
    const selector = `[data-of="${this.form?.spread.subscription}"]`
    this.form = undefined
    void this.lead(selector)
  }

  #contracts(): TemplateResult | typeof nothing {
    const { words } = this
    const seasons = owingOf(this.purse!.state.seasons, this.store!.state.member!)
    if (seasons.length === 0) return nothing
    return html`<section>
      <h2>${words.contracts}</h2>
      <ul class="list">
        ${seasons.map((season) => this.#contract(season))}
      </ul>
    </section>`
  }

  #contract(season: Season): TemplateResult {
    const { words, form } = this
    const { owed, paid, balance } = debtOf(season, this.store!.state.member!)
    const stands =
      balance < 0 ? words.due(this.money(-balance)) : balance === 0 ? words.settled : words.ahead(this.money(balance))
    const announced = announcedOf(this.purse!.state.payments, season.id)
    const left = announced.reduce((rest, { amount }) => rest - amount, -balance)
    const pay = () => {
      this.form = undefined
      this.#open(season.id, -balance)
    }
    return html`<li>
      <div class="row">
        <span tabindex="-1" data-of=${season.id}>
          <b>${season.catalogName}</b><br />
          <span class="soft">${words.owed(this.money(owed))} · ${words.paid(this.money(paid))}</span><br />
          <span class=${balance < 0 ? "warn" : "soft"}>${stands}</span>
        </span>
        <span class="row">
          ${
            balance < 0
              ? html`<button class="button" aria-label=${words.payFor(season.catalogName)} @click=${pay}>
                  ${words.pay}
                </button>`
              : nothing
          }
          ${
            left > 0 && form?.spread.subscription !== season.id
              ? html`<button
                  class="button"
                  aria-label=${words.spreadWhich(season.catalogName)}
                  @click=${() => void this.#spread(season.id, left)}
                >
                  ${words.spread}
                </button>`
              : nothing
          }
        </span>
      </div>
      ${form?.spread.subscription === season.id ? form.render() : nothing} ${this.#announced(season.id)}
      ${this.#moved(season.id)}
    </li>`
  }

  /** What came for a contract and what went back of it, each with its reason. */
  #moved(subscription: string): TemplateResult | typeof nothing {
    const { words, timeZone } = this
    const { format } = this.speech
    const payments = movedOf(this.purse!.state.payments, subscription)
    if (payments.length === 0) return nothing
    return html`<h3>${words.payments}</h3>
      <ul class="list">
        ${payments.map((one) => {
          const say = words.reasons[reasonOfPayment(one) as keyof typeof words.reasons] ?? words.reasons.other
          const isOut = one.direction === "out"
          return html`<li class="row">
            <span>
              ${say("")}<br />
              <span class="soft"
                >${format.date(cameAt(one), timeZone, "short")}${one.note ? ` · ${one.note}` : nothing}</span
              >
            </span>
            <span class="number ${isOut ? "" : "good"}">${isOut ? "\u2212" : "+"}${this.money(one.amount)}</span>
          </li>`
        })}
      </ul>`
  }

  #movements({ lines, next }: Statement): TemplateResult {
    const { words } = this
    return html`<section>
      <div class="row">
        <h2>${words.movements}</h2>
        ${lines.length > 0 ? html`<button class="plain" @click=${() => print()}>${words.print}</button>` : nothing}
      </div>
      ${
        lines.length === 0
          ? html`<p class="none">${words.noMovement}</p>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col">${words.what}</th>
                  <th scope="col" class="number">${words.moved}</th>
                  <th scope="col" class="number">${words.balance}</th>
                </tr>
              </thead>
              <tbody>
                ${lines.map((line) => this.#line(line))}
              </tbody>
            </table>`
      }
      ${next ? html`<button class="button" @click=${() => this.purse!.older()}>${words.older}</button>` : nothing}
    </section>`
  }

  #line(line: Statement["lines"][number]): TemplateResult {
    const { words, timeZone } = this
    const { format } = this.speech
    const { at, amount, balance, startsAt, note } = line
    const say = words.reasons[reasonOf(line) as keyof typeof words.reasons] ?? words.reasons.other
    return html`<tr>
      <td>
        ${say(startsAt ? words.ofDay(format.date(startsAt, timeZone)) : "")}<br />
        <span class="soft">${format.date(at, timeZone, "short")}${note ? ` · ${note}` : nothing}</span>
      </td>
      <td class="number ${amount < 0 ? "" : "good"}">${amount > 0 ? "+" : ""}${this.money(amount)}</td>
      <td class="number ${balance < 0 ? "less" : ""}">${this.money(balance)}</td>
    </tr>`
  }
}

const purposeOf = (subscription: string | null): Purpose =>
  subscription === null ? { kind: "wallet" } : { kind: "subscription", subscription }

define("cabas-wallet", CabasWallet)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-wallet": CabasWallet
  }
}
