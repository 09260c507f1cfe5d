/** A bounded memory of things by name: what was not used for long goes first. */
export interface Recent<A> {
  readonly get: (name: string) => A | undefined
  readonly put: (name: string, thing: A, size: number) => void
  readonly clear: () => void
}

interface Sized<A> {
  readonly thing: A
  readonly size: number
}

/**
 * Remembers things up to a total size, in two generations: when the young one is half the limit it becomes the old
 * one, and what nobody used of the old one is gone.
 */
export const recent = <A>(limit: number): Recent<A> => {
  let young = new Map<string, Sized<A>>()
  let old = new Map<string, Sized<A>>()
  let size = 0
  const put = (name: string, sized: Sized<A>): void => {
    if (size + sized.size > limit / 2) {
      old = young
      young = new Map()
      size = 0
    }
    size += sized.size - (young.get(name)?.size ?? 0)
    young.set(name, sized)
  }
  return {
    get: (name) => {
      const found = young.get(name)
      if (found !== undefined) return found.thing
      const aged = old.get(name)
      if (aged !== undefined) put(name, aged)
      return aged?.thing
    },
    put: (name, thing, length) => put(name, { thing, size: length }),
    clear: () => {
      young = new Map()
      old = new Map()
      size = 0
    },
  }
}
