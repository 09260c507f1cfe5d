import type { Group, GroupFact, GroupSettings, Place, Right } from "../group/index.ts"
import { defaultSettings, leavesNoAdmin } from "../group/index.ts"
import type { Member } from "../member/index.ts"
import type { Producer } from "../producer/index.ts"
import { keyOf } from "./keys.ts"
import type { Decision } from "./plan.ts"
import { planned, refused } from "./plan.ts"

/** What a new group is made from; `founder` is the first group admin, null when the host creates it for others. */
export interface NewGroup {
  readonly id: string
  readonly name: string
  readonly currency: string
  readonly timeZone: string
  readonly founder: Member | null
}

const about = (fact: GroupFact) => ({ key: keyOf.group, fact })

/** Creates a group, and its founder as first member and group admin. @rule GROUP-1 @see G1, D28 */
export const createGroup = (existing: Group | null, fresh: NewGroup): Decision<{ id: string }> => {
  if (existing !== null) return refused({ _tag: "AlreadyExists", what: "group", id: fresh.id })
  const { id, currency, founder } = fresh
  const settings = { ...defaultSettings(fresh.name), timeZone: fresh.timeZone }
  const created = about({ _tag: "GroupCreated", id, currency, settings, admin: founder?.id ?? null })
  if (founder === null) return planned({ id }, { facts: [created] })
  const { people, address, joinedAt } = founder
  const added = { _tag: "MemberAdded", id: founder.id, people, address, at: joinedAt } as const
  return planned({ id }, { facts: [created, { key: keyOf.member(founder.id), fact: added }] })
}

/** Changes some settings; those not named stay. @rule GROUP-3 @see G1 */
export const configureGroup = (
  group: Group,
  changes: { readonly [K in keyof GroupSettings]?: GroupSettings[K] | undefined },
): Decision<GroupSettings> => {
  const named = Object.entries(changes).filter(([, value]) => value !== undefined)
  const settings: GroupSettings = { ...group.settings, ...Object.fromEntries(named) }
  return planned(settings, { facts: [about({ _tag: "GroupConfigured", settings })] })
}

/** Makes the group read-only, saying why. @rule GROUP-2 @see D28 */
export const suspendGroup = (reason: string): Decision<{ status: "suspended" }> =>
  planned({ status: "suspended" }, { facts: [about({ _tag: "GroupSuspended", reason })] })

/** Opens a suspended group again. @rule GROUP-2 */
export const resumeGroup = (): Decision<{ status: "active" }> =>
  planned({ status: "active" }, { facts: [about({ _tag: "GroupResumed" })] })

/** Deletes a group, which must be suspended first, so that nobody deletes one in use. @rule GROUP-2 */
export const deleteGroup = (group: Group): Decision<{ status: "deleted" }> =>
  group.status === "suspended"
    ? planned({ status: "deleted" }, { facts: [about({ _tag: "GroupDeleted" })] })
    : refused({ _tag: "GroupNotSuspended", group: group.id })

/** Gives a member exactly these rights, each once; the last group admin keeps theirs. @rule RIGHT-2, RIGHT-3 @see D28 */
export const giveRights = (
  group: Group,
  member: Member | null,
  id: string,
  rights: ReadonlyArray<Right>,
): Decision<{ member: string; rights: ReadonlyArray<Right> }> => {
  if (member === null || member.status !== "active") return refused({ _tag: "MemberUnknown", member: id })
  if (leavesNoAdmin(group, id, rights)) return refused({ _tag: "LastAdmin", member: id })
  const distinct = [...new Set(rights)]
  return planned(
    { member: id, rights: distinct },
    { facts: [about({ _tag: "RightsGiven", member: id, rights: distinct })], guards: [keyOf.member(id)] },
  )
}

/** Keeps what is told of a place. @see G2 */
export const savePlace = (place: Place): Decision<Place> =>
  planned(place, { facts: [{ key: keyOf.place(place.id), fact: { _tag: "PlaceSaved", place } }] })

/** Keeps what is told of a producer. @see V1 */
export const saveProducer = (producer: Producer): Decision<Producer> =>
  planned(producer, { facts: [{ key: keyOf.producer(producer.id), fact: { _tag: "ProducerSaved", producer } }] })
