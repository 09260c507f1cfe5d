import { describe, expect, it } from "vitest"
import { Season } from "../../test/season.ts"
import { answerOf, july, thursday, Village } from "../../test/village.ts"
import type { CalendarDelivery, CalendarFact } from "./index.ts"
import { deliveriesAt, deliveryOf, emptyCalendar, evolve, isClosed, newDeliveryId, plannedDeliveries } from "./index.ts"

const when = {
  distribution: "thursday",
  startsAt: thursday.startsAt,
  endsAt: thursday.endsAt,
  window: thursday.orders,
  origin: "distribution",
} as const
const planned = (delivery: string, more: Partial<CalendarDelivery> = {}): CalendarFact => ({
  _tag: "DeliveryPlanned",
  delivery,
  ...when,
  ...more,
})

const folded = (...facts: ReadonlyArray<CalendarFact>) => facts.reduce(evolve, emptyCalendar)

describe("the calendar of a catalog", () => {
  it("CALENDAR-1: deliveries that take place are listed by date, whatever order they were planned in", () => {
    const calendar = folded(planned("b", { startsAt: july.startsAt }), planned("c"), planned("a"), {
      _tag: "DeliveryCancelled",
      delivery: "c",
    })
    expect(plannedDeliveries(calendar).map(({ id }) => id)).toEqual(["a", "b"])
    expect(deliveryOf(calendar, "c")?.status).toBe("cancelled")
    expect(deliveriesAt(calendar, "thursday").map(({ id }) => id)).toEqual(["b", "a"])
    expect(evolve(null, planned("a")).deliveries).toHaveLength(1)
  })

  it("CALENDAR-1: planning, joining, moving, leaving and cancelling write the calendars of the catalogs", () => {
    const village = new Village()
    village.open("fruit", [])
    answerOf(village.plan("thursday", thursday, ["fruit"]))
    expect(village.calendar("fruit").deliveries).toEqual([{ id: "thursday", status: "planned", ...when }])
  })

  it("CALENDAR-1: the name of a distribution that an earlier delivery keeps is followed by a number", () => {
    const calendar = folded(planned("thursday", { distribution: "july" }), planned("thursday.2"))
    expect(newDeliveryId(calendar, "thursday")).toBe("thursday.3")
    expect(newDeliveryId(calendar, "july")).toBe("july")
    const cancelled = evolve(calendar, { _tag: "DeliveryCancelled", delivery: "thursday" })
    expect(newDeliveryId(cancelled, "thursday")).toBe("thursday")
  })

  it("CALENDAR-1: a delivery that was cancelled may be planned again under its name", () => {
    const again = folded(planned("a"), { _tag: "DeliveryCancelled", delivery: "a" }, planned("a"))
    expect(again.deliveries.map(({ id, status }) => [id, status])).toEqual([["a", "planned"]])
  })

  it("CALENDAR-2: one that is put off keeps its id, and two may take place at one distribution", () => {
    const season = new Season()
    answerOf(season.shift("2026-05-07", "2026-05-14"))
    const there = deliveriesAt(season.calendar("box"), "2026-05-14").map(({ id, startsAt }) => [id, startsAt])
    expect(there).toEqual([
      ["2026-05-07", "2026-05-14T16:00:00.000Z"],
      ["2026-05-14", "2026-05-14T16:00:00.000Z"],
    ])
    expect(season.distribution("2026-05-07").participations).toEqual([])
  })

  it("CALENDAR-3 (D8): it is closed at its closing, and not a millisecond before", () => {
    const delivery = { id: "a", status: "planned", ...when } as const
    expect(isClosed(delivery, "2026-05-30T17:59:59.999Z")).toBe(false)
    expect(isClosed(delivery, thursday.orders.closesAt)).toBe(true)
  })
})
