import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { productOf } from "@cabas/core/catalog"
import type { Catalog, Product } from "@cabas/core/catalog"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import { anyMember, catalogAdmin, right } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { command, query } from "../run/operation.ts"
import type { Reading } from "../storage/storage.ts"
import { groupOf, inGroup, Named, optional } from "./inputs.ts"

const producerOf = ({ input }: { readonly input: { readonly id: string; readonly producer: string } }): Reading => ({
  documents: [keyOf.catalog(input.id), keyOf.producer(input.producer)],
})

const settings = Core.CatalogSettings.fields

/** Opens a catalog of one producer. */
export const create = command("catalog.create", {
  summary: "Opens a shop catalog of one producer over a period.",
  input: Schema.Struct({ ...inGroup, id: Core.Id, ...settings, fee: optional(settings.fee) }),
  output: Named,
  refusals: ["NotAllowed", "AlreadyExists", "ProducerUnknown", "CatalogDatesInvalid"],
  space: groupOf,
  allow: right("catalog-admin"),
  read: producerOf,
  decide: ({ input, found }) => {
    const { group: _, id, ...told } = input
    return Plans.createCatalog(
      found.catalog(id),
      id,
      { ...told, fee: told.fee ?? null },
      found.producer(input.producer),
    )
  },
})

/** Changes a catalog's name, period, producer or fee. */
export const change = command("catalog.change", {
  summary: "Changes a catalog; lines already ordered keep their terms.",
  input: Schema.Struct({ ...inGroup, id: Core.Id, ...settings }),
  output: Named,
  refusals: ["NotAllowed", "CatalogUnknown", "ProducerUnknown", "CatalogDatesInvalid", "DistributionOutsideCatalog"],
  space: groupOf,
  allow: catalogAdmin((input) => input.id),
  // Planning writes the calendar: a distribution planned meanwhile stops what was decided without it.
  read: (reads) => {
    const { documents = [] } = producerOf(reads)
    return { documents: [...documents, keyOf.calendar(reads.input.id)] }
  },
  decide: ({ input, found, group }) => {
    const { group: _, id, ...told } = input
    const existing = found.catalog(id)
    if (existing === null) return Plans.refused({ _tag: "CatalogUnknown", catalog: id })
    return Plans.changeCatalog(
      group,
      existing,
      told,
      found.producer(input.producer),
      found.calendar(id) ?? { deliveries: [] },
    )
  },
})

/** A whole catalog, inactive products too. */
export const get = query("catalog.get", {
  summary: "A catalog with all its products, inactive ones too.",
  input: Schema.Struct({ ...inGroup, id: Core.Id }),
  output: Core.Catalog,
  refusals: ["NotAllowed", "CatalogUnknown"],
  space: groupOf,
  allow: catalogAdmin((input) => input.id),
  read: ({ input }) => ({ documents: [keyOf.catalog(input.id)] }),
  view: ({ input, found }) => {
    const catalog = found.catalog(input.id)
    return catalog === null ? Result.fail({ _tag: "CatalogUnknown", catalog: input.id }) : Result.succeed(catalog)
  },
})

/** The catalogs of the group without their products. */
export const list = query("catalog.list", {
  summary: "The catalogs of the group, without their products.",
  input: Schema.Struct(inGroup),
  output: Schema.Struct({
    catalogs: Schema.Array(Schema.Struct({ id: Core.Id, ...settings, products: Schema.Int })),
  }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: anyMember,
  read: () => ({ pages: [{ prefix: "catalog:", limit: 500 }] }),
  view: ({ found }) =>
    Result.succeed({
      catalogs: found.page<Catalog>(0).states.map((catalog) => ({
        id: catalog.id,
        ...catalog.settings,
        products: Object.keys(catalog.products).length,
      })),
    }),
})

/** The deliveries of a catalog, read first so that the stock accounts can be read next. */
export const readTaken = (catalog: string): Reading => ({
  documents: [keyOf.catalog(catalog), keyOf.calendar(catalog)],
})

const deliveriesOf = (found: Found, catalog: string) => found.calendar(catalog)?.deliveries ?? []

const takingPart = (found: Found, catalog: string): ReadonlyArray<string> =>
  deliveriesOf(found, catalog).map(({ id }) => id)

/** The accounts of what was taken of these products. */
export const readAccounts = (found: Found, catalog: string, products: ReadonlyArray<Product>): Reading => {
  const distributions = takingPart(found, catalog)
  const existing = found.catalog(catalog)
  return {
    balances: products.flatMap((product) => {
      const { overall, each } = Plans.takenAccounts(catalog, product.id, distributions)
      const before = existing === null ? undefined : productOf(existing, product.id)
      const fromGlobal = before?.stock.policy === "global" && product.stock.policy !== "global"
      if (before === undefined) return []
      return [overall, ...each.flatMap(({ account, counted }) => (fromGlobal ? [account, ...counted] : [account]))]
    }),
  }
}

/** What was taken, as found, which of the deliveries are over, and on which days those to come are. */
export const takenIn = (found: Found, catalog: string, now: string): Plans.Taken => {
  const deliveries = deliveriesOf(found, catalog)
  const group = found.group
  return {
    distributions: deliveries.map(({ id }) => id),
    over: new Set(deliveries.flatMap(({ id, endsAt }) => (endsAt <= now ? [id] : []))),
    days: new Map(
      group === null
        ? []
        : deliveries
            .filter(({ status }) => status === "planned")
            .map((one) => [one.id, Plans.dayOfDelivery(group, one)] as const),
    ),
    balance: (account) => found.quantity(account) ?? 0,
  }
}

const { id: productId, ...productFields } = Core.Product.fields

/** Adds or changes one product. */
export const saveProduct = command("product.save", {
  summary: "Adds or changes a product of a catalog.",
  input: Schema.Struct({
    ...inGroup,
    catalog: Core.Id,
    id: productId,
    name: productFields.name,
    saleKind: productFields.saleKind,
    terms: productFields.terms,
    reference: optional(productFields.reference),
    description: optional(productFields.description),
    loose: optional(productFields.loose),
    stock: optional(productFields.stock),
    category: optional(productFields.category),
    labels: optional(productFields.labels),
    allergens: optional(productFields.allergens),
    origin: optional(productFields.origin),
    image: optional(productFields.image),
    active: optional(productFields.active),
    /** What is given back for a piece's packaging, on top of the price. */
    deposit: optional(Core.Price),
  }),
  output: Named,
  refusals: [
    "NotAllowed",
    "CatalogUnknown",
    "CatalogFull",
    "ProductTermsInvalid",
    "ProductUnitFrozen",
    "ReferenceTaken",
    "StockBelowOrders",
  ],
  space: groupOf,
  allow: catalogAdmin((input) => input.catalog),
  read: ({ input }) => readTaken(input.catalog),
  more: ({ input }, found) => readAccounts(found, input.catalog, [productFrom(found.catalog(input.catalog), input)]),
  decide: ({ input, found, now }) => {
    const catalog = found.catalog(input.catalog)
    if (catalog === null) return Plans.refused({ _tag: "CatalogUnknown", catalog: input.catalog })
    const product = productFrom(catalog, input)
    return Plans.saveProduct(catalog, product, takenIn(found, catalog.id, now))
  },
})

const blank = {
  reference: null,
  description: "",
  loose: null,
  stock: { policy: "none" },
  category: null,
  labels: [],
  allergens: [],
  origin: null,
  image: null,
  active: true,
} as const

/** The product the input tells of; what it does not name stays as it was. */
const productFrom = (
  catalog: Catalog | null,
  input: { readonly group: string; readonly catalog: string; readonly id: string } & Partial<Product>,
): Product => {
  const { group: _, catalog: __, ...told } = input
  const before = catalog === null ? undefined : productOf(catalog, input.id)
  return { ...(before ?? blank), ...told } as Product
}

/** Puts a product on sale or takes it off. */
export const activateProduct = command("product.activate", {
  summary: "Puts a product on sale or takes it off; ordered lines stay.",
  input: Schema.Struct({ ...inGroup, catalog: Core.Id, id: productId, active: Schema.Boolean }),
  output: Named,
  refusals: ["NotAllowed", "CatalogUnknown", "ProductUnknown"],
  space: groupOf,
  allow: catalogAdmin((input) => input.catalog),
  read: ({ input }) => ({ documents: [keyOf.catalog(input.catalog)] }),
  decide: ({ input, found }) => {
    const catalog = found.catalog(input.catalog)
    if (catalog === null) return Plans.refused({ _tag: "CatalogUnknown", catalog: input.catalog })
    return Plans.activateProduct(catalog, input.id, input.active)
  },
})
