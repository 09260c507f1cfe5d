import { digitsOf } from "@cabas/core/values"
import type { Contract, Member, Season } from "../planner/desk.store.ts"

/** Which subscriptions are looked for. */
export interface Filters {
  readonly search: string
  readonly late: boolean
  readonly shared: boolean
  readonly absent: boolean
  readonly stopped: boolean
}

/** All that run. */
export const noFilters: Filters = { search: "", late: false, shared: false, absent: false, stopped: false }

const plain = (text: string): string => text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase()

/** Both households of a subscription, the holder first. */
export const householdsOf = ({ member, partner }: Season): ReadonlyArray<string> =>
  partner === null ? [member] : [member, partner.member]

/** What all households of a subscription have too much, or owe, below zero. */
export const balanceOf = ({ debts }: Season): number => debts.reduce((sum, { balance }) => sum + balance, 0)

/** The next delivery that has not taken place. */
export const nextOf = ({ deliveries }: Season): Season["deliveries"][number] | undefined =>
  deliveries.find(({ phase }) => phase !== "past")

/** What is left to choose from: the subscriptions that fit, by the names of their households. */
export const fitting = (
  seasons: ReadonlyArray<Season>,
  { search, late, shared, absent, stopped }: Filters,
  nameOf: (member: string) => string,
): ReadonlyArray<Season> => {
  const words = plain(search).split(/\s+/).filter(Boolean)
  const named = (season: Season) => plain(householdsOf(season).map(nameOf).join(" "))
  return seasons
    .filter((one) => (one.status === "stopped") === stopped)
    .filter((one) => !late || balanceOf(one) < 0)
    .filter((one) => !shared || one.partner !== null)
    .filter((one) => !absent || nextOf(one)?.absent === true)
    .filter((one) => words.every((word) => named(one).includes(word)))
    .toSorted((a, b) => nameOf(a.member).localeCompare(nameOf(b.member)))
}

/** The addresses of the people of some subscriptions, each once. */
export const emailsOf = (seasons: ReadonlyArray<Season>, members: ReadonlyArray<Member>): ReadonlyArray<string> => {
  const households = new Set(seasons.flatMap(householdsOf))
  const people = members.filter(({ id }) => households.has(id)).flatMap((one) => [...one.people])
  return [...new Set(people.flatMap(({ email }) => email ?? []))]
}

/** The deliveries of a contract that are not closed. */
export const openDeliveries = ({ deliveries }: Contract, now: string): Contract["deliveries"] =>
  deliveries.filter(({ closesAt }) => now < closesAt)

/** How a file is written: names for ids, quantities in words. */
export interface Filing {
  readonly head: ReadonlyArray<string>
  readonly currency: string
  readonly members: ReadonlyArray<Member>
  readonly nameOf: (member: string) => string
  readonly orderOf: (season: Season) => string
}

/** A row for each subscription; money as numbers of whole units. */
export const rowsOf = (
  seasons: ReadonlyArray<Season>,
  { head, currency, members, nameOf, orderOf }: Filing,
): ReadonlyArray<ReadonlyArray<string | number>> => {
  const money = (amount: number) => amount / 10 ** digitsOf(currency)
  return [
    head,
    ...seasons.map((one) => [
      nameOf(one.member),
      one.partner === null ? "" : nameOf(one.partner.member),
      orderOf(one),
      one.startsOn,
      one.endsOn,
      one.deliveries.filter(({ absent }) => !absent).length,
      one.absences?.used ?? 0,
      money(one.expected),
      money(one.debts.reduce((sum, { paid }) => sum + paid, 0)),
      money(balanceOf(one)),
      emailsOf([one], members).join(", "),
    ]),
  ]
}
