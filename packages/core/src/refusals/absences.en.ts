import type { Formats } from "./formats.ts"
import type { RefusalOf, Sentences } from "./sentences.ts"

const cited = (text: string): string => `“${text}”`

const absences = (number: number): string => `${number}\u00a0${number === 1 ? "absence" : "absences"}`

/** The delivery by its day, or by its name when the subscription does not know it. */
const delivery = (refusal: { readonly delivery: string; readonly date: string | null }, say: Formats): string =>
  refusal.date === null ? cited(say.name("delivery", refusal.delivery)) : `of ${say.day(refusal.date)}`

const notPossible = (refusal: RefusalOf<"AbsenceNotPossible">, say: Formats): string => {
  const named = `The delivery ${delivery(refusal, say)}`
  switch (refusal.why) {
    case "not-a-delivery":
      return `${named} is not part of this subscription. Choose one of its own.`
    case "outside-window":
      return `${named} is outside the days on which the contract allows absences. Choose one of those days.`
    case "barred":
      return `${named} cannot be an absence: the contract leaves out that day. Choose another one.`
    case "merged":
      return `${named} stands for several and cannot be an absence. Choose another day.`
    case "week-not-whole":
      return `${named} goes with the others of its week: an absence is for the whole week. Take all of them, or none.`
    case "not-absent":
      return `${named} is not an absence: there is nothing to withdraw.`
  }
}

const tooMany = ({ quota, wanted, range }: RefusalOf<"TooManyAbsences">, say: Formats): string => {
  const within = range === null ? "" : ` from ${say.day(range.from)} to ${say.day(range.to)}`
  return `That would make ${absences(wanted)}${within}; there can be ${quota}. Withdraw another one first, or ask a coordinator.`
}

const policyInvalid = ({ problem, maximum, dates }: RefusalOf<"AbsencePolicyInvalid">): string => {
  switch (problem) {
    case "window-order":
      return "The days of absences would end before they begin. Choose an end on the same day or later."
    case "window-outside-period":
      return "The days of absences go beyond the contract's dates. Choose days within them."
    case "range-order":
      return "One of the limited ranges would end before it begins. Choose an end on the same day or later."
    case "minimum-above-maximum":
      return `The fewest absences are more than the most, ${maximum}. Lower one, or raise the other.`
    case "maximum-above-dates":
      return `${maximum} absences would be allowed, and only ${dates} dates can be one. Lower that number, or allow absences on more days.`
    case "maximum-takes-all-dates":
      return `${maximum} absences would be allowed of the contract's ${dates} dates: at least one is delivered. Lower that number.`
    case "placement-without-number":
      return "Absences can be placed in advance only when their number is limited. Give a maximum, or leave the dates open."
  }
}

const shiftNotPossible = ({ source, target, why }: RefusalOf<"ShiftNotPossible">, say: Formats): string => {
  const [from, to] = [cited(say.name("delivery", source)), cited(say.name("delivery", target))]
  switch (why) {
    case "not-offered":
      return "This contract does not let a basket be moved to another delivery."
    case "source-not-absent":
      return `Only the basket of an absence is moved, and the delivery ${from} is none. Declare it first.`
    case "source-shifted":
      return `The basket of the delivery ${from} is moved already. Undo that move to choose another one.`
    case "target-not-a-delivery":
      return `The delivery ${to} is not part of this subscription. Choose one of its own.`
    case "target-absent":
      return `The delivery ${to} is an absence itself. Choose one where the basket will be collected.`
    case "target-closed":
      return `Orders of the delivery ${to} are closed: it changes no more. Later ones still can.`
    case "too-far":
      return `The delivery ${to} is too far from the delivery ${from} to take its basket. Choose one nearer.`
  }
}

/** What is said of absences in English. */
export const absencesEnglish = {
  AbsencesNotOffered: () => "This contract has no absences.",
  AbsenceNumberFixed: ({ chosen, wanted }) =>
    `The number of absences was chosen when subscribing: ${absences(chosen)}, and that would make ${wanted}. Dates can change; for the number, ask a coordinator.`,
  TooManyAbsences: tooMany,
  TooFewAbsences: ({ minimum, wanted }) =>
    `That would make ${absences(wanted)}; there must be at least ${minimum}. Add ${minimum - wanted}.`,
  AbsenceRepeated: (refusal, say) =>
    `The absence at the delivery ${delivery(refusal, say)} is counted already. Once is enough.`,
  AbsenceNotPossible: notPossible,
  AbsenceTooLate: ({ date, deadline }, say) =>
    `Since ${say.moment(deadline)} the delivery of ${say.day(date)} changes no more: an absence can neither be declared nor withdrawn there. Choose a later date.`,
  AbsenceDatesFixed: ({ date }, say) =>
    `The dates of absences of this contract are chosen when subscribing. For the delivery of ${say.day(date)}, ask a coordinator.`,
  AbsenceTooClose: ({ date, other }, say) =>
    `The absence of ${say.day(date)} would be too close to that of ${say.day(other)}. Choose a date further away.`,
  AbsencePolicyInvalid: policyInvalid,
  ShiftNotPossible: shiftNotPossible,
  TooManyShifts: ({ maximum }) =>
    `As many baskets are moved already as this contract allows, ${maximum}. Undo a move, or ask a coordinator.`,
} satisfies Partial<Sentences>
