import type { Formats } from "./formats.ts"
import type { RefusalOf, Sentences } from "./sentences.ts"

/** French sets marks apart by a space that no line breaks at. */
const cited = (text: string): string => `«\u00a0${text}\u00a0»`

/** French counts nothing in the singular. */
const absences = (number: number): string => `${number}\u00a0${number > 1 ? "absences" : "absence"}`

/** The delivery by its day, or by its name when the subscription does not know it. */
const delivery = (refusal: { readonly delivery: string; readonly date: string | null }, say: Formats): string =>
  refusal.date === null ? cited(say.name("delivery", refusal.delivery)) : `du ${say.day(refusal.date)}`

const notPossible = (refusal: RefusalOf<"AbsenceNotPossible">, say: Formats): string => {
  const named = `La livraison ${delivery(refusal, say)}`
  switch (refusal.why) {
    case "not-a-delivery":
      return `${named} n’est pas dans cette souscription. Choisissez l’une des siennes.`
    case "outside-window":
      return `${named} est en dehors de la période où le contrat permet des absences. Choisissez une date de cette période.`
    case "barred":
      return `${named} ne peut pas être une absence\u00a0: le contrat écarte cette date. Choisissez-en une autre.`
    case "merged":
      return `${named} en réunit plusieurs et ne peut pas être une absence. Choisissez une autre date.`
    case "week-not-whole":
      return `${named} va avec les autres de sa semaine\u00a0: une absence vaut pour toute la semaine. Prenez-les toutes, ou aucune.`
    case "not-absent":
      return `${named} n’est pas une absence\u00a0: il n’y a rien à retirer.`
  }
}

const tooMany = ({ quota, wanted, range }: RefusalOf<"TooManyAbsences">, say: Formats): string => {
  const within = range === null ? "" : ` du ${say.day(range.from)} au ${say.day(range.to)}`
  return `Cela ferait ${absences(wanted)}${within}\u00a0; il peut y en avoir ${quota}. Retirez-en une autre d’abord, ou demandez à un coordinateur.`
}

const policyInvalid = ({ problem, maximum, dates }: RefusalOf<"AbsencePolicyInvalid">): string => {
  switch (problem) {
    case "window-order":
      return "La période des absences finirait avant de commencer. Choisissez une fin le même jour ou plus tard."
    case "window-outside-period":
      return "La période des absences sort des dates du contrat. Choisissez des dates qui y sont."
    case "range-order":
      return "L’une des périodes limitées finirait avant de commencer. Choisissez une fin le même jour ou plus tard."
    case "minimum-above-maximum":
      return `Le minimum d’absences dépasse leur maximum, ${maximum}. Diminuez l’un, ou augmentez l’autre.`
    case "maximum-above-dates":
      return `${maximum} absences seraient permises et ${dates} dates seulement peuvent en être. Diminuez ce nombre, ou allongez la période des absences.`
    case "maximum-takes-all-dates":
      return `${maximum} absences seraient permises sur les ${dates} dates du contrat\u00a0: il en faut au moins une livrée. Diminuez ce nombre.`
    case "placement-without-number":
      return "Des absences ne peuvent être placées d’avance que si leur nombre est limité. Indiquez un maximum, ou laissez choisir les dates."
  }
}

const shiftNotPossible = ({ source, target, why }: RefusalOf<"ShiftNotPossible">, say: Formats): string => {
  const [from, to] = [cited(say.name("delivery", source)), cited(say.name("delivery", target))]
  switch (why) {
    case "not-offered":
      return "Ce contrat ne permet pas de déplacer un panier à une autre livraison."
    case "source-not-absent":
      return `Seul le panier d’une absence se déplace, et la livraison ${from} n’en est pas une. Déclarez-la d’abord.`
    case "source-shifted":
      return `Le panier de la livraison ${from} a déjà été déplacé. Annulez ce déplacement pour en choisir un autre.`
    case "target-not-a-delivery":
      return `La livraison ${to} n’est pas dans cette souscription. Choisissez l’une des siennes.`
    case "target-absent":
      return `La livraison ${to} est elle-même une absence. Choisissez-en une où le panier sera pris.`
    case "target-closed":
      return `Les commandes de la livraison ${to} sont closes\u00a0: elle ne change plus. Les suivantes le peuvent encore.`
    case "too-far":
      return `La livraison ${to} est trop loin de la livraison ${from} pour recevoir son panier. Choisissez-en une plus proche.`
  }
}

/** What is said of absences in French. */
export const absencesFrench = {
  AbsencesNotOffered: () => "Ce contrat ne prévoit pas d’absences.",
  AbsenceNumberFixed: ({ chosen, wanted }) =>
    `Le nombre d’absences a été choisi en souscrivant\u00a0: ${absences(chosen)}, et cela en ferait ${wanted}. Les dates peuvent changer\u00a0; pour le nombre, demandez à un coordinateur.`,
  TooManyAbsences: tooMany,
  TooFewAbsences: ({ minimum, wanted }) =>
    `Cela ferait ${absences(wanted)}\u00a0; il en faut au moins ${minimum}. Ajoutez-en ${minimum - wanted}.`,
  AbsenceRepeated: (refusal, say) =>
    `L’absence à la livraison ${delivery(refusal, say)} est déjà comptée. Une fois suffit.`,
  AbsenceNotPossible: notPossible,
  AbsenceTooLate: ({ date, deadline }, say) =>
    `Depuis le ${say.moment(deadline)}, la livraison du ${say.day(date)} ne change plus\u00a0: une absence n’y est ni déclarée ni retirée. Choisissez une date plus lointaine.`,
  AbsenceDatesFixed: ({ date }, say) =>
    `Dans ce contrat, les dates d’absence se choisissent en souscrivant. Pour la livraison du ${say.day(date)}, demandez à un coordinateur.`,
  AbsenceTooClose: ({ date, other }, say) =>
    `L’absence du ${say.day(date)} serait trop proche de celle du ${say.day(other)}. Choisissez une date plus éloignée.`,
  AbsencePolicyInvalid: policyInvalid,
  ShiftNotPossible: shiftNotPossible,
  TooManyShifts: ({ maximum }) =>
    `Il y a déjà autant de paniers déplacés que ce contrat en permet, ${maximum}. Annulez un déplacement, ou demandez à un coordinateur.`,
} satisfies Partial<Sentences>
