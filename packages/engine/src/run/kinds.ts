import * as Basket from "@cabas/core/basket"
import * as Catalog from "@cabas/core/catalog"
import * as Distribution from "@cabas/core/distribution"
import * as Group from "@cabas/core/group"
import * as Member from "@cabas/core/member"
import { kindOf } from "@cabas/core/plans"
import type { Fact } from "@cabas/core/plans"
import * as Producer from "@cabas/core/producer"
import * as Wallet from "@cabas/core/wallet"
import type { IndexEntry } from "../storage/storage.ts"

/** A kind of document: how its facts fold, and under which values it can be found. */
export interface Kind {
  readonly evolve: (state: unknown, fact: Fact) => unknown
  readonly indexes: (state: unknown) => ReadonlyArray<IndexEntry>
}

const none: ReadonlyArray<IndexEntry> = []

const kind = <S, F>(
  evolve: (state: S | null, fact: F) => S | null,
  indexes: (state: S) => ReadonlyArray<IndexEntry> = () => none,
): Kind => ({
  evolve: evolve as (state: unknown, fact: Fact) => unknown,
  indexes: (state) => (state === null ? none : indexes(state as S)),
})

/** Every kind of document there is, by the first part of its key. */
export const kinds: Readonly<Record<string, Kind>> = {
  group: kind(Group.evolve),
  place: kind(Group.evolvePlace),
  member: kind(Member.evolve, (member) =>
    Member.emailsOf(member.people).map((value) => ({ name: "member.byEmail", value })),
  ),
  producer: kind(Producer.evolve),
  catalog: kind(Catalog.evolve),
  distribution: kind(Distribution.evolve, (distribution) => [
    { name: "distribution.byEnd", value: distribution.plan.endsAt },
  ]),
  day: kind(Distribution.evolveDay),
  basket: kind(Basket.evolve, (basket) => [{ name: "basket.byMember", value: basket.member }]),
  payment: kind(Wallet.evolve, (payment) => [{ name: "payment.byMember", value: payment.member }]),
}

/** The kind of the document under a key; an unknown one is a mistake of ours. */
export const kindAt = (key: string): Kind => {
  const found = kinds[kindOf(key)]
  if (found === undefined) throw new RangeError(`no such kind of document: ${key}`)
  return found
}
