import { beforeAll, describe, expect, it } from "vitest"
import { allOperations } from "@cabas/engine"
import { cases, contract, oneself, requestOf, season } from "./cases.ts"
import type { Case } from "./cases.ts"
import { ask, group, hostToken, makeWorld, members, otherGroup, tokenOf } from "./world.ts"
import type { World } from "./world.ts"

/** Whoever may ask, and the member that stands for them here. */
const roles = {
  visitor: "visitor",
  left: "member who left",
  stranger: "token of another group",
  plain: "member",
  messages: "`messages`",
  desk: "`desk`",
  members: "`members`",
  otherCatalog: "`catalog-admin` of another catalog",
  catalog: "`catalog-admin` of this catalog",
  catalogs: "`catalog-admin`",
  admin: "`group-admin`",
  host: "host",
} as const
type Role = keyof typeof roles

const names = Object.keys(roles) as ReadonlyArray<Role>

/** Those who may, in the groups that rights make of them. */
const anyMember: ReadonlyArray<Role> = [
  "plain",
  "messages",
  "desk",
  "members",
  "otherCatalog",
  "catalog",
  "catalogs",
  "admin",
]
const everybody: ReadonlyArray<Role> = ["visitor", "left", ...anyMember, "host"]
const memberOrHost: ReadonlyArray<Role> = [...anyMember, "host"]
const admins: ReadonlyArray<Role> = ["admin", "host"]
const catalogs: ReadonlyArray<Role> = ["catalogs", ...admins]
const catalog: ReadonlyArray<Role> = ["catalog", ...catalogs]
const keepers: ReadonlyArray<Role> = ["members", ...admins]
const lookers: ReadonlyArray<Role> = ["desk", ...catalogs]

/** Who may do what: written by hand, from the rules; the table in the documentation is made from what really happens. */
const expected: Readonly<Record<string, ReadonlyArray<Role>>> = {
  "group.create": ["host"],
  "group.get": memberOrHost,
  "group.configure": admins,
  "group.suspend": admins,
  "group.resume": admins,
  "group.delete": admins,
  "place.save": admins,
  "place.list": everybody,
  "producer.save": catalogs,
  "producer.list": memberOrHost,
  "member.add": keepers,
  "member.save, oneself": anyMember,
  "member.save, another member": keepers,
  "member.remove, oneself": anyMember,
  "member.remove, another member": keepers,
  "member.erase": admins,
  "member.export, oneself": ["left", ...anyMember],
  "member.export, another member": keepers,
  "member.grant": admins,
  "member.get, oneself": anyMember,
  "member.get, another member": ["members", ...lookers],
  "member.list": ["members", ...lookers],
  "member.find": memberOrHost,
  "catalog.create": catalogs,
  "catalog.change": catalog,
  "catalog.delete": catalogs,
  "catalog.get": catalog,
  "catalog.list": memberOrHost,
  "contract.open": catalogs,
  "contract.change": catalogs,
  "contract.get": everybody,
  "contract.list": everybody,
  "delivery.shift": catalogs,
  "delivery.cancel": catalogs,
  "delivery.extend": catalogs,
  "delivery.next, one's own": anyMember,
  "delivery.next, another member's": ["desk", ...keepers],
  "subscription.start, oneself": anyMember,
  "subscription.start, another member": catalogs,
  "subscription.order, one's own": anyMember,
  "subscription.order, another member's": catalogs,
  "subscription.change, one's own": anyMember,
  "subscription.change, another member's": catalogs,
  "subscription.period, one's own": anyMember,
  "subscription.period, another member's": catalogs,
  "subscription.stop, one's own": anyMember,
  "subscription.stop, another member's": catalogs,
  "subscription.share, one's own": anyMember,
  "subscription.share, another member's": catalogs,
  "subscription.turns, one's own": anyMember,
  "subscription.turns, another member's": catalogs,
  "subscription.give, one's own": anyMember,
  "subscription.give, another member's": catalogs,
  "subscription.delete, one's own": anyMember,
  "subscription.delete, another member's": catalogs,
  "absence.declare, one's own": anyMember,
  "absence.declare, another member's": catalogs,
  "absence.withdraw, one's own": anyMember,
  "absence.withdraw, another member's": catalogs,
  "absence.choose, one's own": anyMember,
  "absence.choose, another member's": catalogs,
  "absence.move, one's own": anyMember,
  "absence.move, another member's": catalogs,
  "subscription.get, one's own": anyMember,
  "subscription.get, another member's": ["members", ...lookers],
  "subscription.transfer": catalogs,
  "subscription.close": ["host"],
  "subscription.list, one's own": anyMember,
  "subscription.list, another member's": ["members", ...lookers],
  "subscription.list, of a contract": ["members", ...lookers],
  "feed.open, one's own": anyMember,
  "feed.open, another member's": keepers,
  "feed.close, one's own": anyMember,
  "feed.close, another member's": keepers,
  "feed.get, one's own": anyMember,
  "feed.get, another member's": keepers,
  "product.save": catalog,
  "product.activate": catalog,
  "product.import": catalog,
  "product.export": catalog,
  "cycle.create": catalogs,
  "cycle.change": catalogs,
  "cycle.exclude": catalogs,
  "cycle.join": catalog,
  "cycle.end": catalogs,
  "cycle.preview": catalogs,
  "cycle.get": memberOrHost,
  "cycle.list": memberOrHost,
  "distribution.plan": catalogs,
  "distribution.change": catalogs,
  "distribution.join": catalog,
  "distribution.withdraw": catalog,
  "distribution.cancel": catalogs,
  "distribution.get": everybody,
  "distribution.list": everybody,
  "shop.get": everybody,
  "basket.draft, one's own": anyMember,
  "basket.draft, another member's": catalog,
  "basket.confirm, one's own": anyMember,
  "basket.confirm, another member's": catalog,
  "basket.confirm, one's own, outside the rules": ["catalog", "catalogs", "admin"],
  "basket.cancel, one's own": anyMember,
  "basket.cancel, another member's": catalog,
  "basket.get, one's own": anyMember,
  "basket.get, another member's": lookers,
  "basket.list, one's own": anyMember,
  "basket.list, another member's": lookers,
  "basket.list, of a distribution": lookers,
  "recap.by-product, every catalog": lookers,
  "recap.by-product, one catalog": ["catalog", ...lookers],
  "recap.by-member, every catalog": lookers,
  "recap.by-member, one catalog": ["catalog", ...lookers],
  "line.weigh": ["desk", ...catalog],
  "line.sell": ["desk", ...catalog],
  "line.take-back": ["desk", ...catalog],
  "basket.hand-over": lookers,
  "basket.settle": ["desk", ...keepers],
  "basket.reopen": keepers,
  "product.short": ["desk", ...catalog],
  "product.reprice": catalog,
  "distribution.settle": ["desk", ...keepers],
  "distribution.checklist": ["desk", ...keepers],
  "distribution.validate": ["desk", ...keepers],
  "distribution.reopen": keepers,
  "till.open": ["desk", ...keepers],
  "till.count": ["desk", ...keepers],
  "desk.get": ["members", ...lookers],
  "payment.record, into the money pot": keepers,
  "payment.record, at a till": ["desk", ...keepers],
  "payment.record, for a subscription": ["members", ...catalogs],
  "payment.promise, one's own": anyMember,
  "payment.promise, another member's": ["desk", ...keepers],
  "payment.receive": keepers,
  "payment.cancel, one's own": anyMember,
  "payment.cancel, another member's": ["desk", ...keepers],
  "payment.cancel, what came": keepers,
  "payment.refund": keepers,
  "payment.move": keepers,
  "payment.list, one's own": anyMember,
  "payment.list, another member's": keepers,
  "payment.list, of a subscription": ["desk", "members", ...catalogs],
  "payment.list, of everybody": ["desk", ...keepers],
  "payment.reference, one's own": anyMember,
  "payment.reference, another member's": ["desk", ...keepers],
  "payment.plan, one's own": anyMember,
  "payment.plan, another member's": ["members", ...catalogs],
  "payment.record-many, into the money pot": keepers,
  "payment.record-many, for a subscription": ["members", ...catalogs],
  "payment.due": ["members", ...catalogs],
  "bank.import": keepers,
  "membership.take": keepers,
  "membership.cancel": keepers,
  "membership.list": keepers,
  "membership.receipt, one's own": anyMember,
  "membership.receipt, another member's": keepers,
  "ledger.trial": keepers,
  "report.period": keepers,
  "cheque.bank": keepers,
  "cheque.bounce": keepers,
  "recap.whole, every catalog": lookers,
  "recap.whole, one catalog": ["catalog", ...lookers],
  "recap.by-producer, every catalog": catalogs,
  "recap.by-producer, one catalog": catalog,
  // The desk has them on the day only, which this is not.
  "sheet.sign-in, every catalog": catalogs,
  "sheet.sign-in, one catalog": catalog,
  "receipt.get, one's own": anyMember,
  "receipt.get, another member's": catalogs,
  "wallet.statement, one's own": anyMember,
  "wallet.statement, another member's": ["desk", ...keepers],
}

const memberFor: Readonly<Partial<Record<Role, string>>> = {
  left: "luc",
  plain: "gaelle",
  messages: "elise",
  desk: "farid",
  members: "driss",
  otherCatalog: "ines",
  catalog: "chloe",
  catalogs: "basile",
  admin: "ana",
}

const titleOf = ({ operation, about }: Case): string => (about === "" ? operation : `${operation}, ${about}`)

/** A host is nobody's self. */
const concerns = (role: Role, { about }: Case): boolean => role !== "host" || !/^one('s own|self)/.test(about)

const tokenFor = async (role: Role): Promise<string | undefined> => {
  if (role === "visitor") return undefined
  if (role === "host") return hostToken()
  return role === "stranger" ? tokenOf("igor", otherGroup) : tokenOf(memberFor[role] ?? "")
}

/** `member.save` always names the member: oneself by one's own id. */
const asked = (one: Case, role: Role): Case => {
  const self = memberFor[role] ?? "gaelle"
  if (titleOf(one) === "member.save, oneself") return { ...one, input: { ...one.input, id: self } }
  return { ...one, input: JSON.parse(JSON.stringify(one.input).replaceAll(oneself, self)) }
}

const kinds = new Map(allOperations.map(({ name, kind }) => [name, kind]))

/** Whether the role may: tried over HTTP, without writing anything. */
const tried = async ({ handler }: World, one: Case, role: Role): Promise<boolean> => {
  const { method, path, body } = requestOf(asked(one, role), kinds.get(one.operation) === "query")
  const headers = { prefer: "dry-run" }
  const { status, json } = await ask(handler, method, path, { token: await tokenFor(role), body, headers })
  if (status === 403) {
    expect(json.code).toBe("NotAllowed")
    return false
  }
  // The input is good, so that only the present state may still refuse it.
  expect([titleOf(one), role, [200, 409].includes(status), status, json?.code]).toEqual([
    titleOf(one),
    role,
    true,
    status,
    json?.code,
  ])
  return true
}

const page = (rows: ReadonlyArray<readonly [Case, ReadonlyMap<Role, boolean | null>]>): string => {
  const mark = (may: boolean | null | undefined) => (may === null ? "" : may === true ? "✓" : "·")
  const lines = rows.map(([one, may]) => {
    const title = one.about === "" ? `\`${one.operation}\`` : `\`${one.operation}\` ${one.about}`
    return `| ${title} | ${names.map((role) => mark(may.get(role))).join(" | ")} |`
  })
  return `# Who may do what

Made by \`packages/server/test/authorization.test.ts\`, which tries every operation over HTTP for every role and compares with
a table written by hand: ✓ allowed, · refused with \`NotAllowed\`. The host is nobody's self: those cells are empty.
To write this page again after a change of rights: \`npx vitest run packages/server/test/authorization.test.ts -u\`.

Visitors, and members who left, see what is public only while the group's setting \`visitors\` is \`browse\`, the default.
Who left still sees what the group holds on themselves.
A token is good in the one group that it names; whatever a member may do in one group, they are a stranger in another.

| Operation | ${names.map((role) => roles[role]).join(" | ")} |
|---|${names.map(() => ":-:").join("|")}|
${lines.join("\n")}
`
}

/** Everybody subscribes to the eggs of June and July. */
const subscribed = async ({ cabas }: World): Promise<void> => {
  const by = cabas.as("ana")
  const year = { producer: "aubiers", startsOn: "2026-01-01", endsOn: "2026-12-31" }
  const eggs = { price: 350, per: { pieces: 1 }, vat: 550, content: null }
  const july = { startsAt: "2026-07-21T16:00:00Z", endsAt: "2026-07-21T18:00:00Z", place: "halle" }
  const orders = { opensAt: "2026-04-20T08:00:00Z", closesAt: "2026-07-20T16:00:00Z" }
  const outcomes = [
    await by.contract.open({ group, id: "oeufs", kind: "constant", name: "Œufs", ...year, contract }),
    await by.product.save({ group, catalog: "oeufs", id: "douzaine", name: "Œufs", saleKind: "piece", terms: eggs }),
    await by.distribution.join({ group, id: "juin", catalog: "oeufs" }),
    await by.distribution.plan({ group, id: "juillet", ...july, orders, participations: [{ catalog: "oeufs" }] }),
  ]
  for (const member of Object.keys(members)) {
    const order = [{ product: "douzaine", quantity: { pieces: 1 } }]
    const about = { group, id: `${member}-oeufs`, catalog: "oeufs", member, order }
    outcomes.push(await by.subscription.start({ ...about, entry: "coordinator" }))
  }
  for (const { refusal } of outcomes) if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
}

/** Everybody has a membership and a promise; Hugo gave a cheque. */
const paid = async ({ cabas }: World): Promise<void> => {
  const by = cabas.as("ana")
  const cheque = { group, id: "hugo-cheque", member: "hugo", amount: 500, kind: "cheque" } as const
  const outcomes: Array<{ readonly refusal?: unknown }> = [
    await by.group.configure({ group, membership: { fee: 1500, renewal: "01-01" } }),
    await by.payment.record(cheque),
  ]
  for (const member of Object.keys(members)) {
    const promise = { group, id: `${member}-promesse`, member, amount: 500, kind: "transfer" } as const
    outcomes.push(await by.payment.promise(promise), await by.membership.take({ group, member, kind: "cash" }))
  }
  for (const { refusal } of outcomes) if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
}

describe("D28: who may do what", () => {
  let world: World
  beforeAll(async () => {
    world = await makeWorld({ rate: false })
    const planned = await world.cabas.as("ana").cycle.create({ group, id: "saison", ...season })
    if (planned.refusal !== undefined) throw new Error(JSON.stringify(planned.refusal))
    await subscribed(world)
    const lines = [{ catalog: "legumes", product: "carottes", quantity: { pieces: 1 } }]
    for (const member of Object.keys(members)) {
      const { refusal } = await world.cabas
        .as("ana")
        .basket.confirm({ group, distribution: "mai", member, entry: "coordinator", lines })
      if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
    }
    await paid(world)
    // What is taken back was sold before.
    const sale = { catalog: "legumes", product: "poireaux", quantity: { pieces: 1 } }
    const sold = await world.cabas.as("ana").line.sell({ group, distribution: "mai", member: "hugo", ...sale })
    if (sold.refusal !== undefined) throw new Error(JSON.stringify(sold.refusal))
  })

  it("has a case for every operation, and a row for every case", () => {
    expect(new Set(cases.map(({ operation }) => operation))).toEqual(new Set(kinds.keys()))
    expect(cases.map(titleOf)).toEqual(Object.keys(expected))
  })

  it.each(cases.map((one) => [titleOf(one), one] as const))("%s", async (title, one) => {
    const may = []
    for (const role of names) if (concerns(role, one) && (await tried(world, one, role))) may.push(role)
    const told = expected[title] ?? []
    expect(may).toEqual(names.filter((role) => told.includes(role)))
  })

  it("where visitors see nothing, they see nothing, and members who left only what is kept of themselves", async () => {
    const closed = await makeWorld({ rate: false })
    await closed.cabas.as("ana").group.configure({ group, visitors: "nothing" })
    for (const one of cases) {
      expect([titleOf(one), await tried(closed, one, "visitor"), await tried(closed, one, "left")]).toEqual([
        titleOf(one),
        false,
        titleOf(one) === "member.export, oneself",
      ])
    }
  })

  it("is what the documentation says", async () => {
    const rows = []
    for (const one of cases) {
      const may = new Map<Role, boolean | null>()
      for (const role of names) may.set(role, concerns(role, one) ? await tried(world, one, role) : null)
      rows.push([one, may] as const)
    }
    await expect(page(rows)).toMatchFileSnapshot("../../../docs/authorization.md")
  })
})
