import { createCabas } from "@cabas/engine"
import { startRunner, standardJobs } from "@cabas/engine/jobs"
import type { Storage } from "@cabas/engine/storage"
import { verifySpace } from "@cabas/engine/verify"
import type { Subscription } from "@cabas/core/subscription"
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { seasonHistory, stageOn, subscriberCall, play } from "../arbitraries/index.ts"
import type { Call, History, SeasonTerms, Stage, WorldTerms } from "../arbitraries/index.ts"
import { spaces } from "../arbitraries/world.ts"
import { allLawsHold } from "./all.ts"
import { basketsIn, booksOf } from "./books.ts"
import type { Books } from "./books.ts"
import { hold, sameData, shown } from "./law.ts"
import { filledFrom, subscriptionsIn } from "./season-books.ts"

/** One storage, opened twice: by two processes. Nothing is in it. */
export interface Twice {
  readonly storages: readonly [Storage, Storage]
  readonly close: () => Promise<void>
}

/** Opens a new, empty storage twice. */
export type OpenTwice = () => Promise<Twice>

const { group } = spaces

/** Tries something on new storages, that many times. */
const onEach = <A>(
  open: OpenTwice,
  times: number,
  values: fc.Arbitrary<A>,
  holds: (twice: Twice, value: A) => Promise<void>,
) =>
  fc.assert(
    fc.asyncProperty(values, async (value) => {
      const twice = await open()
      try {
        await holds(twice, value)
      } finally {
        await twice.close()
      }
    }),
    { numRuns: times },
  )

/** Every law holds after any history of a season, and verifying finds nothing. */
export const seasonsHold = (open: OpenTwice, times: number): Promise<void> =>
  onEach(open, times, seasonHistory(), async ({ storages: [storage] }, history) => {
    await play(history, storage)
    await allHolds(storage)
  })

const allHolds = async (storage: Storage): Promise<Books> => {
  const books = await booksOf(storage, group)
  allLawsHold(books)
  const { findings } = await Effect.runPromise(verifySpace(storage, group))
  hold(findings.length === 0, () => `verifying finds ${shown(findings)}`)
  return books
}

const deed = (as: string, name: string, input: object): Call => ({ as, do: name, with: { group, ...input } })

/** What a member sees of a subscription. */
const seen = async (stage: Stage, subscription: string): Promise<unknown> =>
  (await stage.send(deed("host", "subscription.get", { subscription }))).answer

/** Mostly members and their subscriptions, and few days that pass. */
const early = (longest: number): fc.Arbitrary<History> => seasonHistory({ longest, call: subscriberCall() })

/** Declaring an absence and withdrawing it leaves a subscription, its stock and its debts as they were. @see D21, S8 */
export const withdrawingUndoes = async (open: OpenTwice, times: number): Promise<number> => {
  let undone = 0
  const where = fc.constantFrom("w1", "w2", "w3", "w4")
  await onEach(open, times, fc.tuple(early(8), where), async ({ storages: [storage] }, [history, delivery]) => {
    const { stage } = await play(history, storage)
    const books = await booksOf(storage, group)
    for (const { id, member, status } of subscriptionsIn(books)) {
      if (status !== "active") continue
      const before = await booksOf(storage, group)
      const about = { subscription: id, deliveries: [delivery] }
      const saw = await seen(stage, id)
      if ((await stage.send(deed(member, "absence.declare", about))).refusal !== undefined) continue
      if ((await stage.send(deed(member, "absence.withdraw", about))).refusal !== undefined) continue
      undone += 1
      const after = await booksOf(storage, group)
      const [was, is] = [before, after].map((one) => subscriptionsIn(one).find((other) => other.id === id))
      hold(sameData(lastingOf(is), lastingOf(was)), () => `${shown(was)} became ${shown(is)}`)
      hold(sameData(balancesOf(after), balancesOf(before)), () => `declaring and withdrawing moved something`)
      const sees = await seen(stage, id)
      hold(sameData(sees, saw), () => `${shown(saw)} is seen as ${shown(sees)}`)
    }
  })
  return undone
}

/** A subscription without when and by whom its absences were said. */
const lastingOf = (subscription: Subscription | undefined): unknown => ({
  ...subscription,
  deliveries: subscription?.deliveries.map(({ absence, ...one }) => ({
    ...one,
    absence: absence === null ? null : { lines: absence.lines, movedTo: absence.movedTo },
  })),
})

const balancesOf = ({ balances }: Books): ReadonlyArray<string> =>
  [...balances]
    .flatMap(([account, units]) =>
      [...units].flatMap(([unit, balance]) => (balance === 0 ? [] : [`${account} ${balance} ${unit}`])),
    )
    .toSorted()

const season: SeasonTerms = {
  boxes: { policy: "none" },
  yogurts: { policy: "per-distribution", quantity: 5 },
  curd: { policy: "none" },
  absences: {
    unit: "delivery",
    window: null,
    barred: [],
    ranges: [],
    notice: { kind: "closing" },
    spacing: { kind: "none" },
    quota: { kind: "fixed", maximum: 2 },
    compensation: "not-charged",
    placement: "none",
    fixed: "by-notice",
    shift: null,
  },
  minimum: null,
  overPeriod: null,
  delayed: true,
  fee: 0,
}

const terms: WorldTerms = {
  shortage: "refuse",
  moneyPot: false,
  floor: 0,
  apples: { policy: "none" },
  cheeses: { policy: "none" },
  flour: { policy: "none" },
  fee: 0,
  season,
}

/** Two writers declare absences at once, from two processes: as many as the quota are done, and no more. @see D21, S8.1 */
export const absencesAtOnce = (open: OpenTwice, times: number): Promise<void> =>
  onEach(open, times, fc.shuffledSubarray(["w1", "w2", "w3", "w4"], { minLength: 3 }), async ({ storages }, chosen) => {
    await play({ terms, calls: [] }, storages[0])
    const stages = storages.map((storage, index) => stageOn(storage, { ids: `process-${index}` }))
    const calls = chosen.map((delivery, index) => {
      const by = index % 2 === 0 ? "lea" : "eva"
      return stages[index % 2]!.send(deed(by, "absence.declare", { subscription: "lea-veg", deliveries: [delivery] }))
    })
    const said = (await Promise.all(calls)).map(({ refusal }) => refusal?._tag ?? "done")
    const expected = [...Array(2).fill("done"), ...Array(chosen.length - 2).fill("TooManyAbsences")]
    hold(sameData(said.toSorted(), expected.toSorted()), () => `the absences came to ${shown(said)}`)
    await allHolds(storages[0])
  })

const members = ["lea", "eva", "ada", "dan"] as const

/** The variable contract, which gives five yogurts at each delivery, with default orders of more of them than that. */
const manyDefaults: ReadonlyArray<Call> = members.map((member) =>
  deed("ada", "subscription.start", {
    id: `${member}-milk`,
    catalog: "milk",
    member,
    entry: "coordinator",
    stockOverride: "All may wish",
    order: [{ product: "yogurt", quantity: { pieces: 2 } }],
  }),
)

/**
 * Two servers run the closing job at once: every subscription's default order comes once, into one basket, and never
 * more than there is at a delivery.
 * @see D22, D31
 */
export const closingsAtOnce = (open: OpenTwice, times: number): Promise<void> =>
  onEach(open, times, fc.constantFrom("2026-05-06T08:00:00Z", "2026-05-28T00:00:00Z"), async ({ storages }, when) => {
    await play({ terms, calls: manyDefaults }, storages[0])
    const now = Date.parse(when)
    const runners = storages.map((storage, index) =>
      startRunner({
        engine: createCabas({ storage, clock: () => now, newId: ids(`server-${index}`) }).engine,
        groups: () => Effect.succeed([group]),
        jobs: standardJobs,
        every: 25,
        clock: () => now,
      }),
    )
    try {
      await until(async () => dueIn(await booksOf(storages[0], group), when) === 0)
      // Both look again: nothing more comes of it.
      await new Promise((resolve) => setTimeout(resolve, 80))
    } finally {
      await Promise.all(runners.map((runner) => runner.stop()))
    }
    const books = await allHolds(storages[0])
    defaultsCameOnce(books)
  })

const ids = (name: string) => {
  let made = 0
  return () => `${name}-${(made += 1)}`
}

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  const patience = Date.now() + 20_000
  while (!(await holds())) {
    hold(Date.now() < patience, () => "closings that are due are not done")
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** How many closings are due and not done. */
const dueIn = (books: Books, when: string): number =>
  subscriptionsIn(books).reduce((due, { catalog, deliveries }) => {
    const calendar = books.documents.get(`calendar:${catalog}`)?.state as
      | { readonly deliveries: ReadonlyArray<{ readonly id: string; readonly window: { readonly closesAt: string } }> }
      | undefined
    const closes = new Map((calendar?.deliveries ?? []).map(({ id, window }) => [id, window.closesAt]))
    const now = new Date(when).toISOString()
    return due + deliveries.filter(({ id, closedAt }) => closedAt === null && (closes.get(id) ?? "9") <= now).length
  }, 0)

/** Each closed delivery of the variable contract was answered once, by its default order as far as there was enough. */
const defaultsCameOnce = (books: Books): void => {
  const baskets = basketsIn(books)
  const milk = subscriptionsIn(books).filter(({ catalog }) => catalog === "milk")
  const facts = books.journal.flatMap((batch) => (batch.operation === "subscription.close" ? batch.facts : []))
  const given = new Map<string, number>()
  for (const { id, deliveries } of milk) {
    for (const one of deliveries.filter(({ closedAt }) => closedAt !== null)) {
      const told = facts.filter(
        ({ key, fact }) =>
          key === `subscription:${id}` && fact._tag === "DeliveriesOrdered" && fact.deliveries.includes(one.id),
      )
      hold(told.length === 1, () => `the default order of ${id} came ${told.length} times at ${one.id}`)
      const filled = filledFrom(baskets, id, one.id)
      hold(filled.length === one.lines.length, () => `${id} at ${one.id} is ${filled.length} times in baskets`)
      const pieces = filled.reduce((sum, { line }) => sum + ("pieces" in line.ordered ? line.ordered.pieces : 0), 0)
      given.set(one.id, (given.get(one.id) ?? 0) + pieces)
    }
  }
  for (const [delivery, pieces] of given) hold(pieces === 5, () => `${pieces} of 5 yogurts came at ${delivery}`)
}
