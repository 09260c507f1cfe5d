import type { Basket } from "@cabas/core/basket"
import type { Catalog } from "@cabas/core/catalog"
import type { Distribution } from "@cabas/core/distribution"
import type { Group } from "@cabas/core/group"
import type { Posting } from "@cabas/core/ledger"
import type { Payment } from "@cabas/core/payment"
import { keyOf, kindOf } from "@cabas/core/plans"
import type { Told } from "@cabas/core/plans"
import type { Subscription } from "@cabas/core/subscription"
import type { Till } from "@cabas/core/till"
import { evolveTold, kindTold } from "../facts/fold.ts"
import { numbersAskedBy } from "../facts/numbers.ts"
import { start } from "../storage/storage.ts"
import type { Cursor, Recorded } from "../storage/storage.ts"
import { makeAccounts } from "./accounts.ts"
import type { Account, Accounts } from "./accounts.ts"
import { makeTally, movesBasket, postingFindings } from "./movements.ts"
import type { Tally } from "./movements.ts"
import { duesOfPayment, duesOfValidation, makeTills } from "./counted.ts"
import type { Tills } from "./counted.ts"
import { floorFindings } from "./floors.ts"
import type { Looking } from "./floors.ts"
import { Folded } from "./folded.ts"
import type { Finding } from "./report.ts"
import { makeShelves } from "./shelves.ts"
import { makeKeep } from "./kept.ts"
import type { Keep } from "./kept.ts"

/** What a whole journal comes to: everything that a storage keeps beside it can be made again from this. */
export interface Replay {
  readonly documents: ReadonlyMap<string, Folded>
  readonly accounts: ReadonlyMap<string, Account>
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
  readonly accounts: Accounts
  /** Documents that began lately. */
  readonly fresh: Array<Folded>
  /** Where the texts of those at rest are held. */
  readonly keep: Keep
  readonly looking: Looking
  readonly tills: Tills
  readonly numbers: Map<string, Map<string, number>>
}

/** Documents that may be fresh at a time: few, so that what they were read from is still young when it is let go of. */
const mostFresh = 20

const begin = ({ documents, fresh }: Books, document: Folded): void => {
  documents.set(document.key, document)
  fresh.push(document)
}

/** Lets those come to rest that were written once: who is written again soon is likely to be so later. */
const letRest = ({ fresh, keep }: Books): void => {
  if (fresh.length < mostFresh) return
  for (const document of fresh) if (document.version === 1) document.rest(keep)
  fresh.length = 0
}

const stateOf = ({ documents }: Pick<Books, "documents">, key: string): unknown => documents.get(key)?.state ?? null

const number = ({ numbers }: Books, facts: ReadonlyArray<Told>): void => {
  for (const { series, key } of numbersAskedBy(facts)) {
    let taken = numbers.get(series)
    if (taken === undefined) {
      taken = new Map()
      numbers.set(series, taken)
    }
    if (!taken.has(key)) taken.set(key, taken.size + 1)
  }
}

const nothing: ReadonlyArray<Finding> = []

/** The batch that is taken just now. */
interface Turn {
  readonly recorded: Recorded
  /** Which batch of the journal it is, from 1. */
  readonly batch: number
  readonly tally: Tally
}

const fold = (books: Books, { recorded, batch, tally }: Turn, told: Told): ReadonlyArray<Finding> => {
  const { key, fact } = told
  const kind = kindTold(told)
  if (kind === undefined)
    return [{ check: "batch", about: `${recorded.id} ${key}`, expected: "a known kind", found: fact._tag }]
  const known = books.documents.get(key)
  const document = known ?? new Folded(key)
  document.write(batch)
  const before = document.state
  const after = evolveTold(kind, before, told)
  if (known === undefined) begin(books, document)
  document.state = after
  const of = kindOf(key)
  if (of === "payment") {
    const [was, is] = [before as Payment | null, after as Payment | null]
    books.tills.payment(was, is)
    tally.counted(duesOfPayment(was, is, fact))
    return nothing
  }
  if (of === "till") return books.tills.findings(recorded.id, fact)
  if (of === "distribution") {
    const till = stateOf(books, keyOf.till(key.slice("distribution:".length))) as Till | null
    tally.counted(duesOfValidation(before as Distribution | null, after as Distribution | null, till))
    return nothing
  }
  if (!movesBasket(fact)) return nothing
  const [was, is] = [before as Basket | null, after as Basket | null]
  tally.basket(was, is)
  return floorFindings(recorded, books.looking, is, fact)
}

const isTold = (told: unknown): told is Told => {
  if (typeof told !== "object" || told === null || !("key" in told) || !("fact" in told)) return false
  const { key, fact } = told
  return typeof key === "string" && typeof fact === "object" && fact !== null && "_tag" in fact
}

const isPosting = (posting: unknown): posting is Posting => {
  if (typeof posting !== "object" || posting === null) return false
  const { from, to, unit } = posting as Readonly<Record<string, unknown>>
  return typeof from === "string" && typeof to === "string" && typeof unit === "string"
}

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

const unwritten: ReadonlyMap<string, Subscription | null> = new Map()

/** The subscriptions that a batch writes, as they were before it. */
const subscriptionsIn = (books: Books, facts: ReadonlyArray<Told>): ReadonlyMap<string, Subscription | null> => {
  let found: Map<string, Subscription | null> | undefined
  for (const { key } of facts) {
    if (!key.startsWith("subscription:")) continue
    found ??= new Map()
    found.set(key, stateOf(books, key) as Subscription | null)
  }
  return found ?? unwritten
}

const tallySubscriptions = (books: Books, subscribed: ReadonlyMap<string, Subscription | null>, tally: Tally): void => {
  const currency = (stateOf(books, keyOf.group) as Group | null)?.currency ?? ""
  for (const [key, before] of subscribed) {
    const after = stateOf(books, key) as Subscription | null
    const catalog = stateOf(books, keyOf.catalog((after ?? before)?.catalog ?? "")) as Catalog | null
    if (catalog !== null) tally.subscription({ catalog, currency, before, after })
  }
}

/** An empty replay, to be given the batches of a journal one after the other. */
export const makeReplay = (): Replay => {
  const accounts = makeAccounts()
  const documents = new Map<string, Folded>()
  const looking = { accounts, standsAt: makeShelves(documents), state: (key: string) => stateOf({ documents }, key) }
  const books: Books = {
    documents,
    fresh: [],
    keep: makeKeep(),
    accounts,
    looking,
    tills: makeTills(),
    numbers: new Map(),
  }
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
    const known = ids.size
    ids.add(id)
    if (ids.size === known) find([{ check: "batch", about: id, expected: "once", found: "twice" }])
    if (recorded.cursor <= cursor)
      find([{ check: "batch", about: id, expected: `after ${cursor}`, found: recorded.cursor }])
    find(postingFindings(sound))
    books.accounts.post(postings)
    const subscribed = subscriptionsIn(books, facts)
    const tally = makeTally(looking)
    const turn = { recorded: sound, batch: count.batches + 1, tally }
    for (const told of facts) {
      try {
        find(fold(books, turn, told))
      } catch (cause) {
        const found = cause instanceof Error ? cause.message : String(cause)
        find([{ check: "batch", about: `${id} ${told.key}`, expected: "a fact that can be read", found }])
      }
    }
    if (subscribed.size > 0) tallySubscriptions(books, subscribed, tally)
    find(tally.findings(id))
    number(books, facts)
    letRest(books)
    count.batches += 1
    count.facts += facts.length
    count.postings += postings.length
    cursor = recorded.cursor
    if (first === start) first = cursor
  }
  return {
    documents,
    accounts: accounts.all,
    numbers: books.numbers,
    findings,
    count,
    first: () => first,
    cursor: () => cursor,
    take,
  }
}
