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
export const spaceLock = (schema: string, space: SpaceId): bigint => numbered(`${schema}\n${space}`)

/**
 * The locks of a batch: documents that it looks at are shared, documents that it writes and kept accounts are its
 * own. Two names that fall on one number only wait for each other without need.
 */
export const locksOf = (schema: string, space: SpaceId, batch: Batch): Locks => {
  const own = new Map<bigint, boolean>()
  const hold = (kind: string, name: string, alone: boolean): void => {
    const lock = numbered(`${schema}\n${space}\n${kind}\n${name}`)
    own.set(lock, alone || own.get(lock) === true)
  }
  hold("batch", batch.id, true)
  for (const { key } of batch.guards) hold("document", key, false)
  for (const { key } of batch.writes) hold("document", key, true)
  for (const { account } of batch.floors) hold("account", account, true)
  for (const { from, to } of batch.postings) {
    if (isKept(from)) hold("account", from, true)
    if (isKept(to)) hold("account", to, true)
  }
  const whole = spaceLock(schema, space)
  if (own.size > most) return { first: [whole], series: [] }
  const sorted = [...own].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return {
    first: [shared(whole), ...sorted.map(([lock, alone]) => (alone ? lock : shared(lock)))],
    series: [
      ...new Set(batch.numbers.map(({ series }) => numbered(`${schema}\n${space}\nseries\n${series}`))),
    ].toSorted((a, b) => (a < b ? -1 : 1)),
  }
}

const shared = (lock: bigint): bigint => lock ^ 1n

/** A name as an odd number of 64 bits. */
const numbered = (name: string): bigint => {
  let low = 0x811c9dc5
  let high = 0x01000193
  for (let index = 0; index < name.length; index += 1) {
    const unit = name.charCodeAt(index)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ (unit + index), 0x85ebca6b)
    high ^= high >>> 13
  }
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b)
  return BigInt.asIntN(64, (BigInt((high ^ (low >>> 11)) >>> 0) << 32n) | BigInt(((low ^ (high << 7)) | 1) >>> 0))
}
