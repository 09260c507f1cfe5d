import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Command from "effect/cli/Command"
import { version } from "../version.ts"
import { exportCommand } from "./export.ts"
import { importCommand } from "./import.ts"
import { lettersCommand } from "./letters.ts"
import { openApiCommand } from "./openapi.ts"
import { serveCommand } from "./serve.ts"
import { tokenCommand } from "./token.ts"
import { verifyCommand } from "./verify.ts"

/** Every verb of the command line. */
export const cabas = Command.make("cabas").pipe(
  Command.withDescription("Local-food group ordering inside any site"),
  Command.withSubcommands([
    serveCommand,
    importCommand,
    exportCommand,
    verifyCommand,
    lettersCommand,
    openApiCommand,
    tokenCommand,
  ]),
)

/** Runs the command line with the arguments of this process. Being told to stop is not a failure. */
export const main = (): void =>
  Command.run(cabas, { version }).pipe(
    Effect.provide(NodeServices.layer),
    NodeRuntime.runMain({
      teardown: (exit, end) => end(Exit.isSuccess(exit) || Cause.hasInterruptsOnly(exit.cause) ? 0 : 1),
    }),
  )
