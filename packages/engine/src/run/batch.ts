import { nameOf } from "./operation.ts"
import type { Actor, AnyOperation } from "./operation.ts"
import { keyOf } from "@cabas/core/plans"
import type { Plan, Told } from "@cabas/core/plans"
import type { Batch, IndexEntry, Write } from "../storage/storage.ts"
import type { Found } from "./found.ts"
import { kindAt } from "./kinds.ts"

/** Who asked for what, and the names the batch goes by. */
export interface Request {
  readonly operation: AnyOperation
  readonly actor: Actor
  readonly now: string
  readonly batchId: string
  readonly fingerprint: string
}

/** The batch of a plan: states folded from its facts, guards for all that was looked at or written, in key order. */
export const batchOf = (request: Request, found: Found, plan: Plan<unknown>): Batch => {
  const writes = writesOf(found, plan.facts)
  return {
    id: request.batchId,
    by: nameOf(request.actor),
    at: request.now,
    operation: request.operation.name,
    fingerprint: request.fingerprint,
    answer: plan.answer,
    guards: guardsOf(request.actor, found, plan, writes),
    writes,
    facts: plan.facts,
    postings: plan.postings,
    floors: plan.floors,
    numbers: plan.numbers,
    ...(plan.erases.length === 0 ? {} : { erases: plan.erases }),
  }
}

const writesOf = (found: Found, facts: ReadonlyArray<Told>): ReadonlyArray<Write> => {
  const states = new Map<string, unknown>()
  for (const { key, fact } of facts) {
    const before = states.has(key) ? states.get(key) : (found.document(key)?.state ?? null)
    states.set(key, kindAt(key).evolve(before, fact))
  }
  return [...states].map(([key, state]) => writeOf(found, key, state))
}

const writeOf = (found: Found, key: string, state: unknown): Write => {
  const before = found.document(key)
  if (before === undefined) throw new RangeError(`${key} is written without having been read`)
  const version = before.version + 1
  const indexed = kindAt(key).indexes(state)
  return sameEntries(indexed, kindAt(key).indexes(before.state))
    ? { key, version, state }
    : { key, version, state, indexed }
}

const sameEntries = (a: ReadonlyArray<IndexEntry>, b: ReadonlyArray<IndexEntry>): boolean =>
  a.length === b.length && a.every((entry, index) => entry.name === b[index]?.name && entry.value === b[index]?.value)

/** The group and the actor are among them: what was allowed must still be so when it is written. @see D28 */
const guardsOf = (actor: Actor, found: Found, plan: Plan<unknown>, writes: ReadonlyArray<Write>): Batch["guards"] => {
  const allowed = actor.kind === "member" ? [keyOf.group, keyOf.member(actor.member)] : [keyOf.group]
  const keys = new Set([...allowed, ...plan.guards, ...writes.map((write) => write.key)])
  return [...keys].sort().map((key) => {
    const document = found.document(key)
    if (document === undefined) throw new RangeError(`${key} is guarded without having been read`)
    return { key, version: document.version }
  })
}
