import { randomUUID } from "node:crypto"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { findingSentence, mendSpace, verifySpace } from "@cabas/engine/verify"
import type { Report } from "@cabas/engine/verify"
import { openPlace, passing, placeFlags } from "./database.ts"
import type { Listing } from "./database.ts"
import { languageFlag } from "./language.ts"
import type { Language } from "./language.ts"
import { progressOf } from "./progress.ts"
import { groupsFlag, spacesIn } from "./spaces.ts"
import { trouble, wordsOf } from "./trouble.ts"

const flags = {
  ...placeFlags,
  groups: groupsFlag("A group to verify; all of them unless told"),
  language: languageFlag,
  mend: Flag.Boolean("mend").pipe(
    Flag.withDescription(
      "First writes anew what an older version wrote in another shape, or without an index of today",
    ),
    Flag.withDefault(false),
  ),
  json: Flag.Boolean("json").pipe(Flag.withDescription("Reports as JSON"), Flag.withDefault(false)),
}

/** How many findings are shown in full; one fault often shows in many places. */
const mostShown = 50

const summaries: Readonly<Record<Language, (report: Report, books: string) => string>> = {
  en: ({ space, batches, facts, postings, documents, accounts, findings }, books) =>
    `${space}: ${batches} batches, ${facts} facts, ${postings} postings; ${documents} documents and ${accounts} accounts as they should be${findings.length === 0 ? "" : `, but for ${findings.length} findings`}; books add up to ${books || "nothing"}`,
  fr: ({ space, batches, facts, postings, documents, accounts, findings }, books) =>
    `${space} : ${batches} lots, ${facts} faits, ${postings} écritures ; ${documents} documents et ${accounts} comptes comme il faut${findings.length === 0 ? "" : `, sauf ${findings.length} constats`} ; la somme des comptes est ${books || "nulle"}`,
}

const more: Readonly<Record<Language, (count: number) => string>> = {
  en: (count) => `… and ${count} more`,
  fr: (count) => `… et ${count} de plus`,
}

const reportLines = (report: Report, language: Language): string => {
  const { totals, findings } = report
  const books = [...totals].map(([unit, total]) => `${total} ${unit}`).join(", ")
  return [
    `${findings.length === 0 ? "✓" : "✗"} ${summaries[language](report, books)}`,
    ...findings.slice(0, mostShown).map((one) => `  ✗ ${findingSentence(one, language)}`),
    ...(findings.length > mostShown ? [`  ${more[language](findings.length - mostShown)}`] : []),
  ].join("\n")
}

const mendings: Readonly<Record<Language, (space: string, documents: number) => string>> = {
  en: (space, documents) => `${space}: ${documents} documents were written anew.`,
  fr: (space, documents) => `${space} : ${documents} documents ont été réécrits.`,
}

/** Writes documents anew that an older version left otherwise; gives how many. Others may work meanwhile. */
const mended = (storage: Listing, space: string) => {
  const { show, end } = progressOf(space)
  const mending = mendSpace(storage, space, { now: Date.now, newId: randomUUID, onProgress: show })
  return Effect.map(Effect.ensuring(mending, Effect.sync(end)), ({ documents }) => documents)
}

const asJson = ({ totals, ...report }: Report) => ({ ...report, totals: Object.fromEntries(totals) })

/** Folds the journal of every group and compares it with what is kept beside it. */
export const verifyCommand = Command.make("verify", flags, ({ groups, json, language, mend, ...place }) =>
  Effect.gen(function* () {
    const storage = yield* openPlace(place, true, passing)
    const reports: Array<Report> = []
    for (const space of yield* spacesIn(storage, groups)) {
      const anew = mend ? yield* mended(storage, space) : 0
      if (mend && !json) yield* Console.log(mendings[language](space, anew))
      const { show, end } = progressOf(space)
      const report = yield* Effect.ensuring(verifySpace(storage, space, { onProgress: show }), Effect.sync(end))
      reports.push(report)
      if (!json) yield* Console.log(reportLines(report, language))
    }
    if (json) yield* Console.log(JSON.stringify(reports.map(asJson), null, 2))
    const empty = reports.filter(({ batches }) => batches === 0 && groups.length > 0)
    if (empty.length > 0)
      return yield* trouble(`Nothing was ever written in ${empty.map(({ space }) => space).join(", ")}.`)
    const findings = reports.reduce((sum, report) => sum + report.findings.length, 0)
    if (findings > 0) return yield* trouble(`${findings} findings.`)
    return undefined
  }).pipe(
    Effect.catchTag("StorageDown", (down) => trouble(wordsOf(down), down)),
    Effect.scoped,
  ),
).pipe(Command.withDescription("Proves that nothing is lost, nothing is in twice, and the books balance"))
