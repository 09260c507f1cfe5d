import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { signToken } from "../auth/sign.ts"
import { readSecret } from "./secrets.ts"
import { secretFlag } from "./serve.ts"
import { attempt } from "./trouble.ts"

const optional = (name: string, description: string) =>
  Flag.String(name).pipe(Flag.withDescription(description), Flag.optional)

const flags = {
  secretFile: secretFlag,
  member: optional("member", "The member it speaks for; the host itself unless told"),
  group: optional("group", "The group it is good for"),
  seconds: Flag.Int("seconds").pipe(Flag.withDescription("How long it is good for"), Flag.withDefault(900)),
}

const told = <K extends string>(name: K, value: Option.Option<string>): { readonly [_ in K]?: string } =>
  Option.isSome(value) ? ({ [name]: value.value } as { readonly [_ in K]: string }) : {}

/** Signs a token as the host would, to try things out. */
export const tokenCommand = Command.make("token", flags, ({ secretFile, member, group, seconds }) =>
  Effect.gen(function* () {
    const claims = { ...told("member", member), ...told("group", group), seconds }
    yield* Console.log(yield* attempt(async () => signToken(readSecret(secretFile), claims)))
  }),
).pipe(Command.withDescription("Signs a token as the host would, to try things out"))
