import { runPromise } from "effect/Effect"
import { exportSpace, importSpace } from "@cabas/engine/archive"
import type { Imported } from "@cabas/engine/archive"
import { isKept, isListed } from "@cabas/engine/storage"
import type { Recorded, Storage } from "@cabas/engine/storage"

/** The lines of a space's archive. */
export const archiveOf = async (storage: Storage, space: string): Promise<ReadonlyArray<string>> => {
  const lines: Array<string> = []
  const write = (line: string): void => void lines.push(line)
  await runPromise(exportSpace(storage, space, { write, software: "test" }))
  return lines
}

/** Takes an archive in. */
export const takeIn = (storage: Storage, lines: ReadonlyArray<string>): Promise<Imported> =>
  runPromise(
    importSpace(storage, async function* () {
      yield* lines
    }),
  )

/** The whole journal of a space. */
export const journalOf = (storage: Storage, space: string): Promise<ReadonlyArray<Recorded>> =>
  runPromise(storage.feed(space, "", 100_000))

/** What a storage keeps beside the journal and does not write to an archive: balances, movements, indexes. */
export const besidesOf = async (storage: Storage, space: string): Promise<unknown> => {
  const journal = await journalOf(storage, space)
  const accounts = [...new Set(journal.flatMap(({ postings }) => postings.flatMap(({ from, to }) => [from, to])))]
  const indexes = ["member.byEmail", "distribution.byEnd", "basket.byMember", "payment.byMember"]
  const pages = indexes.map((index) => ({ index, from: "", to: "\u{10ffff}", limit: 100_000 }))
  const found = await runPromise(storage.read(space, { pages, balances: accounts.filter(isKept) }))
  const entries: Array<unknown> = []
  for (const account of accounts.filter(isListed)) {
    const listed = await runPromise(storage.read(space, { entries: { account, limit: 100_000 } }))
    entries.push(listed.entries.map(({ position: _, ...entry }) => entry))
  }
  return {
    balances: [...found.balances].map(([account, units]) => [account, [...units].filter(([, held]) => held !== 0)]),
    indexed: found.pages.map(({ documents }) => documents.map(({ key, version }) => [key, version])),
    entries,
  }
}

/** A storage as a version left it that did not declare an index. */
export const withoutIndex = (storage: Storage, index: string): Storage => ({
  ...storage,
  commit: (space, batch) => {
    const writes = batch.writes.map((write) => {
      const { indexed, ...other } = write
      return indexed === undefined ? write : { ...other, indexed: indexed.filter(({ name }) => name !== index) }
    })
    return storage.commit(space, { ...batch, writes })
  },
})
