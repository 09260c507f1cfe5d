import { describe, expect, it } from "vitest"
import * as Schema from "effect/Schema"
import { absenceExamples } from "../../test/absence-refusals.ts"
import { bankExamples } from "../../test/bank-refusals.ts"
import { contractExamples } from "../../test/contract-refusals.ts"
import { dayExamples } from "../../test/day-refusals.ts"
import { casesOf, rulesOn } from "../../test/rule-page.ts"
import { Refusal as RefusalSchema } from "./refusals.schema.ts"
import { english, formatsOf, french, sentenceOf } from "./index.ts"
import type { Formats, Language, Refusal, RefusalOf, RefusalTag, Sentences, Wording } from "./index.ts"

const euros = (language: Language): Wording => ({ language, currency: "EUR", timeZone: "Europe/Paris" })

/** A page cannot show which spaces do not break. */
const spaced = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ")

const both = (refusal: Refusal): readonly [string, string] => [
  spaced(sentenceOf(refusal, euros("fr"))),
  spaced(sentenceOf(refusal, euros("en"))),
]

const rules = rulesOn("refusals.md")

describe("the rule book's page on refusals", () => {
  it("asks the table of the page", () => {
    expect(rules.map(({ id, rows }) => [id, rows.length > 1])).toEqual([["REFUSAL-1", true]])
  })

  for (const rule of rules) {
    it.each(casesOf(rule))(`${rule.id}: ${rule.title}: $title`, ({ given, says }) => {
      expect(both(given[0] as Refusal)).toStrictEqual(says)
    })
  }
})

const dates = {
  opensAt: "2026-05-01T18:00:00.000Z",
  closesAt: "2026-05-30T18:00:00.000Z",
  startsAt: "2026-06-04T16:00:00.000Z",
  endsAt: "2026-06-04T18:00:00.000Z",
}
const honey = { catalog: "c", product: "p", name: "Miel", wanted: { grams: 1500 }, left: { grams: 500 } }
const eggs = { catalog: "c", product: "q", name: "Œufs", wanted: { pieces: 6 }, left: { pieces: 0 } }
const quantity = { catalog: "c", product: "p", wanted: { grams: 130 }, step: 50, minimum: 100 }
const badInput = (...paths: ReadonlyArray<ReadonlyArray<string | number>>): RefusalOf<"BadInput"> => ({
  _tag: "BadInput",
  issues: paths.map((path) => ({ path, message: "expected a number" })),
})

type Examples = { readonly [Tag in RefusalTag]: ReadonlyArray<readonly [RefusalOf<Tag>, fr: string, en: string]> }

/** Each refusal as it may come, with what is said of it. */
const examples: Examples = {
  ...absenceExamples,
  ...bankExamples,
  ...contractExamples,
  ...dayExamples,
  BadInput: [
    [
      badInput(["lines", 0, "quantity"]),
      "Ce champ n’a pas de valeur acceptable : « lines.0.quantity ». Rien n’a été changé.",
      "This field has no acceptable value: “lines.0.quantity”. Nothing was changed.",
    ],
    [
      badInput(["a"], ["b"], ["a"], ["c"], ["d"], ["e"], ["f"], ["g"]),
      "Ces champs n’ont pas de valeur acceptable : « a », « b », « c », « d », « e » et 2 de plus. Rien n’a été changé.",
      "These fields have no acceptable value: “a”, “b”, “c”, “d”, “e” and 2 more. Nothing was changed.",
    ],
    [
      badInput([]),
      "La demande ne peut pas être lue telle quelle. Rien n’a été changé.",
      "The request cannot be read as it is. Nothing was changed.",
    ],
  ],
  KeyReused: [
    [
      { _tag: "KeyReused", key: "k1" },
      "Cette demande porte la clé d’une autre, reçue auparavant avec un autre contenu. Rien n’a été changé ; envoyez-la sous une nouvelle clé.",
      "This request carries the key of another one, received before with other content. Nothing was changed; send it under a new key.",
    ],
  ],
  Busy: [
    [
      { _tag: "Busy", attempts: 12 },
      "Beaucoup de personnes changent la même chose en ce moment. Rien n’a été changé ; réessayez dans quelques secondes.",
      "Many people are changing the same thing right now. Nothing was changed; try again in a few seconds.",
    ],
  ],
  FileUnreadable: [
    [
      { _tag: "FileUnreadable", reason: "FileEmpty" },
      "Le fichier ne peut pas être lu (FileEmpty). Un fichier CSV avec une ligne de titres, et un nom et un prix par produit, peut l’être.",
      "The file cannot be read (FileEmpty). A CSV file with a line of titles, and a name and a price for each product, can be.",
    ],
  ],
  GroupUnknown: [
    [
      { _tag: "GroupUnknown", group: "paniers" },
      "Il n’y a pas de groupe « paniers », ou il n’y en a plus. Vérifiez son adresse.",
      "There is no group “paniers”, or there is none any more. Check its address.",
    ],
  ],
  GroupSuspended: [
    [
      { _tag: "GroupSuspended", group: "paniers", reason: "Travaux" },
      "Le groupe « paniers » est suspendu (Travaux) : tout peut y être lu, rien ne peut y être changé. Un administrateur du groupe peut le rouvrir.",
      "The group “paniers” is suspended (Travaux): everything can be read, nothing can be changed. A group admin can open it again.",
    ],
    [
      { _tag: "GroupSuspended", group: "paniers", reason: null },
      "Le groupe « paniers » est suspendu : tout peut y être lu, rien ne peut y être changé. Un administrateur du groupe peut le rouvrir.",
      "The group “paniers” is suspended: everything can be read, nothing can be changed. A group admin can open it again.",
    ],
  ],
  GroupNotSuspended: [
    [
      { _tag: "GroupNotSuspended", group: "paniers" },
      "Le groupe « paniers » est en service. Suspendez-le d’abord ; il pourra alors être supprimé.",
      "The group “paniers” is in use. Suspend it first; it can be deleted then.",
    ],
  ],
  NotAllowed: [
    [
      { _tag: "NotAllowed", actor: "seb", needs: "catalog-admin:fruits" },
      "Ceci demande le droit « gestion du catalogue fruits ». Un administrateur du groupe peut vous le donner.",
      "This needs the right “running the catalog fruits”. A group admin can give it to you.",
    ],
    [
      { _tag: "NotAllowed", actor: "seb", needs: "group-admin or messages" },
      "Ceci demande le droit « administration du groupe » ou « envoi de messages ». Un administrateur du groupe peut vous le donner.",
      "This needs the right “running the group” or “sending messages”. A group admin can give it to you.",
    ],
    [
      { _tag: "NotAllowed", actor: "@visitor", needs: "catalog-admin" },
      "Ceci est réservé aux membres du groupe. Identifiez-vous d’abord.",
      "This is for members of the group. Sign in first.",
    ],
    [
      { _tag: "NotAllowed", actor: "seb", needs: "member" },
      "Ceci est réservé aux membres du groupe. Un coordinateur peut vous y ajouter.",
      "This is for members of the group. A coordinator can add you.",
    ],
    [
      { _tag: "NotAllowed", actor: "seb", needs: "self" },
      "Seul le membre concerné peut le faire.",
      "Only the member concerned can do this.",
    ],
    [
      { _tag: "NotAllowed", actor: "seb", needs: "host" },
      "Seul le site qui héberge le groupe peut le faire.",
      "Only the site that hosts the group can do this.",
    ],
  ],
  LastAdmin: [
    [
      { _tag: "LastAdmin", member: "camille" },
      "« camille » est la seule personne à administrer le groupe. Donnez d’abord ce droit à un autre membre.",
      "“camille” is the only one who runs the group. Give that right to another member first.",
    ],
  ],
  PlaceUnknown: [
    [
      { _tag: "PlaceUnknown", place: "halle" },
      "Le lieu « halle » n’est pas dans ce groupe, ou il est archivé. Choisissez-en un autre, ou rouvrez celui-ci.",
      "The place “halle” is not in this group, or it is archived. Choose another one, or bring this one back.",
    ],
  ],
  AlreadyExists: [
    [
      { _tag: "AlreadyExists", what: "distribution", id: "samedi" },
      "Il y a déjà une distribution « samedi ». Modifiez l’existant, ou choisissez un autre identifiant.",
      "There is already a distribution “samedi”. Change that one, or choose another identifier.",
    ],
  ],
  MemberUnknown: [
    [
      { _tag: "MemberUnknown", member: "lea" },
      "« lea » n’est pas parmi les membres actuels du groupe. Ajoutez d’abord ce membre.",
      "“lea” is not among the current members of the group. Add this member first.",
    ],
  ],
  EmailTaken: [
    [
      { _tag: "EmailTaken", email: "lea@example.org" },
      "L’adresse lea@example.org est déjà celle d’un autre membre. Une adresse sert à un seul foyer ; indiquez-en une autre.",
      "The address lea@example.org already belongs to another member. An address serves one household; give another one.",
    ],
  ],
  MemberHasBalance: [
    [
      { _tag: "MemberHasBalance", member: "lea", balance: 1250 },
      "« lea » a encore 12,50 € sur son compte. Remboursez cette somme ; le départ sera alors possible.",
      "“lea” still has €12.50 in the wallet. Pay it back; leaving is possible then.",
    ],
    [
      { _tag: "MemberHasBalance", member: "lea", balance: -1250 },
      "« lea » doit encore 12,50 €. Le départ sera possible une fois cette somme réglée.",
      "“lea” still owes €12.50. Leaving is possible once it is paid.",
    ],
  ],
  MemberHasOrders: [
    [
      { _tag: "MemberHasOrders", member: "lea", distributions: ["samedi", "juillet"] },
      "« lea » a encore des commandes à venir (samedi, juillet). Annulez-les, ou attendez qu’elles soient remises.",
      "“lea” still has orders to come (samedi, juillet). Cancel them, or wait until they are handed over.",
    ],
  ],
  ProducerUnknown: [
    [
      { _tag: "ProducerUnknown", producer: "aubiers" },
      "Le producteur « aubiers » n’est pas dans ce groupe. Ajoutez-le d’abord.",
      "The producer “aubiers” is not in this group. Add the producer first.",
    ],
  ],
  CatalogUnknown: [
    [
      { _tag: "CatalogUnknown", catalog: "fruits" },
      "Le catalogue « fruits » n’est pas dans ce groupe. Choisissez-en un dans la liste.",
      "The catalog “fruits” is not in this group. Choose one of the list.",
    ],
  ],
  CatalogDatesInvalid: [
    [
      { _tag: "CatalogDatesInvalid", startsOn: "2026-06-01", endsOn: "2026-05-31" },
      "Le catalogue commencerait le lundi 1er juin 2026 et finirait avant, le dimanche 31 mai 2026. Choisissez une fin le même jour ou plus tard.",
      "The catalog would begin on Monday 1 June 2026 and end before that, on Sunday 31 May 2026. Choose an end on the same day or later.",
    ],
  ],
  CatalogFull: [
    [
      { _tag: "CatalogFull", catalog: "fruits", maximum: 2000 },
      "Le catalogue « fruits » contient 2000 produits, autant qu’un catalogue peut en contenir. Ouvrez-en un second pour les autres.",
      "The catalog “fruits” holds 2000 products, as many as a catalog can. Open a second one for the others.",
    ],
  ],
  ProductUnknown: [
    [
      { _tag: "ProductUnknown", catalog: "fruits", product: "kiwi" },
      "Le produit « kiwi » n’est pas dans le catalogue « fruits ». Choisissez-en un dans sa liste.",
      "The product “kiwi” is not in the catalog “fruits”. Choose one of its list.",
    ],
  ],
  ProductTermsInvalid: [
    [
      { _tag: "ProductTermsInvalid", product: "tomme", problem: "content-missing" },
      "« tomme » a un prix au poids ou au volume : indiquez ce que contient une pièce.",
      "“tomme” is priced by weight or volume: say what one piece holds.",
    ],
    [
      { _tag: "ProductTermsInvalid", product: "tomme", problem: "content-not-in-price-unit" },
      "« tomme » : ce que contient une pièce et ce à quoi se rapporte le prix sont tous deux des poids, ou tous deux des volumes.",
      "“tomme”: what one piece holds and what the price is for must both be weights, or both volumes.",
    ],
    [
      { _tag: "ProductTermsInvalid", product: "tomme", problem: "loose-terms-missing" },
      "« tomme » est vendu en vrac : indiquez un pas, un minimum et, si vous le souhaitez, un maximum.",
      "“tomme” is sold loose: give a step, a minimum and, if you wish, a maximum.",
    ],
    [
      { _tag: "ProductTermsInvalid", product: "tomme", problem: "loose-not-by-weight-or-volume" },
      "« tomme » est vendu en vrac : son prix se rapporte à un poids ou à un volume, pas à une pièce.",
      "“tomme” is sold loose: its price must be for a weight or a volume, not for a piece.",
    ],
    [
      { _tag: "ProductTermsInvalid", product: "tomme", problem: "loose-bounds" },
      "« tomme » : le minimum et le maximum sont des multiples du pas, et le maximum n’est pas plus petit que le minimum.",
      "“tomme”: the minimum and the maximum must be multiples of the step, and the maximum no less than the minimum.",
    ],
    [
      { _tag: "ProductTermsInvalid", product: "tomme", problem: "loose-terms-unexpected" },
      "« tomme » n’est pas vendu en vrac et n’a ni pas ni limites. Retirez-les, ou vendez-le en vrac.",
      "“tomme” is not sold loose and has no step or bounds. Remove them, or sell it loose.",
    ],
  ],
  ReferenceTaken: [
    [
      { _tag: "ReferenceTaken", catalog: "fruits", reference: "POM-1", product: "pommes" },
      "La référence « POM-1 » est déjà celle de « pommes » dans le catalogue « fruits ». Choisissez-en une autre.",
      "The reference “POM-1” is already that of “pommes” in the catalog “fruits”. Choose another one.",
    ],
  ],
  ProductUnitFrozen: [
    [
      { _tag: "ProductUnitFrozen", catalog: "fruits", product: "noix", unit: "grams" },
      "« noix » est compté au poids et le reste, pour que les commandes gardent leur sens. Pour le vendre autrement, ajoutez un autre produit.",
      "“noix” is counted by weight and stays so, for orders to keep their meaning. To sell it otherwise, add another product.",
    ],
  ],
  StockBelowOrders: [
    [
      { _tag: "StockBelowOrders", catalog: "fruits", product: "noix", ordered: { grams: 12_500 } },
      "Les commandes de « noix » atteignent déjà 12,5 kg. Le stock peut être ramené à cette quantité, pas à moins.",
      "12.5 kg of “noix” are ordered already. The stock can be set to that much, not to less.",
    ],
  ],
  CycleUnknown: [
    [
      { _tag: "CycleUnknown", cycle: "saison" },
      "Le cycle « saison » n’est pas dans ce groupe. Choisissez-en un dans la liste.",
      "The cycle “saison” is not in this group. Choose one of the list.",
    ],
  ],
  CycleEnded: [
    [
      { _tag: "CycleEnded", cycle: "saison" },
      "Le cycle « saison » est terminé. Créez-en un autre, ou changez ses distributions une par une.",
      "The cycle “saison” has ended. Create another one, or change its distributions one by one.",
    ],
  ],
  CycleEmpty: [
    [
      { _tag: "CycleEmpty", cycle: "saison", first: "2026-06-04" },
      "Le cycle « saison » n’aurait aucune date à partir du jeudi 4 juin 2026 : il finit trop tôt, ou tous ses jours sont exclus. Choisissez une fin plus tardive, ou moins d’exclusions.",
      "The cycle “saison” would have no date from Thursday 4 June 2026 on: it ends too early, or all its days are excluded. Choose a later end, or fewer exclusions.",
    ],
  ],
  CycleTooLong: [
    [
      { _tag: "CycleTooLong", cycle: "saison", maximum: 366 },
      "Le cycle « saison » aurait plus de 366 dates. Choisissez une fin plus proche ; un autre cycle prendra la suite.",
      "The cycle “saison” would have more than 366 dates. Choose an earlier end, and another cycle for what comes after it.",
    ],
  ],
  DistributionUnknown: [
    [
      { _tag: "DistributionUnknown", distribution: "samedi" },
      "La distribution « samedi » n’est pas dans ce groupe. Choisissez-en une dans la liste.",
      "The distribution “samedi” is not in this group. Choose one of the list.",
    ],
  ],
  DistributionDatesInvalid: [
    [
      { _tag: "DistributionDatesInvalid", rule: "opens-before-closes", ...dates },
      "Les commandes ouvriraient le vendredi 1er mai 2026 à 20:00 et fermeraient le samedi 30 mai 2026 à 20:00. Elles ouvrent avant de fermer.",
      "Orders would open on Friday 1 May 2026 at 20:00 and close on Saturday 30 May 2026 at 20:00. They must open before they close.",
    ],
    [
      { _tag: "DistributionDatesInvalid", rule: "closes-by-start", ...dates },
      "Les commandes fermeraient le samedi 30 mai 2026 à 20:00, après le début de la distribution, le jeudi 4 juin 2026 à 18:00. Fermez-les au plus tard à ce moment.",
      "Orders would close on Saturday 30 May 2026 at 20:00, after the distribution begins on Thursday 4 June 2026 at 18:00. Close them by then.",
    ],
    [
      { _tag: "DistributionDatesInvalid", rule: "starts-before-ends", ...dates },
      "La distribution commencerait le jeudi 4 juin 2026 à 18:00 et finirait le jeudi 4 juin 2026 à 20:00. Elle finit après avoir commencé.",
      "The distribution would begin on Thursday 4 June 2026 at 18:00 and end on Thursday 4 June 2026 at 20:00. It must end after it begins.",
    ],
  ],
  DistributionOutsideCatalog: [
    [
      {
        _tag: "DistributionOutsideCatalog",
        catalog: "fruits",
        date: "2026-07-02",
        startsOn: "2026-01-01",
        endsOn: "2026-06-30",
      },
      "Le catalogue « fruits » va du jeudi 1er janvier 2026 au mardi 30 juin 2026, et la distribution a lieu le jeudi 2 juillet 2026. Choisissez un jour de cette période, ou changez la période du catalogue.",
      "The catalog “fruits” runs from Thursday 1 January 2026 to Tuesday 30 June 2026, and the distribution is on Thursday 2 July 2026. Choose a day within the catalog, or change its period.",
    ],
  ],
  DistributionCancelled: [
    [
      { _tag: "DistributionCancelled", distribution: "samedi" },
      "La distribution « samedi » est annulée : rien ne peut y être commandé ni changé. Choisissez-en une autre.",
      "The distribution “samedi” is cancelled: nothing can be ordered or changed there. Choose another one.",
    ],
  ],
  DistributionHasOrders: [
    [
      { _tag: "DistributionHasOrders", distribution: "samedi", baskets: 1 },
      "Il y a 1 panier commandé pour la distribution « samedi ». Annulez d’abord ces commandes avec leurs membres.",
      "1 basket is ordered for the distribution “samedi”. Cancel these orders with their members first.",
    ],
    [
      { _tag: "DistributionHasOrders", distribution: "samedi", baskets: 3 },
      "Il y a 3 paniers commandés pour la distribution « samedi ». Annulez d’abord ces commandes avec leurs membres.",
      "3 baskets are ordered for the distribution “samedi”. Cancel these orders with their members first.",
    ],
  ],
  DayTaken: [
    [
      { _tag: "DayTaken", place: "halle", date: "2026-06-04", distribution: "jeudi" },
      "« halle » accueille déjà la distribution « jeudi » le jeudi 4 juin 2026. Choisissez un autre jour ou un autre lieu, ou autorisez-en plusieurs par jour dans les réglages du groupe.",
      "“halle” already has the distribution “jeudi” on Thursday 4 June 2026. Choose another day or place, or let the group's settings allow several a day.",
    ],
  ],
  AlreadyTakingPart: [
    [
      { _tag: "AlreadyTakingPart", catalog: "fruits", distribution: "jeudi" },
      "Le catalogue « fruits » est nommé deux fois pour la distribution « jeudi ». Une fois suffit.",
      "The catalog “fruits” is named twice for the distribution “jeudi”. Once is enough.",
    ],
  ],
  CatalogNotTakingPart: [
    [
      { _tag: "CatalogNotTakingPart", catalog: "fruits", distribution: "jeudi" },
      "Le catalogue « fruits » ne participe pas à la distribution « jeudi ». Ses produits se commandent là où il participe.",
      "The catalog “fruits” does not take part in the distribution “jeudi”. Its products can be ordered where it does.",
    ],
  ],
  BasketUnknown: [
    [
      { _tag: "BasketUnknown", basket: "jeudi~lea" },
      "Il n’y a pas de commande à annuler : rien n’a été commandé ici, ou c’est déjà annulé. Vous pouvez commander tant que les commandes sont ouvertes.",
      "There is no order to cancel: nothing was ordered here, or it is cancelled already. You can order as long as orders are open.",
    ],
  ],
  BasketEmpty: [
    [
      { _tag: "BasketEmpty", distribution: "jeudi" },
      "Le panier est vide. Choisissez au moins un produit pour commander.",
      "The basket is empty. Choose at least one product to order.",
    ],
  ],
  OrdersNotOpen: [
    [
      { _tag: "OrdersNotOpen", distribution: "jeudi", catalog: "fruits", opensAt: "2026-03-29T01:30:00.000Z" },
      "Les commandes du catalogue « fruits » ouvrent le dimanche 29 mars 2026 à 03:30. Votre choix peut être gardé jusque-là.",
      "Orders of the catalog “fruits” open on Sunday 29 March 2026 at 03:30. Your choice can be kept until then.",
    ],
  ],
  OrdersClosed: [
    [
      { _tag: "OrdersClosed", distribution: "jeudi", catalog: "fruits", closesAt: "2026-01-31T23:00:00.000Z" },
      "Les commandes du catalogue « fruits » sont closes depuis le dimanche 1er février 2026 à 00:00. Les coordinateurs du groupe peuvent encore modifier une commande.",
      "Orders of the catalog “fruits” closed on Sunday 1 February 2026 at 00:00. The coordinators of the group can still change an order.",
    ],
  ],
  ProductInactive: [
    [
      { _tag: "ProductInactive", catalog: "fruits", product: "kiwi", name: "Kiwi" },
      "« Kiwi » n’est pas en vente actuellement. Ce qui en a été commandé peut être gardé ou diminué, pas augmenté.",
      "“Kiwi” is not on sale now. What was ordered of it can be kept or lowered, not raised.",
    ],
  ],
  ProductRepeated: [
    [
      { _tag: "ProductRepeated", catalog: "fruits", product: "kiwi" },
      "Le produit « kiwi » est nommé deux fois. Indiquez une seule quantité, celle voulue en tout.",
      "The product “kiwi” is named twice. Give one quantity, the one wanted in all.",
    ],
  ],
  WrongUnit: [
    [
      { _tag: "WrongUnit", catalog: "fruits", product: "jus", expected: "pieces", got: "millilitres" },
      "« jus » se commande à la pièce, pas au volume.",
      "“jus” is ordered by the piece, not by volume.",
    ],
  ],
  QuantityNotOffered: [
    [
      { _tag: "QuantityNotOffered", ...quantity, maximum: 2000 },
      "« p » ne se vend pas en quantité de 130 g : à partir de 100 g, jusqu’à 2 kg, de 50 g en 50 g.",
      "“p” is not sold in a quantity of 130 g: from 100 g on, up to 2 kg, by steps of 50 g.",
    ],
    [
      { _tag: "QuantityNotOffered", ...quantity, wanted: { millilitres: 130 }, maximum: null },
      "« p » ne se vend pas en quantité de 13 cl : à partir de 10 cl, de 5 cl en 5 cl.",
      "“p” is not sold in a quantity of 13 cl: from 10 cl on, by steps of 5 cl.",
    ],
  ],
  AmountTooLarge: [
    [
      { _tag: "AmountTooLarge", catalog: "fruits", product: "or" },
      "Cette quantité de « or » dépasse ce qu’une commande peut atteindre. Choisissez une quantité plus petite.",
      "This quantity of “or” comes to more than one order can carry. Choose a smaller quantity.",
    ],
  ],
  StockShort: [
    [
      { _tag: "StockShort", lines: [honey, eggs] },
      "Il n’en reste pas assez : « Miel », 500 g au plus au lieu de 1,5 kg ; « Œufs », plus rien au lieu de 6 pièces. Diminuez ces quantités, ou choisissez autre chose.",
      "There is not enough left: “Miel”, at most 500 g instead of 1.5 kg; “Œufs”, none left instead of 6 pieces. Lower these quantities, or choose something else.",
    ],
  ],
  BalanceTooLow: [
    [
      { _tag: "BalanceTooLow", member: "lea", balance: 1250, floor: -500, amount: 2000, missing: 250 },
      "Il manque 2,50 € sur le compte : la commande prend 20,00 €, le compte contient 12,50 € et ne peut pas descendre sous -5,00 €. Alimentez le compte, ou commandez moins.",
      "€2.50 is missing in the wallet: the order takes €20.00, the wallet holds €12.50 and may not go below -€5.00. Pay in, or order less.",
    ],
  ],
}

const tags = Object.keys(examples) as ReadonlyArray<RefusalTag>

describe("every refusal", () => {
  it.each(tags)("REFUSAL-1: %s is said in French and in English", (tag) => {
    for (const [refusal, fr, en] of examples[tag]) {
      expect(refusal).toSatisfy(Schema.is(RefusalSchema))
      expect(both(refusal)).toEqual([fr, en])
    }
  })

  it("REFUSAL-1 (D29): there is a sentence for each code of the schema, and for nothing else", () => {
    const codes = Object.keys(RefusalSchema.cases).toSorted()
    expect(codes.length).toBeGreaterThan(40)
    expect(Object.keys(french).toSorted()).toEqual(codes)
    expect(Object.keys(english).toSorted()).toEqual(codes)
    expect(tags.toSorted()).toEqual(codes)
  })

  it("REFUSAL-1: plain voice: whole sentences, no exclamation, no blame, no field left unsaid", () => {
    for (const tag of tags) {
      for (const [refusal] of examples[tag]) {
        for (const sentence of both(refusal)) {
          expect(sentence).toMatch(/^[«“€\p{Lu}\d].*\.$/u)
          expect(sentence).not.toMatch(/!|undefined|null|NaN|\[object|erreur|error|invalid|désolé|sorry|oops/i)
        }
        const [fr, en] = both(refusal)
        expect(fr).not.toBe(en)
      }
    }
  })

  it("REFUSAL-1: French sets its marks apart by spaces that do not break", () => {
    for (const tag of tags) {
      for (const [refusal] of examples[tag]) {
        expect(sentenceOf(refusal, euros("fr"))).not.toMatch(/ [:;»]|« /)
      }
    }
  })
})

/** What a sentence leaves out on purpose: names of requests, and where the reader is already. */
const leftOut: { readonly [Tag in RefusalTag]?: ReadonlyArray<keyof RefusalOf<Tag>> } = {
  MemberHasSubscriptions: ["subscriptions"],
  PaymentsRecorded: ["subscription"],
  ContractTermsInvalid: ["catalog"],
  PreviewOutdated: ["token"],
  StartsTooEarly: ["startsOn"],
  OutsideCatalog: ["startsOn", "endsOn"],
  OverlappingSubscription: ["subscription"],
  PastOrders: ["subscription"],
  DeliveryNotCovered: ["subscription"],
  PartnerIsHolder: ["member"],
  AbsenceTooLate: ["delivery"],
  AbsenceDatesFixed: ["delivery"],
  AbsenceTooClose: ["delivery"],
  KeyReused: ["key"],
  Busy: ["attempts"],
  ProductUnitFrozen: ["catalog"],
  StockBelowOrders: ["catalog"],
  BasketUnknown: ["basket"],
  BasketEmpty: ["distribution"],
  OrdersNotOpen: ["distribution"],
  OrdersClosed: ["distribution"],
  ProductInactive: ["catalog", "product"],
  ProductRepeated: ["catalog"],
  WrongUnit: ["catalog"],
  QuantityNotOffered: ["catalog"],
  AmountTooLarge: ["catalog"],
  BalanceTooLow: ["member"],
  BasketSettled: ["basket"],
  BasketNotSettled: ["basket"],
  LineUnknown: ["basket"],
  WeightUnlikely: ["line", "product"],
  WeightsNotMatching: ["line"],
  NothingOrdered: ["catalog"],
  MoreThanOrdered: ["catalog"],
  LinesToWeigh: ["basket"],
  PaymentToChoose: ["basket", "payments"],
  BasketUnbalanced: ["basket"],
  DistributionNotStarted: ["distribution"],
  BasketsNotSettled: ["distribution"],
  DeliveriesNotClosed: ["distribution"],
  PaymentNotPromised: ["payment"],
  PaymentNotReceived: ["payment"],
  PaymentIsCancelled: ["payment"],
  NothingToRefund: ["member"],
  RefundTooLarge: ["member"],
  DepositTooLarge: ["member"],
  NotACheque: ["payment"],
  ChequeIsBanked: ["payment"],
  ChequeIsBounced: ["payment"],
  EntryUnknown: ["entry"],
  EntryIsMatched: ["entry"],
  MembershipsNotUsed: ["group"],
  MembershipFeeMissing: ["group"],
  MembershipExists: ["year"],
  MembershipUnknown: ["year"],
  MembershipIsFree: ["member"],
  NothingToPay: ["member"],
  SameAccount: ["account"],
  MoveTooLarge: ["account"],
  TillNotCounted: ["distribution"],
  TillChanged: ["distribution"],
}

/** Another value of the same kind, for a field of a refusal. */
const other = (value: unknown): unknown => {
  if (typeof value === "number") return value + 1100
  if (typeof value === "string") {
    if (/^\d{4}-/.test(value)) return value.replace("2026", "2027")
    return value === "pieces"
      ? "grams"
      : value === "grams"
        ? "millilitres"
        : value === "millilitres"
          ? "pieces"
          : `${value}x`
  }
  if (value === null) return 5000
  if (Array.isArray(value)) return value.length === 0 ? ["x"] : value.slice(1)
  return Object.fromEntries(Object.entries(value as object).map(([key, held]) => [key, other(held)]))
}

/** What chooses the sentence rather than being said in it. */
const choices = new Set(["_tag", "problem", "rule", "why"])

describe("what a sentence holds", () => {
  it.each(tags)("REFUSAL-1: %s says each of its fields, but for those left out on purpose", (tag) => {
    const silent: ReadonlyArray<string> = leftOut[tag] ?? []
    const [first] = examples[tag][0]!
    for (const field of Object.keys(first).filter((key) => !choices.has(key))) {
      const held = examples[tag].filter(([refusal]) => (refusal as unknown as Record<string, unknown>)[field] !== null)
      const changes = (held.length === 0 ? examples[tag] : held).flatMap(([refusal]) => {
        const changed = {
          ...refusal,
          [field]: other((refusal as unknown as Record<string, unknown>)[field]),
        } as Refusal
        const [before, after] = [both(refusal), both(changed)]
        return before.map((sentence, language) => sentence !== after[language])
      })
      expect([field, changes.some(Boolean)]).toEqual([field, !silent.includes(field)])
    }
  })

  it("REFUSAL-1: the visitor who is not signed in is told to sign in, whatever the right", () => {
    const asked = (actor: string) => both({ _tag: "NotAllowed", actor, needs: "desk" })
    expect(asked("@visitor")).not.toEqual(asked("seb"))
  })

  it("REFUSAL-1: what has a name on the page is called by it", () => {
    const names: Readonly<Record<string, string>> = {
      "catalog:c1": "Légumes d’été",
      "product:p1": "Tomate",
      "member:lea": "MARTIN Léa",
    }
    const wording: Wording = { ...euros("fr"), nameOf: (kind, id) => names[`${kind}:${id}`] }
    expect(spaced(sentenceOf({ _tag: "ProductUnknown", catalog: "c1", product: "p2" }, wording))).toBe(
      "Le produit « p2 » n’est pas dans le catalogue « Légumes d’été ». Choisissez-en un dans sa liste.",
    )
    expect(sentenceOf({ _tag: "NotAllowed", actor: "seb", needs: "catalog-admin:c1" }, wording)).toContain(
      "Légumes d’été",
    )
    expect(sentenceOf({ _tag: "LastAdmin", member: "lea" }, wording)).toContain("MARTIN Léa")
  })

  it("REFUSAL-1: a right or a kind that nobody named yet is said as it is", () => {
    expect(both({ _tag: "NotAllowed", actor: "seb", needs: "accounts" })[1]).toContain("“accounts”")
    expect(both({ _tag: "AlreadyExists", what: "season", id: "s" })[0]).toContain("season « s »")
  })
})

describe("how things are written", () => {
  const french$ = formatsOf(euros("fr"))
  const english$ = formatsOf(euros("en"))
  const plain = (say: Formats, measure: Parameters<Formats["measure"]>[0]) => spaced(say.measure(measure))

  it.each([
    [{ grams: 0 }, "0 g", "0 g"],
    [{ grams: 500 }, "500 g", "500 g"],
    [{ grams: 999 }, "999 g", "999 g"],
    [{ grams: 1000 }, "1 kg", "1 kg"],
    [{ grams: 1184 }, "1,184 kg", "1.184 kg"],
    [{ grams: 1_500_000 }, "1 500 kg", "1,500 kg"],
    [{ millilitres: 0 }, "0 ml", "0 ml"],
    [{ millilitres: 5 }, "5 ml", "5 ml"],
    [{ millilitres: 250 }, "25 cl", "25 cl"],
    [{ millilitres: 255 }, "255 ml", "255 ml"],
    [{ millilitres: 1000 }, "1 L", "1 L"],
    [{ millilitres: 1500 }, "1,5 L", "1.5 L"],
    [{ pieces: 0 }, "0 pièce", "0 pieces"],
    [{ pieces: 1 }, "1 pièce", "1 piece"],
    [{ pieces: 3 }, "3 pièces", "3 pieces"],
  ])("REFUSAL-1 (GC-17): %j is %s in French, %s in English", (measure, fr, en) => {
    expect([plain(french$, measure), plain(english$, measure)]).toEqual([fr, en])
  })

  it("REFUSAL-1 (MONEY-3): money has the decimals of its currency", () => {
    const money = (currency: string, amount: number) => spaced(formatsOf({ ...euros("fr"), currency }).money(amount))
    expect([
      money("EUR", 123_450),
      money("EUR", -5),
      money("JPY", 1500),
      money("TND", 1500),
      money("HUF", 1550),
    ]).toEqual(["1 234,50 €", "-0,05 €", "1 500 JPY", "1,500 TND", "15,50 HUF"])
  })

  it("REFUSAL-1 (D7): an instant is on the clock of the group, not of the reader", () => {
    const at = "2026-10-25T00:30:00.000Z"
    const moment = (timeZone: string) => formatsOf({ ...euros("en"), timeZone }).moment(at)
    expect(moment("Europe/Paris")).toBe("Sunday 25 October 2026 at 02:30")
    expect(moment("America/New_York")).toBe("Saturday 24 October 2026 at 20:30")
    expect(formatsOf({ ...euros("fr"), timeZone: "Pacific/Auckland" }).day("2026-03-01")).toBe("dimanche 1er mars 2026")
  })
})

describe("what does not compile", () => {
  it("REFUSAL-1 (D29): a language without one sentence, or with a field that is not there", () => {
    const { Busy: _, ...rest } = english
    // @ts-expect-error the sentence of Busy is missing
    const missing: Sentences = rest
    // @ts-expect-error there is no `catalogue` in OrdersClosed
    const wrong: Sentences = { ...english, OrdersClosed: ({ catalogue }) => `${catalogue}` }
    expect(Object.keys(wrong).filter((tag) => !(tag in missing))).toEqual(["Busy"])
  })
})
