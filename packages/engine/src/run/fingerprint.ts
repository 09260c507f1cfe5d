/**
 * A 64-bit hash of a request as 16 hexadecimal digits: enough to notice a key that is reused for something else,
 * not meant against somebody who tries to collide.
 */
export const fingerprintOf = (text: string): string => {
  let low = 0x811c9dc5
  let high = 0x01000193
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ (unit + index), 0x85ebca6b)
    high ^= high >>> 13
  }
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b)
  return hex(high ^ (low >>> 11)) + hex(low ^ (high << 7))
}

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, "0")
