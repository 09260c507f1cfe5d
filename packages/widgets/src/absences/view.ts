import type { AbsenceContext } from "@cabas/core/absence"
import type { Speech } from "../base/language.ts"
import type { Season, Seasons } from "../season/season.store.ts"
import type { SeasonWords } from "../season/season.words.ts"
import { dayIn } from "../season/told.model.ts"
import type { Day, Month } from "./absences.model.ts"
import type { Picks } from "./picks.ts"

/** What the parts of the absences look at, and what they do. */
export interface AbsencesView {
  readonly words: SeasonWords
  readonly speech: Speech
  readonly seasons: Seasons
  /** The subscription; none while one is being made. */
  readonly season: Season | undefined
  /** The rules, with what is picked now. */
  readonly rules: AbsenceContext
  readonly months: ReadonlyArray<Month>
  readonly picks: Picks
  /** What was picked or looked at last, in words. */
  readonly hint: string
  /** The delivery that the keyboard is on. */
  readonly at: string | undefined
  readonly pick: (day: Day) => void
  readonly look: (day: Day) => void
  /** Says it on the page, and to those who do not see it. */
  readonly say: (said: string) => void
}

/** A delivery of the subscription as it is saved. */
export const ownOf = ({ season }: AbsencesView, delivery: string | null): Season["deliveries"][number] | undefined =>
  season?.deliveries.find(({ id }) => id === delivery)

/** What a day is, with what is picked. */
export const stateOf = (view: AbsencesView, { delivery, isOver, picked, changed }: Day): string => {
  const { words, speech } = view
  const { states } = words
  const own = ownOf(view, delivery)
  if (isOver) return states.past
  if (own?.taker && !picked) return words.given(own.taker.name)
  if (own?.movedTo && picked) {
    return `${states.absent}, ${words.moved(dayIn(speech, ownOf(view, own.movedTo)!.day))}`
  }
  return states[picked ? "absent" : own?.absent && !changed ? "provisional" : "possible"]
}

/** Until when a day can change, or why it cannot. */
export const limitOf = ({ words, speech, rules }: AbsencesView, { deadline, why }: Day): string => {
  const moment = speech.format.moment(deadline, rules.zone, "short")
  return why ? words.locked("why" in why ? why.why : why._tag, moment) : words.until(moment)
}

/** What a day is and until when, in words. */
export const saidOf = (view: AbsencesView, day: Day): string =>
  `${dayIn(view.speech, day.date)} : ${stateOf(view, day)}, ${limitOf(view, day)}`
