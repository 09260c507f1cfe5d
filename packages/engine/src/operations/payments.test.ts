import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createCabas } from "../cabas.ts"
import type { Cabas, Outcome } from "../cabas.ts"
import { memoryStorage } from "../storage/memory.ts"
import type { Storage } from "../storage/storage.ts"

const group = "paniers"
const early = "2026-11-21T10:00:00.000Z"
const saturday = "2026-11-28T09:30:00.000Z"

const answerOf = async <O>(call: Promise<Outcome<O>>): Promise<O> => {
  const { answer, refusal } = await call
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
  return answer as O
}

/** The answers of calls made at once, by the code of their refusal or `done`. */
const together = async (calls: ReadonlyArray<Promise<Outcome<unknown>>>): Promise<ReadonlyArray<string>> =>
  (await Promise.all(calls)).map(({ refusal }) => refusal?._tag ?? "done").toSorted()

interface World {
  readonly cabas: Cabas
  readonly at: (moment: string) => void
}

/** A group with apples at 1 € a piece, a distribution on Saturday, a weekly basket at 10 €, Léa and Tom. */
const world = async (storage: Storage = memoryStorage()): Promise<World> => {
  let now = early
  const cabas = createCabas({ storage, clock: () => Date.parse(now), random: () => 0 })
  const by = cabas.as("camille")
  await answerOf(by.group.create({ id: group, name: "Les Paniers" }))
  await answerOf(by.group.configure({ group, membership: { fee: 1500, renewal: "09-01" } }))
  for (const id of ["lea", "tom"]) {
    const people = [{ firstName: id, lastName: "Martin", email: `${id}@example.org`, phone: null }]
    await answerOf(by.member.add({ group, id, people }))
  }
  await answerOf(by.producer.save({ group, id: "verger", name: "Verger" }))
  const period = { startsOn: "2026-01-01", endsOn: "2026-12-31" }
  await answerOf(
    by.catalog.create({
      group,
      id: "fruit",
      name: "Fruits",
      producer: "verger",
      ...period,
      fee: { label: "Frais", basisPoints: 500 },
    }),
  )
  const terms = { price: 100, per: { pieces: 1 }, vat: 550, content: null }
  for (const [id, vat] of [
    ["pommes", 550],
    ["jus", 2000],
  ] as const) {
    await answerOf(
      by.product.save({ group, catalog: "fruit", id, name: id, saleKind: "piece", terms: { ...terms, vat } }),
    )
  }
  await answerOf(by.place.save({ group, id: "halle", name: "Halle" }))
  await answerOf(
    by.distribution.plan({
      group,
      id: "samedi",
      place: "halle",
      startsAt: "2026-11-28T09:00:00Z",
      endsAt: "2026-11-28T11:00:00Z",
      orders: { opensAt: "2026-11-16T07:00:00Z", closesAt: "2026-11-24T19:00:00Z" },
      participations: [{ catalog: "fruit" }],
    }),
  )
  return { cabas, at: (moment) => (now = moment) }
}

const target = { basket: "samedi" }
const wanting = (pommes: number, jus = 0) => ({
  group,
  distribution: "samedi",
  lines: [
    { catalog: "fruit", product: "pommes", quantity: { pieces: pommes } },
    { catalog: "fruit", product: "jus", quantity: { pieces: jus } },
  ],
})

const walletOf = async (cabas: Cabas, member: string) =>
  (await answerOf(cabas.as("camille").wallet.statement({ group, member }))).wallet

const trialOf = (cabas: Cabas) => answerOf(cabas.as("camille").ledger.trial({ group }))

/** Everything of a kind of account. */
const sumOf = async (cabas: Cabas, kind: string): Promise<number> =>
  (await trialOf(cabas)).kinds.find((one) => one.kind === kind)?.balance ?? 0

describe("several at once", () => {
  it("PAY-8 (GC-19.20): two refunds of the same basket, or of the basket and the money pot, give back what was over once", async () => {
    for (const second of [{ target }, {}]) {
      const { cabas } = await world()
      const by = cabas.as("camille")
      await answerOf(cabas.as("lea").basket.confirm(wanting(40)))
      await answerOf(by.payment.record({ group, member: "lea", amount: 5000, kind: "cash", target }))
      const refund = { group, member: "lea", amount: 800, kind: "cash" } as const
      const outcomes = await together([
        by.payment.refund({ ...refund, target }),
        cabas.as("camille").payment.refund({ ...refund, ...second }),
      ])
      expect(outcomes).toHaveLength(2)
      expect(outcomes).toContain("done")
      expect(outcomes.some((one) => one === "RefundTooLarge" || one === "NothingToRefund")).toBe(true)
      expect((await walletOf(cabas, "lea")).expected).toBe(0)
      expect((await trialOf(cabas)).total).toBe(0)
    }
  })

  it("PAY-4: promises of the same basket made at once are one, of their sum", async () => {
    const { cabas } = await world()
    await answerOf(cabas.as("lea").basket.confirm(wanting(40)))
    const promise = { group, kind: "transfer", target } as const
    const made = await together(
      [100, 200, 300, 400].map((amount) => cabas.as("lea").payment.promise({ ...promise, amount })),
    )
    expect(made).toEqual(["done", "done", "done", "done"])
    const { payments } = await answerOf(cabas.as("lea").payment.list({ group }))
    expect(payments.map(({ amount, status }) => [amount, status])).toEqual([[1000, "promised"]])
    expect((await walletOf(cabas, "lea")).pending).toBe(1000)
  })

  it("PAY-11: money at the till while the distribution is validated is in the count, or is refused", async () => {
    const { cabas, at } = await world()
    const by = cabas.as("camille")
    at(saturday)
    const cash = { group, member: "lea", amount: 700, kind: "cash", till: "samedi" } as const
    await answerOf(by.payment.record(cash))
    await answerOf(by.till.count({ group, distribution: "samedi", counted: { cash: 700, cheque: 0, card: 0 } }))
    await answerOf(by.distribution.settle({ group, distribution: "samedi" }))
    const outcomes = await together([
      by.distribution.validate({ group, distribution: "samedi" }),
      cabas.as("camille").payment.record({ ...cash, member: "tom", amount: 300 }),
    ])
    expect(["DistributionValidated,done", "TillChanged,done"]).toContain(outcomes.join())
    const { validated, expected } = await answerOf(by.distribution.checklist({ group, distribution: "samedi" }))
    expect(expected.cash).toBe(validated ? 700 : 1000)
  })

  it("PAY-11: at a till that is closed, or is none, nothing comes and nothing is taken back", async () => {
    const { cabas, at } = await world()
    const by = cabas.as("camille")
    at(saturday)
    const cash = { group, member: "lea", amount: 700, kind: "cash", till: "samedi" } as const
    const { id } = await answerOf(by.payment.record(cash))
    await answerOf(by.till.count({ group, distribution: "samedi", counted: { cash: 700, cheque: 0, card: 0 } }))
    await answerOf(by.distribution.settle({ group, distribution: "samedi" }))
    await answerOf(by.distribution.validate({ group, distribution: "samedi" }))
    const refused = [
      by.payment.record(cash),
      by.payment.cancel({ group, payment: id, reason: "oops" }),
      by.payment.refund({ ...cash, amount: 1 }),
      by.payment.record({ ...cash, till: "dimanche" }),
    ]
    expect((await Promise.all(refused)).map(({ refusal }) => refusal?._tag)).toEqual([
      "DistributionValidated",
      "DistributionValidated",
      "DistributionValidated",
      "DistributionUnknown",
    ])
  })

  it("PAY-10: what is written on a cheque is kept, also of one that was announced as something else", async () => {
    const { cabas } = await world()
    await answerOf(cabas.as("lea").basket.confirm(wanting(40)))
    const promise = { group, kind: "on-the-spot", target, amount: 500 } as const
    const { id } = await answerOf(cabas.as("lea").payment.promise(promise))
    const by = cabas.as("camille")
    const cheque = { number: "0001234", bank: "Crédit Agricole", payee: "" }
    await answerOf(by.payment.receive({ group, payment: id, kind: "cheque", cheque }))
    await answerOf(by.payment.record({ group, member: "lea", kind: "cheque", amount: 300, target }))
    const { payments } = await answerOf(by.payment.list({ group, member: "lea" }))
    expect(payments.map((one) => [one.amount, one.kind, one.cheque])).toEqual(
      expect.arrayContaining([
        [500, "cheque", cheque],
        [300, "cheque", undefined],
      ]),
    )
    expect(payments).toHaveLength(2)
  })

  it("PAY-8: a cheque that goes back leaves the bank, and the till expects it not", async () => {
    const { cabas, at } = await world()
    const by = cabas.as("camille")
    at(saturday)
    const money = { group, member: "lea", amount: 700, kind: "cheque", till: "samedi" } as const
    await answerOf(by.payment.record(money))
    const { id } = await answerOf(by.payment.refund({ ...money, amount: 200 }))
    const { expected } = await answerOf(by.distribution.checklist({ group, distribution: "samedi" }))
    expect(expected.cheque).toBe(700)
    expect((await by.cheque.bank({ group, payments: [id] })).refusal?._tag).toBe("NotACheque")
    const { accounts } = await trialOf(cabas)
    expect(accounts.filter(({ account }) => account.includes("cheque"))).toEqual([
      { account: "bank:cheque", balance: 200 },
      { account: "cash-box:cheque", balance: -700 },
    ])
  })

  it("MEMBERSHIP-3: of two who take the same membership at once one does", async () => {
    const { cabas } = await world()
    const take = { group, member: "lea", kind: "cash" } as const
    expect(await together([1, 2, 3].map(() => cabas.as("camille").membership.take(take)))).toEqual([
      "MembershipExists",
      "MembershipExists",
      "done",
    ])
    expect(await sumOf(cabas, "membership")).toBe(1500)
  })
})

const statement = (...rows: ReadonlyArray<string>) => ["Date;Libellé;Débit;Crédit", ...rows].join("\n")

describe("statements of a bank", () => {
  it("PAY-14: a line is taken once, by however many, and is there again when its payment is taken back", async () => {
    const { cabas } = await world()
    const by = cabas.as("camille")
    const { reference } = await answerOf(cabas.as("lea").payment.reference({ group }))
    await answerOf(cabas.as("lea").payment.promise({ group, amount: 5000, kind: "transfer" }))
    const content = statement(
      `20/11/2026;VIR MARTIN LEA ${reference};;50,00`,
      "20/11/2026;FRAIS DE TENUE;2,00;",
      "21/11/2026;VIR INCONNU;;12,00",
    )
    const { rows } = await answerOf(by.bank.import({ group, content }))
    expect(rows.map(({ outcome, member }) => [outcome, member])).toEqual([
      ["matched", "lea"],
      ["ignored", null],
      ["unmatched", null],
    ])
    const [line] = rows
    const accept = [{ entry: line!.entry!.fingerprint, payment: line!.payment! }]
    const outcomes = await together([1, 2].map(() => cabas.as("camille").bank.import({ group, content, accept })))
    expect(outcomes[1]).toBe("done")
    expect(["EntryIsMatched", "PaymentNotPromised"]).toContain(outcomes[0])
    expect((await walletOf(cabas, "lea")).expected).toBe(5000)
    const again = await answerOf(by.bank.import({ group, content }))
    expect(again.rows[0]!.outcome).toBe("already")
    await answerOf(by.payment.cancel({ group, payment: line!.payment!, reason: "not theirs" }))
    const third = await answerOf(by.bank.import({ group, content }))
    expect(third.rows.map(({ outcome, member }) => [outcome, member])[0]).toEqual(["member-known", "lea"])
    const other = [{ entry: line!.entry!.fingerprint, member: "tom" }]
    await answerOf(by.bank.import({ group, content, accept: other }))
    expect((await walletOf(cabas, "tom")).expected).toBe(5000)
    expect((await walletOf(cabas, "lea")).expected).toBe(0)
    expect((await by.bank.import({ group, content, accept: other })).refusal?._tag).toBe("EntryIsMatched")
  })

  it("PAY-14: two who take the same line as money of two members at once give it to one", async () => {
    const { cabas } = await world()
    const content = statement("21/11/2026;VIR INCONNU;;12,00")
    const { rows } = await answerOf(cabas.as("camille").bank.import({ group, content }))
    const entry = rows[0]!.entry!.fingerprint
    const take = (member: string) => cabas.as("camille").bank.import({ group, content, accept: [{ entry, member }] })
    expect(await together([take("lea"), take("tom")])).toEqual(["EntryIsMatched", "done"])
    expect(await sumOf(cabas, "wallet")).toBe(1200)
  })

  it("PAY-14 (D30): looking at a statement leaves nothing in the journal; a line that is not in it is refused", async () => {
    const storage = memoryStorage()
    const { cabas } = await world(storage)
    const by = cabas.as("camille")
    const count = async () => (await Effect.runPromise(storage.feed(group, "", 10_000))).length
    const before = await count()
    const content = statement("21/11/2026;VIR SECRET;;12,00")
    await answerOf(by.bank.import({ group, content }))
    expect(await count()).toBe(before)
    const accept = [{ entry: "elsewhere", member: "lea" }]
    expect((await by.bank.import({ group, content, accept })).refusal?._tag).toBe("EntryUnknown")
    const unread = await by.bank.import({ group, content: "%%%", encoding: "base64" })
    expect(unread.refusal?._tag).toBe("FileUnreadable")
    const both = [{ entry: "x", member: "lea", payment: "p" }]
    expect((await by.bank.import({ group, content, accept: both })).refusal?._tag).toBe("BadInput")
  })

  it("BANK-1 (D30): an account number with a wrong digit is refused where it is set", async () => {
    const { cabas } = await world()
    const payments = { moneyPot: false, floor: 0, margin: 1000, difference: "refuse", kinds: ["cash"] } as const
    const set = (iban: string) => cabas.as("camille").group.configure({ group, payments: { ...payments, iban } })
    expect((await set("FR7630006000011234567890188")).refusal?._tag).toBe("BadInput")
    expect((await set("FR7630006000011234567890189")).refusal).toBeUndefined()
    const { iban } = await answerOf(cabas.as("lea").payment.reference({ group }))
    expect(iban).toBe("FR7630006000011234567890189")
    const promise = await cabas.as("lea").payment.promise({ group, amount: 5, kind: "transfer" })
    expect(promise.refusal?._tag).toBe("PaymentKindNotOffered")
  })
})

describe("memberships", () => {
  it("MEMBERSHIP-1, MEMBERSHIP-5: who is late, who has promised, who has paid; a receipt under its number", async () => {
    const { cabas } = await world()
    const by = cabas.as("camille")
    await answerOf(by.membership.take({ group, member: "lea", kind: "cash" }))
    const tom = await answerOf(by.membership.take({ group, member: "tom", kind: "transfer", promised: true, fee: 900 }))
    const list = await answerOf(by.membership.list({ group }))
    expect([list.year, list.label, list.startsOn, list.endsOn]).toEqual([2026, "2026-2027", "2026-09-01", "2027-08-31"])
    expect(list.members.map(({ member, state, fee }) => [member, state, fee])).toEqual([
      ["camille", "late", null],
      ["lea", "paid", 1500],
      ["tom", "promised", 900],
    ])
    const late = await answerOf(by.membership.list({ group, late: true }))
    expect(late.members.map(({ member }) => member)).toEqual(["camille"])
    const receipt = await answerOf(cabas.as("lea").membership.receipt({ group, year: 2026 }))
    expect(receipt).toMatchObject({ number: 1, amount: 1500, kind: "cash", state: "paid", paidOn: "2026-11-21" })
    await answerOf(by.payment.receive({ group, payment: tom.payment!.id }))
    expect(await answerOf(cabas.as("tom").membership.receipt({ group, year: 2026 }))).toMatchObject({
      number: 2,
      state: "paid",
    })
    await answerOf(by.membership.cancel({ group, member: "tom", year: 2026, reason: "left" }))
    expect(await walletOf(cabas, "tom")).toMatchObject({ expected: 0, pending: 0 })
    expect(await sumOf(cabas, "membership")).toBe(1500)
    const refused = [
      by.membership.cancel({ group, member: "tom", year: 2026, reason: "left" }),
      cabas.as("tom").membership.receipt({ group, year: 2026 }),
      cabas.as("tom").membership.receipt({ group, member: "lea", year: 2026 }),
      by.membership.receipt({ group, member: "nobody", year: 2026 }),
    ]
    expect((await Promise.all(refused)).map(({ refusal }) => refusal?._tag)).toEqual([
      "MembershipUnknown",
      "MembershipUnknown",
      "NotAllowed",
      "MemberUnknown",
    ])
    await answerOf(by.group.configure({ group, membership: null }))
    expect((await by.membership.list({ group })).refusal?._tag).toBe("MembershipsNotUsed")
    expect((await by.membership.take({ group, member: "lea" })).refusal?._tag).toBe("MembershipsNotUsed")
  })
})

describe("reports", () => {
  it("REPORT-1, REPORT-2, REPORT-3: totals are the sums of bills, payments and settlements, in whatever happened", async () => {
    const orders = fc.array(
      fc.record({
        who: fc.constantFrom("lea", "tom", "camille"),
        pommes: fc.integer({ min: 1, max: 9 }),
        jus: fc.nat(9),
      }),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    const kinds = fc.constantFrom("cash", "cheque", "transfer", "card" as const)
    const money = fc.array(
      fc.record({ who: fc.constantFrom("lea", "tom"), kind: kinds, amount: fc.integer({ min: 1, max: 3000 }) }),
      { maxLength: 4 },
    )
    let billed = 0
    await fc.assert(
      fc.asyncProperty(orders, money, fc.boolean(), fc.boolean(), async (wanted, paid, reopens, joins) => {
        const { cabas, at } = await world()
        const by = cabas.as("camille")
        for (const { who, pommes, jus } of wanted) await answerOf(cabas.as(who).basket.confirm(wanting(pommes, jus)))
        for (const { who, kind, amount } of paid)
          await answerOf(by.payment.record({ group, member: who, kind, amount }))
        if (joins) await answerOf(by.membership.take({ group, member: "lea", kind: "cash" }))
        at(saturday)
        await answerOf(by.distribution.settle({ group, distribution: "samedi" }))
        if (reopens) {
          const who = wanted[0]!.who
          await answerOf(by.basket.reopen({ group, distribution: "samedi", member: who, reason: "a mistake" }))
        }
        const report = await answerOf(by.report.period({ group, from: "2026-11-01", to: "2026-11-30" }))
        const { baskets } = await answerOf(by.basket.list({ group, distribution: "samedi" }))
        const open = reopens ? wanted[0]!.who : undefined
        const bills = baskets.filter(({ member, status }) => member !== open && status === "confirmed")
        const total = bills.reduce((sum, basket) => sum + basket.total, 0)
        billed += total
        const sum = (all: ReadonlyArray<number>) => all.reduce((one, other) => one + other, 0)
        expect(report.billed).toBe(total)
        expect(sum(report.vats.map(({ gross }) => gross))).toBe(total)
        expect(sum(report.vats.map(({ net, tax }) => net + tax))).toBe(total)
        const goods = sum(report.producers.map(({ amount }) => amount))
        expect(
          goods +
            sum(report.accounts.filter(({ account }) => account.startsWith("fees:")).map(({ closing }) => closing)),
        ).toBe(total)
        const cameIn = report.kinds.filter(({ account }) => account === "cash-box" || account === "bank")
        expect(sum(cameIn.map(({ closing }) => -closing))).toBe(
          sum(paid.map(({ amount }) => amount)) + (joins ? 1500 : 0),
        )
        expect(report.memberships).toEqual({ taken: joins ? 1 : 0, cancelled: 0, amount: joins ? 1500 : 0 })
        expect(sum(report.kinds.map(({ closing }) => closing))).toBe(0)
        const trial = await trialOf(cabas)
        expect(trial.total).toBe(0)
        for (const { kind, balance } of trial.kinds) {
          expect(report.kinds.find(({ account }) => account === kind)?.closing).toBe(balance)
        }
        const [before, after] = await Promise.all(
          [["2026-11-01", "2026-11-27"] as const, ["2026-11-28", "2026-11-30"] as const].map(([from, to]) =>
            answerOf(by.report.period({ group, from, to })),
          ),
        )
        for (const { account, opening } of after!.kinds) {
          expect(before!.kinds.find((one) => one.account === account)?.closing ?? 0).toBe(opening)
        }
        expect(before!.billed + after!.billed).toBe(total)
      }),
      { numRuns: 25 },
    )
    expect(billed).toBeGreaterThan(1000)
  })

  it("DOOR-5: a report reads on when the journal is longer than it reads at once", async () => {
    const storage = memoryStorage()
    let asked = 0
    const paged: Storage = {
      ...storage,
      feed: (space, after) => {
        asked += 1
        return storage.feed(space, after, 3)
      },
    }
    const { cabas } = await world(paged)
    await answerOf(cabas.as("camille").payment.record({ group, member: "lea", kind: "cash", amount: 900 }))
    const { accounts, total } = await trialOf(cabas)
    expect(total).toBe(0)
    expect(accounts).toEqual([
      { account: "cash-box:cash", balance: -900 },
      { account: "wallet:lea", balance: 900 },
    ])
    expect(asked).toBeGreaterThan(3)
  })
})

describe("what members do by themselves", () => {
  it("D26, PAY-3: no order, promise or withdrawal takes a wallet under its floor, and reading twice reads the same", async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant("confirm" as const), pommes: fc.nat(30) }),
      fc.record({ do: fc.constant("cancel" as const) }),
      fc.record({ do: fc.constant("promise" as const), amount: fc.integer({ min: 1, max: 5000 }) }),
      fc.record({ do: fc.constant("withdraw" as const), which: fc.nat(3) }),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -500, max: 0 }),
        fc.nat(2000),
        fc.array(step, { maxLength: 8 }),
        async (floor, came, steps) => {
          const { cabas } = await world()
          const by = cabas.as("camille")
          await answerOf(by.group.configure({ group, payments: { moneyPot: true, floor } }))
          if (came > 0) await answerOf(by.payment.record({ group, member: "lea", kind: "cash", amount: came }))
          const lea = cabas.as("lea")
          for (const one of steps) {
            if (one.do === "confirm") await lea.basket.confirm(wanting(one.pommes))
            if (one.do === "cancel") await lea.basket.cancel({ group, distribution: "samedi" })
            if (one.do === "promise") await lea.payment.promise({ group, amount: one.amount, kind: "transfer" })
            if (one.do === "withdraw") {
              const { payments } = await answerOf(lea.payment.list({ group }))
              const payment = payments[one.which % Math.max(1, payments.length)]?.id ?? "none"
              await lea.payment.cancel({ group, payment, reason: "changed my mind" })
            }
            const wallet = await walletOf(cabas, "lea")
            expect(wallet.expected).toBeGreaterThanOrEqual(floor)
            expect(wallet.posted).toBe(came)
            const { lines } = await answerOf(lea.wallet.statement({ group }))
            expect(lines[0]?.balance ?? 0).toBe(wallet.expected)
            expect(lines.reduce((sum, { amount }) => sum + amount, 0)).toBe(wallet.expected)
            expect(await walletOf(cabas, "lea")).toEqual(wallet)
          }
        },
      ),
      { numRuns: 40 },
    )
  })
})
