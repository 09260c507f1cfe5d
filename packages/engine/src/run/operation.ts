import type * as Schema from "effect/Schema"
import type * as Result from "effect/Result"
import type { Group } from "@cabas/core/group"
import type { Decision } from "@cabas/core/plans"
import type { Refusal, RefusalTag } from "@cabas/core/refusals"
import type { Reading, Recorded } from "../storage/storage.ts"
import type { Found } from "./found.ts"

/** Who acts: a member, the platform itself, the engine's own jobs, or somebody who is not signed in. */
export type Actor =
  | { readonly kind: "member"; readonly member: string }
  | { readonly kind: "host" }
  | { readonly kind: "system" }
  | { readonly kind: "visitor" }

/** The actor's name in journals: a member's id, or `@host`, `@system`, `@visitor`. */
export const nameOf = (actor: Actor): string => (actor.kind === "member" ? actor.member : `@${actor.kind}`)

/** What the right to run an operation is decided from. */
export interface Asking<I> {
  readonly input: I
  readonly actor: Actor
  readonly found: Found
}

/** Says why the actor may not, or nothing when they may. */
export type Allow<I> = (asking: Asking<I>) => Refusal | undefined

/** What deciding may look at besides what was found: the clock and fresh ids come from outside (D9). */
export interface Deciding<I> extends Asking<I> {
  readonly group: Group
  readonly now: string
  /** A fresh id, derived from the batch so that a repeated try gives the same. */
  readonly newId: () => string
}

/** What reading may depend on. `attempt` counts from 0; a preview reads everything at once. */
export interface Reads<I> {
  readonly input: I
  readonly actor: Actor
  readonly now: string
  readonly attempt: number
  readonly preview: boolean
  /** The same ids, in the same order, as deciding will be given. */
  readonly newId: () => string
}

/** A further reading that depends on what was found so far; `undefined` when nothing more is needed. */
export type ReadMore<I> = (reads: Reads<I>, found: Found) => Reading | undefined

interface Said<I, O> {
  readonly name: string
  /** One sentence for people, in the documentation. */
  readonly summary: string
  readonly input: Schema.Codec<I, unknown>
  readonly output: Schema.Codec<O, unknown>
  /** What it may be refused for, besides what every operation may be. */
  readonly refusals: ReadonlyArray<RefusalTag>
  readonly space: (input: I) => string
  readonly allow: Allow<I>
  readonly read: (reads: Reads<I>) => Reading
  /** Further readings, one after the other, when what to read depends on what was found. */
  readonly more?: ReadMore<I> | ReadonlyArray<ReadMore<I>>
}

/** An operation that may write. */
export interface Command<I, O> extends Said<I, O> {
  readonly kind: "command"
  readonly decide: (deciding: Deciding<I>) => Decision<O>
  /** Puts the numbers that the commit gave into the answer. @see D15 */
  readonly finish?: (answer: O, numbers: ReadonlyMap<string, number>) => O
  /** The document whose writers queue in this process instead of colliding. */
  readonly lane?: (input: I, actor: Actor) => string
  /**
   * Whether it decides rightly on documents that may be old and without balances: whatever it decides by is guarded, or
   * left to floors. Then a storage may answer from memory, and most calls are one round trip and not two; when the
   * memory was old, or the answer would be a refusal, it is decided again on what is read.
   * @rule DOOR-7
   */
  readonly fromMemory?: true
  /** Whether this call only looks, as a preview does: it is decided and answered, and nothing of it is kept. @rule DOOR-3 */
  readonly onlyLooks?: (input: I) => boolean
  /** Whether it runs without a group, or in a suspended one. */
  readonly on?: "no-group" | "suspended"
}

/** Adds up what is committed, batch by batch, and answers at the end. */
export interface Folding<O> {
  readonly take: (batch: Recorded) => void
  readonly answer: () => Result.Result<O, Refusal>
}

/** An operation that only looks. */
export interface Query<I, O> extends Said<I, O> {
  readonly kind: "query"
  readonly view: (deciding: Deciding<I>) => Result.Result<O, Refusal>
  /**
   * Answers from the whole journal instead: given every batch of the space in the order of commits, so many at a time,
   * then asked. What it keeps must not grow with the journal.
   * @rule DOOR-5
   */
  readonly folding?: (deciding: Deciding<I>) => Folding<O>
  /** The same answer for everybody allowed, as long as nothing in the space changes: may be kept as bytes. */
  readonly shared?: boolean
  /**
   * The next instant at which the shared answer may be another one though nothing was committed; null for never.
   * Without it, an answer that looked at the clock is never kept.
   */
  readonly until?: (deciding: Deciding<I>) => string | null
}

/** Something that can be asked of a group, defined once. */
export type Operation<I, O> = Command<I, O> | Query<I, O>

// Inputs are taken and answers are given, so that no one type but `any` fits them all; each operation decodes its own.
/** An operation of a list, whose inputs and answers differ from one to the next. */
export type AnyOperation = Operation<any, any> // oxlint-disable-line typescript/no-explicit-any

/** A query of a list. */
export type AnyQuery = Extract<AnyOperation, { readonly kind: "query" }>

/** Defines a command once, to be served everywhere. */
export const command = <I, IE, O, OE>(
  name: string,
  said: Omit<Command<I, O>, "name" | "kind" | "input" | "output"> & {
    readonly input: Schema.Codec<I, IE>
    readonly output: Schema.Codec<O, OE>
  },
): Command<I, O> => ({ name, kind: "command", ...said }) as Command<I, O>

/** Defines a query once, to be served everywhere. */
export const query = <I, IE, O, OE>(
  name: string,
  said: Omit<Query<I, O>, "name" | "kind" | "input" | "output"> & {
    readonly input: Schema.Codec<I, IE>
    readonly output: Schema.Codec<O, OE>
  },
): Query<I, O> => ({ name, kind: "query", ...said }) as Query<I, O>

/** Defines a query that answers from the journal. @rule DOOR-5 */
export const report = <I, IE, O, OE>(
  name: string,
  said: Omit<Query<I, O>, "name" | "kind" | "input" | "output" | "view" | "folding"> & {
    readonly input: Schema.Codec<I, IE>
    readonly output: Schema.Codec<O, OE>
    readonly folding: (deciding: Deciding<I>) => Folding<O>
  },
): Query<I, O> => query(name, { ...said, view: (deciding: Deciding<I>) => said.folding(deciding).answer() })
