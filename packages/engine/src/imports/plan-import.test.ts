import { describe, expect, test } from "vitest"
import type { ImportPlan } from "./imports.schema.ts"
import { planImport } from "./plan-import.ts"
import type { ExistingProduct, PlanOptions } from "./plan-import.ts"
import { readProductsFile } from "./read-products.ts"
import { writeProductsFile } from "./write-products.ts"

const cheese: ExistingProduct = {
  id: "tomme",
  reference: "TOM",
  name: "Tomme",
  description: "Au lait cru",
  saleKind: "weighed",
  price: 1200,
  per: { grams: 250 },
  vat: 550,
  content: { grams: 250 },
  loose: null,
  stock: { policy: "per-distribution", quantity: 8 },
  category: "Fromages",
  labels: ["AOP", "organic"],
  allergens: ["lait"],
  origin: "Jura",
  image: "/tomme.jpg",
  active: true,
}
const bread: ExistingProduct = {
  ...cheese,
  id: "pain",
  reference: "PAI",
  name: "Pain",
  saleKind: "piece",
  price: 300,
  per: { pieces: 1 },
  content: { grams: 500 },
  stock: { policy: "none" },
  labels: [],
}
const flour: ExistingProduct = {
  ...bread,
  id: "farine",
  reference: "FAR",
  name: "Farine",
  saleKind: "loose",
  price: 190,
  per: { grams: 1000 },
  content: null,
  loose: { step: 250, minimum: 500, maximum: 5000 },
  stock: { policy: "global", quantity: 9000 },
}

const plan = (
  existing: ReadonlyArray<ExistingProduct>,
  lines: ReadonlyArray<string>,
  options: Partial<PlanOptions> = {},
): ImportPlan =>
  planImport(existing, readProductsFile(lines.join("\n")), {
    nextId: (name) => name.toLowerCase().replaceAll(" ", "-"),
    ...options,
  })

/** The one product changed by a row of these titles. */
const changed = (existing: ExistingProduct, titles: string, cells: string) =>
  plan([existing], [titles, cells]).changes[0]?.product

describe("IMPORT-14: matching by reference", () => {
  test("IMPORT-14: known references are updated, others created, refused rows say why; nothing else moves", () => {
    const result = plan(
      [cheese, bread, flour],
      [
        "Réf;Nom;Prix;TVA;Quantité;Unité",
        "PAI;Pain;3,2;5,5;500;g",
        "TOM;Tomme;12;5,5;250;g",
        "NOI;Noix;4;5,5;1;kg",
        "",
        "X;Rien;;5,5;;",
      ],
    )
    expect(result.rows).toEqual([
      {
        line: 2,
        outcome: "updated",
        reference: "PAI",
        name: "Pain",
        productId: "pain",
        changed: ["price"],
        warnings: [],
      },
      { line: 3, outcome: "unchanged", reference: "TOM", name: "Tomme", productId: "tomme", warnings: [] },
      { line: 4, outcome: "created", reference: "NOI", name: "Noix", productId: "noix", warnings: [] },
      {
        line: 6,
        outcome: "refused",
        reference: "X",
        name: null,
        reason: [{ _tag: "PriceMissing", column: "Prix" }],
        warnings: [],
      },
    ])
    expect(result.counts).toEqual({ created: 1, updated: 1, unchanged: 1, refused: 1, retired: 0, blank: 1 })
    expect(result.changes.map(({ id, change, product }) => [id, change, product.price])).toEqual([
      ["pain", "updated", 320],
      ["noix", "created", 400],
    ])
  })

  test("IMPORT-14: GC-13: a second import of the same file changes nothing, another VAT reading only the prices", () => {
    const lines = ["Réf;Nom;Prix H.T;TVA;Quantité;Unité", "A;Jus;1,15;5,5;25;cl", "B;Jus;4;5,5;1000;cl"]
    const first = plan([], lines)
    expect(first.changes.map(({ id }) => id)).toEqual(["jus", "jus-2"])
    const stored = first.changes.map(({ id, product }) => ({ ...product, id }))
    expect(plan(stored, lines).counts).toMatchObject({ unchanged: 2, created: 0, updated: 0 })
    const again = planImport(stored, readProductsFile(lines.join("\n"), { prices: "incl" }), { nextId: () => "x" })
    expect(again.rows.map((row) => row.changed)).toEqual([["price"], ["price"]])
    expect(again.changes.map(({ product }) => product.price)).toEqual([115, 400])
  })

  test("IMPORT-14: without reference a product is created, and one of the same name is pointed out", () => {
    const result = plan([bread], ["Nom;Prix;TVA", "Pain;3;5,5"])
    expect(result.rows).toEqual([
      {
        line: 2,
        outcome: "created",
        reference: null,
        name: "Pain",
        productId: "pain-2",
        warnings: [{ _tag: "NameAlreadyThere", value: "Pain", products: ["pain"] }],
      },
    ])
  })

  test("IMPORT-14: a reference that two products of the catalog share is refused", () => {
    const twin = { ...bread, id: "pain-bis" }
    expect(plan([bread, twin], ["Réf;Nom;Prix;TVA", "PAI;Pain;3;5,5"])).toMatchObject({
      rows: [
        { outcome: "refused", reason: [{ _tag: "ReferenceAmbiguous", value: "PAI", products: ["pain", "pain-bis"] }] },
      ],
      changes: [],
    })
  })

  test("IMPORT-14: an identifier that is taken gets a number, within the length of identifiers", () => {
    const long = "a".repeat(64)
    const result = plan([], ["Réf;Nom;Prix", "A;Ail;1", "B;Ail;1", "C;Ail;1"], { nextId: () => long })
    expect(result.changes.map(({ id }) => id)).toEqual([long, `${"a".repeat(62)}-2`, `${"a".repeat(62)}-3`])
  })

  test("IMPORT-14: what cannot be read changes nothing", () => {
    const result = plan([cheese], ["Fromage;douze euros"], { retireAbsent: true })
    expect(result).toMatchObject({
      changes: [],
      counts: { refused: 1, retired: 0 },
      problems: [{ _tag: "HeaderUnknown" }],
    })
  })
})

describe("IMPORT-15: a row changes what it tells", () => {
  const titles = "Réf;Nom;Prix;TVA;Quantité;Unité;Description;Catégorie;Stock;Bio;URL Image"

  test("IMPORT-15: blank cells of a predecessor's file, and columns it lacks, leave things as they are", () => {
    expect(changed(bread, titles, "PAI;Pain;3,1;;;;;;;;")).toEqual({ ...withoutId(bread), price: 310 })
    expect(changed({ ...bread, vat: 2000 }, "Réf;Nom;Prix", "PAI;Pain;3,1")).toMatchObject({ vat: 2000, price: 310 })
  })

  test("IMPORT-15: filled cells replace", () => {
    expect(changed(bread, titles, "PAI;Boule;3,1;20;1;kg;Au levain;Boulangerie;7;;https://example.org/b.jpg")).toEqual({
      ...withoutId(bread),
      name: "Boule",
      price: 310,
      vat: 2000,
      content: { grams: 1000 },
      description: "Au levain",
      category: "Boulangerie",
      stock: { policy: "global", quantity: 7 },
      image: "https://example.org/b.jpg",
    })
  })

  test("IMPORT-15: prices without VAT bring the VAT they were computed with", () => {
    expect(changed({ ...bread, vat: 2000 }, "Réf;Nom;Prix HT", "PAI;Pain;10")).toMatchObject({ price: 1055, vat: 550 })
  })

  test("IMPORT-15: a file that says what is organic leaves the other labels", () => {
    const organic = (cell: string) =>
      changed(cheese, "Réf;Nom;Prix;Quantité;Unité;Bio", `TOM;Tomme;11;250;g;${cell}`)?.labels
    expect(organic("1")).toEqual(["AOP", "organic"])
    expect(organic("")).toEqual(["AOP"])
    expect(changed(bread, "Réf;Nom;Prix;Bio", "PAI;Pain;3;oui")?.labels).toEqual(["organic"])
    expect(changed(bread, "Réf;Nom;Prix;Labels", "PAI;Pain;3;AB, Demeter")?.labels).toEqual(["AB", "Demeter"])
  })

  test("IMPORT-15: a number in stock keeps the policy there is", () => {
    expect(changed(cheese, "Réf;Nom;Prix;Quantité;Unité;Stock", "TOM;Tomme;12;250;g;5")?.stock).toEqual({
      policy: "per-distribution",
      quantity: 5,
    })
  })

  test("IMPORT-15: without flags a product stays sold as it is; the price is that of the file's package", () => {
    expect(changed(cheese, "Réf;Nom;Prix;Quantité;Unité", "TOM;Tomme;15;300;g")).toMatchObject({
      saleKind: "weighed",
      price: 1500,
      per: { grams: 300 },
      content: { grams: 300 },
    })
    expect(changed(flour, "Réf;Nom;Prix;Quantité;Unité;Stock", "FAR;Farine;9;5;kg;2")).toMatchObject({
      saleKind: "loose",
      price: 900,
      per: { grams: 5000 },
      content: null,
      loose: flour.loose,
      stock: { policy: "global", quantity: 10_000 },
    })
    expect(changed(flour, "Réf;Nom;Prix;Quantité;Unité", "FAR;Farine;2;1;l")).toMatchObject({
      per: { millilitres: 1000 },
      loose: { step: 100, minimum: 100, maximum: null },
    })
  })

  test("IMPORT-15: a flag filled in changes the sale kind", () => {
    const flagged = "Réf;Nom;Prix;Quantité;Unité;variablePrice;bulk;smallQt"
    expect(changed(cheese, flagged, "TOM;Tomme;12;250;g;0;;")).toMatchObject({ saleKind: "piece", per: { pieces: 1 } })
    expect(changed(bread, flagged, "PAI;Pain;3;500;g;1;;")).toMatchObject({ saleKind: "weighed", per: { grams: 500 } })
    expect(changed(flour, flagged, "FAR;Farine;2;1;kg;;1;0,5")?.loose).toEqual({
      step: 500,
      minimum: 500,
      maximum: null,
    })
  })

  test("IMPORT-15: a price that does not say what it is for is refused for a product sold by measure", () => {
    const { rows, changes } = plan([cheese], ["Réf;Nom;Prix", "TOM;Tomme;15"])
    expect(rows[0]).toMatchObject({
      outcome: "refused",
      reason: [{ _tag: "SaleKindDiffers", read: "piece", kept: "weighed" }],
    })
    expect(changes).toEqual([])
  })

  test("IMPORT-15: an inactive product stays so unless the file says otherwise", () => {
    const inactive = { ...bread, active: false }
    expect(plan([inactive], ["Réf;Nom;Prix", "PAI;Pain;4"])).toMatchObject({
      rows: [{ outcome: "updated", warnings: [{ _tag: "StillInactive", product: "pain" }] }],
      changes: [{ product: { active: false, price: 400 } }],
    })
    expect(changed(inactive, "Réf;Nom;Prix;Actif", "PAI;Pain;3;1")?.active).toBe(true)
  })

  test("IMPORT-15: our own file replaces, blanks included, in the columns it has", () => {
    const emptied = {
      ...withoutId(cheese),
      description: "",
      stock: { policy: "none" as const },
      image: null,
      labels: [],
    }
    const result = planImport([cheese], readProductsFile(writeProductsFile([emptied])), { nextId: () => "x" })
    expect(result.changes).toEqual([{ id: "tomme", change: "updated", product: emptied }])
    expect(result.rows[0]!.changed!.toSorted()).toEqual(["description", "image", "labels", "stock"])
    const fewer = "Référence;Nom;Mode de vente;Prix TTC;Prix pour;Contenu"
    expect(changed(cheese, fewer, "TOM;Tomme;pesé;13;250 g;250 g")).toEqual({ ...withoutId(cheese), price: 1300 })
  })

  test("IMPORT-15: what was assumed for a new product and is not used for a known one is not said", () => {
    const warnings = (existing: ReadonlyArray<ExistingProduct>, header: string) =>
      plan(existing, [header, "FAR;Farine;2;1;kg;1"]).rows[0]!.warnings.map(({ _tag }) => _tag)
    expect(warnings([], "Réf;Nom;Prix;Quantité;Unité;bulk")).toEqual(["VatAssumed", "StepAssumed"])
    expect(warnings([flour], "Réf;Nom;Prix;Quantité;Unité;bulk")).toEqual([])
    expect(warnings([flour], "Réf;Nom;Prix HT;Quantité;Unité;bulk")).toEqual(["VatAssumed"])
  })

  test("IMPORT-15: terms that do not go together once merged are refused", () => {
    const file = readProductsFile("Réf;Nom;Prix;TVA;Quantité;Unité;bulk\nFAR;Farine;2;5,5;1;kg;1")
    const bounded = { ...flour, loose: { step: 250, minimum: 300, maximum: null } }
    expect(planImport([bounded], file, { nextId: () => "x" }).rows[0]).toMatchObject({
      outcome: "refused",
      reason: [{ _tag: "TermsInvalid", problem: "loose-bounds" }],
    })
  })
})

describe("IMPORT-16: what the file does not hold", () => {
  const lines = ["Réf;Nom;Prix", "PAI;Pain;3", "TOM;Tomme;"]

  test("IMPORT-16: stays as it is unless it is asked to be retired", () => {
    expect(plan([cheese, bread, flour], lines).counts.retired).toBe(0)
    const result = plan([cheese, bread, flour], lines, { retireAbsent: true })
    expect(result.counts).toMatchObject({ unchanged: 1, refused: 1, retired: 1 })
    expect(result.changes).toEqual([
      { id: "farine", change: "retired", product: { ...withoutId(flour), active: false } },
    ])
  })

  test("IMPORT-16: products without reference or already inactive are left alone", () => {
    const others = [
      { ...flour, id: "f1", reference: null },
      { ...flour, id: "f2", active: false },
    ]
    expect(plan([bread, ...others], lines, { retireAbsent: true }).changes).toEqual([])
  })

  test("IMPORT-16: a file of which nothing could be read retires nothing", () => {
    for (const unread of [["Réf;Nom;Prix", "X;Noix;"], ["Réf;Nom;Prix"], ["Farine;2"]]) {
      const result = plan([bread, flour], unread, { retireAbsent: true })
      expect(result.changes).toEqual([])
      expect(result.warnings).toContainEqual({ _tag: "RetiringWithheld", lines: [] })
    }
  })

  test("IMPORT-16: a row whose reference cannot be read may be about any product: nothing is retired", () => {
    const broken = ["Réf;Nom;Prix", "PAI;Pain;3", '"FAR";"Farine;2']
    const result = plan([bread, flour], broken, { retireAbsent: true })
    expect(result).toMatchObject({ changes: [], counts: { unchanged: 1, refused: 1, retired: 0 } })
    expect(result.warnings).toContainEqual({ _tag: "RetiringWithheld", lines: [3] })
    expect(plan([bread, flour], broken).warnings).toEqual([])
  })
})

function withoutId({ id: _id, ...product }: ExistingProduct) {
  return product
}
