import type { Reply } from "@cabas/client"
import type { Saving } from "./state.ts"

/** What saving comes to. */
export type Saved = Reply<{ readonly id: string; readonly changedAt: string }>

/** How long to wait for another change before saving, and between tries without an answer at first and at most. */
const settling = 600
const firstTry = 3_000
const lastTry = 60_000

/**
 * Saves a draft a moment after the last change, one request at a time, and again until the server has it.
 * `send` sends the draft as it is then.
 */
export class Saver {
  readonly #send: () => Promise<Saved>
  readonly #tell: (saving: Saving, reply?: Saved) => void
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | undefined
  #isChanged = false
  #wait = firstTry

  constructor(send: () => Promise<Saved>, tell: (saving: Saving, reply?: Saved) => void) {
    this.#send = send
    this.#tell = tell
  }

  /** Something changed. */
  touch(): void {
    this.#isChanged = true
    this.#tell("saving")
    this.#in(settling)
  }

  /** Saves now what is not saved. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    await this.#running
    if (!this.#isChanged) return
    await (this.#running = this.#save())
    this.#running = undefined
  }

  /** Waits for a request under way and sends no other: what was changed goes another way. */
  async stop(): Promise<void> {
    do await this.#running
    while (this.#running)
    clearTimeout(this.#timer)
    this.#isChanged = false
  }

  #in(milliseconds: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), milliseconds)
  }

  async #save(): Promise<void> {
    this.#isChanged = false
    const reply = await this.#send()
    const { problem, retryAfter } = reply
    if (reply.answer) {
      this.#wait = firstTry
      this.#tell(this.#isChanged ? "saving" : "saved", reply)
    } else if (!problem || problem === "rejected" || problem === "signed-out") this.#tell("failed", reply)
    else {
      this.#isChanged = true
      this.#in(retryAfter ? retryAfter * 1000 : this.#wait)
      this.#wait = Math.min(this.#wait * 2, lastTry)
      this.#tell(problem === "offline" ? problem : "failed", reply)
    }
  }
}
