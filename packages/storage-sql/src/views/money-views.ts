import type { Dialect } from "./dialect.ts"
import { currency, idIn, withGroup } from "./group-views.ts"
import { whole } from "./json.ts"
import { a, spaceOf } from "./view.ts"
import type { View } from "./view.ts"

/** Money that came in. */
export const payments: View = {
  name: "cabas_payments",
  says: "Payments of members into their money pot.",
  columns: () => [
    spaceOf("found"),
    a.text("payment", idIn("found", "payment"), "the payment's id"),
    a.text("member", "found.json ->> 'member'", "the member's id"),
    a.money("amount", whole("found.json", "amount"), "how much came in"),
    currency,
    a.text("kind", "found.json ->> 'kind'", "`cash`, `cheque`, `transfer` or `card`"),
    a.text("note", "found.json ->> 'note'", "what whoever recorded it wrote"),
    a.instant("paid_at", "found.json ->> 'at'", "when it was recorded"),
  ],
  from: (sql) => `${sql.documents("payment")} AS found ${withGroup(sql, "found")}`,
}

/** The kind of an account, which stands before its colon. */
const kindOf = (sql: Dialect, account: string): string => {
  const colon = sql.name === "sqlite" ? `instr(${account}, ':')` : `strpos(${account}, ':')`
  return `CASE WHEN ${colon} = 0 THEN ${account} ELSE substr(${account}, 1, ${colon} - 1) END`
}

const quantity = whole("posting.value", "quantity")

/** Both sides of each posting. */
const sides = (sql: Dialect): string => `(SELECT batch.space, batch.position, batch.made_at, batch.made_by,
    batch.operation, posting.key AS place, side.side, posting.value ->> side.side AS account,
    posting.value ->> side.other AS other, side.sign * ${quantity} AS quantity, posting.value ->> 'unit' AS unit,
    posting.value ->> 'reason' AS reason, posting.value ->> 'reference' AS reference
  FROM ${sql.batches} AS batch ${sql.crossJoin} ${sql.postings("batch")} AS posting
  CROSS JOIN (SELECT 'from' AS side, 'to' AS other, -1 AS sign UNION ALL SELECT 'to', 'from', 1) AS side)`

/** The ledger of money and produce. */
export const ledgerEntries: View = {
  name: "cabas_ledger_entries",
  says:
    "The double-entry ledger of money and produce, two rows a posting: one for the account it leaves, one for the " +
    "account it enters. In each unit they add up to zero.",
  columns: (sql) => [
    spaceOf("entry"),
    a.whole("position", "entry.position", "order of commits in the space; later is greater, with gaps"),
    a.whole("place", "entry.place", "which posting of its commit, from 0"),
    a.instant("made_at", "entry.made_at", "when"),
    a.text("made_by", "entry.made_by", "who: a member's id, the platform or a schedule"),
    a.text("operation", "entry.operation", "the operation that made it"),
    a.text("account", "entry.account", "the account that it is an entry of"),
    a.text("account_kind", kindOf(sql, "entry.account"), "what stands before the colon: `wallet`, `held`, `stock`, …"),
    a.text("other", "entry.other", "the account on the other side"),
    a.whole("quantity", "entry.quantity", "what entered the account, below 0 what left it"),
    a.text("unit", "entry.unit", "a currency (in minor units), `pieces`, `grams` or `millilitres`"),
    a.text("reason", "entry.reason", "why, one word"),
    a.text("reference", "entry.reference", "what for: the id of a payment, a basket, …"),
  ],
  from: (sql) => `${sides(sql)} AS entry`,
}

/** Balances that commits keep, and the sums of all other accounts. */
const allBalances = (sql: Dialect): string => `(SELECT space, account, unit, quantity FROM ${sql.balances} AS kept
  UNION ALL
  SELECT entry.space, entry.account, entry.unit, CAST(sum(entry.quantity) AS bigint)
  FROM (SELECT * FROM ${sides(sql)} AS both_sides) AS entry
  WHERE NOT EXISTS (SELECT 1 FROM ${sql.balances} AS kept
    WHERE kept.space = entry.space AND kept.account = entry.account AND kept.unit = entry.unit)
  GROUP BY entry.space, entry.account, entry.unit)`

/** What every account holds. */
export const balances: View = {
  name: "cabas_balances",
  says:
    "What each account holds, in each unit. Sums the whole ledger for the accounts that have no row of their own: " +
    "for the money pots alone, `cabas_members` is quicker.",
  columns: (sql) => [
    spaceOf("balance"),
    a.text("account", "balance.account", "the account: `wallet:ana`, `cash-box:cash`, `ordered:…`"),
    a.text("account_kind", kindOf(sql, "balance.account"), "what stands before the colon"),
    a.text("unit", "balance.unit", "a currency (in minor units), `pieces`, `grams` or `millilitres`"),
    a.whole("quantity", "balance.quantity", "what it holds; below 0 it gave more than it got"),
  ],
  from: (sql) => `${allBalances(sql)} AS balance`,
}
