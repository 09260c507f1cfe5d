import * as Effect from "effect/Effect"
import * as Semaphore from "effect/Semaphore"

/** Lets the writers of one document pass one after the other in this process, others side by side. */
export interface Lanes {
  readonly through: <A, E, R>(key: string, effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

interface Lane {
  readonly gate: Semaphore.Semaphore
  waiting: number
}

/** Lanes that exist only while somebody is in them. */
export const makeLanes = (): Lanes => {
  const lanes = new Map<string, Lane>()
  const enter = (key: string): Lane => {
    const lane = lanes.get(key) ?? { gate: Semaphore.makeUnsafe(1), waiting: 0 }
    lane.waiting += 1
    lanes.set(key, lane)
    return lane
  }
  const leave = (key: string, lane: Lane): void => {
    lane.waiting -= 1
    if (lane.waiting === 0) lanes.delete(key)
  }
  return {
    through: (key, effect) =>
      Effect.suspend(() => {
        const lane = enter(key)
        return Effect.ensuring(
          lane.gate.withPermits(1)(effect),
          Effect.sync(() => leave(key, lane)),
        )
      }),
  }
}
