import * as Console from "effect/Console"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { openApiDocument } from "../api/document.ts"

const flags = {
  address: Flag.String("address").pipe(Flag.withDescription("The public address of the API"), Flag.withDefault("")),
}

/** Prints the OpenAPI document. */
export const openApiCommand = Command.make("openapi", flags, ({ address }) =>
  Console.log(JSON.stringify(openApiDocument(address), null, 2)),
).pipe(Command.withDescription("Prints the OpenAPI 3.1 document of the API"))
