import * as Effect from "effect/Effect"
import type { Batch, Storage } from "@cabas/engine/storage"
import { memoryStorage } from "@cabas/engine/memory"

/** A storage that is wrong on purpose, and a promise that it breaks. */
export interface Mutant {
  readonly wrong: string
  readonly breaks: string
  readonly make: () => Storage
}

const changing = (change: (batch: Batch) => Batch): Storage => {
  const memory = memoryStorage()
  return { ...memory, commit: (space, batch) => memory.commit(space, change(batch)) }
}

/** Writes the documents of a batch that was refused, and refuses it nevertheless. */
const halfWriting = (): Storage => {
  const memory = memoryStorage()
  return {
    ...memory,
    commit: (space, batch) =>
      memory.commit(space, batch).pipe(
        Effect.tapError(() => {
          const { id, by, at, operation, fingerprint, answer, writes } = batch
          const half = { id: `${id} half`, by, at, operation, fingerprint, answer, writes }
          return memory.commit(space, { ...half, guards: [], facts: [], postings: [], floors: [], numbers: [] })
        }),
      ),
  }
}

/** Names each batch anew, so that none is ever known again. */
const forgetful = (): Storage => {
  let times = 0
  return changing((batch) => {
    times += 1
    return { ...batch, id: `${batch.id} #${times}` }
  })
}

const swappedFeed = (): Storage => {
  const memory = memoryStorage()
  return {
    ...memory,
    feed: (space, after, limit) => memory.feed(space, after, limit).pipe(Effect.map((batches) => batches.toReversed())),
  }
}

/** Counts pages from the start instead of going on after a document. */
const offsetPages = (): Storage => {
  const memory = memoryStorage()
  const page = (space: string, wanted: NonNullable<Parameters<Storage["read"]>[1]["pages"]>[number]) => {
    const { after, ...rest } = wanted
    const skipped = Number(after ?? 0)
    return memory.read(space, { pages: [{ ...rest, limit: skipped + wanted.limit }] }).pipe(
      Effect.map(({ pages: [found] }) => ({
        documents: found?.documents.slice(skipped) ?? [],
        next: found?.next === null ? null : String(skipped + wanted.limit),
      })),
    )
  }
  return {
    ...memory,
    read: Effect.fnUntraced(function* (space, wanted) {
      const pages = []
      for (const one of wanted.pages ?? []) pages.push(yield* page(space, one))
      return { ...(yield* memory.read(space, { ...wanted, pages: [] })), pages }
    }),
  }
}

/** Counts the numbers of refused batches too. */
const gapsInNumbers = (): Storage => {
  const memory = memoryStorage()
  return {
    ...memory,
    commit: (space, batch) =>
      memory.commit(space, batch).pipe(
        Effect.tapError(() =>
          memory.commit(space, {
            ...batch,
            id: `${batch.id} gap`,
            guards: [],
            writes: [],
            facts: [],
            postings: [],
            floors: [],
          }),
        ),
      ),
  }
}

/** Answers what was asked this time instead of what was answered the first time. */
const answersAnew = (): Storage => {
  const memory = memoryStorage()
  return {
    ...memory,
    commit: (space, batch) =>
      memory
        .commit(space, batch)
        .pipe(
          Effect.map((done) =>
            done._tag === "Repeated" ? { ...done, fingerprint: batch.fingerprint, answer: batch.answer } : done,
          ),
        ),
  }
}

/** Storages with one mistake each, of the kinds that adapters really make. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    wrong: "does not look at guards: updates are lost",
    breaks: "no increment is lost: 10 writers who each try until they are in count to 50",
    make: () => changing((batch) => ({ ...batch, guards: [] })),
  },
  {
    wrong: "guards only what is written, not what was looked at",
    breaks: "a document that was only looked at guards as well",
    make: () =>
      changing((batch) => ({
        ...batch,
        guards: batch.guards.filter(({ key }) => batch.writes.some((write) => write.key === key)),
      })),
  },
  {
    wrong: "does not look at floors",
    breaks: "50 who each buy one of 10 pieces at once: exactly 10 get one",
    make: () => changing((batch) => ({ ...batch, floors: [] })),
  },
  {
    wrong: "looks at floors only of accounts that move",
    breaks: "a floor holds for an account that the batch does not move",
    make: () =>
      changing((batch) => ({
        ...batch,
        floors: batch.floors.filter(({ account }) =>
          batch.postings.some(({ from, to }) => from === account || to === account),
        ),
      })),
  },
  {
    wrong: "allows one less than the floor",
    breaks: "one below the floor refuses, and names the account",
    make: () =>
      changing((batch) => ({
        ...batch,
        floors: batch.floors.map((floor) => ({ ...floor, minimum: floor.minimum - 1 })),
      })),
  },
  {
    wrong: "writes half of a batch that it refuses",
    breaks: "a batch refused by one floor writes nothing at all",
    make: halfWriting,
  },
  {
    wrong: "writes a repeated batch again",
    breaks: "the same batch again changes nothing, and says what it answered",
    make: forgetful,
  },
  {
    wrong: "gives a repeated batch the new answer",
    breaks: "the same id with other content changes nothing, and gives the first fingerprint and answer",
    make: answersAnew,
  },
  { wrong: "feeds out of order", breaks: "20 batches one after the other are fed in that order", make: swappedFeed },
  {
    wrong: "counts pages by offset",
    breaks: "by prefix go on rightly while others write before, between and after",
    make: offsetPages,
  },
  {
    wrong: "leaves gaps in numbers",
    breaks: "are not used up by batches that are refused or repeated",
    make: gapsInNumbers,
  },
  {
    wrong: "mixes all spaces",
    breaks: "do not see one another's documents, facts, balances, entries, numbers or batches",
    make: () => {
      const memory = memoryStorage()
      return {
        ...memory,
        read: (_, wanted) => memory.read("one", wanted),
        commit: (_, batch) => memory.commit("one", batch),
        feed: (_, after, limit) => memory.feed("one", after, limit),
      }
    },
  },
]
