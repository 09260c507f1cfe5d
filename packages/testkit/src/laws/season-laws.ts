import type { AbsencePolicy } from "@cabas/core/absence"
import type { Calendar } from "@cabas/core/calendar"
import type { Catalog, Product } from "@cabas/core/catalog"
import type { Group } from "@cabas/core/group"
import type { Commitment, SubscribedDelivery, Subscription, SubscriptionFact } from "@cabas/core/subscription"
import { contractOf } from "@cabas/core/ledger"
import { leftOf } from "@cabas/core/payment"
import { civilAt } from "@cabas/core/values"
import type { Books } from "./books.ts"
import { balanceIn, basketsIn, groupIn, paymentsIn } from "./books.ts"
import { hold, sameData, shown } from "./law.ts"
import { replayed } from "./replay.ts"
import type { Moment, Passage } from "./replay.ts"
import { deliveriesIn, filledFrom, owedInAll, subscriptionFacts, subscriptionsIn } from "./season-books.ts"

/** What payments brought to the account of a household's subscription. @see S10.3 */
const paidOn = (books: Books, account: string): number =>
  paymentsIn(books).reduce((sum, payment) => {
    const { member, target, source } = payment
    const isTo = target !== undefined && "subscription" in target && contractOf(target.subscription, member) === account
    const isFrom =
      source !== undefined && source.subscription !== null && contractOf(source.subscription, source.member) === account
    return sum + (isTo ? leftOf(payment) : 0) - (isFrom ? leftOf(payment) : 0)
  }, 0)

/**
 * What the households of a subscription owe together is the sum of its lines, and each owes its share to the cent.
 * Whoever shares it no more owes nothing of it.
 * @see D3, D5, D18, S10.1
 */
export const debtsAreSumsOfLines = (books: Books): void => {
  const currency = groupIn(books)?.currency ?? "EUR"
  for (const subscription of subscriptionsIn(books)) {
    const { id, member, partner } = subscription
    const total = owedInAll(subscription, basketsIn(books))
    const accounts = [...books.balances.keys()].filter((account) => account.startsWith(`contract:${id}/`))
    const paidBy = (account: string) => paidOn(books, account)
    const owed = accounts.reduce((sum, account) => sum + paidBy(account) - balanceIn(books, account, currency), 0)
    hold(owed === total, () => `the lines of ${id} come to ${total}, and ${owed} is owed`)
    for (const account of accounts) {
      const household = account.slice(`contract:${id}/`.length)
      const share =
        household === partner?.member ? partner.share : household === member ? 10_000 - (partner?.share ?? 0) : 0
      const off = Math.abs((paidBy(account) - balanceIn(books, account, currency)) * 10_000 - total * share)
      hold(off < 10_000, () => `${household} has ${share} of 10000 of ${total}, and owes ${off / 10_000} more or less`)
    }
  }
}

/** Each delivery is in a subscription once, and those that can still be delivered are in the catalog's calendar. @see D19 */
export const subscriptionsFollowTheCalendar = (books: Books): void => {
  for (const { id, catalog, deliveries } of subscriptionsIn(books)) {
    const ids = new Set(deliveries.map((one) => one.id))
    hold(ids.size === deliveries.length, () => `${id} covers a delivery twice: ${shown([...ids])}`)
    for (const one of deliveries) {
      const planned = deliveriesIn(books, catalog).find((other) => other.id === one.id)
      hold(planned?.status === "planned", () => `${id} covers ${one.id} of ${catalog}, ${planned?.status ?? "unknown"}`)
    }
  }
}

/** No household takes part in a catalog twice on one day, and what it takes part in is told of it. @see D18, S7.2 */
export const commitmentsAreApart = (books: Books): void => {
  const live = subscriptionsIn(books).filter(({ status }) => status !== "deleted")
  for (const { key, state } of books.documents.values()) {
    if (!key.startsWith("commitment:")) continue
    const { periods } = state as Commitment
    for (const [index, one] of periods.entries()) {
      const other = periods.slice(index + 1).find((next) => next.startsOn <= one.endsOn && one.startsOn <= next.endsOn)
      hold(other === undefined, () => `${key} holds ${shown(one)} and ${shown(other)}`)
    }
  }
  for (const { id, catalog, member, partner, startsOn, endsOn } of live) {
    for (const household of [member, ...(partner === null ? [] : [partner.member])]) {
      const commitment = books.documents.get(`commitment:${catalog}~${household}`)?.state as Commitment | undefined
      const period = commitment?.periods.find(({ subscription }) => subscription === id)
      const told = { subscription: id, startsOn, endsOn }
      hold(sameData(period, told), () => `${household} shares ${shown(told)}, and is told of ${shown(period)}`)
    }
  }
}

/** The two moments of each subscription that a batch tells of. */
const changesIn = ({ batch, before, after }: Passage) =>
  [...new Set(subscriptionFacts(batch).map(({ key }) => key))].map((key) => ({
    key,
    was: before.state<Subscription>(key),
    is: after.state<Subscription>(key),
    facts: subscriptionFacts(batch).flatMap((told) => (told.key === key ? [told.fact] : [])),
  }))

const deliveryIn = (subscription: Subscription | null, id: string): SubscribedDelivery | undefined =>
  subscription?.deliveries.find((one) => one.id === id)

/** The closing of a delivery as a moment knows it. */
const closesAt = (moment: Moment, catalog: string, id: string): string | undefined =>
  moment.state<Calendar>(`calendar:${catalog}`)?.deliveries.find((one) => one.id === id)?.window.closesAt

/** Whether nothing was ordered at a delivery that may therefore go with its subscription. */
const isEmpty = ({ lines }: SubscribedDelivery): boolean => lines.length === 0

/** A delivery without what was billed on the day beyond what was agreed, which is known later. @see D6 */
const unbilled = (delivery: SubscribedDelivery | undefined) => {
  if (delivery === undefined) return undefined
  const { adjustment: _, ...rest } = delivery
  return rest
}

/**
 * What is closed never changes again, whoever does what; and once orders are closed, nothing but the closing itself
 * changes a delivery. Only deleting a subscription of which nothing came takes empty deliveries away.
 * @see D8, D17, S8.3
 */
export const closedStaysClosed = ({ journal }: Books): void => {
  for (const passage of replayed(journal)) {
    const { batch, before } = passage
    for (const { key, was, is } of changesIn(passage)) {
      for (const one of was?.deliveries ?? []) {
        const now = deliveryIn(is, one.id)
        const closing = closesAt(before, was?.catalog ?? "", one.id)
        const isPast = one.closedAt !== null || (closing !== undefined && closing <= batch.at)
        if (!isPast || sameData(unbilled(now), unbilled(one)) || (is?.status === "deleted" && isEmpty(one))) continue
        const isClosing =
          batch.operation === "subscription.close" && one.closedAt === null && now?.closedAt === batch.at
        hold(isClosing, () => `${batch.operation} at ${batch.at} made ${shown(one)} of ${key} ${shown(now)}`)
      }
    }
  }
}

/** Nothing is closed before orders are, and a delivery of a subscription once: its default order comes once. @see D22, D31 */
export const closedOnce = ({ journal }: Books): void => {
  const closed = new Set<string>()
  for (const passage of replayed(journal)) {
    for (const { key, was, facts } of changesIn(passage)) {
      for (const fact of facts) {
        if (fact._tag !== "DeliveryClosed") continue
        const one = `${key} at ${fact.delivery}`
        const due = closesAt(passage.before, was?.catalog ?? "", fact.delivery)
        hold(due !== undefined && due <= fact.at, () => `${one} was closed at ${fact.at}, and is due at ${due}`)
        hold(!closed.has(one), () => `${one} was closed twice`)
        closed.add(one)
      }
    }
  }
}

/** What was closed is in one basket as it is in the subscription, and in no basket before. @see D15, D22 */
export const basketsHoldWhatWasClosed = (books: Books): void => {
  const baskets = basketsIn(books)
  const known = new Set(subscriptionsIn(books).map(({ id }) => id))
  for (const { id, lines } of baskets) {
    const stray = lines.find(({ contract }) => contract !== undefined && !known.has(contract.subscription))
    hold(stray === undefined, () => `basket ${id} holds ${shown(stray)} of a subscription that there is not`)
  }
  for (const subscription of subscriptionsIn(books)) {
    for (const { id, lines, closedAt } of subscription.deliveries) {
      const filled = filledFrom(baskets, subscription.id, id)
      const expected = closedAt === null ? [] : lines.map(({ offer, quantity }) => [offer, quantity])
      const found = filled.map(({ line }) => {
        const agreed = subscription.offers.find(
          ({ product, terms, fee }) => product === line.product && fee === line.fee && sameData(terms, line.terms),
        )
        return [agreed?.id, line.ordered]
      })
      hold(
        sameData(found, expected),
        () => `${subscription.id} was closed with ${shown(expected)} at ${id}, and ${shown(found)} is in baskets`,
      )
      const holding = new Set(filled.map(({ basket }) => basket.id))
      hold(holding.size <= 1, () => `${id} of ${subscription.id} is in several baskets: ${shown([...holding])}`)
    }
  }
}

const weekOf = (day: string): number => Math.floor((Date.parse(day) / 86_400_000 + 3) / 7)

/** How many absences the policy allows at most; nothing when it allows any. */
const allowed = (policy: AbsencePolicy, subscription: Subscription, planned: number): number | undefined => {
  const { quota } = policy
  const own = subscription.deliveries.length
  if (quota.kind === "any") return undefined
  if (quota.kind === "chosen") return subscription.absences ?? 0
  if (quota.kind !== "prorated") return quota.maximum
  const all = Math.max(planned, own, 1)
  return Math.floor((2 * quota.whole * own + all) / (2 * all))
}

/** No member has more absences than the contract allows, however the calls came. @see D21, S8.1 */
export const absencesKeepTheirQuota = ({ journal }: Books): void => {
  for (const passage of replayed(journal)) {
    for (const { key, was, is, facts } of changesIn(passage)) {
      const declares = facts.some(
        (fact) => fact._tag === "AbsencesDeclared" && fact.entry === "member" && !fact.provisional,
      )
      if (!declares || is === null || passage.batch.operation === "subscription.change") continue
      const catalog = passage.before.state<Catalog>(`catalog:${is.catalog}`)
      const calendar = passage.before.state<Calendar>(`calendar:${is.catalog}`)
      const zone = passage.before.state<Group>("group")?.settings.timeZone ?? "UTC"
      const policy = catalog?.contract?.absences ?? null
      hold(policy !== null, () => `${key} has an absence where there are none`)
      const planned = (calendar?.deliveries ?? []).filter(({ status }) => status === "planned")
      const most = allowed(policy, is, planned.length)
      const count = (subscription: Subscription | null) => {
        const decided = (subscription?.deliveries ?? []).filter(
          ({ absence }) => absence !== null && !absence.provisional,
        )
        if (policy.unit === "delivery") return decided.length
        const days = decided.map(({ id }) => civilAt(planned.find((one) => one.id === id)?.startsAt ?? "", zone).date)
        return new Set(days.map(weekOf)).size
      }
      const [before, after] = [count(was), count(is)]
      const more = after > before && most !== undefined && after > most
      hold(!more, () => `${key} has ${after} absences, ${before} before, of ${most}`)
    }
  }
}

const turnsOf = (subscription: Subscription | null): ReadonlyMap<string, string> =>
  new Map((subscription?.deliveries ?? []).map(({ id, turn }) => [id, turn]))

/** Nothing comes at an absence: what would have come is kept with it. @see D21, S8 */
export const absencesHoldNothing = (books: Books): void => {
  for (const { id, deliveries } of subscriptionsIn(books)) {
    for (const one of deliveries) {
      hold(one.absence === null || one.lines.length === 0, () => `${id} is absent with ${shown(one)}`)
    }
  }
}

/** Households take turns when subscribing, and a turn stays with its delivery until somebody sets it. @see D18, SHR2 */
export const turnsStay = ({ journal }: Books): void => {
  for (const passage of replayed(journal)) {
    for (const { key, was, is, facts } of changesIn(passage)) {
      const set = facts.some(({ _tag }) => _tag === "TurnsSet")
      const [before, after] = [turnsOf(was), turnsOf(is)]
      for (const [id, turn] of before) {
        const now = after.get(id)
        hold(set || now === undefined || now === turn, () => `the turn of ${id} in ${key} went from ${turn} to ${now}`)
      }
      if (was === null && is !== null && is.partner !== null) takesTurns(passage.before, is)
    }
  }
}

const takesTurns = (moment: Moment, { id, catalog, deliveries }: Subscription): void => {
  const planned = (moment.state<Calendar>(`calendar:${catalog}`)?.deliveries ?? [])
    .filter(({ status }) => status === "planned")
    .toSorted((a, b) => (a.startsAt < b.startsAt || (a.startsAt === b.startsAt && a.id < b.id) ? -1 : 1))
  const places = deliveries.map((one) => ({ turn: one.turn, place: planned.findIndex((other) => other.id === one.id) }))
  for (const [index, one] of places.entries()) {
    const next = places[index + 1]
    if (next === undefined) continue
    const changes = (next.place - one.place) % 2 !== 0
    hold(changes === (one.turn !== next.turn), () => `households of ${id} do not take turns: ${shown(places)}`)
  }
}

/** What is counted that is not money. */
const stockUnits = { pieces: true, grams: true, millilitres: true }

/**
 * Putting a delivery off changes no subscription: deliveries, totals, orders and turns stay, and so do absences, but for
 * those that stand in until the member decides: as many of them as before stand on other days, and no money moves for
 * it. What comes on the one day and not on the other is counted there. @see D19, GC-10.15, ABS-10
 */
export const shiftsKeepSubscriptions = ({ journal }: Books): void => {
  for (const batch of journal) {
    if (batch.operation !== "delivery.shift") continue
    const standIns = new Map<string, number>()
    const counts = ({ fact }: { readonly fact: SubscriptionFact }): number | undefined => {
      if (fact._tag === "AbsencesWithdrawn") return -fact.deliveries.length
      return fact._tag === "AbsencesDeclared" && fact.provisional ? fact.deliveries.length : undefined
    }
    const all = subscriptionFacts(batch)
    let kept = batch.postings.every(({ unit }) => all.length > 0 && unit in stockUnits)
    for (const touched of all) {
      const count = counts(touched)
      kept &&= count !== undefined
      standIns.set(touched.key, (standIns.get(touched.key) ?? 0) + (count ?? 0))
    }
    kept &&= [...standIns.values()].every((count) => count === 0)
    hold(kept, () => `a shift did ${shown(batch.facts)}`)
  }
}

/** So many of a product as its terms offer at a delivery: none where a schedule says so; nothing when there is no limit. */
const offered = (moment: Moment, { stock }: Product, catalog: string, delivery: string): number | undefined => {
  if (stock.policy === "none") return undefined
  if (stock.policy === "global" || stock.schedule === undefined) return stock.quantity
  const zone = moment.state<Group>("group")?.settings.timeZone ?? "UTC"
  const days = (moment.state<Calendar>(`calendar:${catalog}`)?.deliveries ?? [])
    .filter(({ status }) => status === "planned")
    .map(({ id, startsAt }) => ({ id, date: civilAt(startsAt, zone).date }))
  const day = days.find(({ id }) => id === delivery)?.date ?? ""
  const { schedule } = stock
  if (schedule.kind === "periods") {
    return schedule.periods.find(({ from, to }) => from <= day && day <= to)?.quantity ?? 0
  }
  if (day < schedule.from) return 0
  const before = days.filter(({ date }) => schedule.from <= date && date < day).length
  return before % schedule.nth === 0 ? stock.quantity : 0
}

const byCoordinator = ({ batch }: Passage): boolean =>
  subscriptionFacts(batch).some(({ fact }) => "entry" in fact && fact.entry === "coordinator")

/**
 * What members order of contracts, and the default orders that fill in for them, never take more than there is at any
 * delivery.
 * @see D13, SK6
 */
export const seasonStocksAreKept = ({ journal }: Books): void => {
  for (const passage of replayed(journal)) {
    const { batch, before, after } = passage
    if (subscriptionFacts(batch).length === 0 || byCoordinator(passage)) continue
    for (const { from, to, unit } of batch.postings) {
      for (const account of [from, to].filter((one) => one.startsWith("stock:"))) {
        const [, catalog = "", product = "", delivery] = /^stock:([^/]+)\/([^@]+)(?:@(.+))?$/.exec(account) ?? []
        const known = before.state<Catalog>(`catalog:${catalog}`)?.products[product]
        const most = known === undefined ? undefined : offered(before, known, catalog, delivery ?? "")
        const [was, is] = [0 - before.balance(account, unit), 0 - after.balance(account, unit)]
        hold(
          most === undefined || is <= was || is <= most,
          () => `${batch.operation} made ${is} of ${account} taken, ${was} before, of ${most}`,
        )
      }
    }
  }
}
