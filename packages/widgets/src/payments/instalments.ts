import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Tools } from "../books/books.element.ts"
import type { Payment } from "../books/books.store.ts"
import { readPages } from "../books/pages.ts"
import { waysOf } from "../wallet/wallet.model.ts"
import { Dues, keyOf } from "./dues.ts"
import type { Due } from "./dues.ts"
import { InstalmentForm } from "./instalment-form.ts"
import type { InstalmentTools } from "./instalment-form.ts"
import { openOfHousehold } from "./instalments.model.ts"
import { instalmentWordsOf, loadInstalmentWords } from "./instalments.words.ts"
import type { InstalmentWords } from "./instalments.words.ts"

/** The household that is looked at: what is awaited of it, and what is being spread. */
interface Opened {
  readonly key: string
  readonly payments: ReadonlyArray<Payment>
  readonly form: InstalmentForm | undefined
}

/** What is owed of a contract, spread over days, and the instalments that have not come. @rule PAY-12, PAY-15, PAY-18 */
export class InstalmentsPart {
  readonly #tools: () => Tools
  readonly #dues: Dues
  #opened: Opened | undefined

  constructor(tools: () => Tools) {
    this.#tools = tools
    this.#dues = new Dues(tools, () => (this.#opened = undefined))
  }

  render(): TemplateResult {
    const { words, books, language, update } = this.#tools()
    const said = instalmentWordsOf(language)
    if (!said) {
      void loadInstalmentWords(language).then(update)
      return html`<p class="none" role="status">${words.loading}</p>`
    }
    const head = html`<h2 tabindex="-1">${said.title}</h2>`
    if (books.state.contracts.length === 0)
      return html`${head}
        <p class="none">${said.none}</p>`
    const { rows } = this.#dues
    const owing = (rows ?? []).filter(({ due, promised }) => due > 0 || promised > 0)
    return html`${head}
      <div class="row">${this.#dues.choice()}</div>
      ${
        !rows
          ? html`<p class="none" role="status">${books.state.isBusy ? words.loading : nothing}</p>`
          : owing.length === 0
            ? html`<p class="none">${said.noneOwed}</p>`
            : html`<ul class="list">
                ${owing.map((one) => this.#row(said, one))}
              </ul>`
      }`
  }

  #row(said: InstalmentWords, one: Due): TemplateResult {
    const { money, day } = this.#tools()
    const opened = this.#opened?.key === keyOf(one) ? this.#opened : undefined
    const { name, due, promised, overdue, nextOn } = one
    return html`<li>
      <div class="row between">
        <span>
          <b>${name}</b><br />
          <span class="soft"
            >${said.owed(money(due))}${promised > 0 ? ` · ${said.promised(money(promised))}` : nothing}${
              overdue > 0 ? html` · <span class="warn">${said.overdue(money(overdue))}</span>` : nothing
            }${nextOn !== null && overdue === 0 ? ` · ${said.next(day(nextOn))}` : nothing}</span
          >
        </span>
        <button
          class="button screen"
          aria-expanded=${opened ? "true" : "false"}
          aria-label=${said.openWhich(name)}
          @click=${() => void this.#toggle(one)}
        >
          ${said.open}
        </button>
      </div>
      ${opened ? this.#details(said, one, opened) : nothing}
    </li>`
  }

  async #toggle(one: Due): Promise<void> {
    const { books, update } = this.#tools()
    books.forgive()
    if (this.#opened?.key === keyOf(one)) this.#opened = undefined
    else await this.#open(one)
    update()
  }

  async #open(one: Due): Promise<void> {
    const { books } = this.#tools()
    const { subscription, member, due, promised } = one
    const { client } = books.connection.options
    const reply = await books.told(() =>
      readPages("payments", (page) => client.ask("payment.list", { subscription, ...page })),
    )
    if (!reply.answer) return
    const left = Math.max(0, due - promised)
    const spread = { subscription, member, left }
    const form = left > 0 ? new InstalmentForm(() => this.#formTools(), spread) : undefined
    this.#opened = { key: keyOf(one), payments: openOfHousehold(reply.answer.payments, member), form }
  }

  #formTools(): InstalmentTools {
    const { books, words, language, today, money, day, reason, done, update, lead } = this.#tools()
    const close = () => {
      this.#opened = undefined
      update()
      lead("h2[tabindex]")
    }
    return {
      language,
      ways: waysOf(books.state.group!.settings.payments),
      kinds: words.kinds,
      today,
      isBusy: books.state.isBusy,
      money,
      day,
      preview: (input) => books.preview("payment.plan", input),
      sentence: reason,
      save: async (input) => {
        if (!(await books.run("payment.plan", input))) return false
        await this.#again(keyOf(input))
        return true
      },
      done,
      close,
      update,
      lead,
    }
  }

  /** What is owed is read again, and the household stays open. */
  async #again(key: string): Promise<void> {
    await this.#dues.readAgain()
    const one = this.#dues.rows?.find((each) => keyOf(each) === key)
    if (one) await this.#open(one)
    this.#tools().update()
  }

  #details(said: InstalmentWords, one: Due, { payments, form }: Opened): TemplateResult {
    return html`${
      payments.length === 0
        ? html`<p class="soft">${said.noneOpen}</p>`
        : html`<ul class="list">
            ${payments.map((payment) => this.#instalment(said, one, payment))}
          </ul>`
    }
    ${form ? form.render() : html`<p class="soft">${said.allPromised}</p>`}`
  }

  #instalment(said: InstalmentWords, one: Due, payment: Payment): TemplateResult {
    const { words, books, money, day, moment, today, done } = this.#tools()
    const { id, amount, kind, dueOn, at, note } = payment
    const isLate = dueOn !== undefined && dueOn < today
    const when =
      dueOn === undefined ? words.announced(moment(at)) : isLate ? words.late(day(dueOn)) : words.due(day(dueOn))
    const what = `${one.name}, ${money(amount)}`
    const takeBack = async () => {
      if (!(await books.run("payment.cancel", { payment: id, reason: said.reason }))) return
      await this.#again(keyOf(one))
      done(said.takenBack(what))
    }
    return html`<li class="row between">
      <span>
        ${money(amount)}, ${words.kinds[kind]}<br />
        <span class=${isLate ? "warn" : "soft"}>${when}</span
        >${note ? html`<span class="soft"> · ${note}</span>` : nothing}
      </span>
      <button
        class="plain screen"
        aria-label=${said.takeBackWhich(`${what}, ${when}`)}
        ?disabled=${books.state.isBusy}
        @click=${takeBack}
      >
        ${said.takeBack}
      </button>
    </li>`
  }
}
