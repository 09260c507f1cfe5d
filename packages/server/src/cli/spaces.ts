import * as Effect from "effect/Effect"
import * as Flag from "effect/cli/Flag"
import type { Listing } from "./database.ts"
import { trouble } from "./trouble.ts"

/** The flag of verbs that look after groups: which of them. */
export const groupsFlag = (description: string) =>
  Flag.String("group").pipe(Flag.withAlias("g"), Flag.withDescription(description), Flag.atLeast(0))

/** The spaces that were named, or all that the storage has. */
export const spacesIn = Effect.fnUntraced(function* (storage: Listing, told: ReadonlyArray<string>) {
  if (told.length > 0) return told
  if (storage.spaces === undefined) return yield* trouble(`The storage cannot list its groups: name them with --group.`)
  return yield* storage.spaces()
})
