import { digestOf } from "./digest.ts"
import type { KnownEntry, StatementEntry } from "./bank.schema.ts"

/** Spaces and case differ between two exports of the same line. */
const plain = (text: string): string => text.replaceAll(/\s+/g, " ").trim().toUpperCase()

/** What two lines have in common when nothing tells them apart. */
const contentOf = (entry: StatementEntry): string => {
  const { account, bookedOn, amount, currency, bankId } = entry
  const told = bankId === null ? [entry.iban ?? "", plain(entry.name), plain(entry.text)] : [bankId]
  return JSON.stringify([account ?? "", bookedOn, amount, currency, ...told])
}

/**
 * The entries of one file, each with what it is recognised by when the same or an overlapping file is read later: the
 * account, the day, the amount and what the bank calls it, or else who and what, and which of several such it is.
 * A statement holds whole days; give all entries of a file at once.
 * @rule BANK-6
 */
export const fingerprinted = (entries: ReadonlyArray<StatementEntry>): ReadonlyArray<KnownEntry> => {
  const times = new Map<string, number>()
  return entries.map((entry) => {
    const content = contentOf(entry)
    const time = (times.get(content) ?? 0) + 1
    times.set(content, time)
    return { ...entry, fingerprint: `${digestOf(content)}-${time}` }
  })
}
