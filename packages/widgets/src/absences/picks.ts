import type { Season } from "../season/season.store.ts"

/** How long to wait for another pick before asking what the picks come to, in milliseconds. */
const pause = 250

type Set = ReadonlyArray<string>

/** The sets of absences that were picked and are not saved: the way back, and what the last one comes to. */
export class Picks {
  /** What saving comes to. */
  outcome: Season | undefined
  /** The first as it is saved. */
  #history: ReadonlyArray<Set> = []
  #asking: ReturnType<typeof setTimeout> | undefined
  readonly #changed: (picked?: Set) => void
  readonly #foresee: (picked: Set) => Promise<Season | undefined>

  /** Tells of each change, and asks what a set comes to once nobody picks any more. */
  constructor(changed: (picked?: Set) => void, foresee: (picked: Set) => Promise<Season | undefined>) {
    this.#changed = changed
    this.#foresee = foresee
  }

  /** What is picked now, if anything was. */
  get last(): Set | undefined {
    return this.#history.at(-1)
  }

  /** Picks another set in the place of the one before. */
  choose(before: Set, picked: Set): void {
    this.#history = [...(this.last ? this.#history : [before]), picked]
    this.#ask(picked)
  }

  /** Takes the last pick back. */
  back(): void {
    this.#history = this.#history.slice(0, -1)
    this.#ask(this.last!)
    if (!this.#history[1]) this.#history = []
  }

  /** Asks nothing more: what is picked is being saved. */
  hold(): void {
    clearTimeout(this.#asking)
  }

  /** Nothing is picked any more. */
  clear(): void {
    this.hold()
    this.#history = []
    this.outcome = undefined
    this.#changed()
  }

  #ask(picked: Set): void {
    this.outcome = undefined
    this.#changed(picked)
    clearTimeout(this.#asking)
    this.#asking = setTimeout(() => void this.#look(picked), pause)
  }

  /** The answer to older picks is no news. */
  async #look(picked: Set): Promise<void> {
    const outcome = await this.#foresee(picked)
    if (this.last !== picked) return
    this.outcome = outcome
    this.#changed()
  }
}
