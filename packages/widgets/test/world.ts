import { createCabas, memoryStorage } from "@cabas/engine"
import type { Cabas } from "@cabas/engine"

/** The group of the tests, who is in it, and the secret its site signs tokens with. */
export const group = "paniers"
export const member = "camille"
export const otherMember = "dominique"
export const secret = "the widgets' own tests sign tokens with this"

/** When the tests play: a Saturday evening in Paris, three days before orders close. */
export const start = Date.parse("2026-11-21T17:02:00Z")

/** When orders of the first distribution close: Tuesday at eight in the evening. */
export const closing = Date.parse("2026-11-24T19:00:00Z")

const producers = [
  { id: "aubiers", name: "Ferme des Aubiers", city: "Saint-Aubin" },
  { id: "vallon", name: "Bergerie du Vallon", city: "Vère" },
  { id: "fournil", name: "Le Fournil de la Halle", city: "Vère" },
  { id: "verger", name: "Vergers de la Côte", city: "Montreux" },
] as const

const fees: Readonly<Record<string, number>> = { verger: 300 }

/** Kilograms to choose from, by `step` grams from `minimum`. */
const loose = (price: number, step: number, minimum: number) =>
  ({
    saleKind: "loose",
    terms: { price, per: { grams: 1000 }, vat: 550, content: null },
    loose: { step, minimum, maximum: 10_000 },
  }) as const

/** Pieces weighed on the day. */
const weighed = (price: number, grams: number) =>
  ({ saleKind: "weighed", terms: { price, per: { grams: 1000 }, vat: 550, content: { grams } } }) as const

const piece = (
  price: number,
  content: { readonly grams: number } | { readonly millilitres: number } | { readonly pieces: number } | null = null,
) => ({ saleKind: "piece", terms: { price, per: { pieces: 1 }, vat: 550, content } }) as const

const counted = (quantity: number) => ({ stock: { policy: "per-distribution", quantity } }) as const

const organic = { labels: ["organic"] } as const

const products = [
  [
    "aubiers",
    "carottes",
    "Carottes des sables",
    "vegetables",
    {
      ...loose(240, 250, 500),
      ...organic,
      description: "Non lavées, elles se gardent trois semaines au frais.",
      origin: "Saint-Aubin",
    },
  ],
  ["aubiers", "poireaux", "Poireaux d’hiver", "vegetables", { ...loose(340, 500, 500), ...organic }],
  ["aubiers", "courge", "Courge butternut", "vegetables", { ...weighed(290, 1300), ...organic }],
  ["aubiers", "mache", "Mâche", "vegetables", { ...piece(320, { grams: 150 }), ...organic }],
  ["aubiers", "epinards", "Épinards", "vegetables", { ...loose(620, 250, 250), ...organic }],
  ["aubiers", "radis", "Radis noir", "vegetables", { ...piece(150), ...organic }],
  [
    "aubiers",
    "oeufs",
    "Œufs, boîte de 6",
    "eggs",
    { ...piece(210, { pieces: 6 }), ...counted(2), allergens: ["eggs"] },
  ],
  [
    "vallon",
    "tomme",
    "Tomme de brebis",
    "cheese",
    { ...weighed(2400, 250), ...counted(3), allergens: ["milk"], description: "Affinée quatre mois en cave." },
  ],
  ["vallon", "faisselle", "Faisselle de brebis", "dairy", { ...piece(380, { grams: 500 }), allergens: ["milk"] }],
  ["vallon", "yaourt", "Yaourt nature de brebis", "dairy", { ...piece(310, { grams: 500 }), allergens: ["milk"] }],
  ["vallon", "agneau", "Gigot d’agneau", "meat", { ...weighed(2850, 2100), ...counted(4) }],
  [
    "fournil",
    "campagne",
    "Pain de campagne au levain naturel et aux graines de courge",
    "bread",
    { ...piece(480, { grams: 800 }), allergens: ["gluten"] },
  ],
  ["fournil", "brioche", "Brioche", "bread", { ...piece(650, { grams: 400 }), allergens: ["gluten", "eggs", "milk"] }],
  ["fournil", "farine", "Farine de blé T80", "grocery", { ...piece(190, { grams: 1000 }), allergens: ["gluten"] }],
  ["verger", "pommes", "Pommes Reinette", "fruit", loose(310, 500, 1000)],
  ["verger", "poires", "Poires Conférence", "fruit", loose(360, 500, 500)],
  ["verger", "jus", "Jus de pomme", "drinks", piece(340, { millilitres: 1000 })],
  ["verger", "cidre", "Cidre brut", "drinks", piece(420, { millilitres: 750 })],
  ["verger", "miel", "Miel de châtaignier", "honey", { ...piece(780, { grams: 500 }), ...counted(6) }],
] as const

/** A small association whose orders are open around `now`, with money in the pot of its first member. */
export interface World {
  readonly cabas: Cabas
  /** The server's clock, which tests may set. */
  readonly clock: { now: number }
}

/** Whatever is refused while a world is made is a mistake of the test. */
const done = async (asked: Promise<{ readonly refusal?: unknown }>): Promise<void> => {
  const { refusal } = await asked
  if (refusal !== undefined) throw new Error(JSON.stringify(refusal))
}

/** Plans a Saturday for all catalogs; instants without their seconds. */
const plan = (cabas: Cabas, id: string, opensAt: string, closesAt: string, startsAt: string, endsAt: string) =>
  done(
    cabas.asHost.distribution.plan({
      group,
      id,
      place: "halle",
      startsAt: `${startsAt}:00Z`,
      endsAt: `${endsAt}:00Z`,
      orders: { opensAt: `${opensAt}:00Z`, closesAt: `${closesAt}:00Z` },
      participations: producers.map((producer) => ({ catalog: producer.id })),
    }),
  )

/** Makes the world; `extra` more products make a long catalog. */
export const makeWorld = async (extra = 0): Promise<World> => {
  const clock = { now: start }
  const cabas = createCabas({ storage: memoryStorage(), clock: () => clock.now })
  const host = cabas.asHost
  const people = [{ firstName: "Camille", lastName: "Roussel", email: null, phone: null }]
  await done(host.group.create({ id: group, name: "Les Paniers du canal", admin: { id: "admin", people } }))
  await done(host.group.configure({ group, payments: { moneyPot: true, floor: 0 } }))
  await done(host.place.save({ group, id: "halle", name: "Halle du canal", address: "2 quai du Nord", city: "Vère" }))
  for (const id of [member, otherMember]) {
    // eslint-disable-next-line no-await-in-loop -- one after the other keeps the journal in one order
    await done(host.member.add({ group, id, people }))
    // eslint-disable-next-line no-await-in-loop
    await done(host.payment.record({ group, id: `credit-${id}`, member: id, amount: 8000, kind: "transfer" }))
  }
  for (const { id, name, city } of producers) {
    const fee = fees[id] === undefined ? null : { basisPoints: fees[id], label: "Transport" }
    // eslint-disable-next-line no-await-in-loop
    await done(host.producer.save({ group, id, name, city }))
    // eslint-disable-next-line no-await-in-loop
    await done(
      host.catalog.create({ group, id, name, producer: id, startsOn: "2020-01-01", endsOn: "2040-12-31", fee }),
    )
  }
  for (const [catalog, id, name, category, told] of products) {
    // eslint-disable-next-line no-await-in-loop
    await done(host.product.save({ group, catalog, id, name, category, ...told }))
  }
  for (let index = 0; index < extra; index += 1) {
    const name = `Légume de collection n° ${index + 1}`
    const told = { id: `extra-${index}`, name, category: "vegetables", ...piece(100 + index) }
    // eslint-disable-next-line no-await-in-loop
    await done(host.product.save({ group, catalog: "aubiers", ...told }))
  }
  await plan(cabas, "samedi", "2026-11-17T17:00", "2026-11-24T19:00", "2026-11-28T09:00", "2026-11-28T11:00")
  await plan(cabas, "suivant", "2026-11-25T17:00", "2026-12-01T19:00", "2026-12-05T09:00", "2026-12-05T11:00")
  return { cabas, clock }
}
