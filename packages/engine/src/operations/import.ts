import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import type { Catalog, Product } from "@cabas/core/catalog"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import { digitsOf } from "@cabas/core/values"
import { ImportPlan, ProductsFile, Separator } from "../imports/imports.schema.ts"
import { draftOfProduct, planImport, productOfDraft, readProductsFile, writeProductsFile } from "../imports/index.ts"
import { catalogAdmin } from "../run/allow.ts"
import { command, query } from "../run/operation.ts"
import { readAccounts, readTaken, takenIn } from "./catalog.ts"
import { groupOf, inGroup, optional } from "./inputs.ts"

/** Files up to four million characters: a price list of 2000 products is a tenth of that. */
const maximumFile = 4_000_000

const Input = Schema.Struct({
  ...inGroup,
  catalog: Core.Id,
  /** The file: its text, or its bytes in base64. */
  content: Schema.String.check(Schema.isMaxLength(maximumFile)),
  encoding: optional(Schema.Literals(["text", "base64"])),
  /** Reports what would happen and writes nothing. */
  dryRun: optional(Schema.Boolean),
  prices: optional(Schema.Literals(["incl", "excl"])),
  vat: optional(Core.BasisPoints),
  retireAbsent: optional(Schema.Boolean),
})
type Input = typeof Input.Type

const bytesOf = (base64: string): Uint8Array | null => {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return null
  }
}

/** What was read of each input: reading and deciding look at the same file. */
const read = new WeakMap<Input, ProductsFile | null>()

const fileIn = (input: Input, currency: string): ProductsFile | null => {
  const known = read.get(input)
  if (known !== undefined) return known
  const content = input.encoding === "base64" ? bytesOf(input.content) : input.content
  const { prices, vat } = input
  const file = content === null ? null : readProductsFile(content, { prices, vat, currencyDigits: digitsOf(currency) })
  read.set(input, file)
  return file
}

/** An id that people can read, from a product's name. */
const slugOf = (name: string, otherwise: () => string): string => {
  const plain = name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll("œ", "oe")
    .replaceAll("Œ", "oe")
    .toLowerCase()
  const slug = plain
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 48)
  return slug === "" ? otherwise() : slug
}

interface Planned {
  readonly plan: ImportPlan
  readonly products: ReadonlyArray<Product>
}

const planOf = (input: Input, file: ProductsFile, catalog: Catalog, newId: () => string): Planned => {
  const existing = Object.values(catalog.products).map(draftOfProduct)
  const nextId = (name: string) => slugOf(name, newId)
  const plan = planImport(existing, file, { nextId, retireAbsent: input.retireAbsent })
  return { plan, products: plan.changes.map(({ id, product }) => productOfDraft(id, product)) }
}

const Row = Schema.Struct({
  ...ImportPlan.fields.rows.value.fields,
  /** Why the catalog does not take the row's product, when the row itself is right. */
  refusal: Schema.NullOr(Core.Refusal),
})

/** What an import did, or would do. */
const Report = Schema.Struct({
  format: ProductsFile.fields.format,
  encoding: ProductsFile.fields.encoding,
  separator: ProductsFile.fields.separator,
  written: Schema.Boolean,
  rows: Schema.Array(Row),
  counts: ImportPlan.fields.counts,
  warnings: ImportPlan.fields.warnings,
})

const reportOf = (
  file: ProductsFile,
  { plan }: Planned,
  refused: ReadonlyMap<string, Core.Refusal>,
  written: boolean,
): typeof Report.Type => {
  const rows = plan.rows.map((row) => {
    const refusal = (row.productId === undefined ? undefined : refused.get(row.productId)) ?? null
    return refusal === null ? { ...row, refusal } : { ...row, outcome: "refused" as const, refusal }
  })
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length
  return {
    format: file.format,
    encoding: file.encoding,
    separator: file.separator,
    written,
    rows,
    counts: {
      ...plan.counts,
      created: count("created"),
      updated: count("updated"),
      unchanged: count("unchanged"),
      refused: count("refused"),
    },
    warnings: plan.warnings,
  }
}

/** Reads a producer's price list into a catalog: updates by reference, creates the rest, reports each row. */
export const importProducts = command("product.import", {
  summary:
    "Reads a price list (CSV) into a catalog: each row is created, updated, unchanged or refused with its reason.",
  input: Input,
  output: Report,
  refusals: ["NotAllowed", "CatalogUnknown", "FileUnreadable"],
  space: groupOf,
  allow: catalogAdmin((input) => input.catalog),
  read: ({ input }) => readTaken(input.catalog),
  more: ({ input, newId }, found) => {
    const catalog = found.catalog(input.catalog)
    const file = fileIn(input, found.group?.currency ?? "EUR")
    if (catalog === null || file === null) return undefined
    return readAccounts(found, catalog.id, planOf(input, file, catalog, newId).products)
  },
  decide: ({ input, found, group, now, newId }) => {
    const catalog = found.catalog(input.catalog)
    if (catalog === null) return Plans.refused({ _tag: "CatalogUnknown", catalog: input.catalog })
    const file = fileIn(input, group.currency)
    if (file === null) return Plans.refused({ _tag: "FileUnreadable", reason: "NotBase64" })
    const problem = file.problems[0]
    if (problem !== undefined) return Plans.refused({ _tag: "FileUnreadable", reason: problem._tag })
    const planned = planOf(input, file, catalog, newId)
    const saved = Plans.saveProducts(catalog, planned.products, takenIn(found, catalog.id, now))
    const write = input.dryRun !== true && saved.facts.length > 0
    const report = reportOf(file, planned, saved.refused, write)
    const { facts, postings, floors } = saved
    return Plans.planned(report, write ? { facts, postings, floors } : {})
  },
})

/** A catalog's products as our own file. */
export const exportProducts = query("product.export", {
  summary: "The products of a catalog as a CSV file that product.import reads back exactly.",
  input: Schema.Struct({
    ...inGroup,
    catalog: Core.Id,
    separator: optional(Separator),
    decimal: optional(Schema.Literals([",", "."])),
    language: optional(Schema.Literals(["fr", "en"])),
  }),
  output: Schema.Struct({ name: Schema.String, content: Schema.String }),
  refusals: ["NotAllowed", "CatalogUnknown"],
  space: groupOf,
  allow: catalogAdmin((input) => input.catalog),
  read: ({ input }) => ({ documents: [keyOf.catalog(input.catalog)] }),
  view: ({ input, found, group }) => {
    const catalog = found.catalog(input.catalog)
    if (catalog === null) return Result.fail({ _tag: "CatalogUnknown", catalog: input.catalog })
    const { separator, decimal, language } = input
    const options = { separator, decimal, language, currencyDigits: digitsOf(group.currency) }
    const content = writeProductsFile(Object.values(catalog.products).map(draftOfProduct), options)
    return Result.succeed({ name: `${catalog.id}.csv`, content })
  },
})
