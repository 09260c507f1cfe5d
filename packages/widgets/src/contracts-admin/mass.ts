import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Tools } from "../planner/coordinator.ts"
import type { Contract, Season } from "../planner/desk.store.ts"
import { openDeliveries } from "./contracts-admin.model.ts"

/** What several subscriptions are asked at once. */
type Act = { readonly does: "declare"; readonly delivery: string } | { readonly does: "stop"; readonly lastDay: string }

/** What is done to several subscriptions at once: each on its own, so that one refusal stops no other. */
export class MassPart {
  readonly #tools: () => Tools
  /** What waits to be confirmed. */
  #asked: Act | undefined
  #outcome: { readonly done: number; readonly all: number; readonly why: ReadonlyArray<string> } | undefined
  #addresses: ReadonlyArray<string> | undefined
  #isRunning = false

  constructor(tools: () => Tools) {
    this.#tools = tools
  }

  /** Others are chosen now. */
  forget(): void {
    this.#asked = this.#outcome = this.#addresses = undefined
  }

  /** What can be done with those that are chosen. */
  render(
    contract: Contract,
    picked: ReadonlyArray<Season>,
    now: string,
    emails: ReadonlyArray<string>,
  ): TemplateResult {
    const { words, day } = this.#tools()
    const open = openDeliveries(contract, now)
    const told = (event: SubmitEvent, name: string) => {
      event.preventDefault()
      return `${new FormData(event.target as HTMLFormElement).get(name)}`
    }
    const declare = (event: SubmitEvent) => this.#ask({ does: "declare", delivery: told(event, "delivery") })
    const stop = (event: SubmitEvent) => this.#ask({ does: "stop", lastDay: told(event, "day") })
    return html`<div class="box mass screen" role="group" aria-label=${words.selected(picked.length)}>
      <b>${words.selected(picked.length)}</b>
      ${
        this.#asked
          ? this.#confirm(this.#asked, picked)
          : html`<div class="row">
              ${
                contract.contract.absences && open.length > 0
                  ? html`<form class="row" @submit=${declare}>
                      <label
                        >${words.declare}
                        <select name="delivery">
                          ${open.map((one) => html`<option value=${one.id}>${day(one.day)}</option>`)}
                        </select></label
                      >
                      <button class="button">${words.declareAll(picked.length)}</button>
                    </form>`
                  : nothing
              }
              <form class="row" @submit=${stop}>
                <label>${words.lastDay} <input type="date" name="day" required max=${contract.endsOn} /></label>
                <button class="button risk">${words.stopAll(picked.length)}</button>
              </form>
              <button class="button" ?disabled=${emails.length === 0} @click=${() => void this.#copy(emails)}>
                ${words.copyEmails} (${emails.length})
              </button>
            </div>`
      }
      ${
        this.#addresses
          ? html`<textarea readonly aria-label=${words.emails} .value=${this.#addresses.join(", ")}></textarea>`
          : nothing
      }
      ${
        this.#outcome
          ? html`<div role="status">
              <p>${words.outcome(this.#outcome.done, this.#outcome.all)}</p>
              <ul>
                ${this.#outcome.why.map((text) => html`<li class="owing">${text}</li>`)}
              </ul>
            </div>`
          : nothing
      }
    </div>`
  }

  #ask(act: Act): void {
    this.forget()
    this.#asked = act
    this.#tools().update()
  }

  #confirm(act: Act, picked: ReadonlyArray<Season>): TemplateResult {
    const { words, day, desk, update } = this.#tools()
    const date = act.does === "stop" ? act.lastDay : (desk.named("delivery", act.delivery) ?? act.delivery)
    const what = act.does === "stop" ? words.stopAll(picked.length) : words.declareAll(picked.length)
    const leave = () => {
      this.forget()
      update()
    }
    return html`<div class="row">
      <p>${what} : ${day(date)}</p>
      <button class="button filled" ?disabled=${this.#isRunning} @click=${() => void this.#run(act, picked)}>
        ${words.sure}
      </button>
      <button class="button" ?disabled=${this.#isRunning} @click=${leave}>${words.unsure}</button>
    </div>`
  }

  async #run(act: Act, picked: ReadonlyArray<Season>): Promise<void> {
    const { words, desk, announce, update, sentence } = this.#tools()
    const { client } = desk.connection.options
    const why: Array<string> = []
    this.#isRunning = true
    update()
    for (const { id: subscription, member } of picked) {
      const about = { subscription, entry: "coordinator" } as const
      const { refusal, problem } =
        act.does === "stop"
          ? await client.run("subscription.stop", { ...about, lastDay: act.lastDay })
          : await client.run("absence.declare", { ...about, deliveries: [act.delivery] })
      if (refusal || problem) {
        why.push(`${desk.nameOf(member)} : ${refusal ? sentence(refusal) : words.problems[problem!]}`)
      }
    }
    this.#isRunning = false
    this.#asked = undefined
    this.#outcome = { done: picked.length - why.length, all: picked.length, why }
    announce(words.outcome(picked.length - why.length, picked.length))
    await desk.load()
  }

  async #copy(emails: ReadonlyArray<string>): Promise<void> {
    const { words, announce, update } = this.#tools()
    try {
      await navigator.clipboard.writeText(emails.join(", "))
      announce(words.copied(emails.length))
    } catch {
      // A page without the right to the clipboard shows them to be copied by hand.
      this.#addresses = emails
    }
    update()
  }
}
