import type { RefusalOf, RefusalTag } from "../src/refusals/index.ts"

const dates = { startsAt: "2026-06-04T16:00:00.000Z" }

/** Each refusal about the day of a distribution, payments and the till, with what is said of it in French and in English. */
export const dayExamples = {
  BasketSettled: [
    [
      { _tag: "BasketSettled", basket: "samedi~lea" },
      "Ce panier est réglé : il ne change plus. Rouvrez-le d’abord, si la distribution n’est pas encore validée.",
      "This basket is settled and changes no more. Open it again first, as long as the distribution is not validated.",
    ],
  ],
  BasketNotSettled: [
    [
      { _tag: "BasketNotSettled", basket: "samedi~lea" },
      "Ce panier n’est pas réglé : il n’y a rien à rouvrir.",
      "This basket is not settled, so there is nothing to open again.",
    ],
  ],
  LineUnknown: [
    [
      { _tag: "LineUnknown", basket: "samedi~lea", line: 4 },
      "Il n’y a pas de ligne 4 dans ce panier. Relisez le panier, puis réessayez.",
      "There is no line 4 in this basket. Read the basket again, then try once more.",
    ],
  ],
  WeightUnlikely: [
    [
      {
        _tag: "WeightUnlikely",
        line: 1,
        product: "tomme",
        name: "Tomme",
        nominal: { grams: 500 },
        weighed: { grams: 5200 },
      },
      "« Tomme » : 5,2 kg au lieu d’environ 500 g. Vérifiez l’unité, ou confirmez ce poids.",
      "“Tomme”: 5.2 kg instead of about 500 g. Check the unit, or confirm this weight.",
    ],
  ],
  WeightsNotMatching: [
    [
      { _tag: "WeightsNotMatching", line: 1, pieces: 3, weights: 2 },
      "Cette ligne a 3 pièces à peser une par une, et 2 poids ont été donnés. Pesez chaque pièce, ou confirmez.",
      "This line has 3 pieces to be weighed one by one, and 2 weights were given. Weigh each piece, or confirm.",
    ],
  ],
  NothingOrdered: [
    [
      { _tag: "NothingOrdered", catalog: "brebis", product: "tomme" },
      "Personne n’a commandé « tomme » à cette distribution.",
      "Nobody ordered “tomme” at this distribution.",
    ],
  ],
  MoreThanOrdered: [
    [
      {
        _tag: "MoreThanOrdered",
        catalog: "brebis",
        product: "tomme",
        ordered: { grams: 3000 },
        received: { grams: 4000 },
      },
      "4 kg de « tomme », c’est plus que les 3 kg commandés : il n’y a rien à partager. Vendez le reste sur place.",
      "4 kg of “tomme” is more than the 3 kg that were ordered, so there is nothing to share. Sell the rest on the spot.",
    ],
  ],
  SharesNotWhole: [
    [
      { _tag: "SharesNotWhole", received: { grams: 3000 }, shared: { grams: 2500 } },
      "Les parts font 2,5 kg, et il y a 3 kg à partager, au plus ce que chacun a commandé. Ajustez les parts.",
      "The shares come to 2.5 kg, and there are 3 kg to share, at most what each ordered. Adjust the shares.",
    ],
  ],
  TareTooHeavy: [
    [
      { _tag: "TareTooHeavy", weighed: { grams: 50 }, tare: { grams: 60 } },
      "La tare de 60 g pèse autant que ce qui est sur la balance (50 g). Vérifiez la tare.",
      "The tare of 60 g weighs as much as what is on the scale (50 g). Check the tare.",
    ],
  ],
  LinesToWeigh: [
    [
      { _tag: "LinesToWeigh", basket: "samedi~lea", lines: [{ line: 1, name: "Tomme" }] },
      "Il reste à peser : « Tomme ». Pesez ces produits, ou indiquez qu’ils manquent.",
      "Still to be weighed: “Tomme”. Weigh them, or say that they are missing.",
    ],
  ],
  PaymentToChoose: [
    [
      { _tag: "PaymentToChoose", basket: "samedi~lea", payments: ["p1"], amount: 630 },
      "Un paiement sur place de 6,30 € attend encore. Enregistrez comment il a été réglé, ou annulez-le.",
      "A payment of €6.30 on the spot is still open. Record how it was made, or cancel it.",
    ],
  ],
  BasketUnbalanced: [
    [
      { _tag: "BasketUnbalanced", basket: "samedi~lea", due: 1250, paid: 1000 },
      "Il manque 2,50 € : le panier fait 12,50 €, et 10,00 € ont été payés. Encaissez la différence.",
      "€2.50 are missing: the basket comes to €12.50, and €10.00 were paid. Take the difference.",
    ],
  ],
  DistributionValidated: [
    [
      { _tag: "DistributionValidated", distribution: "samedi" },
      "La distribution « samedi » est validée : rien n’y change plus. Un coordinateur peut la rouvrir en disant pourquoi.",
      "The distribution “samedi” is validated, and nothing of it changes any more. A coordinator can open it again and say why.",
    ],
  ],
  OrdersFinal: [
    [
      { _tag: "OrdersFinal", distribution: "samedi" },
      "Les paniers de la distribution « samedi » sont en train d’être réglés : on n’y commande plus. Ce qui manque se vend sur place.",
      "The baskets of the distribution “samedi” are being settled, so nothing is ordered any more. What is missing is sold on the spot.",
    ],
  ],
  OrdersNotFinal: [
    [
      { _tag: "OrdersNotFinal", distribution: "samedi" },
      "Les paniers de la distribution « samedi » ne sont pas encore réglés. Réglez-les d’abord : plus rien ne s’y commande alors.",
      "The baskets of the distribution “samedi” are not settled yet. Settle them first: nothing is ordered from then on.",
    ],
  ],
  DistributionNotValidated: [
    [
      { _tag: "DistributionNotValidated", distribution: "samedi" },
      "La distribution « samedi » n’est pas validée : il n’y a rien à rouvrir.",
      "The distribution “samedi” is not validated, so there is nothing to open again.",
    ],
  ],
  DistributionNotStarted: [
    [
      { _tag: "DistributionNotStarted", distribution: "samedi", startsAt: dates.startsAt },
      "La distribution a lieu le jeudi 4 juin 2026 à 18:00. Elle peut être réglée et validée à partir du matin de ce jour.",
      "The distribution is on Thursday 4 June 2026 at 18:00. It can be settled and validated from the morning of that day.",
    ],
  ],
  BasketsNotSettled: [
    [
      {
        _tag: "BasketsNotSettled",
        distribution: "samedi",
        baskets: [
          { basket: "samedi~lea", member: "lea", name: "Léa Martin" },
          { basket: "samedi~tom", member: "tom", name: "Tom Roy" },
        ],
      },
      "2 paniers ne sont pas réglés : Léa Martin, Tom Roy. Réglez-les d’abord.",
      "2 baskets are not settled: Léa Martin, Tom Roy. Settle them first.",
    ],
  ],
  DeliveriesNotClosed: [
    [
      { _tag: "DeliveriesNotClosed", distribution: "samedi", catalogs: [{ catalog: "legumes", subscriptions: 3 }] },
      "Des commandes de contrats ne sont pas encore dans les paniers : legumes. Elles y entrent à leur clôture.",
      "Orders of contracts are not in the baskets yet: legumes. They come in when they close.",
    ],
  ],
  PaymentUnknown: [
    [
      { _tag: "PaymentUnknown", payment: "p1" },
      "Il n’y a pas de paiement « p1 » dans ce groupe.",
      "There is no payment “p1” in this group.",
    ],
  ],
  PaymentNotPromised: [
    [
      { _tag: "PaymentNotPromised", payment: "p1" },
      "Ce paiement n’est pas attendu : il est déjà reçu ou annulé.",
      "This payment is not awaited: it was received or cancelled already.",
    ],
  ],
  PaymentNotReceived: [
    [
      { _tag: "PaymentNotReceived", payment: "p1" },
      "Ce paiement n’est pas encore reçu. Enregistrez d’abord sa réception.",
      "This payment has not come yet. Record first that it came.",
    ],
  ],
  PaymentIsCancelled: [
    [
      { _tag: "PaymentIsCancelled", payment: "p1" },
      "Ce paiement est déjà annulé.",
      "This payment is cancelled already.",
    ],
  ],
  PaymentKindNotOffered: [
    [
      { _tag: "PaymentKindNotOffered", kind: "cheque", offered: ["cash", "transfer"] },
      "Ce groupe n’accepte pas ici le paiement par chèque, mais en espèces, par virement.",
      "This group does not take payments by cheque here, but in cash, by bank transfer.",
    ],
  ],
  NothingToRefund: [
    [
      { _tag: "NothingToRefund", member: "lea" },
      "Rien n’a été payé de trop : il n’y a rien à rembourser.",
      "Nothing was paid too much, so there is nothing to give back.",
    ],
  ],
  RefundTooLarge: [
    [
      { _tag: "RefundTooLarge", member: "lea", amount: 1000, possible: 770 },
      "10,00 €, c’est plus que ce qui peut être rendu. Remboursez 7,70 € au plus.",
      "€10.00 is more than can be given back. Refund €7.70 at most.",
    ],
  ],
  DepositTooLarge: [
    [
      { _tag: "DepositTooLarge", member: "lea", amount: 1000, possible: 200 },
      "10,00 € de consignes, c’est plus que ce qui a été payé (2,00 €). Vérifiez ce qui est rendu, ou confirmez.",
      "€10.00 of deposits is more than was paid (€2.00). Check what came back, or confirm.",
    ],
  ],
  NotACheque: [
    [{ _tag: "NotACheque", payment: "p1" }, "Ce paiement n’est pas un chèque.", "This payment is not a cheque."],
  ],
  ChequeIsBanked: [
    [
      { _tag: "ChequeIsBanked", payment: "p1" },
      "Ce chèque est déjà déposé à la banque.",
      "This cheque was taken to the bank already.",
    ],
  ],
  ChequeIsBounced: [
    [
      { _tag: "ChequeIsBounced", payment: "p1" },
      "Ce chèque a déjà été rejeté par la banque.",
      "The bank gave this cheque back already.",
    ],
  ],
  EntryIsMatched: [
    [
      { _tag: "EntryIsMatched", entry: "e1" },
      "Cette ligne du relevé est déjà rapprochée d’un paiement.",
      "This entry of the statement is matched with a payment already.",
    ],
  ],
  EntryUnknown: [
    [
      { _tag: "EntryUnknown", entry: "e9" },
      "Cette ligne n’est pas dans le relevé. Relisez le fichier, puis choisissez de nouveau.",
      "This entry is not in the statement. Read the file again, then choose once more.",
    ],
  ],
  MembershipsNotUsed: [
    [
      { _tag: "MembershipsNotUsed", group: "paniers" },
      "Ce groupe n’a pas d’adhésions. Un administrateur peut indiquer la cotisation et la date de renouvellement.",
      "This group has no memberships. A group admin can set the fee and the day they are renewed.",
    ],
  ],
  MembershipFeeMissing: [
    [
      { _tag: "MembershipFeeMissing", group: "paniers" },
      "La cotisation n’est pas fixée. Indiquez un montant, ou fixez-la dans les réglages du groupe.",
      "The fee is not set. Give an amount, or set it among the settings of the group.",
    ],
  ],
  MembershipExists: [
    [
      { _tag: "MembershipExists", member: "lea", year: 2026, label: "2026-2027" },
      "« lea » a déjà son adhésion 2026-2027. Annulez-la d’abord pour la reprendre autrement.",
      "“lea” has the membership of 2026-2027 already. Cancel it first to take it otherwise.",
    ],
  ],
  MembershipUnknown: [
    [
      { _tag: "MembershipUnknown", member: "lea", year: 2026 },
      "« lea » n’a pas d’adhésion cette année-là : il n’y a rien à annuler.",
      "“lea” has no membership of that year, so there is nothing to cancel.",
    ],
  ],
  MembershipIsFree: [
    [
      { _tag: "MembershipIsFree", member: "lea" },
      "Cette adhésion ne coûte rien : ne choisissez pas de moyen de paiement.",
      "This membership costs nothing, so do not choose a way of paying.",
    ],
  ],
  MembershipYearTooFar: [
    [
      { _tag: "MembershipYearTooFar", year: 2030, first: 2022, last: 2027 },
      "L’année 2030 est trop loin. Choisissez une année de 2022 à 2027.",
      "The year 2030 is too far away. Choose a year from 2022 to 2027.",
    ],
  ],
  NothingToPay: [
    [
      { _tag: "NothingToPay", member: "lea" },
      "Tout est payé : il n’y a rien à échelonner.",
      "Everything is paid, so there is nothing to spread.",
    ],
  ],
  SameAccount: [
    [
      { _tag: "SameAccount", account: "wallet:lea" },
      "L’argent viendrait du compte où il va. Choisissez un autre compte.",
      "The money would come from the account that it goes to. Choose another account.",
    ],
  ],
  MoveTooLarge: [
    [
      { _tag: "MoveTooLarge", account: "wallet:lea", amount: 1000, possible: 300 },
      "10,00 €, c’est plus que ce qui s’y trouve. Déplacez 3,00 € au plus.",
      "€10.00 is more than is there. Move €3.00 at most.",
    ],
  ],
  TillNotCounted: [
    [
      { _tag: "TillNotCounted", distribution: "samedi" },
      "La caisse n’est pas comptée. Comptez ce qu’elle contient, puis validez.",
      "The till is not counted. Count what is in it, then validate.",
    ],
  ],
  TillChanged: [
    [
      { _tag: "TillChanged", distribution: "samedi", counted: 5000, expected: 5600 },
      "Depuis le comptage, la caisse a changé : 56,00 € attendus au lieu de 50,00 €. Comptez-la de nouveau.",
      "The till changed since it was counted: €56.00 expected instead of €50.00. Count it again.",
    ],
  ],
} as const satisfies {
  readonly [Tag in RefusalTag]?: ReadonlyArray<readonly [refusal: RefusalOf<Tag>, fr: string, en: string]>
}
