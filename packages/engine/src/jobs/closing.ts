import { plannedDeliveries } from "@cabas/core/calendar"
import type { Calendar } from "@cabas/core/calendar"
import type { Group } from "@cabas/core/group"
import { keyOf } from "@cabas/core/plans"
import { subscribedTo } from "@cabas/core/subscription"
import type { Subscription } from "@cabas/core/subscription"
import { subscriptionsOf } from "../operations/distribution.ts"
import { close } from "../operations/subscription.ts"
import type { Snapshot } from "../storage/storage.ts"
import type { Action, Job } from "./job.ts"

const groupIn = (seen: Snapshot | null): string | undefined =>
  (seen?.documents.get(keyOf.group)?.state as Group | undefined)?.id

const subscriptionsIn = (seen: Snapshot | null): ReadonlyArray<Subscription> =>
  (seen?.pages[0]?.documents ?? []).map(({ state }) => state as Subscription)

/**
 * Closes the deliveries of contracts when their orders close: the default order fills in for those who said nothing, and
 * what was ordered goes into the baskets; once for each subscription and delivery, late if need be.
 * @rule SUB-14
 * @see D22, D31, S6.7
 */
export const closing: Job = {
  name: "closing",
  kind: "calendar",
  index: "calendar.byClosing",
  since: "2026-01-01T00:00:00.000Z",
  look: ({ key }) => ({ documents: [keyOf.group], pages: [subscriptionsOf(key.slice("calendar:".length))] }),
  due: ({ state }, seen) => {
    const group = groupIn(seen)
    if (group === undefined) return []
    return plannedDeliveries(state as Calendar).flatMap(({ id: delivery, window }): ReadonlyArray<Action> =>
      subscriptionsIn(seen).flatMap((subscription) =>
        subscribedTo(subscription, delivery)?.closedAt === null
          ? [
              {
                key: `${subscription.id}~${delivery}`,
                dueAt: window.closesAt,
                operation: close,
                input: { group, subscription: subscription.id, delivery },
              },
            ]
          : [],
      ),
    )
  },
  settles: ["SubscriptionUnknown", "DeliveryNotCovered"],
  // Storages write what comes at once together: closing 500 subscriptions does not wait 500 times for the disk.
  atOnce: 16,
}
