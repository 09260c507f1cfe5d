import * as Result from "effect/Result"
import type { Basket, BasketPayment } from "../src/basket/index.ts"
import { evolve as evolveBasket } from "../src/basket/index.ts"
import type { Distribution } from "../src/distribution/index.ts"
import type { Floor, Posting } from "../src/ledger/index.ts"
import type { Payment } from "../src/payment/index.ts"
import { evolve as evolvePayment } from "../src/payment/index.ts"
import type { Decision, PayContext, PaymentRow } from "../src/plans/index.ts"
import { promisePayment } from "../src/plans/index.ts"
import type { Refusal } from "../src/refusals/index.ts"
import type { Subscription } from "../src/subscription/index.ts"
import { awaitedOf } from "../src/views/index.ts"
import { each, people, thursday, Village } from "./village.ts"

/** The day before the distribution. */
export const now = "2026-05-10T10:00:00.000Z"

/** Léa, who pays in these tests. */
export const lea = { id: "lea", people: people("Léa"), address: "", status: "active", joinedAt: now } as const

/** A payment of Léa's. */
export const paid = (told: Partial<Payment> = {}): Payment => ({
  id: "p1",
  member: "lea",
  amount: 500,
  kind: "cash",
  note: "",
  at: now,
  ...told,
})

/** The distribution of Saturday. */
export const saturday = (told: Partial<Distribution> = {}): Distribution => ({
  id: "samedi",
  status: "planned",
  plan: thursday,
  participations: [],
  ...told,
})

/** What Léa ordered for Saturday, which comes to so much. */
export const ordered = (due: number, payments: ReadonlyArray<BasketPayment> = []): Basket => ({
  id: "samedi~lea",
  distribution: "samedi",
  member: "lea",
  status: "confirmed",
  draft: null,
  confirmedAt: now,
  changedAt: now,
  lines: [
    {
      id: 1,
      catalog: "fruit",
      product: "apples",
      name: "Apples",
      reference: null,
      saleKind: "piece",
      terms: each(due),
      fee: 0,
      ordered: { pieces: 1 },
      delivered: null,
      status: "ordered",
    },
  ],
  payments,
})

/** A subscription of Léa's that comes to so much. */
export const subscribed = (total = 0, id = "s1"): Subscription => ({
  id,
  catalog: "panier",
  member: "lea",
  partner: null,
  startsOn: "2026-01-01",
  endsOn: "2026-12-31",
  order: [],
  absences: null,
  wanted: [],
  offers: [],
  deliveries: [
    {
      id: "d1",
      turn: "holder",
      lines: [],
      answer: "none",
      absence: null,
      taker: null,
      closedAt: null,
      adjustment: total,
    },
  ],
  startedAt: now,
  status: "active",
})

const { group } = new Village()

/** What paying looks at: Léa of the village, and nothing else unless it is said. */
export const paying = (told: Partial<PayContext> = {}): PayContext => ({
  group,
  member: lea,
  distribution: null,
  basket: null,
  subscription: null,
  now,
  by: "camille",
  ...told,
})

/** A purse in memory, where decisions are carried out as at the door: all of them or nothing. */
export class Purse {
  readonly balances = new Map<string, number>()
  readonly payments = new Map<string, Payment>()
  basket: Basket | null = null

  holds(account: string): number {
    return this.balances.get(account) ?? 0
  }

  /** Carries a decision out, or says why not; `overdrawn` when a floor would not hold. */
  try<A>(decision: Decision<A>): A | Refusal | "overdrawn" {
    if (Result.isFailure(decision)) return decision.failure
    const { facts, postings, floors, answer } = decision.success
    const after = moved(this.balances, postings)
    if (!floors.every((floor) => holdsIn(after, floor))) return "overdrawn"
    for (const [account, balance] of after) this.balances.set(account, balance)
    for (const { key, fact } of facts) {
      if (key.startsWith("payment:")) {
        const id = key.slice("payment:".length)
        this.payments.set(id, evolvePayment(this.payments.get(id) ?? null, fact as never) as Payment)
      }
      if (key.startsWith("basket:")) this.basket = evolveBasket(this.basket, fact as never)
    }
    return answer
  }

  /** Of all accounts together, in one unit. */
  get total(): number {
    return [...this.balances.values()].reduce((sum, balance) => sum + balance, 0)
  }
}

/** Léa's purse, with what she promised for her subscription: so much on such a day. */
export const expecting = (promised: ReadonlyArray<readonly [amount: number, dueOn: string]>): Purse => {
  const purse = new Purse()
  const context = paying({ subscription: subscribed() })
  for (const [index, [amount, dueOn]] of promised.entries()) {
    const payment = paid({ id: `i${index}`, amount, dueOn, kind: "cheque", target: { subscription: "s1" } })
    purse.try(promisePayment(context, null, payment, null))
  }
  return purse
}

/** Rows of so much each for her subscription, to be recorded at once. */
export const rowsFor = (purse: Purse, amounts: ReadonlyArray<number>): ReadonlyArray<PaymentRow> =>
  amounts.map((amount, index) => ({
    context: paying({ subscription: subscribed() }),
    payment: paid({ id: `r${index}`, amount, target: { subscription: "s1" } }),
    promises: awaitedOf([...purse.payments.values()], { subscription: "s1", member: "lea" }),
  }))

const holdsIn = (balances: ReadonlyMap<string, number>, { account, minimum, maximum = Infinity }: Floor): boolean => {
  const balance = balances.get(account) ?? 0
  return balance >= minimum && balance <= maximum
}

const moved = (before: ReadonlyMap<string, number>, postings: ReadonlyArray<Posting>): ReadonlyMap<string, number> => {
  const after = new Map(before)
  for (const { from, to, quantity } of postings) {
    after.set(from, (after.get(from) ?? 0) - quantity)
    after.set(to, (after.get(to) ?? 0) + quantity)
  }
  return after
}

/** The code of a refusal, nothing when it is none. */
export const tagOf = (outcome: unknown): string | undefined =>
  typeof outcome === "object" && outcome !== null && "_tag" in outcome ? String(outcome._tag) : undefined
