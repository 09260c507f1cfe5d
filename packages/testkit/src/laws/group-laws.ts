import type { Basket } from "@cabas/core/basket"
import type { Catalog } from "@cabas/core/catalog"
import type { Distribution } from "@cabas/core/distribution"
import type { Group } from "@cabas/core/group"
import { heldFor, walletOf } from "@cabas/core/ledger"
import { civilAt } from "@cabas/core/values"
import type { Member } from "@cabas/core/member"
import { basketFacts } from "./basket-laws.ts"
import type { Books } from "./books.ts"
import { basketsIn, catalogsIn, distributionsIn, groupIn } from "./books.ts"
import { countOf } from "./exact.ts"
import { hold, shown } from "./law.ts"
import { replayed } from "./replay.ts"

const holdsGoods = (basket: Basket): boolean => basket.lines.some(({ ordered }) => countOf(ordered) > 0)

/** What is ordered is of a catalog that takes part in a distribution that takes place. @see D16 */
export const ordersStandOnTheirDistribution = (books: Books): void => {
  const distributions = new Map(distributionsIn(books).map((one) => [one.id, one]))
  for (const basket of basketsIn(books).filter(holdsGoods)) {
    const distribution = distributions.get(basket.distribution)
    const sentence = () => `${basket.id} holds goods at a distribution that is ${distribution?.status ?? "unknown"}`
    hold(distribution?.status === "planned", sentence)
    for (const { catalog, ordered } of basket.lines) {
      if (countOf(ordered) === 0) continue
      const takesPart = distribution.participations.some((one) => one.catalog === catalog)
      hold(takesPart, () => `${basket.id} holds goods of ${catalog}, which does not take part`)
    }
  }
}

/** Opens before it closes, closes by the start, starts before the end, and every day within each catalog's period. @see D10 */
export const distributionsKeepTheirDates = (books: Books): void => {
  const zone = groupIn(books)?.settings.timeZone ?? "UTC"
  const catalogs = new Map<string, Catalog>(catalogsIn(books).map((one) => [one.id, one]))
  for (const { id, plan, participations, status } of distributionsIn(books)) {
    if (status !== "planned") continue
    const { date } = civilAt(plan.startsAt, zone)
    hold(plan.startsAt < plan.endsAt, () => `${id} starts at ${plan.startsAt} and ends at ${plan.endsAt}`)
    for (const { catalog, window } of participations) {
      const { opensAt, closesAt } = window ?? plan.orders
      const inOrder = opensAt < closesAt && closesAt <= plan.startsAt
      hold(inOrder, () => `${id} takes orders from ${opensAt} to ${closesAt} and starts at ${plan.startsAt}`)
      const { startsOn, endsOn } = catalogs.get(catalog)?.settings ?? { startsOn: "", endsOn: "" }
      const within = startsOn <= date && date <= endsOn
      hold(within, () => `${id} is on ${date}, and ${catalog} runs from ${startsOn} to ${endsOn}`)
    }
  }
}

/** A place has one distribution a day, where the group never allowed more. @see D10 */
export const daysAreTakenOnce = (books: Books): void => {
  const group = groupIn(books)
  const everSeveral = books.journal.some(({ facts }) =>
    facts.some(({ fact }) => fact._tag === "GroupConfigured" && fact.settings.severalPerDay),
  )
  if (group === null || everSeveral) return
  const days = new Map<string, string>()
  for (const { id, plan, status } of distributionsIn(books)) {
    if (status !== "planned") continue
    const day = `${plan.place} on ${civilAt(plan.startsAt, group.settings.timeZone).date}`
    const other = days.get(day)
    hold(other === undefined, () => `${id} and ${other} are both at ${day}`)
    days.set(day, id)
  }
}

const admins = (group: Group): ReadonlyArray<string> =>
  Object.entries(group.rights).flatMap(([member, rights]) => (rights.includes("group-admin") ? [member] : []))

/** A group that ever had an admin has one, who is an active member. @see D28 */
export const someAdminRemains = ({ journal, documents }: Books): void => {
  for (const { batch, before, after } of replayed(journal)) {
    const was = before.state<Group>("group")
    const is = after.state<Group>("group")
    if (was === null || is === null || admins(was).length === 0) continue
    hold(admins(is).length > 0, () => `batch ${batch.id} leaves the group without admin`)
  }
  const group = documents.get("group")?.state as Group | undefined
  for (const member of group === undefined ? [] : Object.keys(group.rights)) {
    const state = documents.get(`member:${member}`)?.state as { readonly status: string } | undefined
    hold(state?.status === "active", () => `${member} has rights and is ${state?.status ?? "unknown"}`)
  }
}

/** Whoever leaves has no order to come, no money in the wallet and none held. @see D27 */
export const thoseWhoLeaveAreSettled = ({ journal }: Books): void => {
  for (const { batch, before, after } of replayed(journal)) {
    for (const { key, fact } of batch.facts) {
      if (fact._tag !== "MemberLeft" && fact._tag !== "MemberErased") continue
      const member = key.slice("member:".length)
      const currency = before.state<Group>("group")?.currency ?? "EUR"
      const money = after.balance(walletOf(member), currency) + after.balance(heldFor(member), currency)
      hold(money === 0, () => `${member} left with ${money}`)
      for (const id of baskets(journal, member)) {
        const basket = after.state<Basket>(id)
        const distribution = after.state<Distribution>(`distribution:${basket?.distribution ?? ""}`)
        const toCome = basket !== null && holdsGoods(basket) && (distribution?.plan.endsAt ?? "") > batch.at
        hold(!toCome, () => `${member} left with goods ordered: ${shown(basket)}`)
      }
    }
  }
}

const baskets = (journal: Books["journal"], member: string): ReadonlyArray<string> => [
  ...new Set(
    journal.flatMap(({ facts }) =>
      facts.flatMap(({ key }) => (key.startsWith("basket:") && key.endsWith(`~${member}`) ? [key] : [])),
    ),
  ),
]

/**
 * Of who was erased nothing is told before that moment, and their document says no more than the fact that erased
 * them, or what they told since they came back.
 * @see D27
 */
export const theErasedAreForgotten = ({ journal, documents }: Books): void => {
  for (const [at, { facts }] of journal.entries()) {
    for (const { key, fact } of facts) {
      if (fact._tag !== "MemberErased") continue
      const before = journal.slice(0, at).flatMap((batch) => batch.facts.filter((told) => told.key === key))
      const told = before.find((one) => one.fact._tag !== "Blanked")
      hold(told === undefined, () => `${key} was erased, and ${told?.fact._tag} is still told`)
      const since = journal.slice(at + 1).some((batch) => batch.facts.some((one) => one.key === key))
      const state = documents.get(key)?.state as Member | undefined
      hold(since || state?.status === "erased", () => `${key} was erased, and is ${state?.status ?? "unknown"}`)
    }
  }
}

/** Who a journal cannot tell of at a moment, because what it told of them was blanked. */
const forgotten = (member: Member | null, journal: Books["journal"], id: string): boolean =>
  member === null &&
  journal.some(({ facts }) => facts.some(({ key, fact }) => key === `member:${id}` && fact._tag === "Blanked"))

/** Nothing but the group's own state is written while it is suspended, and nothing at all once it is deleted. @see D28 */
export const suspendedGroupsRest = ({ journal }: Books): void => {
  for (const { batch, before } of replayed(journal)) {
    const group = before.state<Group>("group")
    if (group === null || group.status === "active") continue
    const only = batch.facts.every(({ fact }) => fact._tag === "GroupResumed" || fact._tag === "GroupDeleted")
    hold(group.status === "suspended" && only, () => `${batch.operation} wrote while the group was ${group.status}`)
  }
}

/** Whoever writes is the platform, or a member who has not left. @see D28 */
export const writersAreMembers = ({ journal }: Books): void => {
  for (const { batch, before } of replayed(journal)) {
    const founds = batch.operation === "group.create"
    if (batch.by.startsWith("@") || founds) continue
    const member = before.state<Member>(`member:${batch.by}`)
    hold(
      member?.status === "active" || forgotten(member, journal, batch.by),
      () => `${batch.by}, who is ${member?.status ?? "unknown"}, did ${batch.operation}`,
    )
  }
}

/** What is ordered is for a member who has not left. @see D27 */
export const ordersAreForMembers = ({ journal }: Books): void => {
  for (const { batch, before } of replayed(journal)) {
    for (const { member, _tag } of basketFacts(batch)) {
      const state = before.state<Member>(`member:${member}`)
      const may = state?.status === "active" || forgotten(state, journal, member)
      hold(may, () => `${_tag} for ${member}, who is ${state?.status ?? "unknown"}`)
    }
  }
}

/** Whoever orders as a coordinator may run each catalog ordered from. @see D28 */
export const coordinatorsHoldTheRight = ({ journal }: Books): void => {
  for (const { batch, before } of replayed(journal)) {
    const group = before.state<Group>("group")
    if (batch.by.startsWith("@") || group === null) continue
    const rights = group.rights[batch.by] ?? []
    for (const fact of basketFacts(batch)) {
      const forOneself = fact.member === batch.by && !("entry" in fact && fact.entry === "coordinator")
      if (forOneself || !("lines" in fact)) continue
      for (const { catalog } of fact.lines) {
        const may = ["group-admin", "catalog-admin", `catalog-admin:${catalog}`].some((right) =>
          rights.some((held) => held === right),
        )
        hold(may, () => `${batch.by} ordered of ${catalog} for ${fact.member} with the rights ${shown(rights)}`)
      }
    }
  }
}
