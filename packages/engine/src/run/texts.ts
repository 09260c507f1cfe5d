import type { Refusal } from "@cabas/core/refusals"

/**
 * Whether every storage can keep a text as it is written: PostgreSQL takes no U+0000, and half a surrogate pair is
 * no character, so that encoding it changes it.
 */
export const isKeepable = (text: string): boolean => !text.includes("\u0000") && !/\p{Surrogate}/u.test(text)

/** Why a text cannot be kept, as a message of `BadInput`. */
export const notKeepable = "expected text without U+0000 and without half a surrogate pair"

type Path = ReadonlyArray<string | number>

/** Where in a JSON value the texts stand, names of fields included, that not every storage can keep. @rule DOOR-1 */
export const unkeepableIn = (value: unknown, path: Path = []): ReadonlyArray<Path> => {
  if (typeof value === "string") return isKeepable(value) ? [] : [path]
  if (typeof value !== "object" || value === null) return []
  if (Array.isArray(value)) return value.flatMap((inside, index) => unkeepableIn(inside, [...path, index]))
  return Object.entries(value).flatMap(([key, inside]) =>
    isKeepable(key) ? unkeepableIn(inside, [...path, key]) : [[...path, key]],
  )
}

/** Whether a JSON value holds no text that some storage could not keep; quicker than looking where. */
export const allKeepable = (value: unknown): boolean => {
  if (typeof value === "string") return isKeepable(value)
  if (typeof value !== "object" || value === null) return true
  if (Array.isArray(value)) return value.every(allKeepable)
  const record = value as Readonly<Record<string, unknown>>
  for (const key of Object.keys(record)) if (!isKeepable(key) || !allKeepable(record[key])) return false
  return true
}

/** The refusal of an input that holds texts that not every storage can keep. */
export const textsRefused = (paths: ReadonlyArray<Path>): Refusal => ({
  _tag: "BadInput",
  issues: paths.map((path) => ({ path: [...path], message: notKeepable })),
})
