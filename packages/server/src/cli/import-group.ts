import { existsSync } from "node:fs"
import process from "node:process"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import { archiveSentence, importSpace } from "@cabas/engine/archive"
import type { Imported } from "@cabas/engine/archive"
import { linesIn } from "./archive-file.ts"
import { openPlace, placeFlags } from "./database.ts"
import { languageFlag } from "./language.ts"
import type { Language } from "./language.ts"
import { progressOf } from "./progress.ts"
import { trouble, wordsOf } from "./trouble.ts"

/** Characters of documents kept parsed: each is looked at once. */
const aLittle = 1_000_000

const flags = {
  archive: Argument.String("archive").pipe(Argument.withDescription("The file that cabas export wrote")),
  ...placeFlags,
  language: languageFlag,
}

const sentences: Readonly<Record<Language, (imported: Imported) => string>> = {
  en: ({ group, batches, already, documents }) =>
    `${group}: ${batches} batches${already > 0 ? `, ${already} of which were there already` : ""}; ${documents} documents compared.`,
  fr: ({ group, batches, already, documents }) =>
    `${group} : ${batches} lots${already > 0 ? `, dont ${already} y étaient déjà` : ""} ; ${documents} documents comparés.`,
}

const differences: Readonly<Record<Language, (keys: ReadonlyArray<string>) => string>> = {
  en: (keys) =>
    `The rules of this Cabas make these documents otherwise than they were when the archive was written: ${keys.join(", ")}.`,
  fr: (keys) =>
    `Les règles de ce Cabas donnent à ces documents une autre forme qu’au moment de l’archive : ${keys.join(", ")}.`,
}

/** Makes a group again from an archive. */
export const importGroupCommand = Command.make("group", flags, ({ archive, language, ...place }) =>
  Effect.gen(function* () {
    if (!existsSync(archive)) return yield* trouble(`There is no file ${archive}.`)
    const storage = yield* openPlace(place, false, { remembered: aLittle, flush: "later" })
    const { show, end } = progressOf(archive)
    const imported = yield* Effect.ensuring(
      importSpace(storage, () => linesIn(archive), { onProgress: show }),
      Effect.sync(end),
    )
    yield* Console.log(sentences[language](imported))
    if (imported.differing.length > 0) process.stderr.write(`${differences[language](imported.differing)}\n`)
    return undefined
  }).pipe(
    Effect.catchTags({
      ArchiveRefused: ({ problem }) => trouble(archiveSentence(problem, language)),
      StorageDown: (down) => trouble(wordsOf(down), down),
    }),
    Effect.scoped,
  ),
).pipe(Command.withDescription("Makes a group again from the archive that cabas export wrote, where there is none yet"))
