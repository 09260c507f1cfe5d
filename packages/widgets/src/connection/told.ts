/** What is known of something and changes, and those who look at it. */
export abstract class Told<State> {
  /** To be read; the methods change it. */
  state: State
  readonly #listeners = new Set<() => void>()

  constructor(state: State) {
    this.state = state
  }

  /** Calls back after each change, until the function it gives is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Nobody looks any more. */
  close(): void {
    this.#listeners.clear()
  }

  protected set(changed: Partial<State>): void {
    this.state = { ...this.state, ...changed }
    for (const listener of this.#listeners) listener()
  }
}
