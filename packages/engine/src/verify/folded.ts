import type { IndexEntry } from "../storage/storage.ts"
import { entriesOf } from "../indexes/entries.ts"
import { textOf } from "./kept.ts"
import type { Keep, Kept } from "./kept.ts"

/**
 * A document as the journal tells it. One that is left alone comes to rest: its state is held as the text that storages
 * keep, which is what it is compared with in the end, and which costs less to hold than what it tells.
 */
export class Folded {
  readonly key: string
  /** How many batches wrote it. */
  version = 0
  #writtenIn = 0
  #isMet = false
  #state: unknown = null
  #kept: Kept | undefined
  #entries: ReadonlyArray<IndexEntry> | undefined

  constructor(key: string) {
    this.key = key
  }

  get state(): unknown {
    if (this.#kept !== undefined) this.#wake(JSON.parse(textOf(this.#kept)))
    return this.#state
  }

  set state(state: unknown) {
    this.#wake(state)
  }

  /** Whether it was met among what the storage keeps. */
  get isMet(): boolean {
    return this.#isMet
  }

  /** Is met among what the storage keeps. */
  meet(): void {
    this.#isMet = true
  }

  /** Counts the batch of this number, from 1, once. */
  write(batch: number): void {
    if (this.#writtenIn === batch) return
    this.#writtenIn = batch
    this.version += 1
  }

  /** The state as JSON. */
  get text(): string | undefined {
    return this.#kept === undefined ? JSON.stringify(this.#state) : textOf(this.#kept)
  }

  /** Where it must be found. */
  get entries(): ReadonlyArray<IndexEntry> {
    return this.#entries ?? entriesOf(this.key, this.state)
  }

  #wake(state: unknown): void {
    this.#state = state
    this.#kept = undefined
    this.#entries = undefined
  }

  /** From here on its text is held, until somebody asks for the state again. */
  rest(keep: Keep): void {
    if (this.#kept !== undefined) return
    const text = JSON.stringify(this.#state) as string | undefined
    if (text === undefined) return
    this.#entries = entriesOf(this.key, this.#state)
    this.#kept = keep(text)
    this.#state = undefined
  }
}
