/** Where something else came than was expected. `expected` and `came` are plain data; `undefined` is nothing at all. */
export interface Difference {
  /** Such as `lines[0].amount`; empty for the whole. */
  readonly path: string
  readonly expected: unknown
  readonly came: unknown
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const below = (path: string, field: string): string => (path === "" ? field : `${path}.${field}`)

/**
 * The first difference between what was expected and what came, or none. Objects may have more fields than expected;
 * arrays have the same length and order.
 */
export const difference = (expected: unknown, came: unknown, path = ""): Difference | undefined => {
  if (Array.isArray(expected)) return differenceInList(expected, came, path)
  if (isObject(expected)) return differenceInObject(expected, came, path)
  return expected === came ? undefined : { path, expected, came }
}

const differenceInList = (expected: ReadonlyArray<unknown>, came: unknown, path: string): Difference | undefined => {
  if (!Array.isArray(came)) return { path, expected, came }
  for (const [index, item] of expected.entries()) {
    if (index >= came.length) break
    const found = difference(item, came[index], `${path}[${index}]`)
    if (found !== undefined) return found
  }
  if (came.length === expected.length) return undefined
  return { path: below(path, "length"), expected: expected.length, came: came.length }
}

const differenceInObject = (
  expected: Readonly<Record<string, unknown>>,
  came: unknown,
  path: string,
): Difference | undefined => {
  if (!isObject(came)) return { path, expected, came }
  for (const [field, value] of Object.entries(expected)) {
    const found = difference(value, Object.hasOwn(came, field) ? came[field] : undefined, below(path, field))
    if (found !== undefined) return found
  }
  return undefined
}
