import type { Reply } from "@cabas/client"
import type { Saving } from "./state.ts"

/** What saving comes to. */
export type Saved = Reply<{ readonly changedAt: string }>

/** How long to wait for another change before saving, and then between tries without an answer; in milliseconds. */
const settling = 600
const tries: ReadonlyArray<number> = [3_000, 6_000, 12_000, 24_000, 60_000]

/**
 * Saves a draft a moment after the last change, one request at a time, and again until the server has it.
 * `send` sends the draft as it is then.
 */
export class Saver {
  readonly #send: () => Promise<Saved>
  readonly #tell: (saving: Saving, reply?: Saved) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | undefined
  #changed = false
  #failures = 0

  constructor(send: () => Promise<Saved>, tell: (saving: Saving, reply?: Saved) => void) {
    this.#send = send
    this.#tell = tell
  }

  /** Something changed. */
  touch(): void {
    this.#changed = true
    this.#tell("unsaved")
    this.#in(settling)
  }

  /** Saves now what is not saved. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#running
    if (!this.#changed) return
    this.#running = this.#save()
    await this.#running
  }

  /** Waits for a request under way and sends no other: what was changed goes another way, or nowhere. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#running
    clearTimeout(this.#timer)
    this.#changed = false
  }

  #in(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), milliseconds)
  }

  async #save(): Promise<void> {
    this.#changed = false
    this.#tell("saving")
    const reply = await this.#send()
    this.#running = undefined
    if (reply.problem !== undefined) this.#later(reply)
    else if (reply.refusal !== undefined) this.#tell("failed", reply)
    else {
      this.#failures = 0
      this.#tell(this.#changed ? "unsaved" : "saved", reply)
    }
  }

  #later(reply: Saved): void {
    const { problem, retryAfter } = reply
    if (problem === undefined) return
    this.#changed = true
    const wait = retryAfter === undefined ? tries[Math.min(this.#failures, tries.length - 1)]! : retryAfter * 1000
    this.#failures += 1
    this.#tell(problem === "offline" ? "offline" : problem === "rate" ? "saving" : "failed", reply)
    if (problem !== "rejected" && problem !== "signed-out") this.#in(wait)
  }
}
