import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { amountOf, measureOf, unitOf } from "@cabas/core/values"
import { isShown, isWeighed } from "./desk.model.ts"
import type { Row } from "./desk.model.ts"
import { handOver, stateOf } from "./list.ts"
import { PaymentPart } from "./payment.ts"
import type { DeskBasket, DeskLine } from "./picture.ts"
import { SalePart } from "./sale.ts"
import type { Tools } from "./tools.ts"
import { Weighing } from "./weighing.ts"

/** How a look at a line came about, in one word. */
export const seenAs = (kind: DeskLine["trail"][number]["kind"], { words }: Tools): string => words.seenAs[kind]

/** One household: what it gets, what it pays, and who takes it away. */
export class MemberPart {
  readonly #tools: () => Tools
  readonly #weighing: Weighing
  readonly #payment: PaymentPart
  readonly #sale: SalePart
  #line: number | null = null

  constructor(tools: () => Tools) {
    this.#tools = tools
    this.#weighing = new Weighing(tools)
    this.#payment = new PaymentPart(tools)
    this.#sale = new SalePart(tools)
  }

  /** Begins with another household. */
  begin(): void {
    this.#line = null
    this.#weighing.leave()
    this.#payment.begin()
    this.#sale.begin()
  }

  render(row: Row): TemplateResult {
    const { words, rows, goTo } = this.#tools()
    const { basket, member, name } = row
    const position = rows.indexOf(row)
    // Who has no basket yet is not among the others.
    const isNew = position < 0
    const to = (by: number) => rows[position + by]?.basket.member ?? null
    const step = (label: string, by: number) =>
      html`<button class="button big" ?disabled=${to(by) === null} @click=${() => goTo(to(by))}>${label}</button>`
    return html`<article class="one" aria-labelledby="one">
      <nav class="ends" aria-label=${words.parts.list}>
        <button class="button big back" @click=${() => goTo(null)}>${words.back}</button>
        ${isNew ? nothing : html`${step(words.previous, -1)} ${step(words.next, 1)}`}
      </nav>
      <header>
        <h2 id="one" tabindex="-1">${name}</h2>
        <p class="soft">
          ${basket.number === null ? nothing : words.number(basket.number)}
          ${member?.phone ? html` · <a href="tel:${member.phone.replaceAll(/[^\d+]/g, "")}">${member.phone}</a>` : nothing}
          ${isNew ? words.noBasket : html`· ${stateOf(row, this.#tools())}`}
        </p>
      </header>
      ${basket.settled ? this.#settled(basket) : nothing}
      <ul class="lines" role="list">
        ${basket.lines.filter(isShown).map((line) => this.#lineOf(basket, line))}
      </ul>
      ${this.#sale.render(row, isNew)} ${isNew ? nothing : this.#sums(row)}
    </article>`
  }

  /** What it comes to, how it is paid, and who takes it. */
  #sums(row: Row): TemplateResult {
    const { words, money, picture } = this.#tools()
    const { basket, member } = row
    return html`<dl class="sums">
        <div>
          <dt>${words.products}</dt>
          <dd>${money(basket.due - basket.deposits, basket.estimate)}</dd>
        </div>
        ${
          basket.deposits === 0
            ? nothing
            : html`<div>
                <dt>${words.deposits}</dt>
                <dd>${money(basket.deposits)}</dd>
              </div>`
        }
        ${
          basket.paid === 0
            ? nothing
            : html`<div>
                <dt>${words.alreadyPaid}</dt>
                <dd>${money(basket.paid)}</dd>
              </div>`
        }
        ${
          picture.moneyPot && member
            ? html`<div>
                <dt>${words.wallet}</dt>
                <dd>${money(member.wallet.expected)}</dd>
              </div>`
            : nothing
        }
        <div class="large">
          <dt>${row.toPay < 0 ? words.over : words.left}</dt>
          <dd>${money(Math.abs(row.toPay), basket.estimate)}</dd>
        </div>
      </dl>
      ${this.#payment.render(row)} ${this.#taking(row)}`
  }

  #settled(basket: DeskBasket): TemplateResult {
    const { words, reopen } = this.#tools()
    return html`<p class="note">
      ${words.settledWhy} <button class="button" @click=${() => reopen(basket.member)}>${words.reopenBasket}</button>
    </p>`
  }

  #lineOf(basket: DeskBasket, line: DeskLine): TemplateResult {
    const { words, measure, money, update } = this.#tools()
    const isOpen = this.#line === line.id
    const isSold = line.trail.some(({ kind }) => kind === "sold")
    const last = line.trail.at(-1)
    const open = () => {
      this.#line = line.id
      this.#weighing.begin()
      update()
    }
    const label = line.delivered !== null ? words.correct : isWeighed(line) ? words.weighIt : words.countIt
    const state = line.status === "unavailable" ? words.seenAs.missing : last ? seenAs(last.kind, this.#tools()) : ""
    return html`<li class="${line.status === "unavailable" ? "gone" : ""} ${line.estimate ? "todo" : ""}">
      <div class="line">
        <span class="name"
          ><b>${line.name}</b
          ><small class="soft"
            >${words.ordered} ${measure(line.ordered)}${line.contract ? html` · ${words.inContract}` : nothing}</small
          ></span
        >
        <span class="seen"
          >${line.delivered === null || line.estimate ? (line.estimate ? words.toWeigh(1) : "") : html`<b>${measure(line.delivered)}</b> <small>${state}</small>`}</span
        >
        <span class="amount">${money(line.amount, line.estimate)}</span>
        ${
          basket.settled || isOpen
            ? nothing
            : isSold
              ? html`<button
                  class="button act"
                  aria-label="${words.takeBackSale}, ${line.name}"
                  @click=${() => this.#takeBack(basket, line)}
                >
                  ${words.takeBackSale}
                </button>`
              : html`<button
                  class="button act ${line.estimate ? "filled" : ""}"
                  aria-label="${label}, ${line.name}"
                  data-line=${line.id}
                  @click=${open}
                >
                  ${label}
                </button>`
        }
      </div>
      ${isOpen ? this.#open(basket, line) : nothing}
    </li>`
  }

  #open(basket: DeskBasket, line: DeskLine): TemplateResult {
    const { words, picture, act, update } = this.#tools()
    const close = () => {
      this.#line = null
      update()
      this.#tools().focus(`[data-line="${line.id}"]`)
    }
    const about = { distribution: picture.distribution.id, member: basket.member, line: line.id, sure: true }
    const tell = (delivered: ReturnType<typeof measureOf> | null, said: string) => {
      act({ operation: "line.weigh", input: { ...about, delivered } }, `${line.name}, ${said}`)
      close()
    }
    const isMissing = line.delivered !== null && amountOf(line.delivered) === 0
    const next = () => this.#next(basket, line)
    const more = basket.lines.some(({ id, estimate }) => estimate && id !== line.id)
    const marks = html`${
      isMissing
        ? nothing
        : html`<button
            type="button"
            class="button big risk"
            @click=${() => tell(measureOf(unitOf(line.ordered), 0), words.isMissing)}
          >
            ${words.isMissing}
          </button>`
    }${
      line.delivered === null
        ? nothing
        : html`<button type="button" class="button big" @click=${() => tell(null, words.seenAs.undone)}>
            ${words.eraseWeight}
          </button>`
    }`
    const submit = more ? words.validateNext : words.validate
    return html`${this.#weighing.render(basket, line, { done: next, leave: close, submit, more: marks })}
    ${this.#trail(line)}`
  }

  /** The next line of the household that waits for its weight. */
  #next(basket: DeskBasket, { id }: DeskLine): void {
    const waiting = basket.lines.filter((line) => line.estimate && line.id !== id)
    const next = waiting.find((line) => line.id > id) ?? waiting[0]
    this.#line = next?.id ?? null
    this.#weighing.begin()
    this.#tools().update()
    if (!next) this.#tools().focus(".one [data-line], .one .button.filled")
  }

  #trail(line: DeskLine): TemplateResult | typeof nothing {
    const tools = this.#tools()
    if (line.trail.length === 0) return nothing
    return html`<details>
      <summary>${tools.words.trail(line.trail.length)}</summary>
      <ul role="list">
        ${line.trail.map(
          ({ kind, delivered, at, by, weights }) =>
            html`<li class="soft">
              ${tools.time(at)} · ${by} · ${seenAs(kind, tools)}
              ${delivered === null ? nothing : tools.measure(delivered)}
              ${weights.length > 1 ? html`(${weights.join(" + ")})` : nothing}
            </li>`,
        )}
      </ul>
    </details>`
  }

  #takeBack({ member }: DeskBasket, line: DeskLine): void {
    const { words, picture, act } = this.#tools()
    const input = { distribution: picture.distribution.id, member, line: line.id }
    act({ operation: "line.take-back", input }, `${line.name}, ${words.takeBackSale}`)
  }

  #taking(row: Row): TemplateResult {
    const { words, time } = this.#tools()
    const { basket, name } = row
    const { handed, taken } = basket
    const other = (event: SubmitEvent) => {
      event.preventDefault()
      const form = event.target as HTMLFormElement
      const to = `${new FormData(form).get("to")}`.trim()
      if (to === "") return
      handOver(row, this.#tools(), to)
      form.reset()
    }
    return html`<section aria-label=${words.handOver}>
      ${taken && handed?.to ? html`<p class="good">${words.takenBy(handed.to, time(handed.at))}</p>` : nothing}
      <div class="ends">
        <button
          class="button big wide ${taken ? "taken" : row.toPay === 0 && basket.toWeigh === 0 ? "filled" : ""}"
          aria-pressed=${taken}
          ?disabled=${basket.settled}
          @click=${() => handOver(row, this.#tools())}
        >
          ${taken ? words.handed : words.handOverTo(name)}
        </button>
      </div>
      ${
        basket.settled
          ? nothing
          : html`<details>
              <summary>${words.somebody}</summary>
              <form class="ends" @submit=${other}>
                <label>${words.who} <input name="to" autocomplete="off" maxlength="128" required /></label>
                <button class="button big">${words.handOver}</button>
              </form>
            </details>`
      }
    </section>`
  }
}
