import process from "node:process"
import * as Flag from "effect/cli/Flag"

/** The languages that the command line tells reports and problems in. */
export type Language = "fr" | "en"

/** The language of whoever typed. */
export const ownLanguage: Language = /^fr/i.test(process.env["LC_ALL"] ?? process.env["LANG"] ?? "") ? "fr" : "en"

/** The language that a verb reports in. */
export const languageFlag = Flag.Literals("language", ["fr", "en"]).pipe(
  Flag.withDescription("The language of what is reported"),
  Flag.withDefault(ownLanguage),
)
