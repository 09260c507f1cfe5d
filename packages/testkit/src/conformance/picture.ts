import type { Document, Entry, Page, PageWanted, Recorded, Storage } from "@cabas/engine/storage"
import { isListed } from "@cabas/engine/storage"
import { feed, read } from "./subject.ts"

/** All the pages of a page wanted, one after the other. */
export const pagesOf = async (
  storage: Storage,
  space: string,
  wanted: PageWanted,
  between: () => Promise<unknown> = async () => {},
): Promise<ReadonlyArray<Page>> => {
  const pages: Page[] = []
  let after = wanted.after
  for (;;) {
    const { pages: found } = await read(storage, space, {
      pages: [{ ...wanted, ...(after === undefined ? {} : { after }) }],
    })
    const page = found[0]
    if (page === undefined) throw new Error("The snapshot has no page where one was wanted")
    pages.push(page)
    if (page.next === null) return pages
    after = page.next
    await between()
  }
}

/** The documents of all the pages. */
export const documentsOf = async (
  storage: Storage,
  space: string,
  wanted: PageWanted,
): Promise<ReadonlyArray<Document>> => (await pagesOf(storage, space, wanted)).flatMap(({ documents }) => documents)

/** All the entries of an account, newest first, read a page at a time. */
export const entriesOf = async (
  storage: Storage,
  space: string,
  account: string,
  limit = 1000,
): Promise<ReadonlyArray<Entry>> => {
  const entries: Entry[] = []
  for (;;) {
    const before = entries.at(-1)?.position
    const wanted = { account, limit, ...(before === undefined ? {} : { before }) }
    const more = (await read(storage, space, { entries: wanted })).entries
    entries.push(...more)
    if (more.length < limit) return entries
  }
}

/** Balances without the units that stand at zero, in an order that can be compared. */
export const standing = (
  balances: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Readonly<Record<string, Readonly<Record<string, number>>>> => {
  const nonZero = (units: ReadonlyMap<string, number>) =>
    Object.fromEntries([...units].filter(([, quantity]) => quantity !== 0).toSorted())
  const all = [...balances].map(([account, units]) => [account, nonZero(units)] as const)
  return Object.fromEntries(all.filter(([, units]) => Object.keys(units).length > 0).toSorted())
}

/** What the feed's postings add up to, by account and unit. */
export const summed = (recorded: ReadonlyArray<Recorded>): ReadonlyMap<string, ReadonlyMap<string, number>> => {
  const balances = new Map<string, Map<string, number>>()
  const add = (account: string, unit: string, quantity: number) => {
    const units = balances.get(account) ?? new Map<string, number>()
    balances.set(account, units.set(unit, (units.get(unit) ?? 0) + quantity))
  }
  for (const { from, to, unit, quantity } of recorded.flatMap(({ postings }) => postings)) {
    add(from, unit, -quantity)
    add(to, unit, quantity)
  }
  return balances
}

/** What the entries of the listed accounts should be, newest first, from the feed. */
const listedIn = (recorded: ReadonlyArray<Recorded>, account: string) =>
  recorded
    .flatMap(({ at, by, postings }) =>
      postings.flatMap(({ from, to, quantity, unit, reason, reference }) => {
        const same = { at, by, account, unit, reason, reference }
        return [
          ...(from === account ? [{ ...same, other: to, quantity: -quantity }] : []),
          ...(to === account ? [{ ...same, other: from, quantity }] : []),
        ]
      }),
    )
    .toReversed()

/** Entries without their positions, which are each storage's own. */
export const withoutPositions = (entries: ReadonlyArray<Entry>) => entries.map(({ position: _, ...entry }) => entry)

/** Everything that can be read of a space, for comparing before and after, here and there. */
export interface Picture {
  readonly documents: ReadonlyArray<Document>
  readonly indexed: ReadonlyArray<readonly [index: string, ReadonlyArray<string>]>
  readonly feed: ReadonlyArray<Omit<Recorded, "cursor">>
  readonly balances: ReturnType<typeof standing>
  readonly entries: ReadonlyArray<readonly [account: string, ReadonlyArray<Omit<Entry, "position">>]>
  readonly numbers: ReadonlyArray<readonly [string, number]>
}

/** What a picture looks at besides documents and feed. */
export interface Frame {
  readonly accounts: ReadonlyArray<string>
  readonly indexes: ReadonlyArray<string>
  readonly numbers: ReadonlyArray<{ readonly series: string; readonly key: string }>
}

/** No text is greater. */
export const greatest = "\u{10FFFF}".repeat(8)

/** Reads everything of a space that the frame names. */
export const pictureOf = async (storage: Storage, space: string, frame: Frame): Promise<Picture> => {
  const { balances } = await read(storage, space, { balances: frame.accounts })
  const indexed: Array<readonly [string, ReadonlyArray<string>]> = []
  for (const index of frame.indexes) {
    const found = await documentsOf(storage, space, { index, from: "", to: greatest, limit: 1000 })
    indexed.push([index, found.map(({ key }) => key)])
  }
  const numbers: Array<readonly [string, number]> = []
  for (const wanted of frame.numbers) {
    const found = (await read(storage, space, { numbers: [wanted] })).numbers.get(wanted.key)
    if (found !== undefined) numbers.push([`${wanted.series} ${wanted.key}`, found])
  }
  const entries: Array<Picture["entries"][number]> = []
  for (const account of frame.accounts.filter(isListed)) {
    entries.push([account, withoutPositions(await entriesOf(storage, space, account))])
  }
  return {
    documents: await documentsOf(storage, space, { prefix: "", limit: 1000 }),
    indexed,
    feed: (await feed(storage, space)).map(({ cursor: _, ...recorded }) => recorded),
    balances: standing(balances),
    entries,
    numbers,
  }
}

/** What a picture must say of balances and entries, judging by its feed. */
export const impliedBy = (recorded: ReadonlyArray<Recorded>, { accounts }: Frame) => ({
  balances: standing(new Map([...summed(recorded)].filter(([account]) => accounts.includes(account)))),
  entries: accounts.filter(isListed).map((account) => [account, listedIn(recorded, account)] as const),
})
