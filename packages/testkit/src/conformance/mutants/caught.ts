import { AssertionError } from "node:assert"
import { memoryStorage } from "@cabas/engine/memory"
import type { StoragePromise } from "../promise.ts"
import { storagePromises } from "../storage-promises.ts"
import { keep } from "../test-storage.ts"
import type { Mutant } from "./mutant.ts"

/** What became of a mutant: the promise that was to catch it, and what it said when it did. */
export interface Verdict {
  readonly promise: StoragePromise
  /** The first line of what was seen; null when the mutant survived. */
  readonly seen: string | null
}

const isCatch = (cause: unknown): boolean =>
  cause instanceof AssertionError || String(cause).includes("should be committed")

/**
 * Puts a mutant to the promise that must catch it. Throws when nothing is promised under that title, when the storage
 * in memory does not keep it either, or when the mutant breaks down instead of being caught.
 */
export const verdictOn = async ({ breaks, make }: Mutant): Promise<Verdict> => {
  const promise = storagePromises.find(({ title }) => title === breaks)
  if (promise === undefined) throw new Error(`Nothing is promised as «${breaks}»`)
  await keep(promise, async () => ({ storage: memoryStorage(), close: async () => {} }))
  try {
    await keep(promise, async () => ({ storage: make(), close: async () => {} }))
    return { promise, seen: null }
  } catch (cause) {
    if (!isCatch(cause)) throw cause
    return { promise, seen: String(cause instanceof Error ? cause.message : cause).split("\n")[0] ?? "" }
  }
}
