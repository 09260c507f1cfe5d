import type { Dialect } from "./dialect.ts"
import { currency, idIn, named, withGroup } from "./group-views.ts"
import { whole } from "./json.ts"
import { a, spaceOf } from "./view.ts"
import type { View } from "./view.ts"

/** Payments of every kind. */
export const payments: View = {
  name: "cabas_payments",
  says:
    "Payments of members: what came, what is promised and what went back. What the money of a group comes to is in the " +
    "ledger; a sum of this view leaves out what has another `status` than `received`.",
  columns: () => [
    spaceOf("found"),
    a.text("payment", idIn("found", "payment"), "the payment's id"),
    a.text("member", "found.json ->> 'member'", "the member's id"),
    a.money("amount", whole("found.json", "amount"), "how much"),
    currency,
    a.text(
      "kind",
      "found.json ->> 'kind'",
      "`cash`, `cheque`, `transfer`, `card`, `deposit`, `on-the-spot` or `moved` from another account",
    ),
    a.text("direction", "coalesce(found.json ->> 'direction', 'in')", "`in`, or `out` for money that went back"),
    a.text("status", "coalesce(found.json ->> 'status', 'received')", "`received`, `promised` or `cancelled`"),
    a.text("note", "found.json ->> 'note'", "what whoever recorded it wrote"),
    a.instant("paid_at", "found.json ->> 'at'", "when it was recorded or promised"),
    a.instant("received_at", "found.json ->> 'receivedAt'", "when what was promised came; else null"),
    a.text("recorded_by", "found.json ->> 'by'", "who recorded it; null when that was not kept"),
    a.text("distribution", "found.json -> 'target' ->> 'basket'", "of the basket that it is for; else null"),
    a.text("subscription", "found.json -> 'target' ->> 'subscription'", "the subscription that it is for; else null"),
    a.text("source_member", "found.json -> 'source' ->> 'member'", "from whom it was moved; else null"),
    a.text("source_subscription", "found.json -> 'source' ->> 'subscription'", "from which subscription; else null"),
    a.day("due_on", "found.json ->> 'dueOn'", "the day that an instalment is expected; else null"),
    a.text("till", "found.json ->> 'till'", "the distribution at whose till it came or went; else null"),
    a.text("reference", "found.json ->> 'reference'", "what is written on the transfer or the cheque; else null"),
    a.text("cheque_number", "found.json -> 'cheque' ->> 'number'", "the number of the cheque; else null"),
    a.text("cheque_bank", "found.json -> 'cheque' ->> 'bank'", "the bank of the cheque; else null"),
    a.instant("banked_at", "found.json ->> 'bankedAt'", "when the cheque was taken to the bank; else null"),
    a.text("entry", "found.json ->> 'entry'", "the line of a bank statement that it came with; else null"),
    a.instant(
      "bounced_at",
      "found.json ->> 'bouncedAt'",
      "when the bank gave the cheque back after its day; else null",
    ),
  ],
  from: (sql) => `${sql.documents("payment")} AS found ${withGroup(sql, "found")}`,
}

const [counted, expected] = ["found.json -> 'counted'", "found.json -> 'expected'"]

/** Tills of distributions. */
export const tills: View = {
  name: "cabas_tills",
  says: "The till of each distribution: what lay in it, what was counted, what should have been there.",
  columns: () => [
    spaceOf("found"),
    a.text("distribution", idIn("found", "till"), "the distribution's id"),
    a.money("float", whole("found.json", "float"), "coins that were put in before"),
    a.money("counted_cash", whole(counted, "cash"), "cash that was counted, the float included; null before"),
    a.money("counted_cheques", whole(counted, "cheque"), "cheques that were counted; null before"),
    a.money("counted_cards", whole(counted, "card"), "what the card terminal said; null before"),
    a.money("expected_cash", whole(expected, "cash"), "cash that should have been there; null before"),
    a.money("expected_cheques", whole(expected, "cheque"), "cheques that should have been there; null before"),
    a.money("expected_cards", whole(expected, "card"), "what the terminal should have said; null before"),
    a.text("kept_by", "found.json ->> 'by'", "who said so last"),
    a.instant("kept_at", "found.json ->> 'at'", "when"),
    currency,
  ],
  from: (sql) => `${sql.documents("till")} AS found ${withGroup(sql, "found")}`,
}

const yearly = whole("found.json", "year")

/** Yearly memberships. */
export const memberships: View = {
  name: "cabas_memberships",
  says: "Memberships, one a member and year, with the payment that they came with.",
  columns: (sql) => [
    spaceOf("found"),
    a.text("member", "found.json ->> 'member'", "the member's id"),
    a.whole("year", yearly, "the year in which it begins"),
    a.whole(
      "number",
      `(SELECT taken.number FROM ${sql.numbers} AS taken WHERE taken.home = found.home
    AND taken.series = 'membership@' || (found.json ->> 'year') AND taken.key = found.key AND taken.number > 0)`,
      "the number of its receipt, from 1 in each year",
    ),
    a.money("fee", whole("found.json", "fee"), "what it costs"),
    currency,
    a.text(
      "status",
      "CASE WHEN found.json ->> 'cancelled' IS NULL THEN 'valid' ELSE 'cancelled' END",
      "`valid` or `cancelled`",
    ),
    a.text("payment", "found.json ->> 'payment'", "the payment's id; null when the money pot paid, or nothing"),
    a.text(
      "payment_status",
      "CASE WHEN paid.key IS NULL THEN NULL ELSE coalesce(paid.json ->> 'status', 'received') END",
      "`received`, `promised` or `cancelled`; null without a payment",
    ),
    a.instant("taken_at", "found.json ->> 'at'", "when it was taken"),
    a.text("taken_by", "found.json ->> 'by'", "who recorded it"),
    a.instant("cancelled_at", "found.json -> 'cancelled' ->> 'at'", "when it was cancelled; else null"),
  ],
  from: (sql) => `${sql.documents("membership")} AS found ${withGroup(sql, "found")}
  ${named(sql, "payment", "paid", "found", "found.json ->> 'payment'")}`,
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
