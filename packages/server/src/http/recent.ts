/** Keeps what was used last, up to a weight in all; what was not used for longest goes first. */
export interface Recent<A> {
  readonly get: (name: string) => A | undefined
  readonly put: (name: string, thing: A, weight?: number) => void
  readonly delete: (name: string) => void
  readonly size: () => number
}

/** @param limit the weight that is kept in all; things that are heavier are not kept */
export const recent = <A>(limit: number): Recent<A> => {
  const things = new Map<string, { readonly thing: A; readonly weight: number }>()
  let carried = 0
  const drop = (name: string): void => {
    carried -= things.get(name)?.weight ?? 0
    things.delete(name)
  }
  return {
    get: (name) => {
      const found = things.get(name)
      if (found === undefined) return undefined
      things.delete(name)
      things.set(name, found)
      return found.thing
    },
    put: (name, thing, weight = 1) => {
      drop(name)
      if (weight > limit) return
      things.set(name, { thing, weight })
      carried += weight
      for (const oldest of things.keys()) {
        if (carried <= limit) break
        drop(oldest)
      }
    },
    delete: drop,
    size: () => things.size,
  }
}
