import { memoryStorage } from "@cabas/engine"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  anyCall,
  beginning,
  coordinatorCall,
  dayHistory,
  historyArbitrary,
  memberCall,
  play,
  seasonCall,
  seasonHistory,
  spaces,
} from "../arbitraries/index.ts"
import type { Call, History, WorldTerms } from "../arbitraries/index.ts"
import { allLawsHold } from "./all.ts"
import { booksOf } from "./books.ts"
import { runs } from "./runs.ts"
import { twoProcesses } from "./two-processes.ts"

/** Calls made at once in groups of a few, each group to its end. */
const playAtOnce = async ({ terms, calls }: History, size: number, scheduler: fc.Scheduler): Promise<void> => {
  const storage = memoryStorage()
  await play({ terms, calls: [] }, storage)
  const atOnce = twoProcesses(storage, scheduler)
  for (let at = 0; at < calls.length; at += size) await atOnce(calls.slice(at, at + size))
  allLawsHold(await booksOf(storage, spaces.group))
}

/**
 * A catalog's period is left out: shortening it while another process plans a distribution may leave that one outside.
 * Nothing that planning writes is guarded by the change.
 */
const inShops = new Set(["catalog.change"])

const holdsFor = (calls: fc.Arbitrary<Call>, times: number, histories = historyArbitrary, without = inShops) =>
  fc.assert(
    fc.asyncProperty(
      histories({ longest: 10, call: calls.filter(({ do: name }) => !without.has(name)) }),
      fc.integer({ min: 2, max: 5 }),
      fc.scheduler(),
      playAtOnce,
    ),
    { numRuns: times },
  )

describe("the laws hold whatever is done at once by two processes, and however it is interleaved", () => {
  it("D13, D15, D26: by anybody", async () => {
    await expect(holdsFor(anyCall(), runs(150))).resolves.toBeUndefined()
  }, 60_000)

  it("D13, D28: by members and coordinators about the same stocks, distributions and rights", async () => {
    const mixed = fc.oneof(memberCall(), coordinatorCall())
    await expect(holdsFor(mixed, runs(150))).resolves.toBeUndefined()
  }, 60_000)

  it("D25, DAY-24: by two tablets at the desk, on the day", async () => {
    const days = fc.asyncProperty(
      dayHistory({ longest: 14 }),
      fc.integer({ min: 2, max: 4 }),
      fc.scheduler(),
      playAtOnce,
    )
    await expect(fc.assert(days, { numRuns: runs(80) })).resolves.toBeUndefined()
  }, 60_000)

  it("SUB-16, D17, D21, D31: by subscribers, coordinators and closings of a season", async () => {
    await expect(holdsFor(seasonCall(), runs(60), seasonHistory)).resolves.toBeUndefined()
  }, 60_000)
})

const plenty: WorldTerms = {
  shortage: "refuse",
  moneyPot: false,
  floor: 0,
  apples: { policy: "global", quantity: 3 },
  cheeses: { policy: "none" },
  flour: { policy: "none" },
  fee: 0,
}

describe("the last pieces", () => {
  it("D13: are sold once, all of them, and nobody is told that they are busy", async () => {
    const one = { catalog: "c1", product: "apple", quantity: { pieces: 1 } }
    const buyers = Array.from({ length: 8 }, (_, index) => `buyer-${index}`)
    const joining = buyers.map((id) => ({
      as: "host",
      do: "member.add",
      with: { group: spaces.group, id, people: [{ firstName: "", lastName: id, email: null, phone: null }] },
    }))
    const buying = buyers.map((as) => ({
      as,
      do: "basket.confirm",
      with: { group: spaces.group, distribution: "d1", lines: [one] },
    }))
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const storage = memoryStorage()
        await play({ terms: plenty, calls: joining }, storage)
        const outcomes = await twoProcesses(storage, scheduler)(buying)
        const said = outcomes.map(({ refusal }) => refusal?._tag ?? "done").toSorted()
        expect(said).toEqual([...Array(5).fill("StockShort"), ...Array(3).fill("done")])
        allLawsHold(await booksOf(storage, spaces.group))
      }),
      { numRuns: runs(40) },
    )
  }, 60_000)
})

describe("a distribution that is validated while the desk goes on", () => {
  const d1 = { group: spaces.group, distribution: "d1" }
  const ada = (name: string, input: object, after?: number): Call => ({
    as: "ada",
    do: name,
    with: { ...d1, ...input },
    ...(after === undefined ? {} : { after }),
  })
  const apple = { catalog: "c1", product: "apple", quantity: { pieces: 1 } }
  const before: ReadonlyArray<Call> = [
    { as: "lea", do: "basket.confirm", with: { ...d1, lines: [apple] } },
    ada("distribution.settle", {}, (Date.parse("2026-06-01T06:00:00Z") - beginning) / 60_000),
  ]
  const atTheDesk = [
    ada("line.sell", { member: "tom", ...apple }),
    ada("basket.reopen", { member: "lea", reason: "A mistake" }),
    {
      as: "ada",
      do: "payment.record",
      with: { group: spaces.group, member: "lea", amount: 500, kind: "cash", till: "d1" },
    },
  ]

  it.each(atTheDesk)(
    "DAY-24 (D25): $do either comes first and stops it, or is stopped",
    async (deed) => {
      const seen = new Set<string>()
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), async (scheduler) => {
          const storage = memoryStorage()
          const { done } = await play({ terms: plenty, calls: before }, storage)
          expect(done.map(({ outcome }) => outcome.refusal)).toEqual([undefined, undefined])
          const clock = { now: Date.parse("2026-06-01T07:00:00Z") }
          const validate = ada("distribution.validate", {})
          const outcomes = await twoProcesses(storage, scheduler, clock)([validate, deed])
          const refusals = outcomes.map(({ refusal }) => refusal?._tag ?? "done")
          expect(refusals.filter((one) => one === "done")).toHaveLength(1)
          seen.add(refusals.join())
          allLawsHold(await booksOf(storage, spaces.group))
        }),
        { numRuns: runs(60) },
      )
      expect([...seen].toSorted()).toHaveLength(2)
    },
    60_000,
  )
})
