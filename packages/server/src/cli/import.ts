import { readFileSync } from "node:fs"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { createCabas, operationNamed } from "@cabas/engine"
import { problemOf } from "../api/problem.ts"
import { openPlace, placeFlags } from "./database.ts"
import { importGroupCommand } from "./import-group.ts"
import { importLines } from "./import-report.ts"
import type { ImportReport } from "./import-report.ts"
import { languageFlag } from "./language.ts"
import { attempt, trouble } from "./trouble.ts"

const flags = {
  list: Argument.String("file").pipe(Argument.withDescription("The price list (CSV)")),
  group: Flag.String("group").pipe(Flag.withAlias("g"), Flag.withDescription("The group")),
  catalog: Flag.String("catalog").pipe(
    Flag.withAlias("c"),
    Flag.withDescription("The catalog that takes the products"),
  ),
  dryRun: Flag.Boolean("dry-run").pipe(Flag.withDescription("Reports and writes nothing"), Flag.withDefault(false)),
  prices: Flag.Literals("prices", ["incl", "excl"]).pipe(
    Flag.withDescription("Whether prices are with or without VAT; read from the file unless told"),
    Flag.optional,
  ),
  retireAbsent: Flag.Boolean("retire-absent").pipe(
    Flag.withDescription("Takes products off sale that the file does not name"),
    Flag.withDefault(false),
  ),
  language: languageFlag,
  ...placeFlags,
}

const products = Command.make("products", flags, (given) =>
  Effect.gen(function* () {
    const { list, group, catalog, dryRun, retireAbsent, language } = given
    const operation = operationNamed("product.import")
    if (operation === undefined) return yield* trouble("This Cabas imports no products.")
    const bytes = yield* attempt(() => readFileSync(list))
    const storage = yield* openPlace(given, true)
    const prices = Option.getOrUndefined(given.prices)
    const input = {
      group,
      catalog,
      content: bytes.toString("base64"),
      encoding: "base64",
      dryRun,
      retireAbsent,
      ...(prices === undefined ? {} : { prices }),
    }
    const { answer, refusal } = yield* attempt(() =>
      createCabas({ storage }).run(operation, input, { as: { kind: "host" } }),
    )
    if (refusal !== undefined) return yield* trouble(`${problemOf(refusal).title} ${JSON.stringify(refusal)}`)
    const report = answer as ImportReport
    yield* Console.log(importLines(report, language))
    if (report.counts.refused > 0) return yield* trouble(`${report.counts.refused} rows were refused.`)
    return undefined
  }).pipe(Effect.scoped),
).pipe(Command.withDescription("Reads a producer's price list into a catalog, and reports each row"))

/** Reads files into a group. */
export const importCommand = Command.make("import").pipe(
  Command.withDescription("Reads files into a group"),
  Command.withSubcommands([products, importGroupCommand]),
)
