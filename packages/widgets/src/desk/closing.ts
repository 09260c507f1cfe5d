import type { InputOf, Reply } from "@cabas/client"
import type { DeskStore } from "./desk.store.ts"

const why = (reply: Reply<unknown>) => ({ refusal: reply.refusal ?? null, problem: reply.problem ?? null })

/** What needs the network: counting, settling, validating. The money of many goes where it belongs, or nothing happens. */
export class Closing {
  readonly #store: DeskStore

  constructor(store: DeskStore) {
    this.#store = store
  }

  /** Reads what still keeps the distribution from being validated. */
  async look(): Promise<void> {
    const reply = await this.#busy(() =>
      this.#client.ask("distribution.checklist", { distribution: this.#distribution }),
    )
    if (reply.answer !== undefined) this.#store.set({ checklist: reply.answer })
  }

  /** Puts coins into the till. */
  async openTill(float: number): Promise<boolean> {
    const input = { distribution: this.#distribution, float }
    const reply = await this.#busy(() => this.#client.run("till.open", input))
    return this.#afterwards(reply)
  }

  /** Counts what is in the till. */
  async count(counted: InputOf<"till.count">["counted"]): Promise<boolean> {
    const input = { distribution: this.#distribution, counted }
    const reply = await this.#busy(() => this.#client.run("till.count", input))
    return this.#afterwards(reply)
  }

  /** Settles one basket after the other, some at a time: stopped half-way, it goes on where it was. */
  async settle(): Promise<void> {
    const { checklist } = this.#store.state
    const of = (checklist?.baskets ?? 0) - (checklist?.settled ?? 0)
    let settled = 0
    for (;;) {
      this.#store.set({ progress: { settled, of } })
      const reply = await this.#busy(() =>
        this.#client.run("distribution.settle", { distribution: this.#distribution }),
      )
      if (reply.answer === undefined) break
      settled += reply.answer.settled
      if (reply.answer.remaining === 0 || reply.answer.settled === 0) break
    }
    const { refusal, problem } = this.#store.state
    await this.look()
    await this.#store.refresh()
    this.#store.set({ progress: null, ...((refusal !== null || problem !== null) && { refusal, problem }) })
  }

  /** Closes the distribution for good. */
  async validate(): Promise<boolean> {
    const reply = await this.#busy(() =>
      this.#client.run("distribution.validate", { distribution: this.#distribution }),
    )
    return this.#afterwards(reply)
  }

  /** Opens it again, with a reason. */
  async reopen(reason: string): Promise<boolean> {
    const input = { distribution: this.#distribution, reason }
    const reply = await this.#busy(() => this.#client.run("distribution.reopen", input))
    if (reply.answer === undefined) return false
    await this.#store.refresh()
    return true
  }

  /** Opens one settled basket again, with a reason. */
  async reopenBasket(member: string, reason: string): Promise<boolean> {
    const input = { distribution: this.#distribution, member, reason }
    const reply = await this.#busy(() => this.#client.run("basket.reopen", input))
    if (reply.answer !== undefined) await this.#store.refresh()
    return reply.answer !== undefined
  }

  get #client() {
    return this.#store.connection.options.client
  }

  get #distribution(): string {
    return this.#store.state.picture?.distribution.id ?? ""
  }

  async #afterwards(reply: Reply<unknown>): Promise<boolean> {
    const { refusal, problem } = this.#store.state
    await this.look()
    await this.#store.refresh()
    if (reply.answer === undefined) this.#store.set({ refusal, problem })
    return reply.answer !== undefined
  }

  async #busy<O>(call: () => Promise<Reply<O>>): Promise<Reply<O>> {
    this.#store.set({ isBusy: true, refusal: null })
    const reply = await call()
    this.#store.set({ isBusy: false, ...why(reply) })
    return reply
  }
}
