import { currency, idIn, named, withGroup } from "./group-views.ts"
import type { Dialect } from "./dialect.ts"
import { flag, quantity, unit, whole } from "./json.ts"
import { a, spaceOf } from "./view.ts"
import type { View } from "./view.ts"

/** Who sells to the groups. */
export const producers: View = {
  name: "cabas_producers",
  says: "Producers.",
  columns: () => [
    spaceOf("found"),
    a.text("producer", idIn("found", "producer"), "the producer's id"),
    a.text("name", "found.json ->> 'name'", "name of the farm or firm"),
    a.text("contact", "found.json ->> 'contact'", "whom to speak to"),
    a.text("email", "found.json ->> 'email'", "address; null when there is none"),
    a.text("phone", "found.json ->> 'phone'", "telephone; null when there is none"),
    a.text("city", "found.json ->> 'city'", "town"),
  ],
  from: (sql) => `${sql.documents("producer")} AS found`,
}

const settings = "found.json -> 'settings'"

/** What producers offer in a period. */
export const catalogs: View = {
  name: "cabas_catalogs",
  says: "Catalogs: the offer of one producer over a period.",
  columns: (sql) => [
    spaceOf("found"),
    a.text("catalog", idIn("found", "catalog"), "the catalog's id"),
    a.text("name", `${settings} ->> 'name'`, "its name"),
    a.text(
      "kind",
      "found.json ->> 'kind'",
      "`shop`: ordered for each distribution; `variable` or `constant`: subscribed to",
    ),
    a.text("producer", `${settings} ->> 'producer'`, "the producer's id"),
    a.text("producer_name", "producer.json ->> 'name'", "the producer's name"),
    a.day("starts_on", `${settings} ->> 'startsOn'`, "first day"),
    a.day("ends_on", `${settings} ->> 'endsOn'`, "last day, included"),
    a.basisPoints(
      "fee_rate",
      `coalesce(${whole(`${settings} -> 'fee'`, "basisPoints")}, 0)`,
      "the fee on top of prices",
    ),
    a.text("fee_label", `${settings} -> 'fee' ->> 'label'`, "what members see it called; null when there is no fee"),
    a.whole(
      "products",
      `(SELECT count(*) FROM ${sql.fields("found.json", "products")} AS product)`,
      "how many products are in it, those not on sale included",
    ),
  ],
  from: (sql) =>
    `${sql.documents("catalog")} AS found ${named(sql, "producer", "producer", "found", `${settings} ->> 'producer'`)}`,
}

const terms = "product.value -> 'terms'"
const stock = "product.value -> 'stock'"

/** What was taken of a stock that all distributions share, as a number below 0. */
const taken = (sql: Dialect): string => `coalesce((SELECT sum(kept.quantity) FROM ${sql.balances} AS kept
    WHERE kept.home = found.home
      AND kept.account = 'stock:' || ${idIn("found", "catalog")} || '/' || (product.value ->> 'id')), 0)`

/** What is offered, on its terms of today. */
export const products: View = {
  name: "cabas_products",
  says: "Products of the catalogs, on today's terms. Lines that were ordered keep their own: see `cabas_order_lines`.",
  columns: (sql) => [
    spaceOf("found"),
    a.text("catalog", idIn("found", "catalog"), "the catalog's id"),
    a.text("product", "product.value ->> 'id'", "the product's id, which is unique in its catalog"),
    a.text("reference", "product.value ->> 'reference'", "the producer's reference; null when there is none"),
    a.text("name", "product.value ->> 'name'", "its name"),
    a.text("sale_kind", "product.value ->> 'saleKind'", "`piece`, `weighed`, `weighed-each` or `loose`"),
    a.money("price", whole(terms, "price"), "price, VAT included, for `per_quantity` of `per_unit`"),
    a.whole("per_quantity", quantity(`(${terms} -> 'per')`), "what the price is for: how much"),
    a.text("per_unit", unit(`(${terms} -> 'per')`), "what the price is for: `pieces`, `grams` or `millilitres`"),
    a.basisPoints("vat", whole(terms, "vat"), "VAT inside the price"),
    a.whole("content_quantity", quantity(`(${terms} -> 'content')`), "what one piece holds; null when it was not said"),
    a.text("content_unit", unit(`(${terms} -> 'content')`), "its unit"),
    currency,
    a.text("stock_policy", `${stock} ->> 'policy'`, "`none`, `global` or `per-distribution`"),
    a.whole("stock_quantity", whole(stock, "quantity"), "how much is offered in all, or at each distribution"),
    a.whole(
      "stock_left",
      `CASE WHEN ${stock} ->> 'policy' = 'global' THEN CAST(${whole(stock, "quantity")} + ${taken(sql)} AS bigint) END`,
      "what is left of a `global` stock, below 0 when more was promised; null for the others",
    ),
    a.text("category", "product.value ->> 'category'", "its category; null when there is none"),
    a.text("origin", "product.value ->> 'origin'", "where it comes from; null when it was not said"),
    a.flag("active", flag("product.value", "active"), "whether it is on sale"),
  ],
  from: (sql) =>
    `${sql.documents("catalog")} AS found ${withGroup(sql, "found")}
  ${sql.crossJoin} ${sql.fields("found.json", "products")} AS product`,
}
