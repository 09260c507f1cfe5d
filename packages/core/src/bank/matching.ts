import type { BankReference, ExpectedTransfer, KnownEntry } from "./bank.schema.ts"
import { likeness, wordsOf } from "./names.ts"
import { referencesIn } from "./reference.ts"

/** Why a line that brought money is nobody's yet. */
export type Unmatched =
  /** Neither a reference nor a likely name. */
  | "nothing-known"
  /** A reference, and no payment that is expected under it. */
  | "reference-unknown"
  /** A reference, and what was expected under it has come already, or comes with another line. */
  | "paid-already"
  /** A reference of a payment in another currency. */
  | "other-currency"

/** What becomes of one line of a statement. Only `matched` needs no eye. @rule BANK-7 */
export type Outcome =
  | { readonly outcome: "matched"; readonly payment: string }
  | { readonly outcome: "matched-other-amount"; readonly payment: string; readonly expected: number }
  | { readonly outcome: "suggested"; readonly payment: string }
  | { readonly outcome: "unmatched"; readonly why: Unmatched }
  | { readonly outcome: "ignored" }
  | { readonly outcome: "already" }

/** A line of a statement with what becomes of it. */
export type Matched = { readonly entry: KnownEntry } & Outcome

/** A matching under way: what became of each line by its place, and the payments that have theirs. */
interface Progress {
  readonly entries: ReadonlyArray<KnownEntry>
  readonly order: ReadonlyArray<number>
  readonly references: ReadonlyMap<number, ReadonlyArray<BankReference>>
  readonly outcomes: Map<number, Outcome>
  readonly taken: Set<string>
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const byDayThenFingerprint = (a: KnownEntry, b: KnownEntry): number =>
  compared(a.bookedOn, b.bookedOn) || compared(a.fingerprint, b.fingerprint)

/** What is due first is paid first; what has no day comes last. */
const byDue = (a: ExpectedTransfer, b: ExpectedTransfer): number =>
  compared(a.dueOn ?? "9999", b.dueOn ?? "9999") || compared(a.payment, b.payment)

/**
 * Which line of a statement pays which expected payment: by reference and amount, else by reference to be looked at,
 * else suggested by amount and name. `seen` are the fingerprints of lines that were imported before. Each payment is
 * given to one line at most, and the answers, in the order of the entries, do not depend on it.
 * @rule BANK-7, BANK-8, BANK-9
 */
export const matchEntries = (
  entries: ReadonlyArray<KnownEntry>,
  expected: ReadonlyArray<ExpectedTransfer>,
  seen: Iterable<string> = [],
): ReadonlyArray<Matched> => {
  const progress = begun(entries, new Set(seen))
  const due = expected.toSorted(byDue)
  const pending = due.filter(({ status }) => status === "pending")
  const byReference = grouped(pending)
  takeByReference(progress, byReference, true)
  takeByReference(progress, byReference, false)
  suggest(progress, pending)
  const known = grouped(due)
  return entries.map((entry, at) => {
    const outcome = progress.outcomes.get(at) ?? unmatched(progress.references.get(at) ?? [], entry, known)
    return { entry, ...outcome }
  })
}

type ByReference = ReadonlyMap<BankReference, ReadonlyArray<ExpectedTransfer>>

const grouped = (transfers: ReadonlyArray<ExpectedTransfer>): ByReference => {
  const groups = new Map<BankReference, Array<ExpectedTransfer>>()
  for (const transfer of transfers) {
    const group = groups.get(transfer.reference)
    if (group === undefined) groups.set(transfer.reference, [transfer])
    else group.push(transfer)
  }
  return groups
}

/** What is decided line by line: money that went out, and lines that were seen before, here or in this list. */
const begun = (entries: ReadonlyArray<KnownEntry>, seen: Set<string>): Progress => {
  const outcomes = new Map<number, Outcome>()
  for (const [at, { amount, fingerprint }] of entries.entries()) {
    if (seen.has(fingerprint)) outcomes.set(at, { outcome: "already" })
    else if (amount <= 0) outcomes.set(at, { outcome: "ignored" })
    seen.add(fingerprint)
  }
  const order = [...entries.keys()]
    .filter((at) => !outcomes.has(at))
    .sort((a, b) => byDayThenFingerprint(entries[a]!, entries[b]!))
  const references = new Map(order.map((at) => [at, referencesIn(entries[at]!.text)]))
  return { entries, order, references, outcomes, taken: new Set() }
}

const take = ({ outcomes, taken }: Progress, at: number, outcome: Extract<Outcome, { payment: string }>) => {
  outcomes.set(at, outcome)
  taken.add(outcome.payment)
}

/** Payments named by a line, those due first first: of its very amount, or of any. */
const takeByReference = (progress: Progress, byReference: ByReference, sameAmount: boolean): void => {
  for (const at of progress.order) {
    if (progress.outcomes.has(at)) continue
    const { amount, currency } = progress.entries[at]!
    const named = (progress.references.get(at) ?? []).flatMap((reference) => byReference.get(reference) ?? [])
    const found = named.find(
      (each) =>
        !progress.taken.has(each.payment) && each.currency === currency && (each.amount === amount || !sameAmount),
    )
    if (found === undefined) continue
    const { payment, amount: wanted } = found
    take(
      progress,
      at,
      sameAmount ? { outcome: "matched", payment } : { outcome: "matched-other-amount", payment, expected: wanted },
    )
  }
}

/** A line and a payment that may belong together, the liker the higher. */
interface Pair {
  readonly at: number
  readonly payment: string
  readonly liking: number
}

/** Lines without a reference and payments of their amount that are each other's only best by name. @rule BANK-9 */
const suggest = (progress: Progress, pending: ReadonlyArray<ExpectedTransfer>): void => {
  const open = pending
    .filter(({ payment }) => !progress.taken.has(payment))
    .map((each) => ({ ...each, words: wordsOf(each.name) }))
  const pairs = progress.order.flatMap((at): ReadonlyArray<Pair> => {
    if (progress.outcomes.has(at) || progress.references.get(at)?.length !== 0) return []
    const { amount, currency, name, text } = progress.entries[at]!
    const words = wordsOf(`${name} ${text}`)
    return open
      .filter((each) => each.amount === amount && each.currency === currency)
      .map(({ payment, words: own }) => ({ at, payment, liking: likeness(own, words) }))
      .filter(({ liking }) => liking > 0)
  })
  const ofLine = bestOf(pairs, ({ at }) => at)
  const ofPayment = bestOf(pairs, ({ payment }) => payment)
  for (const pair of ofLine.values()) {
    if (pair !== null && ofPayment.get(pair.payment) === pair) {
      take(progress, pair.at, { outcome: "suggested", payment: pair.payment })
    }
  }
}

/** For each key the pair with the highest likeness, `null` when two are as high. */
const bestOf = <Key>(pairs: ReadonlyArray<Pair>, keyOf: (pair: Pair) => Key): ReadonlyMap<Key, Pair | null> => {
  const highest = new Map<Key, number>()
  const best = new Map<Key, Pair | null>()
  for (const pair of pairs) {
    const key = keyOf(pair)
    const high = highest.get(key) ?? 0
    if (pair.liking === high) best.set(key, null)
    if (pair.liking <= high) continue
    highest.set(key, pair.liking)
    best.set(key, pair)
  }
  return best
}

const unmatched = (references: ReadonlyArray<BankReference>, { currency }: KnownEntry, known: ByReference): Outcome => {
  if (references.length === 0) return { outcome: "unmatched", why: "nothing-known" }
  const named = references.flatMap((reference) => known.get(reference) ?? [])
  const live = named.filter(({ status }) => status !== "cancelled")
  if (live.length === 0) return { outcome: "unmatched", why: "reference-unknown" }
  const isOther = live.every((each) => each.currency !== currency)
  return { outcome: "unmatched", why: isOther ? "other-currency" : "paid-already" }
}
