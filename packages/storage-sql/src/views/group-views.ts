import type { Dialect } from "./dialect.ts"
import { flag, whole } from "./json.ts"
import { a, spaceOf } from "./view.ts"
import type { View } from "./view.ts"

/** The id in a document's key, after the colon. */
export const idIn = (relation: string, kind: string): string => `substr(${relation}.key, ${kind.length + 2})`

/** The group's own document, beside the documents of its space. */
export const withGroup = (sql: Dialect, relation: string): string =>
  `JOIN ${sql.known("group")} AS circle ON circle.home = ${relation}.home`

/** The currency of the group that `withGroup` joined. */
export const currency = a.text("currency", "circle.json ->> 'currency'", "the group's currency, ISO 4217")

/** A document that another one names by its id. */
export const named = (sql: Dialect, kind: string, alias: string, relation: string, id: string): string =>
  `LEFT JOIN ${sql.known(kind)} AS ${alias} ON ${alias}.home = ${relation}.home AND ${alias}.key = '${kind}:' || (${id})`

/** The settings of each group. */
export const groups: View = {
  name: "cabas_groups",
  says: "Groups with their settings.",
  columns: () => [
    spaceOf("found"),
    a.text("name", "found.json -> 'settings' ->> 'name'", "the group's name"),
    a.text("status", "found.json ->> 'status'", "`active`, `suspended` or `deleted`"),
    a.text("currency", "found.json ->> 'currency'", "the currency of all its amounts, ISO 4217"),
    a.text("time_zone", "found.json -> 'settings' ->> 'timeZone'", "the IANA zone of its days"),
    a.flag(
      "money_pot",
      flag("found.json -> 'settings' -> 'payments'", "moneyPot"),
      "whether orders need money in the pot",
    ),
    a.money(
      "wallet_floor",
      whole("found.json -> 'settings' -> 'payments'", "floor"),
      "what a money pot may go down to",
    ),
  ],
  from: (sql) => `${sql.documents("group")} AS found`,
}

/** What an account holds that commits keep; 0 when nothing ever moved. */
const held = (sql: Dialect, account: string): string => `coalesce((SELECT kept.quantity FROM ${sql.balances} AS kept
    WHERE kept.home = found.home AND kept.account = '${account}:' || ${idIn("found", "member")}
      AND kept.unit = circle.json ->> 'currency'), 0)`

const first = "found.json -> 'people' -> 0"

/** Households with their money. */
export const members: View = {
  name: "cabas_members",
  says: "Members: households of one or two people with one account.",
  columns: (sql) => [
    spaceOf("found"),
    a.text("member", idIn("found", "member"), "the member's id"),
    a.text("first_name", `${first} ->> 'firstName'`, "first name of the first person"),
    a.text("last_name", `${first} ->> 'lastName'`, "last name of the first person"),
    a.text("email", `${first} ->> 'email'`, "address of the first person, in lower case; null when there is none"),
    a.text("phone", `${first} ->> 'phone'`, "telephone of the first person; null when there is none"),
    a.text("address", "found.json ->> 'address'", "where they live, one line"),
    a.text("status", "found.json ->> 'status'", "`active` or `left`"),
    a.instant("joined_at", "found.json ->> 'joinedAt'", "when they joined"),
    a.money("wallet", held(sql, "wallet"), "what is in the money pot, after all confirmed orders"),
    a.money("held", held(sql, "held"), "what is set aside for confirmed orders that are not settled yet"),
    currency,
  ],
  from: (sql) => `${sql.documents("member")} AS found ${withGroup(sql, "found")}`,
}

/** The people of the households. */
export const people: View = {
  name: "cabas_people",
  says: "The people of each member, one row a person.",
  columns: () => [
    spaceOf("found"),
    a.text("member", idIn("found", "member"), "the member's id"),
    a.whole("place", "person.key + 1", "1 or 2"),
    a.text("first_name", "person.value ->> 'firstName'", "first name"),
    a.text("last_name", "person.value ->> 'lastName'", "last name"),
    a.text("email", "person.value ->> 'email'", "address, in lower case; null when there is none"),
    a.text("phone", "person.value ->> 'phone'", "telephone; null when there is none"),
  ],
  from: (sql) => `${sql.documents("member")} AS found ${sql.crossJoin} ${sql.items("found.json", "people")} AS person`,
}

/** Where distributions happen. */
export const places: View = {
  name: "cabas_places",
  says: "Places of distribution.",
  columns: () => [
    spaceOf("found"),
    a.text("place", idIn("found", "place"), "the place's id"),
    a.text("name", "found.json ->> 'name'", "its name"),
    a.text("address", "found.json ->> 'address'", "street and number"),
    a.text("zip", "found.json ->> 'zip'", "postal code"),
    a.text("city", "found.json ->> 'city'", "town"),
    a.flag("archived", flag("found.json", "archived"), "whether it is no longer used"),
  ],
  from: (sql) => `${sql.documents("place")} AS found`,
}
