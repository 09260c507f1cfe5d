import type { RefusalOf, RefusalTag } from "../src/refusals/index.ts"

const short = { delivery: "jeudi", product: "tomme", name: "Tomme", wanted: { pieces: 3 }, left: { pieces: 1 } }

/** Each refusal about contracts, calendars and subscriptions as it may come, with what is said of it in French and in English. */
export const contractExamples = {
  MemberHasSubscriptions: [
    [
      { _tag: "MemberHasSubscriptions", member: "lea", subscriptions: ["s1"] },
      "« lea » a une souscription avec des livraisons à venir. Arrêtez-la ou transférez-la d’abord.",
      "“lea” has a subscription with deliveries to come. Stop it or hand it over first.",
    ],
  ],
  CatalogHasOrders: [
    [
      { _tag: "CatalogHasOrders", catalog: "legumes" },
      "Des commandes portent sur le catalogue « legumes » : il ne peut pas être supprimé. Terminez-le à une date plus proche, ou annulez d’abord les commandes.",
      "There are orders from the catalog “legumes”, so it cannot be deleted. End it at an earlier date, or cancel the orders first.",
    ],
  ],
  NotAContract: [
    [
      { _tag: "NotAContract", catalog: "legumes" },
      "« legumes » n’est pas un contrat : on y commande sans engagement, dans la boutique.",
      "“legumes” is not a contract: one orders from it without commitment, in the shop.",
    ],
  ],
  ContractTermsInvalid: [
    [
      { _tag: "ContractTermsInvalid", catalog: "legumes", problem: "closing-delay-missing" },
      "Un contrat à commande fixe demande un délai de clôture avant chaque livraison. Indiquez combien d’heures avant.",
      "A contract with a constant order needs a closing delay before each delivery. Say how many hours before.",
    ],
    [
      { _tag: "ContractTermsInvalid", catalog: "legumes", problem: "first-delivery-outside" },
      "La première livraison est en dehors des dates du contrat. Choisissez un jour entre son début et sa fin.",
      "The first delivery is outside the contract’s dates. Choose a day between its start and its end.",
    ],
    [
      { _tag: "ContractTermsInvalid", catalog: "legumes", problem: "minimums-on-constant" },
      "Un contrat à commande fixe n’a pas de minimum : chaque livraison y est la même. Retirez le minimum, ou ouvrez un contrat à commande variable.",
      "A contract with a constant order has no minimum: every delivery is the same. Leave it out, or open a variable contract.",
    ],
  ],
  DeliveryUnknown: [
    [
      { _tag: "DeliveryUnknown", catalog: "legumes", delivery: "jeudi" },
      "Le catalogue « legumes » n’a pas de livraison « jeudi ». Choisissez-en une de son calendrier.",
      "The catalog “legumes” has no delivery “jeudi”. Choose one of its calendar.",
    ],
  ],
  CatalogHasSubscriptions: [
    [
      { _tag: "CatalogHasSubscriptions", catalog: "legumes", subscriptions: 1 },
      "1 souscription compte sur cette livraison du catalogue « legumes ». Reportez-la ou annulez-la depuis le calendrier du contrat : vous verrez d’abord qui est concerné.",
      "1 subscription counts on this delivery of the catalog “legumes”. Postpone or cancel it from the contract’s calendar: you will first see who is concerned.",
    ],
    [
      { _tag: "CatalogHasSubscriptions", catalog: "legumes", subscriptions: 60 },
      "60 souscriptions comptent sur cette livraison du catalogue « legumes ». Reportez-la ou annulez-la depuis le calendrier du contrat : vous verrez d’abord qui est concerné.",
      "60 subscriptions count on this delivery of the catalog “legumes”. Postpone or cancel it from the contract’s calendar: you will first see who is concerned.",
    ],
  ],
  PreviewOutdated: [
    [
      { _tag: "PreviewOutdated", token: "1f" },
      "Quelque chose a changé depuis l’aperçu. Rien n’a été fait ; demandez un nouvel aperçu, puis confirmez.",
      "Something has changed since the preview. Nothing was done; ask for a new preview, then confirm.",
    ],
  ],
  SubscriptionUnknown: [
    [
      { _tag: "SubscriptionUnknown", subscription: "s1" },
      "Il n’y a pas de souscription « s1 », ou il n’y en a plus.",
      "There is no subscription “s1”, or no longer.",
    ],
  ],
  SubscriptionsClosed: [
    [
      { _tag: "SubscriptionsClosed", catalog: "legumes" },
      "Plus aucune livraison de « legumes » ne peut être souscrite pour le moment. Un coordinateur peut en ajouter.",
      "No delivery of “legumes” can be subscribed to at the moment. A coordinator can add some.",
    ],
  ],
  CatalogWithoutDeliveries: [
    [
      { _tag: "CatalogWithoutDeliveries", catalog: "legumes" },
      "Le contrat « legumes » n’a pas de livraison dans ces dates. Choisissez d’autres dates, ou planifiez d’abord ses livraisons.",
      "The contract “legumes” has no delivery between these dates. Choose other dates, or plan its deliveries first.",
    ],
  ],
  SubscriptionDatesInvalid: [
    [
      { _tag: "SubscriptionDatesInvalid", startsOn: "2026-06-04", endsOn: "2026-06-01" },
      "La souscription finirait (lundi 1er juin 2026) avant de commencer (jeudi 4 juin 2026). Choisissez une fin plus tardive.",
      "The subscription would end (Monday 1 June 2026) before it starts (Thursday 4 June 2026). Choose a later end.",
    ],
  ],
  StartsTooEarly: [
    [
      { _tag: "StartsTooEarly", startsOn: "2026-06-01", earliest: "2026-06-04" },
      "Des livraisons de ces dates sont déjà closes. Au plus tôt, la souscription commence le jeudi 4 juin 2026.",
      "Some deliveries between these dates are closed. At the earliest, the subscription starts on Thursday 4 June 2026.",
    ],
  ],
  OutsideCatalog: [
    [
      {
        _tag: "OutsideCatalog",
        startsOn: "2026-01-01",
        endsOn: "2036-01-01",
        catalogStartsOn: "2026-04-01",
        catalogEndsOn: "2026-06-30",
      },
      "Ces dates sortent du contrat, qui va du mercredi 1er avril 2026 au mardi 30 juin 2026. Choisissez des dates qui y sont.",
      "These dates are outside the contract, which runs from Wednesday 1 April 2026 to Tuesday 30 June 2026. Choose dates within it.",
    ],
  ],
  OverlappingSubscription: [
    [
      { _tag: "OverlappingSubscription", member: "lea", subscription: "s1" },
      "« lea » a déjà une souscription à ce contrat dans ces dates. Modifiez celle-ci, ou choisissez d’autres dates.",
      "“lea” has a subscription to this contract between these dates already. Change that one, or choose other dates.",
    ],
  ],
  PastOrders: [
    [
      { _tag: "PastOrders", subscription: "s1", deliveries: ["a"] },
      "1 livraison est déjà close et ne change plus. Modifiez ce qui vient ensuite : un coordinateur peut le faire.",
      "1 delivery is closed and changes no more. Change what comes next: a coordinator can do so.",
    ],
    [
      { _tag: "PastOrders", subscription: "s1", deliveries: ["a", "b"] },
      "2 livraisons sont déjà closes et ne changent plus. Modifiez ce qui vient ensuite : un coordinateur peut le faire.",
      "2 deliveries are closed and change no more. Change what comes next: a coordinator can do so.",
    ],
  ],
  PaymentsRecorded: [
    [
      { _tag: "PaymentsRecorded", subscription: "s1", paid: 5200 },
      "52,00 € ont déjà été payés pour cette souscription. Remboursez ou transférez d’abord cette somme.",
      "€52.00 has already been paid for this subscription. Refund or transfer it first.",
    ],
  ],
  OrderEmpty: [
    [
      { _tag: "OrderEmpty", catalog: "legumes" },
      "Une souscription à « legumes » contient au moins un produit. Choisissez-en un.",
      "A subscription to “legumes” holds at least one product. Choose one.",
    ],
  ],
  DefaultOrderTooSmall: [
    [
      { _tag: "DefaultOrderTooSmall", minimum: 1000, total: 600 },
      "La commande par défaut s’élève à 6,00 € ; il en faut au moins 10,00 € par livraison. Ajoutez 4,00 €.",
      "The default order comes to €6.00; each delivery needs at least €10.00. Add €4.00.",
    ],
  ],
  MinimumNotReached: [
    [
      { _tag: "MinimumNotReached", delivery: "jeudi", minimum: 1000, total: 600 },
      "Pour la livraison « jeudi », la commande s’élève à 6,00 € ; il en faut au moins 10,00 €. Ajoutez 4,00 €.",
      "For the delivery “jeudi” the order comes to €6.00; it needs at least €10.00. Add €4.00.",
    ],
  ],
  PeriodMinimumNotReached: [
    [
      { _tag: "PeriodMinimumNotReached", minimum: 10000, total: 6050 },
      "Sur toute la période, vos commandes s’élèvent à 60,50 € ; l’engagement est de 100,00 €. Ajoutez 39,50 € sur les livraisons à venir.",
      "Over the whole period your orders come to €60.50; the commitment is €100.00. Add €39.50 to the deliveries to come.",
    ],
  ],
  DeliveryNotCovered: [
    [
      { _tag: "DeliveryNotCovered", subscription: "s1", delivery: "jeudi" },
      "La livraison « jeudi » n’est pas dans cette souscription. Choisissez l’une des siennes.",
      "The delivery “jeudi” is not part of this subscription. Choose one that is.",
    ],
  ],
  DeliveryClosed: [
    [
      { _tag: "DeliveryClosed", delivery: "jeudi", closesAt: "2026-06-01T16:00:00.000Z" },
      "La livraison « jeudi » est close depuis le lundi 1er juin 2026 à 18:00 : elle ne change plus. Les suivantes le peuvent encore.",
      "The delivery “jeudi” has been closed since Monday 1 June 2026 at 18:00: it changes no more. Later ones still can.",
    ],
  ],
  DeliveryNotOpen: [
    [
      { _tag: "DeliveryNotOpen", delivery: "jeudi", opensAt: "2026-06-01T16:00:00.000Z" },
      "Les commandes pour la livraison « jeudi » ouvrent le lundi 1er juin 2026 à 18:00.",
      "Orders for the delivery “jeudi” open on Monday 1 June 2026 at 18:00.",
    ],
  ],
  DeliveryAbsent: [
    [
      { _tag: "DeliveryAbsent", delivery: "jeudi" },
      "Une absence est déclarée à la livraison « jeudi ». Retirez-la d’abord.",
      "An absence is declared at the delivery “jeudi”. Withdraw it first.",
    ],
  ],
  ConstantOrder: [
    [
      { _tag: "ConstantOrder", catalog: "legumes" },
      "« legumes » est un contrat à commande fixe : chaque livraison y est la même. Un coordinateur peut en changer une.",
      "“legumes” is a contract with a constant order: every delivery is the same. A coordinator can change one.",
    ],
  ],
  SharingNotOffered: [
    [
      { _tag: "SharingNotOffered", catalog: "legumes" },
      "Le panier de « legumes » ne se partage pas. Un coordinateur peut le permettre.",
      "The basket of “legumes” is not shared. A coordinator can allow it.",
    ],
  ],
  PartnerIsHolder: [
    [
      { _tag: "PartnerIsHolder", member: "lea" },
      "On partage un panier avec un autre foyer que le sien. Choisissez un autre membre.",
      "A basket is shared with another household than one’s own. Choose another member.",
    ],
  ],
  PartnerUnknown: [
    [
      { _tag: "PartnerUnknown", member: "lea" },
      "« lea » n’est pas parmi les membres actuels du groupe. Ajoutez d’abord ce membre.",
      "“lea” is not among the group’s present members. Add this member first.",
    ],
  ],
  TakerUnknown: [
    [
      { _tag: "TakerUnknown", member: "lea" },
      "« lea » n’est pas parmi les membres actuels du groupe. Donnez un nom à la place.",
      "“lea” is not among the group’s present members. Give a name instead.",
    ],
  ],
  SeasonStockShort: [
    [
      { _tag: "SeasonStockShort", deliveries: [short] },
      "Il ne reste pas assez de ces produits : « Tomme » à la livraison « jeudi » (1 pièce). Diminuez ces quantités, ou commencez plus tard.",
      "There is not enough left of these: “Tomme” at the delivery “jeudi” (1 piece). Order less of them, or start later.",
    ],
    [
      { _tag: "SeasonStockShort", deliveries: [short, short, short, short, short, short] },
      "Il ne reste pas assez de ces produits : « Tomme » à la livraison « jeudi » (1 pièce), « Tomme » à la livraison « jeudi » (1 pièce), « Tomme » à la livraison « jeudi » (1 pièce), « Tomme » à la livraison « jeudi » (1 pièce), « Tomme » à la livraison « jeudi » (1 pièce) et 1 de plus. Diminuez ces quantités, ou commencez plus tard.",
      "There is not enough left of these: “Tomme” at the delivery “jeudi” (1 piece), “Tomme” at the delivery “jeudi” (1 piece), “Tomme” at the delivery “jeudi” (1 piece), “Tomme” at the delivery “jeudi” (1 piece), “Tomme” at the delivery “jeudi” (1 piece) and 1 more. Order less of them, or start later.",
    ],
  ],
  NeedsSubscription: [
    [
      { _tag: "NeedsSubscription", catalog: "legumes" },
      "« legumes » est un contrat : on y commande après avoir souscrit.",
      "“legumes” is a contract: one orders from it after subscribing.",
    ],
  ],
} as const satisfies {
  readonly [Tag in RefusalTag]?: ReadonlyArray<readonly [refusal: RefusalOf<Tag>, fr: string, en: string]>
}
