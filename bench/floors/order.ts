/** What both floors are asked to confirm, and what they answer: plain rows, integers, no library. */
export interface Order {
  readonly key: string
  readonly fingerprint: string
  readonly group: number
  readonly distribution: number
  readonly member: number
  readonly at: string
  readonly wishes: ReadonlyArray<{ readonly product: number; readonly quantity: number }>
}

/** A line as it was confirmed; amounts in cents. */
export interface ConfirmedLine {
  readonly product: number
  readonly name: string
  readonly quantity: number
  readonly price: number
  readonly vat: number
  readonly amount: number
}

/** What confirming answers. */
export interface ConfirmedOrder {
  readonly order: number
  readonly number: number
  readonly total: number
  readonly lines: ReadonlyArray<ConfirmedLine>
}

/** Sizes of the group that the floors and the engine are measured on. */
export const sizes = { products: 300, catalogs: 3, members: 500, linesPerOrder: 12 } as const

/** The order of a turn: each turn another basket, its products spread over the catalogs and sorted. */
export const orderOf = (turn: number): Order => ({
  key: `key-${turn}`,
  fingerprint: `fingerprint-of-request-${turn}`,
  group: 1,
  distribution: distributionOf(turn),
  member: 1 + (turn % sizes.members),
  at: "2026-05-01T06:00:00.000Z",
  wishes: Array.from({ length: sizes.linesPerOrder }, (_, line) => ({
    product: 1 + line * (sizes.products / sizes.linesPerOrder) + ((turn * 7) % (sizes.products / sizes.linesPerOrder)),
    quantity: 1 + ((turn + line) % 3),
  })),
})

/** Every member orders once at a distribution, then comes the next one. */
export const distributionOf = (turn: number): number => 1 + Math.floor(turn / sizes.members)

/** What a line costs, in cents. */
export const amountOf = (price: number, quantity: number): number => price * quantity
