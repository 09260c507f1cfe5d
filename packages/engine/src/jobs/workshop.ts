import type { Engine } from "../run/engine.ts"
import type { SpaceId } from "../storage/storage.ts"
import type { Job } from "./job.ts"
import type { Observer } from "./observer.ts"
import type { Keeper } from "./side.ts"

/** Something that people who run the server may want to know. */
export interface Notice {
  readonly level: "debug" | "warn" | "error"
  readonly message: string
  readonly group?: SpaceId
  /** The job or the observer. */
  readonly name?: string
  readonly error?: string
}

/** What one runner works with. */
export interface Workshop extends Keeper {
  readonly engine: Engine
  readonly jobs: ReadonlyArray<Job>
  readonly observers: ReadonlyArray<Observer>
  readonly random: () => number
  /** Milliseconds that a claim lasts. */
  readonly lease: number
  /** Whether to go on: false once the runner was told to stop. */
  readonly goesOn: () => boolean
  readonly tell: (notice: Notice) => void
}

/** How often something is tried before it is left to people. */
export const maximumTries = 8

/** Milliseconds before the second try; each later one waits twice as long. */
const firstPause = 1000

/**
 * When to try again after so many failures: a second, then twice as long each time, up to a quarter more or less so
 * that what failed together is not tried together. Null when it was tried often enough.
 */
export const retryAfter = ({ now, random }: Pick<Workshop, "now" | "random">, failures: number, tries: number) => {
  if (failures >= tries) return null
  const pause = firstPause * 2 ** (failures - 1)
  return new Date(now() + Math.round(pause * (0.75 + random() / 2))).toISOString()
}
