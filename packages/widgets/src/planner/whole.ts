import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { AnswerOf } from "@cabas/client"
import { civilAt, instantAt } from "@cabas/core/values"
import type { Tools } from "./coordinator.ts"
import type { Distribution } from "./desk.store.ts"
import { tableOf } from "./impact.ts"
import { touchedBy } from "./planner.model.ts"

type WholeImpact = AnswerOf<"distribution.change">

/** What is asked of a whole distribution. */
type Act =
  | { readonly kind: "move"; readonly place: string; readonly startsAt: string; readonly endsAt: string }
  | { readonly kind: "cancel" }

interface AskedOfAll {
  readonly act: Act
  readonly id: string
  readonly impact: WholeImpact
  /** Whether it is not what was seen first. */
  readonly isNew: boolean
}

/** A whole distribution is moved or cancelled, with the deliveries of all contracts there. @see D20 */
export class WholePart {
  readonly #tools: () => Tools
  #asked: AskedOfAll | undefined

  constructor(tools: () => Tools) {
    this.#tools = tools
  }

  /** Whether something waits to be confirmed. */
  get isAsking(): boolean {
    return this.#asked !== undefined
  }

  /** Nothing is done. */
  forget(): void {
    this.#asked = undefined
  }

  /** What can be asked of a distribution as a whole. */
  render({ id, place, startsAt, endsAt }: Distribution): TemplateResult {
    const { words, desk } = this.#tools()
    const { timeZone, isBusy } = desk.state
    const from = civilAt(startsAt, timeZone)
    const submit = (event: SubmitEvent) => {
      event.preventDefault()
      const told = new FormData(event.target as HTMLFormElement)
      const at = (name: string) => instantAt(`${told.get("day")}`, `${told.get(name)}`, timeZone)
      void this.#ask(id, { kind: "move", place: place.id, startsAt: at("from"), endsAt: at("to") })
    }
    return html`<details>
      <summary>${words.all.title}</summary>
      <p class="soft">${words.all.why}</p>
      <form class="row" @submit=${submit}>
        <label>${words.all.day} <input type="date" name="day" required .value=${from.date} /></label>
        <label>${words.from} <input type="time" name="from" required .value=${from.time} /></label>
        <label>${words.to} <input type="time" name="to" required .value=${civilAt(endsAt, timeZone).time} /></label>
        <button class="button" ?disabled=${isBusy}>${words.preview}</button>
      </form>
      <footer>
        <button class="button risk" ?disabled=${isBusy} @click=${() => void this.#ask(id, { kind: "cancel" })}>
          ${words.all.cancel}
        </button>
      </footer>
    </details>`
  }

  /** What it would touch, to be confirmed. */
  content(close: () => void): TemplateResult | typeof nothing {
    if (!this.#asked) return nothing
    const { words, desk, moment, money } = this.#tools()
    const { act, impact, isNew } = this.#asked
    const { before, after, deliveries, orders } = impact
    const { households, amountBefore, amountAfter } = touchedBy(impact)
    const total = orders.reduce((sum, { amount }) => sum + amount, 0)
    const title =
      after === null
        ? words.all.asked.cancel(moment(before.startsAt))
        : words.all.asked.move(moment(before.startsAt), moment(after.startsAt))
    return html`<div>
      <h2 id="title">${title}</h2>
      ${isNew ? html`<p class="note" role="alert">${words.outdated}</p>` : nothing}
      <p>${households === 0 ? words.noOne : words.all.told(households)}</p>
      ${
        households === 0
          ? nothing
          : html`<p>
              ${
                amountBefore === amountAfter
                  ? words.sameMoney(money(amountAfter))
                  : words.otherMoney(money(amountBefore), money(amountAfter))
              }
            </p>`
      }
      ${orders.length === 0 ? nothing : html`<p>${words.all.orders(orders.length, money(total))}</p>`}
      ${deliveries.map(({ catalog, subscriptions }) =>
        subscriptions.length === 0
          ? nothing
          : html`<h3>${desk.named("catalog", catalog) ?? catalog}</h3>
              ${tableOf(subscriptions, { ...this.#tools(), nameOf: (member) => desk.nameOf(member) })}`,
      )}
      <footer>
        <button class="button filled" ?disabled=${desk.state.isBusy} @click=${() => void this.#confirm(close)}>
          ${words.all.confirm[act.kind]}
        </button>
        <button class="button" @click=${close}>${words.keep}</button>
      </footer>
    </div>`
  }

  #leave(): void {
    this.forget()
    this.#tools().update()
  }

  async #ask(id: string, act: Act, isNew = false): Promise<void> {
    const { desk, update } = this.#tools()
    const { answer } =
      act.kind === "move"
        ? await desk.preview("distribution.change", {
            id,
            place: act.place,
            startsAt: act.startsAt,
            endsAt: act.endsAt,
          })
        : await desk.preview("distribution.cancel", { id, withDeliveries: true })
    if (answer) this.#asked = { act, id, impact: answer, isNew }
    update()
  }

  async #confirm(close: () => void): Promise<void> {
    const { words, desk, announce } = this.#tools()
    const { act, id, impact } = this.#asked!
    const { token } = impact
    const { answer, refusal } =
      act.kind === "move"
        ? await desk.run("distribution.change", {
            id,
            token,
            place: act.place,
            startsAt: act.startsAt,
            endsAt: act.endsAt,
          })
        : await desk.run("distribution.cancel", { id, token, withDeliveries: true })
    if (refusal?._tag === "PreviewOutdated") return this.#ask(id, act, true)
    // A refusal is said on the page, once the dialog is gone.
    if (!answer) return this.#leave()
    announce(words.all.done[act.kind])
    close()
  }
}
