import { describe, expect, it } from "vitest"
import * as fc from "fast-check"
import type { ExpectedTransfer, KnownEntry, StatementEntry } from "./bank.schema.ts"
import { fingerprinted, matchEntries, referenceFor, referenceText } from "./index.ts"
import type { Matched } from "./index.ts"

const members = ["lea", "jean", "marie"]
const names: Readonly<Record<string, string>> = { lea: "Léa Martin", jean: "Jean Dupont", marie: "Marie Dupont" }
const referenceOf = (member: string) => referenceFor("paniers", member, { kind: "wallet" })
const amounts = fc.constantFrom(600, 1200, 1200, 2500)
const days = fc.constantFrom("2026-05-01", "2026-05-02", "2026-05-03")

/** Few members, amounts and days, so that lines and payments often compete. */
const transfers: fc.Arbitrary<ReadonlyArray<ExpectedTransfer>> = fc
  .array(
    fc.record({
      member: fc.constantFrom(...members),
      amount: amounts,
      currency: fc.constantFrom("EUR", "EUR", "CHF"),
      dueOn: fc.option(days),
      status: fc.constantFrom("pending", "pending", "pending", "posted", "cancelled"),
    }),
    { maxLength: 8 },
  )
  .map((list) =>
    list.map((each, at) => ({
      ...each,
      payment: `p${at}`,
      name: names[each.member]!,
      reference: referenceOf(each.member),
    })),
  )

const labels = fc.constantFrom(
  ...members.flatMap((member) => [referenceText(referenceOf(member)), names[member]!.toUpperCase()]),
  "PANIER",
  "",
)

const lines: fc.Arbitrary<StatementEntry> = fc.record({
  bookedOn: days,
  valuedOn: fc.constant(null),
  amount: fc.oneof(amounts, fc.constant(-600)),
  currency: fc.constantFrom("EUR", "EUR", "EUR", "CHF"),
  name: fc.constantFrom("", "M DUPONT", "MME MARTIN LEA"),
  iban: fc.constant(null),
  text: fc.tuple(labels, labels).map((words) => words.join(" ")),
  bankId: fc.constant(null),
  account: fc.constant(null),
})
const files = fc.array(lines, { maxLength: 10 })

/** A list with an order of its items beside it. */
const shuffled = <Item>(lists: fc.Arbitrary<ReadonlyArray<Item>>) =>
  lists.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length })))

const said = ({ entry, ...outcome }: Matched) => [entry.fingerprint, JSON.stringify(outcome)]
const byFingerprint = (matched: ReadonlyArray<Matched>) => Object.fromEntries(matched.map(said))
const given = (matched: ReadonlyArray<Matched>) => matched.flatMap((each) => ("payment" in each ? [each.payment] : []))
const isNew = ({ outcome }: Matched) => outcome !== "already"
const prints = (entries: ReadonlyArray<KnownEntry>) => entries.map(({ fingerprint }) => fingerprint)

describe("laws of matching", () => {
  it("BANK-8: the order of lines and of payments changes nothing", () => {
    fc.assert(
      fc.property(shuffled(files.map(fingerprinted)), shuffled(transfers), ([entries, moved], [due, turned]) => {
        expect(byFingerprint(matchEntries(moved, turned))).toEqual(byFingerprint(matchEntries(entries, due)))
      }),
    )
  })

  it("BANK-6, BANK-8: the order of the lines in a file changes nothing", () => {
    fc.assert(
      fc.property(shuffled(files), transfers, ([entries, moved], due) => {
        expect(byFingerprint(matchEntries(fingerprinted(moved), due))).toEqual(
          byFingerprint(matchEntries(fingerprinted(entries), due)),
        )
      }),
    )
  })

  it("BANK-7, BANK-8: one answer per line; each payment once, pending, of its currency, and of its amount unless said", () => {
    fc.assert(
      fc.property(files, transfers, (entries, due) => {
        const matched = matchEntries(fingerprinted(entries), due)
        expect(matched.map(({ entry }) => entry.text)).toEqual(entries.map(({ text }) => text))
        expect(new Set(given(matched)).size).toBe(given(matched).length)
        for (const each of matched) {
          if (!("payment" in each)) continue
          const paid = due.find(({ payment }) => payment === each.payment)!
          expect([paid.status, paid.currency]).toEqual(["pending", each.entry.currency])
          expect(each.entry.amount === paid.amount).toBe(each.outcome !== "matched-other-amount")
        }
      }),
    )
  })

  it("BANK-9: what is suggested has no reference, and no other payment of that amount is as likely", () => {
    fc.assert(
      fc.property(files, transfers, (entries, due) => {
        for (const each of matchEntries(fingerprinted(entries), due)) {
          if (each.outcome !== "suggested") continue
          const paid = due.find(({ payment }) => payment === each.payment)!
          expect(each.entry.text).not.toContain("RF")
          const twins = due.filter(
            ({ name, amount, currency, status, payment }) =>
              [name, amount, currency, status].join() === [paid.name, paid.amount, paid.currency, "pending"].join() &&
              payment !== paid.payment,
          )
          const taken = given(matchEntries(fingerprinted(entries), due))
          expect(twins.filter(({ payment }) => !taken.includes(payment))).toEqual([])
        }
      }),
    )
  })

  it("BANK-6, BANK-8: reading a file twice adds nothing, in one go or later", () => {
    fc.assert(
      fc.property(files, transfers, (entries, due) => {
        const once = fingerprinted(entries)
        expect(matchEntries(once, due, prints(once)).filter(isNew)).toEqual([])
        const both = matchEntries([...once, ...fingerprinted(entries)], due)
        expect(both.slice(once.length).filter(isNew)).toEqual([])
        expect(both.slice(0, once.length)).toEqual(matchEntries(once, due))
      }),
    )
  })

  it("BANK-6, BANK-8: files that overlap by whole days bring each line once", () => {
    const until = (day: string) => (entry: StatementEntry) => entry.bookedOn <= day
    const from = (day: string) => (entry: StatementEntry) => entry.bookedOn >= day
    fc.assert(
      fc.property(files, days, days, (entries, one, other) => {
        const [start, end] = one < other ? [one, other] : [other, one]
        const first = fingerprinted(entries.filter(until(end!)))
        const second = matchEntries(fingerprinted(entries.filter(from(start!))), [], prints(first))
        const read = [...prints(first), ...prints(second.filter(isNew).map(({ entry }) => entry))]
        expect(read.sort()).toEqual(prints(fingerprinted(entries)).sort())
      }),
    )
  })
})

describe("lines that compete for a payment", () => {
  const reference = referenceOf("lea")
  const due = (payment: string, amount: number, dueOn: string): ExpectedTransfer => ({
    payment,
    amount,
    dueOn,
    reference,
    member: "lea",
    name: "Léa Martin",
    currency: "EUR",
    status: "pending",
  })
  const line = (bookedOn: string, amount: number): StatementEntry => ({
    bookedOn,
    amount,
    text: reference,
    name: "",
    valuedOn: null,
    currency: "EUR",
    iban: null,
    bankId: null,
    account: null,
  })
  const outcomes = (entries: ReadonlyArray<StatementEntry>, transfersDue: ReadonlyArray<ExpectedTransfer>) =>
    matchEntries(fingerprinted(entries), transfersDue).map((each) =>
      "payment" in each ? [each.outcome, each.payment] : each.outcome === "unmatched" ? [each.outcome, each.why] : [],
    )
  const later = line("2026-05-03", 1200)

  it("BANK-8: two lines for one payment: the earlier has it", () => {
    expect(outcomes([later, line("2026-05-02", 1200)], [due("p1", 1200, "2026-05-01")])).toEqual([
      ["unmatched", "paid-already"],
      ["matched", "p1"],
    ])
  })

  it("BANK-8: two lines for two payments of one reference: the earlier has what is due first", () => {
    const both = [due("p1", 1200, "2026-06-01"), due("p2", 1200, "2026-05-01")]
    expect(outcomes([later, line("2026-05-02", 1200)], both)).toEqual([
      ["matched", "p1"],
      ["matched", "p2"],
    ])
  })

  it("BANK-8: the very amount goes before an earlier line of another one", () => {
    expect(outcomes([line("2026-05-02", 600), later], [due("p1", 1200, "2026-05-01")])).toEqual([
      ["unmatched", "paid-already"],
      ["matched", "p1"],
    ])
  })
})
