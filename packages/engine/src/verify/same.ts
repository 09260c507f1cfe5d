const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null

const fieldsOf = (value: Readonly<Record<string, unknown>>): ReadonlyArray<string> =>
  Object.keys(value).filter((key) => value[key] !== undefined)

/** Whether two values are the same as JSON: the order of fields and fields without a value do not matter. */
export const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (!isObject(a) || !isObject(b) || Array.isArray(a) !== Array.isArray(b)) return false
  const fields = fieldsOf(a)
  return (
    fields.length === fieldsOf(b).length && fields.every((field) => Object.hasOwn(b, field) && same(a[field], b[field]))
  )
}
