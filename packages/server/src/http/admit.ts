import * as Effect from "effect/Effect"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import { nameOf } from "@cabas/engine"
import type { AnyRefusal } from "../api/refusals.schema.ts"
import { visitor } from "../auth/identity.ts"
import type { Identity } from "../auth/identity.ts"
import { addressName } from "./buckets.ts"
import type { Call, Parts } from "./parts.ts"

const no = (refusal: AnyRefusal): Effect.Effect<never, AnyRefusal> => Effect.fail(refusal)

/** Counts a request under a name; a visitor whose address nobody knows is not counted. */
const spend = ({ buckets, now }: Parts, name: string | undefined): Effect.Effect<void, AnyRefusal> => {
  const retryAfter = buckets === null || name === undefined ? 0 : buckets.take(name, now())
  return retryAfter === 0 ? Effect.void : no({ _tag: "TooManyRequests", retryAfter })
}

/** Counts a request under the address it comes from. */
export const spendAddress = (parts: Parts, { address }: Call): Effect.Effect<void, AnyRefusal> =>
  spend(parts, address === undefined ? undefined : addressName(address))

/**
 * Who asks: the holder of the token, or a visitor. Members are counted by name, so that a household or a village
 * behind one address is many; visitors and tokens that are refused are counted by address; hosts are not counted.
 */
export const identify = Effect.fnUntraced(function* (
  parts: Parts,
  call: Call,
  request: HttpServerRequest,
): Effect.fn.Return<Identity, AnyRefusal> {
  const { authorization } = request.headers
  if (authorization === undefined) {
    yield* spendAddress(parts, call)
    return visitor
  }
  const identity = yield* Effect.catch(parts.authenticate(authorization, parts.now()), (refusal) =>
    Effect.andThen(spendAddress(parts, call), no(refusal)),
  )
  if (identity.actor.kind !== "host") yield* spend(parts, identity.name)
  return identity
})

/** Lets somebody with a token into the group it is good for, and into no other. @see D28 */
export const admit = ({ actor, mayEnter }: Identity, group: string): Effect.Effect<void, AnyRefusal> =>
  mayEnter(group) ? Effect.void : no({ _tag: "NotAllowed", actor: nameOf(actor), needs: `token:${group}` })

/** Only hosts found groups, unless members may found the one that their token names. */
export const admitFounder = (
  { openGroups }: Parts,
  identity: Identity,
  group: unknown,
): Effect.Effect<void, AnyRefusal> => {
  const { actor } = identity
  if (actor.kind !== "host" && !(openGroups && actor.kind === "member")) {
    return no({ _tag: "NotAllowed", actor: nameOf(actor), needs: "host" })
  }
  return typeof group === "string" ? admit(identity, group) : Effect.void
}
