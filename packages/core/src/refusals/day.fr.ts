import type { Sentences } from "./sentences.ts"

const cited = (text: string): string => `«\u00a0${text}\u00a0»`

/** The first of a list, and how many more there are. */
const listed = (all: ReadonlyArray<string>): string =>
  all.length > 8 ? `${all.slice(0, 8).join(", ")} et ${all.length - 8} de plus` : all.join(", ")

const kinds: Readonly<Record<string, string>> = {
  cash: "en espèces",
  cheque: "par chèque",
  transfer: "par virement",
  card: "par carte",
  deposit: "par consignes rendues",
  "on-the-spot": "sur place",
  moved: "par un autre compte",
}

/** What is said of the day of a distribution, of payments and the till in French. */
export const dayFrench = {
  BasketSettled: () =>
    `Ce panier est réglé\u00a0: il ne change plus. Rouvrez-le d’abord, si la distribution n’est pas encore validée.`,
  BasketNotSettled: () => `Ce panier n’est pas réglé\u00a0: il n’y a rien à rouvrir.`,
  LineUnknown: ({ line }) => `Il n’y a pas de ligne ${line} dans ce panier. Relisez le panier, puis réessayez.`,
  WeightUnlikely: ({ name, nominal, weighed }, say) =>
    `${cited(name)}\u00a0: ${say.measure(weighed)} au lieu d’environ ${say.measure(nominal)}. Vérifiez l’unité, ou confirmez ce poids.`,
  WeightsNotMatching: ({ pieces, weights }) =>
    `Cette ligne a ${pieces} pièces à peser une par une, et ${weights} ${weights > 1 ? "poids ont été donnés" : "poids a été donné"}. Pesez chaque pièce, ou confirmez.`,
  NothingOrdered: ({ product }, say) =>
    `Personne n’a commandé ${cited(say.name("product", product))} à cette distribution.`,
  MoreThanOrdered: ({ product, ordered, received }, say) =>
    `${say.measure(received)} de ${cited(say.name("product", product))}, c’est plus que les ${say.measure(ordered)} commandés\u00a0: il n’y a rien à partager. Vendez le reste sur place.`,
  SharesNotWhole: ({ received, shared }, say) =>
    `Les parts font ${say.measure(shared)}, et il y a ${say.measure(received)} à partager, au plus ce que chacun a commandé. Ajustez les parts.`,
  TareTooHeavy: ({ weighed, tare }, say) =>
    `La tare de ${say.measure(tare)} pèse autant que ce qui est sur la balance (${say.measure(weighed)}). Vérifiez la tare.`,
  LinesToWeigh: ({ lines }) =>
    `Il reste à peser\u00a0: ${lines.map(({ name }) => cited(name)).join(", ")}. Pesez ces produits, ou indiquez qu’ils manquent.`,
  PaymentToChoose: ({ amount }, say) =>
    `Un paiement sur place de ${say.money(amount)} attend encore. Enregistrez comment il a été réglé, ou annulez-le.`,
  BasketUnbalanced: ({ due, paid }, say) =>
    paid < due
      ? `Il manque ${say.money(due - paid)}\u00a0: le panier fait ${say.money(due)}, et ${say.money(paid)} ont été payés. Encaissez la différence.`
      : `Il y a ${say.money(paid - due)} de trop\u00a0: le panier fait ${say.money(due)}, et ${say.money(paid)} ont été payés. Rendez la différence.`,
  DistributionValidated: ({ distribution }, say) =>
    `La distribution ${cited(say.name("distribution", distribution))} est validée\u00a0: rien n’y change plus. Un coordinateur peut la rouvrir en disant pourquoi.`,
  OrdersFinal: ({ distribution }, say) =>
    `Les paniers de la distribution ${cited(say.name("distribution", distribution))} sont en train d’être réglés\u00a0: on n’y commande plus. Ce qui manque se vend sur place.`,
  OrdersNotFinal: ({ distribution }, say) =>
    `Les paniers de la distribution ${cited(say.name("distribution", distribution))} ne sont pas encore réglés. Réglez-les d’abord\u00a0: plus rien ne s’y commande alors.`,
  DistributionNotValidated: ({ distribution }, say) =>
    `La distribution ${cited(say.name("distribution", distribution))} n’est pas validée\u00a0: il n’y a rien à rouvrir.`,
  DistributionNotStarted: ({ startsAt }, say) =>
    `La distribution a lieu le ${say.moment(startsAt)}. Elle peut être réglée et validée à partir du matin de ce jour.`,
  BasketsNotSettled: ({ baskets }) =>
    `${baskets.length === 1 ? "Un panier n’est pas réglé" : `${baskets.length} paniers ne sont pas réglés`}\u00a0: ${listed(baskets.map(({ name }) => name))}. Réglez-les d’abord.`,
  DeliveriesNotClosed: ({ catalogs }, say) =>
    `Des commandes de contrats ne sont pas encore dans les paniers\u00a0: ${listed(catalogs.map(({ catalog }) => say.name("catalog", catalog)))}. Elles y entrent à leur clôture.`,
  PaymentUnknown: ({ payment }) => `Il n’y a pas de paiement ${cited(payment)} dans ce groupe.`,
  PaymentNotPromised: () => `Ce paiement n’est pas attendu\u00a0: il est déjà reçu ou annulé.`,
  PaymentNotReceived: () => `Ce paiement n’est pas encore reçu. Enregistrez d’abord sa réception.`,
  PaymentIsCancelled: () => `Ce paiement est déjà annulé.`,
  PaymentKindNotOffered: ({ kind, offered }) =>
    `Ce groupe n’accepte pas ici le paiement ${kinds[kind] ?? kind}, mais ${listed(offered.map((one) => kinds[one] ?? one))}.`,
  NothingToRefund: () => `Rien n’a été payé de trop\u00a0: il n’y a rien à rembourser.`,
  RefundTooLarge: ({ amount, possible }, say) =>
    `${say.money(amount)}, c’est plus que ce qui peut être rendu. Remboursez ${say.money(possible)} au plus.`,
  DepositTooLarge: ({ amount, possible }, say) =>
    `${say.money(amount)} de consignes, c’est plus que ce qui a été payé (${say.money(possible)}). Vérifiez ce qui est rendu, ou confirmez.`,
  NotACheque: () => `Ce paiement n’est pas un chèque.`,
  ChequeIsBounced: () => `Ce chèque a déjà été rejeté par la banque.`,
  ChequeIsBanked: () => `Ce chèque est déjà déposé à la banque.`,
  EntryIsMatched: () => `Cette ligne du relevé est déjà rapprochée d’un paiement.`,
  EntryUnknown: () => `Cette ligne n’est pas dans le relevé. Relisez le fichier, puis choisissez de nouveau.`,
  MembershipsNotUsed: () =>
    `Ce groupe n’a pas d’adhésions. Un administrateur peut indiquer la cotisation et la date de renouvellement.`,
  MembershipFeeMissing: () =>
    `La cotisation n’est pas fixée. Indiquez un montant, ou fixez-la dans les réglages du groupe.`,
  MembershipExists: ({ member, label }, say) =>
    `${cited(say.name("member", member))} a déjà son adhésion ${label}. Annulez-la d’abord pour la reprendre autrement.`,
  MembershipUnknown: ({ member }, say) =>
    `${cited(say.name("member", member))} n’a pas d’adhésion cette année-là\u00a0: il n’y a rien à annuler.`,
  MembershipIsFree: () => `Cette adhésion ne coûte rien\u00a0: ne choisissez pas de moyen de paiement.`,
  MembershipYearTooFar: ({ year, first, last }) =>
    `L’année ${year} est trop loin. Choisissez une année de ${first} à ${last}.`,
  NothingToPay: () => `Tout est payé\u00a0: il n’y a rien à échelonner.`,
  SameAccount: () => `L’argent viendrait du compte où il va. Choisissez un autre compte.`,
  MoveTooLarge: ({ amount, possible }, say) =>
    `${say.money(amount)}, c’est plus que ce qui s’y trouve. Déplacez ${say.money(possible)} au plus.`,
  TillNotCounted: () => `La caisse n’est pas comptée. Comptez ce qu’elle contient, puis validez.`,
  TillChanged: ({ counted, expected }, say) =>
    `Depuis le comptage, la caisse a changé\u00a0: ${say.money(expected)} attendus au lieu de ${say.money(counted)}. Comptez-la de nouveau.`,
} satisfies Partial<Sentences>
