import { Product } from "@cabas/core/schema"
import * as Schema from "effect/Schema"
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import { blockText, guarded, lineText, listOf, listText, shortened, unguarded } from "./cell-text.ts"
import type { ProductDraft } from "./imports.schema.ts"
import { planImport } from "./plan-import.ts"
import { draftOfProduct, productOfDraft } from "./product-draft.ts"
import { readProductsFile } from "./read-products.ts"
import { writeProductsFile } from "./write-products.ts"
import type { WriteOptions } from "./write-products.ts"

/** Texts that break careless files, among any others. */
const awkward = fc.oneof(
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.constantFrom(
    "=1+1",
    "'=x",
    "''-1",
    "@a",
    "+b",
    "-",
    "\t=c",
    " =d",
    "＝e",
    "'",
    "a;b",
    "a,b",
    'a"b',
    '"',
    "\\",
    "a\\,b",
  ),
  fc.constantFrom(
    "<script>alert(1)</script>",
    "oui",
    "Nom",
    "1,234",
    "0012",
    "é\u0301",
    "🍏",
    "\u00a0x\u00a0",
    "a\nb",
    "TRUE",
  ),
)
const line = (maximum: number) =>
  awkward.map((text) => shortened(lineText(text), maximum).trim()).filter((text) => text !== "")
const maybe = (maximum: number) => fc.option(line(maximum), { nil: null })
const amount = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 1_000_000_000 }))
const measures = {
  pieces: amount.map((pieces) => ({ pieces })),
  grams: amount.map((grams) => ({ grams })),
  millilitres: amount.map((millilitres) => ({ millilitres })),
}
const byMeasure = fc.constantFrom("grams", "millilitres")
const anyMeasure = fc.oneof(measures.pieces, measures.grams, measures.millilitres)

const loose = fc
  .record({
    step: fc.integer({ min: 1, max: 1000 }),
    low: fc.integer({ min: 1, max: 50 }),
    more: fc.option(fc.nat(50)),
  })
  .map(({ step, low, more }) => ({ step, minimum: step * low, maximum: more === null ? null : step * (low + more) }))

type Selling = Pick<ProductDraft, "saleKind" | "per" | "content" | "loose">
const selling: fc.Arbitrary<Selling> = fc.oneof(
  fc.record({
    saleKind: fc.constant("piece" as const),
    per: measures.pieces,
    content: fc.option(anyMeasure),
    loose: fc.constant(null),
  }),
  byMeasure.chain((unit) =>
    fc.record({
      saleKind: fc.constantFrom("piece" as const, "weighed" as const, "weighed-each" as const),
      per: measures[unit],
      content: measures[unit],
      loose: fc.constant(null),
    }),
  ),
  byMeasure.chain((unit) =>
    fc.record({
      saleKind: fc.constant("loose" as const),
      per: measures[unit],
      content: fc.option(anyMeasure),
      loose,
    }),
  ),
)

const stock: fc.Arbitrary<ProductDraft["stock"]> = fc.oneof(
  fc.constant({ policy: "none" as const }),
  fc.record({
    policy: fc.constantFrom("global" as const, "per-distribution" as const),
    quantity: fc.nat(1_000_000_000),
  }),
)

/** Any product a catalog may hold whose texts have no characters that do not show. */
const draft: fc.Arbitrary<ProductDraft> = fc
  .record({
    selling,
    reference: maybe(64),
    name: line(128),
    description: fc.oneof(awkward.map(blockText), fc.constant(" deux\n\nlignes ")),
    price: fc.oneof(fc.nat(5000), fc.nat(1_000_000_000)),
    vat: fc.nat(10_000),
    stock,
    category: maybe(64),
    labels: fc.array(line(48), { maxLength: 3 }),
    allergens: fc.array(line(48), { maxLength: 3 }),
    origin: maybe(128),
    image: fc.constantFrom(null, "https://example.org/a,b;c.jpg", "/images/é.png"),
    active: fc.boolean(),
  })
  .map(({ selling: sold, ...rest }) => ({ ...rest, ...sold }))

const drafts = fc.uniqueArray(draft, { selector: (told) => told.reference ?? told, maxLength: 6 })

const writing: fc.Arbitrary<WriteOptions> = fc.record({
  separator: fc.constantFrom(";" as const, "," as const, "\t" as const),
  decimal: fc.constantFrom("," as const, "." as const),
  bom: fc.boolean(),
  language: fc.constantFrom("fr" as const, "en" as const),
  currencyDigits: fc.constantFrom(0, 2, 3),
})

const cheese: ProductDraft = {
  reference: "=TOM",
  name: 'Tomme, dite "de montagne"',
  description: "Au lait cru.\nAffinée 3 mois.",
  saleKind: "weighed",
  price: 1200,
  per: { grams: 250 },
  vat: 550,
  content: { grams: 250 },
  loose: null,
  stock: { policy: "per-distribution", quantity: 8 },
  category: "Fromages",
  labels: ["organic", "AOP"],
  allergens: ["lait"],
  origin: "Jura",
  image: null,
  active: true,
}

const flour: ProductDraft = {
  ...cheese,
  reference: "FAR",
  name: "Farine",
  description: "",
  saleKind: "loose",
  price: 190,
  per: { grams: 1000 },
  content: null,
  loose: { step: 250, minimum: 500, maximum: null },
  stock: { policy: "global", quantity: 25_000 },
  labels: [],
  allergens: ["gluten"],
  origin: null,
  active: false,
}

describe("our own file", () => {
  test("IMPORT-12: is what a French spreadsheet opens", () => {
    expect(writeProductsFile([cheese, flour])).toBe(
      [
        "\ufeffRéférence;Nom;Description;Mode de vente;Prix TTC;Prix pour;TVA (%);Contenu;Pas du vrac;Minimum du vrac;Maximum du vrac;Règle de stock;Stock;Catégorie;Labels;Allergènes;Origine;Image;Actif",
        `'=TOM;"Tomme, dite ""de montagne""";"Au lait cru.\nAffinée 3 mois.";pesé;12,00;250 g;5,5;250 g;;;;par distribution;8;Fromages;organic, AOP;lait;Jura;;oui`,
        "FAR;Farine;;vrac;1,90;1 kg;5,5;;250 g;500 g;;globale;25 kg;Fromages;;gluten;;;non",
        "",
      ].join("\r\n"),
    )
  })

  test("IMPORT-12: can be written in English for other spreadsheets", () => {
    const written = writeProductsFile([flour], { separator: ",", decimal: ".", bom: false, language: "en" })
    expect(written.split("\r\n")).toEqual([
      "Reference,Name,Description,Sale kind,Price incl. VAT,Price per,VAT (%),Content,Loose step,Loose minimum,Loose maximum,Stock policy,Stock,Category,Labels,Allergens,Origin,Image,Active",
      "FAR,Farine,,loose,1.90,1 kg,5.5,,250 g,500 g,,global,25 kg,Fromages,,gluten,,,no",
      "",
    ])
  })

  test("IMPORT-12: a law: reading what was written gives the same products, however it was written", () => {
    fc.assert(
      fc.property(drafts, writing, (products, options) => {
        const bytes = new TextEncoder().encode(writeProductsFile(products, options))
        const file = readProductsFile(bytes, { currencyDigits: options.currencyDigits })
        expect(file).toMatchObject({ format: "cabas", problems: [], warnings: [], separator: options.separator })
        expect(file.rows.map(({ problems, product }) => product ?? problems)).toEqual(products)
      }),
      { numRuns: 400 },
    )
  })

  test("IMPORT-12: a law: what was written and read is written again to the letter", () => {
    fc.assert(
      fc.property(drafts, writing, (products, options) => {
        const written = writeProductsFile(products, options)
        const { rows } = readProductsFile(written, { currencyDigits: options.currencyDigits })
        expect(
          writeProductsFile(
            rows.map(({ product }) => product!),
            options,
          ),
        ).toBe(written)
      }),
    )
  })

  test("IMPORT-12 IMPORT-14: a law: importing the file of a catalog into that catalog changes nothing", () => {
    fc.assert(
      fc.property(drafts, (products) => {
        const existing = products
          .filter(({ reference }) => reference !== null)
          .map((product, index) => ({ ...product, id: `p${index}` }))
        const plan = planImport(existing, readProductsFile(writeProductsFile(existing)), {
          nextId: () => "new",
          retireAbsent: true,
        })
        expect(plan.changes).toEqual([])
        expect(plan.counts).toMatchObject({ unchanged: existing.length, created: 0, refused: 0, retired: 0 })
      }),
    )
  })

  test("IMPORT-12: a law: every draft that is read makes a product that the catalog's schema accepts", () => {
    const isProduct = Schema.is(Product)
    fc.assert(
      fc.property(drafts, (products) => {
        for (const { product } of readProductsFile(writeProductsFile(products)).rows) {
          const made = productOfDraft("p1", product!)
          expect(isProduct(made)).toBe(true)
          expect(draftOfProduct(made)).toEqual({ id: "p1", ...product })
        }
      }),
    )
  })

  const titles =
    "Référence;Nom;Mode de vente;Prix TTC;Prix pour;TVA (%);Contenu;Pas du vrac;Minimum du vrac;Maximum du vrac;Règle de stock;Stock"
  const row = (cells: string) => readProductsFile(`${titles}\n${cells}`).rows[0]!

  test.each([
    ["A;Ail;à l'œil;1;1 pièce;5,5;;;;;;", { _tag: "SaleKindUnknown", column: "Mode de vente", value: "à l'œil" }],
    ["A;Ail;;1;1 pièce;5,5;;;;;;", { _tag: "SaleKindUnknown", column: "Mode de vente", value: "" }],
    ["A;Ail;à la pièce;1;;5,5;;;;;;", { _tag: "PerUnreadable", column: "Prix pour", value: "" }],
    ["A;Ail;à la pièce;1;0 g;5,5;;;;;;", { _tag: "PerUnreadable", column: "Prix pour", value: "0 g" }],
    ["A;Ail;à la pièce;1;1 pièce;5,5;peu;;;;;", { _tag: "ContentUnreadable", column: "Contenu", value: "peu" }],
    ["A;Ail;pesé;1;250 g;5,5;;;;;;", { _tag: "TermsInvalid", problem: "content-missing" }],
    ["A;Ail;pesé;1;250 g;5,5;1 l;;;;;", { _tag: "TermsInvalid", problem: "content-not-in-price-unit" }],
    ["A;Ail;vrac;1;1 pièce;5,5;;1 pièce;;;;", { _tag: "TermsInvalid", problem: "loose-not-by-weight-or-volume" }],
    ["A;Ail;vrac;1;1 kg;5,5;;100 g;150 g;;;", { _tag: "TermsInvalid", problem: "loose-bounds" }],
    ["A;Ail;vrac;1;1 kg;5,5;;1 dl;;;;", { _tag: "LooseUnreadable", column: "Pas du vrac", value: "1 dl" }],
    [
      "A;Ail;à la pièce;1;1 pièce;5,5;;;;;parfois;3",
      { _tag: "StockPolicyUnknown", column: "Règle de stock", value: "parfois" },
    ],
    ["A;Ail;à la pièce;1;1 pièce;5,5;;;;;globale;", { _tag: "StockUnreadable", column: "Stock", value: "" }],
    ["A;Ail;à la pièce;1;1 pièce;5,5;;;;;;3 kg", { _tag: "StockUnreadable", column: "Stock", value: "3 kg" }],
  ])("IMPORT-12: %j is refused", (cells, problem) => {
    expect(row(cells).problems).toEqual([problem])
    expect(row(cells).product).toBeUndefined()
  })

  test("IMPORT-12: what a hand leaves out is assumed and what is out of place is left out, both said", () => {
    expect(row("A;Ail;vrac;1;1 kg;5,5;;;;;;2,5 kg")).toMatchObject({
      product: { loose: { step: 100, minimum: 100, maximum: null }, stock: { policy: "global", quantity: 2500 } },
      warnings: [{ _tag: "StepAssumed", column: "Pas du vrac", step: 100 }],
    })
    expect(row("A;Ail;à la pièce;1;1 pièce;5,5;;100 g;;;sans;3")).toMatchObject({
      product: { loose: null, stock: { policy: "none" } },
      warnings: [
        { _tag: "CellIgnored", column: "Pas du vrac", value: "100 g" },
        { _tag: "CellIgnored", column: "Stock", value: "3" },
      ],
    })
  })
})

describe("cells", () => {
  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1", "'=1", "''@x"])(
    "IMPORT-13: %j is written with an apostrophe before it",
    (text) => {
      expect(guarded(text)).toBe(`'${text}`)
      expect(unguarded(guarded(text))).toBe(text)
    },
  )

  test.each(["a=1", "l'ail", "'ail", "1-2", "", "'"])("IMPORT-13: %j is written as it is", (text) => {
    expect(guarded(text)).toBe(text)
    expect(unguarded(text)).toBe(text)
  })

  test("IMPORT-13: a law: no written cell begins a formula, and each is read back as it was", () => {
    fc.assert(
      fc.property(fc.oneof(awkward, fc.stringMatching(/^[ '=+@\t\n-]*$/)), (text) => {
        expect(guarded(text)).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/)
        expect(unguarded(guarded(text))).toBe(text)
      }),
    )
  })

  test("IMPORT-13: an apostrophe that a predecessor's file begins with is its own", () => {
    expect(readProductsFile("Nom;Prix;Réf\n'=A;1;A").rows[0]!.product!.name).toBe("'=A")
  })

  test("IMPORT-12: a law: lists come back as they were", () => {
    fc.assert(
      fc.property(fc.array(line(48)), (items) => {
        expect(listOf(listText(items))).toEqual(items)
      }),
    )
  })
})
