import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { guarded, unguarded } from "./cell-text.ts"
import type { Problem, ProductDraft } from "./imports.schema.ts"
import { planImport } from "./plan-import.ts"
import { readProductsFile } from "./read-products.ts"
import type { ReadOptions } from "./read-products.ts"
import { problemSentence } from "./sentences.ts"
import { writeProductsFile } from "./write-products.ts"

/** A rule of the page with its table: the titles of its columns and the cells as values. */
interface Rule {
  readonly id: string
  readonly title: string
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<unknown>>
}

/** Answers the question of a row: what the answer columns of the page must say. */
// oxlint-disable-next-line typescript/no-explicit-any -- what a row gives is whatever the page says; a wrong cell fails.
type Ask = (...given: Array<any>) => ReadonlyArray<unknown>

const page = readFileSync(new URL("../../../../docs/rules/imports.md", import.meta.url), "utf8")

/** A cell is JSON, or the text itself. */
function cell(text: string): unknown {
  try {
    return JSON.parse(text.trim())
  } catch {
    return text.trim()
  }
}

const rules: ReadonlyArray<Rule> = page
  .split(/^### /m)
  .slice(1)
  .map((section) => {
    const [id = "", title = ""] = section.split("\n", 1)[0]!.split(" — ")
    const table = section
      .split("\n")
      .filter((line) => line.startsWith("|"))
      .map((line) => line.split("|").slice(1, -1))
    const columns = (table[0] ?? []).map((column) => column.trim())
    return { id, title, columns, rows: table.slice(2).map((line) => line.map(cell)) }
  })

const tags = (problems: ReadonlyArray<Problem>): Array<string> => problems.map(({ _tag }) => _tag)

const read = (file: string | ReadonlyArray<number>, options?: ReadOptions) =>
  readProductsFile(typeof file === "string" ? file : new Uint8Array(file), options)

/** The first row below these titles. */
const row = (titles: string, cells: ReadonlyArray<unknown>, options?: ReadOptions) =>
  read(`${titles}\n${cells.map((text) => `"${String(text).replaceAll('"', '""')}"`).join(";")}`, options).rows[0]!

/** Each row by its line: the name it gives, or why not. */
const answered = ({ rows }: ReturnType<typeof read>) =>
  rows.map(({ line, product, problems }) => [line, product?.name ?? problems[0]!._tag])

const garlic: ProductDraft = {
  reference: "A",
  name: "Ail",
  description: "",
  saleKind: "piece",
  price: 150,
  per: { pieces: 1 },
  vat: 550,
  content: null,
  loose: null,
  stock: { policy: "none" },
  category: null,
  labels: [],
  allergens: [],
  origin: null,
  image: null,
  active: true,
}

/** The offers of a product base, those that cannot be read by their first problem. */
const offers = (rows: ReadonlyArray<ReadonlyArray<unknown>>) =>
  read(
    ["productName;ref;unit;offerName;offerRef;qt;price;vat", ...rows.map((cells) => [...cells, 1, 0].join(";"))].join(
      "\n",
    ),
  ).rows

const asks: Readonly<Record<string, Ask>> = {
  "IMPORT-1": (file) => [answered(read(file)), read(file).blankRows],
  "IMPORT-2": (file) => [read(file).encoding, read(file).separator, answered(read(file))],
  "IMPORT-3": (titles) => [read(titles).format],
  "IMPORT-4": (price, other, currencyDigits) => {
    const { product, problems } = read(`Nom;Prix\nAil;${price}\nNoix;${other}`, { currencyDigits }).rows[0]!
    const problem = problems[0]?._tag === "PriceUnreadable" ? problems[0].reason : null
    return [product?.price ?? null, problem]
  },
  "IMPORT-5": (price, prices, vat) => {
    const { product, problems, warnings } = row("Nom;Réf;Prix;TVA", ["Ail", "A", price, vat], { prices })
    return [product?.price ?? null, product?.vat ?? null, tags([...problems, ...warnings])]
  },
  "IMPORT-6": (quantity, unit, flags: ReadonlyArray<string>) => {
    const titles = ["Nom", "Prix", "Quantité", "Unité", ...flags].join(";")
    const { product, problems } = row(titles, ["Ail", 1, quantity, unit, ...flags.map(() => 1)])
    return [
      product?.saleKind ?? problems[0]?._tag,
      product?.per ?? null,
      product?.content ?? null,
      product?.loose?.step ?? null,
    ]
  },
  "IMPORT-7": (quantity, unit) => {
    const { product, problems, warnings } = row("Nom;Réf;Prix;TVA;Quantité;Unité", ["Ail", "A", 1, 0, quantity, unit])
    return [product?.content ?? null, tags([...problems, ...warnings])]
  },
  "IMPORT-8": (rows) => [
    offers(rows).map(({ product, problems }) =>
      product === undefined ? problems[0]!._tag : [product.name, product.reference, product.content],
    ),
  ],
  "IMPORT-9": (format, references: ReadonlyArray<string>) => {
    const rows =
      format === "base"
        ? offers(references.map((reference, index) => [index === 0 ? "Ail" : "", reference, "", "", "", 1]))
        : read(["Réf;Nom;Prix;TVA", ...references.map((reference) => `${reference};Ail;1;0`)].join("\n")).rows
    const told = rows.filter(({ product }) => product !== undefined).map(({ reference }) => reference)
    return [told, tags(rows.flatMap(({ problems, warnings }) => [...problems, ...warnings]))]
  },
  "IMPORT-10": (name) => {
    const { product, problems, warnings } = row("Nom;Réf;Prix;TVA", [name, "A", 1, 0])
    return [product?.name ?? null, tags([...problems, ...warnings])]
  },
  "IMPORT-11": (title, text, field: keyof ProductDraft) => {
    const { product, problems, warnings } = row(`Nom;Réf;Prix;TVA;${title}`, ["Ail", "A", 1, 0, text])
    return [product?.[field] ?? null, tags([...problems, ...warnings])]
  },
  "IMPORT-12": (told) => {
    const written = writeProductsFile([{ ...garlic, ...told }])
    expect(readProductsFile(written).rows[0]!.product).toEqual({ ...garlic, ...told })
    return [written.split("\r\n")[1]]
  },
  "IMPORT-13": (text) => {
    expect(unguarded(guarded(text))).toBe(text)
    return [guarded(text)]
  },
  "IMPORT-14": (catalog: ReadonlyArray<[string, string, number]>, rows: ReadonlyArray<ReadonlyArray<string>>) => {
    const existing = catalog.map(([id, reference, price]) => ({ ...garlic, id, reference, price }))
    const file = read(["Réf;Nom;Prix", ...rows.map((cells) => cells.join(";"))].join("\n"))
    const plan = planImport(existing, file, { nextId: (name) => name.toLowerCase() })
    return [plan.rows.map(({ outcome }) => outcome), plan.changes.map(({ id, product }) => [id, product.price])]
  },
  "IMPORT-15": (told, titles, cells) => {
    const was = { ...garlic, ...told }
    const plan = planImport([{ ...was, id: "p1" }], read(`${titles}\n${cells}`), { nextId: () => "new" })
    const reason = plan.rows[0]!.reason?.[0]?._tag
    const after = plan.changes[0]?.product ?? was
    return [
      reason ?? Object.fromEntries((plan.rows[0]!.changed ?? []).map((key) => [key, after[key as keyof ProductDraft]])),
    ]
  },
  "IMPORT-16": (catalog: ReadonlyArray<string | null>, file, retireAbsent) => {
    const existing = catalog.map((reference, index) => ({ ...garlic, id: `p${index}`, reference }))
    const plan = planImport(existing, read(file), { nextId: () => "new", retireAbsent })
    const retired = plan.changes.filter(({ change, product }) => change === "retired" && !product.active)
    return [retired.map(({ product }) => product.reference), tags(plan.warnings)]
  },
  "IMPORT-17": (problem, language) => [problemSentence(problem, language)],
}

describe("the rule book's page on price lists", () => {
  test("has a table of cases for each rule, and a question for each table", () => {
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(asks))
    expect(rules.filter(({ rows }) => rows.length < 3)).toEqual([])
  })

  for (const { id, title, columns, rows } of rules) {
    const isAnswer = columns.map((column) => column.startsWith("→"))
    test.each(rows.map((cells) => [cells]))(`${id}: ${title}: %j`, (cells) => {
      const given = cells.filter((_, index) => !isAnswer[index])
      expect(asks[id]!(...given)).toStrictEqual(cells.filter((_, index) => isAnswer[index]))
    })
  }
})
