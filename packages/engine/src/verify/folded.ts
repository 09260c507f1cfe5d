import type { IndexEntry } from "../storage/storage.ts"
import { entriesOf } from "../indexes/entries.ts"

/**
 * A document as the journal tells it. One that is left alone comes to rest: its state is held as the text that storages
 * keep, which is what it is compared with in the end, and which costs less to hold than what it tells.
 */
export class Folded {
  readonly key: string
  /** How many batches wrote it. */
  version = 0
  #state: unknown = null
  #text: string | undefined
  #entries: ReadonlyArray<IndexEntry> | undefined

  constructor(key: string) {
    this.key = key
  }

  get state(): unknown {
    if (this.#text !== undefined) this.#wake(JSON.parse(this.#text))
    return this.#state
  }

  set state(state: unknown) {
    this.#wake(state)
  }

  /** The state as JSON. */
  get text(): string | undefined {
    return this.#text ?? JSON.stringify(this.#state)
  }

  /** Where it must be found. */
  get entries(): ReadonlyArray<IndexEntry> {
    return this.#entries ?? entriesOf(this.key, this.state)
  }

  #wake(state: unknown): void {
    this.#state = state
    this.#text = undefined
    this.#entries = undefined
  }

  /** From here on its text is held, until somebody asks for the state again. */
  rest(): void {
    if (this.#text !== undefined) return
    const text = JSON.stringify(this.#state) as string | undefined
    if (text === undefined) return
    this.#entries = entriesOf(this.key, this.#state)
    this.#text = text
    this.#state = undefined
  }
}
