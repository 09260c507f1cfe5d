import type { Basket } from "../basket/index.ts"
import { hasGoods } from "../basket/index.ts"
import type { Group } from "../group/index.ts"
import { leavesNoAdmin, rightsOf } from "../group/index.ts"
import type { Member, Person } from "../member/index.ts"
import { emailsOf, pseudonymous, tidyPeople } from "../member/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import type { Subscription } from "../subscription/index.ts"
import { keyOf } from "./keys.ts"
import type { Decision, Told } from "./plan.ts"
import { planned, refused } from "./plan.ts"

/** What is told of a household. */
export interface MemberDetails {
  readonly id: string
  readonly people: ReadonlyArray<Person>
  readonly address: string
}

/** The first of these e-mail addresses that another active member of the group uses. */
const takenEmail = (details: MemberDetails, sharing: ReadonlyArray<Member>): Refusal | undefined => {
  const mine = emailsOf(details.people)
  for (const other of sharing) {
    if (other.id === details.id || other.status !== "active") continue
    const email = emailsOf(other.people).find((address) => mine.includes(address))
    if (email !== undefined) return { _tag: "EmailTaken", email }
  }
  return undefined
}

/**
 * Adds a member, or brings back one who left. People without e-mail are managed by the coordinators.
 * `sharing` are the members found under the same e-mail addresses.
 * @rule MEMBER-2
 * @see G3, R2.3
 */
export const addMember = (
  existing: Member | null,
  details: MemberDetails,
  sharing: ReadonlyArray<Member>,
  now: string,
): Decision<{ id: string }> => {
  if (existing?.status === "active") return refused({ _tag: "AlreadyExists", what: "member", id: details.id })
  const taken = takenEmail(details, sharing)
  if (taken !== undefined) return refused(taken)
  const people = tidyPeople(details.people)
  const { id, address } = details
  const key = keyOf.member(id)
  const facts: ReadonlyArray<Told> =
    existing === null
      ? [{ key, fact: { _tag: "MemberAdded", id, people, address, at: now } }]
      : [
          { key, fact: { _tag: "MemberReturned", at: now } },
          { key, fact: { _tag: "MemberSaved", people, address } },
        ]
  return planned({ id }, { facts })
}

/** Changes what is told of a member. @rule MEMBER-2, MEMBER-4 @see G3 */
export const saveMember = (
  existing: Member | null,
  details: MemberDetails,
  sharing: ReadonlyArray<Member>,
): Decision<{ id: string }> => {
  const { id, address } = details
  if (existing === null || existing.status !== "active") return refused({ _tag: "MemberUnknown", member: id })
  const taken = takenEmail(details, sharing)
  if (taken !== undefined) return refused(taken)
  const people = tidyPeople(details.people)
  return planned({ id }, { facts: [{ key: keyOf.member(id), fact: { _tag: "MemberSaved", people, address } }] })
}

/** What must be settled before a member goes. */
export interface Leaving {
  readonly group: Group
  readonly member: Member | null
  readonly id: string
  /** Baskets of distributions that have not ended. */
  readonly upcoming: ReadonlyArray<Basket>
  /** Those that the member holds or shares. */
  readonly subscriptions: ReadonlyArray<Subscription>
  /** What the member's wallet holds: orders take their money from it, so 0 owes nothing either way. */
  readonly balance: number
  readonly now: string
}

/**
 * What holds a member back from going, if anything: an order to come, something owed either way, being the last group
 * admin.
 * @rule MEMBER-3
 * @see D27, D28
 */
export const holdsBack = ({ group, id, upcoming, subscriptions, balance }: Leaving): Refusal | undefined => {
  if (leavesNoAdmin(group, id, [])) return { _tag: "LastAdmin", member: id }
  const ordered = upcoming.filter((basket) => basket.status === "confirmed" && hasGoods(basket))
  if (ordered.length > 0) {
    return { _tag: "MemberHasOrders", member: id, distributions: ordered.map((basket) => basket.distribution) }
  }
  const expecting = subscriptions.filter(({ deliveries }) => deliveries.some(({ closedAt }) => closedAt === null))
  if (expecting.length > 0) {
    return { _tag: "MemberHasSubscriptions", member: id, subscriptions: expecting.map((one) => one.id) }
  }
  return balance === 0 ? undefined : { _tag: "MemberHasBalance", member: id, balance }
}

/** Takes a member out when nothing holds them back. Their history stays. @rule MEMBER-3 @see D27, D28 */
export const removeMember = (leaving: Leaving): Decision<{ id: string }> => {
  const { group, member, id, now } = leaving
  if (member === null || member.status !== "active") return refused({ _tag: "MemberUnknown", member: id })
  const back = holdsBack(leaving)
  if (back !== undefined) return refused(back)
  const left: Told = { key: keyOf.member(id), fact: { _tag: "MemberLeft", at: now } }
  return planned({ id }, { facts: [left, ...rightsTaken(group, id)] })
}

/** Takes what rights a member has. */
const rightsTaken = (group: Group, member: string): ReadonlyArray<Told> =>
  rightsOf(group, member).length === 0 ? [] : [{ key: keyOf.group, fact: { _tag: "RightsGiven", member, rights: [] } }]

/** What of a member goes and what stays, as counts: the answer is kept, and must not say what goes. */
export interface Erased {
  readonly id: string
  readonly pseudonym: string
  readonly goes: {
    readonly people: number
    readonly emails: number
    readonly phones: number
    readonly addresses: number
    readonly rights: number
  }
}

/**
 * Puts a pseudonym in the place of a member and forgets what was told of them, when nothing holds them back. Baskets,
 * payments and movements stay, under their id. Somebody who was erased already stays so.
 * @rule MEMBER-5
 * @see D27
 */
export const eraseMember = (leaving: Leaving, pseudonym: string): Decision<Erased> => {
  const { group, member, id, now } = leaving
  if (member === null) return refused({ _tag: "MemberUnknown", member: id })
  const rights = rightsOf(group, id).length
  if (member.status === "erased") {
    const goes = { people: 0, emails: 0, phones: 0, addresses: 0, rights }
    return planned({ id, pseudonym: member.people[0]?.lastName ?? "", goes })
  }
  const back = holdsBack(leaving)
  if (back !== undefined) return refused(back)
  const key = keyOf.member(id)
  const people = pseudonymous(pseudonym)
  const erased: Told = { key, fact: { _tag: "MemberErased", id, people, joinedAt: member.joinedAt, at: now } }
  const goes = {
    people: member.people.length,
    emails: emailsOf(member.people).length,
    phones: member.people.filter(({ phone }) => phone !== null).length,
    addresses: member.address === "" ? 0 : 1,
    rights,
  }
  return planned({ id, pseudonym, goes }, { facts: [erased, ...rightsTaken(group, id)], erases: [key] })
}
