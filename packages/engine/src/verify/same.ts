const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null

/** Whether two values are the same as JSON: the order of fields and fields without a value do not matter. */
export const same = (a: unknown, b: unknown): boolean =>
  // Mostly they are the same to the letter, and comparing two texts is quicker than walking through two values.
  a === b || JSON.stringify(a) === JSON.stringify(b) || sameParts(a, b)

const fieldsOf = (value: Readonly<Record<string, unknown>>): ReadonlyArray<string> =>
  Object.keys(value).filter((key) => value[key] !== undefined)

const sameParts = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false
  const fields = fieldsOf(a)
  return (
    fields.length === fieldsOf(b).length &&
    fields.every((field) => Object.hasOwn(b, field) && sameParts(a[field], b[field]))
  )
}
