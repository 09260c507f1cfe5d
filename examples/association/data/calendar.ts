import { catalogsAt, distributionCount, openIndex } from "./participation.ts"
import type { CivilMoment, Distribution, Place } from "./types.ts"

const canalHall: Place = {
  id: "halle-du-canal",
  name: "Halle du canal",
  address: "4 quai de l’Écluse",
  city: "Saint-Aubin-sur-Vère",
  directions: "Sous la halle, à côté du pont tournant. Arceaux à vélos devant, parking de la gare à deux minutes.",
}

const farm: Place = {
  id: "ferme-des-aubiers",
  name: "Ferme des Aubiers",
  address: "12 chemin des Sables",
  city: "Saint-Aubin-sur-Vère",
  directions: "Dans le grand hangar, au bout du chemin. Prévoyez des bottes s’il a plu.",
}

/** The two places, the usual one first. */
export const places: ReadonlyArray<Place> = [canalHall, farm]

const dayLength = 86_400_000
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayLength
const dateOf = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10)

/** 1 January 1970, day 0, was a Thursday; a Saturday is two days later. */
const firstSaturdayFrom = (day: number): number => day + ((((2 - day) % 7) + 7) % 7)

/** Orders open on the Monday twelve days before a distribution and close on the Tuesday four days before it. */
const opensBefore = 12
const opensTime = "08:00"
const closesBefore = 4
const closesTime = "20:00"

const notLater = (a: CivilMoment, b: CivilMoment): boolean => a.date < b.date || (a.date === b.date && a.time <= b.time)

const closingOf = (saturday: number): CivilMoment => ({ date: dateOf(saturday - closesBefore), time: closesTime })

/** The first Saturday whose orders close after `now`. */
const openSaturday = (now: CivilMoment): number => {
  const saturday = firstSaturdayFrom(dayOf(now.date))
  return notLater(closingOf(saturday), now) ? saturday + 7 : saturday
}

/** The farm receives on the second Saturday of a month, the hall on the others. */
const placeOn = (saturday: number): string => {
  const dayOfMonth = Number(dateOf(saturday).slice(8))
  return dayOfMonth > 7 && dayOfMonth <= 14 ? farm.id : canalHall.id
}

const distributionAt = (saturday: number, index: number): Distribution => ({
  id: dateOf(saturday),
  date: dateOf(saturday),
  startsTime: "10:00",
  endsTime: "12:00",
  place: placeOn(saturday),
  opensAt: { date: dateOf(saturday - opensBefore), time: opensTime },
  closesAt: closingOf(saturday),
  catalogs: catalogsAt(index),
})

/**
 * Ten Saturdays around a moment of the group’s wall clock (`2026-11-22`, `09:30`): seven whose orders are closed
 * — the last of them may be still to come, or today —, the one that takes orders, and two later ones. On the last
 * day and a half before a closing, the next distribution takes orders too, so that a day at least is always left
 * to order somewhere; the last one is never open yet.
 */
export const calendar = (
  today: string,
  time: string,
): { readonly places: ReadonlyArray<Place>; readonly distributions: ReadonlyArray<Distribution> } => {
  const open = openSaturday({ date: today, time })
  return {
    places,
    distributions: Array.from({ length: distributionCount }, (_, index) =>
      distributionAt(open + 7 * (index - openIndex), index),
    ),
  }
}
