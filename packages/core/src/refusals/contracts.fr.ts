import type { Formats } from "./formats.ts"
import type { RefusalOf, Sentences } from "./sentences.ts"

/** French sets marks apart by a space that no line breaks at. */
const cited = (text: string): string => `«\u00a0${text}\u00a0»`

const stockShort = ({ deliveries }: RefusalOf<"SeasonStockShort">, say: Formats): string => {
  const shown = deliveries
    .slice(0, 5)
    .map(
      ({ delivery, name, left }) =>
        `${cited(name)} à la livraison ${cited(say.name("delivery", delivery))} (${say.measure(left)})`,
    )
  const more = deliveries.length > 5 ? ` et ${deliveries.length - 5} de plus` : ""
  return `Il ne reste pas assez de ces produits\u00a0: ${shown.join(", ")}${more}. Diminuez ces quantités, ou commencez plus tard.`
}

const termsInvalid = ({ problem }: RefusalOf<"ContractTermsInvalid">): string => {
  switch (problem) {
    case "closing-delay-missing":
      return "Un contrat à commande fixe demande un délai de clôture avant chaque livraison. Indiquez combien d’heures avant."
    case "first-delivery-outside":
      return "La première livraison est en dehors des dates du contrat. Choisissez un jour entre son début et sa fin."
    case "minimums-on-constant":
      return "Un contrat à commande fixe n’a pas de minimum\u00a0: chaque livraison y est la même. Retirez le minimum, ou ouvrez un contrat à commande variable."
  }
}

/** What is said of contracts, calendars and subscriptions in French. */
export const contractsFrench = {
  MemberHasSubscriptions: ({ member }, say) =>
    `${cited(say.name("member", member))} a une souscription avec des livraisons à venir. Arrêtez-la ou transférez-la d’abord.`,
  CatalogHasOrders: ({ catalog }, say) =>
    `Des commandes portent sur le catalogue ${cited(say.name("catalog", catalog))}\u00a0: il ne peut pas être supprimé. Terminez-le à une date plus proche, ou annulez d’abord les commandes.`,
  NotAContract: ({ catalog }, say) =>
    `${cited(say.name("catalog", catalog))} n’est pas un contrat\u00a0: on y commande sans engagement, dans la boutique.`,
  ContractTermsInvalid: termsInvalid,
  DeliveryUnknown: ({ catalog, delivery }, say) =>
    `Le catalogue ${cited(say.name("catalog", catalog))} n’a pas de livraison ${cited(say.name("delivery", delivery))}. Choisissez-en une de son calendrier.`,
  CatalogHasSubscriptions: ({ catalog, subscriptions }, say) =>
    `${subscriptions} ${subscriptions > 1 ? "souscriptions comptent" : "souscription compte"} sur cette livraison du catalogue ${cited(say.name("catalog", catalog))}. Reportez-la ou annulez-la depuis le calendrier du contrat\u00a0: vous verrez d’abord qui est concerné.`,
  PreviewOutdated: () =>
    "Quelque chose a changé depuis l’aperçu. Rien n’a été fait\u00a0; demandez un nouvel aperçu, puis confirmez.",
  SubscriptionUnknown: ({ subscription }, say) =>
    `Il n’y a pas de souscription ${cited(say.name("subscription", subscription))}, ou il n’y en a plus.`,
  SubscriptionsClosed: ({ catalog }, say) =>
    `Plus aucune livraison de ${cited(say.name("catalog", catalog))} ne peut être souscrite pour le moment. Un coordinateur peut en ajouter.`,
  CatalogWithoutDeliveries: ({ catalog }, say) =>
    `Le contrat ${cited(say.name("catalog", catalog))} n’a pas de livraison dans ces dates. Choisissez d’autres dates, ou planifiez d’abord ses livraisons.`,
  SubscriptionDatesInvalid: ({ startsOn, endsOn }, say) =>
    `La souscription finirait (${say.day(endsOn)}) avant de commencer (${say.day(startsOn)}). Choisissez une fin plus tardive.`,
  StartsTooEarly: ({ earliest }, say) =>
    `Des livraisons de ces dates sont déjà closes. Au plus tôt, la souscription commence le ${say.day(earliest)}.`,
  OutsideCatalog: ({ catalogStartsOn, catalogEndsOn }, say) =>
    `Ces dates sortent du contrat, qui va du ${say.day(catalogStartsOn)} au ${say.day(catalogEndsOn)}. Choisissez des dates qui y sont.`,
  OverlappingSubscription: ({ member }, say) =>
    `${cited(say.name("member", member))} a déjà une souscription à ce contrat dans ces dates. Modifiez celle-ci, ou choisissez d’autres dates.`,
  PastOrders: ({ deliveries }) =>
    `${deliveries.length} ${deliveries.length > 1 ? "livraisons sont déjà closes et ne changent" : "livraison est déjà close et ne change"} plus. Modifiez ce qui vient ensuite\u00a0: un coordinateur peut le faire.`,
  PaymentsRecorded: ({ paid }, say) =>
    `${say.money(paid)} ont déjà été payés pour cette souscription. Remboursez ou transférez d’abord cette somme.`,
  OrderEmpty: ({ catalog }, say) =>
    `Une souscription à ${cited(say.name("catalog", catalog))} contient au moins un produit. Choisissez-en un.`,
  DefaultOrderTooSmall: ({ minimum, total }, say) =>
    `La commande par défaut s’élève à ${say.money(total)}\u00a0; il en faut au moins ${say.money(minimum)} par livraison. Ajoutez ${say.money(minimum - total)}.`,
  MinimumNotReached: ({ delivery, minimum, total }, say) =>
    `Pour la livraison ${cited(say.name("delivery", delivery))}, la commande s’élève à ${say.money(total)}\u00a0; il en faut au moins ${say.money(minimum)}. Ajoutez ${say.money(minimum - total)}.`,
  PeriodMinimumNotReached: ({ minimum, total }, say) =>
    `Sur toute la période, vos commandes s’élèvent à ${say.money(total)}\u00a0; l’engagement est de ${say.money(minimum)}. Ajoutez ${say.money(minimum - total)} sur les livraisons à venir.`,
  DeliveryNotCovered: ({ delivery }, say) =>
    `La livraison ${cited(say.name("delivery", delivery))} n’est pas dans cette souscription. Choisissez l’une des siennes.`,
  DeliveryClosed: ({ delivery, closesAt }, say) =>
    `La livraison ${cited(say.name("delivery", delivery))} est close depuis le ${say.moment(closesAt)}\u00a0: elle ne change plus. Les suivantes le peuvent encore.`,
  DeliveryNotOpen: ({ delivery, opensAt }, say) =>
    `Les commandes pour la livraison ${cited(say.name("delivery", delivery))} ouvrent le ${say.moment(opensAt)}.`,
  DeliveryAbsent: ({ delivery }, say) =>
    `Une absence est déclarée à la livraison ${cited(say.name("delivery", delivery))}. Retirez-la d’abord.`,
  ConstantOrder: ({ catalog }, say) =>
    `${cited(say.name("catalog", catalog))} est un contrat à commande fixe\u00a0: chaque livraison y est la même. Un coordinateur peut en changer une.`,
  SharingNotOffered: ({ catalog }, say) =>
    `Le panier de ${cited(say.name("catalog", catalog))} ne se partage pas. Un coordinateur peut le permettre.`,
  PartnerIsHolder: () => "On partage un panier avec un autre foyer que le sien. Choisissez un autre membre.",
  PartnerUnknown: ({ member }, say) =>
    `${cited(say.name("member", member))} n’est pas parmi les membres actuels du groupe. Ajoutez d’abord ce membre.`,
  TakerUnknown: ({ member }, say) =>
    `${cited(say.name("member", member))} n’est pas parmi les membres actuels du groupe. Donnez un nom à la place.`,
  SeasonStockShort: stockShort,
  NeedsSubscription: ({ catalog }, say) =>
    `${cited(say.name("catalog", catalog))} est un contrat\u00a0: on y commande après avoir souscrit.`,
} as const satisfies Partial<Sentences>
