import * as Data from "effect/Data"

/** Why a group was not written to an archive, or an archive not taken in. */
export type ArchiveProblem =
  /** Nothing was ever written in the group. */
  | { readonly _tag: "GroupEmpty"; readonly group: string }
  /** A line could not be put where it should go. */
  | { readonly _tag: "NotWritten"; readonly reason: string }
  /** The archive could not be read. */
  | { readonly _tag: "NotRead"; readonly reason: string }
  /** It is not an archive of Cabas, or a line of it is not what a line is. Lines count from 1. */
  | { readonly _tag: "NotAnArchive"; readonly line: number; readonly reason: string }
  /** A newer Cabas wrote it. */
  | { readonly _tag: "ArchiveTooNew"; readonly format: number; readonly known: number }
  /** Its end is missing. */
  | { readonly _tag: "ArchiveCut"; readonly lines: number }
  /** Its text is not what was written. */
  | { readonly _tag: "ArchiveDamaged"; readonly expected: string; readonly found: string }
  /** The group already holds something else than the beginning of this archive. */
  | { readonly _tag: "GroupInUse"; readonly group: string; readonly batch: string }
  /** Somebody wrote in the group while it was brought over. */
  | { readonly _tag: "WrittenMeanwhile"; readonly group: string; readonly batch: string }
  /** A fact about a document of a kind that this Cabas does not know. */
  | { readonly _tag: "KindUnknown"; readonly batch: string; readonly key: string }
  /** A fact that is not what its tag says, so that nothing can be made of it. */
  | { readonly _tag: "FactUnreadable"; readonly batch: string; readonly key: string; readonly reason: string }
  /** A document would get another number than it had. */
  | {
      readonly _tag: "NumberDiffers"
      readonly batch: string
      readonly key: string
      readonly expected: number
      readonly found: number | null
    }

/** A group was not written to an archive, or an archive was not taken in, or not to its end. */
export class ArchiveRefused extends Data.TaggedError("ArchiveRefused")<{ readonly problem: ArchiveProblem }> {}

/** Refuses with a problem. */
export const refuse = (problem: ArchiveProblem): ArchiveRefused => new ArchiveRefused({ problem })

/** What something that was thrown says. */
export const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
