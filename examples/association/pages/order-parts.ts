import { amountOf } from "@cabas/core/values"
import type { Desk, Distribution, Refusal } from "./desk.ts"
import { fill, h } from "./dom.ts"
import { less, more, typed, typedUnit, written } from "./order-entry.model.ts"
import type { Entered, Offer } from "./order-entry.model.ts"
import { matches } from "./search.ts"

/** How many results are shown of those found. */
const most = 8

/** The window of a distribution, said when a coordinator enters orders outside of it. */
export const windowNotice = ({ words, format, client }: Desk, { orders }: Distribution) => {
  const now = client.now()
  if (now >= orders.closesAt) return h("p", { class: "notice" }, words.entry.closed(format.moment(orders.closesAt)))
  return now < orders.opensAt && h("p", { class: "notice" }, words.entry.notYet(format.moment(orders.opensAt)))
}

/** Choosing a household by its name. */
export const memberChoice = ({ members, words }: Desk): HTMLElement => {
  const results = h("ul", { class: "results" })
  const search = h("input", { type: "search", placeholder: words.entry.memberHint, autocomplete: "off" })
  const narrow = (): void => {
    const found = members.filter(({ name }) => matches(search.value, name)).slice(0, most)
    const rows = found.map(({ id, name }) => h("li", {}, h("a", { href: `#entry/${id}` }, name)))
    fill(results, rows.length === 0 ? h("li", { class: "empty" }, words.entry.noMember) : rows)
  }
  search.addEventListener("input", narrow)
  narrow()
  return h("div", { class: "choice" }, h("label", {}, words.entry.member, search), results)
}

/** "14,80 € / kg, ≈ 1,8 kg": the price, and what a piece weighs when it is sold by weight. */
const priceOf = ({ format }: Desk, { shownPrice, terms, saleKind }: Offer): string => {
  const price = `${format.money(shownPrice)} ${format.per(terms.per)}`.trim()
  const weighed = (saleKind === "weighed" || saleKind === "weighed-each") && terms.content !== null
  return weighed ? `${price}, ≈\u00A0${format.measure(terms.content)}` : price
}

/** What can be ordered, to be added by its name. */
export const productChoice = (
  desk: Desk,
  offers: ReadonlyArray<Offer>,
  producerOf: (catalog: string) => string,
  add: (offer: Offer) => void,
) => {
  const { words, format } = desk
  const results = h("ul", { class: "results" })
  const search = h("input", { type: "search", placeholder: words.entry.productHint, autocomplete: "off" })
  const leftOf = ({ left }: Offer): string | null =>
    left === null ? null : amountOf(left) === 0 ? words.entry.soldOut : words.entry.left(format.measure(left))
  const row = (offer: Offer) =>
    h(
      "li",
      {},
      h(
        "button",
        { type: "button", on: { click: () => take(offer) } },
        h("b", {}, offer.name),
        h("span", {}, producerOf(offer.catalog), leftOf(offer) && h("em", {}, ` · ${leftOf(offer)}`)),
        h("span", { class: "number" }, priceOf(desk, offer)),
      ),
    )
  const take = (offer: Offer): void => {
    search.value = ""
    fill(results)
    add(offer)
  }
  const narrow = (): void => {
    if (search.value.trim() === "") return fill(results)
    const found = offers.filter(({ name, reference, catalog }) =>
      matches(search.value, name, reference, producerOf(catalog)),
    )
    fill(
      results,
      found.length === 0 ? h("li", { class: "empty" }, words.entry.noProduct) : found.slice(0, most).map(row),
    )
  }
  search.addEventListener("input", narrow)
  return h("div", { class: "choice" }, h("label", {}, words.entry.product, search), results)
}

/** One line with its stepper; `set` is told each quantity that can be read. */
export const lineElement = (desk: Desk, line: Entered, read: () => Entered, set: (amount: number) => void) => {
  const { words, language } = desk
  const { name, unit, offer } = line
  const problem = h("p", { class: "problem", role: "alert" })
  const show = (): void => {
    field.value = written(read().wanted, unit, language)
    element.classList.toggle("gone", read().wanted === 0)
  }
  const put = (amount: number): void => {
    fill(problem)
    set(amount)
    show()
  }
  /** What is typed counts at once; only when it is complete is it said to be no quantity, or written in full. */
  const type = (complete: boolean): void => {
    const amount = typed(field.value, unit, language)
    if (amount !== undefined && complete) put(amount)
    else if (amount !== undefined) set(amount)
    else if (complete) fill(problem, words.entry.unreadable(field.value))
  }
  const field = h("input", {
    inputmode: "decimal",
    "aria-label": words.entry.quantity(name),
    autocomplete: "off",
    on: { input: () => type(false), change: () => type(true) },
  })
  const step = (sign: string, label: string, next: (from: Entered) => number) =>
    h("button", { type: "button", "aria-label": label, on: { click: () => put(next(read())) } }, sign)
  const element = h(
    "li",
    { class: "line" },
    h("span", { class: "name" }, name, offer && h("small", {}, priceOf(desk, offer))),
    h(
      "span",
      { class: "stepper" },
      step("−", `− ${name}`, less),
      field,
      h("span", { class: "unit" }, typedUnit[unit]),
      step("+", `+ ${name}`, more),
    ),
    problem,
  )
  show()
  return { element, show }
}

/** Something is short: what can be done about it. */
export const shortChoices = (
  { words, format }: Desk,
  { lines }: Extract<Refusal, { readonly _tag: "StockShort" }>,
  takeLeft: () => void,
  override: (reason: string) => void,
) => {
  const reason = h("input", { maxlength: 256, autocomplete: "off" })
  const problem = h("p", { class: "problem", role: "alert" })
  const insist = () =>
    reason.value.trim() === "" ? fill(problem, words.entry.reasonMissing) : override(reason.value.trim())
  return h(
    "div",
    { class: "trouble short", role: "alert" },
    h("h3", {}, words.entry.short),
    lines.map(({ name, left, wanted }) =>
      h("p", {}, words.entry.shortLine(name, format.measure(left), format.measure(wanted))),
    ),
    h("button", { type: "button", on: { click: takeLeft } }, words.entry.takeLeft),
    h("label", {}, words.entry.reason, reason),
    problem,
    h("button", { type: "button", on: { click: insist } }, words.entry.override),
  )
}
