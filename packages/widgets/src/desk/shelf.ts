/** Where a device keeps things by name, for longer than a page lives. */
export interface Shelf {
  /** What lies under the names that begin so, in the order of the names. */
  readonly read: (prefix: string) => Promise<ReadonlyArray<readonly [name: string, value: unknown]>>
  /** `isLasting`: done only when the disk has it; else when the system does, which is quicker. */
  readonly write: (name: string, value: unknown, isLasting?: boolean) => Promise<void>
  readonly remove: (prefix: string) => Promise<void>
  /** Whether it outlives the page. */
  readonly lasts: boolean
}

const within = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uFFFF`)

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result))
    request.addEventListener("error", () => reject(new Error("storage", { cause: request.error })))
  })

const committed = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.addEventListener("complete", () => resolve())
    transaction.addEventListener("abort", () => reject(new Error("storage", { cause: transaction.error })))
  })

const opened = async (name: string): Promise<IDBDatabase> => {
  const request = indexedDB.open(name, 1)
  request.addEventListener("upgradeneeded", () => void request.result.createObjectStore("kept"))
  return done(request)
}

/** A shelf in the memory of the page: for browsers that keep nothing, and for tests. */
export const shelfInMemory = (): Shelf => {
  const kept = new Map<string, unknown>()
  const names = (prefix: string) => [...kept.keys()].filter((name) => name.startsWith(prefix)).toSorted()
  return {
    read: async (prefix) => names(prefix).map((name) => [name, structuredClone(kept.get(name))] as const),
    write: async (name, value) => void kept.set(name, structuredClone(value)),
    remove: async (prefix) => {
      for (const name of names(prefix)) kept.delete(name)
    },
    lasts: false,
  }
}

/** The shelf of this browser; in memory when it keeps nothing, as some do in private windows. */
export const shelfOfBrowser = async (name: string): Promise<Shelf> => {
  const database = await opened(name).catch(() => undefined)
  if (!database) return shelfInMemory()
  const change = (act: (store: IDBObjectStore) => unknown, isLasting = false): Promise<void> => {
    const transaction = database.transaction("kept", "readwrite", { durability: isLasting ? "strict" : "relaxed" })
    act(transaction.objectStore("kept"))
    return committed(transaction)
  }
  return {
    read: async (prefix) => {
      const store = database.transaction("kept").objectStore("kept")
      const [names, values] = await Promise.all([
        done(store.getAllKeys(within(prefix))),
        done(store.getAll(within(prefix))),
      ])
      return names.map((each, index) => [`${each as string}`, values[index]] as const)
    },
    write: (key, value, isLasting) => change((store) => store.put(value, key), isLasting),
    remove: (prefix) => change((store) => store.delete(within(prefix)), true),
    lasts: true,
  }
}
