type Fields = Readonly<Record<string, unknown>>

/**
 * Whether two values are the same as JSON: the order of fields and fields without a value do not matter. Makes no list
 * and no text of them: it is asked of everything that a storage keeps.
 */
export const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  if (Array.isArray(a)) return Array.isArray(b) && sameItems(a, b)
  return !Array.isArray(b) && sameFields(a as Fields, b as Fields)
}

const sameItems = (a: ReadonlyArray<unknown>, b: ReadonlyArray<unknown>): boolean => {
  if (a.length !== b.length) return false
  for (let index = 0; index < a.length; index += 1) {
    if (!same(a[index], b[index])) return false
  }
  return true
}

const sameFields = (a: Fields, b: Fields): boolean => {
  let onlyInOne = 0
  for (const field in a) {
    const one = a[field]
    const other = b[field]
    if (one === undefined) continue
    onlyInOne += 1
    // A name such as `toString` is found on every object.
    if (one !== other && !(Object.hasOwn(b, field) && same(one, other))) return false
  }
  for (const field in b) {
    if (b[field] !== undefined) onlyInOne -= 1
  }
  return onlyInOne === 0
}
