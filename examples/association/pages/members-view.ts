import type { AnswerOf } from "@cabas/client"
import { amountOf, unitOf } from "@cabas/core/values"
import { csvOf } from "./csv.ts"
import { trouble, waiting } from "./desk.ts"
import type { Desk, Distribution } from "./desk.ts"
import { download, fill, h } from "./dom.ts"
import { matches } from "./search.ts"

type Row = AnswerOf<"recap.by-member">["rows"][number]
type Line = Row["lines"][number]

const lineOf = ({ words, format }: Desk, { name, ordered, estimate, expected, billed, amount }: Line) =>
  h(
    "li",
    {},
    h("b", {}, format.measure(ordered)),
    " ",
    h(
      "span",
      {},
      name,
      estimate && h("small", {}, ` ≈ ${format.measure(billed)}`),
      expected && h("small", {}, ` ${words.expected}`),
    ),
    h("span", { class: "number" }, estimate && "≈ ", format.money(amount)),
  )

const basketOf = (desk: Desk, row: Row) => {
  const { words, format } = desk
  return h(
    "article",
    { class: "basket" },
    h(
      "h3",
      {},
      h("span", { class: "numeral" }, row.number),
      h("span", {}, row.memberName),
      h("span", { class: "number" }, row.estimate && "≈ ", format.money(row.total)),
    ),
    h(
      "ul",
      {},
      row.lines.map((line) => lineOf(desk, line)),
    ),
    h("p", { class: "signature" }, words.members.signature),
    h(
      "p",
      { class: "actions" },
      h(
        "a",
        { href: `#entry/${row.member}` },
        words.members.correct,
        h("span", { class: "hidden" }, ` ${row.memberName}`),
      ),
    ),
  )
}

const fileOf = ({ words }: Desk, rows: ReadonlyArray<Row>): string =>
  csvOf([
    words.members.head,
    ...rows.flatMap(({ number, memberName, lines }) =>
      lines.map(({ reference, name, ordered, amount }) => {
        const unit = { pieces: "pièce", grams: "g", millilitres: "ml" }[unitOf(ordered)]
        return [number ?? "", memberName, reference ?? "", name, amountOf(ordered), unit, amount / 100]
      }),
    ),
  ])

/** What each household ordered for a distribution, in the order of the basket numbers. */
export const membersView = (desk: Desk, distribution: Distribution): HTMLElement => {
  const { client, words, format, groupName } = desk
  const root = h("div", {})

  const show = (rows: ReadonlyArray<Row>): void => {
    const list = h("div", { class: "baskets" })
    const count = h("p", { class: "note", role: "status" })
    const narrow = (text: string): void => {
      const shown = rows.filter((row) => matches(text, row.memberName) || text.trim() === String(row.number))
      fill(count, words.members.count(shown.length, rows.length))
      fill(
        list,
        shown.length === 0 ? h("p", { class: "empty" }, words.members.none) : shown.map((row) => basketOf(desk, row)),
      )
    }
    const search = h("input", { type: "search", on: { input: () => narrow(search.value) } })
    const save = () => download(words.members.file(distribution.id), fileOf(desk, rows), "text/csv")
    fill(
      root,
      h("p", { class: "running" }, `${groupName} · ${format.day(distribution.startsAt)}`),
      h(
        "div",
        { class: "tools" },
        h("label", {}, words.members.search, search),
        h("button", { type: "button", on: { click: () => print() } }, words.print),
        h("button", { type: "button", on: { click: save } }, words.download),
      ),
      count,
      list,
    )
    narrow("")
  }

  const load = async (): Promise<void> => {
    fill(root, waiting(desk))
    const reply = await client.ask("recap.by-member", { distribution: distribution.id })
    if (reply.answer === undefined)
      fill(
        root,
        trouble(desk, reply, () => void load()),
      )
    else if (reply.answer.rows.length === 0) fill(root, h("p", { class: "empty" }, words.products.empty))
    else show(reply.answer.rows.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0)))
  }
  void load()
  return root
}
