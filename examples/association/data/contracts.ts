import { camapAbsences } from "@cabas/core/absence"
import type { ContractTerms } from "@cabas/core/catalog"
import { occurrences, plusDays, weekdayOf } from "@cabas/core/values"
import type { Exclusion } from "@cabas/core/values"
import { listing, piece, weighed } from "./products/listing.ts"
import type { Product } from "./types.ts"

/** A contract of the season: whose, on which of its Thursdays, and what it asks. */
export interface ContractOfSeason {
  readonly id: string
  readonly name: string
  readonly producer: string
  readonly kind: "constant" | "variable"
  /** Every so many Thursdays, from that one on. */
  readonly every: number
  readonly from: number
  readonly terms: (season: Season) => ContractTerms
  readonly products: ReadonlyArray<Product>
}

/** Some Thursdays in a row, those of holidays left out. */
export interface Season {
  readonly first: string
  readonly last: string
  readonly days: ReadonlyArray<string>
  readonly holidays: ReadonlyArray<Exclusion>
}

/** How many deliveries the longest contract has. */
export const deliveryCount = 48

/** The season is told of four weeks before its first Thursday. */
export const announcedBefore = 28

const thursday = 4

/** Farms and members rest around the turn of the year and in the middle of August. */
const holidaysFrom = (year: number): ReadonlyArray<Exclusion> =>
  [year - 1, year, year + 1].flatMap((one) => [
    { from: `${one}-08-08`, to: `${one}-08-21` },
    { from: `${one}-12-22`, to: `${one + 1}-01-04` },
  ])

/** The season that runs on a day: it began some six weeks before. */
export const seasonAround = (today: string): Season => {
  const early = plusDays(today, -45)
  const first = plusDays(early, (thursday - weekdayOf(early) + 7) % 7)
  const holidays = holidaysFrom(Number(first.slice(0, 4)))
  const recurrence = { first, every: { weeks: 1 }, ends: { count: deliveryCount }, except: holidays }
  const days = [...occurrences(recurrence)]
  return { first: days[0] ?? first, last: days.at(-1) ?? first, days, holidays }
}

const plain = { firstDelivery: null, documents: [] } as const
const noMinimums = { perDelivery: null, overPeriod: null, checked: "at-each-save" } as const

const vegetables: ContractOfSeason = {
  id: "amap-legumes",
  name: "Panier de légumes",
  producer: "ferme-des-aubiers",
  kind: "constant",
  every: 1,
  from: 0,
  terms: ({ first, last }) => ({
    ...plain,
    delays: { opensDays: 366, closesHours: 72 },
    minimums: noMinimums,
    absences: {
      ...camapAbsences({ maximum: 4, window: { from: first, to: last } }),
      shift: { maximum: 2, weeks: 6 },
    },
    sharing: true,
    text: [
      "Hélène et Simon sèment pour vous : le panier suit les saisons, l’abondance comme les coups durs.",
      "Quarante-huit jeudis dans l’année. Nous ne livrons ni autour de Noël, ni à la mi-août.",
      "Vous pouvez être absent quatre fois. Prévenez avant le lundi soir : ces paniers ne sont pas payés, et l’un d’eux peut venir doubler un autre jeudi.",
      "À deux foyers, le panier se partage : chacun vient un jeudi sur deux.",
    ].join("\n\n"),
  }),
  products: listing(
    {
      prefix: "AMP",
      category: "vegetables",
      labels: ["organic"],
      allergens: [],
      origin: "Saint-Aubin-sur-Vère",
      vat: 550,
    },
    [
      {
        id: "petit-panier",
        code: "PET",
        name: "Petit panier",
        description: "Quatre à cinq légumes, pour une ou deux personnes.",
        sale: piece(1150),
      },
      {
        id: "grand-panier",
        code: "GRA",
        name: "Grand panier",
        description: "Sept à huit légumes, pour une famille.",
        sale: piece(1980),
      },
    ],
  ),
}

const cheese: ContractOfSeason = {
  id: "amap-fromages",
  name: "Fromages de brebis",
  producer: "bergerie-du-vallon",
  kind: "variable",
  every: 2,
  from: 1,
  terms: ({ first, last }) => ({
    ...plain,
    delays: { opensDays: 120, closesHours: 96 },
    minimums: { ...noMinimums, perDelivery: 1200 },
    absences: {
      ...camapAbsences({ maximum: 3, window: { from: first, to: last } }),
      quota: { kind: "fixed", maximum: 3 },
      placement: "none",
    },
    sharing: false,
    text: [
      "Un jeudi sur deux, les fromages de la bergerie. Choisissez à chaque fois, ou laissez venir votre commande habituelle.",
      "Il faut au moins 12 € par livraison : c’est ce qui permet à Maud de tenir la tournée.",
    ].join("\n\n"),
  }),
  products: listing(
    { prefix: "BRE", category: "cheese", labels: ["farmhouse"], allergens: ["milk"], origin: "Courvallon", vat: 550 },
    [
      {
        id: "tomme-de-brebis",
        code: "TOM",
        name: "Tomme de brebis, part",
        description: "Trois mois de cave, environ 250 g.",
        sale: piece(690, { grams: 250 }),
      },
      {
        id: "buche-fraiche",
        code: "BUC",
        name: "Bûche fraîche",
        description: "À tartiner, ou à poêler.",
        sale: piece(420, { grams: 180 }),
      },
      {
        id: "brousse",
        code: "BRO",
        name: "Brousse",
        description: "Du matin même, en faisselle.",
        sale: piece(380, { grams: 250 }),
        stock: { policy: "per-distribution", quantity: 24 },
      },
      {
        id: "yaourts-de-brebis",
        code: "YAO",
        name: "Yaourts de brebis, par quatre",
        description: "En pots de verre à rapporter.",
        sale: piece(520, { grams: 500 }),
      },
      {
        id: "bleu-du-vallon",
        code: "BLE",
        name: "Bleu du Vallon, part",
        description: "Doux, environ 200 g.",
        sale: piece(610, { grams: 200 }),
        stock: { policy: "per-distribution", quantity: 10 },
      },
    ],
  ),
}

const meat: ContractOfSeason = {
  id: "amap-viande",
  name: "Colis de bœuf",
  producer: "ferme-du-haut-patis",
  kind: "variable",
  every: 4,
  from: 2,
  terms: () => ({
    ...plain,
    delays: { opensDays: 150, closesHours: 240 },
    minimums: noMinimums,
    absences: null,
    sharing: true,
    text: [
      "Une bête par mois, découpée à l’atelier voisin. Le colis se pèse à la livraison : vous payez le poids qu’il fait.",
      "Dites dix jours avant ce que vous prenez ; sans réponse, votre commande habituelle est préparée.",
    ].join("\n\n"),
  }),
  products: listing(
    {
      prefix: "BOE",
      category: "meat",
      labels: ["farmhouse"],
      allergens: [],
      origin: "Brévaux-sur-Vère",
      vat: 550,
    },
    [
      {
        id: "colis-de-5-kg",
        code: "C5",
        name: "Colis varié de 5 kg",
        description: "À griller, à rôtir et à mijoter, environ 5 kg.",
        sale: weighed(1590, 5000),
        stock: { policy: "per-distribution", quantity: 12 },
      },
      {
        id: "colis-de-10-kg",
        code: "C10",
        name: "Colis varié de 10 kg",
        description: "Le même, en double, environ 10 kg.",
        sale: weighed(1540, 10_000),
        stock: { policy: "per-distribution", quantity: 4 },
      },
      {
        id: "steaks-haches-par-six",
        code: "SH6",
        name: "Steaks hachés, par six",
        description: "Pur bœuf, environ 900 g.",
        sale: weighed(1690, 900),
      },
    ],
  ),
}

/** The contracts of the season: a basket of vegetables each week, cheese every other week, beef each month. */
export const contracts: ReadonlyArray<ContractOfSeason> = [vegetables, cheese, meat]

/** The Thursdays of a contract. */
export const daysOfContract = ({ every, from }: ContractOfSeason, { days }: Season): ReadonlyArray<string> =>
  days.filter((_, index) => index >= from && (index - from) % every === 0)
