import * as Schema from "effect/Schema"
import { Iban } from "../bank/bank.schema.ts"
import { MembershipPolicy } from "../membership/membership.schema.ts"
import { BasisPoints, Currency, Id, Line, Money, Name, Text, TimeZone } from "../values/values.schema.ts"

/**
 * What a member may do beyond ordering: `group-admin` (implies the others), `catalog-admin` for every catalog
 * or `catalog-admin:ID` for one, `members`, `messages`, `desk` (distribution day only).
 * @see D28
 */
export const Right = Schema.Union([
  Schema.Literals(["group-admin", "catalog-admin", "members", "messages", "desk"]),
  Schema.TemplateLiteral(["catalog-admin:", Schema.String]).check(
    Schema.isPattern(/^catalog-admin:[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/),
  ),
])
export type Right = typeof Right.Type

/** Ways of paying that a group may offer its members. @see M1 */
export const OfferedKind = Schema.Literals(["cash", "cheque", "transfer", "card"])
export type OfferedKind = typeof OfferedKind.Type

/** What names a bank where an account number is not enough. */
const Bic = Schema.String.check(Schema.isPattern(/^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/))

/**
 * How confirmed orders are paid: by the money pot down to `floor`, or later at the distribution; and in which ways.
 * @see D25, D26, M2
 */
export const PaymentPolicy = Schema.Struct({
  moneyPot: Schema.Boolean,
  floor: Money,
  /** Every way when absent. */
  kinds: Schema.optionalKey(Schema.Array(OfferedKind).check(Schema.isMinLength(1), Schema.isMaxLength(4))),
  /** What is set aside beyond the estimate of weighed goods, as a rate of it; nothing when absent. */
  margin: Schema.optionalKey(BasisPoints),
  /** A basket that is paid too much or too little is settled through the wallet, or refused. @see D25 */
  difference: Schema.optionalKey(Schema.Literals(["carry", "refuse"])),
  iban: Schema.optionalKey(Iban),
  bic: Schema.optionalKey(Bic),
  /** Whose account it is. */
  holder: Schema.optionalKey(Line(70)),
  /** To whom cheques are made out. @see M4 */
  payee: Schema.optionalKey(Line(128)),
})
export type PaymentPolicy = typeof PaymentPolicy.Type

/** What a coordinator may configure. */
export const GroupSettings = Schema.Struct({
  name: Name(128),
  timeZone: TimeZone,
  /** What happens when stock runs short: refuse the whole confirmation, or take what is left. @see D12 */
  shortage: Schema.Literals(["refuse", "clip"]),
  payments: PaymentPolicy,
  /** Whether people who are not signed in see products and prices. */
  visitors: Schema.Literals(["browse", "nothing"]),
  /** Whether one place may hold several distributions on one day. @see D10 */
  severalPerDay: Schema.Boolean,
  /** The web origins allowed to call the API for this group. */
  origins: Schema.Array(Schema.String.check(Schema.isPattern(/^https?:\/\/[^/\s]+$/))).check(Schema.isMaxLength(20)),
  mainPlace: Schema.NullOr(Id),
  /** Yearly memberships, when the group has them. @see G7 */
  membership: Schema.optionalKey(Schema.NullOr(MembershipPolicy)),
})
export type GroupSettings = typeof GroupSettings.Type

/** A group: the unit of atomicity, of rights and of settings. */
export const Group = Schema.Struct({
  id: Id,
  currency: Currency,
  status: Schema.Literals(["active", "suspended", "deleted"]),
  reason: Schema.NullOr(Line(256)),
  settings: GroupSettings,
  rights: Schema.Record(Schema.String, Schema.Array(Right)),
})
export type Group = typeof Group.Type

/** What can happen to a group. */
export const GroupFact = Schema.TaggedUnion({
  GroupCreated: { id: Id, currency: Currency, settings: GroupSettings, admin: Schema.NullOr(Id) },
  GroupConfigured: { settings: GroupSettings },
  GroupSuspended: { reason: Line(256) },
  GroupResumed: {},
  GroupDeleted: {},
  RightsGiven: { member: Id, rights: Schema.Array(Right) },
})
export type GroupFact = typeof GroupFact.Type

/** Where distributions happen (told data). @see R4.1 */
export const Place = Schema.Struct({
  id: Id,
  name: Name(64),
  address: Line(128),
  zip: Line(32),
  city: Line(64),
  directions: Text(1000),
  archived: Schema.Boolean,
})
export type Place = typeof Place.Type
/** What can happen to a place. */
export const PlaceFact = Schema.TaggedUnion({ PlaceSaved: { place: Place } })
export type PlaceFact = typeof PlaceFact.Type

/** What a group, its places and rights may be refused for. @see D28, D29 */
export const GroupRefusal = {
  GroupUnknown: { group: Schema.String },
  GroupSuspended: { group: Schema.String, reason: Schema.NullOr(Schema.String) },
  GroupNotSuspended: { group: Schema.String },
  NotAllowed: { actor: Schema.String, needs: Schema.String },
  LastAdmin: { member: Schema.String },
  PlaceUnknown: { place: Schema.String },
  AlreadyExists: { what: Schema.String, id: Schema.String },
} as const
