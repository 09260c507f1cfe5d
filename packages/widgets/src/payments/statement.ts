import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { householdOptions } from "../books/books.element.ts"
import type { Tools } from "../books/books.element.ts"
import { heapOf } from "../books/books.model.ts"
import type { Heap } from "../books/books.model.ts"
import { acceptedIn, acceptedOf, base64Of, firstVerdicts, keyOf } from "./statement.model.ts"
import type { Line, Report, Verdict } from "./statement.model.ts"

/** The most lines that are recorded at once. */
const most = 500

const heaps: ReadonlyArray<Heap> = ["matched", "review", "unmatched", "ignored"]

/** A bank statement: dropped, compared with what was promised, decided line by line, recorded. */
export class StatementPart {
  readonly #tools: () => Tools
  #content: string | undefined
  #report: Report | undefined
  #verdicts: ReadonlyMap<string, Verdict> = new Map()
  #isOver = false

  constructor(tools: () => Tools) {
    this.#tools = tools
  }

  render(): TemplateResult {
    const { words } = this.#tools()
    return html`<h2 tabindex="-1">${words.statement.title}</h2>
      ${this.#report ? this.#lines(this.#report) : this.#choosing()}`
  }

  #choosing(): TemplateResult {
    const { words, books, update } = this.#tools()
    const said = words.statement
    const over = (isOver: boolean) => (event: Event) => {
      event.preventDefault()
      this.#isOver = isOver
      update()
    }
    const drop = (event: DragEvent) => {
      over(false)(event)
      const file = event.dataTransfer?.files[0]
      if (file) void this.#look(file)
    }
    const choose = (event: Event) => {
      const file = (event.target as HTMLInputElement).files?.[0]
      if (file) void this.#look(file)
    }
    return html`<div
      class="drop ${this.#isOver ? "over" : ""}"
      @dragover=${over(true)}
      @dragleave=${over(false)}
      @drop=${drop}
    >
      <p>${said.help}</p>
      <label>${said.file} <input type="file" accept=".csv,.txt,.xml,text/csv,text/xml" @change=${choose} /></label>
      ${books.state.isBusy ? html`<p role="status">${said.reading}</p>` : nothing}
    </div>`
  }

  async #look(file: Blob): Promise<void> {
    const { books, update } = this.#tools()
    this.#content = await base64Of(file)
    this.#report = await books.run("bank.import", { content: this.#content, encoding: "base64" })
    this.#verdicts = firstVerdicts(this.#report?.rows ?? [])
    update()
  }

  #lines(report: Report): TemplateResult {
    const { words, books, money } = this.#tools()
    const said = words.statement
    const { rows, problems } = report
    const { accept, total } = acceptedIn(rows, this.#verdicts)
    const whole = problems.map(({ _tag }) => said.problems[_tag as keyof typeof said.problems] ?? said.unread)
    return html`${whole.map((text) => html`<p class="note bad" role="alert">${text}</p>`)}
      ${rows.length === 0 && whole.length === 0 ? html`<p class="none">${said.empty}</p>` : nothing}
      ${heaps.map((heap) =>
        this.#heap(
          heap,
          rows.filter(({ outcome }) => heapOf(outcome) === heap),
        ),
      )}
      <div class="row apply screen">
        ${
          rows.length > 0
            ? html`<button
                class="button filled"
                ?disabled=${accept.length === 0 || books.state.isBusy}
                @click=${() => void this.#apply()}
              >
                ${accept.length === 0 ? said.nothing : said.apply(accept.length, money(total))}
              </button>`
            : nothing
        }
        <button class="plain" @click=${() => this.#forget()}>${said.another}</button>
      </div>`
  }

  #heap(heap: Heap, lines: ReadonlyArray<Line>): TemplateResult | typeof nothing {
    const { words } = this.#tools()
    const said = words.statement
    if (lines.length === 0) return nothing
    const list = html`<ul class="list">
      ${lines.map((line) => this.#line(heap, line))}
    </ul>`
    const title = `${said.heaps[heap]} · ${said.lines(lines.length)}`
    return heap === "ignored"
      ? html`<details>
          <summary>${title}</summary>
          ${list}
        </details>`
      : html`<h3>${title}</h3>
          ${list}`
  }

  #line(heap: Heap, line: Line): TemplateResult {
    const { words, money, day } = this.#tools()
    const { entry, outcome, name, expected, why, problems } = line
    const said = words.statement
    const amount = entry ? money(entry.amount) : ""
    const label = entry ? `${entry.name} ${entry.text}`.trim() : said.line(line.line)
    const reasons = [
      ...problems.map(({ _tag }) => said.problems[_tag as keyof typeof said.problems] ?? said.problems.other),
      ...(why === null ? [] : [said.whys[why as keyof typeof said.whys] ?? ""]),
      ...(expected === null ? [] : [said.expected(money(expected))]),
    ]
    return html`<li>
      <div class="row between">
        <span>
          ${entry ? html`<span class="soft">${day(entry.bookedOn)}</span> ` : nothing}<span class="label">${label}</span
          ><br />
          <b>${name ?? ""}</b> <span class=${heap === "matched" ? "good" : "soft"}>${said.outcomes[outcome]}</span>
          ${reasons.map((text) => html`<br /><span class="soft">${text}</span>`)}
        </span>
        <b class="number">${amount}</b>
      </div>
      ${this.#deciding(heap, line, `${label}, ${amount}`)}
    </li>`
  }

  #deciding(heap: Heap, line: Line, what: string): TemplateResult | typeof nothing {
    const { words, books, update } = this.#tools()
    const key = keyOf(line)
    const decide = (verdict: Verdict | undefined) => {
      const verdicts = new Map(this.#verdicts)
      if (verdict === undefined) verdicts.delete(key)
      else verdicts.set(key, verdict)
      this.#verdicts = verdicts
      update()
    }
    if (!line.entry || heap === "ignored") return nothing
    if (acceptedOf(line, true)) {
      return html`<label class="tick screen"
        ><input
          type="checkbox"
          aria-label=${words.statement.accept(what)}
          .checked=${this.#verdicts.has(key)}
          @change=${(event: Event) => decide((event.target as HTMLInputElement).checked || undefined)}
        />${words.sure}</label
      >`
    }
    return html`<label class="screen"
      >${words.statement.who}
      <select
        aria-label=${words.statement.whoOf(what)}
        @change=${(event: Event) => {
          const { value: member } = event.target as HTMLSelectElement
          decide(member === "" ? undefined : { member })
        }}
      >
        <option value="">${words.statement.nobody}</option>
        ${householdOptions(books.state.members)}
      </select></label
    >`
  }

  #forget(): void {
    const { books, update } = this.#tools()
    this.#report = undefined
    this.#content = undefined
    this.#verdicts = new Map()
    books.forgive()
    update()
  }

  /** Records what was accepted, as many lines at a time as go at once; what was recorded before a refusal stays. */
  async #apply(recorded = 0, sum = 0): Promise<void> {
    const { words, books, money, reason, done } = this.#tools()
    const { accept } = acceptedIn(this.#report?.rows ?? [], this.#verdicts)
    const content = this.#content ?? ""
    const part = accept.slice(recorded, recorded + most)
    const answer = part.length > 0 && (await books.run("bank.import", { content, encoding: "base64", accept: part }))
    if (answer) return this.#apply(recorded + answer.recorded.length, sum + answer.total)
    if (part.length > 0 && recorded === 0) return
    const why = reason(books.state)
    this.#forget()
    done(`${words.statement.applied(recorded, money(sum))} ${why}`.trim())
  }
}
