import process from "node:process"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { verifySpace } from "@cabas/engine/verify"
import type { Finding, Progress, Report } from "@cabas/engine/verify"
import { fileFlag, openDatabase } from "./database.ts"
import type { Listing } from "./database.ts"
import { trouble, wordsOf } from "./trouble.ts"

const flags = {
  file: fileFlag,
  groups: Flag.String("group").pipe(
    Flag.withAlias("g"),
    Flag.withDescription("A group to verify; all of them unless told"),
    Flag.atLeast(0),
  ),
  json: Flag.Boolean("json").pipe(Flag.withDescription("Reports as JSON"), Flag.withDefault(false)),
}

const spacesIn = Effect.fnUntraced(function* (storage: Listing, told: ReadonlyArray<string>) {
  if (told.length > 0) return told
  if (storage.spaces === undefined) return yield* trouble(`The storage cannot list its groups: name them with --group.`)
  return yield* storage.spaces()
})

/** Shows how far it is, on a terminal. */
const showProgress = (space: string) => {
  if (!process.stderr.isTTY) return () => undefined
  return ({ stage, done }: Progress) => void process.stderr.write(`\r\u001b[K${space}: ${stage} ${done}`)
}

const clearProgress = (): void => {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K")
}

const shortened = (value: unknown): string => {
  const text = JSON.stringify(value) ?? "nothing"
  return text.length > 300 ? `${text.slice(0, 300)}…` : text
}

const findingLines = ({ check, about, expected, found }: Finding): string =>
  `  ✗ ${check} ${about}\n      expected ${shortened(expected)}\n      found    ${shortened(found)}`

/** How many findings are shown in full; one fault often shows in many places. */
const mostShown = 50

const reportLines = (report: Report): string => {
  const { space, batches, facts, postings, documents, accounts, totals, findings } = report
  const books = [...totals].map(([unit, total]) => `${total} ${unit}`).join(", ") || "empty"
  return [
    `${findings.length === 0 ? "✓" : "✗"} ${space}: ${batches} batches, ${facts} facts, ${postings} postings; ${documents} documents and ${accounts} accounts as they should be${findings.length === 0 ? "" : `, but for ${findings.length} findings`}; books add up to ${books}`,
    ...findings.slice(0, mostShown).map(findingLines),
    ...(findings.length > mostShown ? [`  … and ${findings.length - mostShown} more`] : []),
  ].join("\n")
}

const asJson = ({ totals, ...report }: Report) => ({ ...report, totals: Object.fromEntries(totals) })

/** Folds the journal of every group and compares it with what is kept beside it. */
export const verifyCommand = Command.make("verify", flags, ({ file, groups, json }) =>
  Effect.gen(function* () {
    const storage = yield* openDatabase(file, true)
    const reports: Array<Report> = []
    for (const space of yield* spacesIn(storage, groups)) {
      const report = yield* verifySpace(storage, space, { onProgress: showProgress(space) })
      clearProgress()
      reports.push(report)
      if (!json) yield* Console.log(reportLines(report))
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
