import type { Posting } from "@cabas/core/ledger"
import { kindAt } from "@cabas/engine"
import type { Recorded } from "@cabas/engine/storage"

/** The states and balances of a space at one moment. */
export interface Moment {
  readonly state: <S>(key: string) => S | null
  readonly balance: (account: string, unit: string) => number
}

/** A batch between two moments. */
export interface Passage {
  readonly batch: Recorded
  readonly before: Moment
  readonly after: Moment
}

const accountUnit = (account: string, unit: string): string => `${account}\n${unit}`

const momentOf = (states: ReadonlyMap<string, unknown>, balances: ReadonlyMap<string, number>): Moment => ({
  state: <S>(key: string) => (states.get(key) ?? null) as S | null,
  balance: (account, unit) => balances.get(accountUnit(account, unit)) ?? 0,
})

/** What changes in one batch, over what was before. */
const over = <V>(before: ReadonlyMap<string, V>, changed: ReadonlyMap<string, V>): ReadonlyMap<string, V> =>
  ({ get: (key: string) => (changed.has(key) ? changed.get(key) : before.get(key)) }) as ReadonlyMap<string, V>

const foldedBy = (batch: Recorded, states: ReadonlyMap<string, unknown>): ReadonlyMap<string, unknown> => {
  const changed = new Map<string, unknown>()
  for (const { key, fact } of batch.facts) {
    const before = changed.has(key) ? changed.get(key) : states.get(key)
    changed.set(key, kindAt(key).evolve(before ?? null, fact))
  }
  return changed
}

const movedBy = (
  postings: ReadonlyArray<Posting>,
  balances: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> => {
  const changed = new Map<string, number>()
  const add = (account: string, unit: string, quantity: number) => {
    const key = accountUnit(account, unit)
    changed.set(key, (changed.get(key) ?? balances.get(key) ?? 0) + quantity)
  }
  for (const { from, to, quantity, unit } of postings) {
    add(from, unit, -quantity)
    add(to, unit, quantity)
  }
  return changed
}

/**
 * The journal again from its beginning: each batch with the states and balances before and after it, folded from
 * facts and postings alone. A moment is right only until the next batch is asked for.
 */
export function* replayed(journal: ReadonlyArray<Recorded>): Generator<Passage> {
  const states = new Map<string, unknown>()
  const balances = new Map<string, number>()
  for (const batch of journal) {
    const folded = foldedBy(batch, states)
    const moved = movedBy(batch.postings, balances)
    yield {
      batch,
      before: momentOf(states, balances),
      after: momentOf(over(states, folded), over(balances, moved)),
    }
    for (const [key, state] of folded) states.set(key, state)
    for (const [key, balance] of moved) balances.set(key, balance)
  }
}

/** The states that the facts of a journal fold to, by key. */
export const foldedStates = (journal: ReadonlyArray<Recorded>): ReadonlyMap<string, unknown> => {
  const states = new Map<string, unknown>()
  for (const batch of journal) for (const [key, state] of foldedBy(batch, states)) states.set(key, state)
  return states
}
