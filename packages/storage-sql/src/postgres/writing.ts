import type { Batch, Committed, Repeated, SpaceId, Write } from "@cabas/engine/storage"
import { Conflict, isKept, isListed, Overdrawn, StorageDown } from "@cabas/engine/storage"
import { texts, wholes } from "./database.ts"
import type { Row } from "./database.ts"
import { locksOf } from "./locks.ts"
import { cursorOf, placeOf } from "./positions.ts"
import type { Side } from "./positions.ts"

/** What became of a batch; `Elsewhere` when its space was brought from another server and must be settled first. */
export type Outcome = Committed | Repeated | Conflict | Overdrawn | { readonly _tag: "Elsewhere" }

/** The parameters of the committing function, in its order. */
export const parametersOf = (
  schema: string,
  space: SpaceId,
  batch: Batch,
  states: ReadonlyArray<string>,
): ReadonlyArray<unknown> => {
  const { id, by, at, operation, fingerprint, answer, facts, postings, guards, writes, numbers } = batch
  const locks = locksOf(schema, space, batch)
  return [
    space,
    wholes(locks.first),
    wholes(locks.series),
    id,
    by,
    at,
    operation,
    fingerprint,
    textOf(answer),
    textOf(facts),
    textOf(postings),
    texts(guards.map(({ key }) => key)),
    wholes(guards.map(({ version }) => version)),
    texts(writes.map(({ key }) => key)),
    wholes(writes.map(({ version }) => version)),
    texts(writes.map(indexedAs)),
    texts(states),
    ...indexOf(writes),
    ...movementsOf(batch),
    ...entriesOf(batch),
    texts(numbers.map(({ series }) => series)),
    texts(numbers.map(({ key }) => key)),
  ]
}

/** What more the erasing call takes: the keys, and how the texts of facts say them. */
export const erasing = (keys: ReadonlyArray<string>): ReadonlyArray<unknown> => [
  texts(keys),
  texts(keys.map((key) => JSON.stringify(key))),
]

/** `undefined` is kept as null: there is no such thing in JSON. */
export const textOf = (value: unknown): string => JSON.stringify(value) ?? "null"

const indexedAs = ({ indexed }: Write): string | null =>
  indexed === undefined ? null : JSON.stringify(indexed.map(({ name, value }) => [name, value]))

/** Documents whose entries are to be replaced, and the new entries. */
const indexOf = (writes: ReadonlyArray<Write>): ReadonlyArray<unknown> => {
  const replaced = writes.filter(({ indexed, version }) => indexed !== undefined && version > 1)
  const entries = writes.flatMap(({ key, indexed = [] }) => indexed.map(({ name, value }) => ({ key, name, value })))
  return [
    texts(replaced.map(({ key }) => key)),
    texts(entries.map(({ key }) => key)),
    texts(entries.map(({ name }) => name)),
    texts(entries.map(({ value }) => value)),
  ]
}

interface Movement {
  readonly account: string
  readonly unit: string
  moved: number
  /** What must be left; the highest when several are asked. */
  minimum: number | null
  /** The most that may be left; the lowest when several are asked. */
  maximum: number | null
}

/** What enters each kept account in each unit, and what must be left; in the order of accounts, for the pages' sake. */
const movementsOf = ({ postings, floors }: Batch): ReadonlyArray<unknown> => {
  const found = new Map<string, Movement>()
  const movement = (account: string, unit: string): Movement => {
    const name = `${account}\n${unit}`
    const known = found.get(name) ?? { account, unit, moved: 0, minimum: null, maximum: null }
    found.set(name, known)
    return known
  }
  for (const { from, to, unit, quantity } of postings) {
    if (isKept(from)) movement(from, unit).moved -= quantity
    if (isKept(to)) movement(to, unit).moved += quantity
  }
  for (const { account, unit, minimum, maximum } of floors) {
    const guarded = movement(account, unit)
    guarded.minimum = Math.max(minimum, guarded.minimum ?? minimum)
    if (maximum !== undefined) guarded.maximum = Math.min(maximum, guarded.maximum ?? maximum)
  }
  const all = [...found.values()]
  return [
    texts(all.map(({ account }) => account)),
    texts(all.map(({ unit }) => unit)),
    wholes(all.map(({ moved }) => moved)),
    wholes(all.map(({ minimum }) => minimum)),
    wholes(all.map(({ maximum }) => maximum)),
  ]
}

/** The postings of listed accounts, from each side that is listed. */
const entriesOf = ({ postings }: Batch): ReadonlyArray<unknown> => {
  const entries = postings.flatMap((posting, index) => {
    const seenFrom = (side: Side) => ({ ...posting, place: placeOf(index, side), account: posting[side], side })
    return [...(isListed(posting.from) ? [seenFrom("from")] : []), ...(isListed(posting.to) ? [seenFrom("to")] : [])]
  })
  return [
    texts(entries.map(({ account }) => account)),
    wholes(entries.map(({ place }) => place)),
    texts(entries.map(({ side, from, to }) => (side === "from" ? to : from))),
    wholes(entries.map(({ side, quantity }) => (side === "from" ? -quantity : quantity))),
    texts(entries.map(({ unit }) => unit)),
    texts(entries.map(({ reason }) => reason)),
    texts(entries.map(({ reference }) => reference)),
  ]
}

/** What the function answered. */
export const outcomeOf = ([row]: ReadonlyArray<Row>): Outcome => {
  const [tag, moment, names, fingerprint, answer, numbers] = row ?? []
  switch (tag) {
    case "Committed":
      return { _tag: "Committed", cursor: cursorOf(Number(moment)), numbers: numbersIn(numbers) }
    case "Repeated":
      return {
        _tag: "Repeated",
        fingerprint: String(fingerprint),
        answer: JSON.parse(String(answer)),
        numbers: numbersIn(numbers),
      }
    case "Conflict":
      return new Conflict({ key: namesIn(names)[0] ?? "" })
    case "Overdrawn":
      return new Overdrawn({ accounts: namesIn(names) })
    case "Elsewhere":
      return { _tag: "Elsewhere" }
    default:
      throw new StorageDown({ reason: `PostgreSQL: a commit was answered with ${String(tag)}` })
  }
}

const namesIn = (names: unknown): ReadonlyArray<string> => (Array.isArray(names) ? names.map(String) : [])

const numbersIn = (numbers: unknown): ReadonlyMap<string, number> =>
  new Map(numbers === null ? [] : JSON.parse(String(numbers)))
