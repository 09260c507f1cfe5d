import { createLocalJWKSet, createRemoteJWKSet, importSPKI } from "jose"
import type { CryptoKey, JSONWebKeySet, JWTVerifyGetKey } from "jose"

/** The signatures that public keys may be used with; a shared secret never passes for one. */
const publicAlgorithms = [
  "EdDSA",
  "Ed25519",
  "ES256",
  "ES384",
  "ES512",
  "PS256",
  "PS384",
  "PS512",
  "RS256",
  "RS384",
  "RS512",
]

/** What a host's signature is checked with. */
export type TokenKey =
  /** At least 32 bytes that only the host and this server know; HS256. */
  | { readonly secret: string | Uint8Array }
  /** A public key in PEM (SPKI), and what it signs with, such as `ES256`. */
  | { readonly publicKey: string; readonly algorithm: string }
  /** A key set, or the address where the host publishes its own. */
  | { readonly keys: JSONWebKeySet | URL }

/** How the tokens of one host are checked, and what the host may speak for. @see D32 */
export type TokenRules = TokenKey & {
  /** The `iss` that its tokens must name; required of each host when there are several. */
  readonly issuer?: string
  /** The `aud` that its tokens must name. */
  readonly audience?: string
  /** The groups it may speak for; all of them when absent. */
  readonly groups?: ReadonlyArray<string>
}

/** A host whose tokens can be checked. */
export interface TokenHost {
  readonly rules: TokenRules
  readonly algorithms: ReadonlyArray<string>
  readonly key: () => Promise<Uint8Array | CryptoKey | JWTVerifyGetKey>
  /** Whether the keys are fetched from the host. */
  readonly isRemote: boolean
}

const smallestSecret = 32

const secretBytes = (secret: string | Uint8Array): Uint8Array => {
  const bytes = typeof secret === "string" ? new TextEncoder().encode(secret) : secret
  if (bytes.length < smallestSecret) {
    throw new RangeError(`the secret that tokens are signed with has ${bytes.length} bytes: at least ${smallestSecret}`)
  }
  return bytes
}

const hostOf = (rules: TokenRules): TokenHost => {
  if ("secret" in rules) {
    const bytes = secretBytes(rules.secret)
    return { rules, algorithms: ["HS256"], key: async () => bytes, isRemote: false }
  }
  if ("publicKey" in rules) {
    const { publicKey, algorithm } = rules
    if (!publicAlgorithms.includes(algorithm)) throw new RangeError(`${algorithm} is not a signature of public keys`)
    let key: Promise<CryptoKey> | undefined
    return { rules, algorithms: [algorithm], key: () => (key ??= importSPKI(publicKey, algorithm)), isRemote: false }
  }
  const isRemote = rules.keys instanceof URL
  const set = rules.keys instanceof URL ? createRemoteJWKSet(rules.keys) : createLocalJWKSet(rules.keys)
  return { rules, algorithms: publicAlgorithms, key: async () => set, isRemote }
}

/** The hosts whose tokens are taken. Throws when a secret is too short, or several hosts cannot be told apart. */
export const hostsOf = (rules: TokenRules | ReadonlyArray<TokenRules> | undefined): ReadonlyArray<TokenHost> => {
  const all: ReadonlyArray<TokenRules> = rules === undefined ? [] : Array.isArray(rules) ? rules : [rules as TokenRules]
  const issuers = new Set(all.map(({ issuer }) => issuer))
  if (all.length > 1 && (issuers.has(undefined) || issuers.size < all.length)) {
    throw new RangeError("several hosts need each an issuer of its own")
  }
  return all.map(hostOf)
}
