/**
 * A value as JSON on one line, the same text for the same value: fields in the order of their names, none that is
 * undefined. Storages may keep fields in another order than they were given.
 */
export const canonical = (value: unknown): string => JSON.stringify(sorted(value)) ?? "null"

const sorted = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  const fields = value as Readonly<Record<string, unknown>>
  const result: Record<string, unknown> = {}
  for (const name of Object.keys(fields).sort()) put(result, name, sorted(fields[name]))
  return result
}

/** A field may be called `__proto__`, which is not set by setting it. */
const put = (into: Record<string, unknown>, name: string, value: unknown): void => {
  if (name !== "__proto__") into[name] = value
  else Object.defineProperty(into, name, { value, enumerable: true, configurable: true, writable: true })
}
