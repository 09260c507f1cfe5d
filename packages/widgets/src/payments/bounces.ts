import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { filled } from "../books/books.element.ts"
import type { Tools } from "../books/books.element.ts"
import type { Payment } from "../books/books.store.ts"

/** A cheque that the bank gave back: its money is owed again, and nothing that was validated changes. @rule PAY-17 */
export class Bounces {
  readonly #tools: () => Tools
  /** Reads again what is shown, once one is noted. */
  readonly #noted: () => Promise<void>
  #open: string | undefined
  #isReasonMissing = false

  constructor(tools: () => Tools, noted: () => Promise<void>) {
    this.#tools = tools
    this.#noted = noted
  }

  /** Nothing is being noted any more. */
  close(): void {
    this.#open = undefined
    this.#isReasonMissing = false
  }

  /** What opens the form, beside a cheque that was received. */
  button({ id, kind }: Payment, about: string): TemplateResult | typeof nothing {
    const { words, books, update, lead } = this.#tools()
    if (kind !== "cheque") return nothing
    const isOpen = this.#open === id
    const toggle = () => {
      books.forgive()
      this.close()
      if (!isOpen) this.#open = id
      update()
      if (!isOpen) lead("input[name=bounced]")
    }
    return html`<br /><button
        class="plain"
        aria-expanded=${isOpen ? "true" : "false"}
        aria-label=${words.refunds.bounceWhich(about)}
        ?disabled=${books.state.isBusy}
        @click=${toggle}
      >
        ${words.refunds.bounce}
      </button>`
  }

  form(payment: Payment): TemplateResult | typeof nothing {
    const { words, books, money } = this.#tools()
    const said = words.refunds
    if (this.#open !== payment.id) return nothing
    const missing = this.#isReasonMissing
    return html`<form class="box" novalidate @submit=${(event: SubmitEvent) => void this.#note(event, payment)}>
      <p>${said.bounceSure(money(payment.amount), books.nameOf(payment.member))}</p>
      <label
        >${said.reason}
        <input name="bounced" maxlength="128" aria-invalid=${missing ? "true" : "false"} .value=${said.bounceUsual}
      /></label>
      ${missing ? html`<p class="warn" role="alert">${said.reasonMissing}</p>` : nothing}
      <div class="row">
        <button class="button filled" ?disabled=${books.state.isBusy}>${said.bounceConfirm}</button>
      </div>
    </form>`
  }

  async #note(event: SubmitEvent, { id, member, amount }: Payment): Promise<void> {
    const { words, books, money, done, update, lead } = this.#tools()
    const reason = `${filled(event).get("bounced")}`.trim()
    this.#isReasonMissing = reason === ""
    if (reason === "") {
      update()
      return lead("input[name=bounced]")
    }
    if (!(await books.run("cheque.bounce", { payment: id, reason }))) return
    this.close()
    await this.#noted()
    done(words.refunds.bounced(`${books.nameOf(member)}, ${money(amount)}`))
  }
}
