import process from "node:process"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { waking } from "@cabas/engine/jobs"
import { jsonLog } from "../http/log.ts"
import { serve } from "../node/serve.ts"
import { openPlace, placeFlags } from "./database.ts"
import { rulesOf } from "./secrets.ts"
import { attempt } from "./trouble.ts"

const optional = (name: string, description: string) =>
  Flag.String(name).pipe(Flag.withDescription(description), Flag.optional, Flag.map(Option.getOrUndefined))

/** Where the secret lies that the host signs tokens with. */
export const secretFlag = Flag.String("secret-file").pipe(
  Flag.withDescription("The secret that the host signs tokens with (HS256); made when there is no such file"),
  Flag.withDefault("cabas.secret"),
)

const flags = {
  port: Flag.Int("port").pipe(
    Flag.withAlias("p"),
    Flag.withDescription("The port; PORT unless told, or 3000"),
    Flag.withFallbackConfig(Config.Int("PORT")),
    Flag.withDefault(3000),
  ),
  host: Flag.String("host").pipe(Flag.withDescription("The address to listen on"), Flag.withDefault("127.0.0.1")),
  ...placeFlags,
  secretFile: secretFlag,
  publicKeyFile: optional("public-key-file", "The host's public key in PEM, instead of a secret"),
  algorithm: Flag.String("algorithm").pipe(
    Flag.withDescription("What the public key signs with"),
    Flag.withDefault("ES256"),
  ),
  keys: optional("keys", "The address where the host publishes its keys (JWKS), instead of a secret"),
  issuer: optional("issuer", "The iss that tokens must name"),
  audience: optional("audience", "The aud that tokens must name"),
  basePath: Flag.String("base-path").pipe(Flag.withDescription("Where the API is, such as /api"), Flag.withDefault("")),
  address: Flag.String("address").pipe(Flag.withDescription("The public address of the API"), Flag.withDefault("")),
  origins: Flag.String("origin").pipe(
    Flag.withDescription("A web origin that may call for every group; can be told several times"),
    Flag.atLeast(0),
  ),
  openGroups: Flag.Boolean("open-groups").pipe(
    Flag.withDescription("Lets members create the group that their token names"),
    Flag.withDefault(false),
  ),
  proxies: Flag.Int("proxies").pipe(Flag.withDescription("Trusted proxies in front"), Flag.withDefault(0)),
  jobs: Flag.Boolean("jobs").pipe(
    Flag.withDescription("Runs what falls due by itself; --no-jobs when another server does"),
    Flag.withDefault(true),
  ),
  log: Flag.Literals("log", ["debug", "info", "warn", "error"]).pipe(
    Flag.withDescription("The lines that are written, from this level on"),
    Flag.withDefault("info"),
  ),
}

const write = (text: string): void => void process.stdout.write(`${text}\n`)

/** Serves a database over HTTP until it is told to stop; lines of JSON tell what happens. */
export const serveCommand = Command.make("serve", flags, (given) =>
  Effect.gen(function* () {
    const { port, host, basePath, address, origins, openGroups, proxies } = given
    const opened = yield* openPlace(given, false)
    const storage = "woken" in opened ? opened : waking(opened)
    const jobs = given.jobs ? {} : false
    const tokens = yield* attempt(() => rulesOf(given))
    const log = jsonLog(given.log, write)
    const open = attempt(() =>
      serve({ storage, tokens, port, host, basePath, address, origins, openGroups, proxies, log, jobs }),
    )
    const served = yield* Effect.acquireRelease(open, (one) => Effect.promise(() => one.close()))
    // Whoever starts it waits for this line, whatever else they want to read.
    write(
      JSON.stringify({
        level: "info",
        time: new Date().toISOString(),
        message: "listening",
        url: served.url,
        storage: storage.name,
      }),
    )
    return yield* Effect.never
  }).pipe(Effect.scoped),
).pipe(Command.withDescription("Serves a database over HTTP"))
