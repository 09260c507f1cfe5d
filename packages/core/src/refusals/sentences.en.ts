import { absencesEnglish } from "./absences.en.ts"
import { dayEnglish } from "./day.en.ts"
import { bankEnglish } from "./bank.en.ts"
import { contractsEnglish } from "./contracts.en.ts"
import type { Formats } from "./formats.ts"
import { measureOf, unitOf } from "../values/measure.ts"
import type { RefusalOf, Sentences } from "./sentences.ts"

const quoted = (text: string): string => `“${text}”`

const kinds: Readonly<Record<string, string>> = {
  group: "group",
  member: "member",
  catalog: "catalog",
  distribution: "distribution",
  cycle: "cycle",
  payment: "payment",
}

const units: Readonly<Record<string, string>> = {
  pieces: "by the piece",
  grams: "by weight",
  millilitres: "by volume",
}

const rights: Readonly<Record<string, string>> = {
  "group-admin": "running the group",
  "catalog-admin": "running the catalogs",
  members: "keeping the members",
  messages: "sending messages",
  desk: "running the distribution",
}

const notAllowed = ({ actor, needs }: RefusalOf<"NotAllowed">, say: Formats): string => {
  if (actor === "@visitor") return "This is for members of the group. Sign in first."
  if (needs === "self") return "Only the member concerned can do this."
  if (needs === "member") return "This is for members of the group. A coordinator can add you."
  if (needs === "host") return "Only the site that hosts the group can do this."
  const named = needs.split(" or ").map((right) => {
    const catalog = right.startsWith("catalog-admin:") ? right.slice("catalog-admin:".length) : undefined
    return catalog === undefined ? (rights[right] ?? right) : `running the catalog ${say.name("catalog", catalog)}`
  })
  return `This needs the right ${named.map(quoted).join(" or ")}. A group admin can give it to you.`
}

const badInput = ({ issues }: RefusalOf<"BadInput">): string => {
  const paths = [...new Set(issues.map(({ path }) => path.join(".")))].filter((path) => path !== "")
  if (paths.length === 0) return "The request cannot be read as it is. Nothing was changed."
  const shown = paths.slice(0, 5).map(quoted).join(", ")
  const more = paths.length > 5 ? ` and ${paths.length - 5} more` : ""
  const isOne = paths.length === 1
  return `${isOne ? "This field has" : "These fields have"} no acceptable value: ${shown}${more}. Nothing was changed.`
}

const termsInvalid = ({ product, problem }: RefusalOf<"ProductTermsInvalid">, say: Formats): string => {
  const name = quoted(say.name("product", product))
  switch (problem) {
    case "content-missing":
      return `${name} is priced by weight or volume: say what one piece holds.`
    case "content-not-in-price-unit":
      return `${name}: what one piece holds and what the price is for must both be weights, or both volumes.`
    case "loose-terms-missing":
      return `${name} is sold loose: give a step, a minimum and, if you wish, a maximum.`
    case "loose-not-by-weight-or-volume":
      return `${name} is sold loose: its price must be for a weight or a volume, not for a piece.`
    case "loose-bounds":
      return `${name}: the minimum and the maximum must be multiples of the step, and the maximum no less than the minimum.`
    case "loose-terms-unexpected":
      return `${name} is not sold loose and has no step or bounds. Remove them, or sell it loose.`
  }
}

const datesInvalid = (refusal: RefusalOf<"DistributionDatesInvalid">, say: Formats): string => {
  const { moment } = say
  switch (refusal.rule) {
    case "opens-before-closes":
      return `Orders would open on ${moment(refusal.opensAt)} and close on ${moment(refusal.closesAt)}. They must open before they close.`
    case "closes-by-start":
      return `Orders would close on ${moment(refusal.closesAt)}, after the distribution begins on ${moment(refusal.startsAt)}. Close them by then.`
    case "starts-before-ends":
      return `The distribution would begin on ${moment(refusal.startsAt)} and end on ${moment(refusal.endsAt)}. It must end after it begins.`
  }
}

const quantityNotOffered = (refusal: RefusalOf<"QuantityNotOffered">, say: Formats): string => {
  const { wanted, step, minimum, maximum } = refusal
  const measure = (amount: number) => say.measure(measureOf(unitOf(wanted), amount))
  const most = maximum === null ? "" : `, up to ${measure(maximum)}`
  const name = quoted(say.name("product", refusal.product))
  return `${name} is not sold in a quantity of ${say.measure(wanted)}: from ${measure(minimum)} on${most}, by steps of ${measure(step)}.`
}

const stockShort = ({ lines }: RefusalOf<"StockShort">, say: Formats): string => {
  const each = lines.map(({ name, wanted, left }) => {
    const most = Object.values(left).every((amount) => amount === 0) ? "none left" : `at most ${say.measure(left)}`
    return `${quoted(name)}, ${most} instead of ${say.measure(wanted)}`
  })
  return `There is not enough left: ${each.join("; ")}. Lower these quantities, or choose something else.`
}

/** Every refusal in English. */
export const english: Sentences = {
  ...absencesEnglish,
  ...bankEnglish,
  ...contractsEnglish,
  ...dayEnglish,
  BadInput: badInput,
  KeyReused: () =>
    "This request carries the key of another one, received before with other content. Nothing was changed; send it under a new key.",
  Busy: () => "Many people are changing the same thing right now. Nothing was changed; try again in a few seconds.",
  FileUnreadable: ({ reason }) =>
    `The file cannot be read (${reason}). A CSV file with a line of titles, and a name and a price for each product, can be.`,
  GroupUnknown: ({ group }, say) =>
    `There is no group ${quoted(say.name("group", group))}, or there is none any more. Check its address.`,
  GroupSuspended: ({ group, reason }, say) =>
    `The group ${quoted(say.name("group", group))} is suspended${reason === null ? "" : ` (${reason})`}: everything can be read, nothing can be changed. A group admin can open it again.`,
  GroupNotSuspended: ({ group }, say) =>
    `The group ${quoted(say.name("group", group))} is in use. Suspend it first; it can be deleted then.`,
  NotAllowed: notAllowed,
  LastAdmin: ({ member }, say) =>
    `${quoted(say.name("member", member))} is the only one who runs the group. Give that right to another member first.`,
  PlaceUnknown: ({ place }, say) =>
    `The place ${quoted(say.name("place", place))} is not in this group, or it is archived. Choose another one, or bring this one back.`,
  AlreadyExists: ({ what, id }) =>
    `There is already a ${kinds[what] ?? what} ${quoted(id)}. Change that one, or choose another identifier.`,
  MemberUnknown: ({ member }, say) =>
    `${quoted(say.name("member", member))} is not among the current members of the group. Add this member first.`,
  EmailTaken: ({ email }) =>
    `The address ${email} already belongs to another member. An address serves one household; give another one.`,
  MemberHasBalance: ({ member, balance }, say) =>
    balance > 0
      ? `${quoted(say.name("member", member))} still has ${say.money(balance)} in the wallet. Pay it back; leaving is possible then.`
      : `${quoted(say.name("member", member))} still owes ${say.money(-balance)}. Leaving is possible once it is paid.`,
  MemberHasOrders: ({ member, distributions }, say) =>
    `${quoted(say.name("member", member))} still has orders to come (${distributions.map((id) => say.name("distribution", id)).join(", ")}). Cancel them, or wait until they are handed over.`,
  ProducerUnknown: ({ producer }, say) =>
    `The producer ${quoted(say.name("producer", producer))} is not in this group. Add the producer first.`,
  CatalogUnknown: ({ catalog }, say) =>
    `The catalog ${quoted(say.name("catalog", catalog))} is not in this group. Choose one of the list.`,
  CatalogDatesInvalid: ({ startsOn, endsOn }, say) =>
    `The catalog would begin on ${say.day(startsOn)} and end before that, on ${say.day(endsOn)}. Choose an end on the same day or later.`,
  CatalogFull: ({ catalog, maximum }, say) =>
    `The catalog ${quoted(say.name("catalog", catalog))} holds ${maximum} products, as many as a catalog can. Open a second one for the others.`,
  ProductUnknown: ({ catalog, product }, say) =>
    `The product ${quoted(say.name("product", product))} is not in the catalog ${quoted(say.name("catalog", catalog))}. Choose one of its list.`,
  ProductTermsInvalid: termsInvalid,
  ReferenceTaken: ({ catalog, reference, product }, say) =>
    `The reference ${quoted(reference)} is already that of ${quoted(say.name("product", product))} in the catalog ${quoted(say.name("catalog", catalog))}. Choose another one.`,
  ProductUnitFrozen: ({ product, unit }, say) =>
    `${quoted(say.name("product", product))} is counted ${units[unit] ?? unit} and stays so, for orders to keep their meaning. To sell it otherwise, add another product.`,
  StockBelowOrders: ({ product, ordered }, say) =>
    `${say.measure(ordered)} of ${quoted(say.name("product", product))} are ordered already. The stock can be set to that much, not to less.`,
  CycleUnknown: ({ cycle }) => `The cycle ${quoted(cycle)} is not in this group. Choose one of the list.`,
  CycleEnded: ({ cycle }) =>
    `The cycle ${quoted(cycle)} has ended. Create another one, or change its distributions one by one.`,
  CycleEmpty: ({ cycle, first }, say) =>
    `The cycle ${quoted(cycle)} would have no date from ${say.day(first)} on: it ends too early, or all its days are excluded. Choose a later end, or fewer exclusions.`,
  CycleTooLong: ({ cycle, maximum }) =>
    `The cycle ${quoted(cycle)} would have more than ${maximum} dates. Choose an earlier end, and another cycle for what comes after it.`,
  DistributionUnknown: ({ distribution }, say) =>
    `The distribution ${quoted(say.name("distribution", distribution))} is not in this group. Choose one of the list.`,
  DistributionDatesInvalid: datesInvalid,
  DistributionOutsideCatalog: ({ catalog, date, startsOn, endsOn }, say) =>
    `The catalog ${quoted(say.name("catalog", catalog))} runs from ${say.day(startsOn)} to ${say.day(endsOn)}, and the distribution is on ${say.day(date)}. Choose a day within the catalog, or change its period.`,
  DistributionCancelled: ({ distribution }, say) =>
    `The distribution ${quoted(say.name("distribution", distribution))} is cancelled: nothing can be ordered or changed there. Choose another one.`,
  DistributionHasOrders: ({ distribution, baskets }, say) =>
    `${baskets === 1 ? "1 basket is" : `${baskets} baskets are`} ordered for the distribution ${quoted(say.name("distribution", distribution))}. Cancel these orders with their members first.`,
  DayTaken: ({ place, date, distribution }, say) =>
    `${quoted(say.name("place", place))} already has the distribution ${quoted(say.name("distribution", distribution))} on ${say.day(date)}. Choose another day or place, or let the group's settings allow several a day.`,
  AlreadyTakingPart: ({ catalog, distribution }, say) =>
    `The catalog ${quoted(say.name("catalog", catalog))} is named twice for the distribution ${quoted(say.name("distribution", distribution))}. Once is enough.`,
  CatalogNotTakingPart: ({ catalog, distribution }, say) =>
    `The catalog ${quoted(say.name("catalog", catalog))} does not take part in the distribution ${quoted(say.name("distribution", distribution))}. Its products can be ordered where it does.`,
  BasketUnknown: () =>
    "There is no order to cancel: nothing was ordered here, or it is cancelled already. You can order as long as orders are open.",
  BasketEmpty: () => "The basket is empty. Choose at least one product to order.",
  OrdersNotOpen: ({ catalog, opensAt }, say) =>
    `Orders of the catalog ${quoted(say.name("catalog", catalog))} open on ${say.moment(opensAt)}. Your choice can be kept until then.`,
  OrdersClosed: ({ catalog, closesAt }, say) =>
    `Orders of the catalog ${quoted(say.name("catalog", catalog))} closed on ${say.moment(closesAt)}. The coordinators of the group can still change an order.`,
  ProductInactive: ({ name }) =>
    `${quoted(name)} is not on sale now. What was ordered of it can be kept or lowered, not raised.`,
  ProductRepeated: ({ product }, say) =>
    `The product ${quoted(say.name("product", product))} is named twice. Give one quantity, the one wanted in all.`,
  WrongUnit: ({ product, expected, got }, say) =>
    `${quoted(say.name("product", product))} is ordered ${units[expected] ?? expected}, not ${units[got] ?? got}.`,
  QuantityNotOffered: quantityNotOffered,
  AmountTooLarge: ({ product }, say) =>
    `This quantity of ${quoted(say.name("product", product))} comes to more than one order can carry. Choose a smaller quantity.`,
  StockShort: stockShort,
  BalanceTooLow: ({ balance, floor, amount, missing }, say) =>
    `${say.money(missing)} is missing in the wallet: the order takes ${say.money(amount)}, the wallet holds ${say.money(balance)} and may not go below ${say.money(floor)}. Pay in, or order less.`,
}
