/** What was kept under names, for later steps. */
export type Names = ReadonlyMap<string, unknown>

/** A name that no step before has kept, or a field that the answer does not have. */
export class NameMissing extends Error {
  override readonly name = "NameMissing"
}

/** `$$` is a dollar, `$name` the value kept under a name. */
const mention = /\$(\$|[A-Za-z_]\w*)/g

const valueOf = (names: Names, name: string): unknown => {
  if (names.has(name)) return names.get(name)
  throw new NameMissing(`nothing was kept as $${name}`)
}

const textIn = (text: string, names: Names): unknown => {
  const whole = /^\$([A-Za-z_]\w*)$/.exec(text)?.[1]
  if (whole !== undefined) return valueOf(names, whole)
  return text.replaceAll(mention, (_, name: string) => (name === "$" ? "$" : asText(valueOf(names, name), name)))
}

const asText = (value: unknown, name: string): string => {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value)
  throw new NameMissing(`$${name} is no text: it cannot stand inside one`)
}

/**
 * The same data with every `$name` replaced by what was kept: a text that is only a name becomes the value, a name
 * inside a text becomes part of it. Throws `NameMissing` for a name that was not kept.
 */
export const filled = (value: unknown, names: Names): unknown => {
  if (typeof value === "string") return textIn(value, names)
  if (Array.isArray(value)) return value.map((item) => filled(item, names))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([field, inside]) => [field, filled(inside, names)]))
}

/** The field of an answer at a path such as `lines.0.id`. Throws `NameMissing` when there is none. */
export const fieldAt = (answer: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((value, field) => {
    if (typeof value === "object" && value !== null && Object.hasOwn(value, field)) {
      return (value as Record<string, unknown>)[field]
    }
    throw new NameMissing(`the answer has no ${path}`)
  }, answer)
