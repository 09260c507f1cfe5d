import type { Format } from "./imports.schema.ts"

/** What a column holds, whatever its header says. */
export type Field =
  | "reference"
  | "productReference"
  | "name"
  | "offerName"
  | "description"
  | "shortDescription"
  | "saleKind"
  | "price"
  | "priceIncl"
  | "priceExcl"
  | "per"
  | "vat"
  | "deposit"
  | "quantity"
  | "unit"
  | "content"
  | "floatQt"
  | "variablePrice"
  | "multiWeight"
  | "bulk"
  | "smallQt"
  | "step"
  | "minimum"
  | "maximum"
  | "stockPolicy"
  | "stock"
  | "category"
  | "labels"
  | "organic"
  | "allergens"
  | "origin"
  | "image"
  | "active"

/** The columns of a file: where each field is, what its header says, and what is not read. */
export interface Header {
  readonly format: Format
  readonly titles: ReadonlyArray<string>
  readonly at: ReadonlyMap<Field, number>
  readonly ignored: ReadonlyArray<number>
  readonly repeated: ReadonlyArray<number>
}

/**
 * The columns of our own file in the order they are written: field, French title, English title.
 * @rule IMPORT-12
 */
export const ownColumns = [
  ["reference", "Référence", "Reference"],
  ["name", "Nom", "Name"],
  ["description", "Description", "Description"],
  ["saleKind", "Mode de vente", "Sale kind"],
  ["priceIncl", "Prix TTC", "Price incl. VAT"],
  ["per", "Prix pour", "Price per"],
  ["vat", "TVA (%)", "VAT (%)"],
  ["content", "Contenu", "Content"],
  ["step", "Pas du vrac", "Loose step"],
  ["minimum", "Minimum du vrac", "Loose minimum"],
  ["maximum", "Maximum du vrac", "Loose maximum"],
  ["stockPolicy", "Règle de stock", "Stock policy"],
  ["stock", "Stock", "Stock"],
  ["category", "Catégorie", "Category"],
  ["labels", "Labels", "Labels"],
  ["allergens", "Allergènes", "Allergens"],
  ["origin", "Origine", "Origin"],
  ["image", "Image", "Image"],
  ["active", "Actif", "Active"],
] as const satisfies ReadonlyArray<readonly [Field, string, string]>

type Titles = Readonly<Partial<Record<Field, ReadonlyArray<string>>>>

/** Titles every foreign format shares, as `plain` leaves them. */
const common: Titles = {
  name: [
    "nom du produit",
    "nom produit",
    "nom",
    "produit",
    "productname",
    "product name",
    "product",
    "name",
    "designation",
    "libelle",
    "article",
    "bezeichnung",
    "produktname",
    "produkt",
    "artikel",
  ],
  description: ["description", "desc", "descriptif", "beschreibung"],
  price: ["prix", "price", "preis", "tarif", "prix unitaire"],
  priceIncl: ["prix ttc", "prix t t c", "price incl vat", "gross price", "bruttopreis", "preis brutto"],
  priceExcl: ["prix ht", "prix h t", "price excl vat", "net price", "nettopreis", "preis netto"],
  vat: ["taux de tva", "taux tva", "tva", "vat", "vat rate", "tax rate", "steuersatz", "mwst", "ust"],
  quantity: ["quantite", "qte", "qt", "quantity", "contenu", "contenance", "conditionnement", "content", "inhalt"],
  unit: ["unite", "unit", "einheit"],
  organic: ["bio", "organic", "agriculture biologique"],
  floatQt: ["quantites a virgule", "quantite a virgule", "qt a virgule", "floatqt"],
  variablePrice: ["variableprice", "variable price", "prix variable", "a peser"],
  multiWeight: ["multiweight", "multi weight", "multi pesee", "multipesee"],
  bulk: ["bulk", "vrac", "en vrac"],
  smallQt: ["smallqt", "small qt", "plus petite quantite"],
  stock: ["stock", "quantite en stock", "bestand"],
  category: ["categorisation", "categorie", "category", "txp", "kategorie"],
  labels: ["labels", "label"],
  allergens: ["allergenes", "allergene", "allergens", "allergene und zusatzstoffe"],
  origin: ["origine", "origin", "provenance", "herkunft"],
  image: ["url image", "imageurl", "image url", "image", "bild"],
  active: ["actif", "active", "statut", "status", "aktiv"],
}

const titles: Readonly<Record<Exclude<Format, "unknown">, Titles>> = {
  cabas: Object.fromEntries(ownColumns.map(([field, french, english]) => [field, [plain(french), plain(english)]])),
  "cagette-products": {
    ...common,
    reference: [
      "reference unique",
      "reference",
      "ref",
      "reference produit",
      "code",
      "code produit",
      "sku",
      "referenz",
      "artikelnummer",
    ],
  },
  "cagette-product-base": {
    ...common,
    productReference: ["ref", "reference produit", "reference", "productref"],
    reference: ["reference unique", "offerref", "reference offre"],
    offerName: ["nom offre", "nom de l offre", "offername"],
  },
  foodcoopshop: {
    ...common,
    shortDescription: ["kurze beschreibung", "short description", "description courte"],
    deposit: ["pfand", "deposit", "consigne"],
    stock: ["menge", "amount", "anzahl", "stock"],
  },
}

/** Of these titles two or more are only met together in a FoodCoopShop file. */
const foodcoopshopMarks = new Set([
  "kurze beschreibung",
  "short description",
  "pfand",
  "deposit",
  "produktdeklaration",
  "product declaration",
  "lagerort",
  "storage location",
])

/** More columns than any price list has. */
const mostColumns = 200

/**
 * The columns that a row of titles heads, when it is one: it names at least the products and a price.
 * @rule IMPORT-3
 */
export function headerOf(cells: ReadonlyArray<string>): Header | undefined {
  if (cells.length > mostColumns) return undefined
  const keys = cells.map(plain)
  const format = formatOf(keys)
  const header = { format, titles: cells.map((cell) => cell.trim()), ...placed(keys, titles[format]) }
  const { at } = header
  const priced = at.has("price") || at.has("priceIncl") || at.has("priceExcl")
  // Our own file is known by its sale kinds; what it then lacks is said by name.
  if (format === "cabas") return header
  return at.has("name") && priced ? header : undefined
}

function formatOf(keys: ReadonlyArray<string>): Exclude<Format, "unknown"> {
  const own = placed(keys, titles.cabas).at
  if (own.has("name") && (own.has("saleKind") || own.has("per"))) return "cabas"
  const base = placed(keys, titles["cagette-product-base"]).at
  if (base.has("offerName") || (base.has("reference") && base.has("productReference"))) return "cagette-product-base"
  return keys.filter((key) => foodcoopshopMarks.has(key)).length >= 2 ? "foodcoopshop" : "cagette-products"
}

/** Where each field is; the first of two columns that say the same is read. */
function placed(keys: ReadonlyArray<string>, vocabulary: Titles) {
  const fields = new Map<string, Field>()
  for (const [field, words] of Object.entries(vocabulary)) {
    for (const word of words) fields.set(word, field as Field)
  }
  const at = new Map<Field, number>()
  const ignored: Array<number> = []
  const repeated: Array<number> = []
  for (const [index, key] of keys.entries()) {
    const field = fields.get(key)
    if (field === undefined) ignored.push(index)
    else if (at.has(field)) repeated.push(index)
    else at.set(field, index)
  }
  return { at, ignored, repeated }
}

/** A title without case, accents, punctuation or what stands in brackets: "Prix H.T (€)" is "prix h t". */
export function plain(title: string): string {
  return title
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\(.*$/s, "")
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim()
}
