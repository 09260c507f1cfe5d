import type { AnswerOf, InputOf } from "@cabas/client"
import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Tools } from "./coordinator.ts"
import type { Contract } from "./desk.store.ts"

type Change = AnswerOf<"contract.change">

/** The delays and the period of a contract, changed after it was seen which closings and subscriptions that touches. */
export class TermsPart {
  readonly #tools: () => Tools
  #chosen: string | undefined
  #seen: { readonly input: InputOf<"contract.change">; readonly change: Change; readonly isNew: boolean } | undefined

  constructor(tools: () => Tools) {
    this.#tools = tools
  }

  /** The form, and what it would change. */
  render(): TemplateResult | typeof nothing {
    const { words, desk, update } = this.#tools()
    const own = desk.state.contracts.filter(({ id }) => desk.mayRun(id))
    const contract = own.find(({ id }) => id === this.#chosen) ?? own[0]
    if (!contract) return nothing
    const choose = (event: Event) => {
      this.#chosen = (event.target as HTMLSelectElement).value
      this.#seen = undefined
      update()
    }
    const { opensDays, closesHours } = contract.contract.delays
    return html`<section class="screen">
      <h2>${words.contracts}</h2>
      <form @submit=${(event: SubmitEvent) => void this.#submit(event, contract)} @input=${() => this.#forget()}>
        <div class="row">
          <label
            >${words.whichContract}
            <select @change=${choose}>
              ${own.map(({ id, name }) => html`<option value=${id} ?selected=${id === contract.id}>${name}</option>`)}
            </select></label
          >
          <label
            >${words.opensBefore} <input type="number" name="opens" min="1" max="366" .value=${`${opensDays ?? ""}`}
          /></label>
          <label
            >${words.closesBefore}
            <input type="number" name="closes" min="1" max="1440" .value=${`${closesHours ?? ""}`}
          /></label>
          <label>${words.startsOn} <input type="date" name="starts" required .value=${contract.startsOn} /></label>
          <label>${words.endsOn} <input type="date" name="ends" required .value=${contract.endsOn} /></label>
        </div>
        <label class="tick"><input type="checkbox" name="own" /> ${words.resetOwn}</label>
        ${this.#seen ? this.#effects(this.#seen.change, this.#seen.isNew) : nothing}
        <footer>
          <button class="button ${this.#seen ? "filled" : ""}" ?disabled=${desk.state.isBusy}>
            ${this.#seen ? words.changeContract : words.preview}
          </button>
        </footer>
      </form>
    </section>`
  }

  #effects({ windows, subscriptions }: Change, isNew: boolean): TemplateResult {
    const { words, day, moment } = this.#tools()
    const lost = windows.filter(({ own }) => own)
    return html`<div class="box" role="status">
      ${isNew ? html`<p class="note">${words.outdated}</p>` : nothing}
      <p>${words.windows(windows.length)} ${subscriptions.length > 0 ? words.cut(subscriptions.length) : nothing}</p>
      ${
        lost.length === 0
          ? nothing
          : html`<p class="warn">${words.lost(lost.length)}</p>
              <ul>
                ${lost.map(
                  ({ day: date, before }) =>
                    html`<li>${day(date)} : ${words.window(moment(before.opensAt), moment(before.closesAt))}</li>`,
                )}
              </ul>`
      }
    </div>`
  }

  #forget(): void {
    if (!this.#seen) return
    this.#seen = undefined
    this.#tools().update()
  }

  #inputOf(form: FormData, contract: Contract): InputOf<"contract.change"> {
    const catalog = this.#tools().desk.state.catalogs.find(({ id }) => id === contract.id)
    const count = (name: string) => (form.get(name) ? Number(form.get(name)) : null)
    return {
      id: contract.id,
      name: contract.name,
      producer: contract.producer,
      startsOn: `${form.get("starts")}`,
      endsOn: `${form.get("ends")}`,
      fee: catalog?.fee ?? null,
      contract: { ...contract.contract, delays: { opensDays: count("opens"), closesHours: count("closes") } },
      resetOwn: form.get("own") !== null,
    }
  }

  async #submit(event: SubmitEvent, contract: Contract): Promise<void> {
    event.preventDefault()
    const { desk, words, announce, update } = this.#tools()
    if (this.#seen) {
      const { input, change } = this.#seen
      const { answer, refusal } = await desk.run("contract.change", { ...input, token: change.token })
      if (answer) announce(words.contractChanged)
      this.#seen = undefined
      if (refusal?._tag === "PreviewOutdated") await this.#look(input, true)
    } else await this.#look(this.#inputOf(new FormData(event.target as HTMLFormElement), contract), false)
    update()
  }

  async #look(input: InputOf<"contract.change">, isNew: boolean): Promise<void> {
    const { answer } = await this.#tools().desk.preview("contract.change", input)
    if (answer) this.#seen = { input, change: answer, isNew }
  }
}
