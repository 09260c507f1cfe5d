import type { AnswerOf } from "@cabas/client"
import { plusMonths } from "@cabas/core/values"
import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import type { Tools } from "./coordinator.ts"
import type { Cycle } from "./desk.store.ts"
import { newCycle, recipeOf } from "./planner.model.ts"
import type { CycleForm, Dates } from "./planner.model.ts"

type Changed = AnswerOf<"cycle.exclude">["dates"]

const field = (event: Event): HTMLInputElement => event.target as HTMLInputElement

/** The cycles of a season: created after their dates were seen, left out of on holidays, joined. */
export class CyclesPart {
  readonly #tools: () => Tools
  #form: CycleForm | undefined
  #dates: Dates | undefined
  /** What leaving days out of a cycle would do. */
  #left: { readonly id: string; readonly from: string; readonly to: string; readonly dates: Changed } | undefined

  constructor(tools: () => Tools) {
    this.#tools = tools
  }

  /** The cycles there are, and the form of a new one. */
  render(today: string): TemplateResult {
    const { words, desk } = this.#tools()
    const { cycles } = desk.state
    return html`<section class="screen">
      <h2>${words.cycles}</h2>
      ${cycles.length === 0 ? html`<p class="soft">${words.noCycle}</p>` : nothing}
      ${cycles.map((cycle) => this.#cycle(cycle))}
      ${
        desk.mayRun()
          ? html`<details>
              <summary>${words.newCycle}</summary>
              ${this.#creating(today)}
            </details>`
          : nothing
      }
    </section>`
  }

  #cycle(cycle: Cycle): TemplateResult {
    const { words, desk, yearDay } = this.#tools()
    const { id, recipe, status, first, last, dates } = cycle
    const place = desk.state.places.find((one) => one.id === recipe.place)?.name ?? recipe.place
    const { every } = recipe.recurrence
    const rhythm = words.rhythms[("weeks" in every ? `w${every.weeks}` : every.on) as keyof typeof words.rhythms]
    const others = desk.state.contracts.filter((one) => desk.mayRun(one.id) && this.#isLacking(cycle, one.id))
    return html`<div class="box">
      <p>
        <b>${place}</b>, ${rhythm ?? ""}
        <span class="soft"
          >${first && last ? words.cycleOf(yearDay(first), yearDay(last), dates) : nothing}
          ${status === "ended" ? `(${words.ended})` : nothing}</span
        >
      </p>
      ${status === "ended" ? nothing : this.#without(cycle)}
      ${status === "ended" || others.length === 0 ? nothing : this.#joining(id, others)}
    </div>`
  }

  #isLacking({ recipe }: Cycle, catalog: string): boolean {
    return recipe.catalogs !== "all" && !recipe.catalogs.includes(catalog)
  }

  #without({ id }: Cycle): TemplateResult | typeof nothing {
    const { words, desk } = this.#tools()
    if (!desk.mayRun()) return nothing
    const left = this.#left?.id === id ? this.#left : undefined
    return html`<form
      class="row"
      @submit=${(event: SubmitEvent) => void this.#exclude(event, id)}
      @input=${() => this.#forget()}
    >
      <label>${words.exclude} · ${words.holidayFrom} <input type="date" name="from" required /></label>
      <label>${words.holidayTo} <input type="date" name="to" required /></label>
      <button class="button ${left ? "filled" : ""}" ?disabled=${desk.state.isBusy}>
        ${left ? words.sure : words.seeDates}
      </button>
      ${left ? this.#effects(left.dates) : nothing}
    </form>`
  }

  /** What becomes of dates that do not stay as they are. */
  #effects(dates: Changed): TemplateResult {
    const { words, day } = this.#tools()
    const moved = dates.filter(({ does }) => does !== "keep" && does !== "change")
    return html`<ul class="dates">
      ${moved.map(({ was, date, does }) => html`<li>${day(was ?? date)} ${words.does[does]}</li>`)}
    </ul>`
  }

  #forget(): void {
    if (!this.#left) return
    this.#left = undefined
    this.#tools().update()
  }

  async #exclude(event: SubmitEvent, id: string): Promise<void> {
    event.preventDefault()
    const { desk, words, announce, update } = this.#tools()
    const told = new FormData(event.target as HTMLFormElement)
    const [from, to] = [`${told.get("from")}`, `${told.get("to")}`]
    const input = { id, except: [from <= to ? { from, to } : { from: to, to: from }] }
    if (this.#left?.id === id) {
      const { answer } = await desk.run("cycle.exclude", input)
      if (answer) announce(words.excluded)
      this.#left = undefined
    } else {
      const { answer } = await desk.preview("cycle.exclude", input)
      this.#left = answer && { id, from, to, dates: answer.dates }
    }
    update()
  }

  #joining(id: string, others: ReadonlyArray<{ readonly id: string; readonly name: string }>): TemplateResult {
    const { words, desk, announce } = this.#tools()
    const join = async (event: SubmitEvent) => {
      event.preventDefault()
      const catalog = `${new FormData(event.target as HTMLFormElement).get("catalog")}`
      const { answer } = await desk.run("cycle.join", { id, catalog })
      if (answer) announce(words.joinedCycle(desk.named("catalog", catalog) ?? catalog))
    }
    return html`<form class="row" @submit=${join}>
      <label
        >${words.letJoin}
        <select name="catalog">
          ${others.map((one) => html`<option value=${one.id}>${one.name}</option>`)}
        </select></label
      >
      <button class="button" ?disabled=${desk.state.isBusy}>${words.letJoin}</button>
    </form>`
  }

  #creating(today: string): TemplateResult {
    const { words, desk } = this.#tools()
    const { places, contracts } = desk.state
    const form = (this.#form ??= newCycle(places[0]?.id ?? "", today, plusMonths(today, 3)))
    const set = (changed: Partial<CycleForm>) => {
      this.#form = { ...form, ...changed }
      this.#dates = undefined
      desk.forgive()
      this.#tools().update()
    }
    const input = (name: keyof CycleForm, label: string, type: string, more = "") =>
      html`<label class=${more}
        >${label}
        <input
          type=${type}
          min=${type === "number" ? 0 : nothing}
          required
          .value=${`${form[name]}`}
          @change=${(event: Event) => {
            const { value } = field(event)
            set({ [name]: type === "number" ? Number(value) : value })
          }}
        />
      </label>`
    const { rhythm, ends, catalogs } = form
    const some = catalogs === "all" ? [] : catalogs
    return html`<form @submit=${(event: SubmitEvent) => void this.#submit(event)}>
      <div class="row">
        <label
          >${words.place}
          <select @change=${(event: Event) => set({ place: field(event).value })}>
            ${places.map(({ id, name }) => html`<option value=${id} ?selected=${id === form.place}>${name}</option>`)}
          </select></label
        >
        ${input("first", words.first, "date")}
        <label
          >${words.rhythm}
          <select @change=${(event: Event) => set({ rhythm: field(event).value })}>
            ${Object.entries(words.rhythms).map(
              ([value, label]) => html`<option value=${value} ?selected=${value === rhythm}>${label}</option>`,
            )}
          </select></label
        >
        <label
          >${words.ends}
          <select @change=${(event: Event) => set({ ends: field(event).value as CycleForm["ends"] })}>
            <option value="until" ?selected=${ends === "until"}>${words.endsUntil}</option>
            <option value="count" ?selected=${ends === "count"}>${words.endsCount}</option>
          </select></label
        >
        ${ends === "until" ? input("until", words.endsOn, "date") : input("count", words.howMany, "number")}
      </div>
      <div class="row">
        ${input("startTime", words.from, "time")} ${input("endTime", words.to, "time")}
        ${input("opensDays", words.opensDays, "number")} ${input("closesDays", words.closesDays, "number")}
        ${input("closesTime", words.closesTime, "time")}
      </div>
      <fieldset>
        <legend>${words.takePart}</legend>
        <div class="ticks">
          <label class="tick"
            ><input type="radio" name="part" ?checked=${catalogs === "all"} @change=${() => set({ catalogs: "all" })} />
            ${words.everybody}</label
          >
          <label class="tick"
            ><input type="radio" name="part" ?checked=${catalogs !== "all"} @change=${() => set({ catalogs: [] })} />
            ${words.some}</label
          >
          ${
            catalogs === "all"
              ? nothing
              : contracts.map(
                  ({ id, name }) =>
                    html`<label class="tick"
                      ><input
                        type="checkbox"
                        .checked=${some.includes(id)}
                        @change=${(event: Event) =>
                          set({ catalogs: field(event).checked ? [...some, id] : some.filter((one) => one !== id) })}
                      />
                      ${name}</label
                    >`,
                )
          }
        </div>
      </fieldset>
      ${this.#holidays(form, set)} ${this.#preview()}
    </form>`
  }

  #holidays({ except }: CycleForm, set: (changed: Partial<CycleForm>) => void): TemplateResult {
    const { words } = this.#tools()
    const change = (at: number, changed: object) =>
      set({ except: except.map((one, index) => (index === at ? { ...one, ...changed } : one)) })
    return html`<fieldset>
      <legend>${words.holidays}</legend>
      ${except.map(
        ({ from, to }, at) =>
          html`<div class="row">
            <label
              >${words.holidayFrom}
              <input type="date" .value=${from} @change=${(event: Event) => change(at, { from: field(event).value })}
            /></label>
            <label
              >${words.holidayTo}
              <input type="date" .value=${to} @change=${(event: Event) => change(at, { to: field(event).value })}
            /></label>
            <button
              type="button"
              class="plain"
              aria-label="${words.removeHoliday} (${at + 1})"
              @click=${() => set({ except: except.filter((_, index) => index !== at) })}
            >
              ${words.removeHoliday}
            </button>
          </div>`,
      )}
      <div class="row">
        <button type="button" class="button" @click=${() => set({ except: [...except, { from: "", to: "" }] })}>
          ${words.addHoliday}
        </button>
      </div>
    </fieldset>`
  }

  #preview(): TemplateResult {
    const { words, desk, day, sentence } = this.#tools()
    const dates = this.#dates
    const wrong = dates?.filter(({ problem }) => problem !== null).length ?? 0
    const can = dates !== undefined && wrong === 0 && dates.length > 0
    return html`${
        dates
          ? html`<h3 tabindex="-1" class="found">${words.dates(dates.length, wrong)}</h3>
              <ol class="dates">
                ${dates.map(
                  ({ date, problem, joins }) =>
                    html`<li class=${problem ? "bad" : ""}>
                      ${day(date)}
                      ${
                        problem
                          ? html`<br /><span class="soft">${sentence(problem)}</span>`
                          : html`<span class="soft">${joins.length > 1 ? `(${joins.length})` : nothing}</span>`
                      }
                    </li>`,
                )}
              </ol>`
          : nothing
      }
      <footer>
        <button class="button ${can ? "filled" : ""}" ?disabled=${desk.state.isBusy || (dates !== undefined && !can)}>
          ${can ? words.create(dates.length) : words.seeDates}
        </button>
      </footer>`
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const { desk, words, announce, update } = this.#tools()
    const recipe = recipeOf(this.#form!)
    if (this.#dates) {
      const { answer } = await desk.run("cycle.create", recipe)
      if (!answer) return
      announce(words.created(answer.dates.length))
      this.#form = this.#dates = undefined
    } else {
      const answer = await desk.ask("cycle.preview", { recipe: JSON.stringify(recipe) })
      this.#dates = answer?.dates
      if (answer) announce(words.dates(answer.dates.length, answer.dates.filter(({ problem }) => problem).length))
    }
    update()
  }
}
