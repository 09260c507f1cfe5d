import { SignJWT } from "jose"

/** What a token says. */
export interface TokenClaims {
  /** The member it speaks for; a token without one is the host's own. */
  readonly member?: string
  /** The group it is good for; a host's may be good for all. */
  readonly group?: string
  readonly issuer?: string
  readonly audience?: string
  /** When it is signed, in milliseconds since 1970; now when absent. */
  readonly now?: number
  /** How long it is good for, in seconds: a quarter of an hour when absent. */
  readonly seconds?: number
}

const key = (secret: string | Uint8Array): Uint8Array =>
  typeof secret === "string" ? new TextEncoder().encode(secret) : secret

/** Signs a token as a host does, with the secret it shares with the server (HS256). @see D32 */
export const signToken = (secret: string | Uint8Array, claims: TokenClaims): Promise<string> => {
  const { member, group, issuer, audience, now = Date.now(), seconds = 900 } = claims
  const signedAt = Math.floor(now / 1000)
  const said = {
    ...(member === undefined ? { role: "host" } : { sub: member }),
    ...(group === undefined ? {} : { group }),
  }
  const token = new SignJWT(said)
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setIssuedAt(signedAt)
    .setExpirationTime(signedAt + seconds)
  if (issuer !== undefined) token.setIssuer(issuer)
  if (audience !== undefined) token.setAudience(audience)
  return token.sign(key(secret))
}
