import { groups, members, people, places } from "./group-views.ts"
import { balances, ledgerEntries, memberships, payments, tills } from "./money-views.ts"
import { catalogs, producers, products } from "./offer-views.ts"
import { deliveries, distributions, orderLines, orders, participations } from "./order-views.ts"
import { calendar, subscriptionDeliveries, subscriptionLines, subscriptions } from "./subscription-views.ts"
import type { View } from "./view.ts"

/** Every view, in the order of the documentation. A new kind of document adds its own here. */
export const views: ReadonlyArray<View> = [
  groups,
  members,
  people,
  places,
  producers,
  catalogs,
  products,
  distributions,
  participations,
  orders,
  orderLines,
  deliveries,
  calendar,
  subscriptions,
  subscriptionDeliveries,
  subscriptionLines,
  payments,
  tills,
  memberships,
  ledgerEntries,
  balances,
]
