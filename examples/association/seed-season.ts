import { civilAt, delayBefore, instantAt, plusDays, plusMilliseconds } from "@cabas/core/values"
import { announcedBefore, contracts, daysOfContract, group, places, seasonAround, subscribers } from "./data/index.ts"
import type { ContractOfSeason, Pieces, Season, Subscriber } from "./data/index.ts"
import { chequeOf, treasurer } from "./seed-money.ts"
import { pastThursday } from "./seed-past.ts"
import { coordinator, inGroup, listing, whoEntersFor } from "./seed-step.ts"
import type { Row, Step } from "./seed-step.ts"

const minute = 60_000
const hour = 60 * minute

/** The Thursdays of the contracts, in the calendar of the group. */
const cycle = "jeudis"
const startTime = "18:30"
const endTime = "20:00"

/** The delivery of a Thursday has the name of its distribution. */
const deliveryOn = (day: string): string => `${cycle}-${day}`

/** A contract in its season, as of an instant: its deliveries, and how many of them are closed. */
interface Running {
  readonly contract: ContractOfSeason
  readonly deliveries: ReadonlyArray<{ readonly id: string; readonly closesAt: string }>
  readonly closed: number
}

const runningAt = (contract: ContractOfSeason, season: Season, now: string): Running => {
  const { closesHours } = contract.terms(season).delays
  const deliveries = daysOfContract(contract, season).map((day) => ({
    id: deliveryOn(day),
    closesAt: delayBefore(instantAt(day, startTime, group.zone), closesHours ?? 0, group.zone),
  }))
  return { contract, deliveries, closed: deliveries.filter(({ closesAt }) => closesAt <= now).length }
}

const opening = ({ contract }: Running, season: Season, at: string): Row => {
  const { id, name, producer, kind, terms, products } = contract
  const { first: startsOn, last: endsOn } = season
  return [
    {
      key: `contract/${id}`,
      at,
      by: coordinator,
      act: (methods, options) =>
        methods.contract.open(
          { ...inGroup, id, name, producer, kind, startsOn, endsOn, contract: terms(season) },
          options,
        ),
    },
    ...products.map((product) => listing(id, product, at)),
  ]
}

const planning = ({ first, last, holidays }: Season, at: string): Step => ({
  key: `cycle/${cycle}`,
  at,
  by: coordinator,
  act: (methods, options) =>
    methods.cycle.create(
      {
        ...inGroup,
        id: cycle,
        place: places[0]?.id ?? "",
        recurrence: {
          first,
          every: { weeks: 1 },
          ends: { until: last },
          except: holidays.filter(({ from, to }) => from <= last && first <= to),
        },
        startTime,
        endTime,
        orders: { opensDaysBefore: 28, opensTime: "08:00", closesDaysBefore: 3, closesTime: "20:00" },
        catalogs: contracts.filter(({ every }) => every === 1).map(({ id }) => id),
        note: "Apportez vos cabas et vos boîtes d’œufs.",
      },
      options,
    ),
})

/** Those that do not deliver each Thursday take part in theirs. */
const joining = ({ contract, deliveries }: Running, at: string): Row =>
  contract.every === 1
    ? []
    : deliveries.map(({ id }) => ({
        key: `join/${contract.id}/${id}`,
        at,
        by: coordinator,
        act: ({ distribution }, options) => distribution.join({ ...inGroup, id, catalog: contract.id }, options),
      }))

const sharesOf = (pieces: Pieces) =>
  Object.entries(pieces).map(([product, count]) => ({ product, quantity: { pieces: count } }))

/** So many absences: those that were asked for, the others at the end of the season. */
const absencesOf = ({ deliveries, closed }: Running, { absences, said = [] }: Subscriber) => {
  if (absences === undefined) return {}
  const asked = said.flatMap((one) => (one.does === "absent" ? one.at : one.does === "move" ? [one.at] : []))
  const ids = asked.map((at) => deliveries[closed + at]?.id ?? "")
  const rest = deliveries.slice(deliveries.length - (absences - ids.length)).map(({ id }) => id)
  return { absences: absences === 0 ? 0 : [...ids, ...rest] }
}

const subscriptionOf = ({ contract, member }: Subscriber): string => `${contract}-${member}`

const subscribing = (running: Running, told: Subscriber, announced: string): Step => {
  const { contract: catalog, member, order, partner = null, late = 0 } = told
  const behind = running.deliveries[late - 1]
  return {
    key: `subscription/${subscriptionOf(told)}`,
    at: plusMilliseconds(behind?.closesAt ?? announced, 26 * hour),
    by: whoEntersFor(member),
    act: ({ subscription }, options) =>
      subscription.start(
        {
          ...inGroup,
          id: subscriptionOf(told),
          catalog,
          member,
          partner,
          order: sharesOf(order),
          ...absencesOf(running, told),
        },
        options,
      ),
  }
}

/** What a subscriber said shortly before of deliveries to come. */
const saying = (running: Running, told: Subscriber, at: string): Row => {
  const { contract, deliveries, closed } = running
  const about = { ...inGroup, subscription: subscriptionOf(told) }
  const ids = (several: ReadonlyArray<number>) => several.map((place) => deliveries[closed + place]?.id ?? "")
  return (told.said ?? [])
    .map((one, index): Step => {
      const [first] = one.does === "absent" ? one.at : [one.at]
      const delivery = deliveries[closed + (first ?? 0)]?.id ?? ""
      return {
        key: `said/${subscriptionOf(told)}/${index}`,
        at: plusMilliseconds(at, index * minute),
        by: whoEntersFor(told.member),
        act: ({ absence, subscription }, options) => {
          if (one.does === "order") {
            return subscription.order({ ...about, orders: [{ delivery, shares: sharesOf(one.pieces) }] }, options)
          }
          if (one.does === "give") {
            return subscription.give({ ...about, delivery, taker: { member: null, name: one.to } }, options)
          }
          if (one.does === "move") {
            return absence.move({ ...about, delivery, to: deliveries[closed + one.to]?.id ?? "" }, options)
          }
          return absence.declare({ ...about, deliveries: ids(one.at) }, options)
        },
      }
    })
    .filter((_, index) => told.said?.[index]?.does !== "absent" || contract.kind === "variable")
}

/** What the engine does of itself while it runs: each delivery is closed when its orders close. */
const closing = ({ contract, deliveries, closed }: Running): Row =>
  deliveries.slice(0, closed).flatMap(({ id: delivery, closesAt }, index) =>
    subscribers
      .filter((one) => one.contract === contract.id && (one.late ?? 0) <= index)
      .map((told) => ({
        key: `closing/${subscriptionOf(told)}/${delivery}`,
        at: plusMilliseconds(closesAt, minute),
        by: null,
        act: ({ subscription }, options) =>
          subscription.close({ ...inGroup, subscription: subscriptionOf(told), delivery }, options),
      })),
  )

/** The basket is the same for the whole season, so most pay at its beginning: by one cheque, or half of it by transfer. */
const paying = (told: Subscriber, place: number, at: string): Row => {
  const { contract, member } = told
  // What is chosen each time is owed once it is chosen; the first household and each fourth one has not paid yet.
  if (contract !== "amap-legumes" || place % 4 === 0) return []
  const kind = place % 2 === 0 ? "cheque" : "transfer"
  const subscription = subscriptionOf(told)
  return [
    {
      key: `contract-payment/${subscription}`,
      at: plusMilliseconds(at, 27 * hour),
      by: treasurer,
      act: async ({ payment, subscription: one }, options) => {
        const asked = await one.get({ ...inGroup, subscription })
        const debt = asked.answer?.debts.find((each) => each.member === member)
        // Begun again: it is in, and what is owed may be another amount by now.
        if (debt !== undefined && debt.paid > 0) return asked
        const due = (debt?.owed ?? 0) - (debt?.paid ?? 0)
        const amount = kind === "cheque" ? due : Math.round(due / 2)
        const cheque = kind === "cheque" ? { cheque: chequeOf(member, at) } : {}
        return payment.record({ ...inGroup, member, amount, kind, target: { subscription }, ...cheque }, options)
      },
    },
  ]
}

/** Thursdays whose baskets are gone, the last of them not validated yet. */
const behind = ({ deliveries }: Running, begun: string): Row =>
  deliveries
    .map(({ id }) => ({ id, endsAt: instantAt(id.slice(cycle.length + 1), endTime, group.zone) }))
    .filter(({ endsAt }) => plusMilliseconds(endsAt, hour) <= begun)
    .slice(0, -1)
    .flatMap(({ id, endsAt }) => pastThursday(id, endsAt))

/**
 * The contracts of the association as of `begun`: opened before the season, subscribed to, with the deliveries that are
 * behind closed, and what subscribers said of those to come.
 */
export const seasonOf = (begun: string): ReadonlyArray<ReadonlyArray<Row>> => {
  const season = seasonAround(civilAt(begun, group.zone).date)
  const announced = instantAt(plusDays(season.first, -announcedBefore), "09:00", group.zone)
  const running = contracts.map((contract) => runningAt(contract, season, begun))
  const of = (told: Subscriber): Running => running.find(({ contract }) => contract.id === told.contract)!
  return [
    running.map((one) => opening(one, season, announced)),
    [[planning(season, announced)]],
    [running.flatMap((one) => joining(one, announced))],
    subscribers.map((told) => [subscribing(of(told), told, announced)]),
    subscribers.map((told, place) => paying(told, place, announced)),
    running.map(closing),
    [running.filter(({ contract }) => contract.every === 1).flatMap((one) => behind(one, begun))],
    subscribers.map((told) => saying(of(told), told, plusMilliseconds(begun, -2 * hour))),
  ]
}
