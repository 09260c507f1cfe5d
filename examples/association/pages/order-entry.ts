import type { AnswerOf, Reply } from "@cabas/client"
import { amountOf } from "@cabas/core/values"
import { trouble, waiting } from "./desk.ts"
import type { Desk, Distribution, Member, Refusal } from "./desk.ts"
import { fill, h } from "./dom.ts"
import {
  adding,
  entryOf,
  less,
  more,
  takingLeft,
  typed,
  typedUnit,
  wanting,
  wishesOf,
  written,
} from "./order-entry.model.ts"
import type { Entered, Entry, Offer } from "./order-entry.model.ts"
import { matches } from "./search.ts"

type Sheet = AnswerOf<"basket.get">
type Confirmed = AnswerOf<"basket.confirm">

const most = 8
const pause = 350

/** The window of a distribution, said when a coordinator enters orders outside of it. */
const windowNotice = ({ words, format, client }: Desk, { orders }: Distribution) => {
  const now = client.now()
  if (now >= orders.closesAt) return h("p", { class: "notice" }, words.entry.closed(format.moment(orders.closesAt)))
  return now < orders.opensAt && h("p", { class: "notice" }, words.entry.notYet(format.moment(orders.opensAt)))
}

/** Choosing a household by its name. */
const memberChoice = ({ members, words }: Desk): HTMLElement => {
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
const productChoice = (
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
const lineElement = (desk: Desk, line: Entered, read: () => Entered, set: (amount: number) => void) => {
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
const shortChoices = (
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

/** The order of one household: found, changed, recorded. */
const orderForm = (
  desk: Desk,
  distribution: Distribution,
  member: Member,
  sheet: Sheet,
  offers: ReadonlyArray<Offer>,
  saved: (answer: Confirmed) => void,
) => {
  const { words, format, client, producers } = desk
  let entry: Entry = entryOf(sheet, offers)
  let counted = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  const list = h("ul", { class: "lines" })
  const sums = h("p", { class: "sums", role: "status" })
  const says = h("div", {})
  const button = h(
    "button",
    { type: "button", class: "primary", on: { click: () => void record(null) } },
    words.entry.confirm(member.name),
  )
  const shown = new Map<string, { readonly element: HTMLElement; readonly show: () => void }>()
  const producerNames = new Map(
    distribution.catalogs.map(({ id, producer }) => [id, producers.get(producer) ?? producer]),
  )

  const confirm = (preview: boolean, stockOverride: string | null): Promise<Reply<Confirmed>> =>
    client.run(
      "basket.confirm",
      {
        distribution: distribution.id,
        member: member.id,
        entry: "coordinator",
        lines: wishesOf(entry),
        ...(stockOverride !== null && { stockOverride }),
      },
      { preview },
    )

  /** What is not known yet, or cannot be, is left open. */
  const open = (): void => fill(sums, h("span", {}, words.total, " ", h("b", {}, "…")))

  const sum = (total: number, estimate: boolean): void => {
    const after = sheet.wallet.expected - (total - sheet.total)
    fill(
      sums,
      h("span", {}, words.total, " ", h("b", {}, estimate && "≈ ", format.money(total))),
      h(
        "span",
        {},
        words.entry.wallet(format.money(sheet.wallet.expected)),
        after !== sheet.wallet.expected && ` → ${format.money(after)}`,
      ),
      after < 0 && after < sheet.wallet.expected && h("span", { class: "notice" }, words.entry.debt),
    )
  }

  const refuse = (reply: Reply<unknown>): void => {
    const { refusal } = reply
    open()
    if (refusal?._tag === "StockShort") {
      const takeLeft = () => {
        entry = takingLeft(entry, refusal.lines)
        for (const one of shown.values()) one.show()
        changed()
      }
      fill(
        says,
        shortChoices(desk, refusal, takeLeft, (reason) => void record(reason)),
      )
    } else if (refusal?._tag === "BasketEmpty") fill(says)
    else if (refusal === undefined)
      fill(
        says,
        trouble(desk, reply, () => changed()),
      )
    else fill(says, h("div", { class: "trouble", role: "alert" }, desk.say(refusal)))
  }

  const count = async (): Promise<void> => {
    counted += 1
    const mine = counted
    if (wishesOf(entry).length === 0) {
      fill(says)
      return sum(sheet.total, sheet.estimate)
    }
    const reply = await confirm(true, null)
    if (mine !== counted) return
    if (reply.answer === undefined) return refuse(reply)
    fill(says)
    sum(reply.answer.total, reply.answer.estimate)
  }

  const changed = (): void => {
    render()
    open()
    clearTimeout(timer)
    timer = setTimeout(() => void count(), pause)
  }

  const record = async (reason: string | null): Promise<void> => {
    clearTimeout(timer)
    counted += 1
    button.disabled = true
    const reply = await confirm(false, reason)
    button.disabled = false
    if (reply.answer === undefined) refuse(reply)
    else saved(reply.answer)
  }

  const render = (): void => {
    for (const line of entry.lines) {
      const key = `${line.catalog}/${line.product}`
      if (shown.has(key)) continue
      const read = () => entry.lines.find((one) => `${one.catalog}/${one.product}` === key) ?? line
      const set = (amount: number) => {
        entry = wanting(entry, line.catalog, line.product, amount)
        changed()
      }
      const made = lineElement(desk, line, read, set)
      shown.set(key, made)
      list.append(made.element)
    }
    const untouched = wishesOf(entry).length === 0
    button.disabled = untouched
    button.textContent = untouched && entry.lines.length > 0 ? words.entry.nothing : words.entry.confirm(member.name)
    empty.hidden = entry.lines.length > 0
  }

  const add = (offer: Offer): void => {
    entry = adding(entry, offer)
    changed()
    const made = shown.get(`${offer.catalog}/${offer.product}`)
    made?.show()
    made?.element.querySelector("input")?.focus()
  }

  const empty = h("p", { class: "empty" }, words.entry.empty)
  render()
  sum(sheet.total, sheet.estimate)
  return h(
    "div",
    { class: "order" },
    productChoice(desk, offers, (catalog) => producerNames.get(catalog) ?? "", add),
    h("div", {}, list, empty, sums, says, button),
  )
}

/** Entering or correcting the order of a household; nobody is chosen yet when `id` is empty. */
export const orderEntry = (desk: Desk, distribution: Distribution, id: string): HTMLElement => {
  const { client, words, format, members } = desk
  const member = members.find((one) => one.id === id)
  if (member === undefined) return h("div", {}, windowNotice(desk, distribution), memberChoice(desk))
  const form = h("div", {})
  const done = h("p", { class: "done", role: "status", tabindex: -1 })

  const load = async (): Promise<void> => {
    fill(form, waiting(desk))
    const [shop, sheet] = await Promise.all([
      client.ask("shop.get", { distribution: distribution.id }),
      client.ask("basket.get", { distribution: distribution.id, member: id }),
    ])
    const failed = shop.answer === undefined ? shop : sheet.answer === undefined ? sheet : undefined
    if (failed !== undefined || shop.answer === undefined || sheet.answer === undefined) {
      return fill(
        form,
        trouble(desk, failed ?? { problem: "server" }, () => void load()),
      )
    }
    fill(form, orderForm(desk, distribution, member, sheet.answer, shop.answer.offers, saved))
  }
  const saved = ({ number, total }: Confirmed): void => {
    fill(done, words.entry.saved(number, format.money(total)))
    void load().then(() => done.focus())
  }
  void load()
  return h(
    "div",
    {},
    h("h3", { class: "who" }, member.name, h("a", { href: "#entry" }, words.entry.other)),
    windowNotice(desk, distribution),
    done,
    form,
  )
}
