import { html } from "lit"
import type { CSSResultGroup, PropertyDeclarations, TemplateResult } from "lit"
import { baseStyles } from "../base/base.styles.ts"
import { define } from "../base/define.ts"
import { BooksElement } from "../books/books.element.ts"
import { booksStyles } from "../books/books.styles.ts"
import type { OpenList, Shelf } from "../books/books.store.ts"
import { ChequesPart } from "./cheques.ts"
import { InstalmentsPart } from "./instalments.ts"
import { MassPart } from "./mass.ts"
import { MovesPart } from "./moves.ts"
import { PromisedPart } from "./promised.ts"
import { RefundsPart } from "./refunds.ts"
import { StatementPart } from "./statement.ts"

const parts = ["promised", "cheques", "mass", "instalments", "statement", "refunds", "moves"] as const
type Part = (typeof parts)[number]

/** What those find here who run a contract and do not keep the group's money. @see S10.4 */
const partsOfContract: ReadonlyArray<Part> = ["mass", "instalments"]

/**
 * A group's money for those who keep it: what was announced and is to be received, cheques to bank, the payments of a
 * contract entered together, instalments, a bank statement, refunds and moves between accounts. Those who run a contract
 * find its payments and its instalments.
 * @element cabas-payments
 * @attr view - what to begin with: `promised`, `cheques`, `mass`, `instalments`, `statement`, `refunds` or `moves`
 */
export class CabasPayments extends BooksElement {
  static override properties: PropertyDeclarations = { view: {} }
  static override styles: CSSResultGroup = [baseStyles, booksStyles]

  declare view: string | null
  readonly #parts = {
    promised: new PromisedPart(() => this.tools),
    cheques: new ChequesPart(() => this.tools),
    mass: new MassPart(() => this.tools),
    instalments: new InstalmentsPart(() => this.tools),
    statement: new StatementPart(() => this.tools),
    refunds: new RefundsPart(() => this.tools),
    moves: new MovesPart(() => this.tools),
  }

  protected override get shelf(): Shelf {
    return "payments"
  }

  protected override get isLetIn(): boolean {
    return this.books!.isLetIn
  }

  protected override content(): TemplateResult {
    const { words } = this
    const offered = this.books!.isKeeper ? parts : partsOfContract
    const shown = offered.find((one) => one === this.view) ?? offered[0]!
    const { promised, cheques, goesOn } = this.books!.state
    const count = (list: OpenList, length: number) => (length > 0 ? `${length}${goesOn[list] ? "+" : ""}` : "")
    const counts: Partial<Record<Part, string>> = {
      promised: count("promised", promised.length),
      cheques: count("cheques", cheques.length),
    }
    return html`<nav class="screen" aria-label=${words.menu}>
        ${offered.map(
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
    void this.lead("h2[tabindex]")
  }
}

define("cabas-payments", CabasPayments)

declare global {
  interface HTMLElementTagNameMap {
    "cabas-payments": CabasPayments
  }
}
