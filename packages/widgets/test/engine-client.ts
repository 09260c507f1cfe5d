import type { Client, Problem, Reply, RunOptions } from "@cabas/client"
import { operationNamed } from "@cabas/engine"
import { group } from "./world.ts"
import type { World } from "./world.ts"

/** What a client asked for. */
export interface Asked {
  readonly name: string
  readonly input: unknown
  readonly key: string | undefined
}

/** A client without HTTP: it runs the operations on the engine as a member, and fails on demand. */
export interface EngineClient extends Client {
  /** What stands between this client and the server, null for nothing. */
  problem: Problem | null
  readonly asked: Array<Asked>
}

/** A client of a world, for a member or a visitor. */
export const clientOf = ({ cabas, clock }: World, member: string | null): EngineClient => {
  const asked: Array<Asked> = []
  const as = member === null ? ({ kind: "visitor" } as const) : ({ kind: "member", member } as const)
  const run = async (name: string, input: object, { key, preview }: RunOptions = {}): Promise<Reply<never>> => {
    asked.push({ name, input, key })
    if (client.problem !== null) return { problem: client.problem }
    const operation = operationNamed(name)
    if (operation === undefined) throw new Error(name)
    const sent = JSON.parse(JSON.stringify({ ...input, group })) as object
    return (await cabas.run(operation, sent, { as, key, preview })) as Reply<never>
  }
  const client: EngineClient = {
    problem: null,
    asked,
    base: `/api/groups/${group}/`,
    ask: (name, input) => run(name, input),
    run: (name, input, options) => run(name, input, options),
    now: () => new Date(clock.now).toISOString(),
  }
  return client
}
