import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import * as Core from "@cabas/core/schema"
import { rightsOf } from "@cabas/core/group"
import type { Place } from "@cabas/core/group"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import type { Producer } from "@cabas/core/producer"
import { anyone, anyMember, hostOnly, right } from "../run/allow.ts"
import { command, query } from "../run/operation.ts"
import type { Actor } from "../run/operation.ts"
import { groupOf, inGroup, optional } from "./inputs.ts"

const nothing = () => ({})

/** Who founds a group: the acting member, or the first admin that the host names. */
const founderOf = (
  input: { readonly admin?: { readonly id: string; readonly people: typeof Core.Household.Type } },
  actor: Actor,
  now: string,
) => {
  const id = input.admin?.id ?? (actor.kind === "member" ? actor.member : undefined)
  if (id === undefined) return null
  const people = input.admin?.people ?? [{ firstName: "", lastName: id, email: null, phone: null }]
  return { id, people, address: "", status: "active", joinedAt: now } as const
}

/** Creates a group; the member who does it, or the one the host names, becomes its first admin. */
export const create = command("group.create", {
  summary: "Creates a group and its first admin.",
  input: Schema.Struct({
    id: Core.Id,
    name: Core.Name(128),
    currency: optional(Core.Currency),
    timeZone: optional(Core.TimeZone),
    admin: optional(Schema.Struct({ id: Core.Id, people: Core.Household })),
  }),
  output: Schema.Struct({ id: Schema.String }),
  refusals: ["AlreadyExists", "NotAllowed"],
  on: "no-group",
  space: (input) => input.id,
  allow: (asking) => {
    const named = asking.input.admin === undefined || asking.actor.kind !== "member"
    return asking.actor.kind === "visitor" || !named ? hostOnly(asking) : undefined
  },
  read: ({ input, actor }) => ({
    documents: input.admin === undefined || actor.kind === "member" ? [] : [keyOf.member(input.admin.id)],
  }),
  decide: ({ input, actor, found, now }) =>
    Plans.createGroup(found.group, {
      id: input.id,
      name: input.name,
      currency: input.currency ?? "EUR",
      timeZone: input.timeZone ?? "Europe/Paris",
      founder: founderOf(input, actor, now),
    }),
})

const GroupView = Schema.Struct({
  id: Core.Id,
  currency: Core.Currency,
  status: Schema.Literals(["active", "suspended", "deleted"]),
  settings: Core.GroupSettings,
  /** The rights of whoever asks. */
  rights: Schema.Array(Core.Right),
})

/** The group's settings and what the asking member may do. */
export const get = query("group.get", {
  summary: "The group's settings, and the rights of whoever asks.",
  input: Schema.Struct(inGroup),
  output: GroupView,
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: anyMember,
  read: nothing,
  view: ({ group, actor }) => {
    const rights = actor.kind === "member" ? rightsOf(group, actor.member) : []
    return Result.succeed({
      id: group.id,
      currency: group.currency,
      status: group.status,
      settings: group.settings,
      rights,
    })
  },
})

/** Changes the settings that are named. */
export const configure = command("group.configure", {
  summary: "Changes the group's settings; those not named stay.",
  input: Schema.Struct({ ...inGroup, ...Struct.map(Core.GroupSettings.fields, Schema.optionalKey) }),
  output: Core.GroupSettings,
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: right("group-admin"),
  read: nothing,
  decide: ({ input, group }) => {
    const { group: _, ...changes } = input
    return Plans.configureGroup(group, changes)
  },
})

/** Makes a group read-only. */
export const suspend = command("group.suspend", {
  summary: "Makes the group read-only, with a reason that members see.",
  input: Schema.Struct({ ...inGroup, reason: Core.Line(256) }),
  output: Schema.Struct({ status: Schema.Literal("suspended") }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: right("group-admin"),
  read: nothing,
  decide: ({ input }) => Plans.suspendGroup(input.reason),
})

/** Opens a suspended group again. */
export const resume = command("group.resume", {
  summary: "Opens a suspended group again.",
  input: Schema.Struct(inGroup),
  output: Schema.Struct({ status: Schema.Literal("active") }),
  refusals: ["NotAllowed"],
  on: "suspended",
  space: groupOf,
  allow: right("group-admin"),
  read: nothing,
  decide: () => Plans.resumeGroup(),
})

/** Deletes a suspended group. */
export const remove = command("group.delete", {
  summary: "Deletes a suspended group; only the platform still sees its journal.",
  input: Schema.Struct(inGroup),
  output: Schema.Struct({ status: Schema.Literal("deleted") }),
  refusals: ["NotAllowed", "GroupNotSuspended"],
  on: "suspended",
  space: groupOf,
  allow: right("group-admin"),
  read: nothing,
  decide: ({ group }) => Plans.deleteGroup(group),
})

/** Keeps what is told of a place. */
export const savePlace = command("place.save", {
  summary: "Adds or changes a place where distributions happen.",
  input: Schema.Struct({
    ...inGroup,
    id: Core.Id,
    name: Core.Name(64),
    ...Struct.map(
      Struct.pick(Core.Place.fields, ["address", "zip", "city", "directions", "archived"]),
      Schema.optionalKey,
    ),
  }),
  output: Core.Place,
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: right("group-admin"),
  read: ({ input }) => ({ documents: [keyOf.place(input.id)] }),
  decide: ({ input, found }) => {
    const { group: _, ...told } = input
    const before = found.place(input.id) ?? { address: "", zip: "", city: "", directions: "", archived: false }
    return Plans.savePlace({ ...before, ...told })
  },
})

/** The places of the group. */
export const listPlaces = query("place.list", {
  summary: "The places of the group.",
  input: Schema.Struct(inGroup),
  output: Schema.Struct({ places: Schema.Array(Core.Place) }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: anyone,
  read: () => ({ pages: [{ prefix: "place:", limit: 500 }] }),
  view: ({ found }) => Result.succeed({ places: found.page<Place>(0).states }),
})

/** Keeps what is told of a producer. */
export const saveProducer = command("producer.save", {
  summary: "Adds or changes a producer.",
  input: Schema.Struct({
    ...inGroup,
    id: Core.Id,
    name: Core.Name(128),
    ...Struct.map(
      Struct.pick(Core.Producer.fields, ["contact", "email", "phone", "city", "description"]),
      Schema.optionalKey,
    ),
  }),
  output: Core.Producer,
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: right("catalog-admin"),
  read: ({ input }) => ({ documents: [keyOf.producer(input.id)] }),
  decide: ({ input, found }) => {
    const { group: _, ...told } = input
    const before = found.producer(input.id) ?? { contact: "", email: null, phone: null, city: "", description: "" }
    return Plans.saveProducer({ ...before, ...told })
  },
})

/** The producers of the group. */
export const listProducers = query("producer.list", {
  summary: "The producers of the group.",
  input: Schema.Struct(inGroup),
  output: Schema.Struct({ producers: Schema.Array(Core.Producer) }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: anyMember,
  read: () => ({ pages: [{ prefix: "producer:", limit: 500 }] }),
  view: ({ found }) => Result.succeed({ producers: found.page<Producer>(0).states }),
})
