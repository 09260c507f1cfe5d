import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Conflict } from "./desk.model.ts"
import type { Entry } from "./picture.ts"
import { nameIn, toldOf } from "./told.ts"
import type { Tools } from "./tools.ts"
import { isReversible } from "./undo.ts"

/** So many of the last commands are listed. */
const shown = 100

/** What is meant though it is unlikely may be said again. */
const canBeSure = new Set(["WeightUnlikely", "WeightsNotMatching", "DepositTooLarge"])

/** What was done on this device, what waits, what was refused, and what was weighed twice. */
export class JournalPart {
  readonly #tools: () => Tools

  constructor(tools: () => Tools) {
    this.#tools = tools
  }

  render(): TemplateResult {
    const { words, store } = this.#tools()
    const { entries, conflicts } = store.state
    const refused = entries.filter(({ state }) => state === "refused")
    const last = entries.toReversed().slice(0, shown)
    return html`<section aria-labelledby="log">
      <h2 id="log" tabindex="-1">${words.logTitle}</h2>
      ${
        conflicts.length === 0
          ? nothing
          : html`<h3>${words.conflictTitle}</h3>
              <ul role="list" class="blocked">
                ${conflicts.map((one) => this.#conflict(one))}
              </ul>`
      }
      ${
        refused.length === 0
          ? nothing
          : html`<h3>${words.refusedTitle}</h3>
              <ul role="list" class="blocked">
                ${refused.map((one) => this.#refused(one))}
              </ul>`
      }
      ${last.length === 0 ? html`<p class="none">${words.logNone}</p>` : nothing}
      <ul role="list" class="log">
        ${last.map((entry) => this.#entry(entry, entries))}
      </ul>
    </section>`
  }

  #entry(entry: Entry, entries: ReadonlyArray<Entry>): TemplateResult {
    const { words, store, time } = this.#tools()
    const isUndone = entries.some(({ reverses }) => reverses === entry.id)
    const text = toldOf(entry, this.#tools())
    return html`<li>
      <span class="soft">${time(entry.seenAt)}</span>
      <span class=${isUndone ? "undone" : nothing}>${text}</span>
      <span class="state ${entry.state === "sent" ? "" : "todo"}">${words.states[entry.state]}</span>
      ${
        entry.state !== "refused" && !isUndone && isReversible(entry)
          ? html`<button
              class="button act"
              aria-label="${words.undo}, ${text}"
              @click=${() => void store.undo(entry, words.reasonUndo)}
            >
              ${words.undo}
            </button>`
          : nothing
      }
    </li>`
  }

  #refused(entry: Entry): TemplateResult {
    const { words, store, sentence } = this.#tools()
    const { refusal } = entry
    return html`<li class="note bad">
      <b>${toldOf(entry, this.#tools())}</b>
      <span>${refusal ? sentence(refusal) : words.problems.rejected}</span>
      <span class="ends">
        <button class="button big" @click=${() => void store.again(entry)}>${words.again}</button>
        ${
          refusal && canBeSure.has(refusal._tag)
            ? html`<button class="button big" @click=${() => void store.again(entry, true)}>${words.sure}</button>`
            : nothing
        }
        <button class="button big" @click=${() => void store.drop(entry)}>${words.drop}</button>
      </span>
    </li>`
  }

  #conflict({ entry, basket, line, mine, other }: Conflict): TemplateResult {
    const tools = this.#tools()
    const { words, measure, time, store, picture, act } = tools
    if (other.delivered === null) return html``
    const name = nameIn(tools, basket.member)
    const who = other.by === entry.by ? words.someoneElse : nameIn(tools, other.by)
    const keep = (weights: ReadonlyArray<number>, tare: number, delivered: typeof mine) => {
      const about = { distribution: picture.distribution.id, member: basket.member, line: line.id, sure: true }
      const said = weights.length > 0 ? { weights, tare } : { delivered }
      act({ operation: "line.weigh", input: { ...about, ...said } }, `${line.name}, ${measure(delivered)}`)
    }
    const own = line.trail.find(({ at, by }) => at === entry.seenAt && by === entry.by)
    const isLast = line.trail.at(-1) === other
    const theirs = other.delivered
    const keepTheirs = () => (isLast ? void store.accept(entry) : keep(other.weights, other.tare, theirs))
    return html`<li class="note">
      <span>${words.conflict(name, line.name, measure(mine), measure(theirs), who, time(other.at))}</span>
      <span class="ends">
        <button class="button big" @click=${() => keep(own?.weights ?? [], own?.tare ?? 0, mine)}>
          ${words.keepMine(measure(mine))}
        </button>
        <button class="button big" @click=${keepTheirs}>${words.keepOther(measure(theirs))}</button>
      </span>
    </li>`
  }
}
