/** A row of numbers that looks like chance and is always the same for a seed. */
export interface Dice {
  /** A number from 0 (included) to 1 (excluded). */
  readonly roll: () => number
  /** A whole number between two bounds, both included. */
  readonly between: (least: number, most: number) => number
}

/** The generator known as mulberry32, enough for example data. */
export const dice = (seed: number): Dice => {
  let state = seed >>> 0
  const roll = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return { roll, between: (least, most) => least + Math.floor(roll() * (most - least + 1)) }
}
