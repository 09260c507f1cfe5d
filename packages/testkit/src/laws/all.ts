import * as Basket from "./basket-laws.ts"
import type { Books } from "./books.ts"
import * as Day from "./day-laws.ts"
import * as Group from "./group-laws.ts"
import * as Ledger from "./ledger-laws.ts"
import * as Season from "./season-laws.ts"
import * as Stock from "./stock-laws.ts"

/** Something that holds for the books of any space, whatever was done; throws `LawBroken` with a sentence otherwise. */
export type Law = (books: Books) => void

/** The laws of contracts, which hold for all books too. */
export const seasonLaws = {
  debtsAreSumsOfLines: Season.debtsAreSumsOfLines,
  subscriptionsFollowTheCalendar: Season.subscriptionsFollowTheCalendar,
  commitmentsAreApart: Season.commitmentsAreApart,
  closedStaysClosed: Season.closedStaysClosed,
  closedOnce: Season.closedOnce,
  basketsHoldWhatWasClosed: Season.basketsHoldWhatWasClosed,
  absencesKeepTheirQuota: Season.absencesKeepTheirQuota,
  absencesHoldNothing: Season.absencesHoldNothing,
  turnsStay: Season.turnsStay,
  seasonStocksAreKept: Season.seasonStocksAreKept,
  shiftsKeepSubscriptions: Season.shiftsKeepSubscriptions,
} as const satisfies Readonly<Record<string, Law>>

/** The laws of the day of a distribution, which hold for all books too. */
export const dayLaws = {
  settledStays: Day.settledStays,
  validatedStays: Day.validatedStays,
  validatedIsSettled: Day.validatedIsSettled,
  settledGoesOut: Day.settledGoesOut,
  basketsKnowTheirPayments: Day.basketsKnowTheirPayments,
  refundsAreCovered: Day.refundsAreCovered,
  lastSeenCounts: Day.lastSeenCounts,
  promisesArePending: Ledger.promisesArePending,
} as const satisfies Readonly<Record<string, Law>>

/** The laws that hold for all books, by name. */
export const laws = {
  statesAreFoldsOfFacts: Ledger.statesAreFoldsOfFacts,
  postingsHaveTwoSides: Ledger.postingsHaveTwoSides,
  balancesAreSumsOfPostings: Ledger.balancesAreSumsOfPostings,
  accountsSumToZero: Ledger.accountsSumToZero,
  entriesAreThePostings: Ledger.entriesAreThePostings,
  walletsKeepTheirFloor: Ledger.walletsKeepTheirFloor,
  walletsAreWhatCameIn: Ledger.walletsAreWhatCameIn,
  basketsAreHeld: Basket.basketsAreHeld,
  orderedTermsStay: Basket.orderedTermsStay,
  moreIsOnTodaysTerms: Basket.moreIsOnTodaysTerms,
  membersOrderInTheWindow: Basket.membersOrderInTheWindow,
  firstConfirmationsStay: Basket.firstConfirmationsStay,
  linesAreDistinct: Basket.linesAreDistinct,
  zeroIsDeclined: Basket.zeroIsDeclined,
  numbersAreDense: Basket.numbersAreDense,
  stockIsWhatIsOrdered: Stock.stockIsWhatIsOrdered,
  nothingIsOversold: Stock.nothingIsOversold,
  overridesHaveReasons: Stock.overridesHaveReasons,
  stocksCoverOrders: Stock.stocksCoverOrders,
  ordersStandOnTheirDistribution: Group.ordersStandOnTheirDistribution,
  distributionsKeepTheirDates: Group.distributionsKeepTheirDates,
  daysAreTakenOnce: Group.daysAreTakenOnce,
  someAdminRemains: Group.someAdminRemains,
  thoseWhoLeaveAreSettled: Group.thoseWhoLeaveAreSettled,
  theErasedAreForgotten: Group.theErasedAreForgotten,
  suspendedGroupsRest: Group.suspendedGroupsRest,
  writersAreMembers: Group.writersAreMembers,
  ordersAreForMembers: Group.ordersAreForMembers,
  coordinatorsHoldTheRight: Group.coordinatorsHoldTheRight,
  ...seasonLaws,
  ...dayLaws,
} as const satisfies Readonly<Record<string, Law>>

/** Checks every law on the books of a space. */
export const allLawsHold: Law = (books) => {
  for (const law of Object.values(laws)) law(books)
}
