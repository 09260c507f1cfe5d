import { civilAt, instantAt, plusMilliseconds } from "@cabas/core/values"
import { createCabas } from "@cabas/engine"
import type { Cabas } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"
import {
  calendar,
  group,
  members,
  newcomers,
  openIndex,
  pastBaskets,
  places,
  producers,
  products,
  topUps,
} from "./data/index.ts"
import type { Basket, Distribution, Member, Producer, Right, TopUp } from "./data/index.ts"
import { marketDay } from "./seed-day.ts"
import { chequeOf, membershipPolicy, membershipsOf, paymentDetails, promisesOf, treasurer } from "./seed-money.ts"
import { isBehind, pastDay, startOf } from "./seed-past.ts"
import { seasonOf } from "./seed-season.ts"
import { coordinator, inGroup, listing, whoEntersFor } from "./seed-step.ts"
import type { Row, Step } from "./seed-step.ts"

const minute = 60_000
const week = 7 * 24 * 60 * minute
const founded = 52 * week

const rightsOf = (rights: ReadonlyArray<Right>) =>
  rights.map((one) =>
    one.right !== "catalog-admin"
      ? one.right
      : one.catalog === null
        ? one.right
        : (`${one.right}:${one.catalog}` as const),
  )

const opening = ({ opensAt }: Distribution): string => instantAt(opensAt.date, opensAt.time, group.zone)

const founding = (at: string): Row => {
  const people = members.find(({ id }) => id === coordinator)?.people ?? []
  return [
    {
      key: "group",
      at,
      by: null,
      act: ({ group: one }, options) =>
        one.create(
          {
            id: group.id,
            name: group.name,
            currency: group.currency,
            timeZone: group.zone,
            admin: { id: coordinator, people },
          },
          options,
        ),
    },
    {
      key: "settings",
      at,
      by: coordinator,
      act: ({ group: one }, options) =>
        one.configure(
          {
            ...inGroup,
            payments: { moneyPot: true, floor: 0, ...paymentDetails },
            membership: membershipPolicy,
            visitors: "browse",
          },
          options,
        ),
    },
  ]
}

const joining = ({ id, people }: Member, at: string): Step => ({
  key: `member/${id}`,
  at,
  by: coordinator,
  act: ({ member }, options) => member.add({ ...inGroup, id, people }, options),
})

const granting = ({ id, rights }: Member, at: string): Row =>
  rights.length === 0 || id === coordinator
    ? []
    : [
        {
          key: `rights/${id}`,
          at,
          by: coordinator,
          act: ({ member }, options) => member.grant({ ...inGroup, member: id, rights: rightsOf(rights) }, options),
        },
      ]

const producing = ({ catalog: _, ...told }: Producer, at: string): Step => ({
  key: `producer/${told.id}`,
  at,
  by: coordinator,
  act: ({ producer }, options) => producer.save({ ...inGroup, ...told }, options),
})

/** The season's catalog of a producer, and its products. */
const cataloguing = ({ id: producer, catalog }: Producer, at: string): Row => {
  const { id, name, feeBasisPoints: basisPoints, feeLabel: label } = catalog
  const year = Number(at.slice(0, 4))
  const period = { startsOn: `${year}-01-01`, endsOn: `${year + 3}-12-31` }
  const fee = label === null ? null : { basisPoints, label }
  return [
    {
      key: `catalog/${id}`,
      at,
      by: coordinator,
      act: (methods, options) => methods.catalog.create({ ...inGroup, id, name, producer, ...period, fee }, options),
    },
    ...(products[id] ?? []).map((product) => listing(id, product, at)),
  ]
}

const placing = (place: (typeof places)[number], at: string): Step => ({
  key: `place/${place.id}`,
  at,
  by: coordinator,
  act: (methods, options) => methods.place.save({ ...inGroup, ...place }, options),
})

const planning = (told: Distribution, at: string): Step => ({
  key: `distribution/${told.id}`,
  at,
  by: coordinator,
  act: ({ distribution }, options) => {
    const { id, date, place, startsTime, endsTime, closesAt } = told
    const hours = { startsAt: instantAt(date, startsTime, group.zone), endsAt: instantAt(date, endsTime, group.zone) }
    const orders = { opensAt: opening(told), closesAt: instantAt(closesAt.date, closesAt.time, group.zone) }
    const participations = told.catalogs.map((catalog) => ({ catalog }))
    return distribution.plan({ ...inGroup, id, place, ...hours, orders, participations }, options)
  },
})

const paying = (key: string, { member, amountCents: amount, by: kind }: TopUp, at: string): Step => ({
  key: `payment/${key}`,
  at,
  by: treasurer,
  act: ({ payment }, options) => {
    const cheque = kind === "cheque" ? { cheque: chequeOf(member, at) } : {}
    return payment.record({ ...inGroup, id: key, member, amount, kind, ...cheque }, options)
  },
})

const ordering = (distribution: string, { member, lines }: Basket, at: string): Step => {
  return {
    key: `basket/${distribution}/${member}`,
    at,
    by: whoEntersFor(member),
    act: ({ basket }, options) => basket.confirm({ ...inGroup, distribution, member, lines }, options),
  }
}

/**
 * What members pay in half an hour before the first order of a distribution; then the orders, begun in their order. The
 * Saturday before, if it is behind, is in the middle of them.
 */
const ordersOf = (
  distribution: Distribution,
  index: number,
  distributions: ReadonlyArray<Distribution>,
): ReadonlyArray<ReadonlyArray<Row>> => {
  const { id } = distribution
  const baskets = pastBaskets(index)
  const after = (minutes: number) => plusMilliseconds(opening(distribution), minutes * minute)
  const before = after((baskets[0]?.minutesAfterOpening ?? 0) - 30)
  const previous = isBehind(index - 1) ? distributions[index - 1] : undefined
  const isEarly = ({ minutesAfterOpening }: Basket) =>
    previous === undefined || after(minutesAfterOpening) < startOf(previous)
  const entered = (some: ReadonlyArray<Basket>) =>
    some.map((basket) => [ordering(id, basket, after(basket.minutesAfterOpening))])
  return [
    topUps(index).map((topUp) => [paying(`${id}-${topUp.member}`, topUp, before)]),
    entered(baskets.filter(isEarly)),
    ...(previous === undefined ? [] : pastDay(previous, pastBaskets(index - 1))),
    entered(baskets.filter((basket) => !isEarly(basket))),
  ]
}

const openingCredits = (at: string): ReadonlyArray<Row> =>
  members
    .filter(({ walletCents }) => walletCents > 0)
    .map(({ id, walletCents }) => [
      paying(`credit-${id}`, { member: id, amountCents: walletCents, by: "transfer" }, at),
    ])

/** The seed is complete once the group has its usual place. */
const completing = (at: string): Step => ({
  key: "complete",
  at,
  by: coordinator,
  act: (methods, options) => methods.group.configure({ ...inGroup, mainPlace: places[0]?.id ?? null }, options),
})

/** Stages one after the other; the rows of a stage side by side. */
const stagesOf = (begun: string): ReadonlyArray<ReadonlyArray<Row>> => {
  const at = plusMilliseconds(begun, -founded)
  const { date, time } = civilAt(begun, group.zone)
  const { distributions } = calendar(date, time)
  const early = members.filter(({ id }) => id !== coordinator && !newcomers.has(id))
  const late = members.filter(({ id }) => newcomers.has(id))
  const announced = plusMilliseconds(opening(distributions[0]!), -week)
  return [
    [founding(at)],
    [
      ...places.map((place) => [placing(place, at)]),
      ...producers.map((producer) => [producing(producer, at)]),
      ...early.map((member) => [joining(member, at)]),
    ],
    producers.map((producer) => cataloguing(producer, at)),
    [members.flatMap((member) => granting(member, at))],
    distributions.map((distribution) => [planning(distribution, announced)]),
    openingCredits(announced),
    ...distributions.flatMap(ordersOf),
    ...seasonOf(begun),
    ...marketDay(begun),
    membershipsOf(plusMilliseconds(begun, -minute)),
    promisesOf(begun),
    late.map((member) => [joining(member, plusMilliseconds(begun, -minute))]),
    [[completing(begun)]],
  ]
}

/** When an earlier start began to create the association: its founder joined 52 weeks before. */
const begunAt = async (cabas: Cabas): Promise<string | undefined> => {
  const { answer } = await cabas.asHost.member.get({ ...inGroup, member: coordinator })
  return answer === undefined ? undefined : plusMilliseconds(answer.joinedAt, founded)
}

const carry = async (storage: Storage, { key, at, by, act }: Step): Promise<void> => {
  const cabas = createCabas({ storage, clock: () => Date.parse(at) })
  const { refusal } = await act(by === null ? cabas.asHost : cabas.as(by), { key: `seed/${key}` })
  if (refusal !== undefined) throw new Error(`The association cannot be created: ${key}: ${JSON.stringify(refusal)}`)
}

const carryRow = async (storage: Storage, row: Row): Promise<void> => {
  for (const step of row) await carry(storage, step)
}

/** Whether the association is there, whole. */
export const isSeeded = async (storage: Storage): Promise<boolean> => {
  const { answer } = await createCabas({ storage }).asHost.group.get(inGroup)
  return answer !== undefined && answer.settings.mainPlace !== null
}

/**
 * Creates the association with its history on any storage, through the public operations, as of `now` (milliseconds
 * since 1970). Begun again after it was stopped half-way, it goes on where it was; once it is whole, it keeps what
 * people did since. Says whether there was something to create.
 */
export const seed = async (storage: Storage, now: number = Date.now()): Promise<boolean> => {
  if (await isSeeded(storage)) return false
  const begun = (await begunAt(createCabas({ storage }))) ?? new Date(now).toISOString()
  for (const stage of stagesOf(begun)) await Promise.all(stage.map((row) => carryRow(storage, row)))
  return true
}

/**
 * Plans the Saturdays to come that nobody planned yet, as the coordinators do each week, so that an association left
 * alone for a month takes orders again. Gives the ids of those it planned.
 */
export const planAhead = async (storage: Storage, now: number = Date.now()): Promise<ReadonlyArray<string>> => {
  const at = new Date(now).toISOString()
  const { date, time } = civilAt(at, group.zone)
  const coming = calendar(date, time).distributions.slice(openIndex)
  const methods = createCabas({ storage, clock: () => now }).as(coordinator)
  const planned = await Promise.all(
    coming.map(async (one) => {
      const { answer } = await methods.distribution.get({ ...inGroup, id: one.id })
      if (answer !== undefined) return []
      const { refusal } = await planning(one, at).act(methods, {})
      return refusal === undefined ? [one.id] : []
    }),
  )
  return planned.flat()
}
