import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { randomBytes } from "node:crypto"
import type { TokenRules } from "../auth/rules.ts"

/** The secret in a file, without what editors add at its end. */
export const readSecret = (file: string): string => readFileSync(file, "utf8").trim()

/** The secret in a file, which is made when there is none: only its owner may read it. */
export const secretIn = (file: string): string => {
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 })
  return readSecret(file)
}

/** How a host's tokens are checked, as the command line tells it. */
export interface HostFlags {
  readonly secretFile: string
  readonly publicKeyFile: string | undefined
  readonly algorithm: string
  readonly keys: string | undefined
  readonly issuer: string | undefined
  readonly audience: string | undefined
}

/** The rules for the tokens of the host: published keys, a public key, or a shared secret. */
export const rulesOf = ({ secretFile, publicKeyFile, algorithm, keys, issuer, audience }: HostFlags): TokenRules => {
  const told = { ...(issuer === undefined ? {} : { issuer }), ...(audience === undefined ? {} : { audience }) }
  if (keys !== undefined) return { ...told, keys: new URL(keys) }
  if (publicKeyFile !== undefined) return { ...told, publicKey: readFileSync(publicKeyFile, "utf8"), algorithm }
  return { ...told, secret: secretIn(secretFile) }
}
