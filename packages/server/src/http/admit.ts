import * as Result from "effect/Result"
import { nameOf } from "@cabas/engine"
import type { AnyRefusal } from "../api/refusals.schema.ts"
import { visitor } from "../auth/identity.ts"
import type { Identity } from "../auth/identity.ts"
import { addressName } from "./buckets.ts"
import type { Counters } from "./buckets.ts"
import type { Incoming } from "./incoming.ts"
import type { Call, Parts } from "./parts.ts"

/** Why a request goes no further, or nothing. */
type Hindrance = AnyRefusal | undefined

/** Counts a request under a name; a visitor whose address nobody knows is not counted. */
const spend = ({ counters, now }: Parts, kind: keyof Counters, name: string | undefined): Hindrance => {
  const retryAfter = counters === null || name === undefined ? 0 : counters[kind].take(name, now())
  return retryAfter === 0 ? undefined : { _tag: "TooManyRequests", retryAfter }
}

/** Counts a request under the address it comes from. */
export const spendAddress = (parts: Parts, { address }: Call): Hindrance =>
  spend(parts, "address", address === undefined ? undefined : addressName(address))

/**
 * Who asks: the holder of the token, or a visitor. Members are counted by name, so that a household or a village
 * behind one address is many; visitors and tokens that are refused are counted by address; hosts are not counted.
 */
export const identify = async (
  parts: Parts,
  call: Call,
  incoming: Incoming,
): Promise<Result.Result<Identity, AnyRefusal>> => {
  const authorization = incoming.header("authorization")
  if (authorization === undefined) {
    const tooMany = spendAddress(parts, call)
    return tooMany === undefined ? Result.succeed(visitor) : Result.fail(tooMany)
  }
  const known = parts.authenticate(authorization, parts.now())
  const identity = known instanceof Promise ? await known : known
  if (Result.isFailure(identity)) return Result.fail(spendAddress(parts, call) ?? identity.failure)
  const { actor, name } = identity.success
  const tooMany = actor.kind === "host" ? undefined : spend(parts, "member", name)
  return tooMany === undefined ? identity : Result.fail(tooMany)
}

/** Lets somebody with a token into the group it is good for, and into no other. @see D28 */
export const notAdmitted = ({ actor, mayEnter }: Identity, group: string): Hindrance =>
  mayEnter(group) ? undefined : { _tag: "NotAllowed", actor: nameOf(actor), needs: `token:${group}` }

/** Only hosts found groups, unless members may found the one that their token names. */
export const notFounding = ({ openGroups }: Parts, identity: Identity, group: unknown): Hindrance => {
  const { actor } = identity
  if (actor.kind !== "host" && !(openGroups && actor.kind === "member")) {
    return { _tag: "NotAllowed", actor: nameOf(actor), needs: "host" }
  }
  return typeof group === "string" ? notAdmitted(identity, group) : undefined
}
