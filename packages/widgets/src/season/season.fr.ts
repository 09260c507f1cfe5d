import type { AbsencePolicy } from "@cabas/core/absence"
import type { Dates } from "./told.model.ts"

const s = (count: number): string => (count < 2 ? "" : "s")
const absences = (count: number): string => `${count} absence${s(count)}`
const days = (count: number): string => `${count} jour${s(count)}`

const between = ({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }): string =>
  minimum === 0 ? `Jusqu’à ${absences(maximum)}` : `De ${minimum} à ${absences(maximum)}`

const number = ({ quota }: AbsencePolicy): string => {
  switch (quota.kind) {
    case "any":
      return "Autant d’absences que vous voulez."
    case "fixed":
      return `Jusqu’à ${absences(quota.maximum)}.`
    case "between":
      return `${between(quota)}.`
    case "chosen":
      return `${between(quota)}, dont le nombre se choisit en souscrivant.`
    case "prorated":
      return `${absences(quota.whole)} pour une saison entière, en proportion de vos livraisons.`
  }
}

const notice = ({ notice: asked }: AbsencePolicy, { day, weekday }: Dates): string => {
  switch (asked.kind) {
    case "closing":
      return "jusqu’à la clôture de chaque livraison"
    case "days":
      return `jusqu’à ${days(asked.days)} avant`
    case "hours":
      return `jusqu’à ${asked.hours} h avant`
    case "weekday":
      return `jusqu’au ${weekday(asked.weekday)} d’avant compris`
    case "until":
      return `jusqu’au ${day(asked.day)} compris`
  }
}

/** What is said about contracts, absences and deliveries. */
export default {
  contracts: "Les contrats",
  noContract: "Aucun contrat n’est proposé pour l’instant.",
  reading: "Lecture du contrat…",
  steps: { read: "Lire", order: "Choisir", share: "Partager", absences: "Absences", pay: "Confirmer" },
  step: (at: number, of: number, name: string): string => `Étape ${at} sur ${of} : ${name}`,
  back: "Retour",
  next: "Continuer",
  from: (producer: string, from: string, to: string): string => `${producer} · du ${from} au ${to}`,
  kinds: {
    constant: "Le même panier à chaque livraison",
    variable: "Un panier que vous choisissez à chaque livraison",
  },
  deliveries: (count: number): string => `${count} livraison${s(count)}`,
  dates: "Livraisons",
  onDates: (count: number, from: string, to: string): string => `${count} livraison${s(count)}, du ${from} au ${to}`,
  late: (left: number, all: number): string =>
    `La saison a commencé : il reste ${left} livraison${s(left)} sur ${all}, et vous ne payez que celles-là.`,
  documents: "Documents",
  products: "Les produits",
  minimum: (amount: string): string => `Au moins ${amount} par livraison.`,
  minimumOver: (amount: string): string => `Au moins ${amount} sur toute la saison, en proportion de vos livraisons.`,
  absenceRule: (policy: AbsencePolicy, dates: Dates): string =>
    [
      number(policy),
      policy.fixed === "by-notice"
        ? `Chaque date se change ${notice(policy, dates)}.`
        : "Les dates se choisissent en souscrivant et ne changent plus.",
      policy.window ? `Possibles du ${dates.day(policy.window.from)} au ${dates.day(policy.window.to)}.` : "",
      {
        "not-charged": "Une absence n’est pas payée.",
        credit: "Une absence est payée, puis rendue en avoir.",
        none: "Une absence reste payée.",
      }[policy.compensation],
      policy.shift ? "Le panier d’une absence peut être reçu un autre jour." : "",
    ]
      .filter(Boolean)
      .join(" "),
  noAbsences: "Ce contrat ne prévoit pas d’absences.",
  visitor: "Connectez-vous pour souscrire.",
  subscribe: "Souscrire",
  renewed: "Nous avons repris votre commande de la saison passée.",
  closed: "Il ne reste aucune livraison à laquelle souscrire.",
  share: "Votre panier, à chaque livraison",
  byDefault: "Votre commande habituelle",
  byDefaultWhy: "Elle sera livrée chaque fois que vous n’aurez rien choisi d’autre.",
  singles: "Choisir autre chose pour certaines livraisons",
  asUsual: "Comme d’habitude",
  each: "Par livraison",
  times: (count: number): string => `× ${count} livraison${s(count)}`,
  lessAbsences: (count: number): string => `${absences(count)} en moins`,
  total: "Total de la saison",
  current: (minimum: string, lacking: string): string => `Minimum ${minimum} : il manque ${lacking}.`,
  reached: (minimum: string): string => `Minimum ${minimum} : atteint.`,
  estimated: "Ce qui se pèse est ajusté à la livraison.",
  alone: "Non, ce panier est pour mon foyer",
  together: "Oui, avec un autre foyer",
  sharing: "Partagez-vous ce panier ?",
  sharingWhy: "À deux foyers, chacun vient à son tour et paie sa part. Une absence ne change pas les tours.",
  partnerWhy: "Tapez le début de son nom, puis choisissez-le.",
  foundNone: "Aucun foyer de ce nom.",
  part: "Sa part à payer, en %",
  firstTurn: "Qui vient à la première livraison ?",
  me: "Mon foyer",
  them: "L’autre foyer",
  myTurn: "C’est votre tour",
  theirTurn: "C’est le tour de l’autre foyer",
  absences: "Mes absences",
  used: (used: number, maximum: number): string => `${used} sur ${maximum} utilisée${s(maximum)}`,
  usedAny: (used: number): string => `${absences(used)} déclarée${s(used)}`,
  inRange: (used: number, maximum: number, from: string, to: string): string =>
    `${used} sur ${maximum} du ${from} au ${to}`,
  asList: "Liste",
  asMonths: "Calendrier",
  states: {
    absent: "Absence",
    provisional: "Absence, sauf autre choix",
    possible: "À venir",
    past: "Passé",
  },
  notSaved: "à enregistrer",
  until: (moment: string): string => `modifiable jusqu’au ${moment}`,
  behind: (count: number): string => `Livraisons passées (${count})`,
  adjusted: (amount: string, isMore: boolean): string =>
    `facturé ${amount} de ${isMore ? "plus" : "moins"} que convenu`,
  moved: (date: string): string => `panier reçu le ${date}`,
  locked: (why: string, deadline: string): string => {
    const words: Partial<Record<string, string>> = {
      AbsenceTooLate: `ne change plus depuis le ${deadline}`,
      TooManyAbsences: "vos absences sont toutes utilisées",
      AbsenceNumberFixed: "vos absences sont toutes utilisées",
      AbsenceDatesFixed: "les dates ont été fixées en souscrivant",
      AbsenceTooClose: "trop proche d’une autre absence",
      "outside-window": "en dehors de la période des absences",
      barred: "ce jour ne peut pas être une absence",
      merged: "vous y recevez aussi un autre panier",
    }
    return words[why] ?? "ne peut pas changer"
  },
  holiday: "Je pars en vacances",
  holidayFrom: "Du",
  holidayTo: "Au",
  holidayPick: "Marquer ces livraisons",
  holidayDone: (picked: number, refused: number): string =>
    `${absences(picked)} de plus${refused > 0 ? `, ${refused} date${s(refused)} impossible${s(refused)}` : ""}.`,
  undo: "Annuler",
  undoLast: "Annuler la dernière absence choisie",
  reset: "Tout remettre",
  save: "Enregistrer mes absences",
  saved: "Absences enregistrées",
  changes: "À enregistrer",
  gone: (date: string): string => `Pas de panier le ${date}.`,
  again: (date: string): string => `De nouveau un panier le ${date}.`,
  goesTo: (before: string, after: string): string => `Votre contrat passe de ${before} à ${after}.`,
  same: (total: string): string => `Votre contrat reste à ${total}.`,
  moveTo: "Recevoir ce panier un autre jour",
  move: "Déplacer le panier",
  movedNow: (date: string): string => `Panier déplacé au ${date}`,
  give: "Donner mon panier",
  giveTo: "À qui ?",
  given: (name: string): string => `Panier donné à ${name}`,
  takeBack: "Reprendre mon panier",
  takenBack: "Panier repris",
  plan: "Ce qui est dû",
  planWhy: (producer: string): string =>
    `À régler à ${producer}, par les moyens que propose votre groupe : un coordinateur vous le dira.`,
  yourPart: (amount: string): string => `Votre part : ${amount}`,
  month: "Mois",
  amount: "Montant",
  confirm: (total: string): string => `Souscrire pour ${total}`,
  confirming: "Souscription…",
  checking: "Vérification…",
  done: "Votre souscription est enregistrée",
  running: "Votre contrat",
  expected: "Prévu sur la saison",
  ordered: "Commandé à ce jour",
  paid: "Payé",
  due: "Reste à payer",
  ahead: "Payé d’avance",
  print: "Imprimer",
  calendar: "Ajouter à mon agenda",
  change: "Changer",
  changeOrder: "Changer ma commande",
  changeDefault: "Changer ma commande habituelle",
  apply: "Enregistrer",
  applyAll: "Appliquer à toutes les suivantes",
  changed: "Commande enregistrée",
  cancel: "Fermer",
  answers: { none: "commande habituelle", default: "commande habituelle", chosen: "choisi" },
  nothing: "rien",
  upcoming: "Mes prochaines livraisons",
  noneComing: "Rien à venir pour l’instant.",
  showAll: (count: number): string => `Voir ${count} de plus`,
  feed: "Mes livraisons dans mon agenda",
  feedWhy:
    "Une adresse secrète que votre agenda lit de lui-même. Qui la connaît voit vos livraisons : ne la donnez à personne.",
  feedMake: "Créer l’adresse",
  feedAddress: "Adresse secrète",
  feedCopy: "Copier",
  feedCopied: "Adresse copiée",
  feedRenew: "Changer d’adresse",
  feedRevoke: "Supprimer l’adresse",
  feedGone: "Adresse supprimée : elle ne donne plus rien",
  kept: "Vos choix sont gardés sur cet appareil.",
  refusals: {
    OrderEmpty: "Choisissez au moins un produit.",
    DefaultOrderTooSmall: "Il faut au moins {minimum} par livraison. Ajoutez {lacking} à votre commande habituelle.",
    MinimumNotReached: "Il faut au moins {minimum} le {delivery}. Ajoutez {lacking}.",
    PeriodMinimumNotReached: "Il faut au moins {minimum} sur la saison, et vous en êtes à {total}. Ajoutez {lacking}.",
    SeasonStockShort: "Il ne reste pas assez de ces produits : {deliveries}. Diminuez-les.",
    OverlappingSubscription: "L’un des foyers a déjà une souscription à ce contrat dans ces dates.",
    SubscriptionsClosed: "Il ne reste aucune livraison à laquelle souscrire.",
    CatalogWithoutDeliveries: "Ce contrat n’a pas encore de livraison.",
    PartnerIsHolder: "Choisissez un autre foyer que le vôtre.",
    PartnerUnknown: "Ce foyer n’est pas ou plus du groupe.",
    SharingNotOffered: "Ce panier ne se partage pas.",
    DeliveryClosed: "La livraison du {delivery} est close depuis le {closesAt}.",
    DeliveryNotOpen: "Les commandes du {delivery} ouvrent le {opensAt}.",
    DeliveryAbsent: "Une absence est déclarée le {delivery}. Retirez-la d’abord.",
    PastOrders: "Des livraisons sont déjà closes : un coordinateur peut changer la suite.",
    TooManyAbsences: "Cela ferait {wanted} absences, et il peut y en avoir {quota}.",
    TooFewAbsences: "Il faut au moins {minimum} absences.",
    AbsenceTooLate: "La livraison du {date} ne change plus depuis le {deadline}.",
    AbsenceTooClose: "L’absence du {date} serait trop proche de celle du {other}.",
    AbsenceNotPossible: "Le {date} ne peut pas être une absence.",
    AbsenceDatesFixed: "Les dates d’absence ont été fixées en souscrivant.",
    AbsenceNumberFixed: "Votre nombre d’absences a été fixé à {chosen} en souscrivant, et il y en a {wanted} ici.",
    TooManyShifts: "Vous avez déjà déplacé autant de paniers que le contrat en permet.",
    ShiftNotPossible: "Ce panier ne peut pas être reçu ce jour-là.",
    NotAllowed: "Votre compte ne permet pas de souscrire ici.",
    Busy: "Beaucoup de monde en ce moment, réessayez.",
  },
}
