import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { AnswerOf, InputOf, Reply } from "@cabas/client"
import type { Way } from "../wallet/wallet.model.ts"
import { intervals, planOf } from "./instalments.model.ts"
import type { Wish, WrongWish } from "./instalments.model.ts"
import { instalmentWordsOf, loadInstalmentWords } from "./instalments.words.ts"
import type { InstalmentWords } from "./instalments.words.ts"

type Input = InputOf<"payment.plan">
type Planned = AnswerOf<"payment.plan">

/** What instalments are made with: by whoever owes, or by those who keep the money. */
export interface InstalmentTools {
  readonly language: string
  /** The ways of paying that the group offers, and what each is called. */
  readonly ways: ReadonlyArray<Way>
  readonly kinds: Readonly<Record<string, string>>
  readonly today: string
  readonly isBusy: boolean
  readonly money: (amount: number) => string
  readonly day: (date: string) => string
  /** Asks what would be promised; nothing is written. */
  readonly preview: (input: Input) => Promise<Reply<Planned>>
  /** Why not, in a sentence. */
  readonly sentence: (reply: Reply<unknown>) => string
  /** Promises it; whether that was kept. */
  readonly save: (input: Input) => Promise<boolean>
  readonly done: (text: string) => void
  readonly close: () => void
  readonly update: () => void
  /** The focus goes to what matters next. */
  readonly lead: (selector: string) => void
}

/** What is spread: of which subscription, whose, and how much of it nobody has promised yet. */
export interface Spread {
  readonly subscription: string
  readonly member: string
  readonly left: number
}

/** What is owed of a subscription, spread over days: how is chosen, looked at, then kept. @rule PAY-12, PAY-18 */
export class InstalmentForm {
  readonly #tools: () => InstalmentTools
  readonly spread: Spread
  #wish: Wish
  #wrong: WrongWish | undefined
  /** What was looked at, and what it was asked with. */
  #seen: { readonly input: Input; readonly made: Planned } | undefined
  #refused = ""

  constructor(tools: () => InstalmentTools, spread: Spread) {
    this.#tools = tools
    this.spread = spread
    const { ways, today } = tools()
    this.#wish = { parts: "3", first: today, every: 1, way: ways[0] ?? "cheque", firstWay: null, note: "" }
  }

  render(): TemplateResult | typeof nothing {
    const words = instalmentWordsOf(this.#tools().language)
    if (!words) return nothing
    return this.#seen ? this.#preview(words, this.#seen.made) : this.#fields(words)
  }

  #change(changed: Partial<Wish>): void {
    this.#wish = { ...this.#wish, ...changed }
    this.#wrong = undefined
    this.#refused = ""
    this.#tools().update()
  }

  #fields(words: InstalmentWords): TemplateResult {
    const { ways, kinds, money, isBusy, close } = this.#tools()
    const { parts, first, note, way } = this.#wish
    const textOf = (event: Event) => (event.target as HTMLInputElement).value
    const wayOf = (event: Event) => ways.find((one) => one === textOf(event))
    return html`<form class="box" novalidate @submit=${this.#look}>
      <p><b>${words.left(money(this.spread.left))}</b></p>
      <div class="row fields">
        <label
          >${words.parts}
          <input
            name="parts"
            type="number"
            min="1"
            max="36"
            aria-invalid=${this.#wrong === "parts" ? "true" : "false"}
            .value=${parts}
            @input=${(event: Event) => this.#change({ parts: textOf(event) })}
        /></label>
        <label
          >${words.first}
          <input
            name="first"
            type="date"
            aria-invalid=${this.#wrong === "first" ? "true" : "false"}
            .value=${first}
            @input=${(event: Event) => this.#change({ first: textOf(event) })}
        /></label>
        ${this.#months(words)}
        <label
          >${words.way}
          <select name="way" @change=${(event: Event) => this.#change({ way: wayOf(event) ?? way })}>
            ${ways.map((one) => html`<option value=${one} ?selected=${one === way}>${kinds[one]}</option>`)}
          </select></label
        >
        ${ways.length > 1 ? this.#firstWay(words, wayOf) : nothing}
        <label
          >${words.note}
          <input
            name="note"
            maxlength="128"
            .value=${note}
            @input=${(event: Event) => this.#change({ note: textOf(event) })}
        /></label>
      </div>
      ${this.#why(words)}
      <div class="row">
        <button class="button filled" ?disabled=${isBusy}>${words.look}</button>
        <button type="button" class="plain" @click=${close}>${words.close}</button>
      </div>
    </form>`
  }

  #months(words: InstalmentWords): TemplateResult {
    const { every } = this.#wish
    const choose = (event: Event) => this.#change({ every: Number((event.target as HTMLSelectElement).value) })
    return html`<label
      >${words.every}
      <select name="every" @change=${choose}>
        ${intervals.map((one) => html`<option value=${one} ?selected=${one === every}>${words.months(one)}</option>`)}
      </select></label
    >`
  }

  #firstWay(words: InstalmentWords, wayOf: (event: Event) => Way | undefined): TemplateResult {
    const { ways, kinds } = this.#tools()
    const { firstWay } = this.#wish
    return html`<label
      >${words.firstWay}
      <select name="firstWay" @change=${(event: Event) => this.#change({ firstWay: wayOf(event) ?? null })}>
        <option value="">${words.same}</option>
        ${ways.map((one) => html`<option value=${one} ?selected=${one === firstWay}>${kinds[one]}</option>`)}
      </select></label
    >`
  }

  #why(words: InstalmentWords): TemplateResult | typeof nothing {
    const { today } = this.#tools()
    const { first } = this.#wish
    const text = this.#wrong ? words.wrong[this.#wrong] : this.#refused
    if (text) return html`<p class="warn" role="alert">${text}</p>`
    return first !== "" && first < today ? html`<p class="warn" role="status">${words.past}</p>` : nothing
  }

  readonly #look = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const { preview, sentence, update, lead } = this.#tools()
    const input = planOf(this.#wish, this.spread)
    if (typeof input === "string") {
      this.#wrong = input
      update()
      return lead(`[name=${input}]`)
    }
    const reply = await preview(input)
    this.#seen = reply.answer && { input, made: reply.answer }
    this.#refused = reply.answer ? "" : sentence(reply)
    update()
    if (reply.answer) lead(".seen")
  }

  #preview(words: InstalmentWords, { payments, total }: Planned): TemplateResult {
    const { kinds, money, day, isBusy, update, lead } = this.#tools()
    const change = () => {
      this.#seen = undefined
      update()
      lead("[name=parts]")
    }
    return html`<div class="box">
      <p class="seen" tabindex="-1"><b>${words.total(payments.length, money(total))}</b></p>
      <ol class="list" aria-label=${words.list}>
        ${payments.map(
          ({ amount, kind, dueOn }) =>
            html`<li class="row between">
              <span>${dueOn ? day(dueOn) : nothing} <span class="soft">${kinds[kind]}</span></span>
              <b class="number">${money(amount)}</b>
            </li>`,
        )}
      </ol>
      <div class="row">
        <button class="button filled" ?disabled=${isBusy} @click=${() => void this.#save(words)}>${words.save}</button>
        <button class="plain" @click=${change}>${words.change}</button>
      </div>
    </div>`
  }

  async #save(words: InstalmentWords): Promise<void> {
    const { save, done, money } = this.#tools()
    const { input, made } = this.#seen!
    if (await save(input)) done(words.saved(words.total(made.payments.length, money(made.total))))
  }
}

/** A form to spread what is owed, once there is something to say in the language. */
export const formFor = async (tools: () => InstalmentTools, spread: Spread): Promise<InstalmentForm> => {
  const { language } = tools()
  if (!instalmentWordsOf(language)) await loadInstalmentWords(language)
  return new InstalmentForm(tools, spread)
}
