import { newKey } from "@cabas/client"

/** Gives idempotency keys: the same thing asked again has the same key until it is known what became of it. */
export const keysFor = (): { readonly of: (asked: unknown) => string; readonly forget: () => void } => {
  let last = ""
  let key = ""
  return {
    of: (asked) => {
      const content = JSON.stringify(asked)
      if (last !== content) key = newKey()
      last = content
      return key
    },
    forget: () => {
      last = ""
    },
  }
}
