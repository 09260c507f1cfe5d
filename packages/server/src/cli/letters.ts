import { randomUUID } from "node:crypto"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { deadLetters, discard, isSide, requeue } from "@cabas/engine/jobs"
import type { DeadLetter, Keeper } from "@cabas/engine/jobs"
import type { Storage, StorageDown } from "@cabas/engine/storage"
import { openPlace, placeFlags } from "./database.ts"
import { languageFlag } from "./language.ts"
import type { Language } from "./language.ts"
import { groupsFlag, spacesIn } from "./spaces.ts"
import { trouble, wordsOf } from "./trouble.ts"

const nothing: Readonly<Record<Language, string>> = {
  en: "Nothing is left to people.",
  fr: "Rien n’attend qu’on s’en occupe.",
}

const sentences: Readonly<Record<Language, (letter: DeadLetter) => string>> = {
  en: ({ attempts, error }) => `tried ${attempts} times, then: ${error}`,
  fr: ({ attempts, error }) => `essayé ${attempts} fois, puis : ${error}`,
}

const listCommand = Command.make(
  "list",
  {
    ...placeFlags,
    groups: groupsFlag("A group to look at; all of them unless told"),
    most: Flag.Int("most").pipe(Flag.withDescription("How many of each group at most"), Flag.withDefault(100)),
    language: languageFlag,
    json: Flag.Boolean("json").pipe(Flag.withDescription("Lists them as JSON"), Flag.withDefault(false)),
  },
  ({ groups, most, language, json, ...place }) =>
    Effect.gen(function* () {
      const storage = yield* openPlace(place, true)
      const found: Array<DeadLetter & { readonly group: string }> = []
      for (const group of yield* spacesIn(storage, groups)) {
        if (isSide(group)) continue
        for (const letter of yield* deadLetters({ storage }, group, most)) found.push({ group, ...letter })
      }
      if (json) return yield* Console.log(JSON.stringify(found, null, 2))
      if (found.length === 0) return yield* Console.log(nothing[language])
      for (const one of found) yield* Console.log(`${one.group}  ${one.id}\n  ${sentences[language](one)}`)
      return undefined
    }).pipe(
      Effect.catchTag("StorageDown", (down) => trouble(wordsOf(down), down)),
      Effect.scoped,
    ),
).pipe(Command.withDescription("Lists what was tried in vain and is left to people"))

type Resolve = (keeper: Keeper, group: string, id: string) => Effect.Effect<boolean, StorageDown>

const keeperOn = (storage: Storage): Keeper => ({ storage, now: Date.now, newId: randomUUID, runner: "people" })

const resolving = (name: string, description: string, resolve: Resolve, done: string) =>
  Command.make(
    name,
    {
      ids: Argument.String("letter").pipe(
        Argument.withDescription("As `cabas letters list` names it"),
        Argument.atLeast(1),
      ),
      ...placeFlags,
      group: Flag.String("group").pipe(Flag.withAlias("g"), Flag.withDescription("The group it is of")),
    },
    ({ ids, group, ...place }) =>
      Effect.gen(function* () {
        const storage = yield* openPlace(place, true)
        const missing: Array<string> = []
        for (const id of ids) {
          if (yield* resolve(keeperOn(storage), group, id)) yield* Console.log(`${id}: ${done}`)
          else missing.push(id)
        }
        if (missing.length > 0) return yield* trouble(`Not left to people in ${group}: ${missing.join(", ")}.`)
        return undefined
      }).pipe(
        Effect.catchTag("StorageDown", (down) => trouble(wordsOf(down), down)),
        Effect.scoped,
      ),
  ).pipe(Command.withDescription(description))

/** What jobs and observers could not do, and what people decide of it. @rule OBSERVER-3 */
export const lettersCommand = Command.make("letters").pipe(
  Command.withDescription("What jobs and observers tried in vain and left to people"),
  Command.withSubcommands([
    listCommand,
    resolving("retry", "Has it tried again at once, and as often as at first", requeue, "will be tried again"),
    resolving("drop", "Gives it up: it is done otherwise, or not wanted any more", discard, "dropped"),
  ]),
)
