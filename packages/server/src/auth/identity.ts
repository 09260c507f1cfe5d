import * as Result from "effect/Result"
import { decodeJwt, errors, jwtVerify } from "jose"
import type { JWTPayload, JWTVerifyGetKey } from "jose"
import type { Actor } from "@cabas/engine"
import type { ServerRefusal } from "../api/refusals.schema.ts"
import { recent } from "../http/recent.ts"
import type { TokenHost } from "./rules.ts"

/** Who asks, and where the token is good. */
export interface Identity {
  readonly actor: Actor
  /** Whether the token is good for this group. */
  readonly mayEnter: (group: string) => boolean
  /** Under which name what they ask is counted. */
  readonly name: string
}

/** Somebody without a token: may enter anywhere, and see what visitors see there. */
export const visitor: Identity = { actor: { kind: "visitor" }, mayEnter: () => true, name: "" }

/** Finds out who sends an `Authorization` header, at once when it is known; `now` in milliseconds since 1970. */
export type Authenticate = (authorization: string, now: number) => Authenticated | Promise<Authenticated>

type Authenticated = Result.Result<Identity, ServerRefusal>

interface Verified {
  readonly identity: Identity
  readonly expiresAt: number
}

const maximumHeader = 8192
const bearer = /^Bearer +([^\s]+) *$/i
const id = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

const invalid = (reason: string): ServerRefusal => ({ _tag: "TokenInvalid", reason })
const expired = (seconds: unknown): ServerRefusal => ({
  _tag: "TokenExpired",
  expiredAt: typeof seconds === "number" ? new Date(seconds * 1000).toISOString() : "",
})

const speaksFor = ({ rules }: TokenHost, group: string): boolean => rules.groups?.includes(group) ?? true

/** Who the claims say it is, or nothing when they do not say it as they should. */
const identityOf = (host: TokenHost, { sub, group, role, iss }: JWTPayload): Identity | string => {
  if (group !== undefined && (typeof group !== "string" || !id.test(group))) return "group"
  if (role === "host") {
    return {
      actor: { kind: "host" },
      mayEnter: (asked) => speaksFor(host, asked) && (group === undefined || group === asked),
      name: `host ${iss ?? ""}`,
    }
  }
  if (role !== undefined && role !== "member") return "role"
  if (sub === undefined || !id.test(sub)) return "sub"
  if (group === undefined) return "group"
  return {
    actor: { kind: "member", member: sub },
    mayEnter: (asked) => asked === group && speaksFor(host, asked),
    name: `member ${group}/${sub}`,
  }
}

/** The host whose token it says it is; what it says is verified with that host's key. */
const hostNamed = (hosts: ReadonlyArray<TokenHost>, token: string): TokenHost | undefined => {
  if (hosts.length < 2) return hosts[0]
  const { iss } = decodeJwt(token)
  return hosts.find(({ rules }) => rules.issuer === iss)
}

const verify = async (hosts: ReadonlyArray<TokenHost>, token: string, now: number): Promise<Verified> => {
  const host = hostNamed(hosts, token)
  if (host === undefined) throw invalid("iss")
  const { issuer, audience } = host.rules
  const { payload } = await jwtVerify(token, (await host.key()) as JWTVerifyGetKey, {
    algorithms: [...host.algorithms] as never,
    requiredClaims: ["exp"],
    currentDate: new Date(now),
    ...(issuer === undefined ? {} : { issuer }),
    ...(audience === undefined ? {} : { audience }),
  })
  const identity = identityOf(host, payload)
  if (typeof identity === "string") throw invalid(identity)
  return { identity, expiresAt: (payload.exp ?? 0) * 1000 }
}

/**
 * Why a token was refused; never what the library said, which may quote it. Keys that a host publishes may be out of
 * reach for a while; keys that were given to us and do not work are a mistake, which is thrown on.
 */
const refusalOf = (hosts: ReadonlyArray<TokenHost>, cause: unknown): ServerRefusal => {
  if (cause instanceof errors.JWTExpired) return expired(cause.payload["exp"])
  if (cause instanceof errors.JWTClaimValidationFailed) return invalid(cause.claim)
  if (cause instanceof errors.JWSSignatureVerificationFailed) return invalid("signature")
  if (cause instanceof errors.JWKSNoMatchingKey || cause instanceof errors.JOSEAlgNotAllowed) return invalid("key")
  if (cause instanceof errors.JWSInvalid || cause instanceof errors.JWTInvalid) return invalid("form")
  if (cause instanceof errors.JOSENotSupported) return invalid("form")
  if (isRefusal(cause)) return cause
  if (hosts.some(({ isRemote }) => isRemote)) return { _tag: "KeysDown" }
  throw cause
}

const isRefusal = (cause: unknown): cause is ServerRefusal =>
  typeof cause === "object" && cause !== null && "_tag" in cause && cause._tag === "TokenInvalid"

/**
 * Checks tokens, and remembers those it has checked until they expire: a signature costs more than an answer.
 * @param remembered headers that are remembered at most
 */
export const authenticateWith = (hosts: ReadonlyArray<TokenHost>, remembered = 10_000): Authenticate => {
  const known = recent<Verified>(remembered)
  return (authorization, now) => {
    const found = known.get(authorization)
    if (found !== undefined) {
      return now < found.expiresAt ? Result.succeed(found.identity) : Result.fail(expired(found.expiresAt / 1000))
    }
    const token = bearer.exec(authorization)?.[1]
    if (token === undefined || authorization.length > maximumHeader) return Result.fail(invalid("form"))
    return verify(hosts, token, now).then(
      (verified) => {
        known.put(authorization, verified)
        return Result.succeed(verified.identity)
      },
      (cause: unknown) => Result.fail(refusalOf(hosts, cause)),
    )
  }
}
