/** A law that does not hold, in a sentence. */
export class LawBroken extends Error {
  override readonly name = "LawBroken"
}

/** Says that a law does not hold. */
export const broken = (sentence: string): never => {
  throw new LawBroken(sentence)
}

/** Says so unless it holds. */
export function hold(holds: boolean, sentence: () => string): asserts holds {
  if (!holds) broken(sentence())
}

/** Whether two plain data are the same; a field that is `undefined` is not one that is absent. */
export const sameData = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const fields = Object.keys(a)
  if (fields.length !== Object.keys(b).length) return false
  return fields.every(
    (field) =>
      Object.hasOwn(b, field) && sameData((a as Record<string, unknown>)[field], (b as Record<string, unknown>)[field]),
  )
}

/** Data as a sentence shows it. */
export const shown = (data: unknown): string => JSON.stringify(data) ?? "nothing"
