import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Command from "effect/cli/Command"
import { cabas } from "@cabas/server/cli"

/** Runs a verb of the command line in this process; gives what it printed and whether it went well. */
export const runVerb = async (...args: ReadonlyArray<string>) => {
  const lines: Array<string> = []
  const print = (...told: ReadonlyArray<unknown>) => void lines.push(told.join(" "))
  const console = { ...globalThis.console, log: print, error: print }
  const exit = await Effect.runPromiseExit(
    Command.runWith(cabas, { version: "0.0.0" })(args).pipe(
      Effect.provide(NodeServices.layer),
      Effect.provideService(Console.Console, console as never),
    ),
  )
  return { text: lines.join("\n"), ok: Exit.isSuccess(exit) }
}
