import type { AnyRefusal } from "./refusals.schema.ts"
import { statusOf } from "./status.ts"
import { titleOf } from "./titles.ts"

/** A refusal as RFC 9457 puts it on the wire; `refusal` is the data that a program reads. @see D29 */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly refusal: AnyRefusal
}

/** The problem of a refusal. One that is unknown here, of a plugin, is a conflict with the present state. */
export const problemOf = (refusal: AnyRefusal): Problem => {
  const { _tag: code } = refusal
  return {
    type: `urn:cabas:refusal:${code}`,
    title: titleOf[code] ?? "This cannot be done now.",
    status: statusOf[code] ?? 409,
    code,
    refusal,
  }
}
