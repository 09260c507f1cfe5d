import * as Effect from "effect/Effect"
import { createCabas, operationNamed } from "@cabas/engine"
import type { Actor, Cabas, Outcome } from "@cabas/engine"
import { start } from "@cabas/engine/storage"
import type { Recorded, Storage } from "@cabas/engine/storage"
import type { Scenario, Step } from "../scenario/scenario.ts"
import type { History } from "./history.ts"
import { beginning, openingOf, spaces } from "./world.ts"
import type { Call } from "./world.ts"

/** A call, what it came to, and what it wrote. */
export interface Done {
  readonly call: Call
  /** When it was made, as milliseconds since 1970. */
  readonly now: number
  readonly outcome: Outcome<unknown>
  readonly wrote: ReadonlyArray<Recorded>
}

/** An engine on a storage, with a clock that only calls move, where calls are made one by one. */
export interface Stage {
  readonly storage: Storage
  readonly cabas: Cabas
  /** Makes a call and tells what it came to. */
  readonly act: (call: Call) => Promise<Done>
  /** Makes a call without looking at what it wrote, so that several may be made at once. */
  readonly send: (call: Call) => Promise<Outcome<unknown>>
}

const actorOf = (as: string): Actor =>
  as === "host" || as === "system" || as === "visitor" ? { kind: as } : { kind: "member", member: as }

/** Every batch of a space after a cursor. */
export const journalOf = async (storage: Storage, space: string, after = start): Promise<ReadonlyArray<Recorded>> => {
  const page = 1000
  const found: Recorded[] = []
  for (;;) {
    const more = await Effect.runPromise(storage.feed(space, found.at(-1)?.cursor ?? after, page))
    found.push(...more)
    if (more.length < page) return found
  }
}

/** A clock that only calls move; stages may share one. */
export interface StageClock {
  now: number
}

/**
 * A stage on a storage. Identifiers count up, so the same calls on another storage give the same answers; two stages
 * on one storage are two processes, and need different `ids`.
 */
export const stageOn = (
  storage: Storage,
  { clock = { now: beginning }, ids = "id" }: { readonly clock?: StageClock; readonly ids?: string } = {},
): Stage => {
  let made = 0
  const newId = () => {
    made += 1
    return `${ids}-${made}`
  }
  const cabas = createCabas({ storage, clock: () => clock.now, newId, random: () => 0 })
  const cursors = new Map<string, string>()
  const send = (call: Call) => {
    const operation = operationNamed(call.do)
    if (operation === undefined) throw new RangeError(`there is no operation ${call.do}`)
    clock.now += (call.after ?? 0) * 60_000
    const { as, key, preview } = call
    return cabas.run(operation, call.with, { as: actorOf(as), key, preview }) as Promise<Outcome<unknown>>
  }
  const news = async (): Promise<ReadonlyArray<Recorded>> => {
    const found: Recorded[] = []
    for (const space of Object.values(spaces)) {
      const batches = await journalOf(storage, space, cursors.get(space))
      cursors.set(space, batches.at(-1)?.cursor ?? cursors.get(space) ?? start)
      found.push(...batches)
    }
    return found
  }
  const act = async (call: Call) => {
    await news()
    const outcome = await send(call)
    return { call, now: clock.now, outcome, wrote: await news() }
  }
  return { storage, cabas, act, send }
}

/** A history that was played: the stage as it was left, and what each call came to. */
export interface Played {
  readonly stage: Stage
  readonly done: ReadonlyArray<Done>
}

/** Plays a history on a storage where nothing is yet. The opening must succeed; the calls may do or be refused. */
export const play = async ({ terms, calls }: History, storage: Storage): Promise<Played> => {
  const stage = stageOn(storage)
  for (const call of openingOf(terms)) {
    const { refusal } = await stage.send(call)
    if (refusal !== undefined) throw new RangeError(`${call.do} of the opening was refused: ${JSON.stringify(refusal)}`)
  }
  const done: Done[] = []
  for (const call of calls) done.push(await stage.act(call))
  return { stage, done }
}

/** What was played as a scenario that can be kept in a file: how to keep a counterexample. */
export const scenarioOf = (title: string, { terms }: History, done: ReadonlyArray<Done>): Scenario => {
  const stepOf = ({ as, do: name, with: input, key, preview }: Call): Step => ({
    as,
    do: name,
    with: input,
    ...(key === undefined ? {} : { key }),
    ...(preview === undefined ? {} : { preview }),
  })
  const [first, ...others] = openingOf(terms).map(stepOf)
  const at = (now: number) => ({ at: new Date(now).toISOString() })
  const begun = first === undefined ? [] : [{ ...at(beginning), ...first }]
  const played = done.map(({ call, now, outcome: { refusal } }): Step => {
    const { _tag } = refusal ?? {}
    return { ...stepOf(call), ...at(now), ...(_tag === undefined ? {} : { refuse: { _tag } }) }
  })
  return { title, rules: [], steps: [...begun, ...others, ...played] }
}
