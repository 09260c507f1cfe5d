import type { Command } from "../run/operation.ts"
import { fingerprintOf } from "../run/fingerprint.ts"
import type { RefusalTag } from "@cabas/core/refusals"
import type { Document, Reading, Snapshot } from "../storage/storage.ts"

// Inputs are taken and answers are given, so that no one type but `any` fits them all.
type AnyCommand = Command<any, any> // oxlint-disable-line typescript/no-explicit-any

/** One thing to do at an instant. */
export interface Action {
  /** What it is about, such as the distribution and the catalog, or the recipient: two actions of a job never share it and the instant. */
  readonly key: string
  readonly dueAt: string
  readonly operation: AnyCommand
  /** What the operation is given; the same whenever it is asked for again. */
  readonly input: unknown
}

/**
 * Something that is done by itself when its time has come, as the actor `system`.
 *
 * What is due is found by an index whose values are instants. Running late, twice or on two machines has one effect:
 * an action's idempotency key is made of the job, the action's key and its instant.
 * @rule JOB-1
 * @see D31
 */
export interface Job {
  readonly name: string
  /** The kind of the documents that it looks at. */
  readonly kind: string
  /** The index of that kind that holds the instants. */
  readonly index: string
  /** How many milliseconds before the instant in the index it is due; after it when negative. 0 unless told. */
  readonly ahead?: number
  /** Nothing due before this instant is run: when the job began to exist. A constant, not the start of a process. */
  readonly since: string
  /** What else deciding needs to see, such as the baskets of a distribution. */
  readonly look?: (document: Document) => Reading
  /** All that this document asks for, past and to come: only what is due and was not run will be. */
  readonly due: (document: Document, seen: Snapshot | null) => ReadonlyArray<Action>
  /** Refusals which say that nothing is left to do; any other is kept for people to see. */
  readonly settles?: ReadonlyArray<RefusalTag>
  /** How many of its actions of one instant may run at once; 1 unless told, in the order that they were asked for. */
  readonly atOnce?: number
}

/** The name of an action within its job. */
export const nameOfAction = ({ key, dueAt }: Pick<Action, "key" | "dueAt">): string => `${key}@${dueAt}`

/** The longest idempotency key that the engine takes. */
const longest = 128

/** The idempotency key of an action: job, key and instant; hashed when that would be too long. @see D31 */
export const keyOfAction = (job: string, action: Pick<Action, "key" | "dueAt">): string => {
  const whole = `${job}:${nameOfAction(action)}`
  if (whole.length <= longest) return whole
  return `${job.slice(0, 64)}:${fingerprintOf(whole)}${fingerprintOf(`again ${whole}`)}@${action.dueAt}`
}
