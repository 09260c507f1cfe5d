import type { Basket } from "@cabas/core/basket"
import type { Catalog } from "@cabas/core/catalog"
import type { Group } from "@cabas/core/group"
import { isListed } from "@cabas/core/ledger"
import type { Posting } from "@cabas/core/ledger"
import { keyOf } from "@cabas/core/plans"
import type { Told } from "@cabas/core/plans"
import type { Subscription } from "@cabas/core/subscription"
import { evolveTold, kindTold } from "../facts/fold.ts"
import { numbersAskedBy } from "../facts/numbers.ts"
import { start } from "../storage/storage.ts"
import type { Cursor, Recorded } from "../storage/storage.ts"
import {
  basketFindings,
  changesOf,
  floorFindings,
  movesBasket,
  postingFindings,
  subscriptionFindings,
} from "./movements.ts"
import type { Quantities } from "./movements.ts"
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
  /** The first batch that was taken. */
  readonly first: () => Cursor
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
    let units = balances.get(account)
    if (units === undefined) {
      units = new Map()
      balances.set(account, units)
    }
    units.set(unit, (units.get(unit) ?? 0) + quantity)
    if (isListed(account)) listed.set(account, (listed.get(account) ?? 0) + 1)
  }
  for (const { from, to, quantity, unit } of postings) {
    add(from, unit, -quantity)
    add(to, unit, quantity)
  }
}

const number = ({ numbers }: Books, facts: ReadonlyArray<Told>): void => {
  for (const { series, key } of numbersAskedBy(facts)) {
    const taken = numbers.get(series) ?? new Map<string, number>()
    if (!taken.has(key)) taken.set(key, taken.size + 1)
    numbers.set(series, taken)
  }
}

const nothing: ReadonlyArray<Finding> = []

const fold = (books: Books, recorded: Recorded, changes: () => Quantities, told: Told): ReadonlyArray<Finding> => {
  const { key, fact } = told
  const kind = kindTold(told)
  if (kind === undefined)
    return [{ check: "batch", about: `${recorded.id} ${key}`, expected: "a known kind", found: fact._tag }]
  const document = books.documents.get(key) ?? { state: null, version: 0 }
  const before = document.state
  const after = evolveTold(kind, before, told)
  if (document.version === 0) books.documents.set(key, document)
  document.state = after
  if (!movesBasket(fact)) return nothing
  const standing = { state: (one: string) => stateOf(books, one), balance: (one: string) => balanceOf(books, one) }
  return [
    ...basketFindings(recorded, changes(), before as Basket | null, after as Basket | null),
    ...floorFindings(recorded, changes(), after as Basket | null, fact, standing),
  ]
}

const isTold = (told: unknown): told is Told => {
  if (typeof told !== "object" || told === null || !("key" in told) || !("fact" in told)) return false
  const { key, fact } = told
  return typeof key === "string" && typeof fact === "object" && fact !== null && "_tag" in fact
}

const isPosting = (posting: unknown): posting is Posting =>
  typeof posting === "object" &&
  posting !== null &&
  ["from", "to", "unit"].every((field) => typeof (posting as Record<string, unknown>)[field] === "string")

/** A batch as far as it has the shape of one, and what of it has not. */
const shaped = (recorded: Recorded): { readonly sound: Recorded; readonly findings: ReadonlyArray<Finding> } => {
  const { id, facts, postings } = recorded
  const areFacts = Array.isArray(facts) && facts.every(isTold)
  const arePostings = Array.isArray(postings) && postings.every(isPosting)
  if (areFacts && arePostings) return { sound: recorded, findings: nothing }
  const findings: Array<Finding> = []
  if (!areFacts) findings.push({ check: "batch", about: id, expected: "a list of facts", found: facts })
  if (!arePostings) findings.push({ check: "batch", about: id, expected: "a list of postings", found: postings })
  const some = <A>(list: unknown, is: (one: unknown) => one is A): ReadonlyArray<A> =>
    Array.isArray(list) ? list.filter(is) : []
  return { sound: { ...recorded, facts: some(facts, isTold), postings: some(postings, isPosting) }, findings }
}

const versionsUp = ({ documents }: Books, facts: ReadonlyArray<Told>): void => {
  const [first] = facts
  const keys = facts.length === 1 && first !== undefined ? [first.key] : new Set(facts.map(({ key }) => key))
  for (const key of keys) {
    const document = documents.get(key)
    if (document !== undefined) document.version += 1
  }
}

/** The subscriptions that a batch writes, as they were before it. */
const subscriptionsIn = (books: Books, facts: ReadonlyArray<Told>): ReadonlyMap<string, Subscription | null> =>
  new Map(
    facts
      .filter(({ key }) => key.startsWith("subscription:"))
      .map(({ key }) => [key, stateOf(books, key) as Subscription | null]),
  )

const changesIn = (
  books: Books,
  subscribed: ReadonlyMap<string, Subscription | null>,
  recorded: Recorded,
  changes: Quantities,
): ReadonlyArray<Finding> => {
  const currency = (stateOf(books, keyOf.group) as Group | null)?.currency ?? ""
  const all = [...subscribed].flatMap(([key, before]) => {
    const after = stateOf(books, key) as Subscription | null
    const catalog = stateOf(books, keyOf.catalog((after ?? before)?.catalog ?? "")) as Catalog | null
    return catalog === null ? [] : [{ catalog, currency, before, after }]
  })
  return subscriptionFindings(recorded, changes, all)
}

/** An empty replay, to be given the batches of a journal one after the other. */
export const makeReplay = (): Replay => {
  const books: Books = { documents: new Map(), balances: new Map(), listed: new Map(), numbers: new Map() }
  const findings: Array<Finding> = []
  const ids = new Set<string>()
  const count = { batches: 0, facts: 0, postings: 0 }
  let cursor: Cursor = start
  let first: Cursor = start
  const find = (found: ReadonlyArray<Finding>): void => {
    for (const one of found) findings.push(one)
  }
  const take = (recorded: Recorded): void => {
    const { sound, findings: ofShape } = shaped(recorded)
    const { id, facts, postings } = sound
    find(ofShape)
    if (ids.has(id)) find([{ check: "batch", about: id, expected: "once", found: "twice" }])
    if (recorded.cursor <= cursor)
      find([{ check: "batch", about: id, expected: `after ${cursor}`, found: recorded.cursor }])
    ids.add(id)
    find(postingFindings(sound))
    post(books, sound)
    const subscribed = subscriptionsIn(books, facts)
    let known: Quantities | undefined
    const changes = (): Quantities => (known ??= changesOf(sound))
    for (const told of facts) {
      try {
        find(fold(books, sound, changes, told))
      } catch (cause) {
        const found = cause instanceof Error ? cause.message : String(cause)
        find([{ check: "batch", about: `${id} ${told.key}`, expected: "a fact that can be read", found }])
      }
    }
    if (subscribed.size > 0) find(changesIn(books, subscribed, sound, changes()))
    number(books, facts)
    versionsUp(books, facts)
    count.batches += 1
    count.facts += facts.length
    count.postings += postings.length
    cursor = recorded.cursor
    if (first === start) first = cursor
  }
  return { ...books, findings, count, first: () => first, cursor: () => cursor, take }
}
