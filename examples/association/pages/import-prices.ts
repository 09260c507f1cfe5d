import type { AnswerOf } from "@cabas/client"
import { problemSentence } from "@cabas/engine/imports"
import { trouble, waiting } from "./desk.ts"
import type { Catalog, Desk } from "./desk.ts"
import { fill, h } from "./dom.ts"

type Report = AnswerOf<"product.import">
type Row = Report["rows"][number]

/** The sample that the page offers. */
const sample = "/samples/prix-maraicher.csv"

/** A file as the API takes it: its bytes, since their encoding is for the server to find out. */
const base64Of = async (file: Blob): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ""
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCodePoint(...bytes.subarray(at, at + 0x8000))
  return btoa(text)
}

const says = (desk: Desk, row: Row): ReadonlyArray<string> => {
  const { language, words, say } = desk
  const problems = [...(row.reason ?? []), ...row.warnings].map((one) => problemSentence(one, language))
  const refused = row.refusal === null ? [] : [say(row.refusal)]
  const changed = (row.changed ?? []).map((name) => words.prices.changed[name] ?? name)
  return [...(changed.length === 0 ? [] : [changed.join(", ")]), ...refused, ...problems]
}

const rowOf = (desk: Desk, row: Row) =>
  h(
    "tr",
    { class: row.outcome },
    h("td", { class: "number" }, row.line),
    h("td", {}, h("span", { class: "outcome" }, desk.words.prices.outcomes[row.outcome])),
    h("td", { class: "reference" }, row.reference),
    h("td", {}, row.name),
    h(
      "td",
      {},
      says(desk, row).map((sentence) => h("div", {}, sentence)),
    ),
  )

const reportTable = (desk: Desk, { rows, warnings }: Report) => {
  const { words, language } = desk
  const about = warnings.map((one) => h("p", { class: "note" }, problemSentence(one, language)))
  return [
    about,
    h(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": words.prices.title },
      h(
        "table",
        { class: "report" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            words.prices.columns.map((column) => h("th", { scope: "col" }, column)),
          ),
        ),
        h(
          "tbody",
          {},
          rows.map((row) => rowOf(desk, row)),
        ),
      ),
    ),
  ]
}

/** Importing a producer's price list: chosen, checked row by row, then written. */
export const importPrices = (desk: Desk, siteAddress: string, imported: (catalog: string) => void): HTMLElement => {
  const { client, words, catalogs, producers, mayRun } = desk
  const own = catalogs.filter(({ id }) => mayRun(id))
  if (own.length === 0) return h("p", { class: "empty" }, words.prices.noCatalog)

  const result = h("div", { class: "result", "aria-live": "polite" })
  const optionOf = ({ id, name, producer, products }: Catalog) =>
    h("option", { value: id }, `${producers.get(producer) ?? name} · ${words.prices.count(products)}`)
  const catalog = h("select", { on: { change: () => fill(result) } }, own.map(optionOf))
  const chooser = h("input", {
    type: "file",
    accept: ".csv,text/csv,text/plain",
    on: { change: () => take(chooser.files?.[0] ?? null) },
  })
  const chosen = h("p", { class: "note", role: "status" })
  const check = h("button", { type: "button", class: "primary", on: { click: () => void look() } }, words.prices.check)
  let file: { readonly name: string; readonly content: Blob } | null = null

  const take = (picked: ({ readonly name: string } & Blob) | null, name = picked?.name ?? ""): void => {
    file = picked === null ? null : { name, content: picked }
    fill(chosen, name)
    fill(result)
  }

  const takeSample = async (): Promise<void> => {
    const response = await fetch(sample).catch(() => undefined)
    if (response?.ok !== true) return fill(result, trouble(desk, { problem: "offline" }))
    const content = await response.blob()
    chooser.value = ""
    take(Object.assign(content, { name: "prix-maraicher.csv" }))
  }

  const call = async (dryRun: boolean) =>
    client.run("product.import", {
      catalog: catalog.value,
      content: await base64Of(file?.content ?? new Blob([])),
      encoding: "base64",
      dryRun,
    })

  const look = async (): Promise<void> => {
    if (file === null) return fill(result, h("p", { class: "problem", role: "alert" }, words.prices.noFile))
    fill(result, waiting(desk))
    const reply = await call(true)
    if (reply.answer === undefined)
      return fill(
        result,
        trouble(desk, reply, () => void look()),
      )
    const { created, updated, unchanged, refused } = reply.answer.counts
    const changes = created + updated
    const write = h(
      "button",
      { type: "button", class: "primary", disabled: changes === 0, on: { click: () => void writeAll(write) } },
      changes === 0 ? words.prices.nothing : words.prices.import(changes),
    )
    fill(
      result,
      h(
        "p",
        { class: "counts" },
        h("b", {}, words.prices.counts(created, updated, unchanged, refused)),
        " ",
        words.prices.dry,
      ),
      write,
      reportTable(desk, reply.answer),
    )
  }

  const writeAll = async (button: HTMLButtonElement): Promise<void> => {
    button.setAttribute("disabled", "")
    const reply = await call(false)
    if (reply.answer === undefined)
      return fill(
        result,
        trouble(desk, reply, () => void look()),
      )
    const { created, updated } = reply.answer.counts
    const done = h(
      "p",
      { class: "done", role: "status", tabindex: -1 },
      words.prices.done(created, updated),
      " ",
      h("a", { href: `${siteAddress}#commander` }, words.prices.see),
    )
    fill(result, done, reportTable(desk, reply.answer))
    done.focus()
    imported(catalog.value)
  }

  return h(
    "div",
    {},
    h("p", {}, words.prices.intro),
    h(
      "div",
      { class: "tools" },
      h("label", {}, words.prices.catalog, catalog),
      h("label", {}, words.prices.file, chooser),
      h(
        "p",
        { class: "sample" },
        h("button", { type: "button", on: { click: () => void takeSample() } }, words.prices.sample),
        " ",
        h("a", { href: sample, download: true }, words.prices.sampleGet),
      ),
    ),
    chosen,
    check,
    result,
  )
}
