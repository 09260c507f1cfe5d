import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Fact } from "@cabas/core/plans"
import { keyOf, planned, refused } from "@cabas/core/plans"
import type { Refusal } from "@cabas/core/refusals"
import type { Action, Job } from "../src/jobs/job.ts"
import type { Observer } from "../src/jobs/observer.ts"
import type { Memory, Visited } from "../src/jobs/visit.ts"
import { visit } from "../src/jobs/visit.ts"
import type { Notice, Workshop } from "../src/jobs/workshop.ts"
import { makeEngine } from "../src/run/engine.ts"
import { command } from "../src/run/operation.ts"
import { memoryStorage } from "../src/storage/memory.ts"
import type { Batch, Recorded, Storage, Write } from "../src/storage/storage.ts"

/** The group that tests look after. */
export const group = "paniers"

const run = Effect.runPromise

/** Before all that tests do. */
export const since = "2026-01-01T00:00:00.000Z"

let batches = 0

/** Writes documents as they are told, each one version further. */
export const put = async (
  storage: Storage,
  states: Readonly<Record<string, unknown>>,
  part: Partial<Batch> = {},
  space = group,
): Promise<void> => {
  const keys = Object.keys(states).sort()
  const { documents } = await run(storage.read(space, { documents: keys }))
  const versions = keys.map((key) => ({ key, version: documents.get(key)?.version ?? 0 }))
  const writes = versions.map(({ key, version }): Write => {
    const state = states[key] as { readonly endsAt?: string } | null
    const indexed = state?.endsAt === undefined ? [] : [{ name: "distribution.byEnd", value: state.endsAt }]
    return { key, version: version + 1, state, indexed }
  })
  batches += 1
  await run(
    storage.commit(space, {
      id: `put ${batches}`,
      by: "ana",
      at: "2026-05-01T06:00:00.000Z",
      operation: "test.put",
      fingerprint: "",
      answer: null,
      guards: versions,
      writes,
      facts: keys.map((key) => ({ key, fact: { _tag: "PlaceSaved" } as Fact })),
      postings: [],
      floors: [],
      numbers: [],
      ...part,
    }),
  )
}

/** A group with its document, and distributions that end at these instants. */
export const withDistributions = async (storage: Storage, ends: Readonly<Record<string, string>>): Promise<void> => {
  await put(storage, { [keyOf.group]: { status: "active" } })
  await distributions(storage, ends)
}

/** Distributions that end at these instants. */
export const distributions = (storage: Storage, ends: Readonly<Record<string, string>>): Promise<void> =>
  put(storage, Object.fromEntries(Object.entries(ends).map(([id, endsAt]) => [keyOf.distribution(id), { id, endsAt }])))

/** What the operation of the tests does besides paying. */
export interface Paying {
  readonly refuse?: (member: string) => Refusal | undefined
}

/** An operation that pays a cent to somebody: what ran twice is seen in the account. */
export const payingOperation = ({ refuse = () => undefined }: Paying = {}) =>
  command("test.pay", {
    summary: "Pays a cent.",
    input: Schema.Struct({ group: Schema.String, member: Schema.String }),
    output: Schema.Struct({ member: Schema.String }),
    refusals: [],
    space: (input) => input.group,
    allow: () => undefined,
    read: () => ({}),
    decide: ({ input: { member } }) => {
      const refusal = refuse(member)
      if (refusal !== undefined) return refused(refusal)
      const posting = { from: "x:", to: `wallet:${member}`, quantity: 1, unit: "EUR", reason: "levy", reference: "" }
      return planned({ member }, { postings: [posting] })
    },
  })

/** A job that pays one cent to each of so many members when a distribution is over. */
export const levy = (members = 1, paying: Paying = {}): Job => {
  const operation = payingOperation(paying)
  return {
    name: "levy",
    kind: "distribution",
    index: "distribution.byEnd",
    since,
    due: ({ state }) => {
      const { id, endsAt } = state as { readonly id: string; readonly endsAt: string }
      return Array.from({ length: members }, (_, index): Action => {
        const member = `${id}-${index}`
        return { key: member, dueAt: endsAt, operation, input: { group, member } }
      })
    },
  }
}

/** A machine with a clock of its own that looks after the group when it is told to. */
export interface Machine {
  readonly storage: Storage
  now: number
  isGoing: boolean
  memory: Memory
  readonly notices: Array<Notice>
  readonly look: () => Promise<Visited>
}

/** What a machine is given. */
export interface Given {
  readonly storage?: Storage
  readonly now?: string
  readonly jobs?: ReadonlyArray<Job>
  readonly observers?: ReadonlyArray<Observer>
  readonly lease?: number
}

let machines = 0

/** A machine of tests: nothing about it is left to chance. */
export const machine = (given: Given = {}): Machine => {
  const {
    storage = memoryStorage(),
    now = "2026-05-01T00:00:00.000Z",
    jobs = [],
    observers = [],
    lease = 30_000,
  } = given
  machines += 1
  const runner = `machine-${machines}`
  let ids = 0
  const newId = () => `${runner}-${(ids += 1)}`
  const clock = () => one.now
  const one: Machine = {
    storage,
    now: Date.parse(now),
    isGoing: true,
    memory: { skipped: new Map() },
    notices: [],
    look: async () => {
      const visited = await run(visit(shop, group, one.memory))
      one.memory = visited.memory
      return visited
    },
  }
  const shop: Workshop = {
    storage,
    engine: makeEngine({ storage, clock, newId, random: () => 0.5 }),
    jobs,
    observers,
    lease,
    runner,
    newId,
    random: () => 0.5,
    now: clock,
    goesOn: () => one.isGoing,
    tell: (notice) => void one.notices.push(notice),
  }
  return one
}

/** A storage whose calls let others go first, so that machines that look at the same moment get in each other's way. */
export const yielding = (storage: Storage): Storage => {
  const later = <A, E>(call: Effect.Effect<A, E>) => Effect.andThen(Effect.sleep(0), call)
  return {
    ...storage,
    read: (...asked) => later(storage.read(...asked)),
    commit: (...asked) => later(storage.commit(...asked)),
    feed: (...asked) => later(storage.feed(...asked)),
  }
}

/** Cents in the wallets of some members. */
export const centsOf = async (storage: Storage, members: ReadonlyArray<string>): Promise<ReadonlyArray<number>> => {
  const accounts = members.map((member) => `wallet:${member}`)
  const { balances } = await run(storage.read(group, { balances: accounts }))
  return accounts.map((account) => balances.get(account)?.get("EUR") ?? 0)
}

/** All that was ever committed in a space. */
export const journalOf = (storage: Storage, space: string): Promise<ReadonlyArray<Recorded>> =>
  run(storage.feed(space, "", 10_000))
