import type { Batch, Reading, Storage } from "@cabas/engine/storage"
import { heldFor, orderedOf, stockOf, walletOf } from "@cabas/core/ledger"
import { runPromise } from "effect/Effect"
import type { Order } from "./order.ts"
import { orderOf, sizes } from "./order.ts"

const space = "association-de-la-riviere"
const when = "2026-05-01T06:00:00.000Z"

const productName = (product: number): string => `Tomates anciennes de plein champ ${product}`
const catalogOf = (product: number): string => `maraicher-${1 + (product % sizes.catalogs)}`
const productOf = (product: number): string => `product-${String(product).padStart(4, "0")}`

const termsOf = (product: number) => ({
  price: 100 + product,
  per: { pieces: 1 },
  content: { grams: 500 },
  vat: 550,
})

const listed = (product: number) => ({
  id: productOf(product),
  name: productName(product),
  reference: `REF-${product}`,
  saleKind: "piece",
  terms: termsOf(product),
  stock: { policy: "global", quantity: 1_000_000_000 },
  loose: null,
  active: true,
  organic: true,
  text: "Variétés anciennes cueillies mûres, cultivées sans chauffage à douze kilomètres du lieu de distribution.",
})

const lineOf = (id: number, product: number, quantity: number) => ({
  id,
  catalog: catalogOf(product),
  product: productOf(product),
  name: productName(product),
  reference: `REF-${product}`,
  saleKind: "piece",
  terms: termsOf(product),
  fee: 0,
  ordered: { pieces: quantity },
  delivered: null,
  status: "ordered",
})

const catalogNames = Array.from({ length: sizes.catalogs }, (_, index) => `maraicher-${index + 1}`)
const memberName = (order: Order): string => `member-${order.member}`
const distributionName = (order: Order): string => `distribution-${order.distribution}`
const basketName = (order: Order): string => `${distributionName(order)}~${memberName(order)}`

const empty = { guards: [], writes: [], facts: [], postings: [], floors: [], numbers: [] } as const
const written = (key: string, state: unknown) => ({
  guards: [{ key, version: 0 }],
  writes: [{ key, version: 1, state }],
})

/** Writes the group, its catalogs, members with money, and distributions that a run of turns will meet. */
export const fillStorage = async (storage: Storage, turns: number): Promise<void> => {
  const put = async (id: string, part: Partial<Batch>) => {
    const batch = { ...empty, id, by: "setup", at: when, operation: "setup", fingerprint: id, answer: null, ...part }
    await runPromise(storage.commit(space, batch))
  }
  await put("group", written("group", { name: "La Rivière", currency: "EUR", settings: { floor: 0, moneyPot: true } }))
  for (const [index, catalog] of catalogNames.entries()) {
    const products = Array.from({ length: sizes.products }, (_, id) => id + 1).filter(
      (product) => product % sizes.catalogs === index,
    )
    await put(catalog, written(`catalog:${catalog}`, { id: catalog, products: products.map(listed) }))
  }
  for (let distribution = 1; distribution <= orderOf(turns).distribution; distribution += 1) {
    const name = `distribution-${distribution}`
    await put(name, written(`distribution:${name}`, { id: name, opensAt: when, participations: catalogNames }))
  }
  for (let member = 1; member <= sizes.members; member += 1) {
    const name = `member-${member}`
    const money = { from: "bank:transfer", to: walletOf(name), quantity: 1_000_000_000_000, unit: "EUR" }
    await put(name, {
      ...written(`member:${name}`, { id: name, name: `Member ${member}`, status: "active", rights: [] }),
      postings: [{ ...money, reason: "payment", reference: name }],
    })
  }
}

/** What confirming reads: 6 documents, the basket, the wallet, and whether it was done before. */
export const readingOf = (order: Order): Reading => ({
  documents: [
    "group",
    `member:${memberName(order)}`,
    `distribution:${distributionName(order)}`,
    ...catalogNames.map((catalog) => `catalog:${catalog}`),
    `basket:${basketName(order)}`,
  ],
  balances: [walletOf(memberName(order))],
  batch: `basket.confirm:${order.key}`,
})

/** What the engine answers of a line: priced. */
const pricedOf = (line: ReturnType<typeof lineOf>) => {
  const { terms, ...rest } = line
  return { ...rest, ...terms, billed: line.ordered, estimate: false, amount: terms.price * line.ordered.pieces }
}

/** The batch of a first confirmation as the engine makes it: about 4 kB each of state, facts and answer. */
export const batchOf = (order: Order, versions: ReadonlyMap<string, { readonly version: number }>): Batch => {
  const basket = basketName(order)
  const [member, distribution] = [memberName(order), distributionName(order)]
  const lines = order.wishes.map(({ product, quantity }, index) => lineOf(index + 1, product, quantity))
  const total = order.wishes.reduce((sum, { product, quantity }) => sum + (100 + product) * quantity, 0)
  const because = { reason: "basket", reference: basket }
  const goods = order.wishes.map(({ product, quantity }) => {
    const [catalog, id] = [catalogOf(product), productOf(product)]
    const ordered = orderedOf(catalog, id, distribution)
    return { from: stockOf(catalog, id, null), to: ordered, quantity, unit: "pieces", ...because }
  })
  const money = { from: walletOf(member), to: heldFor(member), quantity: total, unit: "EUR", ...because }
  const state = { id: basket, distribution, member, status: "confirmed", draft: null, confirmedAt: when, lines }
  const key = `basket:${basket}`
  return {
    id: `basket.confirm:${order.key}`,
    by: member,
    at: when,
    operation: "basket.confirm",
    fingerprint: order.fingerprint,
    answer: { id: basket, number: null, status: "confirmed", lines: lines.map(pricedOf), total, clipped: [] },
    guards: [...versions].map(([guarded, { version }]) => ({ key: guarded, version })).toSorted(byKey),
    writes: [{ key, version: 1, state, indexed: [{ name: "basket.distribution", value: distribution }] }],
    // The port does not look into facts; a benchmark need not decode them.
    facts: [{ key, fact: { _tag: "BasketConfirmed", distribution, member, at: when, lines } as never }],
    postings: [...goods, money],
    floors: [...goods, money].map(({ from, unit }) => ({
      account: from,
      unit,
      minimum: unit === "EUR" ? 0 : -1_000_000_000,
    })),
    numbers: [{ series: `basket@${distribution}`, key }],
  }
}

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number => (a.key < b.key ? -1 : 1)

/** Reads and commits as confirming does, with nothing decided between: what the storage alone costs. */
export const confirmOnPort = async (storage: Storage, turn: number): Promise<void> => {
  const order = orderOf(turn)
  const snapshot = await runPromise(storage.read(space, readingOf(order)))
  const outcome = await runPromise(storage.commit(space, batchOf(order, snapshot.documents)))
  if (outcome._tag !== "Committed") throw new Error(`Turn ${turn} was ${outcome._tag}`)
}
