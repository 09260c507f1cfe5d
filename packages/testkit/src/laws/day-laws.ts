import type { Basket } from "@cabas/core/basket"
import type { Distribution } from "@cabas/core/distribution"
import type { Books } from "./books.ts"
import { basketsIn, groupIn, paymentsIn } from "./books.ts"
import { depositsIn, totalOf } from "./basket-laws.ts"
import { countOf, exactAmount } from "./exact.ts"
import { hold, sameData, shown } from "./law.ts"
import { replayed } from "./replay.ts"

const isSettled = (basket: Basket | null): boolean => (basket?.settled ?? null) !== null

/** Nothing of a settled basket changes until it is opened again, and opening it brings back what it was. @see D25 */
export const settledStays = ({ journal }: Books): void => {
  for (const { batch, before, after } of replayed(journal)) {
    for (const key of new Set(batch.facts.map((told) => told.key))) {
      if (!key.startsWith("basket:")) continue
      const [was, is] = [before.state<Basket>(key), after.state<Basket>(key)]
      if (!isSettled(was) || was === null || is === null) continue
      const isOpened = batch.operation === "basket.reopen" && !isSettled(is)
      const same = sameData({ ...was, settled: null }, { ...is, settled: null })
      hold(same && isOpened, () => `${batch.operation} made the settled ${shown(was)} ${shown(is)}`)
    }
  }
}

/** Nothing happens at a validated distribution until it is opened again. @see D25 */
export const validatedStays = ({ journal }: Books): void => {
  for (const { batch, before } of replayed(journal)) {
    for (const { key, fact } of batch.facts) {
      const id = key.startsWith("basket:") ? key.slice("basket:".length).split("~")[0] : key.split(":")[1]
      if (!/^(?:basket|distribution|till):/.test(key)) continue
      const distribution = before.state<Distribution>(`distribution:${id}`)
      const isFree = (distribution?.validated ?? null) === null || fact._tag === "DistributionReopened"
      hold(isFree, () => `${fact._tag} of ${key} came when ${id} was validated`)
    }
  }
}

/** No distribution is validated while somebody's basket is not settled. @see D25 */
export const validatedIsSettled = ({ journal }: Books): void => {
  for (const { batch, after, before } of replayed(journal)) {
    for (const { key, fact } of batch.facts) {
      if (fact._tag !== "DistributionValidated") continue
      const distribution = key.slice("distribution:".length)
      for (const id of keysIn(journal).filter((one) => one.startsWith(`basket:${distribution}~`))) {
        const basket = before.state<Basket>(id)
        const isOpen = basket?.status === "confirmed" && !isSettled(basket)
        hold(!isOpen, () => `${distribution} was validated, and ${shown(basket)} was not settled`)
      }
      hold((after.state<Distribution>(key)?.validated ?? null) !== null, () => `${key} does not say so`)
    }
  }
}

const keysIn = (journal: Books["journal"]): ReadonlyArray<string> => [
  ...new Set(journal.flatMap(({ facts }) => facts.map(({ key }) => key))),
]

/** What a settled basket came to went to whom it is due, to the cent: producers and fees its lines, deposits their own. @see D5, D23 */
export const settledGoesOut = (books: Books): void => {
  const currency = groupIn(books)?.currency ?? "EUR"
  for (const basket of basketsIn(books)) {
    const { id, lines, settled = null } = basket
    if (settled === null) continue
    const sum = (kind: string) =>
      settled.postings
        .filter(({ unit, to }) => unit === currency && to.startsWith(kind))
        .reduce((all, { quantity }) => all + quantity, 0)
    const owed = lines.reduce((all, line) => all + (exactAmount(line) ?? 0), 0)
    const out = { earned: sum("producer:") + sum("fees:"), deposits: sum("deposits:"), total: settled.total }
    const due = { earned: owed, deposits: depositsIn(basket), total: totalOf(basket) }
    hold(sameData(out, due), () => `${id} was settled for ${shown(due)}, and ${shown(out)} went out`)
  }
}

/** A basket knows each of its payments as it stands, once. @see M10 */
export const basketsKnowTheirPayments = (books: Books): void => {
  const payments = paymentsIn(books)
  for (const { id, distribution, member, payments: known = [] } of basketsIn(books)) {
    const own = payments.filter(
      (one) =>
        one.member === member &&
        one.target !== undefined &&
        "basket" in one.target &&
        one.target.basket === distribution,
    )
    const expected = own.map((one) => ({
      id: one.id,
      kind: one.kind,
      amount: one.direction === "out" ? -one.amount : one.amount,
      status: one.status ?? "received",
    }))
    const byId = (all: ReadonlyArray<{ readonly id: string }>) => all.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    hold(sameData(byId(known), byId(expected)), () => `${id} knows ${shown(known)} of the payments ${shown(expected)}`)
  }
}

/** No basket was given back more than it had been paid too much. @see D25, M13 */
export const refundsAreCovered = ({ journal }: Books): void => {
  for (const { batch, before } of replayed(journal)) {
    for (const { fact } of batch.facts) {
      if (fact._tag !== "PaymentRecorded" || fact.payment.direction !== "out") continue
      const { target, member, amount } = fact.payment
      if (target === undefined || !("basket" in target)) continue
      const basket = before.state<Basket>(`basket:${target.basket}~${member}`)
      const paid = (basket?.payments ?? []).reduce(
        (all, one) => (one.status === "received" ? all + one.amount : all),
        0,
      )
      const due = basket === null ? 0 : totalOf(basket) + depositsIn(basket)
      hold(amount <= paid - due, () => `${amount} went back to ${member}, who had paid ${paid} of ${due}`)
    }
  }
}

/** What was seen of a line is kept in the order of its times, and the last of it is what counts. @see D6 */
export const lastSeenCounts = (books: Books): void => {
  for (const { id, lines } of basketsIn(books)) {
    for (const line of lines) {
      const { trail = [], delivered } = line
      const sorted = trail.every(({ at }, index) => index === 0 || (trail[index - 1]?.at ?? "") <= at)
      hold(sorted, () => `what was seen of ${shown(line)} in ${id} is not in order`)
      const last = trail.at(-1)
      if (last === undefined || line.status === "declined") continue
      hold(sameData(last.delivered, delivered), () => `${shown(line)} in ${id} was last seen as ${shown(last)}`)
      const nothing = delivered !== null && countOf(delivered) === 0
      hold(nothing === (line.status === "unavailable"), () => `${shown(line)} in ${id} is ${line.status}`)
    }
  }
}
