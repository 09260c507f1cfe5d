import type { AbsenceProblem } from "../src/absence/index.ts"

type Example<Tag> = readonly [refusal: Extract<AbsenceProblem, { readonly _tag: Tag }>, fr: string, en: string]
type Examples = { readonly [Tag in AbsenceProblem["_tag"]]: ReadonlyArray<Example<Tag>> }

const dated = { delivery: "d1", date: "2026-06-04" }
const unknown = { delivery: "d1", date: null }
const shift = { source: "d1", target: "d2" }
const range = { from: "2026-06-01", to: "2026-06-30" }

/** Each refusal about absences as it may come, with what is said of it in French and in English. */
export const absenceExamples: Examples = {
  AbsencesNotOffered: [
    [{ _tag: "AbsencesNotOffered" }, "Ce contrat ne prévoit pas d’absences.", "This contract has no absences."],
  ],
  AbsenceNumberFixed: [
    [
      { _tag: "AbsenceNumberFixed", chosen: 2, wanted: 3 },
      "Le nombre d’absences a été choisi en souscrivant : 2 absences, et cela en ferait 3. Les dates peuvent changer ; pour le nombre, demandez à un coordinateur.",
      "The number of absences was chosen when subscribing: 2 absences, and that would make 3. Dates can change; for the number, ask a coordinator.",
    ],
    [
      { _tag: "AbsenceNumberFixed", chosen: 0, wanted: 1 },
      "Le nombre d’absences a été choisi en souscrivant : 0 absence, et cela en ferait 1. Les dates peuvent changer ; pour le nombre, demandez à un coordinateur.",
      "The number of absences was chosen when subscribing: 0 absences, and that would make 1. Dates can change; for the number, ask a coordinator.",
    ],
  ],
  TooManyAbsences: [
    [
      { _tag: "TooManyAbsences", quota: 4, wanted: 5, range: null },
      "Cela ferait 5 absences ; il peut y en avoir 4. Retirez-en une autre d’abord, ou demandez à un coordinateur.",
      "That would make 5 absences; there can be 4. Withdraw another one first, or ask a coordinator.",
    ],
    [
      { _tag: "TooManyAbsences", quota: 0, wanted: 1, range },
      "Cela ferait 1 absence du lundi 1er juin 2026 au mardi 30 juin 2026 ; il peut y en avoir 0. Retirez-en une autre d’abord, ou demandez à un coordinateur.",
      "That would make 1 absence from Monday 1 June 2026 to Tuesday 30 June 2026; there can be 0. Withdraw another one first, or ask a coordinator.",
    ],
  ],
  TooFewAbsences: [
    [
      { _tag: "TooFewAbsences", minimum: 3, wanted: 1 },
      "Cela ferait 1 absence ; il en faut au moins 3. Ajoutez-en 2.",
      "That would make 1 absence; there must be at least 3. Add 2.",
    ],
  ],
  AbsenceRepeated: [
    [
      { _tag: "AbsenceRepeated", ...dated },
      "L’absence à la livraison du jeudi 4 juin 2026 est déjà comptée. Une fois suffit.",
      "The absence at the delivery of Thursday 4 June 2026 is counted already. Once is enough.",
    ],
    [
      { _tag: "AbsenceRepeated", ...unknown },
      "L’absence à la livraison « d1 » est déjà comptée. Une fois suffit.",
      "The absence at the delivery “d1” is counted already. Once is enough.",
    ],
  ],
  AbsenceNotPossible: [
    [
      { _tag: "AbsenceNotPossible", ...unknown, why: "not-a-delivery" },
      "La livraison « d1 » n’est pas dans cette souscription. Choisissez l’une des siennes.",
      "The delivery “d1” is not part of this subscription. Choose one of its own.",
    ],
    [
      { _tag: "AbsenceNotPossible", ...dated, why: "outside-window" },
      "La livraison du jeudi 4 juin 2026 est en dehors de la période où le contrat permet des absences. Choisissez une date de cette période.",
      "The delivery of Thursday 4 June 2026 is outside the days on which the contract allows absences. Choose one of those days.",
    ],
    [
      { _tag: "AbsenceNotPossible", ...dated, why: "barred" },
      "La livraison du jeudi 4 juin 2026 ne peut pas être une absence : le contrat écarte cette date. Choisissez-en une autre.",
      "The delivery of Thursday 4 June 2026 cannot be an absence: the contract leaves out that day. Choose another one.",
    ],
    [
      { _tag: "AbsenceNotPossible", ...dated, why: "merged" },
      "La livraison du jeudi 4 juin 2026 en réunit plusieurs et ne peut pas être une absence. Choisissez une autre date.",
      "The delivery of Thursday 4 June 2026 stands for several and cannot be an absence. Choose another day.",
    ],
    [
      { _tag: "AbsenceNotPossible", ...dated, why: "week-not-whole" },
      "La livraison du jeudi 4 juin 2026 va avec les autres de sa semaine : une absence vaut pour toute la semaine. Prenez-les toutes, ou aucune.",
      "The delivery of Thursday 4 June 2026 goes with the others of its week: an absence is for the whole week. Take all of them, or none.",
    ],
    [
      { _tag: "AbsenceNotPossible", ...dated, why: "not-absent" },
      "La livraison du jeudi 4 juin 2026 n’est pas une absence : il n’y a rien à retirer.",
      "The delivery of Thursday 4 June 2026 is not an absence: there is nothing to withdraw.",
    ],
  ],
  AbsenceTooLate: [
    [
      { _tag: "AbsenceTooLate", ...dated, deadline: "2026-06-02T16:00:00.000Z" },
      "Depuis le mardi 2 juin 2026 à 18:00, la livraison du jeudi 4 juin 2026 ne change plus : une absence n’y est ni déclarée ni retirée. Choisissez une date plus lointaine.",
      "Since Tuesday 2 June 2026 at 18:00 the delivery of Thursday 4 June 2026 changes no more: an absence can neither be declared nor withdrawn there. Choose a later date.",
    ],
  ],
  AbsenceDatesFixed: [
    [
      { _tag: "AbsenceDatesFixed", ...dated },
      "Dans ce contrat, les dates d’absence se choisissent en souscrivant. Pour la livraison du jeudi 4 juin 2026, demandez à un coordinateur.",
      "The dates of absences of this contract are chosen when subscribing. For the delivery of Thursday 4 June 2026, ask a coordinator.",
    ],
  ],
  AbsenceTooClose: [
    [
      { _tag: "AbsenceTooClose", ...dated, other: "2026-06-11" },
      "L’absence du jeudi 4 juin 2026 serait trop proche de celle du jeudi 11 juin 2026. Choisissez une date plus éloignée.",
      "The absence of Thursday 4 June 2026 would be too close to that of Thursday 11 June 2026. Choose a date further away.",
    ],
  ],
  AbsencePolicyInvalid: [
    [
      { _tag: "AbsencePolicyInvalid", problem: "maximum-above-dates", maximum: 5, dates: 4 },
      "5 absences seraient permises et 4 dates seulement peuvent en être. Diminuez ce nombre, ou allongez la période des absences.",
      "5 absences would be allowed, and only 4 dates can be one. Lower that number, or allow absences on more days.",
    ],
    [
      { _tag: "AbsencePolicyInvalid", problem: "maximum-takes-all-dates", maximum: 4, dates: 4 },
      "4 absences seraient permises sur les 4 dates du contrat : il en faut au moins une livrée. Diminuez ce nombre.",
      "4 absences would be allowed of the contract's 4 dates: at least one is delivered. Lower that number.",
    ],
    [
      { _tag: "AbsencePolicyInvalid", problem: "window-order", maximum: 1, dates: 0 },
      "La période des absences finirait avant de commencer. Choisissez une fin le même jour ou plus tard.",
      "The days of absences would end before they begin. Choose an end on the same day or later.",
    ],
    [
      { _tag: "AbsencePolicyInvalid", problem: "window-outside-period", maximum: 1, dates: 0 },
      "La période des absences sort des dates du contrat. Choisissez des dates qui y sont.",
      "The days of absences go beyond the contract's dates. Choose days within them.",
    ],
    [
      { _tag: "AbsencePolicyInvalid", problem: "range-order", maximum: 1, dates: 4 },
      "L’une des périodes limitées finirait avant de commencer. Choisissez une fin le même jour ou plus tard.",
      "One of the limited ranges would end before it begins. Choose an end on the same day or later.",
    ],
    [
      { _tag: "AbsencePolicyInvalid", problem: "minimum-above-maximum", maximum: 2, dates: 4 },
      "Le minimum d’absences dépasse leur maximum, 2. Diminuez l’un, ou augmentez l’autre.",
      "The fewest absences are more than the most, 2. Lower one, or raise the other.",
    ],
    [
      { _tag: "AbsencePolicyInvalid", problem: "placement-without-number", maximum: 0, dates: 4 },
      "Des absences ne peuvent être placées d’avance que si leur nombre est limité. Indiquez un maximum, ou laissez choisir les dates.",
      "Absences can be placed in advance only when their number is limited. Give a maximum, or leave the dates open.",
    ],
  ],
  ShiftNotPossible: [
    [
      { _tag: "ShiftNotPossible", ...shift, why: "too-far" },
      "La livraison « d2 » est trop loin de la livraison « d1 » pour recevoir son panier. Choisissez-en une plus proche.",
      "The delivery “d2” is too far from the delivery “d1” to take its basket. Choose one nearer.",
    ],
    [
      { _tag: "ShiftNotPossible", ...shift, why: "not-offered" },
      "Ce contrat ne permet pas de déplacer un panier à une autre livraison.",
      "This contract does not let a basket be moved to another delivery.",
    ],
    [
      { _tag: "ShiftNotPossible", ...shift, why: "source-not-absent" },
      "Seul le panier d’une absence se déplace, et la livraison « d1 » n’en est pas une. Déclarez-la d’abord.",
      "Only the basket of an absence is moved, and the delivery “d1” is none. Declare it first.",
    ],
    [
      { _tag: "ShiftNotPossible", ...shift, why: "source-shifted" },
      "Le panier de la livraison « d1 » a déjà été déplacé. Annulez ce déplacement pour en choisir un autre.",
      "The basket of the delivery “d1” is moved already. Undo that move to choose another one.",
    ],
    [
      { _tag: "ShiftNotPossible", ...shift, why: "target-not-a-delivery" },
      "La livraison « d2 » n’est pas dans cette souscription. Choisissez l’une des siennes.",
      "The delivery “d2” is not part of this subscription. Choose one of its own.",
    ],
    [
      { _tag: "ShiftNotPossible", ...shift, why: "target-absent" },
      "La livraison « d2 » est elle-même une absence. Choisissez-en une où le panier sera pris.",
      "The delivery “d2” is an absence itself. Choose one where the basket will be collected.",
    ],
    [
      { _tag: "ShiftNotPossible", ...shift, why: "target-closed" },
      "Les commandes de la livraison « d2 » sont closes : elle ne change plus. Les suivantes le peuvent encore.",
      "Orders of the delivery “d2” are closed: it changes no more. Later ones still can.",
    ],
  ],
  TooManyShifts: [
    [
      { _tag: "TooManyShifts", maximum: 2 },
      "Il y a déjà autant de paniers déplacés que ce contrat en permet, 2. Annulez un déplacement, ou demandez à un coordinateur.",
      "As many baskets are moved already as this contract allows, 2. Undo a move, or ask a coordinator.",
    ],
  ],
}
