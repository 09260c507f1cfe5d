import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { found, foundWithout } from "./desk.model.ts"
import type { Filter, Row } from "./desk.model.ts"
import type { Tools } from "./tools.ts"

/** So many show at once, a screen of them, and as many more whenever somebody gets to the end: five hundred are for searching. */
const atOnce = 12

const filters: ReadonlyArray<Filter> = ["all", "coming", "weigh", "pay"]

/** What is left to do of a basket, in words. */
export const stateOf = ({ basket, toPay }: Row, { words, money }: Tools): string => {
  if (basket.settled) return words.settled
  if (basket.toWeigh > 0) return words.toWeigh(basket.toWeigh)
  if (toPay > 0) return words.toPay(money(toPay))
  return toPay < 0 ? words.toGive(money(-toPay)) : words.paid
}

/** Hands a basket over, or takes that back. */
export const handOver = ({ basket, name }: Row, tools: Tools, to?: string): void => {
  const { words, picture, act } = tools
  const isTaken = basket.taken && to === undefined
  const input = { distribution: picture.distribution.id, member: basket.member, to: isTaken ? null : (to ?? name) }
  act({ operation: "basket.hand-over", input }, isTaken ? words.notHanded(name) : words.handedTo(name))
}

/** Who comes: found as one types, narrowed, each with the one thing to do next. */
export class ListPart {
  order: "name" | "number" = "name"
  readonly #tools: () => Tools
  #sought = ""
  #filter: Filter = "all"
  #most = atOnce
  readonly #end = new IntersectionObserver((seen) => {
    if (seen.some(({ isIntersecting }) => isIntersecting)) this.#show(this.#most + atOnce)
  })

  constructor(tools: () => Tools) {
    this.#tools = tools
  }

  /** Shows more as soon as the end of what shows is seen. */
  watch(end: Element | null): void {
    this.#end.disconnect()
    if (end) this.#end.observe(end)
  }

  #show(most: number): void {
    this.#most = most
    this.#tools().update()
  }

  render(current: string | null): TemplateResult {
    const tools = this.#tools()
    const { words, rows, store, update, goTo } = tools
    const shown = found(rows, this.#filter, this.#sought)
    const visible = shown.slice(0, this.#most)
    // They come behind all others: nobody sees them before the end of those.
    const isEnd = visible.length === shown.length
    const without = isEnd && this.#filter === "all" ? foundWithout(store.state.people, rows, this.#sought) : []
    const sought = (event: Event) => {
      this.#sought = (event.target as HTMLInputElement).value
      this.#show(atOnce)
    }
    const first = (event: SubmitEvent) => {
      event.preventDefault()
      const only = shown[0]?.basket.member ?? without[0]?.id
      if (only !== undefined) goTo(only)
    }
    const narrow = (filter: Filter) => {
      this.#filter = filter
      this.#show(atOnce)
    }
    const turn = () => {
      this.order = this.order === "name" ? "number" : "name"
      update()
    }
    const all = () => {
      this.#sought = ""
      narrow("all")
    }
    return html`<form class="finder" role="search" @submit=${first}>
        <input
          type="search"
          aria-label=${words.search}
          placeholder=${words.search}
          autocomplete="off"
          enterkeyhint="search"
          .value=${this.#sought}
          @input=${sought}
        />
        <div class="chips" role="group" aria-label=${words.filter}>
          ${filters.map(
            (name) =>
              html`<button
                type="button"
                class="chip"
                aria-pressed=${name === this.#filter}
                @click=${() => narrow(name)}
              >
                ${words.filters[name]}
              </button>`,
          )}
        </div>
        <button type="button" class="chip" aria-pressed=${this.order === "number"} @click=${turn}>
          ${words.byNumber}
        </button>
      </form>
      ${
        shown.length + without.length === 0
          ? html`<div class="none" role="status">
              <p>${words.nobody}</p>
              <button class="button big" @click=${all}>${words.showAll}</button>
            </div>`
          : nothing
      }
      <ul class="people" role="list" ?hidden=${shown.length === 0}>
        ${visible.map((row) => this.#row(row, tools, row.basket.member === current))}
      </ul>
      ${
        !isEnd
          ? html`<button class="button big" id="end" @click=${() => this.#show(this.#most + atOnce)}>
              ${words.others(shown.length - visible.length)}
            </button>`
          : nothing
      }
      ${
        without.length === 0
          ? nothing
          : html`<h3 class="soft">${words.noBasket}</h3>
              <ul class="people" role="list">
                ${without.map(
                  ({ id, name }) =>
                    html`<li>
                      <button class="who without" data-member=${id} @click=${() => goTo(id)}>
                        <span class="nr">–</span><b class="name">${name}</b><span class="state">${words.sale}</span>
                      </button>
                    </li>`,
                )}
              </ul>`
      }`
  }

  #row(row: Row, tools: Tools, isCurrent: boolean): TemplateResult {
    const { words, money, time, goTo } = tools
    const { basket, name, articles } = row
    const { handed, taken, number } = basket
    const isOpen = !taken && !basket.settled && (basket.toWeigh > 0 || row.toPay !== 0)
    const by = taken && handed?.to !== null && handed?.to !== undefined && handed.to !== name
    return html`<li class=${isCurrent ? "current" : nothing}>
      <button class="who" data-member=${basket.member} @click=${() => goTo(basket.member)}>
        <span class="nr">${number ?? "–"}</span>
        <span class="name"
          ><b>${name}</b
          >${by ? html`<small class="soft">${words.takenBy(handed.to!, time(handed.at))}</small>` : nothing}</span
        >
        <span class="soft count">${words.articles(articles)}</span>
        <span class="amount">${money(basket.due, basket.estimate)}</span>
        <span class="state ${isOpen ? "todo" : ""}">${stateOf(row, tools)}</span>
      </button>
      ${
        isOpen
          ? html`<button
              class="button act"
              aria-label="${words.openOne(name)}, ${stateOf(row, tools)}"
              @click=${() => goTo(basket.member)}
            >
              ${words.open}
            </button>`
          : html`<button
              class="button act ${taken ? "taken" : "filled"}"
              aria-pressed=${taken}
              aria-label="${taken ? words.handed : words.handOver}, ${name}"
              ?disabled=${basket.settled}
              @click=${() => handOver(row, tools)}
            >
              ${taken ? words.handed : words.handOver}
            </button>`
      }
    </li>`
  }
}
