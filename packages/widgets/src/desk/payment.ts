import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { digitsOf } from "@cabas/core/values"
import { amountIn } from "./desk.model.ts"
import type { Row } from "./desk.model.ts"
import { Pad } from "./pad.ts"
import type { Cheque, Command, Kind } from "./picture.ts"
import type { Tools } from "./tools.ts"

/** Money that is being taken; `payment` is the one that was announced and comes now. */
interface Coming {
  readonly kind: Kind
  readonly amount: number
  readonly payment?: string
}

const atOnce: ReadonlyArray<Kind> = ["cash", "cheque", "card"]

/** Money at the desk: the exact sum in one tap, any other on the pad with the change to give back, deposits that come back. */
export class PaymentPart {
  readonly #tools: () => Tools
  readonly #pad: Pad
  #kind: Kind = "cash"
  #isOpen = false
  /** What a cheque that is being taken is about. */
  #cheque: Coming | null = null
  #wrong = ""

  constructor(tools: () => Tools) {
    this.#tools = tools
    this.#pad = new Pad(() => {
      this.#wrong = ""
      tools().update()
    })
  }

  /** Begins with another household. */
  begin(): void {
    this.#isOpen = false
    this.#cheque = null
    this.#pad.text = ""
    this.#wrong = ""
  }

  render(row: Row): TemplateResult {
    const { words } = this.#tools()
    if (row.basket.settled) return html`${this.#payments(row)}`
    return html`<section aria-labelledby="money">
      <h3 id="money">${words.payment}</h3>
      ${this.#payments(row)} ${this.#cheque === null ? this.#ways(row) : this.#written(row, this.#cheque)}
    </section>`
  }

  #ways(row: Row): TemplateResult {
    const { words, money, picture } = this.#tools()
    const { basket, member, toPay } = row
    const kinds = atOnce.filter((kind) => picture.kinds.includes(kind))
    const deposits = member?.deposits ?? 0
    return html`<div class="ends">
        ${
          toPay > 0
            ? kinds.map(
                (kind, index) =>
                  html`<button
                    class="button big ${index === 0 && basket.toWeigh === 0 ? "filled" : ""}"
                    @click=${() => this.#take(row, { kind, amount: toPay })}
                  >
                    ${words.payExactly(words.kinds[kind], money(toPay, basket.estimate))}
                  </button>`,
              )
            : nothing
        }
        ${
          toPay < 0 && basket.paid > basket.due
            ? html`<button class="button big filled" @click=${() => this.#giveBack(row, -toPay)}>
                ${words.refund(money(-toPay), words.kinds.cash)}
              </button>`
            : nothing
        }
        ${
          deposits > 0
            ? html`<button class="button big" @click=${() => this.#take(row, { kind: "deposit", amount: deposits })}>
                ${words.depositsBack(money(deposits))}
              </button>`
            : nothing
        }
        ${this.#isOpen ? nothing : html`<button class="button big" @click=${() => this.#open()}>${words.otherAmount}</button>`}
      </div>
      ${this.#isOpen ? this.#other(row) : nothing}`
  }

  /** What is written on a cheque, as far as somebody wants to copy it. */
  #written(row: Row, coming: Coming): TemplateResult {
    const { words, money, update } = this.#tools()
    const taken = (event: SubmitEvent) => {
      event.preventDefault()
      const form = new FormData(event.target as HTMLFormElement)
      const [number = "", bank = ""] = ["number", "bank"].map((name) => `${form.get(name)}`.trim())
      this.begin()
      this.#record(row, coming, number || bank ? { number, bank, payee: "" } : undefined)
      update()
    }
    const leave = () => {
      this.begin()
      update()
    }
    const field = (name: string, label: string, longest: number) =>
      html`<label>${label} <input name=${name} autocomplete="off" maxlength=${longest} /></label>`
    return html`<form class="ends" @submit=${taken}>
      ${field("number", words.chequeNumber, 32)} ${field("bank", words.chequeBank, 64)}
      <button class="button big filled">${words.take(money(coming.amount))}</button>
      <button type="button" class="button big" @click=${leave}>${words.cancel}</button>
    </form>`
  }

  #payments(row: Row): TemplateResult | typeof nothing {
    const { words, money, act } = this.#tools()
    const { basket, name } = row
    const listed = basket.payments.filter(({ status }) => status !== "cancelled")
    if (listed.length === 0) return nothing
    const cancel = (payment: string) =>
      act({ operation: "payment.cancel", input: { payment, reason: words.reasonUndo } }, `${name}, ${words.cancelled}`)
    return html`<ul class="payments" role="list">
      ${listed.map(({ id, kind, amount, status }) => {
        const sum = `${words.kinds[kind]} ${money(amount)}`
        return html`<li>
          <span>${status === "promised" ? words.promised(words.kinds[kind], money(amount)) : sum}</span>
          ${
            status === "promised" && kind !== "on-the-spot" && !basket.settled
              ? html`<button class="button big" @click=${() => this.#take(row, { kind, amount, payment: id })}>
                  ${words.itCame}
                </button>`
              : nothing
          }
          ${
            basket.settled
              ? nothing
              : html`<button class="plain" aria-label="${words.cancelPayment}, ${sum}" @click=${() => cancel(id)}>
                  ${words.undo}
                </button>`
          }
        </li>`
      })}
    </ul>`
  }

  #open(): void {
    this.#isOpen = true
    this.#pad.type("")
    this.#tools().focus(".pad .typed")
  }

  #other(row: Row): TemplateResult {
    const tools = this.#tools()
    const { words, money, picture, update } = tools
    const { toPay } = row
    const amount = amountIn(this.#pad.text, digitsOf(picture.currency))
    const isTooMuch = amount !== undefined && this.#kind === "cash" && toPay > 0 && amount > toPay
    const kinds = (["cash", "cheque", "card", "transfer", "deposit"] as const).filter(
      (kind) => kind === "deposit" || picture.kinds.includes(kind),
    )
    const below = this.#wrong
      ? html`<p class="note bad" role="alert">${this.#wrong}</p>`
      : isTooMuch
        ? html`<p class="change">${words.change(money(amount - toPay))}</p>`
        : html`<p class="soft">${toPay > 0 ? words.toPay(money(toPay)) : words.paid}</p>`
    const enter = (taken: number | undefined) => {
      if (taken === undefined || taken <= 0) {
        this.#wrong = words.noAmount
        return update()
      }
      this.begin()
      this.#take(row, { kind: this.#kind, amount: taken })
    }
    return html`<div class="chips" role="group" aria-label=${words.payment}>
        ${kinds.map(
          (kind) =>
            html`<button
              type="button"
              class="chip"
              aria-pressed=${kind === this.#kind}
              @click=${() => {
                this.#kind = kind
                update()
                tools.focus(".pad .typed")
              }}
            >
              ${words.kinds[kind]}
            </button>`,
        )}
      </div>
      ${this.#pad.render(tools, {
        label: words.amountGiven,
        unit: tools.format.money(0, picture.currency).replaceAll(/[\d.,\s]/g, ""),
        below,
        submit: isTooMuch
          ? words.takeAndGive(money(toPay), money(amount - toPay))
          : words.take(amount === undefined ? "…" : money(amount)),
        enter: () => enter(isTooMuch ? toPay : amount),
        leave: () => {
          this.begin()
          update()
        },
        more: isTooMuch
          ? html`<button type="button" class="button big" @click=${() => enter(amount)}>
              ${words.take(money(amount))}
            </button>`
          : nothing,
      })}`
  }

  #take(row: Row, coming: Coming): void {
    if (coming.kind !== "cheque") return this.#record(row, coming)
    this.#cheque = coming
    this.#tools().focus("[name=number]")
  }

  /** What was announced for the spot has come, perhaps in another way: else it would be counted twice. */
  #record({ basket }: Row, { kind, amount, payment }: Coming, written?: Cheque): void {
    const { words, money, picture, act } = this.#tools()
    const { id } = picture.distribution
    const cheque = written && { cheque: written }
    const spot = ["on-the-spot", "cash", "cheque", "card"]
    const isOnSpot = spot.includes(kind)
    const announced =
      payment ?? basket.payments.find((one) => one.status === "promised" && isOnSpot && spot.includes(one.kind))?.id
    const command: Command = announced
      ? { operation: "payment.receive", input: { payment: announced, kind, amount, till: id, ...cheque } }
      : {
          operation: "payment.record",
          input: { member: basket.member, amount, kind, target: { basket: id }, till: id, note: "", ...cheque },
        }
    act(command, words.received(words.kinds[kind], money(amount)))
  }

  #giveBack({ basket }: Row, amount: number): void {
    const { words, money, picture, act } = this.#tools()
    const { id } = picture.distribution
    const input = { member: basket.member, amount, kind: "cash", target: { basket: id }, till: id, note: "" } as const
    act({ operation: "payment.refund", input }, words.refund(money(amount), words.kinds.cash))
  }
}
