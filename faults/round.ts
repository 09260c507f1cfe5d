import { setTimeout } from "node:timers/promises"
import { audit } from "../packages/storage-sql/test/load/audit.ts"
import type { Audit } from "../packages/storage-sql/test/load/audit.ts"
import { order } from "../packages/storage-sql/test/load/orders.ts"
import type { Load } from "../packages/storage-sql/test/load/orders.ts"
import type { Send } from "../packages/storage-sql/test/load/shop.ts"
import type { Storage } from "@cabas/engine/storage"

/** A way for things to go wrong, which is tried again and again. */
export interface Fault {
  readonly name: string
  /** What happens, for who reads the table. */
  readonly happens: string
  /** What all rounds share, such as a database server. */
  readonly prepare: () => Promise<Prepared>
}

/** A fault that can be tried. */
export interface Prepared {
  /** One load, the fault at a random moment of it, and what is found afterwards. */
  readonly round: (random: () => number) => Promise<Round>
  readonly close: () => Promise<void>
}

/** What came of one round. */
export interface Round extends Audit {
  /** What those who ordered were told in between. */
  readonly said: ReadonlyMap<string, number>
}

/** A load during which something goes wrong. */
export interface Storm {
  readonly send: (turn: number) => Send
  readonly random: () => number
  /** Does the harm, and mends it: buyers go on until they are answered. */
  readonly strike: () => Promise<void>
  /** Milliseconds between two orders of one buyer. */
  readonly pause?: number
}

/** Orders, strikes at a random moment, goes on for a while. */
export const underLoad = async ({ send, random, strike, pause = 0 }: Storm): Promise<Load> => {
  const enough = new AbortController()
  const ordering = order({ send, random, enough: enough.signal, pause, rush: 700 })
  try {
    await setTimeout(20 + random() * 600)
    await strike()
    await setTimeout(100 + random() * 200)
  } finally {
    enough.abort()
  }
  return ordering
}

/** A round of a load, looked at in the storage that is there at the end. `demanded` is what buyers must have been told. */
export const roundOf = async (storage: Storage, load: Load, demanded?: RegExp): Promise<Round> => {
  const found = await audit(storage, load)
  const words = [...load.said.keys()]
  const unnamed =
    demanded === undefined || words.length === 0 || words.some((said) => demanded.test(said))
      ? []
      : [`nobody was told ${demanded}, but: ${words.join(" | ")}`]
  return { ...found, problems: [...found.problems, ...unnamed], said: load.said }
}
