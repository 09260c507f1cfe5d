import type { Contract, Member, Season } from "../planner/desk.store.ts"
import type { DeskWords } from "../planner/desk.words.ts"
import type { Table } from "../table/table.ts"

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
  readonly words: Pick<DeskWords, "file" | "head">
  readonly currency: string
  readonly members: ReadonlyArray<Member>
  readonly nameOf: (member: string) => string
  readonly orderOf: (season: Season) => string
}

/** What is taken along of a contract: a row for each subscription. */
export const tableOf = (
  contract: string,
  seasons: ReadonlyArray<Season>,
  { words, currency, members, nameOf, orderOf }: Filing,
): Table<Season> => {
  const { head } = words
  return {
    name: words.file(contract),
    currency,
    rows: seasons,
    columns: [
      { title: head.household, kind: "text", of: ({ member }) => nameOf(member) },
      { title: head.partner, kind: "text", of: ({ partner }) => partner && nameOf(partner.member) },
      { title: head.order, kind: "text", of: orderOf },
      { title: head.from, kind: "day", of: ({ startsOn }) => startsOn },
      { title: head.to, kind: "day", of: ({ endsOn }) => endsOn },
      { title: head.deliveries, kind: "integer", of: (one) => one.deliveries.filter(({ absent }) => !absent).length },
      { title: head.absences, kind: "integer", of: ({ absences }) => absences?.used ?? 0 },
      { title: head.season, kind: "amount", of: ({ expected }) => expected },
      { title: head.paid, kind: "amount", of: ({ debts }) => debts.reduce((sum, { paid }) => sum + paid, 0) },
      { title: head.balance, kind: "amount", of: balanceOf },
      { title: head.emails, kind: "text", of: (one) => emailsOf([one], members).join(", ") },
    ],
  }
}
