import { calendarFile } from "@cabas/core/ical"
import type { Connection } from "../connection/connection.ts"
import type { Contract, Season } from "./season.store.ts"

/** The deliveries that a household fetches, as a calendar file. */
export const calendarOfSeason = (season: Season, contract: Contract, member: string | null, now: string): string =>
  calendarFile({
    name: contract.name,
    now,
    events: season.deliveries
      .filter(
        ({ absent, collector, taker }) =>
          !absent && taker === null && (season.partner === null || collector === member),
      )
      .map(({ id, startsAt, endsAt, lines }) => ({
        uid: `${season.id}.${id}@cabas`,
        startsAt,
        endsAt,
        summary: `${contract.name} · ${contract.producerName}`,
        description: lines.map(({ name }) => name).join(", "),
      })),
  })

/** Gives the calendar of a subscription to the device. */
export const saveCalendar = (season: Season, contract: Contract, store: Connection): void => {
  const text = calendarOfSeason(season, contract, store.state.member, store.now())
  const link = document.createElement("a")
  link.href = URL.createObjectURL(new Blob([text], { type: "text/calendar" }))
  link.download = `${season.catalog}.ics`
  link.click()
}
