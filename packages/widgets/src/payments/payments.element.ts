import { html } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { BooksElement } from "../books/books.element.ts"
import { booksStyles } from "../books/books.styles.ts"
import type { Shelf } from "../books/books.store.ts"
import { ChequesPart } from "./cheques.ts"
import { MassPart } from "./mass.ts"
import { MovesPart } from "./moves.ts"
import { PromisedPart } from "./promised.ts"
import { StatementPart } from "./statement.ts"

const parts = ["promised", "cheques", "mass", "statement", "moves"] as const
type Part = (typeof parts)[number]

/**
 * A group's money for those who keep it: what was announced and is to be received, cheques to bank, the payments of a
 * contract entered together, a bank statement, refunds and moves between accounts.
 * @element cabas-payments
 * @attr view - what to begin with: `promised`, `cheques`, `mass`, `statement` or `moves`
 */
export class CabasPayments extends BooksElement {
  static override properties: PropertyDeclarations = { ...BooksElement.properties, view: {} }
  static override styles: CSSResultGroup = [baseStyles, booksStyles]

  declare view: string | null
  readonly #parts = {
    promised: new PromisedPart(() => this.tools),
    cheques: new ChequesPart(() => this.tools),
    mass: new MassPart(() => this.tools),
    statement: new StatementPart(() => this.tools),
    moves: new MovesPart(() => this.tools),
  }

  protected override get shelf(): Shelf {
    return "payments"
  }

  protected override content(): TemplateResult {
    const { words } = this
    const shown = parts.find((one) => one === this.view) ?? "promised"
    const { promised, cheques } = this.books!.state
    const counts: Partial<Record<Part, number>> = { promised: promised.length, cheques: cheques.length }
    return html`<nav class="screen" aria-label=${words.menu}>
        ${parts.map(
          (one) =>
            html`<button class="plain" aria-current=${one === shown ? "page" : "false"} @click=${() => this.#show(one)}>
              ${words.parts[one]}${counts[one] ? html` <span class="count">${counts[one]}</span>` : ""}
            </button>`,
        )}
      </nav>
      ${this.why()}
      <section>${this.#parts[shown].render()}</section>`
  }

  #show(part: Part): void {
    this.view = part
    this.doneText = undefined
    this.books!.forgive()
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("h2[tabindex]")?.focus())
  }
}

define("cabas-payments", CabasPayments)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-payments": CabasPayments
  }
}
