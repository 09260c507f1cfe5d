/** So many pieces of each product, by its id. */
export type Pieces = Readonly<Record<string, number>>

/** What somebody said of one delivery; deliveries are counted from the one that is next, 0. */
export type Said =
  | { readonly does: "absent"; readonly at: ReadonlyArray<number> }
  | { readonly does: "move"; readonly at: number; readonly to: number }
  | { readonly does: "order"; readonly at: number; readonly pieces: Pieces }
  | { readonly does: "give"; readonly at: number; readonly to: string }

/** A household that committed to a contract. */
export interface Subscriber {
  readonly contract: string
  readonly member: string
  readonly order: Pieces
  /** Another household that comes every other time, and its share in basis points. */
  readonly partner?: { readonly member: string; readonly share: number }
  /** Joined when so many deliveries were behind. */
  readonly late?: number
  /** How many absences it wants. */
  readonly absences?: number
  readonly said?: ReadonlyArray<Said>
}

const small = { "petit-panier": 1 }
const large = { "grand-panier": 1 }

const ofVegetables: ReadonlyArray<Omit<Subscriber, "contract">> = [
  { member: "lea-martin", order: small, absences: 4, said: [{ does: "absent", at: [2, 5] }] },
  { member: "karim-haddad", order: large, absences: 2 },
  {
    member: "jean-pierre-berthelot",
    order: large,
    partner: { member: "marguerite-vidal", share: 5000 },
    absences: 2,
    said: [{ does: "absent", at: [1] }],
  },
  { member: "awa-diallo", order: small, absences: 4, said: [{ does: "absent", at: [0, 1] }] },
  { member: "thomas-nguyen", order: large, absences: 0 },
  { member: "fatima-el-amrani", order: { "grand-panier": 2 }, absences: 3, said: [{ does: "move", at: 3, to: 4 }] },
  { member: "odile-renaudin", order: small, absences: 4, said: [{ does: "give", at: 0, to: "Sa voisine Jeanne" }] },
  { member: "marie-laure-cazenave", order: large },
  { member: "florence-maillard", order: small, partner: { member: "rosa-gimenez", share: 5000 }, absences: 1 },
  { member: "denis-rousselot", order: large, late: 4, absences: 2 },
  { member: "theo-marchand", order: small, late: 5 },
]

const ofCheese: ReadonlyArray<Omit<Subscriber, "contract">> = [
  {
    member: "lea-martin",
    order: { "tomme-de-brebis": 1, "buche-fraiche": 2 },
    said: [{ does: "order", at: 1, pieces: { "bleu-du-vallon": 1, brousse: 2, "tomme-de-brebis": 1 } }],
  },
  { member: "camille-roussel", order: { "tomme-de-brebis": 2, "yaourts-de-brebis": 1 } },
  { member: "awa-diallo", order: { brousse: 2, "yaourts-de-brebis": 1 }, said: [{ does: "absent", at: [0] }] },
  { member: "adama-traore", order: { "tomme-de-brebis": 1, brousse: 2 } },
  { member: "pauline-hamel", order: { "bleu-du-vallon": 1, "tomme-de-brebis": 1 }, late: 1 },
  { member: "zeynep-yildiz", order: { "yaourts-de-brebis": 2, "buche-fraiche": 1 } },
]

const ofMeat: ReadonlyArray<Omit<Subscriber, "contract">> = [
  { member: "karim-haddad", order: { "colis-de-5-kg": 1 } },
  {
    member: "thomas-nguyen",
    order: { "colis-de-5-kg": 1, "steaks-haches-par-six": 1 },
    said: [{ does: "order", at: 1, pieces: { "colis-de-10-kg": 1 } }],
  },
  { member: "denis-rousselot", order: { "colis-de-10-kg": 1 }, partner: { member: "arnaud-texier", share: 4000 } },
  { member: "michel-dubreuil", order: { "steaks-haches-par-six": 1 } },
]

/** Who committed to what, two of the baskets being shared between households that live close to each other. */
export const subscribers: ReadonlyArray<Subscriber> = [
  ...ofVegetables.map((one) => ({ contract: "amap-legumes", ...one })),
  ...ofCheese.map((one) => ({ contract: "amap-fromages", ...one })),
  ...ofMeat.map((one) => ({ contract: "amap-viande", ...one })),
]
