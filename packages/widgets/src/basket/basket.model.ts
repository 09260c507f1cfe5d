import type { Refusal } from "@cabas/core/refusals"
import type { Line } from "../connection/pricing.model.ts"
import type { Sheet, Shop, State } from "../connection/state.ts"

/** The lines of one producer, in the order of their names. */
export interface ProducerLines {
  readonly producer: string
  readonly lines: ReadonlyArray<Line>
}

/**
 * What a basket is for whoever looks at it: `empty`; `draft`, to be confirmed; `confirmed` with nothing else wished;
 * `changed` since it was confirmed; `cancelled`.
 */
export type Standing = "empty" | "draft" | "confirmed" | "changed" | "cancelled"

/** Where a basket stands. Wishes that wait for stock are no change. */
export const standingOf = ({ sheet, draft, waiting }: State, count: number): Standing => {
  const isChanged = Object.keys(draft).some((key) => !waiting.includes(key))
  if (sheet?.status === "confirmed") return isChanged ? "changed" : "confirmed"
  if (count > 0) return "draft"
  return sheet?.status === "cancelled" ? "cancelled" : "empty"
}

/** The lines that are shown: what is wanted, what was ordered, and what was taken out just now. */
export const shownLines = (lines: ReadonlyArray<Line>, justSeen: ReadonlySet<string>): ReadonlyArray<Line> =>
  lines.filter(({ key, wanted, before, unavailable }) => wanted > 0 || before > 0 || unavailable || justSeen.has(key))

/** Lines by producer, in the order of the shop. */
export const byProducer = (lines: ReadonlyArray<Line>, shop: Shop | null, locale: string): ReadonlyArray<ProducerLines> => {
  const names = new Map((shop?.producers ?? []).map(({ id, name }) => [id, name]))
  const catalogs = new Map(
    (shop?.distribution?.catalogs ?? []).map(({ id, name, producer }) => [id, names.get(producer) ?? name]),
  )
  const { compare } = new Intl.Collator(locale, { numeric: true })
  const groups = new Map<string, Array<Line>>([...catalogs.values()].map((producer) => [producer, []]))
  for (const line of lines) {
    const producer = catalogs.get(line.catalog) ?? ""
    groups.set(producer, [...(groups.get(producer) ?? []), line])
  }
  return [...groups]
    .filter(([, own]) => own.length > 0)
    .map(([producer, own]) => ({ producer, lines: own.toSorted((a, b) => compare(a.name, b.name)) }))
}

/** The product a refusal is about. */
export const refusedKey = (refusal: Refusal | null): string | null =>
  refusal !== null && "product" in refusal && "catalog" in refusal ? `${refusal.catalog}/${refusal.product}` : null

/** Text of a calendar file: no line breaks, and its own marks escaped. */
const escaped = (text: string): string => text.replaceAll(/[\\;,]/g, (mark) => `\\${mark}`).replaceAll(/\r?\n/g, "\\n")

const stamp = (instant: string): string => `${instant.slice(0, 19).replaceAll(/[-:]/g, "")}Z`

/** Lines of at most 75 bytes, as calendars expect; characters are never cut. */
const foldedLine = (line: string): string => {
  const encoder = new TextEncoder()
  let size = 0
  let text = ""
  for (const character of line) {
    const bytes = encoder.encode(character).length
    if (size + bytes > 74) {
      text += "\r\n "
      size = 1
    }
    text += character
    size += bytes
  }
  return text
}

/** A calendar file of when and where to fetch an order. */
export const calendarOf = (shop: Shop, sheet: Sheet, title: string, now: string): string => {
  const { distribution, group } = shop
  if (distribution === null) return ""
  const { name, address, city } = distribution.place
  const place = [name, address, city].filter((text) => text !== "").join(", ")
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Cabas//Widgets//EN",
    "BEGIN:VEVENT",
    `UID:${sheet.id}@${group.id}.cabas`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(distribution.startsAt)}`,
    `DTEND:${stamp(distribution.endsAt)}`,
    `SUMMARY:${escaped(`${group.name} : ${title}`)}`,
    `LOCATION:${escaped(place)}`,
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]
    .map(foldedLine)
    .join("\r\n")
}
