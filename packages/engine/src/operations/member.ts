import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import type { Basket } from "@cabas/core/basket"
import { contractOf, exactly, heldFor, walletOf } from "@cabas/core/ledger"
import type { Floor } from "@cabas/core/ledger"
import { rightsOf } from "@cabas/core/group"
import { emailsOf, foundByName, householdName } from "@cabas/core/member"
import type { Member } from "@cabas/core/member"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import { statementLines } from "@cabas/core/views"
import type { Membership } from "@cabas/core/membership"
import type { Payment } from "@cabas/core/payment"
import type { Subscription } from "@cabas/core/subscription"
import { anyMember, right, selfOr } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { command, query } from "../run/operation.ts"
import type { Deciding } from "../run/operation.ts"
import type { Reading } from "../storage/storage.ts"
import { groupOf, inGroup, memberOf, Named, optional, paged } from "./inputs.ts"
import { WalletMovement, WalletState } from "./outputs.ts"
import { walletAccounts, walletIn } from "./wallet-state.ts"

const details = { ...inGroup, id: Core.Id, people: Core.Household, address: optional(Core.Line(256)) }
type Details = { readonly id: string; readonly people: typeof Core.Household.Type }

const sharingEmail = (input: Details): Reading => ({
  documents: [keyOf.member(input.id)],
  pages: emailsOf(input.people).map((email) => ({ index: "member.byEmail", from: email, to: email, limit: 10 })),
})

const sharing = (found: Found, input: Details): ReadonlyArray<Member> =>
  emailsOf(input.people).flatMap((_, index) => found.page<Member>(index).states)

/** Adds a household to the group, with or without e-mail. */
export const add = command("member.add", {
  summary: "Adds a member, with or without e-mail, or brings back one who left.",
  input: Schema.Struct(details),
  output: Named,
  refusals: ["NotAllowed", "AlreadyExists", "EmailTaken"],
  space: groupOf,
  allow: right("members"),
  read: ({ input }) => sharingEmail(input),
  decide: ({ input, found, now }) =>
    Plans.addMember(found.member(input.id), { ...input, address: input.address ?? "" }, sharing(found, input), now),
})

/** Changes what is told of a household; members do it for themselves. */
export const save = command("member.save", {
  summary: "Changes a member's people and address.",
  input: Schema.Struct(details),
  output: Named,
  refusals: ["NotAllowed", "MemberUnknown", "EmailTaken"],
  space: groupOf,
  allow: selfOr((input) => input.id, "members"),
  read: ({ input }) => sharingEmail(input),
  decide: ({ input, found }) => {
    const before = found.member(input.id)
    const address = input.address ?? before?.address ?? ""
    return Plans.saveMember(before, { ...input, address }, sharing(found, input))
  },
})

/** What leaving and erasing look at: the member, their money, and their baskets. */
const leavingReads = (member: string): Reading => ({
  documents: [keyOf.member(member)],
  balances: [walletOf(member), heldFor(member)],
  pages: [
    { index: "basket.byMember", from: member, to: member, limit: 10_000 },
    { index: "subscription.byMember", from: member, to: member, limit: 1000 },
  ],
})

const subscriptionsIn = (found: Found): ReadonlyArray<Subscription> => found.page<Subscription>(1).states

/** What the member paid and owes of their subscriptions. */
const contractsOf = (id: string, found: Found): ReadonlyArray<string> =>
  subscriptionsIn(found).map((one) => contractOf(one.id, id))

const distributionsOf = (member: string, found: Found): Reading => {
  const baskets = found.page<Basket>(0).states
  return {
    documents: [...new Set(baskets.map((basket) => keyOf.distribution(basket.distribution)))],
    balances: contractsOf(member, found),
  }
}

const leavingOf = (id: string, { found, group, now }: Pick<Deciding<unknown>, "found" | "group" | "now">) => {
  const baskets = found.page<Basket>(0).states
  const upcoming = baskets.filter((basket) => (found.distribution(basket.distribution)?.plan.endsAt ?? "") > now)
  const money = (account: string) => found.balance(account, group.currency) ?? 0
  const balance = [walletOf(id), ...contractsOf(id, found)].map(money).find((one) => one !== 0) ?? 0
  return { group, member: found.member(id), id, upcoming, subscriptions: subscriptionsIn(found), balance, now }
}

/** An order or a payment that comes in meanwhile must stop who leaves. */
const moneyStays = (id: string, { found, group }: Pick<Deciding<unknown>, "found" | "group">): ReadonlyArray<Floor> =>
  [walletOf(id), heldFor(id), ...contractsOf(id, found)].map((account) =>
    exactly(account, group.currency, found.balance(account, group.currency) ?? 0),
  )

/** Takes a member out of the group, by themselves or by an admin. */
export const remove = command("member.remove", {
  summary: "Takes a member out: nothing ordered, nothing owed; their history stays.",
  input: Schema.Struct({ ...inGroup, member: optional(Core.Id) }),
  output: Named,
  refusals: [
    "NotAllowed",
    "MemberUnknown",
    "LastAdmin",
    "MemberHasOrders",
    "MemberHasSubscriptions",
    "MemberHasBalance",
  ],
  space: groupOf,
  allow: selfOr((input) => input.member, "members"),
  read: ({ input, actor }) => leavingReads(memberOf(input, actor)),
  more: ({ input, actor }, found) => distributionsOf(memberOf(input, actor), found),
  decide: (deciding) => {
    const id = memberOf(deciding.input, deciding.actor)
    const decision = Plans.removeMember(leavingOf(id, deciding))
    return Result.map(decision, (plan) => ({ ...plan, floors: moneyStays(id, deciding) }))
  },
})

const Count = Core.Natural

/** Erases what the group knows of a member; a preview says what would go. @see D27 */
export const erase = command("member.erase", {
  summary: "Forgets who a member is: a pseudonym takes their place in the history; nothing ordered, nothing owed.",
  input: Schema.Struct({ ...inGroup, member: Core.Id, pseudonym: optional(Core.Name(64)) }),
  output: Schema.Struct({
    id: Core.Id,
    pseudonym: Schema.String,
    goes: Schema.Struct({ people: Count, emails: Count, phones: Count, addresses: Count, rights: Count }),
    stays: Schema.Struct({ baskets: Count, payments: Count }),
  }),
  refusals: [
    "NotAllowed",
    "MemberUnknown",
    "LastAdmin",
    "MemberHasOrders",
    "MemberHasSubscriptions",
    "MemberHasBalance",
  ],
  space: groupOf,
  allow: right("group-admin"),
  read: ({ input: { member } }) => {
    const reading = leavingReads(member)
    const payments = { index: "payment.byMember", from: member, to: member, limit: 10_000 }
    return { ...reading, pages: [...(reading.pages ?? []), payments] }
  },
  more: ({ input }, found) => distributionsOf(input.member, found),
  decide: (deciding) => {
    const { input, found } = deciding
    const id = input.member
    const stays = { baskets: found.page(0).states.length, payments: found.page(2).states.length }
    const decision = Plans.eraseMember(leavingOf(id, deciding), input.pseudonym ?? id)
    return Result.map(decision, (plan) => ({
      ...plan,
      floors: plan.facts.length === 0 ? [] : moneyStays(id, deciding),
      answer: { ...plan.answer, stays },
    }))
  },
})

/** The catalogs that rights are about: they must be the group's own. @see D28 */
const catalogsNamed = (rights: ReadonlyArray<string>): ReadonlyArray<string> => [
  ...new Set(rights.flatMap((one) => (one.startsWith("catalog-admin:") ? [one.slice("catalog-admin:".length)] : []))),
]

/** Gives a member exactly these rights. */
export const grant = command("member.grant", {
  summary: "Gives a member exactly these rights.",
  input: Schema.Struct({
    ...inGroup,
    member: Core.Id,
    rights: Schema.Array(Core.Right).check(Schema.isMaxLength(200)),
  }),
  output: Schema.Struct({ member: Core.Id, rights: Schema.Array(Core.Right) }),
  refusals: ["NotAllowed", "MemberUnknown", "CatalogUnknown", "LastAdmin"],
  space: groupOf,
  allow: right("group-admin"),
  read: ({ input }) => ({ documents: [keyOf.member(input.member), ...catalogsNamed(input.rights).map(keyOf.catalog)] }),
  decide: ({ input, found, group }) => {
    const catalog = catalogsNamed(input.rights).find((id) => found.catalog(id) === null)
    if (catalog !== undefined) return Plans.refused({ _tag: "CatalogUnknown", catalog })
    return Plans.giveRights(group, found.member(input.member), input.member, input.rights)
  },
})

const MemberView = Schema.Struct({ ...Core.Member.fields, name: Schema.String, rights: Schema.Array(Core.Right) })

/** A member, seen by themselves or by those who keep the list. */
export const get = query("member.get", {
  summary: "A member with their rights; oneself when none is named.",
  input: Schema.Struct({ ...inGroup, member: optional(Core.Id) }),
  output: MemberView,
  refusals: ["NotAllowed", "MemberUnknown"],
  space: groupOf,
  allow: selfOr((input) => input.member, "members", "desk", "catalog-admin"),
  read: ({ input, actor }) => ({ documents: [keyOf.member(memberOf(input, actor))] }),
  view: ({ input, actor, found, group }) => {
    const id = memberOf(input, actor)
    const member = found.member(id)
    if (member === null) return Result.fail({ _tag: "MemberUnknown", member: id })
    return Result.succeed({ ...member, name: householdName(member.people), rights: rightsOf(group, id) })
  },
})

/** The list of members, a page at a time. */
export const list = query("member.list", {
  summary: "The members of the group, by id, a page at a time.",
  input: Schema.Struct({ ...inGroup, ...paged }),
  output: Schema.Struct({ members: Schema.Array(MemberView), next: Schema.NullOr(Schema.String) }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: right("members", "desk", "catalog-admin"),
  read: ({ input: { after, limit } }) => ({
    pages: [{ prefix: "member:", limit: limit ?? 500, ...(after === undefined ? {} : { after }) }],
  }),
  view: ({ found, group }) => {
    const { states, next } = found.page<Member>(0)
    const members = states.map((member) => ({
      ...member,
      name: householdName(member.people),
      rights: rightsOf(group, member.id),
    }))
    return Result.succeed({ members, next })
  },
})

/** The most households that a search tells. */
const mostFound = 8

/** Finds households by name, as members do who look for somebody to share with. */
export const find = query("member.find", {
  summary: "At most eight members whose names begin as searched: their id and name, nothing else.",
  input: Schema.Struct({ ...inGroup, name: Core.Line(64) }),
  output: Schema.Struct({
    members: Schema.Array(Schema.Struct({ id: Core.Id, name: Schema.String })),
    more: Schema.Boolean,
  }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: anyMember,
  read: () => ({ pages: [{ prefix: "member:", limit: 10_000 }] }),
  view: ({ input, found }) => {
    const fitting = foundByName(found.page<Member>(0).states, input.name)
    const members = fitting.slice(0, mostFound).map(({ id, people }) => ({ id, name: householdName(people) }))
    return Result.succeed({ members, more: fitting.length > mostFound })
  },
})

/** Movements read at once: more than a member makes in a lifetime of baskets. */
const maximumEntries = 10_000

const page = (name: string, member: string) => ({ index: name, from: member, to: member, limit: 10_000 })

/** Everything that a group holds on a member, whether or not they are still one. @see D27 */
export const exportMember = query("member.export", {
  summary: "Everything that the group holds on a member; on oneself when none is named.",
  input: Schema.Struct({ ...inGroup, member: optional(Core.Id) }),
  output: Schema.Struct({
    member: MemberView,
    baskets: Schema.Array(Core.Basket),
    payments: Schema.Array(Core.Payment),
    subscriptions: Schema.Array(Core.Subscription),
    wallet: WalletState,
    lines: Schema.Array(WalletMovement),
    memberships: Schema.Array(Core.Membership),
  }),
  refusals: ["NotAllowed", "MemberUnknown"],
  space: groupOf,
  allow: (asking) => {
    const { actor, input, found } = asking
    const self = actor.kind === "member" && (input.member ?? actor.member) === actor.member
    // Who left has the same right to see what is kept of them.
    if (self && found.member(actor.member) !== null) return undefined
    return right("members")(asking)
  },
  read: ({ input, actor }) => {
    const member = memberOf(input, actor)
    return {
      documents: [keyOf.member(member)],
      balances: walletAccounts(member),
      entries: { account: walletOf(member), limit: maximumEntries },
      pages: [
        page("basket.byMember", member),
        page("payment.byMember", member),
        page("subscription.byMember", member),
        { prefix: keyOf.memberships(member), limit: 1000 },
      ],
    }
  },
  view: ({ input, actor, found, group }) => {
    const id = memberOf(input, actor)
    const member = found.member(id)
    if (member === null) return Result.fail({ _tag: "MemberUnknown", member: id })
    const wallet = walletIn(found, group, id)
    return Result.succeed({
      member: { ...member, name: householdName(member.people), rights: rightsOf(group, id) },
      baskets: found.page<Basket>(0).states,
      payments: found.page<Payment>(1).states,
      subscriptions: found.page<Subscription>(2).states,
      wallet,
      lines: statementLines(found.entries, wallet.expected),
      memberships: found.page<Membership>(3).states,
    })
  },
})
