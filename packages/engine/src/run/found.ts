import type { Basket } from "@cabas/core/basket"
import type { Calendar } from "@cabas/core/calendar"
import type { Catalog } from "@cabas/core/catalog"
import type { Cycle } from "@cabas/core/cycle"
import type { DayClaim, Distribution } from "@cabas/core/distribution"
import type { Feed } from "@cabas/core/feed"
import type { Group, Place } from "@cabas/core/group"
import type { Member } from "@cabas/core/member"
import { keyOf } from "@cabas/core/plans"
import type { Producer } from "@cabas/core/producer"
import type { Commitment, Subscription } from "@cabas/core/subscription"
import type { Membership } from "@cabas/core/membership"
import type { Payment } from "@cabas/core/payment"
import type { Till } from "@cabas/core/till"
import type { Document, Entry, Page, Snapshot } from "../storage/storage.ts"

/** What was read, by name: the one place where a document's state gets its type. */
export interface Found {
  readonly group: Group | null
  readonly place: (id: string) => Place | null
  readonly member: (id: string) => Member | null
  readonly producer: (id: string) => Producer | null
  readonly catalog: (id: string) => Catalog | null
  readonly catalogs: (ids: Iterable<string>) => ReadonlyMap<string, Catalog>
  readonly calendar: (catalog: string) => Calendar | null
  readonly calendars: (catalogs: Iterable<string>) => ReadonlyMap<string, Calendar>
  readonly subscription: (id: string) => Subscription | null
  readonly commitment: (catalog: string, member: string) => Commitment | null
  readonly cycle: (id: string) => Cycle | null
  readonly distribution: (id: string) => Distribution | null
  readonly day: (place: string, date: string) => DayClaim | null
  readonly basket: (id: string) => Basket | null
  readonly payment: (id: string) => Payment | null
  readonly membership: (member: string, year: number) => Membership | null
  readonly till: (distribution: string) => Till | null
  readonly feed: (member: string) => Feed | null
  /** The states of the nth page, and where the next page begins. */
  readonly page: <S>(index: number) => { readonly states: ReadonlyArray<S>; readonly next: string | null }
  /** The balance in a unit when it was read, 0 when the account holds nothing, undefined when it was not read. */
  readonly balance: (account: string, unit: string) => number | undefined
  /** What an account of one product holds, in whichever unit the product is counted; undefined when it was not read. */
  readonly quantity: (account: string) => number | undefined
  readonly entries: ReadonlyArray<Entry>
  readonly numberOf: (key: string) => number | null
  readonly document: (key: string) => Document | undefined
}

/** The documents of pages by key, as they were when the page was read; those that came as text alone left out. */
const onPages = (snapshots: ReadonlyArray<Snapshot>): ReadonlyMap<string, Document> => {
  const found = new Map<string, Document>()
  for (const { pages } of snapshots) {
    for (const { documents } of pages) for (const one of documents) if (one.text === undefined) found.set(one.key, one)
  }
  return found
}

/**
 * Gives names to one or two snapshots; the later one wins where both read the same. What was read on a page was read:
 * it may be written and guarded as it was there.
 */
export const foundIn = (snapshots: ReadonlyArray<Snapshot>): Found => {
  let paged: ReadonlyMap<string, Document> | undefined
  const document = (key: string): Document | undefined => {
    for (let index = snapshots.length - 1; index >= 0; index -= 1) {
      const found = snapshots[index]?.documents.get(key)
      if (found !== undefined) return found
    }
    paged ??= onPages(snapshots)
    return paged.get(key)
  }
  const state = <S>(key: string): S | null => (document(key)?.state ?? null) as S | null
  const pages: Page[] =
    snapshots.length === 1 ? [...(snapshots[0]?.pages ?? [])] : snapshots.flatMap((one) => one.pages)
  const catalogAt = (id: string) => state<Catalog>(keyOf.catalog(id))
  return {
    group: state<Group>(keyOf.group),
    place: (id) => state(keyOf.place(id)),
    member: (id) => state(keyOf.member(id)),
    producer: (id) => state(keyOf.producer(id)),
    catalog: catalogAt,
    catalogs: (ids) => {
      const catalogs = new Map<string, Catalog>()
      for (const id of ids) {
        const one = catalogAt(id)
        if (one !== null) catalogs.set(id, one)
      }
      return catalogs
    },
    calendar: (id) => state(keyOf.calendar(id)),
    calendars: (ids) => {
      const calendars = new Map<string, Calendar>()
      for (const id of ids) {
        const one = state<Calendar>(keyOf.calendar(id))
        if (one !== null) calendars.set(id, one)
      }
      return calendars
    },
    subscription: (id) => state(keyOf.subscription(id)),
    commitment: (catalog, member) => state(keyOf.commitment(catalog, member)),
    cycle: (id) => state(keyOf.cycle(id)),
    distribution: (id) => state(keyOf.distribution(id)),
    day: (place, date) => state(keyOf.day(place, date)),
    basket: (id) => state(keyOf.basket(id)),
    payment: (id) => state(keyOf.payment(id)),
    membership: (member, year) => state(keyOf.membership(member, year)),
    till: (distribution) => state(keyOf.till(distribution)),
    feed: (member) => state(keyOf.feed(member)),
    page: <S>(index: number) => {
      const page = pages[index]
      return { states: (page?.documents ?? []).map((one) => one.state as S), next: page?.next ?? null }
    },
    balance: (account, unit) => {
      for (const snapshot of snapshots) {
        const units = snapshot.balances.get(account)
        if (units !== undefined) return units.get(unit) ?? 0
      }
      return undefined
    },
    quantity: (account) => {
      for (const snapshot of snapshots) {
        const units = snapshot.balances.get(account)
        if (units === undefined) continue
        for (const quantity of units.values()) return quantity
        return 0
      }
      return undefined
    },
    entries: snapshots.flatMap((one) => one.entries),
    numberOf: (key) => {
      for (const snapshot of snapshots) {
        const number = snapshot.numbers.get(key)
        if (number !== undefined) return number
      }
      return null
    },
    document,
  }
}
