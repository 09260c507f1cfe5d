import { calendarFile } from "@cabas/core/ical"
import type { CalendarFile } from "@cabas/core/ical"
import type { Contract, Season } from "./season.store.ts"

/** The deliveries that a household fetches, as a calendar file. */
export const calendarOfSeason = (
  season: Season,
  contract: Contract,
  member: string | null,
  now: string,
): CalendarFile => ({
  name: contract.name,
  now,
  events: season.deliveries
    .filter(
      ({ absent, collector, taker }) => !absent && taker === null && (season.partner === null || collector === member),
    )
    .map(({ id, startsAt, endsAt, lines }) => ({
      uid: `${season.id}.${id}@cabas`,
      startsAt,
      endsAt,
      summary: `${contract.name} · ${contract.producerName}`,
      description: lines.map(({ name }) => name).join(", "),
    })),
})

/** Gives a calendar to the device, as a file of that name. */
export const saveCalendar = (name: string, calendar: CalendarFile): void => {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([calendarFile(calendar)], { type: "text/calendar" }))
  link.download = `${name}.ics`
  link.click()
}
