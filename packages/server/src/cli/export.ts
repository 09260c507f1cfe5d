import process from "node:process"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { archiveSentence, exportSpace } from "@cabas/engine/archive"
import type { Exported } from "@cabas/engine/archive"
import { version } from "../version.ts"
import { lineFile, standardOutput } from "./archive-file.ts"
import type { LineFile } from "./archive-file.ts"
import { openPlace, passing, placeFlags } from "./database.ts"
import { languageFlag } from "./language.ts"
import type { Language } from "./language.ts"
import { progressOf } from "./progress.ts"
import { attempt, trouble, wordsOf } from "./trouble.ts"

const flags = {
  ...placeFlags,
  group: Flag.String("group").pipe(Flag.withAlias("g"), Flag.withDescription("The group")),
  out: Flag.String("out").pipe(
    Flag.withAlias("o"),
    Flag.withDescription("The file to write, compressed when its name ends in .gz; standard output unless told"),
    Flag.optional,
  ),
  language: languageFlag,
}

const sentences: Readonly<Record<Language, (exported: Exported) => string>> = {
  en: ({ batches, documents, settled }) =>
    `${batches} batches and ${documents} documents are in the archive.${settled ? "" : " The group was written without a pause, so that not all documents are shown; nothing is missing."}`,
  fr: ({ batches, documents, settled }) =>
    `L’archive contient ${batches} lots et ${documents} documents.${settled ? "" : " Le groupe changeait sans cesse : tous les documents ne sont pas montrés, mais rien ne manque."}`,
}

/** Closes the file when all went well, and leaves nothing behind otherwise. */
const into = (out: string | undefined) =>
  Effect.acquireRelease(
    attempt(async (): Promise<LineFile> => (out === undefined ? standardOutput() : lineFile(out))),
    (file, exit) => (Exit.isSuccess(exit) ? Effect.void : Effect.promise(() => file.abandon())),
  )

/** Writes everything that is known of a group to a file of JSON lines. */
export const exportCommand = Command.make("export", flags, ({ group, out, language, ...place }) =>
  Effect.gen(function* () {
    const storage = yield* openPlace(place, true, passing)
    const file = yield* into(Option.getOrUndefined(out))
    const { show, end } = progressOf(group)
    const options = { write: file.write, software: version, onProgress: show }
    const exported = yield* Effect.ensuring(exportSpace(storage, group, options), Effect.sync(end))
    yield* attempt(() => file.close())
    process.stderr.write(`${sentences[language](exported)}\n`)
  }).pipe(
    Effect.catchTags({
      ArchiveRefused: ({ problem }) => trouble(archiveSentence(problem, language)),
      StorageDown: (down) => trouble(wordsOf(down), down),
    }),
    Effect.scoped,
  ),
).pipe(Command.withDescription("Writes everything that is known of a group to a file of JSON lines"))
