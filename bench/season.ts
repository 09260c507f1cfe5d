import { join } from "node:path"
import { performance } from "node:perf_hooks"
import { createCabas, operations } from "@cabas/engine"
import type { Cabas } from "@cabas/engine"
import { startRunner, standardJobs } from "@cabas/engine/jobs"
import type { Storage } from "@cabas/engine/storage"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import * as Effect from "effect/Effect"
import { confirm, fresh } from "./confirm.ts"
import type { Size } from "./confirm.ts"
import { done, makeWorld, worldGroup as group, worldTime } from "./engine-world.ts"
import { distributionOf } from "./floors/order.ts"
import { against } from "./measure.ts"
import type { Measured } from "./measure.ts"

const catalog = "fromages"
const products = ["tomme", "faisselle", "brique", "yaourt", "beurre"] as const
const weeks = 48
const day = 24 * 3_600_000

/** The first Thursday of this season, at 18:00 in Paris. */
const firstThursday = Date.parse("2026-07-02T16:00:00.000Z")

const thursday = (week: number): string => `jeudi-${String(week).padStart(2, "0")}`
const instant = (milliseconds: number): string => new Date(milliseconds).toISOString()

/** When orders for a week's delivery close. */
const closingOf = (week: number): number => firstThursday + (week - 1) * 7 * day - 3 * day

/** A variable contract of 48 Thursdays and five products, beside the shop of the other measures. */
const openSeason = async (cabas: Cabas): Promise<void> => {
  const by = cabas.as("camille")
  await done(
    by.contract.open({
      group,
      id: catalog,
      kind: "variable",
      name: "Fromages",
      producer: "ferme",
      fee: null,
      startsOn: "2026-06-01",
      endsOn: "2027-08-31",
      contract: {
        firstDelivery: null,
        delays: { opensDays: null, closesHours: 72 },
        minimums: { perDelivery: 500, overPeriod: 10_000, checked: "at-each-save" },
        absences: {
          unit: "delivery",
          window: null,
          barred: [],
          ranges: [],
          compensation: "not-charged",
          quota: { kind: "fixed", maximum: 4 },
          notice: { kind: "closing" },
          spacing: { kind: "none" },
          placement: "none",
          fixed: "by-notice",
          shift: null,
        },
        sharing: true,
        text: "",
        documents: [],
      },
    }),
  )
  for (const [index, id] of products.entries()) {
    await done(
      by.product.save({
        group,
        catalog,
        id,
        name: id,
        saleKind: "piece",
        terms: { price: 250 + index * 90, per: { pieces: 1 }, vat: 550, content: null },
        stock: { policy: "per-distribution", quantity: 100_000 },
      }),
    )
  }
  for (let week = 1; week <= weeks; week += 1) await planThursday(cabas, week)
}

const planThursday = (cabas: Cabas, week: number): Promise<unknown> => {
  const starts = firstThursday + (week - 1) * 7 * day
  return done(
    cabas.as("camille").distribution.plan({
      group,
      id: thursday(week),
      place: "halle",
      startsAt: instant(starts),
      endsAt: instant(starts + 5_400_000),
      orders: { opensAt: instant(worldTime), closesAt: instant(starts - 3_600_000) },
      participations: week > weeks ? [] : [{ catalog }],
    }),
  )
}

const shares = products.map((product, index) => ({ product, quantity: { pieces: 1 + (index % 3) } }))

/** Commits a member: the default order, and so many deliveries chosen at once. */
const subscribe = (cabas: Cabas, member: string, chosen: number): Promise<unknown> =>
  done(
    cabas.run(
      operations.subscription.start,
      {
        group,
        id: `${member}-${catalog}`,
        catalog,
        order: shares,
        orders: Array.from({ length: chosen }, (_, index) => ({ delivery: thursday(index + 1), shares })),
      },
      { as: { kind: "member", member } },
    ),
  )

/** One batch must be all that a subscription writes. */
const counted = (storage: Storage) => {
  let commits = 0
  const counting: Storage = {
    ...storage,
    commit: (space, batch) => {
      commits += 1
      return storage.commit(space, batch)
    },
  }
  return { storage: counting, commits: () => commits }
}

/**
 * Subscribing to 48 deliveries of five products each, in one batch, against confirming a basket of 12 lines on the same
 * storage: at least a fifth as often.
 */
export const subscribeSeason = async (folder: string, { rounds, jobs }: Size): Promise<Measured> => {
  const opened = sqliteStorage({ file: join(folder, "subscribe-season.db") })
  const { storage, commits } = counted(opened)
  const members = jobs * (rounds + 1)
  const cabas = await makeWorld(storage, distributionOf(members), { products: 300, catalogs: 3, members: 500 })
  await openSeason(cabas)
  for (let index = 1; index <= members; index += 1) await addMember(cabas, index)
  const [ours, theirs] = [fresh(jobs), fresh(jobs)]
  const measured = await against(
    "subscribe-season",
    rounds,
    async () => {
      const before = commits()
      const pace = await ours(1, (turn) => subscribe(cabas, subscriber(turn), weeks))
      if (commits() - before !== jobs) throw new Error(`${jobs} subscriptions took ${commits() - before} batches`)
      return pace
    },
    () => theirs(1, (turn) => confirm(cabas, turn)),
  )
  await opened.close()
  return measured
}

const subscriber = (index: number): string => `abonne-${index}`

const addMember = (cabas: Cabas, index: number): Promise<unknown> => {
  const people = [{ firstName: "Abonné", lastName: String(index), email: null, phone: null }]
  return done(cabas.as("camille").member.add({ group, id: subscriber(index), people }))
}

/** A season with that many subscribers, of whom some chose their first deliveries and the others get the default order. */
const subscribed = async (storage: Storage, subscribers: number, silent: number): Promise<Cabas> => {
  const cabas = await makeWorld(storage, 1, { products: 3, catalogs: 3, members: 1 })
  await openSeason(cabas)
  for (let index = 1; index <= subscribers; index += 1) {
    await addMember(cabas, index)
    await subscribe(cabas, subscriber(index), index <= silent ? 0 : 12)
  }
  return cabas
}

/** How many batches of a kind a storage has seen. */
const closingsOf = (storage: Storage) => {
  let closings = 0
  const watching: Storage = {
    ...storage,
    commit: (space, batch) =>
      storage.commit(space, batch).pipe(
        Effect.tap(() =>
          Effect.sync(() => {
            if (batch.operation === "subscription.close") closings += 1
          }),
        ),
      ),
  }
  return { storage: watching, closings: () => closings }
}

/**
 * Closing a delivery of 500 subscriptions, 200 of them by their default order, by the engine's own job on SQLite; in
 * closings of a whole delivery a second, against the two seconds that it may take.
 */
export const closeDelivery = async (folder: string, rounds: number, subscribers: number): Promise<Measured> => {
  const opened = sqliteStorage({ file: join(folder, "close-delivery.db") })
  const { storage, closings } = closingsOf(opened)
  await subscribed(storage, subscribers, Math.round(subscribers * 0.4))
  let week = 0
  const close = async (): Promise<number> => {
    week += 1
    const now = closingOf(week)
    const { engine } = createCabas({ storage, clock: () => now })
    const wanted = closings() + subscribers
    let progress = 0
    const begun = performance.now()
    const runner = startRunner({
      engine,
      groups: () => Effect.succeed([group]),
      jobs: standardJobs,
      clock: () => now,
      tell: ({ level }) => void (progress += level === "debug" ? 1 : 0),
    })
    while (closings() < wanted) {
      if (performance.now() - begun > 60_000) throw new Error(`${wanted - closings()} deliveries were not closed`)
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    const pace = 1000 / (performance.now() - begun)
    await runner.stop()
    if (progress < Math.floor(subscribers / 100)) throw new Error(`${progress} times it was told how far closing is`)
    return pace
  }
  const measured = await against("close-delivery", rounds, close, async () => 1 / 2)
  await opened.close()
  return measured
}

/** Previewing that a delivery of 300 subscriptions is put off, on SQLite, against the 200 ms that it may take. */
export const shiftPreview = async (folder: string, rounds: number, jobs: number): Promise<Measured> => {
  const storage = sqliteStorage({ file: join(folder, "shift-preview.db") })
  const cabas = await subscribed(storage, 300, 100)
  await planThursday(cabas, weeks + 1)
  const shift = { group, catalog, delivery: thursday(20), to: thursday(weeks + 1) }
  const preview = async (): Promise<unknown> => {
    const { subscriptions } = await done(cabas.as("camille").delivery.shift(shift, { preview: true }))
    if (subscriptions.length !== 300) throw new Error(`${subscriptions.length} subscriptions are touched, not 300`)
    return subscriptions
  }
  const previews = fresh(jobs)
  const measured = await against(
    "shift-preview",
    rounds,
    () => previews(1, preview),
    async () => 5,
  )
  await storage.close()
  return measured
}
