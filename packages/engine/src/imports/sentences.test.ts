import { describe, expect, test } from "vitest"
import type { Problem } from "./imports.schema.ts"
import { planImport } from "./plan-import.ts"
import type { ExistingProduct } from "./plan-import.ts"
import { readProductsFile } from "./read-products.ts"
import type { ReadOptions } from "./read-products.ts"
import { problemSentence } from "./sentences.ts"

/** Everything that reading a file of these lines says. */
function said(lines: ReadonlyArray<string>, options?: ReadOptions): Array<Problem> {
  const { problems, warnings, rows } = readProductsFile(lines.join("\n"), options)
  return [...problems, ...warnings, ...rows.flatMap((row) => [...row.problems, ...row.warnings])]
}

/** Everything that planning the import of these lines over one product says, twice in the catalog if wanted. */
function planned(lines: ReadonlyArray<string>, told: Partial<ExistingProduct>, times = 1): Array<Problem> {
  const bread = readProductsFile("Réf;Nom;Prix\nPAI;Pain;3").rows[0]!.product!
  const existing = Array.from({ length: times }, (_, index) => ({ ...bread, id: `p${index}`, ...told }))
  const { rows } = planImport(existing, readProductsFile(lines.join("\n")), { nextId: () => "new" })
  return rows.flatMap((row) => [...(row.reason ?? []), ...row.warnings])
}

const own = "Nom;Mode de vente;Prix TTC;Prix pour;Contenu;Pas du vrac;Règle de stock;Stock"
const cagette = "Nom;Prix;Réf;Quantité;Unité;floatQt;variablePrice;multiWeight;bulk;smallQt;TVA"
const base = "productName;ref;price;offerName;offerRef"
const many = Array.from({ length: 21 }, (_, index) => `a${index}`).join(",")

/** For each problem, a file that has it. */
const causes: Record<Problem["_tag"], () => Array<Problem>> = {
  FileEmpty: () => said([""]),
  FileNotText: () => [...readProductsFile(new Uint8Array([0x50, 0x4b, 0x03, 0x04])).problems],
  TooManyRows: () => said(["Nom;Prix", ...Array.from({ length: 20_000 }, () => "Ail;1")]),
  HeaderUnknown: () => said(["Ail;1"]),
  ColumnMissing: () => said(["Nom;Prix TTC;Prix pour", "Ail;1;1 kg"]),
  ColumnIgnored: () => said(["Nom;Prix;Couleur", "Ail;1;blanc"]),
  ColumnRepeated: () => said(["Nom;Prix;Prix", "Ail;1;2"]),
  LineBeforeHeader: () => said(["Tarif de mai", "Nom;Prix", "Ail;1"]),
  PriceHeaderContradicted: () => said(["Nom;Prix HT", "Ail;1"], { prices: "incl" }),
  ReferenceColumnMissing: () => said(["Nom;Prix", "Ail;1"]),
  CategoryCodesKept: () => said(["Nom;Prix;Catégorie", "Ail;1;163"]),
  RowTooShort: () => said(["Nom;Prix;Réf", "Ail;1"]),
  RowTooLong: () => said(["Nom;Prix", "Ail;1;2"]),
  QuotesUnbalanced: () => said(["Nom;Prix", '"Ail;1']),
  CharactersRemoved: () => said(["Nom;Prix", "A\u0000il;1"]),
  CellIgnored: () => said([own, "Ail;à la pièce;1;1 pièce;;100 g;;"]),
  NameMissing: () => said(["Nom;Prix", ";1"]),
  ReferenceMissing: () => said([base, "Jus;;1;;"]),
  ReferenceRepeated: () => said(["Nom;Prix;Réf", "Ail;1;A", "Noix;2;A"]),
  TextShortened: () => said(["Nom;Prix", `${"a".repeat(129)};1`]),
  TextTooLong: () => said(["Nom;Prix;Réf", `Ail;1;${"a".repeat(65)}`]),
  ListTooLong: () => said(["Nom;Prix;Allergènes", `Ail;1;${many}`]),
  MarkupKeptAsText: () => said(["Nom;Prix", "<b>Ail</b>;1"]),
  ImageIgnored: () => said(["Nom;Prix;Image", "Ail;1;javascript:alert(1)"]),
  FlagUnreadable: () => said(["Nom;Prix;Bio", "Ail;1;peut-être"]),
  PriceMissing: () => said(["Nom;Prix", "Ail;"]),
  PriceUnreadable: () => said(["Nom;Prix", "Ail;cher"]),
  PriceRounded: () => said(["Nom;Prix", "Ail;0,125"]),
  PerUnreadable: () => said([own, "Ail;à la pièce;1;beaucoup;;;;"]),
  VatUnreadable: () => said([cagette, "Ail;1;A;;;;;;;;mille"]),
  VatAssumed: () => said(["Nom;Prix", "Ail;1"]),
  VatUnlikely: () => said([cagette, "Ail;1;A;;;;;;;;0,2"]),
  DepositIgnored: () => said(["Name,Kurze Beschreibung,Bruttopreis,Pfand", 'Saft,,2,"0,5"']),
  SaleKindUnknown: () => said([own, "Ail;au flair;1;1 pièce;;;;"]),
  FlagsConflict: () => said([cagette, "Ail;1;A;1;kg;;;1;1;;"]),
  FractionsIgnored: () => said([cagette, "Ail;1;A;1;pièce;1;;;;;"]),
  UnitUnknown: () => said([cagette, "Ail;1;A;1;tresse;;;;;;"]),
  UnitNotMeasurable: () => said([cagette, "Ail;1;A;1;pièce;;1;;;;"]),
  ContentUnreadable: () => said([cagette, "Ail;1;A;0,0005;kg;;;;;;"]),
  ContentMissing: () => said([cagette, "Ail;1;A;0;kg;;;;;;"]),
  ContentAssumed: () => said([cagette, "Ail;1;A;;kg;;;;;;"]),
  LooseUnreadable: () => said([cagette, "Ail;1;A;1;kg;;;;1;7;"]),
  StepAssumed: () => said([cagette, "Ail;1;A;1;kg;;;;1;;"]),
  TermsInvalid: () => said([own, "Ail;pesé;1;250 g;;;;"]),
  StockUnreadable: () => said([own, "Ail;à la pièce;1;1 pièce;;;globale;peu"]),
  StockPolicyUnknown: () => said([own, "Ail;à la pièce;1;1 pièce;;;parfois;3"]),
  ReferenceAmbiguous: () => planned(["Réf;Nom;Prix", "PAI;Pain;3"], {}, 2),
  SaleKindDiffers: () =>
    planned(["Réf;Nom;Prix", "PAI;Pain;3"], { saleKind: "weighed", per: { grams: 500 }, content: { grams: 500 } }),
  NameAlreadyThere: () => planned(["Réf;Nom;Prix", "AUTRE;Pain;3"], {}),
  RetiringWithheld: () => {
    const file = readProductsFile('Réf;Nom;Prix\nPAI;Pain;3\n"FAR;Farine;2')
    return [...planImport([], file, { nextId: () => "new", retireAbsent: true }).warnings]
  },
  StillInactive: () => planned(["Réf;Nom;Prix", "PAI;Pain;3"], { active: false }),
}

describe("IMPORT-17: every problem has its sentence", () => {
  test.each(Object.keys(causes) as Array<Problem["_tag"]>)(
    "IMPORT-17: %s happens and is said in both languages",
    (tag) => {
      const problem = causes[tag]().find(({ _tag }) => _tag === tag)
      expect(problem).toBeDefined()
      const [french, english] = (["fr", "en"] as const).map((language) => problemSentence(problem!, language))
      expect(french).not.toBe(english)
      for (const sentence of [french, english]) {
        expect(sentence).toMatch(/^.{10,}\.$|\?$/)
        expect(sentence).not.toMatch(/undefined|null|NaN|\[object/)
      }
    },
  )

  test("IMPORT-17: what was read is in the sentence", () => {
    const [problem] = said(["Nom;Prix;Réf", "Ail;cher;A"])
    expect(problemSentence(problem!, "fr")).toBe("Prix : « cher » n’est pas un nombre.")
    expect(problemSentence(problem!, "en")).toBe("Prix: “cher” is not a number.")
  })
})
