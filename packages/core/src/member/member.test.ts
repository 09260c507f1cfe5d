import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import type { Ask } from "../../test/rule-page.ts"
import { aProduct, people, thursday, Village } from "../../test/village.ts"
import type { Basket } from "../basket/index.ts"
import type { Group, Right } from "../group/index.ts"
import { defaultSettings } from "../group/index.ts"
import { addMember, eraseMember, removeMember, saveMember } from "../plans/index.ts"
import type { Decision } from "../plans/index.ts"
import type { Member, MemberFact, Person } from "./index.ts"
import { emailsOf, evolve, foundByName, householdName, tidyPeople } from "./index.ts"
import { Household, Member as MemberSchema } from "./member.schema.ts"

const at = "2026-05-10T10:00:00.000Z"

const person = (firstName: string, lastName: string, email: string | null = null): Person => ({
  firstName,
  lastName,
  email,
  phone: null,
})

const member = (id: string, status: Member["status"] = "active", emails: ReadonlyArray<string> = []): Member => ({
  id,
  people: emails.length === 0 ? people(id) : emails.map((email) => person("", id, email)),
  address: "",
  status,
  joinedAt: "2026-01-01T00:00:00.000Z",
})

const group = (rights: Group["rights"]): Group => ({
  id: "village",
  currency: "EUR",
  status: "active",
  reason: null,
  settings: defaultSettings("Village"),
  rights,
})

const outcome = (decision: Decision<unknown>, done: string): string =>
  Result.isFailure(decision) ? decision.failure._tag : done

/** Léa's basket of some apples: as it was confirmed, set to nothing, only drafted, or cancelled. */
const basketThat = (was: string): ReadonlyArray<Basket> => {
  const village = new Village()
  village.open("fruit", [aProduct("apples")])
  village.plan("thursday", thursday, ["fruit"])
  if (was === "draft") village.draft("seb", { "fruit/apples": 2 })
  if (was !== "none" && was !== "draft") village.confirm("seb", { "fruit/apples": 2 })
  if (was === "declined") village.confirm("seb", { "fruit/apples": 0 })
  if (was === "cancelled") village.cancel("seb")
  return village.baskets
}

const asks: Readonly<Record<string, Ask>> = {
  "MEMBER-1": (named: ReadonlyArray<readonly [string, string]>) => [
    householdName(named.map(([first, last]) => person(first, last))),
  ],
  "MEMBER-2": (
    status: "none" | Member["status"],
    emails: ReadonlyArray<string>,
    others: ReadonlyArray<readonly [string, Member["status"], string]>,
  ) => {
    const existing = status === "none" ? null : member("lea", status)
    const details = { id: "lea", people: member("lea", "active", emails).people, address: "" }
    const sharing = others.map(([id, is, email]) => member(id, is, [email]))
    return [outcome(addMember(existing, details, sharing, at), status === "left" ? "returned" : "added")]
  },
  "MEMBER-3": (status: Member["status"], rights: ReadonlyArray<Right>, toCome: string, balance: number) => {
    const now = group(rights.includes("group-admin") ? { seb: rights } : { camille: ["group-admin"], seb: rights })
    const upcoming = basketThat(toCome)
    return [
      outcome(
        removeMember({
          group: now,
          member: member("seb", status),
          id: "seb",
          upcoming,
          subscriptions: [],
          balance,
          now: at,
        }),
        "left",
      ),
    ]
  },
  "MEMBER-4": (email: string | null, phone: string | null) => {
    const [kept] = tidyPeople([{ firstName: " Léa ", lastName: " Martin ", email, phone }])
    expect([kept?.firstName, kept?.lastName]).toEqual(["Léa", "Martin"])
    return [kept?.email, kept?.phone]
  },
  "MEMBER-5": (status: "none" | Member["status"], rights: ReadonlyArray<Right>, toCome: string, balance: number) => {
    const now = group(rights.includes("group-admin") ? { seb: rights } : { camille: ["group-admin"], seb: rights })
    const known = status === "none" ? null : member("seb", status)
    const leaving = {
      group: now,
      member: known,
      id: "seb",
      upcoming: basketThat(toCome),
      subscriptions: [],
      balance,
      now: at,
    }
    return [outcome(eraseMember(leaving, "seb"), "erased")]
  },
  "MEMBER-6": (households: ReadonlyArray<ReadonlyArray<readonly [string, string]>>, searched: string) => {
    const members = households.map((named, number) => ({
      ...member(`m${number}`),
      people: named.map(([first, last]) => person(first, last)),
    }))
    return [foundByName(members, searched).map(({ people: found }) => householdName(found))]
  },
}

const rules = rulesOn("members.md")

describe("the rule book's page on members", () => {
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

/** The member as the decision leaves them. */
const after = (before: Member | null, decision: Decision<unknown>): Member | null => {
  const facts = Result.getOrThrow(decision).facts.filter(({ key }) => key.startsWith("member:"))
  return facts.map(({ fact }) => fact as MemberFact).reduce(evolve, before)
}

describe("adding and changing", () => {
  it("MEMBER-1: a household of nobody has no name", () => {
    expect(householdName([])).toBe("")
  })

  it("MEMBER-2: a member is kept as they were told, tidily, from the moment they joined", () => {
    const told = { id: "lea", people: [person(" Léa", "Martin ", "LEA@example.org")], address: "3 rue du Four" }
    expect(after(null, addMember(null, told, [], at))).toEqual({
      id: "lea",
      people: [person("Léa", "Martin", "lea@example.org")],
      address: "3 rue du Four",
      status: "active",
      joinedAt: at,
    })
  })

  it("MEMBER-2: one who returns is told anew and keeps the day they first joined", () => {
    const left = member("lea", "left")
    const told = { id: "lea", people: [person("Léa", "Durand")], address: "ici" }
    expect(after(left, addMember(left, told, [], at))).toEqual({
      ...left,
      status: "active",
      people: [person("Léa", "Durand")],
      address: "ici",
    })
  })

  it("MEMBER-2: a refusal names the address that is taken", () => {
    const sharing = [member("tom", "active", ["a@example.org", "lea@example.org"])]
    const details = { id: "lea", people: [person("", "Lea", "LEA@example.org")], address: "" }
    const taken = { _tag: "EmailTaken", email: "lea@example.org" }
    expect(Result.merge(addMember(null, details, sharing, at))).toEqual(taken)
    expect(Result.merge(saveMember(member("lea"), details, sharing))).toEqual(taken)
  })

  it("MEMBER-2: adding again names who is there already", () => {
    const details = { id: "lea", people: people("Lea"), address: "" }
    expect(Result.merge(addMember(member("lea"), details, [], at))).toEqual({
      _tag: "AlreadyExists",
      what: "member",
      id: "lea",
    })
  })

  it("MEMBER-2: one's own address is not taken by oneself", () => {
    const lea = member("lea", "active", ["lea@example.org"])
    const details = { id: "lea", people: [person("Léa", "Martin", "lea@example.org")], address: "" }
    expect(after(lea, saveMember(lea, details, [lea]))?.people).toEqual(details.people)
  })

  it("MEMBER-2: only a current member is changed", () => {
    const details = { id: "lea", people: people("Lea"), address: "" }
    const unknown = { _tag: "MemberUnknown", member: "lea" }
    expect(Result.merge(saveMember(null, details, []))).toEqual(unknown)
    expect(Result.merge(saveMember(member("lea", "left"), details, []))).toEqual(unknown)
  })

  it("MEMBER-4: what is tidy stays as it is, and addresses are listed once", () => {
    const text = fc.string({ maxLength: 12 })
    const told = fc.record({
      firstName: text,
      lastName: text,
      email: fc.option(fc.constantFrom(" A@b.fr", "a@B.fr", "c@d.fr ")),
      phone: fc.option(text),
    })
    fc.assert(
      fc.property(fc.array(told, { minLength: 1, maxLength: 2 }), (household) => {
        const tidy = tidyPeople(household)
        expect(tidyPeople(tidy)).toEqual(tidy)
        const emails = emailsOf(tidy)
        expect(new Set(emails).size).toBe(emails.length)
        for (const email of emails) expect(email).toBe(email.trim().toLowerCase())
      }),
    )
  })

  it("MEMBER-4 (GC-12.13): a blank last name is refused at the border, a blank first name is none", () => {
    const reads = Schema.is(Household)
    expect(reads([person("", "  ")])).toBe(false)
    expect(reads([person("", "Martin")])).toBe(true)
    expect(reads([])).toBe(false)
    expect(reads([person("", "A"), person("", "B"), person("", "C")])).toBe(false)
  })
})

describe("finding", () => {
  it("MEMBER-6: who left or was erased is not found", () => {
    const gone = (["left", "erased"] as const).map((status) => ({ ...member(status, status), people: people("Lea") }))
    expect(foundByName([...gone, { ...member("lea"), people: people("Lea") }], "lea").map(({ id }) => id)).toEqual([
      "lea",
    ])
  })

  it("MEMBER-6: a household is found by the whole of its own name, however it is written", () => {
    const name = fc.string({ unit: fc.constantFrom(..."aéÉœçÑ'- z"), minLength: 2, maxLength: 12 })
    fc.assert(
      fc.property(name, name, (first, last) => {
        const one = { ...member("one"), people: [person(first, last)] }
        const told = householdName(one.people)
        const letters = told.normalize("NFD").replaceAll(/[^\p{L}]/gu, "")
        const ways = [told, told.toLowerCase(), told.normalize("NFD"), told.normalize("NFD").replaceAll(/\p{M}/gu, "")]
        for (const way of ways) expect(foundByName([one], way)).toEqual([...letters].length < 2 ? [] : [one])
      }),
    )
  })
})

describe("leaving", () => {
  const leaving = {
    group: group({ camille: ["group-admin"] }),
    member: member("seb"),
    id: "seb",
    upcoming: [],
    subscriptions: [],
    balance: 0,
    now: at,
  }

  it("MEMBER-3 (D27): who leaves without rights is marked as having left, and nothing else is written", () => {
    const plan = Result.getOrThrow(removeMember(leaving))
    expect(plan.facts).toEqual([{ key: "member:seb", fact: { _tag: "MemberLeft", at } }])
    expect(after(member("seb"), removeMember(leaving))?.status).toBe("left")
  })

  it("MEMBER-3: rights go with the member", () => {
    const plan = Result.getOrThrow(
      removeMember({ ...leaving, group: group({ camille: ["group-admin"], seb: ["desk"] }) }),
    )
    expect(plan.facts[1]).toEqual({ key: "group", fact: { _tag: "RightsGiven", member: "seb", rights: [] } })
  })

  it("MEMBER-3: each refusal says what is left to do", () => {
    expect(Result.merge(removeMember({ ...leaving, upcoming: basketThat("ordered") }))).toEqual({
      _tag: "MemberHasOrders",
      member: "seb",
      distributions: ["thursday"],
    })
    expect(Result.merge(removeMember({ ...leaving, balance: -250 }))).toEqual({
      _tag: "MemberHasBalance",
      member: "seb",
      balance: -250,
    })
    expect(Result.merge(removeMember({ ...leaving, group: group({ seb: ["group-admin"] }) }))).toEqual({
      _tag: "LastAdmin",
      member: "seb",
    })
    expect(Result.merge(removeMember({ ...leaving, member: null }))).toEqual({ _tag: "MemberUnknown", member: "seb" })
  })

  it("facts that come before the member is there fold into nothing", () => {
    expect(evolve(null, { _tag: "MemberLeft", at })).toBeNull()
  })
})

describe("being erased", () => {
  const seb: Member = {
    ...member("seb", "active", ["seb@example.org", "eva@example.org"]),
    address: "3 rue du Four",
    people: [
      { ...person("Sébastien", "Roche", "seb@example.org"), phone: "06 12 34 56 78" },
      person("Éva", "Petit", "eva@example.org"),
    ],
  }
  const leaving = {
    group: group({ camille: ["group-admin"], seb: ["desk"] }),
    member: seb,
    id: "seb",
    upcoming: [],
    subscriptions: [],
    balance: 0,
    now: at,
  }

  it("MEMBER-5 (D27): nothing of what was known is left in the plan, its answer included", () => {
    const plan = Result.getOrThrow(eraseMember(leaving, "Ancien membre 12"))
    const said = JSON.stringify(plan)
    for (const known of ["Sébastien", "Roche", "Éva", "Petit", "example.org", "06 12", "Four"]) {
      expect(said).not.toContain(known)
    }
    expect(plan.answer).toEqual({
      id: "seb",
      pseudonym: "Ancien membre 12",
      goes: { people: 2, emails: 2, phones: 1, addresses: 1, rights: 1 },
    })
    expect(plan.erases).toEqual(["member:seb"])
  })

  it("MEMBER-5: what is left is a pseudonym, the id and the day they joined; rights go", () => {
    const decision = eraseMember(leaving, "Ancien membre 12")
    const erased = after(seb, decision)
    expect(erased).toEqual({
      id: "seb",
      people: [person("", "Ancien membre 12")],
      address: "",
      status: "erased",
      joinedAt: seb.joinedAt,
    })
    expect(Schema.is(MemberSchema)(erased)).toBe(true)
    expect(Result.getOrThrow(decision).facts[1]).toEqual({
      key: "group",
      fact: { _tag: "RightsGiven", member: "seb", rights: [] },
    })
  })

  it("MEMBER-5: the fact tells the whole state by itself, since those before it are blanked", () => {
    const decision = eraseMember(leaving, "seb")
    expect(after(null, decision)).toEqual(after(seb, decision))
  })

  it("MEMBER-5: erasing again writes nothing and keeps the pseudonym that is there", () => {
    const erased = after(seb, eraseMember(leaving, "first"))
    const again = Result.getOrThrow(
      eraseMember({ ...leaving, group: group({ camille: ["group-admin"] }), member: erased }, "second"),
    )
    expect([again.facts, again.erases, again.answer.pseudonym]).toEqual([[], [], "first"])
  })

  it("MEMBER-5, MEMBER-2: an erased member is unknown to changes, frees their address, and may come back", () => {
    const erased = after(seb, eraseMember(leaving, "seb"))
    const details = { id: "seb", people: [person("Seb", "Roche", "seb@example.org")], address: "" }
    expect(Result.merge(saveMember(erased, details, []))).toEqual({ _tag: "MemberUnknown", member: "seb" })
    expect(Result.merge(removeMember({ ...leaving, member: erased }))).toEqual({ _tag: "MemberUnknown", member: "seb" })
    expect(after(erased, addMember(erased, details, [], at))).toMatchObject({
      status: "active",
      joinedAt: seb.joinedAt,
    })
  })
})
