import type { Formats } from "./formats.ts"
import type { RefusalOf, Sentences } from "./sentences.ts"

const cited = (text: string): string => `“${text}”`

const stockShort = ({ deliveries }: RefusalOf<"SeasonStockShort">, say: Formats): string => {
  const shown = deliveries
    .slice(0, 5)
    .map(
      ({ delivery, name, left }) =>
        `${cited(name)} at the delivery ${cited(say.name("delivery", delivery))} (${say.measure(left)})`,
    )
  const more = deliveries.length > 5 ? ` and ${deliveries.length - 5} more` : ""
  return `There is not enough left of these: ${shown.join(", ")}${more}. Order less of them, or start later.`
}

const termsInvalid = ({ problem }: RefusalOf<"ContractTermsInvalid">): string => {
  switch (problem) {
    case "closing-delay-missing":
      return "A contract with a constant order needs a closing delay before each delivery. Say how many hours before."
    case "first-delivery-outside":
      return "The first delivery is outside the contract’s dates. Choose a day between its start and its end."
    case "minimums-on-constant":
      return "A contract with a constant order has no minimum: every delivery is the same. Leave it out, or open a variable contract."
  }
}

/** What is said of contracts, calendars and subscriptions in English. */
export const contractsEnglish = {
  MemberHasSubscriptions: ({ member }, say) =>
    `${cited(say.name("member", member))} has a subscription with deliveries to come. Stop it or hand it over first.`,
  CatalogHasOrders: ({ catalog }, say) =>
    `There are orders from the catalog ${cited(say.name("catalog", catalog))}, so it cannot be deleted. End it at an earlier date, or cancel the orders first.`,
  NotAContract: ({ catalog }, say) =>
    `${cited(say.name("catalog", catalog))} is not a contract: one orders from it without commitment, in the shop.`,
  ContractTermsInvalid: termsInvalid,
  DeliveryUnknown: ({ catalog, delivery }, say) =>
    `The catalog ${cited(say.name("catalog", catalog))} has no delivery ${cited(say.name("delivery", delivery))}. Choose one of its calendar.`,
  CatalogHasSubscriptions: ({ catalog, subscriptions }, say) =>
    `${subscriptions} ${subscriptions === 1 ? "subscription counts" : "subscriptions count"} on this delivery of the catalog ${cited(say.name("catalog", catalog))}. Postpone or cancel it from the contract’s calendar: you will first see who is concerned.`,
  PreviewOutdated: () =>
    "Something has changed since the preview. Nothing was done; ask for a new preview, then confirm.",
  SubscriptionUnknown: ({ subscription }, say) =>
    `There is no subscription ${cited(say.name("subscription", subscription))}, or no longer.`,
  SubscriptionsClosed: ({ catalog }, say) =>
    `No delivery of ${cited(say.name("catalog", catalog))} can be subscribed to at the moment. A coordinator can add some.`,
  CatalogWithoutDeliveries: ({ catalog }, say) =>
    `The contract ${cited(say.name("catalog", catalog))} has no delivery between these dates. Choose other dates, or plan its deliveries first.`,
  SubscriptionDatesInvalid: ({ startsOn, endsOn }, say) =>
    `The subscription would end (${say.day(endsOn)}) before it starts (${say.day(startsOn)}). Choose a later end.`,
  StartsTooEarly: ({ earliest }, say) =>
    `Some deliveries between these dates are closed. At the earliest, the subscription starts on ${say.day(earliest)}.`,
  OutsideCatalog: ({ catalogStartsOn, catalogEndsOn }, say) =>
    `These dates are outside the contract, which runs from ${say.day(catalogStartsOn)} to ${say.day(catalogEndsOn)}. Choose dates within it.`,
  OverlappingSubscription: ({ member }, say) =>
    `${cited(say.name("member", member))} has a subscription to this contract between these dates already. Change that one, or choose other dates.`,
  PastOrders: ({ deliveries }) =>
    `${deliveries.length} ${deliveries.length === 1 ? "delivery is closed and changes" : "deliveries are closed and change"} no more. Change what comes next: a coordinator can do so.`,
  PaymentsRecorded: ({ paid }, say) =>
    `${say.money(paid)} has already been paid for this subscription. Refund or transfer it first.`,
  OrderEmpty: ({ catalog }, say) =>
    `A subscription to ${cited(say.name("catalog", catalog))} holds at least one product. Choose one.`,
  DefaultOrderTooSmall: ({ minimum, total }, say) =>
    `The default order comes to ${say.money(total)}; each delivery needs at least ${say.money(minimum)}. Add ${say.money(minimum - total)}.`,
  MinimumNotReached: ({ delivery, minimum, total }, say) =>
    `For the delivery ${cited(say.name("delivery", delivery))} the order comes to ${say.money(total)}; it needs at least ${say.money(minimum)}. Add ${say.money(minimum - total)}.`,
  PeriodMinimumNotReached: ({ minimum, total }, say) =>
    `Over the whole period your orders come to ${say.money(total)}; the commitment is ${say.money(minimum)}. Add ${say.money(minimum - total)} to the deliveries to come.`,
  DeliveryNotCovered: ({ delivery }, say) =>
    `The delivery ${cited(say.name("delivery", delivery))} is not part of this subscription. Choose one that is.`,
  DeliveryClosed: ({ delivery, closesAt }, say) =>
    `The delivery ${cited(say.name("delivery", delivery))} has been closed since ${say.moment(closesAt)}: it changes no more. Later ones still can.`,
  DeliveryNotOpen: ({ delivery, opensAt }, say) =>
    `Orders for the delivery ${cited(say.name("delivery", delivery))} open on ${say.moment(opensAt)}.`,
  DeliveryAbsent: ({ delivery }, say) =>
    `An absence is declared at the delivery ${cited(say.name("delivery", delivery))}. Withdraw it first.`,
  ConstantOrder: ({ catalog }, say) =>
    `${cited(say.name("catalog", catalog))} is a contract with a constant order: every delivery is the same. A coordinator can change one.`,
  SharingNotOffered: ({ catalog }, say) =>
    `The basket of ${cited(say.name("catalog", catalog))} is not shared. A coordinator can allow it.`,
  PartnerIsHolder: () => "A basket is shared with another household than one’s own. Choose another member.",
  PartnerUnknown: ({ member }, say) =>
    `${cited(say.name("member", member))} is not among the group’s present members. Add this member first.`,
  TakerUnknown: ({ member }, say) =>
    `${cited(say.name("member", member))} is not among the group’s present members. Give a name instead.`,
  SeasonStockShort: stockShort,
  NeedsSubscription: ({ catalog }, say) =>
    `${cited(say.name("catalog", catalog))} is a contract: one orders from it after subscribing.`,
} as const satisfies Partial<Sentences>
