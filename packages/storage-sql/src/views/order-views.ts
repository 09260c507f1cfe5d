import { amountOfLine, billedOfLine, depositOfLine, isEstimate } from "./amounts.ts"
import type { Part } from "./amounts.ts"
import type { Dialect } from "./dialect.ts"
import { currency, idIn, named, withGroup } from "./group-views.ts"
import { quantity, unit, whole } from "./json.ts"
import { a, spaceOf } from "./view.ts"
import type { View } from "./view.ts"

const plan = "found.json -> 'plan'"

/** The events of the groups. */
export const distributions: View = {
  name: "cabas_distributions",
  says: "Distributions: when and where, and when orders are taken.",
  columns: (sql) => [
    spaceOf("found"),
    a.text("distribution", idIn("found", "distribution"), "the distribution's id"),
    a.text("place", `${plan} ->> 'place'`, "the place's id"),
    a.text("place_name", "place.json ->> 'name'", "the place's name"),
    a.instant("starts_at", `${plan} ->> 'startsAt'`, "when it begins"),
    a.instant("ends_at", `${plan} ->> 'endsAt'`, "when it ends"),
    a.instant("orders_open_at", `${plan} -> 'orders' ->> 'opensAt'`, "from when orders are taken"),
    a.instant("orders_close_at", `${plan} -> 'orders' ->> 'closesAt'`, "until when, not included"),
    a.text("status", "found.json ->> 'status'", "`planned` or `cancelled`"),
    a.instant("validated_at", "found.json -> 'validated' ->> 'at'", "when it was closed for good; null before"),
    a.text("note", `${plan} ->> 'note'`, "what members are told"),
    a.whole(
      "catalogs",
      `(SELECT count(*) FROM ${sql.items("found.json", "participations")} AS part)`,
      "how many catalogs take part",
    ),
  ],
  from: (sql) =>
    `${sql.documents("distribution")} AS found ${named(sql, "place", "place", "found", `${plan} ->> 'place'`)}`,
}

const window = (edge: string): string =>
  `coalesce(part.value -> 'window' ->> '${edge}', ${plan} -> 'orders' ->> '${edge}')`

/** Which catalogs take part in which distribution. */
export const participations: View = {
  name: "cabas_participations",
  says: "Catalogs that take part in a distribution.",
  columns: () => [
    spaceOf("found"),
    a.text("distribution", idIn("found", "distribution"), "the distribution's id"),
    a.text("catalog", "part.value ->> 'catalog'", "the catalog's id"),
    a.instant(
      "orders_open_at",
      window("opensAt"),
      "from when orders of it are taken, its own hour or the distribution's",
    ),
    a.instant("orders_close_at", window("closesAt"), "until when, not included"),
  ],
  from: (sql) =>
    `${sql.documents("distribution")} AS found
  ${sql.crossJoin} ${sql.items("found.json", "participations")} AS part`,
}

/** A basket's id is its distribution and its member. */
const distributionOf = (sql: Dialect): string => sql.keyPart(idIn("found", "basket"), "before")
const memberOf = (sql: Dialect): string => sql.keyPart(idIn("found", "basket"), "after")

const linesOf = (sql: Dialect): string => `${sql.items("found.json", "lines")} AS line`

const totalOf = (sql: Dialect, part: Part): string =>
  `CAST((SELECT coalesce(sum(${amountOfLine("line.value", part)}), 0) FROM ${linesOf(sql)}) AS bigint)`

const isTaken = `(${quantity("(line.value -> 'ordered')")} > 0
    OR coalesce(${quantity("(line.value -> 'delivered')")}, 0) > 0)`

const countOf = (sql: Dialect, which: string): string => `(SELECT count(*) FROM ${linesOf(sql)} WHERE ${which})`

const numberOf = (sql: Dialect): string => `(SELECT taken.number FROM ${sql.numbers} AS taken
    WHERE taken.home = found.home AND taken.series = 'basket@' || ${distributionOf(sql)}
      AND taken.key = found.key AND taken.number > 0)`

const depositsOf = (sql: Dialect): string =>
  `CAST((SELECT coalesce(sum(${depositOfLine(sql, "line.value")}), 0) FROM ${linesOf(sql)}) AS bigint)`

const handed = "found.json -> 'handed'"

/** What became of a basket on the day of its distribution. */
const ofTheDay = [
  a.text("handed_to", `${handed} ->> 'to'`, "who took it away; null when nobody did"),
  a.instant(
    "handed_at",
    `CASE WHEN (${handed} ->> 'to') IS NOT NULL THEN ${handed} ->> 'at' END`,
    "when it was taken away; null before",
  ),
  a.instant(
    "settled_at",
    "found.json -> 'settled' ->> 'at'",
    "when it was settled, so that it changes no more; null before",
  ),
]

/** Baskets with their totals. */
export const orders: View = {
  name: "cabas_orders",
  says: "Orders: the basket of one member at one distribution. What was ordered has status `confirmed`.",
  columns: (sql) => [
    spaceOf("found"),
    a.text("distribution", distributionOf(sql), "the distribution's id"),
    a.text("member", memberOf(sql), "the member's id"),
    a.whole("number", numberOf(sql), "from 1 in each distribution, by first confirmation; null before"),
    a.text("status", "found.json ->> 'status'", "`draft`, `confirmed` or `cancelled`"),
    a.instant("confirmed_at", "found.json ->> 'confirmedAt'", "when it was first confirmed; null before"),
    a.instant("changed_at", "found.json ->> 'changedAt'", "when it was last changed"),
    a.whole("lines", countOf(sql, isTaken), "lines that are not at zero"),
    a.money("goods", totalOf(sql, "goods"), "the total without fees"),
    a.money("fees", totalOf(sql, "fee"), "the fees in the total"),
    a.money("total", totalOf(sql, "amount"), "what is billed: the sum of the lines, VAT and fees included"),
    a.money("deposits", depositsOf(sql), "the deposits that come on top"),
    a.flag(
      "estimate",
      `EXISTS (SELECT 1 FROM ${linesOf(sql)} WHERE ${isEstimate("line.value")})`,
      "whether something is still to be weighed",
    ),
    ...ofTheDay,
    currency,
  ],
  from: (sql) => `${sql.documents("basket")} AS found ${withGroup(sql, "found")}`,
}

const terms = "line.value -> 'terms'"
const ordered = "(line.value -> 'ordered')"
const delivered = "(line.value -> 'delivered')"
const per = `(${terms} -> 'per')`
const content = `(${terms} -> 'content')`

/** Lines with the terms they keep and their amounts. */
export const orderLines: View = {
  name: "cabas_order_lines",
  says: "Lines of the orders, on the terms they were ordered on. Lines at zero are among them: their amount is 0.",
  columns: (sql) => [
    spaceOf("found"),
    a.text("distribution", distributionOf(sql), "the distribution's id"),
    a.text("member", memberOf(sql), "the member's id"),
    a.whole("line", whole("line.value", "id"), "the line, from 1 in each order"),
    a.text("order_status", "found.json ->> 'status'", "status of the order: `confirmed` is what was ordered"),
    a.text("status", "line.value ->> 'status'", "`ordered`, `declined` or `unavailable`"),
    a.text("catalog", "line.value ->> 'catalog'", "the catalog's id"),
    a.text("product", "line.value ->> 'product'", "the product's id"),
    a.text("name", "line.value ->> 'name'", "the product's name when it was ordered"),
    a.text("reference", "line.value ->> 'reference'", "the producer's reference; null when there is none"),
    a.text("sale_kind", "line.value ->> 'saleKind'", "`piece`, `weighed`, `weighed-each` or `loose`"),
    a.money("price", whole(terms, "price"), "price, VAT included, for `per_quantity` of `per_unit`"),
    a.whole("per_quantity", quantity(per), "what the price is for: how much"),
    a.text("per_unit", unit(per), "what the price is for: `pieces`, `grams` or `millilitres`"),
    a.basisPoints("vat", whole(terms, "vat"), "VAT inside the amount"),
    a.basisPoints("fee_rate", whole("line.value", "fee"), "the fee on top"),
    a.whole("content_quantity", quantity(content), "what one piece holds; null when it was not said"),
    a.text("content_unit", unit(content), "its unit"),
    a.whole("ordered_quantity", quantity(ordered), "what was ordered: how much"),
    a.text("ordered_unit", unit(ordered), "what was ordered: in which unit"),
    a.whole("delivered_quantity", quantity(delivered), "what was measured or handed over; null before"),
    a.text("delivered_unit", unit(delivered), "its unit"),
    a.whole("billed_quantity", billedOfLine("line.value"), "what is billed, in `per_unit`"),
    a.flag("estimate", isEstimate("line.value"), "whether the amount will follow the weighing"),
    a.money("goods", amountOfLine("line.value", "goods"), "the amount without the fee"),
    a.money("fee", amountOfLine("line.value", "fee"), "the fee in the amount"),
    a.money("amount", amountOfLine("line.value", "amount"), "what is billed, VAT and fee included, rounded once"),
    a.money("deposit", depositOfLine(sql, "line.value"), "the deposits that come on top"),
    currency,
  ],
  from: (sql) => `${sql.documents("basket")} AS found ${withGroup(sql, "found")} ${sql.crossJoin} ${linesOf(sql)}`,
}

const isMeasured = `${isTaken} AND (line.value ->> 'delivered') IS NOT NULL`

const at = "event.json -> 'plan'"

/** What each member fetches where. */
export const deliveries: View = {
  name: "cabas_deliveries",
  says: "What each member fetches at a distribution: confirmed orders with when and where.",
  columns: (sql) => [
    spaceOf("found"),
    a.text("distribution", distributionOf(sql), "the distribution's id"),
    a.text("member", memberOf(sql), "the member's id"),
    a.whole("number", numberOf(sql), "the number of the basket"),
    a.text(
      "status",
      `CASE WHEN event.json ->> 'status' = 'cancelled' THEN 'cancelled'
    WHEN EXISTS (SELECT 1 FROM ${linesOf(sql)} WHERE ${isTaken} AND (line.value ->> 'delivered') IS NULL)
    THEN 'awaited' ELSE 'measured' END`,
      "`awaited`, `measured` when each line says what was handed over, or `cancelled` with its distribution",
    ),
    a.instant("starts_at", `${at} ->> 'startsAt'`, "when the distribution begins"),
    a.instant("ends_at", `${at} ->> 'endsAt'`, "when it ends"),
    a.text("place", `${at} ->> 'place'`, "the place's id"),
    a.text("place_name", "place.json ->> 'name'", "the place's name"),
    a.whole("lines", countOf(sql, isTaken), "lines that are not at zero"),
    a.whole("measured_lines", countOf(sql, isMeasured), "how many of them say what was handed over"),
    a.money("total", totalOf(sql, "amount"), "what is billed"),
    a.money("deposits", depositsOf(sql), "the deposits that come on top"),
    ...ofTheDay,
    currency,
  ],
  from: (sql) => `${sql.documents("basket")} AS found ${withGroup(sql, "found")}
  ${named(sql, "distribution", "event", "found", distributionOf(sql))}
  LEFT JOIN ${sql.known("place")} AS place ON place.home = found.home AND place.key = 'place:' || (${at} ->> 'place')
WHERE found.json ->> 'status' = 'confirmed'
  AND EXISTS (SELECT 1 FROM ${linesOf(sql)} WHERE ${isTaken})`,
}
