/** A bounded memory of the things of spaces, by name: what was not used for long goes first. */
export interface Recent<A> {
  readonly get: (space: number, name: string) => A | undefined
  readonly put: (space: number, name: string, thing: A, size: number) => void
  readonly clear: () => void
}

interface Sized<A> {
  readonly thing: A
  readonly size: number
}

/** Names are looked up within their space: joining both to one text would cost more than looking twice. */
type Generation<A> = Map<number, Map<string, Sized<A>>>

/**
 * Remembers things up to a total size, in two generations: when the young one is half the limit it becomes the old
 * one, and what nobody used of the old one is gone.
 */
export const recent = <A>(limit: number): Recent<A> => {
  let young: Generation<A> = new Map()
  let old: Generation<A> = new Map()
  let size = 0
  const put = (space: number, name: string, sized: Sized<A>): void => {
    if (size + sized.size > limit / 2) {
      old = young
      young = new Map()
      size = 0
    }
    const things = young.get(space) ?? new Map<string, Sized<A>>()
    if (things.size === 0) young.set(space, things)
    size += sized.size - (things.get(name)?.size ?? 0)
    things.set(name, sized)
  }
  return {
    get: (space, name) => {
      const found = young.get(space)?.get(name)
      if (found !== undefined) return found.thing
      const aged = old.get(space)?.get(name)
      if (aged !== undefined) put(space, name, aged)
      return aged?.thing
    },
    put: (space, name, thing, length) => put(space, name, { thing, size: length }),
    clear: () => {
      young = new Map()
      old = new Map()
      size = 0
    },
  }
}
