import { absencesFrench } from "./absences.fr.ts"
import { dayFrench } from "./day.fr.ts"
import { bankFrench } from "./bank.fr.ts"
import { contractsFrench } from "./contracts.fr.ts"
import type { Formats } from "./formats.ts"
import { measureOf, unitOf } from "../values/measure.ts"
import type { RefusalOf, Sentences } from "./sentences.ts"

/** French sets marks apart by a space that no line breaks at. */
const cited = (text: string): string => `«\u00a0${text}\u00a0»`

const kinds: Readonly<Record<string, string>> = {
  group: "un groupe",
  member: "un membre",
  catalog: "un catalogue",
  distribution: "une distribution",
  cycle: "un cycle",
  payment: "un paiement",
}

const units: Readonly<Record<string, string>> = {
  pieces: "à la pièce",
  grams: "au poids",
  millilitres: "au volume",
}

const rights: Readonly<Record<string, string>> = {
  "group-admin": "administration du groupe",
  "catalog-admin": "gestion des catalogues",
  members: "gestion des membres",
  messages: "envoi de messages",
  desk: "tenue de la distribution",
}

const notAllowed = ({ actor, needs }: RefusalOf<"NotAllowed">, say: Formats): string => {
  if (actor === "@visitor") return "Ceci est réservé aux membres du groupe. Identifiez-vous d’abord."
  if (needs === "self") return "Seul le membre concerné peut le faire."
  if (needs === "member") return "Ceci est réservé aux membres du groupe. Un coordinateur peut vous y ajouter."
  if (needs === "host") return "Seul le site qui héberge le groupe peut le faire."
  const named = needs.split(" or ").map((right) => {
    const catalog = right.startsWith("catalog-admin:") ? right.slice("catalog-admin:".length) : undefined
    return catalog === undefined ? (rights[right] ?? right) : `gestion du catalogue ${say.name("catalog", catalog)}`
  })
  return `Ceci demande le droit ${named.map(cited).join(" ou ")}. Un administrateur du groupe peut vous le donner.`
}

const badInput = ({ issues }: RefusalOf<"BadInput">): string => {
  const paths = [...new Set(issues.map(({ path }) => path.join(".")))].filter((path) => path !== "")
  if (paths.length === 0) return "La demande ne peut pas être lue telle quelle. Rien n’a été changé."
  const shown = paths.slice(0, 5).map(cited).join(", ")
  const more = paths.length > 5 ? ` et ${paths.length - 5} de plus` : ""
  const isOne = paths.length === 1
  return `${isOne ? "Ce champ n’a" : "Ces champs n’ont"} pas de valeur acceptable\u00a0: ${shown}${more}. Rien n’a été changé.`
}

const termsInvalid = ({ product, problem }: RefusalOf<"ProductTermsInvalid">, say: Formats): string => {
  const name = cited(say.name("product", product))
  switch (problem) {
    case "content-missing":
      return `${name} a un prix au poids ou au volume\u00a0: indiquez ce que contient une pièce.`
    case "content-not-in-price-unit":
      return `${name}\u00a0: ce que contient une pièce et ce à quoi se rapporte le prix sont tous deux des poids, ou tous deux des volumes.`
    case "loose-terms-missing":
      return `${name} est vendu en vrac\u00a0: indiquez un pas, un minimum et, si vous le souhaitez, un maximum.`
    case "loose-not-by-weight-or-volume":
      return `${name} est vendu en vrac\u00a0: son prix se rapporte à un poids ou à un volume, pas à une pièce.`
    case "loose-bounds":
      return `${name}\u00a0: le minimum et le maximum sont des multiples du pas, et le maximum n’est pas plus petit que le minimum.`
    case "loose-terms-unexpected":
      return `${name} n’est pas vendu en vrac et n’a ni pas ni limites. Retirez-les, ou vendez-le en vrac.`
  }
}

const datesInvalid = (refusal: RefusalOf<"DistributionDatesInvalid">, say: Formats): string => {
  const { moment } = say
  switch (refusal.rule) {
    case "opens-before-closes":
      return `Les commandes ouvriraient le ${moment(refusal.opensAt)} et fermeraient le ${moment(refusal.closesAt)}. Elles ouvrent avant de fermer.`
    case "closes-by-start":
      return `Les commandes fermeraient le ${moment(refusal.closesAt)}, après le début de la distribution, le ${moment(refusal.startsAt)}. Fermez-les au plus tard à ce moment.`
    case "starts-before-ends":
      return `La distribution commencerait le ${moment(refusal.startsAt)} et finirait le ${moment(refusal.endsAt)}. Elle finit après avoir commencé.`
  }
}

const quantityNotOffered = (refusal: RefusalOf<"QuantityNotOffered">, say: Formats): string => {
  const { wanted, step, minimum, maximum } = refusal
  const measure = (amount: number) => say.measure(measureOf(unitOf(wanted), amount))
  const most = maximum === null ? "" : `, jusqu’à ${measure(maximum)}`
  const name = cited(say.name("product", refusal.product))
  return `${name} ne se vend pas en quantité de ${say.measure(wanted)}\u00a0: à partir de ${measure(minimum)}${most}, de ${measure(step)} en ${measure(step)}.`
}

const stockShort = ({ lines }: RefusalOf<"StockShort">, say: Formats): string => {
  const each = lines.map(({ name, wanted, left }) => {
    const most = Object.values(left).every((amount) => amount === 0) ? "plus rien" : `${say.measure(left)} au plus`
    return `${cited(name)}, ${most} au lieu de ${say.measure(wanted)}`
  })
  return `Il n’en reste pas assez\u00a0: ${each.join("\u00a0; ")}. Diminuez ces quantités, ou choisissez autre chose.`
}

/** Every refusal in French. */
export const french: Sentences = {
  ...absencesFrench,
  ...bankFrench,
  ...contractsFrench,
  ...dayFrench,
  BadInput: badInput,
  KeyReused: () =>
    "Cette demande porte la clé d’une autre, reçue auparavant avec un autre contenu. Rien n’a été changé\u00a0; envoyez-la sous une nouvelle clé.",
  Busy: () =>
    "Beaucoup de personnes changent la même chose en ce moment. Rien n’a été changé\u00a0; réessayez dans quelques secondes.",
  FileUnreadable: ({ reason }) =>
    `Le fichier ne peut pas être lu (${reason}). Un fichier CSV avec une ligne de titres, et un nom et un prix par produit, peut l’être.`,
  GroupUnknown: ({ group }, say) =>
    `Il n’y a pas de groupe ${cited(say.name("group", group))}, ou il n’y en a plus. Vérifiez son adresse.`,
  GroupSuspended: ({ group, reason }, say) =>
    `Le groupe ${cited(say.name("group", group))} est suspendu${reason === null ? "" : ` (${reason})`}\u00a0: tout peut y être lu, rien ne peut y être changé. Un administrateur du groupe peut le rouvrir.`,
  GroupNotSuspended: ({ group }, say) =>
    `Le groupe ${cited(say.name("group", group))} est en service. Suspendez-le d’abord\u00a0; il pourra alors être supprimé.`,
  NotAllowed: notAllowed,
  LastAdmin: ({ member }, say) =>
    `${cited(say.name("member", member))} est la seule personne à administrer le groupe. Donnez d’abord ce droit à un autre membre.`,
  PlaceUnknown: ({ place }, say) =>
    `Le lieu ${cited(say.name("place", place))} n’est pas dans ce groupe, ou il est archivé. Choisissez-en un autre, ou rouvrez celui-ci.`,
  AlreadyExists: ({ what, id }) =>
    `Il y a déjà ${kinds[what] ?? what} ${cited(id)}. Modifiez l’existant, ou choisissez un autre identifiant.`,
  MemberUnknown: ({ member }, say) =>
    `${cited(say.name("member", member))} n’est pas parmi les membres actuels du groupe. Ajoutez d’abord ce membre.`,
  EmailTaken: ({ email }) =>
    `L’adresse ${email} est déjà celle d’un autre membre. Une adresse sert à un seul foyer\u00a0; indiquez-en une autre.`,
  MemberHasBalance: ({ member, balance }, say) =>
    balance > 0
      ? `${cited(say.name("member", member))} a encore ${say.money(balance)} sur son compte. Remboursez cette somme\u00a0; le départ sera alors possible.`
      : `${cited(say.name("member", member))} doit encore ${say.money(-balance)}. Le départ sera possible une fois cette somme réglée.`,
  MemberHasOrders: ({ member, distributions }, say) =>
    `${cited(say.name("member", member))} a encore des commandes à venir (${distributions.map((id) => say.name("distribution", id)).join(", ")}). Annulez-les, ou attendez qu’elles soient remises.`,
  ProducerUnknown: ({ producer }, say) =>
    `Le producteur ${cited(say.name("producer", producer))} n’est pas dans ce groupe. Ajoutez-le d’abord.`,
  CatalogUnknown: ({ catalog }, say) =>
    `Le catalogue ${cited(say.name("catalog", catalog))} n’est pas dans ce groupe. Choisissez-en un dans la liste.`,
  CatalogDatesInvalid: ({ startsOn, endsOn }, say) =>
    `Le catalogue commencerait le ${say.day(startsOn)} et finirait avant, le ${say.day(endsOn)}. Choisissez une fin le même jour ou plus tard.`,
  CatalogFull: ({ catalog, maximum }, say) =>
    `Le catalogue ${cited(say.name("catalog", catalog))} contient ${maximum} produits, autant qu’un catalogue peut en contenir. Ouvrez-en un second pour les autres.`,
  ProductUnknown: ({ catalog, product }, say) =>
    `Le produit ${cited(say.name("product", product))} n’est pas dans le catalogue ${cited(say.name("catalog", catalog))}. Choisissez-en un dans sa liste.`,
  ProductTermsInvalid: termsInvalid,
  ReferenceTaken: ({ catalog, reference, product }, say) =>
    `La référence ${cited(reference)} est déjà celle de ${cited(say.name("product", product))} dans le catalogue ${cited(say.name("catalog", catalog))}. Choisissez-en une autre.`,
  ProductUnitFrozen: ({ product, unit }, say) =>
    `${cited(say.name("product", product))} est compté ${units[unit] ?? unit} et le reste, pour que les commandes gardent leur sens. Pour le vendre autrement, ajoutez un autre produit.`,
  StockBelowOrders: ({ product, ordered }, say) =>
    `Les commandes de ${cited(say.name("product", product))} atteignent déjà ${say.measure(ordered)}. Le stock peut être ramené à cette quantité, pas à moins.`,
  CycleUnknown: ({ cycle }) => `Le cycle ${cited(cycle)} n’est pas dans ce groupe. Choisissez-en un dans la liste.`,
  CycleEnded: ({ cycle }) =>
    `Le cycle ${cited(cycle)} est terminé. Créez-en un autre, ou changez ses distributions une par une.`,
  CycleEmpty: ({ cycle, first }, say) =>
    `Le cycle ${cited(cycle)} n’aurait aucune date à partir du ${say.day(first)}\u00a0: il finit trop tôt, ou tous ses jours sont exclus. Choisissez une fin plus tardive, ou moins d’exclusions.`,
  CycleTooLong: ({ cycle, maximum }) =>
    `Le cycle ${cited(cycle)} aurait plus de ${maximum} dates. Choisissez une fin plus proche\u00a0; un autre cycle prendra la suite.`,
  DistributionUnknown: ({ distribution }, say) =>
    `La distribution ${cited(say.name("distribution", distribution))} n’est pas dans ce groupe. Choisissez-en une dans la liste.`,
  DistributionDatesInvalid: datesInvalid,
  DistributionOutsideCatalog: ({ catalog, date, startsOn, endsOn }, say) =>
    `Le catalogue ${cited(say.name("catalog", catalog))} va du ${say.day(startsOn)} au ${say.day(endsOn)}, et la distribution a lieu le ${say.day(date)}. Choisissez un jour de cette période, ou changez la période du catalogue.`,
  DistributionCancelled: ({ distribution }, say) =>
    `La distribution ${cited(say.name("distribution", distribution))} est annulée\u00a0: rien ne peut y être commandé ni changé. Choisissez-en une autre.`,
  DistributionHasOrders: ({ distribution, baskets }, say) =>
    `Il y a ${baskets === 1 ? "1 panier commandé" : `${baskets} paniers commandés`} pour la distribution ${cited(say.name("distribution", distribution))}. Annulez d’abord ces commandes avec leurs membres.`,
  DayTaken: ({ place, date, distribution }, say) =>
    `${cited(say.name("place", place))} accueille déjà la distribution ${cited(say.name("distribution", distribution))} le ${say.day(date)}. Choisissez un autre jour ou un autre lieu, ou autorisez-en plusieurs par jour dans les réglages du groupe.`,
  AlreadyTakingPart: ({ catalog, distribution }, say) =>
    `Le catalogue ${cited(say.name("catalog", catalog))} est nommé deux fois pour la distribution ${cited(say.name("distribution", distribution))}. Une fois suffit.`,
  CatalogNotTakingPart: ({ catalog, distribution }, say) =>
    `Le catalogue ${cited(say.name("catalog", catalog))} ne participe pas à la distribution ${cited(say.name("distribution", distribution))}. Ses produits se commandent là où il participe.`,
  BasketUnknown: () =>
    "Il n’y a pas de commande à annuler\u00a0: rien n’a été commandé ici, ou c’est déjà annulé. Vous pouvez commander tant que les commandes sont ouvertes.",
  BasketEmpty: () => "Le panier est vide. Choisissez au moins un produit pour commander.",
  OrdersNotOpen: ({ catalog, opensAt }, say) =>
    `Les commandes du catalogue ${cited(say.name("catalog", catalog))} ouvrent le ${say.moment(opensAt)}. Votre choix peut être gardé jusque-là.`,
  OrdersClosed: ({ catalog, closesAt }, say) =>
    `Les commandes du catalogue ${cited(say.name("catalog", catalog))} sont closes depuis le ${say.moment(closesAt)}. Les coordinateurs du groupe peuvent encore modifier une commande.`,
  ProductInactive: ({ name }) =>
    `${cited(name)} n’est pas en vente actuellement. Ce qui en a été commandé peut être gardé ou diminué, pas augmenté.`,
  ProductRepeated: ({ product }, say) =>
    `Le produit ${cited(say.name("product", product))} est nommé deux fois. Indiquez une seule quantité, celle voulue en tout.`,
  WrongUnit: ({ product, expected, got }, say) =>
    `${cited(say.name("product", product))} se commande ${units[expected] ?? expected}, pas ${units[got] ?? got}.`,
  QuantityNotOffered: quantityNotOffered,
  AmountTooLarge: ({ product }, say) =>
    `Cette quantité de ${cited(say.name("product", product))} dépasse ce qu’une commande peut atteindre. Choisissez une quantité plus petite.`,
  StockShort: stockShort,
  BalanceTooLow: ({ balance, floor, amount, missing }, say) =>
    `Il manque ${say.money(missing)} sur le compte\u00a0: la commande prend ${say.money(amount)}, le compte contient ${say.money(balance)} et ne peut pas descendre sous ${say.money(floor)}. Alimentez le compte, ou commandez moins.`,
}
