import * as Effect from "effect/Effect"
import { format, hashed } from "./format.ts"
import type { ArchivedBatch, ArchivedDocument, End, Head, Line } from "./format.ts"
import { reasonOf, refuse } from "./problem.ts"
import type { ArchiveRefused } from "./problem.ts"
import { lineReasons } from "./sentences.ts"

/** The lines of an archive, without their ends; asked for twice, and each time from the first. */
export type Lines = () => AsyncIterable<string>

/** A line with its place, from 1. */
export interface Placed {
  readonly number: number
  readonly text: string
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const notAnArchive = (line: number, reason: string): ArchiveRefused => refuse({ _tag: "NotAnArchive", line, reason })

const parsed = ({ number, text }: Placed): Effect.Effect<unknown, ArchiveRefused> =>
  Effect.try({ try: () => JSON.parse(text) as unknown, catch: () => notAnArchive(number, lineReasons.notJson) })

/** Calls for each line in turn, one at a time. */
export const eachLine = Effect.fnUntraced(function* <E>(
  lines: Lines,
  take: (line: Placed) => Effect.Effect<void, E> | undefined,
): Effect.fn.Return<void, E | ArchiveRefused> {
  const iterator = lines()[Symbol.asyncIterator]()
  const next = Effect.tryPromise({
    try: () => iterator.next(),
    catch: (cause) => refuse({ _tag: "NotRead", reason: reasonOf(cause) }),
  })
  const through = Effect.gen(function* () {
    for (let number = 1; ; number += 1) {
      const { done, value } = yield* next
      if (done === true) return
      const taken = take({ number, text: value })
      if (taken !== undefined) yield* taken
    }
  })
  yield* Effect.ensuring(
    through,
    Effect.promise(async () => iterator.return?.()),
  )
})

const headOf = (value: unknown): Effect.Effect<Head, ArchiveRefused> => {
  if (!isRecord(value) || value["cabas"] !== "archive" || typeof value["format"] !== "number") {
    return Effect.fail(notAnArchive(1, lineReasons.notAHead))
  }
  if (value["format"] > format) {
    return Effect.fail(refuse({ _tag: "ArchiveTooNew", format: value["format"], known: format }))
  }
  if (typeof value["group"] !== "string") return Effect.fail(notAnArchive(1, lineReasons.notAHead))
  return Effect.succeed(value as unknown as Head)
}

const endOf = (text: string): End | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) && isRecord(value["end"]) ? (value["end"] as unknown as End) : undefined
  } catch {
    return undefined
  }
}

/** What an archive says of itself. */
export interface Whole {
  readonly head: Head
  readonly end: End
  readonly lines: number
}

/**
 * Reads an archive to its end without looking at what it tells: what it is, and whether its text is what was written.
 * Refused with `NotAnArchive`, `ArchiveTooNew`, `ArchiveCut`, `ArchiveDamaged`, `NotRead`.
 */
export const wholeArchive = Effect.fnUntraced(function* (
  lines: Lines,
  told: (done: number) => void,
): Effect.fn.Return<Whole, ArchiveRefused> {
  let head: Head | undefined
  let hash = ""
  let last: Placed = { number: 0, text: "" }
  yield* eachLine(lines, (line) => {
    if (last.number > 0) hash = hashed(hash, last.text)
    last = line
    told(line.number)
    if (line.number > 1) return undefined
    return Effect.flatMap(Effect.flatMap(parsed(line), headOf), (found) =>
      Effect.sync(() => {
        head = found
      }),
    )
  })
  if (head === undefined) return yield* notAnArchive(1, lineReasons.notAHead)
  const end = endOf(last.text)
  if (end === undefined) return yield* refuse({ _tag: "ArchiveCut", lines: last.number })
  if (end.hash !== hash) return yield* refuse({ _tag: "ArchiveDamaged", expected: end.hash, found: hash })
  return { head, end, lines: last.number }
})

const isBatch = (value: unknown): value is ArchivedBatch =>
  isRecord(value) &&
  ["id", "by", "at", "operation", "fingerprint"].every((field) => typeof value[field] === "string") &&
  ["facts", "postings", "numbers"].every((field) => Array.isArray(value[field]))

const isDocument = (value: unknown): value is ArchivedDocument =>
  isRecord(value) && typeof value["key"] === "string" && typeof value["version"] === "number"

/** What a line between the first and the last tells. Refused with `NotAnArchive`. */
export const lineOf = (line: Placed): Effect.Effect<Line, ArchiveRefused> =>
  Effect.flatMap(parsed(line), (value) => {
    if (isRecord(value) && (isBatch(value["batch"]) || isDocument(value["document"]))) {
      return Effect.succeed(value as unknown as Line)
    }
    return Effect.fail(notAnArchive(line.number, lineReasons.notALine))
  })
