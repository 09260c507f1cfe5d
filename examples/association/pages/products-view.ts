import type { AnswerOf } from "@cabas/client"
import { amountOf, unitOf } from "@cabas/core/values"
import { csvOf } from "./csv.ts"
import { trouble, waiting } from "./desk.ts"
import type { Desk, Distribution } from "./desk.ts"
import { download, fill, h } from "./dom.ts"

type Row = AnswerOf<"recap.by-product">["rows"][number]

/** The rows of each catalog, in the order the distribution names them. */
const byCatalog = (rows: ReadonlyArray<Row>, { catalogs }: Distribution) =>
  catalogs
    .map((catalog) => ({ catalog, rows: rows.filter((row) => row.catalog === catalog.id) }))
    .filter((one) => one.rows.length > 0)

const quantityCell = ({ words, format }: Desk, { ordered, billed, saleKind }: Row) => {
  const weighed = saleKind === "weighed" || saleKind === "weighed-each"
  return h(
    "td",
    { class: "number" },
    h("b", {}, format.measure(ordered)),
    weighed && h("small", {}, ` ${words.products.nominal(format.measure(billed))}`),
  )
}

const rowOf = (desk: Desk, row: Row) => {
  const { money, per } = desk.format
  return h(
    "tr",
    {},
    h("td", { class: "reference" }, row.reference),
    h("th", { scope: "row" }, row.name, row.expected && h("small", {}, ` ${desk.words.expected}`)),
    quantityCell(desk, row),
    h("td", { class: "number" }, money(row.price), " ", h("small", {}, per(row.per))),
    h("td", { class: "number" }, row.members),
    h("td", { class: "number" }, row.estimate && "≈ ", money(row.total)),
  )
}

const tableOf = (desk: Desk, day: string, name: string, title: string, rows: ReadonlyArray<Row>) => {
  const { words, format, groupName } = desk
  const total = rows.reduce((sum, row) => sum + row.total, 0)
  const estimate = rows.some((row) => row.estimate)
  return h(
    "section",
    { class: "sheet" },
    h("h3", {}, name, " ", h("small", {}, title)),
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": name },
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h("tr", { class: "running" }, h("td", { colspan: 6 }, `${groupName} · ${day} · ${name}`)),
          h(
            "tr",
            {},
            words.products.columns.map((column, index) =>
              h("th", { scope: "col", class: index > 1 && "number" }, column),
            ),
          ),
        ),
        h(
          "tbody",
          {},
          rows.map((row) => rowOf(desk, row)),
        ),
        h(
          "tfoot",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "row", colspan: 5 }, words.total),
            h("td", { class: "number" }, estimate && "≈ ", format.money(total)),
          ),
        ),
      ),
    ),
  )
}

const fileOf = ({ words, producers, format }: Desk, { catalogs }: Distribution, rows: ReadonlyArray<Row>): string =>
  csvOf([
    words.products.head,
    ...rows.map((row) => {
      const producer = producers.get(catalogs.find(({ id }) => id === row.catalog)?.producer ?? "") ?? row.catalog
      const unit = { pieces: "pièce", grams: "g", millilitres: "ml" }[unitOf(row.ordered)]
      const price = `${format.money(row.price)} ${format.per(row.per)}`.trim()
      const money = [row.members, row.total / 100, row.totalNet / 100]
      return [producer, row.reference ?? "", row.name, amountOf(row.ordered), unit, price, ...money]
    }),
  ])

/** What to order from each producer for a distribution. */
export const productsView = (desk: Desk, distribution: Distribution): HTMLElement => {
  const { client, words, format, producers } = desk
  const root = h("div", {})
  const day = format.day(distribution.startsAt)

  const show = (rows: ReadonlyArray<Row>, chosen: string): void => {
    const groups = byCatalog(rows, distribution)
    const shown = groups.filter(({ catalog }) => chosen === "" || catalog.id === chosen)
    const kept = shown.flatMap((one) => one.rows)
    const nameOf = (producer: string) => producers.get(producer) ?? producer
    const choice = h(
      "select",
      { on: { change: () => show(rows, choice.value) } },
      h("option", { value: "" }, words.products.all),
      groups.map(({ catalog }) =>
        h("option", { value: catalog.id, selected: catalog.id === chosen }, nameOf(catalog.producer)),
      ),
    )
    const total = kept.reduce((sum, row) => sum + row.total, 0)
    const estimate = kept.some((row) => row.estimate)
    fill(
      root,
      h(
        "div",
        { class: "tools" },
        h("label", {}, words.products.producer, choice),
        h("button", { type: "button", on: { click: () => print() } }, words.print),
        h(
          "button",
          {
            type: "button",
            on: {
              click: () => download(words.products.file(distribution.id), fileOf(desk, distribution, kept), "text/csv"),
            },
          },
          words.download,
        ),
      ),
      shown.map(({ catalog, rows: own }) => tableOf(desk, day, nameOf(catalog.producer), catalog.name, own)),
      h("p", { class: "grand" }, words.total, " ", h("b", {}, estimate && "≈ ", format.money(total))),
      estimate && h("p", { class: "note" }, words.estimate, "."),
    )
  }

  const load = async (): Promise<void> => {
    fill(root, waiting(desk))
    const reply = await client.ask("recap.by-product", { distribution: distribution.id })
    if (reply.answer === undefined)
      fill(
        root,
        trouble(desk, reply, () => void load()),
      )
    else if (reply.answer.rows.length === 0) fill(root, h("p", { class: "empty" }, words.products.empty))
    else show(reply.answer.rows, "")
  }
  void load()
  return root
}
