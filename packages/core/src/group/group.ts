import type { Group, GroupFact, GroupSettings, Place, PlaceFact, Right } from "./group.schema.ts"

/** The settings a new group starts with. @see D12, D26 */
export const defaultSettings = (name: string): GroupSettings => ({
  name,
  timeZone: "Europe/Paris",
  shortage: "refuse",
  payments: { moneyPot: false, floor: 0 },
  visitors: "browse",
  severalPerDay: false,
  origins: [],
  mainPlace: null,
})

const created = (fact: Extract<GroupFact, { _tag: "GroupCreated" }>): Group => ({
  id: fact.id,
  currency: fact.currency,
  status: "active",
  reason: null,
  settings: fact.settings,
  rights: fact.admin === null ? {} : { [fact.admin]: ["group-admin"] },
})

const withRights = (group: Group, member: string, rights: ReadonlyArray<Right>): Group => {
  const { [member]: _, ...others } = group.rights
  return { ...group, rights: rights.length === 0 ? others : { ...others, [member]: rights } }
}

/** Folds one fact into the group; facts before `GroupCreated` change nothing. */
export const evolve = (group: Group | null, fact: GroupFact): Group | null => {
  if (fact._tag === "GroupCreated") return created(fact)
  if (group === null) return null
  switch (fact._tag) {
    case "GroupConfigured":
      return { ...group, settings: fact.settings }
    case "GroupSuspended":
      return { ...group, status: "suspended", reason: fact.reason }
    case "GroupResumed":
      return { ...group, status: "active", reason: null }
    case "GroupDeleted":
      return { ...group, status: "deleted" }
    case "RightsGiven":
      return withRights(group, fact.member, fact.rights)
  }
}

/** Folds one fact into a place. */
export const evolvePlace = (_: Place | null, fact: PlaceFact): Place => fact.place

const none: ReadonlyArray<Right> = []

/** The rights a member was given, none for a plain member. */
export const rightsOf = (group: Group, member: string): ReadonlyArray<Right> =>
  Object.hasOwn(group.rights, member) ? (group.rights[member] ?? none) : none

/**
 * Whether the member holds the right; `group-admin` implies all, `catalog-admin` implies each catalog.
 * @rule RIGHT-1
 * @see D28
 */
export const holds = (group: Group, member: string, right: Right): boolean => {
  const rights = rightsOf(group, member)
  return (
    rights.includes("group-admin") ||
    rights.includes(right) ||
    (right.startsWith("catalog-admin:") && rights.includes("catalog-admin"))
  )
}

/**
 * Whether giving the member these rights would leave the group without any group admin.
 * @rule RIGHT-2
 * @see D28
 */
export const leavesNoAdmin = (group: Group, member: string, rights: ReadonlyArray<Right>): boolean =>
  !rights.includes("group-admin") &&
  rightsOf(group, member).includes("group-admin") &&
  !Object.keys(group.rights).some((other) => other !== member && rightsOf(group, other).includes("group-admin"))
