import type { Batch, SpaceId } from "@cabas/engine/storage"
import { isKept } from "@cabas/engine/storage"

/** Locks of one batch at most: the server has room for some thousand of all connections. A bigger one takes the space. */
const most = 128

/** What a batch has to hold, as numbers of advisory locks: odd for itself alone, even to be shared. */
export interface Locks {
  /** In the order in which to take them. */
  readonly first: ReadonlyArray<bigint>
  /** Of the series, to be taken when the batch is known to get in. */
  readonly series: ReadonlyArray<bigint>
}

/** The lock on a whole space: every commit shares it. */
export const spaceLock = (schema: string, space: SpaceId): bigint => finished(hashed(`${schema}\n${space}`, beginning))

/**
 * The locks of a batch: documents that it looks at are shared, documents that it writes and kept accounts are its
 * own. Two names that fall on one number only wait for each other without need.
 */
export const locksOf = (schema: string, space: SpaceId, batch: Batch): Locks => {
  const whole = hashed(`${schema}\n${space}`, beginning)
  const [documents, accounts, series] = ["document", "account", "series"].map((kind) => hashed(`\n${kind}\n`, whole))
  const own = new Map<bigint, boolean>()
  const hold = (kind: Hash = whole, name: string, alone: boolean): void => {
    const lock = finished(hashed(name, kind))
    own.set(lock, alone || own.get(lock) === true)
  }
  hold(hashed("\nbatch\n", whole), batch.id, true)
  for (const { key } of batch.writes) hold(documents, key, true)
  for (const { key } of batch.guards) hold(documents, key, false)
  for (const account of accountsOf(batch)) hold(accounts, account, true)
  if (own.size > most) return { first: [finished(whole)], series: [] }
  const sorted = [...own].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const counted = new Set(batch.numbers.map((number) => finished(hashed(number.series, series ?? whole))))
  return {
    first: [shared(finished(whole)), ...sorted.map(([lock, alone]) => (alone ? lock : shared(lock)))],
    series: [...counted].toSorted((a, b) => (a < b ? -1 : 1)),
  }
}

/** The kept accounts that a batch moves or asks something of. */
const accountsOf = ({ floors, postings }: Batch): ReadonlySet<string> => {
  const accounts = new Set(floors.map(({ account }) => account))
  for (const { from, to } of postings) {
    if (isKept(from)) accounts.add(from)
    if (isKept(to)) accounts.add(to)
  }
  return accounts
}

const shared = (lock: bigint): bigint => lock ^ 1n

/** Two hashes of 32 bits on their way through a text. */
type Hash = readonly [low: number, high: number]

const beginning: Hash = [0x811c9dc5, 0x01000193]

/** Goes on through a text from where a hash stands. */
const hashed = (text: string, [from, and]: Hash): Hash => {
  let low = from
  let high = and
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ (unit + index), 0x85ebca6b)
    high ^= high >>> 13
  }
  return [low, high]
}

/** A hash as an odd number of 64 bits. */
const finished = ([low, high]: Hash): bigint => {
  const mixed = Math.imul(low ^ (low >>> 16), 0x85ebca6b)
  return (BigInt(high ^ (mixed >>> 11)) << 32n) | BigInt(((mixed ^ (high << 7)) | 1) >>> 0)
}
