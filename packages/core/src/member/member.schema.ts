import * as Schema from "effect/Schema"
import { Id, Instant, Line, Name } from "../values/values.schema.ts"

/** An e-mail address, kept in lower case. @see R0.6 */
export const Email = Schema.String.check(Schema.isPattern(/^[^\s@]+@[^\s@]+\.[^\s@]+$/), Schema.isMaxLength(254))

/** One person of a household; a managed member may have no e-mail. @see R2.1 */
export const Person = Schema.Struct({
  firstName: Line(64),
  lastName: Name(64),
  email: Schema.NullOr(Email),
  phone: Schema.NullOr(Line(24)),
})
export type Person = typeof Person.Type

/** A member is a household: one or two people with one account. @see R2.1 */
export const Household = Schema.Array(Person).check(Schema.isMinLength(1), Schema.isMaxLength(2))

/**
 * A household in a group, with its history kept after it left; `erased` when what was known of it is gone and a
 * pseudonym stands in its place.
 * @see D27
 */
export const Member = Schema.Struct({
  id: Id,
  people: Household,
  address: Line(256),
  status: Schema.Literals(["active", "left", "erased"]),
  joinedAt: Instant,
})
export type Member = typeof Member.Type

/** What can happen to a member. */
export const MemberFact = Schema.TaggedUnion({
  MemberAdded: { id: Id, people: Household, address: Line(256), at: Instant },
  MemberSaved: { people: Household, address: Line(256) },
  MemberLeft: { at: Instant },
  MemberReturned: { at: Instant },
  /** Says the whole state, since the facts before it are blanked. */
  MemberErased: { id: Id, people: Household, joinedAt: Instant, at: Instant },
})
export type MemberFact = typeof MemberFact.Type

/** What a member may be refused for. @see D29 */
export const MemberRefusal = {
  MemberUnknown: { member: Schema.String },
  EmailTaken: { email: Schema.String },
  MemberHasBalance: { member: Schema.String, balance: Schema.Number },
  MemberHasSubscriptions: { member: Schema.String, subscriptions: Schema.Array(Schema.String) },
  MemberHasOrders: { member: Schema.String, distributions: Schema.Array(Schema.String) },
} as const
