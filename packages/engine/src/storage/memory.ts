import * as Effect from "effect/Effect"
import { isKept, isListed } from "@cabas/core/ledger"
import type { Posting } from "@cabas/core/ledger"
import type { Told } from "@cabas/core/plans"
import type {
  Batch,
  Committed,
  Document,
  Entry,
  IndexEntry,
  Page,
  PageWanted,
  Reading,
  Recorded,
  Repeated,
  Snapshot,
  Storage,
} from "./storage.ts"
import { fromIndexPosition, indexPosition } from "./positions.ts"
import { Conflict, Overdrawn } from "./storage.ts"

/** One space in memory: plain maps, and the journal as an array whose index is the cursor. */
interface Space {
  readonly documents: Map<string, Document>
  readonly indexed: Map<string, ReadonlyArray<IndexEntry>>
  readonly balances: Map<string, Map<string, number>>
  readonly entries: Map<string, Entry[]>
  readonly numbers: Map<string, Map<string, number>>
  readonly batches: Map<string, { readonly batch: Batch; readonly cursor: string }>
  readonly journal: Batch[]
}

const emptySpace = (): Space => ({
  documents: new Map(),
  indexed: new Map(),
  balances: new Map(),
  entries: new Map(),
  numbers: new Map(),
  batches: new Map(),
  journal: [],
})

const cursorAt = (length: number): string => (length === 0 ? "" : String(length).padStart(16, "0"))

/**
 * Keeps everything in this process's memory: for tests, demonstrations and the browser. Nothing survives it.
 * States are kept as they are given; whoever reads them must not change them.
 */
export const memoryStorage = (): Storage => {
  const spaces = new Map<string, Space>()
  const spaceOf = (id: string): Space => {
    const found = spaces.get(id)
    if (found !== undefined) return found
    const made = emptySpace()
    spaces.set(id, made)
    return made
  }
  return {
    name: "memory",
    capabilities: [],
    read: (space, wanted) => Effect.sync(() => readSpace(spaceOf(space), wanted)),
    commit: (space, batch) => Effect.suspend(() => commitTo(spaceOf(space), batch)),
    feed: (space, after, limit) => Effect.sync(() => feedOf(spaceOf(space), after, limit)),
  }
}

const readSpace = (space: Space, wanted: Reading): Snapshot => {
  const done = wanted.batch === undefined ? undefined : space.batches.get(wanted.batch)?.batch
  return {
    documents: new Map((wanted.documents ?? []).map((key) => [key, documentOf(space, key)])),
    pages: (wanted.pages ?? []).map((page) => pageOf(space, page)),
    balances: new Map((wanted.balances ?? []).map((account) => [account, balanceOf(space, account)])),
    entries: wanted.entries === undefined ? [] : entriesOf(space, wanted.entries),
    numbers: numbersOf(space, wanted.numbers ?? []),
    batch: done === undefined ? null : { fingerprint: done.fingerprint, answer: done.answer },
    cursor: cursorAt(space.journal.length),
  }
}

const documentOf = (space: Space, key: string): Document => space.documents.get(key) ?? { key, version: 0, state: null }

/** A kept balance as it stands; any other summed from the journal. */
const balanceOf = (space: Space, account: string): ReadonlyMap<string, number> => {
  if (isKept(account)) return new Map(space.balances.get(account) ?? [])
  const units = new Map<string, number>()
  const add = (unit: string, quantity: number) => units.set(unit, (units.get(unit) ?? 0) + quantity)
  for (const batch of space.journal) {
    for (const posting of batch.postings) {
      if (posting.from === account) add(posting.unit, -posting.quantity)
      if (posting.to === account) add(posting.unit, posting.quantity)
    }
  }
  return units
}

const entriesOf = (space: Space, wanted: NonNullable<Reading["entries"]>): ReadonlyArray<Entry> => {
  const all = space.entries.get(wanted.account) ?? []
  const { before } = wanted
  const older = before === undefined ? all : all.filter((entry) => entry.position < before)
  return older.toReversed().slice(0, wanted.limit)
}

const numbersOf = (space: Space, wanted: Batch["numbers"]): ReadonlyMap<string, number> => {
  const found = new Map<string, number>()
  for (const { series, key } of wanted) {
    const number = space.numbers.get(series)?.get(key)
    if (number !== undefined) found.set(key, number)
  }
  return found
}

/**
 * Strings in the order of their code points, which is what every storage must use for keys and values: it is the
 * order of their bytes in UTF-8. `<` compares the halves of characters beyond U+FFFF, and so puts them before
 * U+E000 to U+FFFF.
 */
const compare = (a: string, b: string): number => {
  const shorter = Math.min(a.length, b.length)
  for (let index = 0; index < shorter; index += 1) {
    const [one, other] = [a.charCodeAt(index), b.charCodeAt(index)]
    if (one !== other) return rank(one) - rank(other)
  }
  return a.length - b.length
}

/** Puts halves of characters (U+D800 to U+DFFF) after every whole one. */
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800)

/** A place in a page: the value it is found under, none by prefix, and the key. */
interface Place {
  readonly value: string
  readonly key: string
}

const comparePlaces = (a: Place, b: Place): number => compare(a.value, b.value) || compare(a.key, b.key)

const pageOf = (space: Space, wanted: PageWanted): Page => {
  const after = wanted.after === undefined ? undefined : placeAt(wanted, wanted.after)
  const places = [...space.documents.keys()]
    .flatMap((key) => placesOf(space, wanted, key))
    .filter((place) => after === undefined || comparePlaces(place, after) > 0)
    .sort(comparePlaces)
  const taken = places.slice(0, wanted.limit)
  const last = taken.at(-1)
  return {
    documents: taken.map(({ key }) => documentOf(space, key)),
    next: places.length > taken.length && last !== undefined ? positionOf(wanted, last) : null,
  }
}

const positionOf = (wanted: PageWanted, { value, key }: Place): string =>
  "prefix" in wanted ? key : indexPosition(value, key)

const placeAt = (wanted: PageWanted, position: string): Place => {
  if ("prefix" in wanted) return { value: "", key: position }
  const [value, key] = fromIndexPosition(position)
  return { value, key }
}

const placesOf = (space: Space, wanted: PageWanted, key: string): ReadonlyArray<Place> => {
  if ("prefix" in wanted) return key.startsWith(wanted.prefix) ? [{ value: "", key }] : []
  const within = (value: string) => compare(value, wanted.from) >= 0 && compare(value, wanted.to) <= 0
  const values = (space.indexed.get(key) ?? [])
    .filter(({ name, value }) => name === wanted.index && within(value))
    .map(({ value }) => value)
  return [...new Set(values)].map((value) => ({ value, key }))
}

const commitTo = (space: Space, batch: Batch): Effect.Effect<Committed | Repeated, Conflict | Overdrawn> => {
  const known = space.batches.get(batch.id)?.batch
  if (known !== undefined) {
    const { fingerprint, answer } = known
    return Effect.succeed({ _tag: "Repeated", fingerprint, answer, numbers: numbersOf(space, known.numbers) })
  }
  for (const { key, version } of batch.guards) {
    if (documentOf(space, key).version !== version) return Effect.fail(new Conflict({ key }))
  }
  const overdrawn = overdrawnBy(space, batch)
  if (overdrawn.length > 0) return Effect.fail(new Overdrawn({ accounts: overdrawn }))
  return Effect.succeed(write(space, batch))
}

const overdrawnBy = (space: Space, batch: Batch): ReadonlyArray<string> =>
  batch.floors
    .filter(({ account, unit, minimum, maximum = Infinity }) => {
      const moved = batch.postings.reduce((sum, posting) => {
        if (posting.unit !== unit) return sum
        return sum + (posting.to === account ? posting.quantity : 0) - (posting.from === account ? posting.quantity : 0)
      }, 0)
      const after = (space.balances.get(account)?.get(unit) ?? 0) + moved
      return after < minimum || after > maximum
    })
    .map(({ account }) => account)

/** Blanks what earlier batches tell of erased documents. */
const erase = (space: Space, keys: ReadonlyArray<string>): void => {
  const blanked = (told: Told): Told => (keys.includes(told.key) ? { key: told.key, fact: { _tag: "Blanked" } } : told)
  for (const [index, before] of space.journal.entries()) {
    if (!before.facts.some(({ key }) => keys.includes(key))) continue
    const batch = { ...before, fingerprint: "erased", answer: null, facts: before.facts.map(blanked) }
    space.journal[index] = batch
    space.batches.set(batch.id, { batch, cursor: cursorAt(index + 1) })
  }
}

const write = (space: Space, batch: Batch): Committed => {
  if (batch.erases !== undefined) erase(space, batch.erases)
  space.journal.push(batch)
  const cursor = cursorAt(space.journal.length)
  space.batches.set(batch.id, { batch, cursor })
  for (const { key, version, state, indexed } of batch.writes) {
    space.documents.set(key, { key, version, state })
    if (indexed !== undefined) space.indexed.set(key, indexed)
  }
  for (const [index, posting] of batch.postings.entries()) {
    const position = `${cursor}.${String(index).padStart(6, "0")}`
    post(space, batch, position, posting, posting.from, posting.to, -posting.quantity)
    post(space, batch, position, posting, posting.to, posting.from, posting.quantity)
  }
  for (const { series, key } of batch.numbers) takeNumber(space, series, key)
  return { _tag: "Committed", cursor, numbers: numbersOf(space, batch.numbers) }
}

const post = (
  space: Space,
  batch: Batch,
  position: string,
  posting: Posting,
  account: string,
  other: string,
  quantity: number,
): void => {
  const { unit, reason, reference } = posting
  if (isKept(account)) {
    const units = space.balances.get(account) ?? new Map<string, number>()
    units.set(unit, (units.get(unit) ?? 0) + quantity)
    space.balances.set(account, units)
  }
  if (isListed(account)) {
    const entries = space.entries.get(account) ?? []
    entries.push({ position, at: batch.at, by: batch.by, account, other, quantity, unit, reason, reference })
    space.entries.set(account, entries)
  }
}

const takeNumber = (space: Space, series: string, key: string): void => {
  const taken = space.numbers.get(series) ?? new Map<string, number>()
  if (!taken.has(key)) taken.set(key, taken.size + 1)
  space.numbers.set(series, taken)
}

const feedOf = (space: Space, after: string, limit: number): ReadonlyArray<Recorded> => {
  const from = after === "" ? 0 : Number(after)
  return space.journal.slice(from, from + limit).map((batch, index) => ({
    cursor: cursorAt(from + index + 1),
    id: batch.id,
    by: batch.by,
    at: batch.at,
    operation: batch.operation,
    facts: batch.facts,
    postings: batch.postings,
  }))
}
