import * as Effect from "effect/Effect"
import { rememberedSnapshot } from "@cabas/engine/storage"
import type { Document, Reading, Snapshot, Storage } from "@cabas/engine/storage"

/**
 * A storage that answers from a bad memory where that is enough: each document as it was at some time before, chosen by
 * `choose` from so many (the first is that there was none yet), and nothing else. All else is as the storage says.
 */
export const outdated = (
  storage: Storage,
  choose: (many: number, key: string) => number,
): Storage & { readonly answered: () => number } => {
  const past = new Map<string, Array<Document>>()
  let answered = 0
  const remembered = (space: string, { documents = [] }: Reading): Snapshot => {
    answered += 1
    const asOnce = (key: string): Document => {
      const none: Document = { key, version: 0, state: null }
      const states = [none, ...(past.get(`${space}\n${key}`) ?? [])]
      return states[choose(states.length, key)] ?? none
    }
    return rememberedSnapshot(documents.map(asOnce))
  }
  return {
    ...storage,
    answered: () => answered,
    read: (space, wanted) =>
      wanted.remembered === true ? Effect.succeed(remembered(space, wanted)) : storage.read(space, wanted),
    commit: (space, batch) =>
      Effect.tap(storage.commit(space, batch), ({ _tag }) =>
        Effect.sync(() => {
          if (_tag !== "Committed") return
          for (const { key, version, state } of batch.writes) {
            const name = `${space}\n${key}`
            past.set(name, [...(past.get(name) ?? []), { key, version, state }])
          }
        }),
      ),
  }
}
