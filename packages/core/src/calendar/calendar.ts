import type { Calendar, CalendarDelivery, CalendarFact } from "./calendar.schema.ts"

/** A catalog that takes part in nothing yet. */
export const emptyCalendar: Calendar = { deliveries: [] }

/** Folds one fact into a catalog's calendar. */
export const evolve = (calendar: Calendar | null, fact: CalendarFact): Calendar => {
  const { deliveries } = calendar ?? emptyCalendar
  if (fact._tag === "DeliveryCancelled") {
    return { deliveries: replaced(deliveries, fact.delivery, (one) => ({ ...one, status: "cancelled" })) }
  }
  const { _tag, delivery: id, ...when } = fact
  if (_tag === "DeliveryMoved") {
    return { deliveries: replaced(deliveries, id, (one) => ({ ...one, ...when })) }
  }
  return { deliveries: [...deliveries.filter((one) => one.id !== id), { id, ...when, status: "planned" }] }
}

const replaced = (
  deliveries: ReadonlyArray<CalendarDelivery>,
  id: string,
  change: (delivery: CalendarDelivery) => CalendarDelivery,
): ReadonlyArray<CalendarDelivery> => deliveries.map((one) => (one.id === id ? change(one) : one))

const byStart = (a: CalendarDelivery, b: CalendarDelivery): number =>
  a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : a.id < b.id ? -1 : 1

/** The deliveries that take place, by date. @rule CALENDAR-1 */
export const plannedDeliveries = (calendar: Calendar): ReadonlyArray<CalendarDelivery> =>
  calendar.deliveries.filter(({ status }) => status === "planned").toSorted(byStart)

/** The delivery of that id, cancelled or not. */
export const deliveryOf = (calendar: Calendar, id: string): CalendarDelivery | undefined =>
  calendar.deliveries.find((one) => one.id === id)

/** The planned deliveries at a distribution; two when one was put off to the day of another. @rule CALENDAR-2 @see D8 */
export const deliveriesAt = (calendar: Calendar, distribution: string): ReadonlyArray<CalendarDelivery> =>
  calendar.deliveries.filter((one) => one.status === "planned" && one.distribution === distribution)

/**
 * The id of a delivery to be planned at a distribution: the distribution's own, with a number behind when an earlier one
 * of that name was put off and keeps it. One that was cancelled has left its name.
 * @rule CALENDAR-1
 */
export const newDeliveryId = (calendar: Calendar, distribution: string): string => {
  const taken = new Set(plannedDeliveries(calendar).map(({ id }) => id))
  if (!taken.has(distribution)) return distribution
  let number = 2
  while (taken.has(`${distribution}.${number}`)) number += 1
  return `${distribution}.${number}`
}

/** Whether orders for the delivery are closed: from its closing on. @rule CALENDAR-3 @see D8 */
export const isClosed = (delivery: CalendarDelivery, now: string): boolean => delivery.window.closesAt <= now
