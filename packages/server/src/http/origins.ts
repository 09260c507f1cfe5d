import * as Effect from "effect/Effect"
import type { Engine } from "@cabas/engine"
import type { Group } from "@cabas/core/group"
import { keyOf } from "@cabas/core/plans"

/** Whether pages of a web origin may call a group: those of the server call all, others those that list them. */
export type MayCall = (origin: string, group: string | null) => Promise<boolean>

const isOrigin = (text: string): boolean => /^https?:\/\/[^/\s*]+$/.test(text)
const id = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** Throws when one of the server's origins is none, such as `*`: whom to trust is said one by one. */
export const mayCallFrom = (engine: Engine, origins: ReadonlyArray<string>): MayCall => {
  const wrong = origins.find((origin) => !isOrigin(origin))
  if (wrong !== undefined) throw new RangeError(`${wrong} is not an origin such as https://example.org`)
  const everywhere = new Set(origins.map((origin) => origin.toLowerCase()))
  return async (origin, group) => {
    if (everywhere.has(origin)) return true
    if (group === null || !id.test(group)) return false
    const listed = engine.storage.read(group, { documents: [keyOf.group] }).pipe(
      Effect.map(({ documents }) => {
        const state = documents.get(keyOf.group)?.state as Group | null | undefined
        return state?.settings.origins.some((one) => one.toLowerCase() === origin) ?? false
      }),
    )
    // Who cannot be looked up is not let in; the request itself will say that the storage is down.
    return Effect.runPromise(Effect.catchCause(listed, () => Effect.succeed(false)))
  }
}

/** What a page of another origin may send. */
export const sendable = "Authorization, Content-Type, Idempotency-Key, If-None-Match, Prefer"
/** What a page of another origin may read of an answer. */
export const readable = "Cabas-Now, Cabas-Version, ETag, Preference-Applied, Retry-After, X-Request-Id"
