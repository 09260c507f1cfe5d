import type { Told } from "@cabas/core/plans"
import type { Posting } from "@cabas/core/ledger"
import { fingerprintOf } from "../run/fingerprint.ts"

/** The version of the format: of what the lines of an archive are. */
export const format = 1

/** The first line: what this is, and of which group. */
export interface Head {
  readonly cabas: "archive"
  readonly format: number
  readonly group: string
  /** The version of Cabas that wrote it. */
  readonly software: string
}

/** A batch of the journal with all that is known of it, in the order of commits. */
export interface ArchivedBatch {
  readonly id: string
  readonly by: string
  readonly at: string
  readonly operation: string
  readonly fingerprint: string
  readonly answer: unknown
  readonly facts: ReadonlyArray<Told>
  readonly postings: ReadonlyArray<Posting>
  /** The numbers that its documents have from it: series, key, number. */
  readonly numbers: ReadonlyArray<readonly [series: string, key: string, number: number]>
}

/** A document as it stood after the batches above its line: what the facts must fold to. */
export interface ArchivedDocument {
  readonly key: string
  readonly version: number
  readonly state: unknown
}

/** The last line: how many lines of each sort are above it, and the hash of their text. */
export interface End {
  readonly batches: number
  readonly documents: number
  readonly hash: string
}

/** A line between the first and the last. */
export type Line = { readonly batch: ArchivedBatch } | { readonly document: ArchivedDocument }

/** The hash of an archive after one more line: notices damage, not malice. */
export const hashed = (before: string, line: string): string => fingerprintOf(`${before}\n${line}`)
