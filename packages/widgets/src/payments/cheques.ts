import { html } from "lit"
import type { TemplateResult } from "lit"
import { moreOf } from "../books/books.element.ts"
import type { Tools } from "../books/books.element.ts"
import { inOrder, sumOf } from "../books/books.model.ts"
import type { Payment } from "../books/books.store.ts"
import type { Table } from "../table/table.ts"

/** The most cheques that are taken to the bank at once. */
const most = 500

/** Cheques that were received: printed as the slip that goes with them, and marked when they are at the bank. */
export class ChequesPart {
  readonly #tools: () => Tools
  /** Those left out: all go unless they are unticked. */
  readonly #left = new Set<string>()

  constructor(tools: () => Tools) {
    this.#tools = tools
  }

  render(): TemplateResult {
    const { words, books, money, download } = this.#tools()
    const said = words.cheques
    const cheques = inOrder(books.state.cheques)
    const picked = cheques.filter(({ id }) => !this.#left.has(id))
    const total = money(sumOf(picked))
    if (cheques.length === 0)
      return html`<h2 tabindex="-1">${said.title}</h2>
        <p class="none">${said.none}</p>`
    return html`<div class="row between">
        <h2 tabindex="-1">${said.title}</h2>
        <div class="row screen">
          ${(["csv", "xlsx"] as const).map(
            (format) =>
              html`<button class="button" @click=${() => download(this.#table(picked), format)}>
                ${said[format]}
              </button>`,
          )}
          <button class="button" @click=${() => print()}>${words.print}</button>
        </div>
      </div>
      <p class="printed large">${said.slip(books.state.group!.settings.name)}</p>
      <p role="status">${said.count(picked.length, total)}</p>
      <table class="plainly cards">
        <thead>
          <tr>
            <td class="screen"></td>
            <th scope="col">${words.household}</th>
            <th scope="col">${said.number}</th>
            <th scope="col">${said.reference}</th>
            <th scope="col">${said.received}</th>
            <th scope="col" class="number">${words.amount}</th>
          </tr>
        </thead>
        <tbody>
          ${cheques.map((one) => this.#row(one))}
        </tbody>
        <tfoot>
          <tr>
            <td class="screen"></td>
            <th scope="row" colspan="4">${words.total}</th>
            <td class="number"><b>${total}</b></td>
          </tr>
        </tfoot>
      </table>
      ${moreOf(this.#tools(), "cheques")}
      <div class="row screen">
        <button
          class="button filled"
          ?disabled=${picked.length === 0 || books.state.isBusy}
          @click=${() => void this.#bank(picked)}
        >
          ${said.bank(total)}
        </button>
      </div>`
  }

  #row({ id, member, amount, cheque, reference, at, receivedAt }: Payment): TemplateResult {
    const { words, books, money, moment, update } = this.#tools()
    const isIn = !this.#left.has(id)
    const name = books.nameOf(member)
    const pick = (event: Event) => {
      if ((event.target as HTMLInputElement).checked) this.#left.delete(id)
      else this.#left.add(id)
      update()
    }
    return html`<tr class=${isIn ? "" : "off"}>
      <td class="pick screen">
        <label class="tick"
          ><input
            type="checkbox"
            aria-label=${words.cheques.pick(`${name}, ${money(amount)}`)}
            .checked=${isIn}
            @change=${pick}
        /></label>
      </td>
      <td class="who"><b>${name}</b></td>
      <td data-label=${words.cheques.number}>
        ${cheque ? html`${cheque.number} <span class="soft">${cheque.bank}</span>` : "–"}
      </td>
      <td data-label=${words.cheques.reference}>${reference ?? "–"}</td>
      <td data-label=${words.cheques.received}>${moment(receivedAt ?? at)}</td>
      <td class="number sum">${money(amount)}</td>
    </tr>`
  }

  #table(cheques: ReadonlyArray<Payment>): Table<Payment> {
    const { words, books } = this.#tools()
    const said = words.cheques
    return {
      name: said.file,
      currency: books.state.group!.currency,
      rows: cheques,
      columns: [
        { title: words.household, kind: "text", of: ({ member }) => books.nameOf(member) },
        { title: said.number, kind: "text", of: ({ cheque }) => cheque?.number ?? null },
        { title: said.bankName, kind: "text", of: ({ cheque }) => cheque?.bank ?? null },
        { title: said.reference, kind: "text", of: ({ reference }) => reference ?? null },
        { title: said.received, kind: "day", of: ({ at, receivedAt }) => (receivedAt ?? at).slice(0, 10) },
        { title: words.amount, kind: "amount", of: ({ amount }) => amount },
      ],
    }
  }

  /** Takes them to the bank, as many at a time as go at once; what was done before something was refused stays done. */
  async #bank(cheques: ReadonlyArray<Payment>, banked = 0, sum = 0): Promise<void> {
    const { words, books, money, reason, done } = this.#tools()
    const part = cheques.slice(0, most)
    const answer = part.length > 0 && (await books.run("cheque.bank", { payments: part.map(({ id }) => id) }))
    if (answer) return this.#bank(cheques.slice(most), banked + answer.payments.length, sum + answer.total)
    if (part.length > 0 && banked === 0) return
    const why = reason(books.state)
    this.#left.clear()
    books.forgive()
    done(`${words.cheques.banked(banked, money(sum))} ${why}`.trim())
  }
}
