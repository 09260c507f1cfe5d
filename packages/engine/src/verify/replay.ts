import type { Basket } from "@cabas/core/basket"
import { isListed } from "@cabas/core/ledger"
import { basketNumbers, kindOf } from "@cabas/core/plans"
import type { Told } from "@cabas/core/plans"
import { kinds } from "../run/kinds.ts"
import { start } from "../storage/storage.ts"
import type { Cursor, Recorded } from "../storage/storage.ts"
import { basketFindings, floorFindings, movesBasket, postingFindings } from "./movements.ts"
import type { Finding } from "./report.ts"

/** A document as the journal tells it. */
export interface Folded {
  state: unknown
  /** How many batches wrote it. */
  version: number
}

type Units = Map<string, number>

/** What a whole journal comes to: everything that a storage keeps beside it can be made again from this. */
export interface Replay {
  readonly documents: ReadonlyMap<string, Folded>
  /** Balances by account and unit. */
  readonly balances: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** How many postings touch each listed account. */
  readonly listed: ReadonlyMap<string, number>
  /** The numbers that documents took, by series and key, in order. @see D15 */
  readonly numbers: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly findings: ReadonlyArray<Finding>
  readonly count: { readonly batches: number; readonly facts: number; readonly postings: number }
  /** The last batch that was taken. */
  readonly cursor: () => Cursor
  /** Takes the next batch. */
  readonly take: (recorded: Recorded) => void
}

interface Books {
  readonly documents: Map<string, Folded>
  readonly balances: Map<string, Units>
  readonly listed: Map<string, number>
  readonly numbers: Map<string, Map<string, number>>
}

const stateOf = ({ documents }: Books, key: string): unknown => documents.get(key)?.state ?? null

const balanceOf = ({ balances }: Books, account: string): number => {
  let sum = 0
  for (const quantity of balances.get(account)?.values() ?? []) sum += quantity
  return sum
}

const post = ({ balances, listed }: Books, { postings }: Recorded): void => {
  const add = (account: string, unit: string, quantity: number) => {
    const units = balances.get(account) ?? new Map<string, number>()
    units.set(unit, (units.get(unit) ?? 0) + quantity)
    balances.set(account, units)
    if (isListed(account)) listed.set(account, (listed.get(account) ?? 0) + 1)
  }
  for (const { from, to, quantity, unit } of postings) {
    add(from, unit, -quantity)
    add(to, unit, quantity)
  }
}

/** The basket that is confirmed for the first time takes the next number of its distribution. */
const number = ({ numbers }: Books, { key, fact }: Told): void => {
  if (fact._tag !== "BasketConfirmed") return
  const series = basketNumbers(fact.distribution)
  const taken = numbers.get(series) ?? new Map<string, number>()
  if (!taken.has(key)) taken.set(key, taken.size + 1)
  numbers.set(series, taken)
}

const fold = (books: Books, recorded: Recorded, { key, fact }: Told): ReadonlyArray<Finding> => {
  const kind = kinds[kindOf(key)]
  if (kind === undefined)
    return [{ check: "batch", about: `${recorded.id} ${key}`, expected: "a known kind", found: fact._tag }]
  const before = stateOf(books, key)
  const after = kind.evolve(before, fact)
  const document = books.documents.get(key) ?? { state: null, version: 0 }
  document.state = after
  books.documents.set(key, document)
  if (!movesBasket(fact)) return []
  const standing = { state: (one: string) => stateOf(books, one), balance: (one: string) => balanceOf(books, one) }
  return [
    ...basketFindings(recorded, before as Basket | null, after as Basket | null),
    ...floorFindings(recorded, after as Basket | null, fact, standing),
  ]
}

/** An empty replay, to be given the batches of a journal one after the other. */
export const makeReplay = (): Replay => {
  const books: Books = { documents: new Map(), balances: new Map(), listed: new Map(), numbers: new Map() }
  const findings: Array<Finding> = []
  const ids = new Set<string>()
  const count = { batches: 0, facts: 0, postings: 0 }
  let cursor: Cursor = start
  const take = (recorded: Recorded): void => {
    const { id, facts, postings } = recorded
    if (ids.has(id)) findings.push({ check: "batch", about: id, expected: "once", found: "twice" })
    if (recorded.cursor <= cursor)
      findings.push({ check: "batch", about: id, expected: `after ${cursor}`, found: recorded.cursor })
    ids.add(id)
    findings.push(...postingFindings(recorded))
    post(books, recorded)
    for (const told of facts) {
      findings.push(...fold(books, recorded, told))
      number(books, told)
    }
    for (const key of new Set(facts.map((told) => told.key))) {
      const document = books.documents.get(key)
      if (document !== undefined) document.version += 1
    }
    count.batches += 1
    count.facts += facts.length
    count.postings += postings.length
    cursor = recorded.cursor
  }
  return { ...books, findings, count, cursor: () => cursor, take }
}
