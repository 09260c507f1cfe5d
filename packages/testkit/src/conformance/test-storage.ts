import type { StoragePromise } from "./promise.ts"
import { storagePromises } from "./storage-promises.ts"
import type { MakeSubject, Subject } from "./subject.ts"

/** What is used of a test runner: vitest, `node:test`, mocha and jest all have it. */
export interface Runner {
  readonly describe: (title: string, body: () => void) => unknown
  readonly it: (title: string, body: () => Promise<void>, timeout?: number) => unknown
}

/** Milliseconds that a promise may take: the longest write 10 000 documents, or start and kill processes. */
const patience = 120_000

/** Whether a storage can be asked to keep a promise at all. */
export const concerns = (subject: Subject, { needs }: StoragePromise): boolean =>
  needs === undefined || subject[needs] !== undefined

/** Makes a new subject, keeps a promise with it, and clears up. Throws when the promise is broken. */
export const keep = async (promise: StoragePromise, make: MakeSubject): Promise<void> => {
  const subject = await make()
  try {
    await promise.keep(subject)
  } finally {
    await subject.close()
  }
}

/**
 * Puts a storage to the test: registers a test for every promise that concerns it. Which ones do is seen from what
 * `make` gives, and cannot be said otherwise. Await it at the top of a test file:
 *
 * ```ts
 * await testStorage("mine", async () => ({ storage: myStorage(), close: async () => {} }))
 * ```
 *
 * @param runner vitest's when it is left out
 */
export const testStorage = async (name: string, make: MakeSubject, runner?: Runner): Promise<void> => {
  const { describe, it } = runner ?? ((await import("vitest")) as Runner)
  const sample = await make()
  await sample.close()
  const concerned = storagePromises.filter((promise) => concerns(sample, promise))
  const can = sample.storage.capabilities ?? []
  describe(`storage ${name} (${can.length === 0 ? "nothing" : can.join(", ")})`, () => {
    for (const group of new Set(concerned.map((promise) => promise.group))) {
      describe(group, () => {
        for (const promise of concerned) {
          if (promise.group === group) it(promise.title, () => keep(promise, make), patience)
        }
      })
    }
  })
}
