import type { CalendarFile } from "@cabas/core/ical"
import type { Refusal } from "@cabas/core/refusals"
import type { Speech } from "../base/language.ts"
import type { Line } from "../connection/pricing.model.ts"
import type { Sheet, Shop, State } from "../connection/state.ts"

/**
 * What a basket is for whoever looks at it: `empty`; `draft`, to be confirmed; `confirmed` with nothing else wished;
 * `changed` since it was confirmed.
 */
export type Standing = "empty" | "draft" | "confirmed" | "changed"

/** Where a basket stands. Wishes that wait for stock are no change. */
export const standingOf = ({ sheet, draft, waiting }: State, count: number): Standing => {
  const isChanged = Object.keys(draft).some((key) => !waiting.includes(key))
  if (sheet?.status === "confirmed") return isChanged ? "changed" : "confirmed"
  return count > 0 ? "draft" : "empty"
}

/** Lines by producer, in the order of the shop and then of their names. */
export const byProducer = (
  lines: ReadonlyArray<Line>,
  shop: Shop,
  locale: string,
): ReadonlyMap<string, ReadonlyArray<Line>> => {
  const groups = new Map<string, ReadonlyArray<Line>>()
  const sorted = lines.toSorted((a, b) => a.name.localeCompare(b.name, locale))
  for (const { id, name, producer } of shop.distribution?.catalogs ?? []) {
    const own = sorted.filter(({ catalog }) => catalog === id)
    const title = shop.producers.find((each) => each.id === producer)?.name ?? name
    if (own.length > 0) groups.set(title, [...(groups.get(title) ?? []), ...own])
  }
  return groups
}

/** Why the last thing asked was not done, in a sentence; nothing when it was. */
export const whyNot = ({ refusal, problem, shop }: State, { say, format }: Speech): string => {
  if (problem) return `${say.problems[problem]} ${say.draftKept}`
  if (!refusal) return ""
  const { currency = "EUR", timeZone = "UTC" } = shop?.group ?? {}
  const sentence = say.refusals[refusal._tag as keyof typeof say.refusals]
  if (!sentence) return say.refused(refusal._tag)
  const facts: Partial<Record<string, string | number>> = refusal as object
  const { missing, closesAt, opensAt, name } = facts
  const instant = closesAt ?? opensAt
  return sentence(
    typeof missing === "number"
      ? format.money(missing, currency)
      : instant
        ? format.moment(`${instant}`, timeZone)
        : `${name}`,
  )
}

/** The product a refusal is about. */
export const isAbout = (refusal: Refusal | null, { catalog, product }: Line): boolean => {
  const facts: Partial<Record<"catalog" | "product", string>> = (refusal ?? {}) as object
  return facts.product === product && facts.catalog === catalog
}

/** When and where to fetch an order, as a calendar. */
export const calendarOf = (shop: Shop, sheet: Sheet, title: string, now: string): CalendarFile => {
  const { startsAt, endsAt, place } = shop.distribution!
  const { name } = shop.group
  const summary = `${name} · ${title}`
  return { name, now, events: [{ uid: `${sheet.id}@cabas`, startsAt, endsAt, summary, location: whereIs(place) }] }
}

/** A place with its address, in one line. */
export const whereIs = ({
  name,
  address,
  city,
}: {
  readonly name: string
  readonly address: string
  readonly city: string
}): string => [name, address, city].filter(Boolean).join(", ")
