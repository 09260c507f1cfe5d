import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import type { Told } from "@cabas/core/plans"
import { createCabas } from "../cabas.ts"
import type { Methods, Outcome } from "../cabas.ts"
import { memoryStorage } from "../storage/memory.ts"
import { StorageDown } from "../storage/storage.ts"
import type { EntrySums, Recorded, Snapshot, Storage } from "../storage/storage.ts"
import { findingSentence, verifySpace } from "./index.ts"
import type { Check, Progress } from "./index.ts"
import { same } from "./same.ts"

const group = "canal"
const members = ["gaelle", "hugo", "ines"]

const must = async <A>(call: Promise<Outcome<A>>): Promise<A> => {
  const { answer, refusal } = await call
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
  return answer as A
}

const carrots = (pieces: number) => [{ catalog: "legumes", product: "carottes", quantity: { pieces } }]
const order = (by: Methods, pieces: number) => by.basket.confirm({ group, distribution: "mai", lines: carrots(pieces) })

/** A small group with a past: orders, an amendment, a cancellation, an override, money. */
const past = async (): Promise<Storage> => {
  const storage = memoryStorage()
  const cabas = createCabas({ storage, clock: () => Date.parse("2026-05-01T06:00:00.000Z") })
  const by = cabas.as("ana")
  const person = { firstName: "Ana", lastName: "Martin", email: "ana@example.org", phone: null }
  await must(cabas.asHost.group.create({ id: group, name: "Canal", admin: { id: "ana", people: [person] } }))
  await must(by.group.configure({ group, payments: { moneyPot: true, floor: -500 } }))
  for (const id of members) {
    await must(by.member.add({ group, id, people: [{ ...person, email: `${id}@example.org` }] }))
    await must(by.payment.record({ group, member: id, amount: 2000, kind: "cheque" }))
  }
  await must(by.place.save({ group, id: "halle", name: "Halle" }))
  await must(by.producer.save({ group, id: "ferme", name: "Ferme" }))
  const period = { startsOn: "2026-01-01", endsOn: "2026-12-31" }
  await must(by.catalog.create({ group, id: "legumes", name: "Légumes", producer: "ferme", ...period }))
  const terms = { price: 200, per: { pieces: 1 }, vat: 550, content: null }
  const stock = { policy: "global", quantity: 12 } as const
  await must(
    by.product.save({ group, catalog: "legumes", id: "carottes", name: "Carottes", saleKind: "piece", terms, stock }),
  )
  await must(
    by.distribution.plan({
      group,
      id: "mai",
      place: "halle",
      orders: { opensAt: "2026-04-20T06:00:00.000Z", closesAt: "2026-05-05T06:00:00.000Z" },
      startsAt: "2026-05-05T16:00:00.000Z",
      endsAt: "2026-05-05T18:00:00.000Z",
      participations: [{ catalog: "legumes" }],
    }),
  )
  await must(order(cabas.as("gaelle"), 5))
  await must(order(cabas.as("hugo"), 4))
  await must(order(cabas.as("gaelle"), 3))
  await must(cabas.as("hugo").basket.cancel({ group, distribution: "mai" }))
  await must(order(cabas.as("hugo"), 2))
  const overridden = { group, distribution: "mai", member: "ines", lines: carrots(9), stockOverride: "promised" }
  await must(by.basket.confirm(overridden))
  await must(cabas.as("ines").basket.draft({ group, distribution: "mai", lines: carrots(1) }))
  return storage
}

const verify = (storage: Storage, onProgress?: (progress: Progress) => void) =>
  Effect.runPromise(verifySpace(storage, group, onProgress === undefined ? {} : { onProgress }))

const checksOf = async (storage: Storage): Promise<ReadonlyArray<Check>> => [
  ...new Set((await verify(storage)).findings.map(({ check }) => check)),
]

/** A storage that tells its journal otherwise. */
const retold = (storage: Storage, change: (batch: Recorded) => Recorded): Storage => ({
  ...storage,
  feed: (...asked) => Effect.map(storage.feed(...asked), (batches) => batches.map(change)),
})

/** A storage that shows something else than it keeps. */
const shown = (storage: Storage, change: (snapshot: Snapshot) => Partial<Snapshot>): Storage => ({
  ...storage,
  read: (...asked) => Effect.map(storage.read(...asked), (snapshot) => ({ ...snapshot, ...change(snapshot) })),
})

const withFact = (tag: string) => (batch: Recorded) => batch.facts.some(({ fact }) => fact._tag === tag)

describe("a storage that keeps what it should", () => {
  it("D23, D24: holds no surprise, and its books balance", async () => {
    const report = await verify(await past())
    expect(report.findings).toEqual([])
    expect([...report.totals]).toEqual([
      ["EUR", 0],
      ["pieces", 0],
    ])
    expect(report).toMatchObject({ space: group, batches: 20, documents: 17 })
    expect(report.postings).toBeGreaterThan(10)
  })

  it("says how far it has come", async () => {
    const stages: Array<string> = []
    await verify(await past(), ({ stage }) => stages.push(stage))
    expect([...new Set(stages)]).toEqual(["journal", "documents", "indexes", "balances", "entries", "numbers"])
  })

  it("D23: counts a batch that tells much of a document as one version of it", async () => {
    const storage = await past()
    const chatty = retold(storage, (batch) =>
      withFact("PlaceSaved")(batch) ? { ...batch, facts: batch.facts.flatMap((told) => [told, told, told]) } : batch,
    )
    expect((await verify(chatty)).findings).toEqual([])
  })

  it("may hold nothing at all", async () => {
    expect(await verify(memoryStorage())).toMatchObject({ batches: 0, documents: 0, findings: [] })
  })

  it("may be written meanwhile", async () => {
    const storage = await past()
    const cabas = createCabas({ storage, clock: () => Date.parse("2026-05-01T06:00:00.000Z") })
    let turn = 0
    const busy: Storage = {
      ...storage,
      read: (...asked) =>
        Effect.andThen(
          Effect.promise(async () => {
            turn += 1
            if (turn % 3 === 1)
              await must(cabas.as("ana").payment.record({ group, member: "gaelle", amount: turn, kind: "cash" }))
          }),
          storage.read(...asked),
        ),
    }
    expect((await verify(busy)).findings).toEqual([])
    expect(turn).toBeGreaterThan(10)
  })

  it("that is never still is said to be so", async () => {
    const restless = shown(await past(), () => ({ cursor: "elsewhere" }))
    expect(await checksOf(restless)).toEqual(["unsteady"])
  })

  it("that is down fails", async () => {
    const gone = () => Effect.fail(new StorageDown({ reason: "gone" }))
    await expect(verify({ ...memoryStorage(), feed: gone, read: gone })).rejects.toMatchObject({ reason: "gone" })
  })
})

describe("a storage that does not is found out", () => {
  it("a lost batch: documents, balances, listed movements, numbers", async () => {
    const storage = await past()
    const lossy: Storage = {
      ...storage,
      feed: (...asked) =>
        Effect.map(storage.feed(...asked), (batches) => {
          const lost = batches.find(withFact("BasketConfirmed"))
          return batches.filter((batch) => batch !== lost)
        }),
    }
    const checks = await checksOf(lossy)
    expect(checks).toEqual(["movement", "version", "balance", "entries", "number"])
  })

  it("a batch that is in twice", async () => {
    const storage = await past()
    const double: Storage = {
      ...storage,
      feed: (...asked) => Effect.map(storage.feed(...asked), (batches) => batches.flatMap((one) => [one, one])),
    }
    const { findings } = await verify(double)
    expect(findings.map(({ check }) => check)).toEqual(expect.arrayContaining(["batch", "version", "balance"]))
    const { batches } = await verify(storage)
    expect(findings.filter(({ check, found }) => check === "batch" && found === "twice")).toHaveLength(batches)
  })

  it("a fact of no known kind", async () => {
    const strange = retold(await past(), (batch) => ({
      ...batch,
      facts: batch.facts.map((told) => (told.key === "place:halle" ? { ...told, key: "moon:full" } : told)),
    }))
    expect(await checksOf(strange)).toEqual(["batch", "orphan"])
  })

  it.each([
    ["of nothing", { quantity: 0 }],
    ["of a part of a cent", { quantity: 0.5 }],
    ["backwards", { quantity: -5 }],
    ["from an account to itself", { from: "cash-box:cheque", to: "cash-box:cheque" }],
  ])("a posting %s", async (_, wrong) => {
    const storage = await past()
    const bent = retold(storage, (batch) =>
      withFact("PaymentRecorded")(batch)
        ? { ...batch, postings: batch.postings.map((one) => ({ ...one, ...wrong })) }
        : batch,
    )
    expect(await checksOf(bent)).toEqual(expect.arrayContaining(["posting"]))
  })

  it("D11: a basket that moved goods or money otherwise than its lines say", async () => {
    const storage = await past()
    for (const unit of ["EUR", "pieces"]) {
      const bent = retold(storage, (batch) => ({
        ...batch,
        postings: withFact("BasketConfirmed")(batch)
          ? batch.postings.map((one) => (one.unit === unit ? { ...one, quantity: one.quantity + 1 } : one))
          : batch.postings,
      }))
      expect(await checksOf(bent)).toContain("movement")
    }
  })

  it("D13, D26: an order beyond the stock or the wallet that nobody answered for", async () => {
    const storage = await past()
    const unanswered = retold(storage, (batch) => ({
      ...batch,
      facts: batch.facts.map((told) => {
        const { key, fact } = told
        return fact._tag === "BasketConfirmed" ? { key, fact: { ...fact, stockOverride: null } } : told
      }),
    }))
    expect(await checksOf(unanswered)).toEqual(["floor"])
    const poor = retold(storage, (batch) => ({
      ...batch,
      facts: batch.facts.map((told) => {
        const { key, fact } = told
        if (fact._tag !== "GroupConfigured") return told
        return { key, fact: { ...fact, settings: { ...fact.settings, payments: { moneyPot: true, floor: 1500 } } } }
      }),
    }))
    expect(await checksOf(poor)).toEqual(["floor", "state"])
  })

  it("a document that is not the fold of its facts, or was written another number of times", async () => {
    const storage = await past()
    const changed = (change: (document: { key: string; version: number; state: unknown }) => object) =>
      shown(storage, ({ pages }) => ({
        pages: pages.map((page) => ({
          ...page,
          documents: page.documents.map((one) => (one.key === "place:halle" ? { ...one, ...change(one) } : one)),
        })),
      }))
    expect(await checksOf(changed(({ state }) => ({ state: { ...(state as object), city: "Elsewhere" } })))).toEqual([
      "state",
    ])
    expect(await checksOf(changed(() => ({ state: null })))).toEqual(["state"])
    expect(await checksOf(changed(({ version }) => ({ version: version + 1 })))).toEqual(["version"])
  })

  it("a document that no fact tells of, wherever among many it is", async () => {
    const storage = await past()
    const ghost = { key: "payment:zzz", version: 1, state: {} }
    const haunted: Storage = {
      ...storage,
      read: (space, wanted) =>
        Effect.map(storage.read(space, wanted), (snapshot) => {
          const [asked] = wanted.pages ?? []
          if (asked === undefined || !("prefix" in asked) || asked.prefix !== "") return snapshot
          const page =
            asked.after === undefined ? { documents: [], next: "payment:a" } : { documents: [ghost], next: null }
          return { ...snapshot, pages: [page] }
        }),
    }
    const { findings } = await verify(haunted)
    expect(findings).toEqual([{ check: "orphan", about: "payment:zzz", expected: null, found: {} }])
  })

  it.each(["member.byEmail", "distribution.byEnd", "basket.byMember", "payment.byMember"])(
    "an index that lost an entry: %s",
    async (index) => {
      const storage = await past()
      const forgetful: Storage = {
        ...storage,
        read: (space, wanted) =>
          Effect.map(storage.read(space, wanted), (snapshot) => {
            const [asked] = wanted.pages ?? []
            if (asked === undefined || !("index" in asked) || asked.index !== index) return snapshot
            return {
              ...snapshot,
              pages: snapshot.pages.map((page) => ({ ...page, documents: page.documents.slice(1) })),
            }
          }),
      }
      const { findings } = await verify(forgetful)
      expect(findings.map(({ check, about }) => [check, about])).toEqual([["index", index]])
    },
  )

  it("D24: a kept balance that is not the sum of its postings", async () => {
    const storage = await past()
    const wrong = shown(storage, ({ balances }) => ({
      balances: new Map(
        [...balances].map(([account, units]) => [account, account === "wallet:hugo" ? new Map([["EUR", 1]]) : units]),
      ),
    }))
    expect((await verify(wrong)).findings).toEqual([
      { check: "balance", about: "wallet:hugo", expected: { EUR: 1600 }, found: { EUR: 1 } },
    ])
  })

  it("D23: a statement that lost a movement", async () => {
    const short = shown(await past(), ({ entries }) => ({ entries: entries.slice(1) }))
    expect(await checksOf(short)).toEqual(["entries"])
  })

  it("D15: a number that is missing, or not in the order of the journal", async () => {
    const storage = await past()
    expect(await checksOf(shown(storage, () => ({ numbers: new Map() })))).toEqual(["number"])
    const turned = shown(storage, ({ numbers }) => ({
      numbers: new Map([...numbers].map(([key, one]) => [key, numbers.size + 1 - one])),
    }))
    expect(await checksOf(turned)).toEqual(["number"])
  })
})

describe("accounts that follow from payments, tills and baskets", () => {
  /** A distribution with deposits, a till that was counted, a transfer from a statement, and its end. */
  const day = async (): Promise<Storage> => {
    const storage = await past()
    let now = "2026-05-01T07:00:00.000Z"
    const cabas = createCabas({ storage, clock: () => Date.parse(now) })
    const by = cabas.as("ana")
    const about = { group, distribution: "mai" }
    const product = { id: "jus", name: "Jus", saleKind: "piece", deposit: 50, stock: { policy: "none" } } as const
    const terms = { price: 300, per: { pieces: 1 }, vat: 550, content: null }
    await must(by.product.save({ group, catalog: "legumes", ...product, terms }))
    const juice = [{ catalog: "legumes", product: "jus", quantity: { pieces: 2 } }]
    await must(cabas.as("hugo").basket.confirm({ ...about, lines: [...carrots(2), ...juice] }))
    const content = "Date;Libellé;Montant\n04/05/2026;VIR SEPA GAELLE MARTIN;40,00\n"
    const { rows } = await must(by.bank.import({ group, content }))
    const [line] = rows
    await must(by.bank.import({ group, content, accept: [{ entry: line!.entry!.fingerprint, member: "gaelle" }] }))
    now = "2026-05-05T16:30:00.000Z"
    await must(by.till.open({ ...about, float: 2000 }))
    const cash = { group, member: "hugo", kind: "cash", target: { basket: "mai" }, till: "mai" } as const
    await must(by.payment.record({ ...cash, id: "cash", amount: 1000 }))
    await must(by.payment.record({ ...cash, id: "wrong", amount: 100 }))
    await must(by.payment.cancel({ group, payment: "wrong", reason: "twice" }))
    await must(by.distribution.settle(about))
    await must(by.payment.record({ group, member: "hugo", id: "jars", kind: "deposit", amount: 50 }))
    await must(by.till.count({ ...about, counted: { cash: 2990, cheque: 0, card: 0 } }))
    await must(by.distribution.validate(about))
    return storage
  }

  it("D23, D25: hold no surprise", async () => {
    const { findings } = await verify(await day())
    expect(findings).toEqual([])
  })

  /** The journal with one thing changed in the batches that tell a fact. */
  const bent = async (tag: string, change: (batch: Recorded) => Recorded, isThis = (_: Recorded) => true) =>
    (
      await verify(retold(await day(), (batch) => (withFact(tag)(batch) && isThis(batch) ? change(batch) : batch)))
    ).findings.filter(({ check }) => check === "movement" || check === "till")

  const without = (prefix: string) => (batch: Recorded) => ({
    ...batch,
    postings: batch.postings.filter(({ from, to }) => !from.startsWith(prefix) && !to.startsWith(prefix)),
  })
  const twice = (prefix: string) => (batch: Recorded) => ({
    ...batch,
    postings: batch.postings.map((one) =>
      one.from.startsWith(prefix) || one.to.startsWith(prefix) ? { ...one, quantity: 2 * one.quantity } : one,
    ),
  })
  const aboutOf = (findings: Awaited<ReturnType<typeof bent>>) =>
    findings.map(({ about, expected, found }) => [about.split(" ")[1], expected, found])

  it("PAY-11: money that came at a till without a trace on it, or that left one it never came at", async () => {
    expect(aboutOf(await bent("PaymentCancelled", without("till:")))).toEqual([["till:mai", 1, 0]])
    const moved = { from: "till-before:mai", to: "till:mai", quantity: 1, unit: "changes", reason: "", reference: "" }
    const more = (batch: Recorded) => ({ ...batch, postings: [...batch.postings, moved] })
    expect(aboutOf(await bent("PlaceSaved", more))).toEqual([["till:mai", 0, 1]])
  })

  it("DAY-20: a till that was counted beside something else than its payments", async () => {
    const counted = (batch: Recorded) => ({
      ...batch,
      facts: batch.facts.map((told) => {
        const { key, fact } = told
        if (fact._tag !== "TillCounted") return told
        return { key, fact: { ...fact, expected: { ...fact.expected, cash: 2990 } } }
      }),
    })
    const [found, ...others] = await bent("TillCounted", counted)
    expect(found).toMatchObject({
      check: "till",
      expected: { cash: 3000, cheque: 0, card: 0 },
      found: { cash: 2990, cheque: 0, card: 0 },
    })
    expect(found?.about).toMatch(/ till:mai$/)
    // The difference was posted all the same.
    expect(aboutOf(others)).toEqual([["rounding:till", 0, -10]])
  })

  it("DAY-20: a difference of the till that was posted otherwise than it was counted", async () => {
    expect(aboutOf(await bent("DistributionValidated", without("rounding:")))).toEqual([["rounding:till", -10, 0]])
    expect(aboutOf(await bent("DistributionValidated", twice("rounding:")))).toEqual([["rounding:till", -10, -20]])
  })

  it("PAY-14: a payment that came with a line of a statement and did not use it up", async () => {
    const ofLine = ({ postings }: Recorded) => postings.some(({ to }) => to.startsWith("bank-entry:"))
    const [lost] = aboutOf(await bent("PaymentRecorded", without("bank-entry:"), ofLine))
    expect(lost).toEqual([expect.stringMatching(/^bank-entry:/), 1, 0])
    const [double] = aboutOf(await bent("PaymentRecorded", twice("bank-entry:"), ofLine))
    expect(double).toEqual([expect.stringMatching(/^bank-entry:/), 1, 2])
  })

  it("PAY-6, DAY-13: deposits that were settled or brought back otherwise than the ledger says", async () => {
    expect(aboutOf(await bent("BasketSettled", without("deposits:")))).toContainEqual(["deposits:hugo", 100, 0])
    const ofJars = ({ facts }: Recorded) => facts.some(({ key }) => key === "payment:jars")
    expect(aboutOf(await bent("PaymentRecorded", without("deposits:"), ofJars))).toEqual([["deposits:hugo", -50, 0]])
    expect(aboutOf(await bent("PaymentRecorded", twice("deposits:"), ofJars))).toEqual([["deposits:hugo", -50, -100]])
  })
})

describe("a storage that adds entries up", () => {
  /** Adds up where sums are wanted, as they are changed here; counts the readings. */
  const adding = (
    storage: Storage,
    change: (sums: EntrySums, account: string) => EntrySums | undefined = (sums) => sums,
  ) => {
    const read = { sums: 0, entries: 0 }
    const sumOf = async (account: string): Promise<EntrySums> => {
      const wanted = { entries: { account, limit: 10_000 } }
      const { entries } = await Effect.runPromise(storage.read(group, wanted))
      const units = new Map<string, number>()
      for (const { unit, quantity } of entries) units.set(unit, (units.get(unit) ?? 0) + quantity)
      return { count: entries.length, units }
    }
    const summed: Storage = {
      ...storage,
      read: Effect.fnUntraced(function* (space, wanted) {
        if (wanted.entries !== undefined) read.entries += 1
        const snapshot = yield* storage.read(space, wanted)
        if (wanted.sums === undefined) return snapshot
        read.sums += 1
        const sums = new Map<string, EntrySums>()
        for (const account of wanted.sums) {
          const found = change(yield* Effect.promise(() => sumOf(account)), account)
          if (found !== undefined) sums.set(account, found)
        }
        return { ...snapshot, sums }
      }),
    }
    return { storage: summed, read }
  }
  const ofHugo = (change: (sums: EntrySums) => EntrySums | undefined) => (sums: EntrySums, account: string) =>
    account === "wallet:hugo" ? change(sums) : sums

  it("D23: is asked once for many accounts, and for the entries of none", async () => {
    const { storage, read } = adding(await past())
    expect((await verify(storage)).findings).toEqual([])
    expect(read).toEqual({ sums: 1, entries: 0 })
  })

  it.each<[string, (sums: EntrySums) => EntrySums | undefined, unknown]>([
    ["has an entry too many", ({ count, units }) => ({ count: count + 1, units }), { count: 5, EUR: 1600 }],
    ["has another amount", ({ count }) => ({ count, units: new Map([["EUR", 1601]]) }), { count: 4, EUR: 1601 }],
    ["lost them all", () => undefined, { count: 0 }],
  ])("D23: tells what is wrong when an account %s", async (_, change, found) => {
    const { storage } = adding(await past(), ofHugo(change))
    const expected = { count: 4, EUR: 1600 }
    expect((await verify(storage)).findings).toEqual([{ check: "entries", about: "wallet:hugo", expected, found }])
  })

  it("D23: names the account that cannot be added up, and compares the others", async () => {
    const { storage } = adding(
      await past(),
      ofHugo(() => undefined),
    )
    const broken: Storage = {
      ...storage,
      read: (space, wanted) =>
        wanted.sums?.includes("wallet:ines") === true
          ? Effect.fail(new StorageDown({ reason: "a page is torn" }))
          : storage.read(space, wanted),
    }
    const { findings } = await verify(broken)
    expect(findings.map(({ check, about }) => [check, about]).toSorted()).toEqual([
      ["entries", "wallet:hugo"],
      ["unreadable", "wallet:ines"],
    ])
  })
})

describe("a storage that gives texts where texts are enough", () => {
  /** Where the states of a page may be texts, gives them as they are changed here; counts those given, and asked for by key. */
  const texting = (storage: Storage, change: (text: string, key: string) => string) => {
    const given: Array<string> = []
    const asked: Array<string> = []
    const read: Storage["read"] = (space, wanted) => {
      asked.push(...(wanted.documents ?? []))
      return Effect.map(storage.read(space, wanted), (snapshot) => ({
        ...snapshot,
        pages: snapshot.pages.map((page, place) => ({
          ...page,
          documents: page.documents.map(({ key, version, state }) => {
            const enough = wanted.pages?.[place]?.enough
            if (enough === "key") return { key, version: 0, state: null }
            if (enough === undefined) return { key, version, state }
            given.push(key)
            return { key, version, state: null, text: change(JSON.stringify(state), key) }
          }),
        })),
      }))
    }
    return { storage: { ...storage, read }, given, asked }
  }

  it("D23: holds no surprise, and gives each text once and nothing for an index", async () => {
    const { storage, given, asked } = texting(await past(), (text) => text)
    const { documents, findings } = await verify(storage)
    expect(findings).toEqual([])
    expect(given).toHaveLength(documents)
    expect(new Set(given).size).toBe(documents)
    expect(asked).toEqual([])
  })

  it("may have written the same otherwise", async () => {
    const turned = (text: string) => {
      const state: unknown = JSON.parse(text)
      const fields = Object.entries(state as object).toReversed()
      return JSON.stringify(Array.isArray(state) ? state : Object.fromEntries(fields), null, 2)
    }
    const { storage } = texting(await past(), turned)
    expect((await verify(storage)).findings).toEqual([])
  })

  it("is told which document says something else, which no fact tells of, and which cannot be read", async () => {
    const other = async (change: (text: string, key: string) => string) =>
      (await verify(texting(await past(), change).storage)).findings
    const moved = (text: string, key: string) => (key === "member:hugo" ? text.replace("hugo@", "oguh@") : text)
    expect(await other(moved)).toMatchObject([
      { check: "state", about: "member:hugo", found: { people: [{ email: "oguh@example.org" }] } },
    ])
    const cut = (text: string, key: string) => (key === "member:hugo" ? text.slice(0, 20) : text)
    expect(await other(cut)).toMatchObject([
      { check: "unreadable", about: "member:hugo", found: expect.stringMatching(/member:hugo is not JSON/) },
    ])
    const { storage } = texting(await past(), (text) => text)
    const untold = retold(storage, (batch) => (withFact("PlaceSaved")(batch) ? { ...batch, facts: [] } : batch))
    expect((await verify(untold)).findings).toMatchObject([
      { check: "orphan", about: "place:halle", found: { name: "Halle" } },
    ])
  })
})

describe("a storage that cannot give everything", () => {
  const unless = <A>(damaged: boolean, call: Effect.Effect<A, StorageDown>): Effect.Effect<A, StorageDown> =>
    damaged ? Effect.fail(new StorageDown({ reason: "not JSON" })) : call

  it("is read as far as its journal goes, whichever batch is broken, and not compared any further", async () => {
    const storage = await past()
    for (const broken of [0, 1, 7, 19]) {
      const damaged: Storage = {
        ...storage,
        feed: (space, after, limit) => {
          const from = Number(after === "" ? 0 : after)
          return unless(from <= broken && broken < from + limit, storage.feed(space, after, limit))
        },
      }
      const { batches, findings } = await verify(damaged)
      expect(batches).toBe(broken)
      expect(findings).toEqual([
        { check: "journal", about: String(broken), expected: "a batch that can be read", found: "not JSON" },
      ])
    }
  })

  it("tells which document cannot be read, and compares the others", async () => {
    const storage = await past()
    const all = await Effect.runPromise(storage.read(group, { pages: [{ prefix: "", limit: 1000 }] }))
    for (const bad of ["group", "member:hugo", "producer:ferme"]) {
      const damaged: Storage = {
        ...storage,
        read: (space, wanted) =>
          Effect.flatMap(storage.read(space, wanted), (snapshot) => {
            const given = [
              ...snapshot.documents.keys(),
              ...snapshot.pages.flatMap((page) => page.documents).map(({ key }) => key),
            ]
            return unless(given.includes(bad), Effect.succeed(snapshot))
          }),
      }
      const { findings } = await verify(damaged)
      const about = findings.filter(({ check }) => check === "unreadable").map((one) => one.about)
      expect(about).toContain(bad)
      expect(findings.every(({ check }) => check === "unreadable")).toBe(true)
      expect(all.pages[0]?.documents.map(({ key }) => key)).toContain(bad)
    }
  })

  it("tells what it could not read of balances and numbers, one by one", async () => {
    const storage = await past()
    const damaged: Storage = {
      ...storage,
      read: (space, wanted) => {
        const balance = wanted.balances?.includes("wallet:hugo") === true
        const number = wanted.numbers?.some(({ key }) => key === "basket:mai~ines") === true
        return unless(balance || number, storage.read(space, wanted))
      },
    }
    const { findings } = await verify(damaged)
    expect(findings.map(({ check, about }) => [check, about])).toEqual([
      ["unreadable", "wallet:hugo"],
      ["unreadable", "basket@mai basket:mai~ines"],
    ])
  })

  it("tells of batches that are not what batches are", async () => {
    const storage = await past()
    const found = async (change: object) => {
      const odd = retold(storage, (batch) =>
        withFact("PlaceSaved")(batch) ? ({ ...batch, ...change } as Recorded) : batch,
      )
      return (await verify(odd)).findings.filter(({ check }) => check === "batch")
    }
    expect(await found({ facts: null })).toMatchObject([{ expected: "a list of facts", found: null }])
    expect(await found({ facts: [{ key: 5 }] })).toMatchObject([{ expected: "a list of facts" }])
    expect(await found({ postings: "none" })).toMatchObject([{ expected: "a list of postings", found: "none" }])
    const halfAFact = { key: "distribution:x", fact: { _tag: "DistributionPlanned" } }
    const { findings } = await verify(
      retold(storage, (batch) =>
        withFact("PlaceSaved")(batch) ? { ...batch, facts: [...batch.facts, halfAFact as unknown as Told] } : batch,
      ),
    )
    expect(findings.map(({ check, about }) => [check, about])).toEqual([["state", "distribution:x"]])
    const wrongFact = { key: "basket:mai~gaelle", fact: { _tag: "BasketConfirmed", lines: null } }
    const wrong = retold(storage, (batch) =>
      withFact("PlaceSaved")(batch) ? { ...batch, facts: [...batch.facts, wrongFact as unknown as Told] } : batch,
    )
    expect((await verify(wrong)).findings[0]).toMatchObject({ check: "batch", expected: "a fact that can be read" })
  })
})

describe("sentences", () => {
  const checks: Readonly<Record<Check, true>> = {
    batch: true,
    posting: true,
    movement: true,
    till: true,
    floor: true,
    state: true,
    version: true,
    orphan: true,
    index: true,
    balance: true,
    entries: true,
    number: true,
    unsteady: true,
    journal: true,
    unreadable: true,
  }

  it.each(Object.keys(checks) as ReadonlyArray<Check>)("%s is told in both languages", (check) => {
    const finding = { check, about: "wallet:hugo", expected: { EUR: 1600 }, found: "x".repeat(500) }
    const [french, english] = [findingSentence(finding, "fr"), findingSentence(finding, "en")]
    expect(french).not.toBe(english)
    for (const sentence of [french, english]) {
      expect(sentence).toMatch(/^\p{Lu}.*\.$/u)
      expect(sentence.length).toBeLessThan(500)
    }
  })
})

describe("sameness, as JSON", () => {
  it.each<[unknown, unknown, boolean]>([
    [{ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 }, true],
    [{ a: 1, b: undefined }, { a: 1 }, true],
    [{ a: 1 }, { a: 1, b: null }, false],
    [{ a: undefined }, { b: undefined }, true],
    [{ toString: 1 }, {}, false],
    [[], {}, false],
    [[1, 2], [2, 1], false],
    [null, {}, false],
    [null, null, true],
    ["1", 1, false],
  ])("%j and %j: %s", (a, b, expected) => {
    expect([same(a, b), same(b, a)]).toEqual([expected, expected])
  })
})
