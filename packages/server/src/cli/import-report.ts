import type * as Schema from "effect/Schema"
import { problemSentence } from "@cabas/engine/imports"
import type { Operations } from "@cabas/engine"
import { titleOf } from "../api/titles.ts"
import type { Language } from "./language.ts"

/** What importing a price list answers. */
export type ImportReport = Schema.Schema.Type<Operations["product"]["import"]["output"]>

type Row = ImportReport["rows"][number]

const marks = { created: "+", updated: "~", unchanged: "=", refused: "!" } as const

const rowLine = ({ line, outcome, name, reason = [], warnings, refusal }: Row, language: Language): string => {
  const reasons = [
    ...(refusal === null ? [] : [titleOf[refusal._tag]]),
    ...[...reason, ...warnings].map((problem) => problemSentence(problem, language)),
  ]
  const told = `${String(line).padStart(5)} ${marks[outcome]} ${name ?? ""}`.trimEnd()
  return [told, ...reasons.map((one) => `        ${one}`)].join("\n")
}

/** The report of an import: a line for each row of the file with its reasons below it, then the counts. */
export const importLines = (report: ImportReport, language: Language): string => {
  const { format, encoding, separator, counts, warnings, written } = report
  const { created, updated, unchanged, refused, retired } = counts
  const total = [
    `${created} created (+)`,
    `${updated} updated (~)`,
    `${unchanged} unchanged (=)`,
    `${refused} refused (!)`,
  ]
  if (retired > 0) total.push(`${retired} retired`)
  return [
    `${format}, ${encoding}, columns separated by ${JSON.stringify(separator)}`,
    ...warnings.map((warning) => problemSentence(warning, language)),
    ...report.rows.map((row) => rowLine(row, language)),
    total.join(", "),
    written ? "Written." : "Nothing was written.",
  ].join("\n")
}
