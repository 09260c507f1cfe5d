import * as Schema from "effect/Schema"
import { Id, Instant, Window } from "../values/values.schema.ts"

/**
 * Where an order window comes from: the distribution's own, the catalog's delays before each delivery, or a coordinator.
 * @see R4.9, R4.10
 */
export const WindowOrigin = Schema.Literals(["distribution", "delays", "own"])
export type WindowOrigin = typeof WindowOrigin.Type

const when = { distribution: Id, startsAt: Instant, endsAt: Instant, window: Window, origin: WindowOrigin }

/**
 * One delivery of a catalog. Its id stays when it is put off to another distribution, so that orders, turns and absences
 * stay with it.
 * @see D18, D19
 */
export const CalendarDelivery = Schema.Struct({
  id: Id,
  ...when,
  status: Schema.Literals(["planned", "cancelled"]),
})
export type CalendarDelivery = typeof CalendarDelivery.Type

/** The deliveries of a catalog in the order they were planned: what its season looks like. */
export const Calendar = Schema.Struct({ deliveries: Schema.Array(CalendarDelivery) })
export type Calendar = typeof Calendar.Type

/** What can happen to a catalog's calendar. */
export const CalendarFact = Schema.TaggedUnion({
  DeliveryPlanned: { delivery: Id, ...when },
  DeliveryMoved: { delivery: Id, ...when },
  DeliveryCancelled: { delivery: Id },
})
export type CalendarFact = typeof CalendarFact.Type

/** What a calendar may be refused for. @see D29 */
export const CalendarRefusal = {
  DeliveryUnknown: { catalog: Schema.String, delivery: Schema.String },
  CatalogHasSubscriptions: { catalog: Schema.String, subscriptions: Schema.Number },
  PreviewOutdated: { token: Schema.String },
} as const
