import type { Reply } from "@cabas/client"
import type { EngineClient } from "./engine-client.ts"

/** How long a question is on its way, and its answer, in milliseconds. */
export const transit = 100

/** A network that can be cut at any moment: a question is lost on its way there, or its answer on the way back. */
export class Network {
  isUp = true

  /** Puts itself between a client and the server. */
  between(client: EngineClient): EngineClient {
    const { ask, run } = client
    return Object.assign(client, {
      ask: (...given: Parameters<typeof ask>) => this.#carry(() => ask(...given)),
      run: (...given: Parameters<typeof run>) => this.#carry(() => run(...given)),
    })
  }

  async #carry<O>(call: () => Promise<Reply<O>>): Promise<Reply<O>> {
    if (!(await this.#comesThrough())) return { problem: "offline" }
    const reply = await call()
    return (await this.#comesThrough()) ? reply : { problem: "offline" }
  }

  async #comesThrough(): Promise<boolean> {
    const wasUp = this.isUp
    await new Promise((resolve) => setTimeout(resolve, transit))
    return wasUp && this.isUp
  }
}
