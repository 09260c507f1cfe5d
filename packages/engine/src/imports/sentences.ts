import type { Problem } from "./imports.schema.ts"

type Tag = Problem["_tag"]
type Of<T extends Tag> = Extract<Problem, { readonly _tag: T }>
type Sentences = { readonly [T in Tag]: (problem: Of<T>) => string }

const quoted = (value: string): string => `“${value}”`
const cited = (value: string): string => `« ${value} »`

const english: Sentences = {
  FileEmpty: () => "The file is empty.",
  FileNotText: ({ kind }) =>
    kind === "spreadsheet" ? "This is a spreadsheet: save it as CSV first." : "This file is not text.",
  TooManyRows: ({ rows, maximum }) => `The file has ${rows} rows; at most ${maximum} are read at once.`,
  HeaderUnknown: ({ value }) =>
    `No line of titles with a product name and a price was found; the file begins with ${quoted(value)}.`,
  ColumnMissing: ({ column }) => `The column ${quoted(column)} is missing.`,
  ColumnIgnored: ({ column, filled }) => `The column ${quoted(column)} is not read (${filled} cells filled in).`,
  ColumnRepeated: ({ column }) => `The column ${quoted(column)} is there twice; the first one is read.`,
  LineBeforeHeader: ({ line, value }) => `Line ${line} stands above the titles and is not read: ${quoted(value)}.`,
  PriceHeaderContradicted: ({ column, prices }) =>
    `Prices are read ${prices === "incl" ? "with" : "without"} VAT although the column is called ${quoted(column)}.`,
  ReferenceColumnMissing: () =>
    "There is no column of references: importing this file again creates the products again.",
  CategoryCodesKept: ({ column, codes }) =>
    `${column}: ${codes.join(", ")} are codes; they are kept as the names of categories.`,
  RowTooShort: ({ cells, expected }) => `${cells} cells instead of ${expected}.`,
  RowTooLong: ({ cells, expected, value }) =>
    `${cells} cells instead of ${expected}: ${quoted(value)} is under no title.`,
  QuotesUnbalanced: ({ value }) => `A quotation mark is not closed: ${quoted(value)}.`,
  CharactersRemoved: ({ column, count }) => `${column}: ${count} invisible characters were removed.`,
  CellIgnored: ({ column, value }) => `${column}: ${quoted(value)} is not used for this kind of product.`,
  NameMissing: ({ column }) => `${column}: the product has no name.`,
  ReferenceMissing: ({ column }) => `${column}: the product has no reference.`,
  ReferenceRepeated: ({ value, firstLine }) => `The reference ${quoted(value)} is already that of line ${firstLine}.`,
  TextShortened: ({ column, maximum }) => `${column}: cut to ${maximum} characters.`,
  TextTooLong: ({ column, value, maximum }) => `${column}: ${quoted(value)} is longer than ${maximum} characters.`,
  ListTooLong: ({ column, count, maximum }) => `${column}: ${count} items, at most ${maximum} are kept.`,
  MarkupKeptAsText: ({ column }) => `${column}: the markup is kept as plain text.`,
  ImageIgnored: ({ column, value }) => `${column}: ${quoted(value)} is not an https address and is left out.`,
  FlagUnreadable: ({ column, value }) => `${column}: ${quoted(value)} is neither yes (1) nor no (0).`,
  PriceMissing: ({ column }) => `${column}: the price is missing.`,
  PriceUnreadable: ({ column, value, reason }) => `${column}: ${quoted(value)} ${priceReason[reason][1]}.`,
  PriceRounded: ({ column, value }) =>
    `${column}: ${quoted(value)} has more decimals than the currency and was rounded.`,
  PerUnreadable: ({ column, value }) => `${column}: ${quoted(value)} is not a quantity that a price can be for.`,
  VatUnreadable: ({ column, value }) => `${column}: ${quoted(value)} is not a rate in percent.`,
  VatAssumed: ({ vat }) => `No VAT is told: ${vat / 100} % is assumed.`,
  VatUnlikely: ({ column, value }) => `${column}: ${quoted(value)} is read as ${quoted(value)} percent; is that right?`,
  DepositIgnored: ({ column, value }) => `${column}: deposits are not kept yet (${quoted(value)}).`,
  SaleKindUnknown: ({ column, value }) => `${column}: ${quoted(value)} is not a way of selling.`,
  FlagsConflict: ({ columns }) => `${columns.map(quoted).join(" and ")} do not go together.`,
  FractionsIgnored: ({ column }) =>
    `${column}: fractions of a piece cannot be ordered; the product is sold by whole pieces.`,
  UnitUnknown: ({ column, value }) => `${column}: the unit in ${quoted(value)} is not known.`,
  UnitNotMeasurable: ({ column, value }) =>
    `${column}: a product that is weighed or loose needs a weight or a volume, not ${quoted(value)}.`,
  ContentUnreadable: ({ column, value }) =>
    `${column}: ${quoted(value)} is not a number of whole grams, millilitres or pieces.`,
  ContentMissing: ({ column }) => `${column}: what one piece holds is not told.`,
  ContentAssumed: ({ column }) => `${column}: no number is told, one kilogram or litre is assumed.`,
  LooseUnreadable: ({ column, value }) => `${column}: ${quoted(value)} is not a step or bound for this price.`,
  StepAssumed: ({ step }) => `No step is told: ${step} g or ml is assumed.`,
  TermsInvalid: ({ problem }) => `Price, content and way of selling do not go together (${problem}).`,
  StockUnreadable: ({ column, value }) => `${column}: ${quoted(value)} is not a stock.`,
  StockPolicyUnknown: ({ column, value }) => `${column}: ${quoted(value)} is not a stock policy.`,
  ReferenceAmbiguous: ({ value, products }) =>
    `The reference ${quoted(value)} is that of ${products.length} products of the catalog.`,
  SaleKindDiffers: () =>
    "The product is sold by measure in the catalog and this row does not tell what its price is for.",
  NameAlreadyThere: ({ value }) =>
    `A product called ${quoted(value)} is already in the catalog, under another reference or none.`,
  StillInactive: () => "The product is inactive in the catalog and stays so.",
  RetiringWithheld: ({ lines }) =>
    lines.length === 0
      ? "No product was read from the file, so none is retired for being absent."
      : `Nothing is retired: which products the lines ${lines.join(", ")} are about cannot be read.`,
}

const french: Sentences = {
  FileEmpty: () => "Le fichier est vide.",
  FileNotText: ({ kind }) =>
    kind === "spreadsheet" ? "C’est un classeur : enregistrez-le d’abord en CSV." : "Ce fichier n’est pas du texte.",
  TooManyRows: ({ rows, maximum }) => `Le fichier a ${rows} lignes ; ${maximum} au plus sont lues à la fois.`,
  HeaderUnknown: ({ value }) =>
    `Aucune ligne de titres avec un nom de produit et un prix ; le fichier commence par ${cited(value)}.`,
  ColumnMissing: ({ column }) => `La colonne ${cited(column)} manque.`,
  ColumnIgnored: ({ column, filled }) => `La colonne ${cited(column)} n’est pas lue (${filled} cellules remplies).`,
  ColumnRepeated: ({ column }) => `La colonne ${cited(column)} figure deux fois ; la première est lue.`,
  LineBeforeHeader: ({ line, value }) => `La ligne ${line}, au-dessus des titres, n’est pas lue : ${cited(value)}.`,
  PriceHeaderContradicted: ({ column, prices }) =>
    `Les prix sont lus ${prices === "incl" ? "TTC" : "HT"} bien que la colonne s’appelle ${cited(column)}.`,
  ReferenceColumnMissing: () =>
    "Il n’y a pas de colonne de références : importer à nouveau ce fichier créera à nouveau les produits.",
  CategoryCodesKept: ({ column, codes }) =>
    `${column} : ${codes.join(", ")} sont des codes, gardés comme noms de catégories.`,
  RowTooShort: ({ cells, expected }) => `${cells} cellules au lieu de ${expected}.`,
  RowTooLong: ({ cells, expected, value }) =>
    `${cells} cellules au lieu de ${expected} : ${cited(value)} n’est sous aucun titre.`,
  QuotesUnbalanced: ({ value }) => `Un guillemet n’est pas fermé : ${cited(value)}.`,
  CharactersRemoved: ({ column, count }) => `${column} : ${count} caractères invisibles ont été retirés.`,
  CellIgnored: ({ column, value }) => `${column} : ${cited(value)} ne sert pas pour ce mode de vente.`,
  NameMissing: ({ column }) => `${column} : le produit n’a pas de nom.`,
  ReferenceMissing: ({ column }) => `${column} : le produit n’a pas de référence.`,
  ReferenceRepeated: ({ value, firstLine }) => `La référence ${cited(value)} est déjà celle de la ligne ${firstLine}.`,
  TextShortened: ({ column, maximum }) => `${column} : coupé à ${maximum} caractères.`,
  TextTooLong: ({ column, value, maximum }) => `${column} : ${cited(value)} dépasse ${maximum} caractères.`,
  ListTooLong: ({ column, count, maximum }) => `${column} : ${count} éléments, ${maximum} au plus.`,
  MarkupKeptAsText: ({ column }) => `${column} : les balises sont gardées comme du simple texte.`,
  ImageIgnored: ({ column, value }) => `${column} : ${cited(value)} n’est pas une adresse https et n’est pas gardé.`,
  FlagUnreadable: ({ column, value }) => `${column} : ${cited(value)} n’est ni oui (1) ni non (0).`,
  PriceMissing: ({ column }) => `${column} : le prix manque.`,
  PriceUnreadable: ({ column, value, reason }) => `${column} : ${cited(value)} ${priceReason[reason][0]}.`,
  PriceRounded: ({ column, value }) =>
    `${column} : ${cited(value)} a plus de décimales que la monnaie et a été arrondi.`,
  PerUnreadable: ({ column, value }) =>
    `${column} : ${cited(value)} n’est pas une quantité à laquelle un prix se rapporte.`,
  VatUnreadable: ({ column, value }) => `${column} : ${cited(value)} n’est pas un taux en pour cent.`,
  VatAssumed: ({ vat }) => `Aucune TVA indiquée : ${String(vat / 100).replace(".", ",")} % par défaut.`,
  VatUnlikely: ({ column, value }) =>
    `${column} : ${cited(value)} est lu comme ${cited(value)} pour cent ; est-ce juste ?`,
  DepositIgnored: ({ column, value }) => `${column} : les consignes ne sont pas encore gardées (${cited(value)}).`,
  SaleKindUnknown: ({ column, value }) => `${column} : ${cited(value)} n’est pas un mode de vente.`,
  FlagsConflict: ({ columns }) => `${columns.map(cited).join(" et ")} ne vont pas ensemble.`,
  FractionsIgnored: ({ column }) =>
    `${column} : une fraction de pièce ne se commande pas ; le produit est vendu à la pièce entière.`,
  UnitUnknown: ({ column, value }) => `${column} : l’unité de ${cited(value)} n’est pas connue.`,
  UnitNotMeasurable: ({ column, value }) =>
    `${column} : un produit pesé ou en vrac demande un poids ou un volume, pas ${cited(value)}.`,
  ContentUnreadable: ({ column, value }) =>
    `${column} : ${cited(value)} n’est pas un nombre entier de grammes, de millilitres ou de pièces.`,
  ContentMissing: ({ column }) => `${column} : ce que contient une pièce n’est pas indiqué.`,
  ContentAssumed: ({ column }) => `${column} : aucun nombre, un kilogramme ou un litre par défaut.`,
  LooseUnreadable: ({ column, value }) => `${column} : ${cited(value)} n’est ni un pas ni une limite pour ce prix.`,
  StepAssumed: ({ step }) => `Aucun pas indiqué : ${step} g ou ml par défaut.`,
  TermsInvalid: ({ problem }) => `Prix, contenu et mode de vente ne vont pas ensemble (${problem}).`,
  StockUnreadable: ({ column, value }) => `${column} : ${cited(value)} n’est pas un stock.`,
  StockPolicyUnknown: ({ column, value }) => `${column} : ${cited(value)} n’est pas une règle de stock.`,
  ReferenceAmbiguous: ({ value, products }) =>
    `La référence ${cited(value)} est celle de ${products.length} produits du catalogue.`,
  SaleKindDiffers: () =>
    "Le produit est vendu à la mesure dans le catalogue et la ligne ne dit pas à quoi son prix se rapporte.",
  NameAlreadyThere: ({ value }) =>
    `Un produit ${cited(value)} est déjà au catalogue, sous une autre référence ou sans référence.`,
  StillInactive: () => "Le produit est inactif dans le catalogue et le reste.",
  RetiringWithheld: ({ lines }) =>
    lines.length === 0
      ? "Aucun produit n’a été lu dans le fichier ; aucun n’est donc retiré pour son absence."
      : `Rien n’est retiré : on ne peut lire de quels produits parlent les lignes ${lines.join(", ")}.`,
}

/** French, then English. */
const priceReason = {
  "not-a-number": ["n’est pas un nombre", "is not a number"],
  ambiguous: ["peut se lire de deux façons", "can be read in two ways"],
  negative: ["est négatif", "is negative"],
  "too-large": ["est trop grand", "is too large"],
} as const satisfies Record<Of<"PriceUnreadable">["reason"], readonly [string, string]>

/**
 * The problem as one sentence, plain text.
 * @rule IMPORT-17
 * @see D29
 */
export function problemSentence(problem: Problem, language: "fr" | "en"): string {
  const sentences = language === "fr" ? french : english
  // Each sentence takes the problem of its own tag, which is how this one was found.
  return (sentences[problem._tag] as (problem: Problem) => string)(problem)
}
