import { html } from "lit"
import type { TemplateResult } from "lit"
import type { AnswerOf } from "@cabas/client"
import type { Tools } from "../books/books.element.ts"

type Answer = AnswerOf<"payment.due">

/** What a household owes of a contract. */
export type Due = Answer["rows"][number]

/** What tells a household's share of a subscription from all others. */
export const keyOf = ({ subscription, member }: Pick<Due, "subscription" | "member">): string =>
  `${subscription}/${member}`

/** The contract that is chosen, and what is owed of it: the first one until another is chosen. @rule PAY-15 */
export class Dues {
  readonly #tools: () => Tools
  readonly #changed: () => void
  #catalog: string | undefined
  #rows: ReadonlyArray<Due> | undefined

  /** `changed` is told when another contract is chosen. */
  constructor(tools: () => Tools, changed: () => void) {
    this.#tools = tools
    this.#changed = changed
  }

  /** What is owed, once it was read. */
  get rows(): ReadonlyArray<Due> | undefined {
    const { books } = this.#tools()
    const [first] = books.state.contracts
    if (this.#catalog === undefined && first) void this.#read(first.id)
    return this.#rows
  }

  /** Reads it again, once something was paid or promised. */
  async readAgain(): Promise<void> {
    if (this.#catalog !== undefined) await this.#read(this.#catalog)
  }

  async #read(catalog: string): Promise<void> {
    const { books, update } = this.#tools()
    if (catalog !== this.#catalog) this.#rows = undefined
    this.#catalog = catalog
    this.#rows = (await books.ask("payment.due", { catalog }))?.rows
    update()
  }

  /** The contracts, to choose one. */
  choice(): TemplateResult {
    const { words, books } = this.#tools()
    const choose = (event: Event) => {
      this.#changed()
      void this.#read((event.target as HTMLSelectElement).value)
    }
    return html`<label
      >${words.mass.contract}
      <select @change=${choose}>
        ${books.state.contracts.map(({ id, name }) => html`<option value=${id} ?selected=${id === this.#catalog}>${name}</option>`)}
      </select></label
    >`
  }
}
