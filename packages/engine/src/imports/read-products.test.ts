import { readFileSync } from "node:fs"
import * as fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Problem, ProductDraft, ProductsFile, Row } from "./imports.schema.ts"
import { readProductsFile } from "./read-products.ts"
import type { ReadOptions } from "./read-products.ts"

const sample = (name: string, options?: ReadOptions): ProductsFile =>
  readProductsFile(readFileSync(new URL(`./samples/${name}.csv`, import.meta.url)), options)

const tags = (problems: ReadonlyArray<Problem>): Array<string> => problems.map(({ _tag }) => _tag)

/** The rows of a file made of these lines. */
const rows = (lines: ReadonlyArray<string>, options?: ReadOptions): ReadonlyArray<Row> =>
  readProductsFile(lines.join("\n"), options).rows

/** The one row below these titles. */
const row = (titles: string, cells: string, options?: ReadOptions): Row => rows([titles, cells], options)[0]!

/** The one product below these titles. */
const product = (titles: string, cells: string, options?: ReadOptions): ProductDraft =>
  row(titles, cells, options).product!

const flags = "productName;price;ref;qt;unit;organic;floatQt;variablePrice;multiWeight;bulk;smallQt;vat;stock"

describe("the three files of the predecessors", () => {
  test("IMPORT-1 IMPORT-3: each row of a Cagette product list answers by its line", () => {
    const file = sample("cagette-products")
    expect(file).toMatchObject({ format: "cagette-products", encoding: "utf-8", separator: ";", blankRows: 1 })
    expect(file.warnings).toEqual([
      { _tag: "ColumnIgnored", column: "Les champs en rouge sont obligatoires", filled: 0 },
    ])
    expect(file.rows.map(({ line, problems }) => [line, tags(problems)])).toEqual([
      [2, []],
      [3, []],
      [4, []],
      [5, []],
      [6, []],
      [7, []],
      [9, []],
      [11, ["PriceMissing"]],
      [12, ["ReferenceRepeated"]],
      [13, ["PriceUnreadable", "UnitUnknown"]],
      [14, ["VatUnreadable", "StockUnreadable", "FlagUnreadable"]],
    ])
    expect(file.rows.filter((read) => read.product === undefined).every(({ problems }) => problems.length > 0)).toBe(
      true,
    )
  })

  test("IMPORT-3 IMPORT-7: a Cagette product is a piece of so much, priced by the piece", () => {
    expect(sample("cagette-products").rows[0]!.product).toEqual({
      reference: "CAR",
      name: "Carottes",
      description: "Carottes de sable, lavées",
      saleKind: "piece",
      price: 240,
      per: { pieces: 1 },
      vat: 550,
      content: { grams: 1000 },
      loose: null,
      stock: { policy: "global", quantity: 40 },
      category: null,
      labels: ["organic"],
      allergens: [],
      origin: null,
      image: null,
      active: true,
    })
  })

  test("IMPORT-2 IMPORT-6 IMPORT-9: quotes, line ends in a cell, loose products and what is assumed", () => {
    const { rows: read } = sample("cagette-products")
    expect(read[1]!.product).toMatchObject({ description: 'Boîte de six, "calibre moyen"', content: { pieces: 6 } })
    expect(read[2]!.product).toMatchObject({
      saleKind: "loose",
      price: 480,
      per: { grams: 1000 },
      content: null,
      loose: { step: 100, minimum: 100, maximum: null },
      stock: { policy: "global", quantity: 12_500 },
    })
    expect(tags(read[3]!.warnings)).toEqual(["FractionsIgnored"])
    expect(read[3]!.product).toMatchObject({ saleKind: "piece", price: 300, content: null, stock: { policy: "none" } })
    expect(read[4]!.product!.content).toEqual({ millilitres: 750 })
    expect(read[6]).toMatchObject({
      reference: null,
      product: { description: "Miel de printemps\nrécolté en mai", content: { grams: 500 }, vat: 550 },
      warnings: [
        { _tag: "ReferenceMissing", column: "Référence unique" },
        { _tag: "VatAssumed", column: "Taux de TVA", vat: 550 },
      ],
    })
  })

  test("IMPORT-5 IMPORT-8: GC-13.2: a product base without VAT gives six offers, rounded once", () => {
    const file = sample("product-base")
    expect(file.format).toBe("cagette-product-base")
    expect(file.warnings).toEqual([
      { _tag: "LineBeforeHeader", line: 1, value: "attention : deux lignes de titres" },
      { _tag: "ColumnIgnored", column: "Date Image", filled: 5 },
      { _tag: "CategoryCodesKept", column: "Catégorisation", codes: ["504"] },
    ])
    expect(file.rows.map(({ line, product: read }) => [line, read?.reference, read?.name, read?.price])).toEqual([
      [3, "BB-0001", "Sirop de sureau 50 cl", 270],
      [4, "BB-0002", "Nectar d'abricot 75 cl", 270],
      [5, "BB-0003", "Jus de raisin 75 cl", 270],
      [6, "BB-0025", "Limonade 25 cl", 148],
      [7, "BB-0026-1", "Jus de coing", 121],
      [8, "BB-0026-2", "Jus de coing", 422],
    ])
    expect(file.rows[5]!.product).toMatchObject({
      content: { millilitres: 10_000 },
      description: "Coings du verger",
      category: "504",
      labels: ["organic"],
      vat: 550,
      active: true,
    })
  })

  test("IMPORT-5: GC-13.4: the caller's word on VAT wins over the title, and is said to", () => {
    const file = sample("product-base", { prices: "incl" })
    expect(file.rows.map((read) => read.product?.price)).toEqual([256, 256, 256, 140, 115, 400])
    expect(file.warnings).toContainEqual({ _tag: "PriceHeaderContradicted", column: "Prix H.T", prices: "incl" })
  })

  test("IMPORT-10 IMPORT-11: a FoodCoopShop file: markup is text, deposits and storage are said not to be kept", () => {
    const file = sample("foodcoopshop")
    expect(file).toMatchObject({ format: "foodcoopshop", separator: ",", problems: [] })
    expect(file.warnings).toEqual([
      { _tag: "ColumnIgnored", column: "Produktdeklaration", filled: 5 },
      { _tag: "ColumnIgnored", column: "Lagerort", filled: 5 },
      { _tag: "ReferenceColumnMissing" },
    ])
    expect(file.rows[0]!.product).toMatchObject({
      name: "Heidelbeeren",
      description: "frisch gepflückt <script>alert('boo')</script>\n\nHeidelbeeren haben viel <b>Vitamin E</b>",
      price: 1240,
      vat: 1000,
      content: { grams: 1000 },
      stock: { policy: "global", quantity: 8 },
      active: true,
    })
    expect(tags(file.rows[0]!.warnings)).toEqual(["MarkupKeptAsText", "MarkupKeptAsText", "DepositIgnored"])
    expect(file.rows[1]).toMatchObject({ warnings: [], product: { active: false, vat: 0, content: { grams: 500 } } })
    expect(file.rows[2]!.product!.content).toBeNull()
    expect(file.rows[3]!.product!.content).toBeNull()
    expect(file.rows[4]!.problems).toEqual([{ _tag: "UnitUnknown", column: "Einheit", value: "1 Raummeter" }])
  })

  test("IMPORT-2: a Windows-1252 file keeps its accents, œ and €", () => {
    const file = sample("windows-1252")
    expect(file).toMatchObject({ encoding: "windows-1252", problems: [], warnings: [] })
    expect(file.rows.map((read) => [read.product?.name, read.product?.price, read.product?.content])).toEqual([
      ["Pâté d’oie à l’œuf", 850, { grams: 180 }],
      ["Crème fraîche", 210, { millilitres: 200 }],
    ])
  })
})

describe("IMPORT-2: encodings, separators, quotes", () => {
  const text = "Nom;Prix;Réf\r\nŒufs;2,5;OEU\r\n"
  const utf8 = new TextEncoder().encode(text)

  test.each([
    ["UTF-8", utf8, "utf-8"],
    ["UTF-8 with a mark", new Uint8Array([0xef, 0xbb, 0xbf, ...utf8]), "utf-8"],
    [
      "UTF-16 with a mark",
      new Uint8Array([0xff, 0xfe, ...[...text].flatMap((char) => [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8])]),
      "utf-16le",
    ],
    ["a string", text, "utf-8"],
    ["a string with a mark", `\ufeff${text}`, "utf-8"],
  ] as const)("IMPORT-2: %s is read", (_, file, encoding) => {
    expect(readProductsFile(file)).toMatchObject({
      encoding,
      warnings: [],
      rows: [{ line: 2, product: { name: "Œufs", price: 250, reference: "OEU" } }],
    })
  })

  test.each([
    [";", "Nom;Prix;Unité;Quantité\nThym;1,5;g;20"],
    [",", 'Nom,Prix,Unité,Quantité\nThym,"1,5",g,20'],
    [",", "Nom,Prix,Unité,Quantité\nThym,1.5,g,20"],
    ["\t", "Nom\tPrix\tUnité\tQuantité\nThym\t1,5\tg\t20"],
  ])("IMPORT-2: separator %j is found", (separator, file) => {
    expect(readProductsFile(file)).toMatchObject({
      separator,
      rows: [{ product: { name: "Thym", price: 150, content: { grams: 20 } } }],
    })
  })

  test("IMPORT-2: a quote that does not close costs its own line only", () => {
    const read = rows(["Nom;Prix", "Ail;1", '"Bio" pommes;2', "Poires;3", '"Noix;4', "Figues;5", ""])
    expect(read.map(({ line, product: told, problems }) => [line, told?.name, tags(problems)])).toEqual([
      [2, "Ail", []],
      [3, undefined, ["QuotesUnbalanced"]],
      [4, "Poires", []],
      [5, undefined, ["QuotesUnbalanced"]],
      [6, "Figues", []],
    ])
  })

  test("IMPORT-2: thousands of quotes that do not close still give one row each", () => {
    const read = rows(["Nom;Prix", ...Array.from({ length: 3000 }, () => '"Noix" sèches;4')])
    expect(read.map(({ line }) => line)).toEqual(Array.from({ length: 3000 }, (_, index) => index + 2))
    expect(read.every(({ problems }) => tags(problems).join() === "QuotesUnbalanced")).toBe(true)
  })

  test("IMPORT-2: lines are counted through cells of several lines", () => {
    const read = rows(["Nom;Prix;Description", 'Ail;1;"a', "b", 'c"', "", "Noix;;"])
    expect(read.map(({ line }) => line)).toEqual([2, 6])
  })

  test.each([
    [[0x50, 0x4b, 0x03, 0x04, 0x14], { _tag: "FileNotText", kind: "spreadsheet" }],
    [[0xd0, 0xcf, 0x11, 0xe0, 0xa1], { _tag: "FileNotText", kind: "spreadsheet" }],
    [[0x89, 0x50, 0x00, 0x01], { _tag: "FileNotText", kind: "binary" }],
    [[], { _tag: "FileEmpty" }],
    [[0x20, 0x0a, 0x0a], { _tag: "FileEmpty" }],
  ] as const)("IMPORT-2: bytes %j are refused by name", (bytes, problem) => {
    expect(readProductsFile(new Uint8Array(bytes))).toMatchObject({ format: "unknown", rows: [], problems: [problem] })
  })
})

describe("IMPORT-3: titles", () => {
  test.each([
    ["productName;price;ref;desc;qt;unit;organic;floatQt;vat;stock", "cagette-products"],
    ["productName;price;ref;desc;vat;qt;unit;organic;bulk;variablePrice", "cagette-products"],
    ["name;price;ref;desc;vat;quantity;unit;organic;bulk;variablePrice", "cagette-products"],
    ["PRODUIT ; prix ttc (€)", "cagette-products"],
    ["Bezeichnung;Preis;MwSt;Einheit;Inhalt", "cagette-products"],
    [
      "productName;ref;desc;unit;organic;floatQt;txp;offerName;offerRef;qt;price;vat;active;imageUrl;imageDate",
      "cagette-product-base",
    ],
    ["Name,Short description,Description,Gross price,Tax rate,Deposit,Amount,Unit,Status", "foodcoopshop"],
    ["Name;Sale kind;Price incl. VAT;Price per;Content", "cabas"],
    ["NOM;MODE DE VENTE;PRIX TTC;PRIX POUR;CONTENU", "cabas"],
  ])("IMPORT-3: %j is known", (titles, format) => {
    expect(readProductsFile(titles)).toMatchObject({ format, problems: [], rows: [] })
  })

  test("IMPORT-3: without titles every row is refused for it", () => {
    const file = readProductsFile("Carottes;2,4\n\nNavets;1,8\n")
    expect(file).toMatchObject({ format: "unknown", blankRows: 1 })
    expect(file.problems).toEqual([{ _tag: "HeaderUnknown", value: "Carottes;2,4" }])
    expect(file.rows.map(({ line, problems }) => [line, tags(problems)])).toEqual([
      [1, ["HeaderUnknown"]],
      [3, ["HeaderUnknown"]],
    ])
  })

  test("IMPORT-3: our own file without a column it needs is refused, the column named", () => {
    const file = readProductsFile("Nom;Prix TTC;Prix pour\nAil;1;1 pièce")
    expect(file.problems).toEqual([
      { _tag: "ColumnMissing", column: "saleKind" },
      { _tag: "ColumnMissing", column: "content" },
    ])
    expect(file.rows).toEqual([{ line: 2, reference: null, tells: [], problems: file.problems, warnings: [] }])
  })

  test("IMPORT-1: a column that is there twice and one nobody reads are said once", () => {
    const { warnings } = readProductsFile("Nom;Prix;Prix;Couleur;;Réf\nAil;1;2;blanc;;A\nNoix;3;4;;;B")
    expect(warnings).toEqual([
      { _tag: "ColumnIgnored", column: "Couleur", filled: 1 },
      { _tag: "ColumnRepeated", column: "Prix" },
    ])
  })
})

describe("IMPORT-1: the shape of a row", () => {
  test("IMPORT-1: cells missing at the end are blank, unless the price is among them", () => {
    const titles = "Nom;Prix;Réf;Description"
    expect(row(titles, "Ail;1;A")).toMatchObject({
      product: { name: "Ail", description: "" },
      warnings: [{ _tag: "RowTooShort", cells: 3, expected: 4 }, { _tag: "VatAssumed" }],
    })
    expect(row(titles, "Ail").problems).toEqual([{ _tag: "RowTooShort", cells: 1, expected: 4 }])
  })

  test("IMPORT-1: a cell beyond the titles means that the others have moved", () => {
    expect(row("Nom,Prix", "Ail,1,50").problems).toEqual([{ _tag: "RowTooLong", cells: 3, expected: 2, value: "50" }])
    expect(row("Nom,Prix", "Ail,1,, ").product!.price).toBe(100)
  })

  test("IMPORT-1: a law: whatever the cells, each row that is not blank answers once, with a product or with why not", () => {
    const cell = fc.oneof(
      fc.constantFrom(
        "",
        "1",
        "0",
        "2,5",
        "1.234",
        "-1",
        "kg",
        "pièce",
        "oui",
        "x?",
        "REF",
        "99999999999",
        "0,0001",
        "<b>",
      ),
      fc.string({ unit: "binary", maxLength: 6 }),
    )
    const columns = flags.split(";").length
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: columns, maxLength: columns })), (table) => {
        const quoted = table.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(";"))
        const file = readProductsFile([flags, ...quoted].join("\n"))
        const filled = table.filter((cells) => cells.some((text) => text.replaceAll("\r", "\n").trim() !== ""))
        expect(file.rows.length).toBe(filled.length)
        expect(file.blankRows).toBe(table.length - filled.length)
        for (const read of file.rows) expect(read.product === undefined).toBe(read.problems.length > 0)
      }),
    )
  })

  test("IMPORT-1: a law: no bytes make the reader throw, and lines go up", () => {
    const text = fc.stringMatching(/^(Nom;Prix\n)?[";,\n\r\ta-c0-9.'=]*$/)
    const bytes = fc.oneof(
      fc.uint8Array(),
      text.map((written) => new TextEncoder().encode(written)),
    )
    fc.assert(
      fc.property(bytes, (file) => {
        const lines = readProductsFile(file).rows.map(({ line }) => line)
        expect(lines).toEqual([...new Set(lines)].toSorted((a, b) => a - b))
      }),
    )
  })
})

describe("IMPORT-4 IMPORT-5: prices and VAT", () => {
  const price = (cell: string, options?: ReadOptions, others: ReadonlyArray<string> = []) =>
    rows(["Nom\tPrix", `Ail\t${cell}`, ...others.map((other) => `Noix\t${other}`)], options)[0]!

  test.each([
    ["1.9", 190],
    ["1,9", 190],
    ["12", 1200],
    ["0", 0],
    ["1 234,50", 123_450],
    ["1.234,50", 123_450],
    ["1,234.50", 123_450],
    ["1'234.50", 123_450],
    ["12,00 €", 1200],
    ["€ 12.5", 1250],
    ["3.20 CHF", 320],
    [",5", 50],
  ])("IMPORT-4: %j is %i cents", (cell, cents) => {
    expect(price(cell)).toMatchObject({ problems: [], product: { price: cents } })
  })

  test.each([
    ["deux", "not-a-number"],
    ["1,2,3", "not-a-number"],
    ["1e3", "not-a-number"],
    ["Infinity", "not-a-number"],
    ["NaN", "not-a-number"],
    ["0x10", "not-a-number"],
    ["2-3", "not-a-number"],
    ["0".repeat(50), "not-a-number"],
    ["-1", "negative"],
    ["1,234", "ambiguous"],
    ["10000000,01", "too-large"],
  ])("IMPORT-4: %j is refused as %s", (cell, reason) => {
    expect(price(cell).problems).toEqual([{ _tag: "PriceUnreadable", column: "Prix", value: cell, reason }])
  })

  test("IMPORT-4: how the file writes its other numbers decides between two readings", () => {
    expect(price("1,234", {}, ["2,5"])).toMatchObject({
      product: { price: 123 },
      warnings: [{ _tag: "VatAssumed" }, { _tag: "PriceRounded", value: "1,234", price: 123 }],
    })
    expect(price("1,234", {}, ["2.5"]).problems).toMatchObject([{ reason: "ambiguous" }])
    expect(price("1,234", {}, ["2.5", "2,5"]).problems).toMatchObject([{ reason: "ambiguous" }])
  })

  test("IMPORT-4: the currency says how many decimals there are", () => {
    expect(price("1500", { currencyDigits: 0 }).product!.price).toBe(1500)
    expect(price("1.500", { currencyDigits: 0 }).problems).toMatchObject([{ reason: "ambiguous" }])
    expect(price("1,234", { currencyDigits: 3 })).toMatchObject({ product: { price: 1234 } })
  })

  test.each([
    ["2.56", 550, 270],
    ["1.40", 550, 148],
    ["1.15", 550, 121],
    ["4", 550, 422],
    ["10", 2000, 1200],
    ["0.3333", 550, 35],
    // 100 × 1.055 = 105.5: half away from zero.
    ["1", 550, 106],
    // Rounding the price first would give 0.12 × 1.2 = 0.14.
    ["0.125", 2000, 15],
  ])("IMPORT-5: %s without VAT at %i is %i cents", (cell, vat, cents) => {
    expect(product("Nom;Prix HT", `Ail;${cell}`, { vat })).toMatchObject({ price: cents, vat })
  })

  test("IMPORT-5: the title that says what is wanted is read before one that does not", () => {
    expect(product("Nom;Prix HT;Prix TTC;TVA", "Ail;10;12;20")).toMatchObject({ price: 1200, vat: 2000 })
    expect(product("Nom;Prix HT;Prix TTC;TVA", "Ail;10;12;20", { prices: "excl" }).price).toBe(1200)
    expect(product("Nom;Prix;TVA", "Ail;10;20", { prices: "excl" }).price).toBe(1200)
  })

  test.each([
    ["5.5", 550],
    ["5,5 %", 550],
    ["20%", 2000],
    ["0", 0],
    ["100", 10_000],
  ])("IMPORT-5: a VAT of %j is %i basis points", (cell, vat) => {
    expect(row("Nom\tPrix\tTVA\tRéf", `Ail\t1\t${cell}\tA`)).toMatchObject({ warnings: [], product: { vat } })
  })

  test.each(["abc", "-5", "101", "5.555", "5,5,5"])("IMPORT-5: a VAT of %j is refused", (cell) => {
    expect(row("Nom;Prix;TVA", `Ail;1;${cell}`).problems).toEqual([
      { _tag: "VatUnreadable", column: "TVA", value: cell },
    ])
  })

  test("IMPORT-5: a VAT of 0,2 is kept and questioned; none told is assumed, or what the caller chose", () => {
    expect(row("Nom;Prix;TVA;Réf", "Ail;1;0,2;A").warnings).toEqual([
      { _tag: "VatUnlikely", column: "TVA", value: "0,2", vat: 20 },
    ])
    expect(row("Nom;Prix;TVA;Réf", "Ail;1;;A")).toMatchObject({
      product: { vat: 550 },
      warnings: [{ _tag: "VatAssumed", column: "TVA", vat: 550 }],
    })
    expect(row("Nom;Prix;TVA;Réf", "Ail;1;;A", { vat: 2000 })).toMatchObject({ product: { vat: 2000 }, warnings: [] })
  })

  test("IMPORT-5: a row without price is refused", () => {
    expect(row("Nom;Prix", "Ail;").problems).toEqual([{ _tag: "PriceMissing", column: "Prix" }])
  })
})

describe("IMPORT-6: sale kinds from the flags", () => {
  /** Flags in the order organic, floatQt, variablePrice, multiWeight, bulk, smallQt. */
  const sold = (quantity: string, unit: string, set: string) =>
    row(flags, `Tomme;12;TOM;${quantity};${unit};${set};5.5;`)

  test.each([
    ["0.25", "kg", ";;;;;", { saleKind: "piece", price: 1200, per: { pieces: 1 }, content: { grams: 250 } }],
    ["0.25", "kg", ";;1;;;", { saleKind: "weighed", price: 1200, per: { grams: 250 }, content: { grams: 250 } }],
    ["0.25", "kg", ";1;1;;;", { saleKind: "weighed", price: 1200, per: { grams: 250 }, content: { grams: 250 } }],
    ["2", "kg", ";;;1;;", { saleKind: "weighed-each", per: { grams: 2000 }, content: { grams: 2000 } }],
    ["2", "kg", ";;true;1;;", { saleKind: "weighed-each", per: { grams: 2000 }, content: { grams: 2000 } }],
    [
      "1",
      "l",
      ";;;;1;",
      {
        saleKind: "loose",
        per: { millilitres: 1000 },
        content: null,
        loose: { step: 100, minimum: 100, maximum: null },
      },
    ],
    ["1", "kg", ";;1;;1;", { saleKind: "loose", per: { grams: 1000 } }],
    ["1", "kg", ";1;;;;", { saleKind: "loose", per: { grams: 1000 } }],
    ["1", "kg", ";;;;1;0,25", { saleKind: "loose", loose: { step: 250, minimum: 250, maximum: null } }],
    ["25", "g", ";;;;1;", { saleKind: "loose", per: { grams: 25 }, loose: { step: 25, minimum: 25, maximum: null } }],
  ])("IMPORT-6: %s %s with flags %j", (quantity, unit, set, expected) => {
    expect(sold(quantity, unit, set)).toMatchObject({ problems: [], product: expected })
  })

  test.each([
    ["1", "pièce", ";;;;1;", { _tag: "UnitNotMeasurable", column: "unit", value: "1 pièce", saleKind: "loose" }],
    ["", "", ";;1;;;", { _tag: "UnitNotMeasurable", column: "unit", value: "", saleKind: "weighed" }],
    ["1", "pièce", ";;;1;;", { _tag: "UnitNotMeasurable", column: "unit", value: "1 pièce", saleKind: "weighed-each" }],
    ["1", "kg", ";;;1;1;", { _tag: "FlagsConflict", columns: ["bulk", "multiWeight"] }],
    ["1", "kg", ";;;;1;2", { _tag: "LooseUnreadable", column: "smallQt", value: "2" }],
    ["1", "kg", ";;;;1;0,0001", { _tag: "LooseUnreadable", column: "smallQt", value: "0,0001" }],
    ["1", "kg", ";;maybe;;;", { _tag: "FlagUnreadable", column: "variablePrice", value: "maybe" }],
  ])("IMPORT-6: %s %s with flags %j is refused", (quantity, unit, set, problem) => {
    expect(sold(quantity, unit, set)).toMatchObject({ problems: [problem] })
    expect(sold(quantity, unit, set).product).toBeUndefined()
  })

  test("IMPORT-6: fractions of a piece are left out and said to be", () => {
    const { warnings, product: read } = sold("1", "pièce", ";1;;;;")
    expect(read).toMatchObject({ saleKind: "piece", price: 1200, per: { pieces: 1 } })
    expect(warnings).toEqual([{ _tag: "FractionsIgnored", column: "floatQt", value: "1" }])
  })

  test("IMPORT-6: a step nobody told is said to be assumed", () => {
    expect(sold("1", "kg", ";;;;1;").warnings).toEqual([{ _tag: "StepAssumed", column: "smallQt", step: 100 }])
  })
})

describe("IMPORT-7: contents", () => {
  const content = (quantity: string, unit: string) =>
    row("Nom;Prix;TVA;Réf;Quantité;Unité", `Ail;1;0;A;${quantity};${unit}`)

  test.each([
    ["1", "kg", { grams: 1000 }],
    ["0,5", "Kg.", { grams: 500 }],
    ["250", "gram", { grams: 250 }],
    ["1", "litre", { millilitres: 1000 }],
    ["75", "cL", { millilitres: 750 }],
    ["330", "ml.", { millilitres: 330 }],
    ["12", "pièce", { pieces: 12 }],
    ["12", "", { pieces: 12 }],
    ["1", "pièce", null],
    ["1", "botte", null],
    ["", "Stück", null],
    ["", "", null],
    ["250 g", "", { grams: 250 }],
    ["", "1,5 kg", { grams: 1500 }],
    ["2 kg", "kg", { grams: 2000 }],
  ])("IMPORT-7: %j %j", (quantity, unit, expected) => {
    expect(content(quantity, unit)).toMatchObject({ problems: [], warnings: [], product: { content: expected } })
  })

  test.each([
    ["1", "miche", { _tag: "UnitUnknown", column: "Unité", value: "1 miche" }],
    ["250 g", "kg", { _tag: "UnitUnknown", column: "Unité", value: "250 g kg" }],
    ["0,0005", "kg", { _tag: "ContentUnreadable", column: "Quantité", value: "0,0005 kg" }],
    ["1,5", "pièce", { _tag: "ContentUnreadable", column: "Quantité", value: "1,5 pièce" }],
    ["2000000", "kg", { _tag: "ContentUnreadable", column: "Quantité", value: "2000000 kg" }],
    ["1 kg", "2", { _tag: "ContentUnreadable", column: "Quantité", value: "1 kg 2" }],
  ])("IMPORT-7: %j %j is refused", (quantity, unit, problem) => {
    expect(content(quantity, unit).problems).toEqual([problem])
  })

  test("IMPORT-7: a unit without a number is one kilogram or litre, but not one gram", () => {
    expect(content("", "kg")).toMatchObject({
      product: { content: { grams: 1000 } },
      warnings: [{ _tag: "ContentAssumed", column: "Quantité", content: { grams: 1000 } }],
    })
    expect(content("", "g")).toMatchObject({ product: { content: null }, warnings: [{ _tag: "ContentMissing" }] })
    expect(content("0", "kg")).toMatchObject({ product: { content: null }, warnings: [{ _tag: "ContentMissing" }] })
  })
})

describe("IMPORT-8 IMPORT-9: offers and references", () => {
  const base = "productName;ref;desc;unit;organic;txp;offerName;offerRef;qt;price;vat;active"

  test("IMPORT-8: an offer takes name, unit, category and flags from the product above, its own cells first", () => {
    const read = rows([
      base,
      "Jus;J;Du verger;cl;1;Boissons;;J-25;25;1;5.5;1",
      ";;;;;;;J-100;100;3;5.5;0",
      "",
      ";;;l;;;Cubi;J-5L;5;12;20;1",
      "Thé;T;;g;;;;T-1;100;4;5.5;1",
      ";;;;;;;T-2;200;7;5.5;1",
    ])
    expect(
      read.map(({ line, product: told }) => [
        line,
        told?.name,
        told?.content,
        told?.category,
        told?.labels.length,
        told?.active,
      ]),
    ).toEqual([
      [2, "Jus", { millilitres: 250 }, "Boissons", 1, true],
      [3, "Jus", { millilitres: 1000 }, "Boissons", 1, false],
      [5, "Jus – Cubi", { millilitres: 5000 }, "Boissons", 1, true],
      [6, "Thé", { grams: 100 }, null, 0, true],
      [7, "Thé", { grams: 200 }, null, 0, true],
    ])
    expect(read[2]!.product).toMatchObject({ vat: 2000, description: "Du verger" })
  })

  test("IMPORT-9: an offer without a reference has the product's, with its number", () => {
    const read = rows([base, "Jus;J;;cl;;;;;25;1;5.5;1", ";;;;;;;;100;3;5.5;1", ";;;;;;;J-1;50;2;5.5;1"])
    expect(read.map(({ reference }) => reference)).toEqual(["J-1", "J-2", "J-1"])
    expect(read[2]!.problems).toEqual([{ _tag: "ReferenceRepeated", column: "offerRef", value: "J-1", firstLine: 2 }])
  })

  test("IMPORT-8 IMPORT-9: an offer without product, a product without any reference", () => {
    expect(rows([base, ";;;;;;;X;1;1;5.5;1"])[0]!.problems).toEqual([{ _tag: "NameMissing", column: "productName" }])
    expect(rows([base, "Jus;;;cl;;;;;25;1;5.5;1"])[0]!.problems).toEqual([
      { _tag: "ReferenceMissing", column: "offerRef" },
    ])
  })

  test("IMPORT-8: below a row that cannot be read, offers have no product", () => {
    const read = rows([base, "Jus;J;;cl;;;;;25;1;5.5;1", '"Thé" vert;T;;g;;;;;50;4;5.5;1', ";;;;;;;;100;7;5.5;1"])
    expect(read.map(({ problems }) => tags(problems))).toEqual([
      [],
      ["QuotesUnbalanced"],
      ["ReferenceMissing", "NameMissing"],
    ])
  })

  test("IMPORT-9: a reference is never cut", () => {
    const long = "R".repeat(65)
    expect(row("Nom;Prix;Réf", `Ail;1;${long}`)).toMatchObject({
      reference: null,
      problems: [{ _tag: "TextTooLong", column: "Réf", value: long, maximum: 64 }],
    })
  })
})

describe("IMPORT-10 IMPORT-11: texts and other cells", () => {
  test("IMPORT-10: markup, formulas and quotes are kept as the characters they are", () => {
    const name = `<img src=x onerror="alert(1)"> & <b>=1+1</b>`
    const read = row("Nom;Prix;Réf;TVA", `"${name.replaceAll('"', '""')}";1;=A1;0`)
    expect(read.product).toMatchObject({ name, reference: "=A1" })
    expect(read.warnings).toEqual([{ _tag: "MarkupKeptAsText", column: "Nom", value: name }])
  })

  test("IMPORT-10: names are one trimmed line without characters that do not show", () => {
    const read = row("Nom;Prix;Réf;TVA", '"\u00a0 Ail\u0000\u202e rose\nde\u200b Lautrec\ufeff ";1;A;0')
    expect(read.product!.name).toBe("Ail rose de Lautrec")
    expect(read.warnings).toEqual([{ _tag: "CharactersRemoved", column: "Nom", count: 4 }])
  })

  test("IMPORT-10: long names and descriptions are cut, and said to be; never in the middle of a character", () => {
    const name = `${"a".repeat(127)}🍏🍏`
    expect(row("Nom;Prix;Réf;TVA", `${name};1;A;0`)).toMatchObject({
      product: { name: "a".repeat(127) },
      warnings: [{ _tag: "TextShortened", column: "Nom", value: name, maximum: 128 }],
    })
    expect(product("Nom;Prix;Description", `Ail;1;${"b".repeat(4001)}`).description).toHaveLength(4000)
  })

  test("IMPORT-10: a name of nothing that shows is no name", () => {
    expect(row("Nom;Prix", "\u200b;1").problems).toEqual([{ _tag: "NameMissing", column: "Nom" }])
  })

  test("IMPORT-11: labels, allergens, origin; an allergen is never cut off", () => {
    const titles = "Nom;Prix;Labels;Allergènes;Origine;Bio"
    expect(product(titles, "Ail;1;AOP, organic, Demeter;gluten, lait;Tarn;oui")).toMatchObject({
      labels: ["organic", "AOP", "Demeter"],
      allergens: ["gluten", "lait"],
      origin: "Tarn",
    })
    const many = Array.from({ length: 21 }, (_, index) => `a${index}`).join(",")
    expect(row(titles, `Ail;1;;${many};;`).problems).toEqual([
      { _tag: "ListTooLong", column: "Allergènes", count: 21, maximum: 20 },
    ])
    expect(row(titles, `Ail;1;;${"x".repeat(49)};;`).problems).toMatchObject([{ _tag: "TextTooLong", maximum: 48 }])
  })

  test.each(["javascript:alert(1)", "data:text/html,x", "http://example.org/a.jpg", 'https://example.org/a"b'])(
    "IMPORT-11: an image at %j is left out",
    (address) => {
      const read = row("Nom;Prix;URL Image;Réf;TVA", `Ail;1;"${address.replaceAll('"', '""')}";A;0`)
      expect(read.product!.image).toBeNull()
      expect(read.warnings).toEqual([{ _tag: "ImageIgnored", column: "URL Image", value: address }])
    },
  )

  test("IMPORT-11: an address of more than 512 characters is left out", () => {
    const address = `https://example.org/${"a".repeat(493)}`
    expect(tags(row("Nom;Prix;URL Image;Réf;TVA", `Ail;1;${address};A;0`).warnings)).toEqual(["ImageIgnored"])
    expect(product("Nom;Prix;URL Image", `Ail;1;${address.slice(0, 512)}`).image).toHaveLength(512)
  })

  test("IMPORT-11: an image over https is kept", () => {
    expect(product("Nom;Prix;URL Image", "Ail;1;https://example.org/a.jpg").image).toBe("https://example.org/a.jpg")
  })

  test.each(["2,5", "-1", "beaucoup", "∞"])("IMPORT-11: a stock of %j pieces is refused", (stock) => {
    expect(row("Nom;Prix;Stock", `Ail;1;${stock}`).problems).toEqual([
      { _tag: "StockUnreadable", column: "Stock", value: stock },
    ])
  })

  test("IMPORT-11: active when blank or yes", () => {
    const active = (cell: string) => product("Nom;Prix;Réf;Actif", `Ail;1;A;${cell}`).active
    expect(["", "1", "oui", "0", "non"].map(active)).toEqual([true, true, true, false, false])
  })
})
