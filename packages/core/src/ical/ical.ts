import type { Instant } from "../values/values.schema.ts"

/** Something that takes place, as calendars know it. */
export interface CalendarEvent {
  /** Stays the same when the event is moved or cancelled, so that calendars change what they show. */
  readonly uid: string
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly summary: string
  readonly description?: string
  readonly location?: string
  /** Cancelled events are crossed out by calendars that already have them. */
  readonly isCancelled?: boolean
  /** Grows with every change. */
  readonly sequence?: number
}

/** A calendar with a name, as it is at an instant. */
export interface CalendarFile {
  readonly name: string
  readonly now: Instant
  readonly events: ReadonlyArray<CalendarEvent>
}

const stamp = (instant: Instant): string => `${instant.slice(0, 19).replaceAll(/[-:]/g, "")}Z`

/** Text as RFC 5545 3.3.11 writes it. */
const escaped = (text: string): string =>
  text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll(/\r\n|\r|\n/g, String.raw`\n`)

/** How many octets of UTF-8 a character takes. */
const octets = (character: string): number => {
  const code = character.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_00_00 ? 3 : 4
}

/** Lines of at most 75 octets, never broken inside a character; those that follow begin with a space (RFC 5545 3.1). */
const folded = (line: string): string => {
  let text = ""
  let length = 0
  for (const character of line) {
    const size = octets(character)
    if (length + size > 75) {
      text += "\r\n "
      length = 1
    }
    text += character
    length += size
  }
  return text
}

const linesOf = (event: CalendarEvent, now: Instant): ReadonlyArray<string> => [
  "BEGIN:VEVENT",
  `UID:${escaped(event.uid)}`,
  `DTSTAMP:${stamp(now)}`,
  `DTSTART:${stamp(event.startsAt)}`,
  `DTEND:${stamp(event.endsAt)}`,
  `SUMMARY:${escaped(event.summary)}`,
  ...(event.description ? [`DESCRIPTION:${escaped(event.description)}`] : []),
  ...(event.location ? [`LOCATION:${escaped(event.location)}`] : []),
  `SEQUENCE:${event.sequence ?? 0}`,
  `STATUS:${event.isCancelled === true ? "CANCELLED" : "CONFIRMED"}`,
  "END:VEVENT",
]

/**
 * A calendar file by RFC 5545: instants in UTC, text escaped, lines folded at 75 octets and ended by CRLF.
 * @rule ICAL-1
 */
export const calendarFile = ({ name, now, events }: CalendarFile): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Cabas//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(name)}`,
    ...events.flatMap((event) => linesOf(event, now)),
    "END:VCALENDAR",
    "",
  ]
    .map(folded)
    .join("\r\n")
