import type { AnswerOf, Reply } from "@cabas/client"
import { trouble, waiting } from "./desk.ts"
import type { Desk, Distribution, Member } from "./desk.ts"
import { fill, h } from "./dom.ts"
import { adding, entryOf, takingLeft, wanting, wishesOf } from "./order-entry.model.ts"
import type { Entry, Offer } from "./order-entry.model.ts"
import { lineElement, memberChoice, productChoice, shortChoices, windowNotice } from "./order-parts.ts"

type Sheet = AnswerOf<"basket.get">
type Confirmed = AnswerOf<"basket.confirm">

/** How long typing may pause before what it comes to is asked for, in milliseconds. */
const pause = 350

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
