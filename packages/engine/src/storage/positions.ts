/**
 * The position of a document in an index, as an adapter may write it in `next`: how long the value is, then the value
 * and the key. No letter needs to be kept free for it.
 */
export const indexPosition = (value: string, key: string): string => `${value.length}:${value}${key}`

/** The value and the key of a position in an index; whatever else is given is read as something, and finds little. */
export const fromIndexPosition = (position: string): readonly [value: string, key: string] => {
  const colon = position.indexOf(":")
  const end = colon + 1 + Number.parseInt(position.slice(0, colon), 10)
  return Number.isNaN(end) ? [position, ""] : [position.slice(colon + 1, end), position.slice(end)]
}
