import { html, nothing } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import type { CabasEvent } from "../base/events.ts"
import { codeStyles } from "../wallet/code.styles.ts"
import { howTo, referenceIn, wayChoice } from "../wallet/paying.ts"
import { PurseElement } from "../wallet/purse.element.ts"
import type { Purse, PurseGroup, Sheet } from "../wallet/purse.store.ts"
import { basketWaysOf, openOf, stepsTo, typed } from "../wallet/wallet.model.ts"
import type { Way } from "../wallet/wallet.model.ts"
import { walletStyles } from "../wallet/wallet.styles.ts"
import { choiceFrom, isToChoose, partsOf, promisedIn, toCome } from "./checkout.model.ts"
import type { Choice, Wrong } from "./checkout.model.ts"

/**
 * How a confirmed basket is paid: what the wallet covers, or a choice of the ways that the group offers, in one part or
 * two; with what it takes to pay in that way. It asks by itself when an order was just confirmed in the same
 * `<cabas-group>`, and shows what was chosen where it stands.
 * @element cabas-checkout
 * @attr distribution - the distribution whose basket is paid; the one that is ordered for when absent
 */
export class CabasCheckout extends PurseElement {
  static override properties: PropertyDeclarations = {
    distribution: {},
    asks: { state: true },
    choice: { state: true },
    wrong: { state: true },
    isSaved: { state: true },
  }
  static override styles: CSSResultGroup = [baseStyles, walletStyles, codeStyles]

  declare distribution: string | null
  /** Whether it asks, above everything. */
  declare private asks: boolean | undefined
  /** What is being chosen. */
  declare private choice: Choice | undefined
  declare private wrong: Wrong | undefined
  declare private isSaved: boolean | undefined

  override connectedCallback(): void {
    super.connectedCallback()
    document.addEventListener("cabas:order:confirmed", this.#ordered)
    document.addEventListener("cabas:order:cancelled", this.#ordered)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    document.removeEventListener("cabas:order:confirmed", this.#ordered)
    document.removeEventListener("cabas:order:cancelled", this.#ordered)
  }

  /** The distribution whose basket is paid. */
  get #which(): string | null {
    return this.distribution ?? this.store?.state.shop?.distribution?.id ?? null
  }

  protected override wanted(purse: Purse): void {
    const which = this.#which
    if (which) void purse.readBasket(which).then(() => this.#codesForPromises())
  }

  /** An order was confirmed or cancelled: what is due is another sum, and how it is paid is asked. */
  readonly #ordered = async (
    event: CabasEvent<{ readonly basket: { readonly distribution: string } }>,
  ): Promise<void> => {
    const { distribution } = event.detail.basket
    if (!this.purse || distribution !== this.#which) return
    await this.purse.readBasket(distribution, true)
    const { sheet, group } = this.purse.state
    this.choice = undefined
    this.isSaved = false
    if (!sheet || !group || !isToChoose(sheet, group.settings.payments.moneyPot)) return
    this.asks = true
    this.#choose(sheet, group)
  }

  protected override updated(): void {
    const dialog = this.renderRoot.querySelector("dialog")
    if (dialog && !dialog.open) dialog.showModal()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { sheet, group, problem } = this.purse!.state
    if (!this.store!.state.member || !this.#which) return nothing
    if (!sheet || !group) return problem ? html`${this.why()}` : nothing
    const content = html`<section>${this.why()} ${this.#content(sheet, group)}</section>`
    if (!this.asks) return content
    const closed = () => {
      this.asks = false
      this.choice = undefined
      this.isSaved = false
    }
    return html`<dialog aria-labelledby="title" @close=${closed}>${content}</dialog>`
  }

  #content(sheet: Sheet, group: PurseGroup): TemplateResult {
    const { words, choice } = this
    const title = (text: string) => html`<h2 id="title" tabindex="-1">${text}</h2>`
    if (sheet.status !== "confirmed")
      return html`${title(words.basket.title)}
        <p class="soft">${words.basket.none}</p>`
    if (group.settings.payments.moneyPot) return html`${title(words.basket.title)}${this.#byWallet(sheet)}`
    if (choice) return html`${title(words.basket.choose)}${this.#form(sheet, group, choice)}`
    return html`${title(this.isSaved ? `✓ ${words.basket.saved}` : words.basket.title)}${this.#chosen(sheet, group)}`
  }

  #byWallet({ wallet, due, estimate }: Sheet): TemplateResult {
    const { words } = this
    const { expected, held, floor } = wallet
    const row = (label: string, amount: number) =>
      html`<dt class="soft">${label}</dt>
        <dd class=${amount < 0 ? "bad" : "soft"}>${this.money(amount)}</dd>`
    return html`<p>${words.basket.byWallet(this.money(due, estimate))}</p>
      <dl>
        ${row(words.basket.before, expected + held)} ${row(words.basket.after, expected)}
        ${floor === null ? nothing : row(words.basket.floor, floor)}
      </dl>
      ${expected < (floor ?? 0) + due ? html`<p class="soft">${words.basket.low(this.money(expected))}</p>` : nothing}`
  }

  /** Until when the choice may change; nothing when that is not known here. */
  get #closesAt(): string | undefined {
    const shown = this.store!.state.shop?.distribution
    const { coming } = this.purse!.state
    return [shown, coming].find((one) => one?.id === this.#which)?.orders.closesAt
  }

  #chosen(sheet: Sheet, group: PurseGroup): TemplateResult {
    const { words } = this
    const said = words.basket
    const closesAt = this.#closesAt
    const isOpen = !closesAt || this.store!.now() < closesAt
    const open = openOf(sheet.due, sheet.payments)
    const shown = sheet.payments.filter(({ status }) => status !== "cancelled")
    const purpose = { kind: "basket", distribution: sheet.distribution } as const
    return html`<p class="large">${said.due(this.money(sheet.due, sheet.estimate))}</p>
      ${sheet.estimate ? html`<p class="soft">${said.estimate}</p>` : nothing}
      <ul class="list">
        ${shown.map(({ kind, amount, status }) => {
          const what = words.announcedAs(this.money(amount), kind)
          return html`<li>
            <b>${status === "received" ? said.received(what) : said.promised(what)}</b>
            ${status === "received" ? nothing : howTo(this.paying, kind as Way, { amount, purpose })}
          </li>`
        })}
      </ul>
      ${open > 0 ? html`<p class="note">${said.missing(this.money(open))}</p>` : nothing}
      ${open < 0 ? html`<p class="note">${said.over(this.money(-open))}</p>` : nothing}
      ${
        isOpen
          ? html`${closesAt ? html`<p class="soft">${said.until(this.speech.format.moment(closesAt, this.timeZone))}</p>` : nothing}
              <div class="row">
                <button class="button ${open > 0 ? "filled" : ""}" @click=${() => this.#choose(sheet, group)}>
                  ${shown.length > 0 ? said.change : said.choose}
                </button>
                ${this.#closing(words.close)}
              </div>`
          : html`<p class="soft">${said.closed}</p>
              <div class="row">${this.#closing(words.close)}</div>`
      }`
  }

  #closing(text: string): TemplateResult | typeof nothing {
    const close = () => {
      this.choice = undefined
      this.renderRoot.querySelector("dialog")?.close()
    }
    return this.asks || this.choice
      ? html`<button type="button" class="plain" @click=${close}>${text}</button>`
      : nothing
  }

  #choose(sheet: Sheet, { settings, currency }: PurseGroup): void {
    const write = (amount: number) => typed(amount, currency, this.speech.format.locale)
    this.choice = choiceFrom(promisedIn(sheet), basketWaysOf(settings.payments), write)
    this.wrong = undefined
    this.isSaved = false
    this.purse!.forgive()
    void this.loadCodes()
    void this.lead("h2")
  }

  #form(sheet: Sheet, group: PurseGroup, choice: Choice): TemplateResult {
    const { words, wrong } = this
    const said = words.basket
    const total = toCome(sheet)
    const ways = basketWaysOf(group.settings.payments)
    const change = (changed: Partial<Choice>) => {
      this.wrong = undefined
      this.choice = { ...choice, ...changed }
    }
    const other = ways.find((way) => way !== choice.way) ?? choice.way
    const isSplit = choice.rest !== null
    const why = { amount: words.amountWrong, large: said.tooMuch(this.money(total)), same: said.twice }
    return html`<form novalidate @submit=${(event: SubmitEvent) => this.#save(event, sheet, group)}>
      <p class="large">${said.due(this.money(total, sheet.estimate))}</p>
      ${
        isSplit
          ? html`<label
              >${said.first} (${group.currency})
              <input
                name="amount"
                inputmode="decimal"
                autocomplete="off"
                aria-invalid=${wrong ? "true" : "false"}
                aria-describedby="wrong"
                .value=${choice.text}
                @input=${(event: Event) => change({ text: (event.target as HTMLInputElement).value })}
            /></label>`
          : nothing
      }
      ${wayChoice(words, ways, { name: "way", legend: isSplit ? said.first : words.how, chosen: choice.way }, (way) => change({ way }))}
      ${
        isSplit
          ? wayChoice(words, ways, { name: "rest", legend: said.second, chosen: choice.rest! }, (rest) =>
              change({ rest }),
            )
          : nothing
      }
      <p id="wrong" class="warn" role="alert">${wrong ? why[wrong] : nothing}</p>
      ${
        ways.length > 1
          ? html`<button type="button" class="plain" @click=${() => change({ rest: isSplit ? null : other })}>
              ${isSplit ? said.whole : said.split}
            </button>`
          : nothing
      }
      <div class="row">
        <button class="button filled" ?disabled=${this.purse!.state.isBusy}>${said.save}</button>
        ${this.#closing(said.later)}
      </div>
    </form>`
  }

  async #save(event: SubmitEvent, sheet: Sheet, { currency }: PurseGroup): Promise<void> {
    event.preventDefault()
    const parts = partsOf(this.choice!, toCome(sheet), currency)
    if (typeof parts === "string") {
      this.wrong = parts
      if (parts !== "same") await this.lead("input[name=amount]")
      return
    }
    await this.loadCodes()
    const { distribution } = sheet
    const reference = referenceIn(this.paying, { kind: "basket", distribution })
    const steps = stepsTo(parts, promisedIn(sheet), {
      distribution,
      reason: this.words.basket.changed,
      reference: (kind) => (kind === "transfer" || kind === "cheque" ? reference : null),
    })
    if (!(await this.purse!.steps(steps))) return
    this.choice = undefined
    this.isSaved = true
    this.store!.announce(this.words.basket.saved)
    await this.lead("h2")
  }

  /** What was promised shows its reference and its code. */
  #codesForPromises(): void {
    const { sheet } = this.purse?.state ?? {}
    if (sheet && promisedIn(sheet).some(({ kind }) => kind === "transfer" || kind === "cheque")) void this.loadCodes()
  }
}

define("cabas-checkout", CabasCheckout)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-checkout": CabasCheckout
  }
}
