import * as Effect from "effect/Effect"
import type { Engine } from "../run/engine.ts"
import type { SpaceId, StorageDown } from "../storage/storage.ts"
import { wordsOf } from "./act.ts"
import type { Job } from "./job.ts"
import type { Observer } from "./observer.ts"
import { isSide } from "./side.ts"
import { visit } from "./visit.ts"
import type { Memory } from "./visit.ts"
import type { Notice, Workshop } from "./workshop.ts"

/** Tells when something was committed in a space, or null when it may have been anywhere; gives what stops it. */
export type Woken = (listener: (space: SpaceId | null) => void) => () => void

/** What a runner does, for whom, and how often it looks. */
export interface RunnerOptions {
  readonly engine: Engine
  /** The groups there are; spaces beside groups among them are passed over. */
  readonly groups: () => Effect.Effect<ReadonlyArray<SpaceId>, StorageDown>
  readonly jobs?: ReadonlyArray<Job>
  readonly observers?: ReadonlyArray<Observer>
  /** Wakes the runner when something was committed; without it, it only looks from time to time. */
  readonly woken?: Woken | undefined
  /** Milliseconds between two looks at every group, a fifth more or less: 15 000 unless told. */
  readonly every?: number
  /** Milliseconds that a claim lasts after which another runner takes over from one that died: 30 000 unless told. */
  readonly lease?: number
  readonly tell?: (notice: Notice) => void
  /** Now, in milliseconds since 1970. */
  readonly clock?: () => number
  readonly newId?: () => string
  readonly random?: () => number
}

/** A runner at work. */
export interface Runner {
  /** Looks at a group soon. */
  readonly wake: (group: SpaceId) => void
  /** Begins nothing more, ends what it is doing, and lets go of its claims. */
  readonly stop: () => Promise<void>
}

/** Groups that are looked after at once. */
const side = 4

/** Milliseconds within which what wakes a group is one look. */
const pause = 20

const workshopOf = (options: RunnerOptions, goesOn: () => boolean): Workshop => {
  const { engine, jobs = [], observers = [], lease = 30_000, tell = () => undefined } = options
  const newId = options.newId ?? (() => globalThis.crypto.randomUUID())
  return {
    engine,
    storage: engine.storage,
    jobs,
    observers,
    lease,
    tell,
    now: options.clock ?? Date.now,
    newId,
    random: options.random ?? Math.random,
    runner: `runner-${newId()}`,
    goesOn,
  }
}

/**
 * Runs jobs and tells observers until it is stopped. Any number of runners may share a storage, in one process or in
 * many: each action has one effect, and each event is told once as long as claims last.
 * @see D31
 */
export const startRunner = (options: RunnerOptions): Runner => {
  const { every = 15_000, groups } = options
  let isGoing = true
  const shop = workshopOf(options, () => isGoing)
  const memories = new Map<SpaceId, Memory>()
  const waiting = new Set<SpaceId>()
  const running = new Map<SpaceId, Promise<void>>()
  const timers = new Set<ReturnType<typeof setTimeout>>()

  const later = (milliseconds: number, act: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      act()
    }, milliseconds)
    timers.add(timer)
  }
  const wake = (group: SpaceId): void => {
    if (!isGoing || isSide(group) || waiting.has(group)) return
    waiting.add(group)
    later(pause * (1 + shop.random()), fill)
  }
  const fill = (): void => {
    for (const group of waiting) {
      if (!isGoing || running.size >= side) return
      if (running.has(group)) continue
      waiting.delete(group)
      running.set(group, lookAfter(group))
    }
  }
  const lookAfter = async (group: SpaceId): Promise<void> => {
    try {
      const memory = memories.get(group) ?? { skipped: new Map() }
      const visited = await Effect.runPromise(visit(shop, group, memory))
      memories.set(group, visited.memory)
      const wait = visited.againAt - shop.now()
      if (wait < every) later(Math.max(wait, pause), () => wake(group))
    } catch (cause) {
      memories.delete(group)
      shop.tell({ level: "warn", message: "a group could not be looked after", group, error: wordsOf(cause) })
    } finally {
      running.delete(group)
      fill()
    }
  }
  const round = async (): Promise<void> => {
    try {
      for (const group of await Effect.runPromise(groups())) wake(group)
    } catch (cause) {
      shop.tell({ level: "warn", message: "the groups could not be listed", error: wordsOf(cause) })
    }
  }
  let listing = Promise.resolve()
  const rounds = (): void => {
    listing = round().then(() => (isGoing ? later(every * (0.8 + shop.random() * 0.4), rounds) : undefined))
  }
  const sleep = options.woken?.((space) => (space === null ? void round() : wake(space)))
  rounds()
  return {
    wake,
    stop: async () => {
      isGoing = false
      sleep?.()
      for (const timer of timers) clearTimeout(timer)
      await listing
      await Promise.all(running.values())
    },
  }
}
