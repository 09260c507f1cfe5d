import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { digitsOf } from "@cabas/core/values"
import { Closing } from "./closing.ts"
import type { Checklist } from "./day.state.ts"
import { amountIn } from "./desk.model.ts"
import type { Tools } from "./tools.ts"

const kinds = ["cash", "cheque", "card"] as const

/** Closes the day: what still blocks it by name, the till, settling, validating; and opening it again. */
export class ValidationPart {
  readonly #tools: () => Tools
  #isAsked = false

  constructor(tools: () => Tools) {
    this.#tools = tools
  }

  get #closing(): Closing {
    return new Closing(this.#tools().store)
  }

  /** Reads how things stand. */
  begin(): void {
    this.#isAsked = false
    void this.#closing.look()
  }

  render(): TemplateResult {
    const { words, store, sentence } = this.#tools()
    const { checklist, refusal, problem, isBusy, entries } = store.state
    const refused = entries.filter(({ state }) => state === "refused").length
    const why = refusal ? sentence(refusal) : problem ? words.problems[problem] : ""
    return html`<section aria-labelledby="close" aria-busy=${isBusy}>
      <h2 id="close" tabindex="-1">${words.closeTitle}</h2>
      <p class="soft">${words.needsNetwork}</p>
      ${
        why
          ? html`<p class="note bad" role="alert">
              ${why} <button class="button" @click=${() => this.begin()}>${words.retry}</button>
            </p>`
          : nothing
      }
      ${store.waiting > 0 ? html`<p class="note">${words.sendFirst(store.waiting)}</p>` : nothing}
      ${refused > 0 ? html`<p class="note">${words.readRefused(refused)}</p>` : nothing}
      ${checklist ? this.#steps(checklist) : why ? nothing : html`<p class="none" role="status">${words.loading}</p>`}
    </section>`
  }

  #steps(checklist: Checklist): TemplateResult {
    const { words, store, sentence } = this.#tools()
    const { progress, isBusy } = store.state
    const { baskets, settled, blocked, problems } = checklist
    const ready = baskets - settled - blocked.length
    const others = problems.filter(({ _tag }) => _tag !== "BasketsNotSettled" && _tag !== "TillNotCounted")
    return html`${others.map((one) => html`<p class="note">${sentence(one)}</p>`)}
      ${
        blocked.length === 0
          ? nothing
          : html`<h3>${words.blockedTitle}</h3>
              <ul class="blocked" role="list">
                ${blocked.map(
                  ({ member, name, refusal }) =>
                    html`<li>
                      <button class="button big" @click=${() => this.#tools().goTo(member)}>${name}</button>
                      <span>${sentence(refusal)}</span>
                    </li>`,
                )}
              </ul>`
      }
      <h3>${words.basketsSettled(settled, baskets)}</h3>
      ${
        progress
          ? html`<p role="status">
              <progress
                max=${Math.max(1, progress.of)}
                .value=${progress.settled}
                aria-label=${words.settling(progress.settled, progress.of)}
              ></progress>
              ${words.settling(progress.settled, progress.of)}
            </p>`
          : ready > 0
            ? html`<div class="ends">
                  <button
                    class="button big filled"
                    ?disabled=${isBusy || store.waiting > 0}
                    @click=${() => void this.#closing.settle()}
                  >
                    ${words.settleAll(ready)}
                  </button>
                </div>
                <p class="soft">${words.goOn}</p>`
            : settled === baskets
              ? html`<p class="good">${words.allSettled}</p>`
              : nothing
      }
      ${this.#till(checklist)} ${this.#end(checklist)}`
  }

  #till({ till, expected }: Checklist): TemplateResult {
    const { words, money, picture, announce } = this.#tools()
    const counted = till?.counted ?? null
    const amounts = (event: SubmitEvent) => {
      event.preventDefault()
      const form = new FormData(event.target as HTMLFormElement)
      return (name: string) =>
        amountIn(`${form.get(name) ?? ""}`.replaceAll(/[^\d.,]/g, ""), digitsOf(picture.currency)) ?? 0
    }
    const keep = (event: SubmitEvent) => void this.#closing.openTill(amounts(event)("float"))
    const count = async (event: SubmitEvent) => {
      const of = amounts(event)
      if (await this.#closing.count({ cash: of("cash"), cheque: of("cheque"), card: of("card") }))
        announce(words.tillKept)
    }
    const written = (amount: number | undefined) =>
      amount === undefined ? "" : money(amount).replaceAll(/[^\d.,]/g, "")
    return html`<h3>${words.till}</h3>
      <form class="ends" @submit=${keep}>
        <label>${words.float} <input name="float" inputmode="decimal" .value=${written(till?.float ?? 0)} /></label>
        <button class="button big">${words.keepFloat}</button>
      </form>
      <form @submit=${(event: SubmitEvent) => void count(event)}>
        <table>
          <thead>
            <tr>
              <td></td>
              <th scope="col" class="right">${words.shouldBe}</th>
              <th scope="col" class="right">${words.countedNow}</th>
              <th scope="col" class="right">${words.difference}</th>
            </tr>
          </thead>
          <tbody>
            ${kinds.map(
              (kind) =>
                html`<tr>
                  <th scope="row">${words.kinds[kind]}</th>
                  <td class="right">${money(expected[kind])}</td>
                  <td class="right">
                    <input
                      name=${kind}
                      inputmode="decimal"
                      aria-label="${words.countedNow}, ${words.kinds[kind]}"
                      .value=${written(counted?.[kind])}
                    />
                  </td>
                  <td class="right ${counted && counted[kind] !== expected[kind] ? "warn" : ""}">
                    ${counted ? money(counted[kind] - expected[kind]) : "–"}
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>
        <div class="ends"><button class="button big">${words.countTill}</button></div>
      </form>`
  }

  #end({ problems, validated }: Checklist): TemplateResult | typeof nothing {
    const { words, store, update } = this.#tools()
    if (validated) return nothing
    const isReady = problems.length === 0 && store.state.entries.every(({ state }) => state === "sent")
    const ask = (isAsked: boolean) => {
      this.#isAsked = isAsked
      update()
    }
    return html`<h3>${words.validateAll}</h3>
      <p class="soft">${words.validateWhy}</p>
      <div class="ends">
        ${
          this.#isAsked
            ? html`<button class="button big risk" @click=${() => void this.#closing.validate()}>
                  ${words.reallyValidate}
                </button>
                <button class="button big" @click=${() => ask(false)}>${words.cancel}</button>`
            : html`<button
                class="button big filled"
                ?disabled=${!isReady || store.state.isBusy}
                @click=${() => ask(true)}
              >
                ${words.validateAll}
              </button>`
        }
      </div>`
  }

  /**
   * What is left to say once it is validated.
   * @param receipts where receipts and recaps are, when the page says so
   */
  over(receipts: string | null): TemplateResult {
    const { words, store, sentence } = this.#tools()
    const { refusal } = store.state
    const reopen = (event: SubmitEvent) => {
      event.preventDefault()
      const reason = `${new FormData(event.target as HTMLFormElement).get("reason")}`.trim()
      if (reason !== "") void this.#closing.reopen(reason)
    }
    return html`<section aria-labelledby="over">
      <h2 id="over" tabindex="-1" class="good">${words.isOver}</h2>
      <p>${words.isGone}</p>
      ${receipts ? html`<p><a class="button big" href=${receipts}>${words.receipts}</a></p>` : nothing}
      ${refusal ? html`<p class="note bad" role="alert">${sentence(refusal)}</p>` : nothing}
      <details>
        <summary>${words.reopen}</summary>
        <form class="ends" @submit=${reopen}>
          <label>${words.reopenWhy} <input name="reason" autocomplete="off" maxlength="256" required /></label>
          <button class="button big risk">${words.reopen}</button>
        </form>
      </details>
    </section>`
  }
}
