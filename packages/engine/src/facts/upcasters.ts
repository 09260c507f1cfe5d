import type { Fact } from "@cabas/core/plans"

/** A fact as some version of Cabas wrote it. Without `version` it has the first shape of its tag. */
export interface WrittenFact {
  readonly _tag: string
  readonly version?: number
}

/** Makes the next shape of a fact from one shape of it. */
export type Upcaster = (fact: WrittenFact) => WrittenFact

/** The way from each shape to the next: `{ BasketConfirmed: { 1: toSecond, 2: toThird } }`. */
export type Upcasters = Readonly<Record<string, Readonly<Record<number, Upcaster>>>>

/**
 * The shapes that were written and are written no more. None so far.
 *
 * When the shape of a fact must change in a way that its `evolve` cannot read both: the new shape has
 * `version: Schema.Literal(2)` in its schema, and here is said how the old one becomes it. A field that may be
 * absent needs neither.
 */
export const upcasters: Upcasters = {}

/** A fact in the shape of today, whatever version of Cabas wrote it. Facts of today are given back as they are. */
export const upcast = (fact: WrittenFact, known: Upcasters = upcasters): Fact => {
  let current = fact
  if (Object.hasOwn(known, fact._tag)) {
    const steps = known[fact._tag]
    for (let step = steps?.[current.version ?? 1]; step !== undefined; step = steps?.[current.version ?? 1]) {
      const next = step(current)
      if ((next.version ?? 1) <= (current.version ?? 1)) {
        throw new RangeError(`${fact._tag}, version ${current.version ?? 1}: its upcaster does not lead further`)
      }
      current = next
    }
  }
  return current as Fact
}
