import type { Sentences } from "./sentences.ts"

const cited = (text: string): string => `“${text}”`

/** The first of a list, and how many more there are. */
const listed = (all: ReadonlyArray<string>): string =>
  all.length > 8 ? `${all.slice(0, 8).join(", ")} and ${all.length - 8} more` : all.join(", ")

const kinds: Readonly<Record<string, string>> = {
  cash: "in cash",
  cheque: "by cheque",
  transfer: "by bank transfer",
  card: "by card",
  deposit: "by returned deposits",
  "on-the-spot": "on the spot",
  moved: "from another account",
}

/** What is said of the day of a distribution, of payments and the till in English. */
export const dayEnglish = {
  BasketSettled: () =>
    `This basket is settled and changes no more. Open it again first, as long as the distribution is not validated.`,
  BasketNotSettled: () => `This basket is not settled, so there is nothing to open again.`,
  LineUnknown: ({ line }) => `There is no line ${line} in this basket. Read the basket again, then try once more.`,
  WeightUnlikely: ({ name, nominal, weighed }, say) =>
    `${cited(name)}: ${say.measure(weighed)} instead of about ${say.measure(nominal)}. Check the unit, or confirm this weight.`,
  WeightsNotMatching: ({ pieces, weights }) =>
    `This line has ${pieces} pieces to be weighed one by one, and ${weights} ${weights === 1 ? "weight was" : "weights were"} given. Weigh each piece, or confirm.`,
  NothingOrdered: ({ product }, say) => `Nobody ordered ${cited(say.name("product", product))} at this distribution.`,
  MoreThanOrdered: ({ product, ordered, received }, say) =>
    `${say.measure(received)} of ${cited(say.name("product", product))} is more than the ${say.measure(ordered)} that were ordered, so there is nothing to share. Sell the rest on the spot.`,
  SharesNotWhole: ({ received, shared }, say) =>
    `The shares come to ${say.measure(shared)}, and there are ${say.measure(received)} to share, at most what each ordered. Adjust the shares.`,
  TareTooHeavy: ({ weighed, tare }, say) =>
    `The tare of ${say.measure(tare)} weighs as much as what is on the scale (${say.measure(weighed)}). Check the tare.`,
  LinesToWeigh: ({ lines }) =>
    `Still to be weighed: ${lines.map(({ name }) => cited(name)).join(", ")}. Weigh them, or say that they are missing.`,
  PaymentToChoose: ({ amount }, say) =>
    `A payment of ${say.money(amount)} on the spot is still open. Record how it was made, or cancel it.`,
  BasketUnbalanced: ({ due, paid }, say) =>
    paid < due
      ? `${say.money(due - paid)} are missing: the basket comes to ${say.money(due)}, and ${say.money(paid)} were paid. Take the difference.`
      : `${say.money(paid - due)} are too much: the basket comes to ${say.money(due)}, and ${say.money(paid)} were paid. Give the difference back.`,
  DistributionValidated: ({ distribution }, say) =>
    `The distribution ${cited(say.name("distribution", distribution))} is validated, and nothing of it changes any more. A coordinator can open it again and say why.`,
  OrdersFinal: ({ distribution }, say) =>
    `The baskets of the distribution ${cited(say.name("distribution", distribution))} are being settled, so nothing is ordered any more. What is missing is sold on the spot.`,
  OrdersNotFinal: ({ distribution }, say) =>
    `The baskets of the distribution ${cited(say.name("distribution", distribution))} are not settled yet. Settle them first: nothing is ordered from then on.`,
  DistributionNotValidated: ({ distribution }, say) =>
    `The distribution ${cited(say.name("distribution", distribution))} is not validated, so there is nothing to open again.`,
  DistributionNotStarted: ({ startsAt }, say) =>
    `The distribution is on ${say.moment(startsAt)}. It can be settled and validated from the morning of that day.`,
  BasketsNotSettled: ({ baskets }) =>
    `${baskets.length === 1 ? "One basket is not settled" : `${baskets.length} baskets are not settled`}: ${listed(baskets.map(({ name }) => name))}. Settle them first.`,
  DeliveriesNotClosed: ({ catalogs }, say) =>
    `Orders of contracts are not in the baskets yet: ${listed(catalogs.map(({ catalog }) => say.name("catalog", catalog)))}. They come in when they close.`,
  PaymentUnknown: ({ payment }) => `There is no payment ${cited(payment)} in this group.`,
  PaymentNotPromised: () => `This payment is not awaited: it was received or cancelled already.`,
  PaymentNotReceived: () => `This payment has not come yet. Record first that it came.`,
  PaymentIsCancelled: () => `This payment is cancelled already.`,
  PaymentKindNotOffered: ({ kind, offered }) =>
    `This group does not take payments ${kinds[kind] ?? kind} here, but ${listed(offered.map((one) => kinds[one] ?? one))}.`,
  NothingToRefund: () => `Nothing was paid too much, so there is nothing to give back.`,
  RefundTooLarge: ({ amount, possible }, say) =>
    `${say.money(amount)} is more than can be given back. Refund ${say.money(possible)} at most.`,
  DepositTooLarge: ({ amount, possible }, say) =>
    `${say.money(amount)} of deposits is more than was paid (${say.money(possible)}). Check what came back, or confirm.`,
  NotACheque: () => `This payment is not a cheque.`,
  ChequeIsBounced: () => `The bank gave this cheque back already.`,
  ChequeIsBanked: () => `This cheque was taken to the bank already.`,
  EntryIsMatched: () => `This entry of the statement is matched with a payment already.`,
  EntryUnknown: () => `This entry is not in the statement. Read the file again, then choose once more.`,
  MembershipsNotUsed: () =>
    `This group has no memberships. A group admin can set the fee and the day they are renewed.`,
  MembershipFeeMissing: () => `The fee is not set. Give an amount, or set it among the settings of the group.`,
  MembershipExists: ({ member, label }, say) =>
    `${cited(say.name("member", member))} has the membership of ${label} already. Cancel it first to take it otherwise.`,
  MembershipUnknown: ({ member }, say) =>
    `${cited(say.name("member", member))} has no membership of that year, so there is nothing to cancel.`,
  MembershipIsFree: () => `This membership costs nothing, so do not choose a way of paying.`,
  MembershipYearTooFar: ({ year, first, last }) =>
    `The year ${year} is too far away. Choose a year from ${first} to ${last}.`,
  NothingToPay: () => `Everything is paid, so there is nothing to spread.`,
  SameAccount: () => `The money would come from the account that it goes to. Choose another account.`,
  MoveTooLarge: ({ amount, possible }, say) =>
    `${say.money(amount)} is more than is there. Move ${say.money(possible)} at most.`,
  TillNotCounted: () => `The till is not counted. Count what is in it, then validate.`,
  TillChanged: ({ counted, expected }, say) =>
    `The till changed since it was counted: ${say.money(expected)} expected instead of ${say.money(counted)}. Count it again.`,
} satisfies Partial<Sentences>
