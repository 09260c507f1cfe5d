import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { people } from "../../test/village.ts"
import type { Member } from "../member/index.ts"
import { evolve as evolveMember } from "../member/index.ts"
import { configureGroup, createGroup, deleteGroup, giveRights, resumeGroup, suspendGroup } from "../plans/index.ts"
import type { Decision } from "../plans/index.ts"
import type { Group, GroupFact, Right } from "./index.ts"
import { defaultSettings, evolve, holds, leavesNoAdmin, rightsOf } from "./index.ts"
import { Right as RightSchema } from "./group.schema.ts"

const member = (id: string, status: Member["status"] = "active"): Member => ({
  id,
  people: people(id),
  address: "",
  status,
  joinedAt: "2026-01-01T00:00:00.000Z",
})

const group = (rights: Group["rights"] = {}): Group => ({
  id: "village",
  currency: "EUR",
  status: "active",
  reason: null,
  settings: defaultSettings("Village"),
  rights,
})

/** The group as the decision leaves it, or the code of the refusal. */
const after = (before: Group | null, decision: Decision<unknown>): Group | string => {
  if (Result.isFailure(decision)) return decision.failure._tag
  const own = decision.success.facts.filter(({ key }) => key === "group").map(({ fact }) => fact as GroupFact)
  return own.reduce<Group | null>(evolve, before)!
}

const groupAfter = (before: Group | null, decision: Decision<unknown>): Group => after(before, decision) as Group

const founded = (founder: string | null) =>
  createGroup(null, {
    id: "village",
    name: "Village",
    currency: "EUR",
    timeZone: "Europe/Paris",
    founder: founder === null ? null : member(founder),
  })

const asks: Readonly<Record<string, Ask>> = {
  "GROUP-1": (founder: string | null) => {
    const decision = founded(founder)
    const { rights, settings } = groupAfter(null, decision)
    const facts = Result.getOrThrow(decision).facts.filter(({ key }) => key.startsWith("member:"))
    const members = facts.map(({ fact }) => evolveMember(null, fact as never)?.id)
    const { shortage, payments, severalPerDay, visitors } = settings
    return [rights, members, shortage, payments.moneyPot, severalPerDay, visitors]
  },
  "GROUP-2": (status: Group["status"]) => {
    const left = after({ ...group(), status }, deleteGroup({ ...group(), status }))
    return [typeof left === "string" ? left : left.status]
  },
  "GROUP-3": (before: Partial<Group["settings"]>, named: Partial<Group["settings"]>) => {
    const plain = { ...group(), settings: { ...defaultSettings("Village"), ...before } }
    const { shortage, visitors } = groupAfter(plain, configureGroup(plain, named)).settings
    return [{ shortage, visitors }]
  },
  "RIGHT-1": (rights: ReadonlyArray<Right>, asked: Right) => [holds(group({ seb: rights }), "seb", asked)],
  "RIGHT-2": (rights: Group["rights"], id: string, given: ReadonlyArray<Right>) => {
    const left = after(group(rights), giveRights(group(rights), member(id), id, given))
    return [typeof left === "string" ? left : "given"]
  },
  "RIGHT-3": (before: ReadonlyArray<Right>, given: ReadonlyArray<Right>) => {
    const plain = group({ camille: ["group-admin"], seb: before })
    return [rightsOf(groupAfter(plain, giveRights(plain, member("seb"), "seb", given)), "seb")]
  },
}

const rules = rulesOn("groups.md")

describe("the rule book's page on groups", () => {
  it("asks every table of the page", () => {
    expect(rules.map(({ id }) => id)).toEqual(Object.keys(asks))
    expect(rules.filter(({ rows }) => rows.length < 2)).toEqual([])
  })

  for (const rule of rules) {
    it.each(casesOf(rule))(`${rule.id}: ${rule.title}: $title`, ({ given, says }) => {
      expect(asks[rule.id]!(...given)).toStrictEqual(says)
    })
  }
})

describe("founding, suspending, deleting", () => {
  it("GROUP-1: a group that exists is not founded again", () => {
    const again = { id: "village", name: "Other", currency: "EUR", timeZone: "UTC", founder: member("seb") }
    expect(Result.merge(createGroup(group(), again))).toEqual({ _tag: "AlreadyExists", what: "group", id: "village" })
  })

  it("GROUP-1: keeps the name, the currency and the zone it is given, and when its founder joined", () => {
    const fresh = { id: "g", name: "Les Paniers", currency: "CHF", timeZone: "Europe/Zurich", founder: member("seb") }
    const decision = createGroup(null, fresh)
    expect(groupAfter(null, decision)).toMatchObject({
      id: "g",
      currency: "CHF",
      status: "active",
      settings: { name: "Les Paniers", timeZone: "Europe/Zurich" },
    })
    const added = Result.getOrThrow(decision).facts[1]
    expect(added).toEqual({
      key: "member:seb",
      fact: { _tag: "MemberAdded", id: "seb", people: people("seb"), address: "", at: "2026-01-01T00:00:00.000Z" },
    })
  })

  it("GROUP-2: suspending says why, resuming forgets it", () => {
    const suspended = groupAfter(group(), suspendGroup("Clés perdues"))
    expect(suspended).toMatchObject({ status: "suspended", reason: "Clés perdues" })
    expect(groupAfter(suspended, resumeGroup())).toEqual(group())
  })

  it("GROUP-2: a refused deletion names the group", () => {
    expect(Result.merge(deleteGroup(group()))).toEqual({ _tag: "GroupNotSuspended", group: "village" })
  })

  it("GROUP-3: a setting named with nothing in it is one that is not named", () => {
    expect(groupAfter(group(), configureGroup(group(), { visitors: undefined }))).toEqual(group())
  })

  it("GROUP-3: answers with all the settings there are now", () => {
    const decision = Result.getOrThrow(configureGroup(group(), { name: "Autre" }))
    expect(decision.answer).toEqual({ ...defaultSettings("Village"), name: "Autre" })
  })

  it("facts that come before the group is there fold into nothing", () => {
    expect(evolve(null, { _tag: "GroupResumed" })).toBeNull()
  })
})

const right = fc.constantFrom<Right>(
  "group-admin",
  "catalog-admin",
  "catalog-admin:fruit",
  "catalog-admin:bread",
  "members",
  "messages",
  "desk",
)
const rights = fc.array(right, { maxLength: 4 })
const giving = fc.array(fc.tuple(fc.constantFrom("camille", "seb", "julie"), rights), { maxLength: 30 })

/** A group whose rights were given one decision after the other. */
const givenTo = (steps: ReadonlyArray<readonly [string, ReadonlyArray<Right>]>): Group =>
  steps.reduce<Group>(
    (now, [id, given]) => {
      const left = after(now, giveRights(now, member(id), id, given))
      return typeof left === "string" ? now : left
    },
    groupAfter(null, founded("camille")),
  )

describe("rights", () => {
  it("RIGHT-2 (D28): whatever rights are given in whatever order, an admin is left", () => {
    fc.assert(
      fc.property(giving, (steps) => {
        const now = givenTo(steps)
        const admins = ["camille", "seb", "julie"].filter((id) => rightsOf(now, id).includes("group-admin"))
        expect(admins.length).toBeGreaterThan(0)
        for (const id of admins) expect(leavesNoAdmin(now, id, [])).toBe(admins.length === 1)
      }),
    )
  })

  it("RIGHT-3 (GC-12.12): each member has what was given to them last, whatever was given to others", () => {
    fc.assert(
      fc.property(giving, fc.constantFrom("seb", "julie"), rights, (steps, id, last) => {
        const now = givenTo([...steps, ["camille", ["group-admin"]]])
        const then = givenTo([...steps, ["camille", ["group-admin"]], [id, last]])
        expect(rightsOf(then, id)).toEqual([...new Set(last)])
        for (const other of ["camille", "seb", "julie"].filter((one) => one !== id)) {
          expect(rightsOf(then, other)).toEqual(rightsOf(now, other))
        }
      }),
    )
  })

  it("RIGHT-1 (D28): more rights never allow less, and an admin holds whatever there is to hold", () => {
    fc.assert(
      fc.property(rights, right, right, (some, more, asked) => {
        const held = (of: ReadonlyArray<Right>) => holds(group({ seb: of }), "seb", asked)
        expect(held([...some, more]) || !held(some)).toBe(true)
        expect(held([...some, "group-admin"])).toBe(true)
      }),
    )
  })

  it("RIGHT-1 (GC-12.11): an admin of one group holds nothing in another", () => {
    const other = group({ seb: ["group-admin"] })
    expect(holds(group({ camille: ["group-admin"] }), "camille", "catalog-admin:lettuce")).toBe(true)
    expect(holds(other, "camille", "catalog-admin:lettuce")).toBe(false)
  })

  it("RIGHT-1: a member named like a property of every object holds nothing", () => {
    expect(rightsOf(group(), "constructor")).toEqual([])
    expect(holds(group(), "constructor", "members")).toBe(false)
  })

  it("RIGHT-3: only a current member is given rights", () => {
    const unknown = { _tag: "MemberUnknown", member: "seb" }
    expect(Result.merge(giveRights(group(), null, "seb", ["desk"]))).toEqual(unknown)
    expect(Result.merge(giveRights(group(), member("seb", "left"), "seb", ["desk"]))).toEqual(unknown)
  })

  it("RIGHT-3: the rights depend on the member still being there when they are written", () => {
    const plan = Result.getOrThrow(giveRights(group(), member("seb"), "seb", ["desk"]))
    expect(plan.guards).toEqual(["member:seb"])
    expect(plan.answer).toEqual({ member: "seb", rights: ["desk"] })
  })

  it("RIGHT-2: a refusal names who would be missed", () => {
    const now = group({ camille: ["group-admin"] })
    expect(Result.merge(giveRights(now, member("camille"), "camille", []))).toEqual({
      _tag: "LastAdmin",
      member: "camille",
    })
  })

  it("RIGHT-1: a right names a catalog by an identifier, and nothing else", () => {
    const reads = Schema.is(RightSchema)
    expect(["catalog-admin:fruit", "desk", "group-admin"].filter((one) => reads(one))).toHaveLength(3)
    expect(["catalog-admin:", "catalog-admin:a/b", "root", "catalog-admin:*"].filter((one) => reads(one))).toEqual([])
  })
})
