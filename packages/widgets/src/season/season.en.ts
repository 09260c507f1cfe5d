import type { AbsencePolicy } from "@cabas/core/absence"
import type { SeasonWords } from "./season.words.ts"
import type { Dates } from "./told.model.ts"

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`
const deliveries = (count: number): string => counted(count, "delivery", "deliveries")

const between = ({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }): string =>
  minimum === 0 ? `Up to ${counted(maximum, "absence")}` : `Between ${minimum} and ${counted(maximum, "absence")}`

const number = ({ quota }: AbsencePolicy): string => {
  switch (quota.kind) {
    case "any":
      return "As many absences as you like."
    case "fixed":
      return `Up to ${counted(quota.maximum, "absence")}.`
    case "between":
      return `${between(quota)}.`
    case "chosen":
      return `${between(quota)}; you choose how many when subscribing.`
    case "prorated":
      return `${counted(quota.whole, "absence")} for a whole season, in proportion to your deliveries.`
  }
}

const notice = ({ notice: asked }: AbsencePolicy, { day, weekday }: Dates): string => {
  switch (asked.kind) {
    case "closing":
      return "until each delivery closes"
    case "days":
      return `until ${counted(asked.days, "day")} before`
    case "hours":
      return `until ${counted(asked.hours, "hour")} before`
    case "weekday":
      return `until the end of the ${weekday(asked.weekday)} before`
    case "until":
      return `until the end of ${day(asked.day)}`
  }
}

const words: SeasonWords = {
  contracts: "Contracts",
  noContract: "No contract is on offer for now.",
  reading: "Reading the contract…",
  steps: { read: "Read", order: "Choose", share: "Share", absences: "Absences", pay: "Confirm" },
  step: (at, of, name) => `Step ${at} of ${of}: ${name}`,
  back: "Back",
  next: "Continue",
  from: (producer, from, to) => `${producer} · from ${from} to ${to}`,
  kinds: { constant: "The same basket at each delivery", variable: "A basket you choose for each delivery" },
  deliveries,
  dates: "Deliveries",
  onDates: (count, from, to) => `${deliveries(count)}, from ${from} to ${to}`,
  late: (left, all) => `The season has begun: ${left} of ${deliveries(all)} are left, and you only pay for those.`,
  documents: "Documents",
  products: "Products",
  minimum: (amount) => `At least ${amount} at each delivery.`,
  minimumOver: (amount) => `At least ${amount} over the whole season, in proportion to your deliveries.`,
  absenceRule: (policy, dates) =>
    [
      number(policy),
      policy.fixed === "by-notice"
        ? `Each date can be changed ${notice(policy, dates)}.`
        : "Dates are chosen when subscribing and do not change afterwards.",
      policy.window ? `Possible from ${dates.day(policy.window.from)} to ${dates.day(policy.window.to)}.` : "",
      {
        "not-charged": "An absence is not paid for.",
        credit: "An absence is paid for, then given back as credit.",
        none: "An absence is still paid for.",
      }[policy.compensation],
      policy.shift ? "The basket of an absence can be received on another day." : "",
    ]
      .filter(Boolean)
      .join(" "),
  noAbsences: "This contract has no absences.",
  visitor: "Sign in to subscribe.",
  subscribe: "Subscribe",
  renewed: "Your order of last season is filled in.",
  closed: "No delivery is left to subscribe to.",
  share: "Your basket at each delivery",
  byDefault: "Your usual order",
  byDefaultWhy: "It is delivered whenever you have not chosen anything else.",
  singles: "Choose something else for some deliveries",
  asUsual: "As usual",
  each: "Per delivery",
  times: (count) => `× ${deliveries(count)}`,
  lessAbsences: (count) => `${counted(count, "absence")} less`,
  total: "Season total",
  current: (minimum, lacking) => `Minimum ${minimum}: ${lacking} missing.`,
  reached: (minimum) => `Minimum ${minimum}: reached.`,
  estimated: "What is weighed is adjusted at delivery.",
  alone: "No, this basket is for my household",
  together: "Yes, with another household",
  sharing: "Do you share this basket?",
  sharingWhy: "Two households collect in turn and each pays its part. An absence changes nobody’s turn.",
  partnerWhy: "Type the beginning of its name, then choose it.",
  foundNone: "No household of that name.",
  part: "Its part to pay, in %",
  firstTurn: "Who collects the first delivery?",
  me: "My household",
  them: "The other household",
  myTurn: "It is your turn",
  theirTurn: "It is the other household’s turn",
  absences: "My absences",
  used: (used, maximum) => `${used} of ${maximum} used`,
  usedAny: (used) => `${counted(used, "absence")} declared`,
  inRange: (used, maximum, from, to) => `${used} of ${maximum} from ${from} to ${to}`,
  asList: "List",
  asMonths: "Calendar",
  states: {
    absent: "Absence",
    provisional: "Absence unless you choose",
    possible: "To come",
    past: "Past",
  },
  notSaved: "not saved yet",
  until: (moment) => `can be changed until ${moment}`,
  behind: (count) => `Past deliveries (${count})`,
  adjusted: (amount, isMore) => `billed ${amount} ${isMore ? "more" : "less"} than agreed`,
  moved: (date) => `basket received on ${date}`,
  locked: (why, deadline) => {
    const reasons: Partial<Record<string, string>> = {
      AbsenceTooLate: `fixed since ${deadline}`,
      TooManyAbsences: "all your absences are used",
      AbsenceNumberFixed: "all your absences are used",
      AbsenceDatesFixed: "dates were fixed when subscribing",
      AbsenceTooClose: "too close to another absence",
      "outside-window": "outside the period of absences",
      barred: "this day cannot be an absence",
      merged: "you receive another basket there too",
    }
    return reasons[why] ?? "cannot change"
  },
  holiday: "I am going on holiday",
  holidayFrom: "From",
  holidayTo: "To",
  holidayPick: "Mark these deliveries",
  holidayDone: (picked, refused) =>
    `${counted(picked, "absence")} more${refused > 0 ? `, ${counted(refused, "date")} not possible` : ""}.`,
  undo: "Undo",
  undoLast: "Undo the last absence chosen",
  reset: "Put everything back",
  save: "Save my absences",
  saved: "Absences saved",
  changes: "To be saved",
  gone: (date) => `No basket on ${date}.`,
  again: (date) => `A basket again on ${date}.`,
  goesTo: (before, after) => `Your contract goes from ${before} to ${after}.`,
  same: (total) => `Your contract stays at ${total}.`,
  moveTo: "Receive this basket on another day",
  move: "Move the basket",
  movedNow: (date) => `Basket moved to ${date}`,
  give: "Give my basket",
  giveTo: "To whom?",
  given: (name) => `Basket given to ${name}`,
  takeBack: "Take my basket back",
  takenBack: "Basket taken back",
  plan: "What is due",
  planWhy: (producer) => `To be paid to ${producer} in the ways your group offers: a coordinator will tell you.`,
  yourPart: (amount) => `Your part: ${amount}`,
  month: "Month",
  amount: "Amount",
  confirm: (total) => `Subscribe for ${total}`,
  confirming: "Subscribing…",
  checking: "Checking…",
  done: "Your subscription is recorded",
  running: "Your contract",
  expected: "Expected over the season",
  ordered: "Ordered so far",
  paid: "Paid",
  due: "Left to pay",
  ahead: "Paid in advance",
  print: "Print",
  calendar: "Add to my calendar",
  change: "Change",
  changeOrder: "Change my order",
  changeDefault: "Change my usual order",
  apply: "Save",
  applyAll: "Apply to all that follow",
  changed: "Order saved",
  cancel: "Close",
  answers: { none: "usual order", default: "usual order", chosen: "chosen" },
  nothing: "nothing",
  upcoming: "My next deliveries",
  noneComing: "Nothing to come for now.",
  showAll: (count) => `Show ${count} more`,
  feed: "My deliveries in my calendar",
  feedWhy:
    "A secret address that your calendar reads by itself. Whoever knows it sees your deliveries: do not give it away.",
  feedMake: "Make the address",
  feedAddress: "Secret address",
  feedCopy: "Copy",
  feedCopied: "Address copied",
  feedRenew: "Change the address",
  feedRevoke: "Delete the address",
  feedGone: "Address deleted: it gives nothing any more",
  kept: "What you chose is kept on this device.",
  refusals: {
    OrderEmpty: "Choose at least one product.",
    DefaultOrderTooSmall: "At least {minimum} at each delivery. Add {lacking} to your usual order.",
    MinimumNotReached: "At least {minimum} on {delivery}. Add {lacking}.",
    PeriodMinimumNotReached: "At least {minimum} over the season, and you are at {total}. Add {lacking}.",
    SeasonStockShort: "There is not enough left of these products: {deliveries}. Take less of them.",
    OverlappingSubscription: "One of the households already subscribes to this contract on these dates.",
    SubscriptionsClosed: "No delivery is left to subscribe to.",
    CatalogWithoutDeliveries: "This contract has no delivery yet.",
    PartnerIsHolder: "Choose a household other than yours.",
    PartnerUnknown: "This household is not, or no longer, of the group.",
    SharingNotOffered: "This basket is not shared.",
    DeliveryClosed: "The delivery of {delivery} closed on {closesAt}.",
    DeliveryNotOpen: "Orders for {delivery} open on {opensAt}.",
    DeliveryAbsent: "An absence is declared on {delivery}. Take it back first.",
    PastOrders: "Some deliveries are closed already: a coordinator can change what follows.",
    TooManyAbsences: "That would be {wanted} absences, and there may be {quota}.",
    TooFewAbsences: "There must be at least {minimum} absences.",
    AbsenceTooLate: "The delivery of {date} is fixed since {deadline}.",
    AbsenceTooClose: "The absence on {date} would be too close to the one on {other}.",
    AbsenceNotPossible: "{date} cannot be an absence.",
    AbsenceDatesFixed: "Dates of absence were fixed when subscribing.",
    AbsenceNumberFixed: "Your number of absences was fixed at {chosen} when subscribing, and there are {wanted} here.",
    TooManyShifts: "You have moved as many baskets as the contract allows.",
    ShiftNotPossible: "This basket cannot be received on that day.",
    NotAllowed: "Your account may not subscribe here.",
    Busy: "Many people are here just now, try again.",
  },
}

/** What is said about contracts, absences and deliveries in English. */
export default words
