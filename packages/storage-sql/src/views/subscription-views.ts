import { amountOfOffer } from "./amounts.ts"
import type { Dialect } from "./dialect.ts"
import { currency, idIn, withGroup } from "./group-views.ts"
import { quantity, unit, whole } from "./json.ts"
import { a, spaceOf } from "./view.ts"
import type { View } from "./view.ts"

const isAbsent = "(delivery.value ->> 'absence') IS NOT NULL"
const absence = "(delivery.value -> 'absence')"

/** Whether an absence is paid all the same, so that the lines it took away are charged. @see D21 */
const isCharged = `(part.kind = 'own' OR (${isAbsent} AND ${absence} ->> 'compensation' <> 'not-charged'
    AND (${absence} ->> 'movedTo') IS NULL))`

/** The lines of a delivery, those that an absence took away behind them, each beside the offer it was agreed on. */
const agreedLines = (sql: Dialect): string => `(SELECT 'own' AS kind UNION ALL SELECT 'absence') AS part
  ${sql.crossJoin} ${sql.items(`(CASE part.kind WHEN 'own' THEN delivery.value ELSE ${absence} END)`, "lines")} AS line
  ${sql.crossJoin} ${sql.items("found.json", "offers")} AS offer`

const isItsOffer = "offer.value ->> 'id' = line.value ->> 'offer'"

const amount = amountOfOffer("offer.value", "(line.value -> 'quantity')")

const chargedIn = (sql: Dialect, deliveries = ""): string => `CAST((SELECT coalesce(sum(${amount}), 0)
    FROM ${deliveries}${agreedLines(sql)} WHERE ${isItsOffer} AND ${isCharged}) AS bigint)`

/** What a delivery was billed on the day more or less than agreed. @rule DAY-9 */
const adjustment = `coalesce(${whole("delivery.value", "adjustment")}, 0)`

const deliveriesOf = (sql: Dialect): string => `${sql.items("found.json", "deliveries")} AS delivery`

/** What a season looks like. */
export const calendar: View = {
  name: "cabas_calendar",
  says: "Deliveries of the contracts. A delivery keeps its id when it is put off to another distribution.",
  columns: () => [
    spaceOf("found"),
    a.text("catalog", idIn("found", "calendar"), "the catalog's id"),
    a.text("delivery", "delivery.value ->> 'id'", "the delivery's id"),
    a.text("distribution", "delivery.value ->> 'distribution'", "the distribution's id"),
    a.whole("place", "delivery.key + 1", "from 1, in the order they were planned"),
    a.instant("starts_at", "delivery.value ->> 'startsAt'", "when the distribution begins"),
    a.instant("ends_at", "delivery.value ->> 'endsAt'", "when it ends"),
    a.instant("orders_open_at", "delivery.value -> 'window' ->> 'opensAt'", "from when orders are taken"),
    a.instant("orders_close_at", "delivery.value -> 'window' ->> 'closesAt'", "until when, not included"),
    a.text("status", "delivery.value ->> 'status'", "`planned` or `cancelled`"),
  ],
  from: (sql) => `${sql.documents("calendar")} AS found ${sql.crossJoin} ${deliveriesOf(sql)}`,
}

/** What members committed to. */
export const subscriptions: View = {
  name: "cabas_subscriptions",
  says: "Subscriptions: what a member committed to, for each contract and period.",
  columns: (sql) => [
    spaceOf("found"),
    a.text("subscription", idIn("found", "subscription"), "the subscription's id"),
    a.text("catalog", "found.json ->> 'catalog'", "the catalog's id"),
    a.text("member", "found.json ->> 'member'", "the member's id"),
    a.text("partner", "found.json -> 'partner' ->> 'member'", "who shares the basket; null when nobody does"),
    a.basisPoints("partner_share", whole("found.json -> 'partner'", "share"), "the partner's share of the total"),
    a.day("starts_on", "found.json ->> 'startsOn'", "first day"),
    a.day("ends_on", "found.json ->> 'endsOn'", "last day, included"),
    a.text("status", "found.json ->> 'status'", "`active`, `stopped` or `deleted`"),
    a.instant("started_at", "found.json ->> 'startedAt'", "when it was made"),
    a.whole("absences_chosen", whole("found.json", "absences"), "absences chosen when subscribing; null without"),
    a.whole("deliveries", `(SELECT count(*) FROM ${deliveriesOf(sql)})`, "how many deliveries it covers"),
    a.whole(
      "absences",
      `(SELECT count(*) FROM ${deliveriesOf(sql)} WHERE ${isAbsent})`,
      "how many of them are absences",
    ),
    a.money(
      "total",
      `${chargedIn(sql, `${deliveriesOf(sql)} CROSS JOIN `)}
    + CAST((SELECT coalesce(sum(${adjustment}), 0) FROM ${deliveriesOf(sql)}) AS bigint)`,
      "what it comes to, VAT and fees included, as it was billed on the day",
    ),
    currency,
  ],
  from: (sql) => `${sql.documents("subscription")} AS found ${withGroup(sql, "found")}`,
}

/** The deliveries that subscriptions cover. */
export const subscriptionDeliveries: View = {
  name: "cabas_subscription_deliveries",
  says: "Deliveries of the subscriptions, absences among them. Once closed, what is fetched is in `cabas_order_lines`.",
  columns: (sql) => [
    spaceOf("found"),
    a.text("subscription", idIn("found", "subscription"), "the subscription's id"),
    a.text("delivery", "delivery.value ->> 'id'", "the delivery's id: its distribution is in `cabas_calendar`"),
    a.text("catalog", "found.json ->> 'catalog'", "the catalog's id"),
    a.text("member", "found.json ->> 'member'", "the member who subscribed"),
    a.text(
      "collector",
      `coalesce(delivery.value -> 'taker' ->> 'member', CASE delivery.value ->> 'turn'
    WHEN 'partner' THEN found.json -> 'partner' ->> 'member' END, found.json ->> 'member')`,
      "the member who fetches it: whoever it was given to, else whose turn it is",
    ),
    a.text(
      "taker_name",
      "delivery.value -> 'taker' ->> 'name'",
      "the name of whoever it was given to; null when nobody",
    ),
    a.text("answer", "delivery.value ->> 'answer'", "`none`, `default` or `chosen`"),
    a.flag("absent", isAbsent, "whether the member is absent"),
    a.text(
      "compensation",
      `${absence} ->> 'compensation'`,
      "`not-charged`, `credit` or `none`; null when they are not",
    ),
    a.text("moved_to", `${absence} ->> 'movedTo'`, "the delivery that an absent basket was moved to; null otherwise"),
    a.instant("closed_at", "delivery.value ->> 'closedAt'", "when its orders closed; null before"),
    a.money(
      "amount",
      `${chargedIn(sql)} + ${adjustment}`,
      "what it is charged, VAT and fees included, as it was billed on the day",
    ),
    a.money("adjustment", adjustment, "what it was billed on the day more or less than agreed"),
    currency,
  ],
  from: (sql) => `${sql.documents("subscription")} AS found ${withGroup(sql, "found")}
  ${sql.crossJoin} ${deliveriesOf(sql)}`,
}

const terms = "offer.value -> 'terms'"

/** What is delivered of which product. */
export const subscriptionLines: View = {
  name: "cabas_subscription_lines",
  says: "Lines of the subscriptions, one row a delivery and product. What an absence took away is among them, marked.",
  columns: () => [
    spaceOf("found"),
    a.text("subscription", idIn("found", "subscription"), "the subscription's id"),
    a.text("delivery", "delivery.value ->> 'id'", "the delivery's id: its distribution is in `cabas_calendar`"),
    a.text("catalog", "found.json ->> 'catalog'", "the catalog's id"),
    a.text("member", "found.json ->> 'member'", "the member who subscribed"),
    a.text("product", "offer.value ->> 'product'", "the product's id"),
    a.text("name", "offer.value ->> 'name'", "the product's name when it was agreed"),
    a.text("reference", "offer.value ->> 'reference'", "the producer's reference; null when there is none"),
    a.text("sale_kind", "offer.value ->> 'saleKind'", "`piece`, `weighed`, `weighed-each` or `loose`"),
    a.money("price", whole(terms, "price"), "price, VAT included, for `per_quantity` of `per_unit`"),
    a.whole("per_quantity", quantity(`(${terms} -> 'per')`), "what the price is for: how much"),
    a.text("per_unit", unit(`(${terms} -> 'per')`), "what the price is for: `pieces`, `grams` or `millilitres`"),
    a.basisPoints("vat", whole(terms, "vat"), "VAT inside the amount"),
    a.basisPoints("fee_rate", whole("offer.value", "fee"), "the fee on top"),
    a.whole("quantity", quantity("(line.value -> 'quantity')"), "how much"),
    a.text("unit", unit("(line.value -> 'quantity')"), "in which unit"),
    a.flag("absent", "(part.kind = 'absence')", "whether an absence took it away"),
    a.money(
      "amount",
      `CASE WHEN ${isCharged} THEN ${amount} ELSE 0 END`,
      "what is charged; 0 for an absence that is not",
    ),
    currency,
  ],
  from: (sql) => `${sql.documents("subscription")} AS found ${withGroup(sql, "found")}
  ${sql.crossJoin} ${deliveriesOf(sql)} CROSS JOIN ${agreedLines(sql)}
WHERE ${isItsOffer}`,
}
