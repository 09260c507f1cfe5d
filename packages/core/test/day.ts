import type { Basket, Line } from "../src/basket/index.ts"
import type { Product } from "../src/catalog/index.ts"
import type { GroupSettings } from "../src/group/index.ts"
import type { Payment, PaymentKind } from "../src/payment/index.ts"
import * as Plans from "../src/plans/index.ts"
import { deskOf } from "../src/ledger/index.ts"
import { keyOf } from "../src/plans/index.ts"
import type { Counted, Till } from "../src/till/index.ts"
import type { Subscription } from "../src/subscription/index.ts"
import type { Measure } from "../src/values/index.ts"
import { answerOf, aProduct, each, paying, thursday, Village } from "./village.ts"
import type { Outcome } from "./village.ts"

/** In the evening of the distribution of Thursday 4 June 2026. */
export const evening = "2026-06-04T16:30:00.000Z"

/** What is sold at the distribution: prices in cents, usual weights in grams. */
export const goods: ReadonlyArray<Product> = [
  aProduct("apples"),
  aProduct("jam", { terms: each(450), deposit: 50, stock: { policy: "global", quantity: 20 } }),
  aProduct("tomme", {
    saleKind: "weighed",
    terms: { price: 2400, per: { grams: 1000 }, vat: 550, content: { grams: 500 } },
    stock: { policy: "per-distribution", quantity: 30 },
  }),
  aProduct("melons", {
    saleKind: "weighed-each",
    terms: { price: 300, per: { grams: 1000 }, vat: 550, content: { grams: 1000 } },
  }),
  aProduct("lentils", {
    saleKind: "loose",
    terms: { price: 300, per: { grams: 1000 }, vat: 550, content: null },
    loose: { step: 50, minimum: 100, maximum: 5000 },
    stock: { policy: "per-distribution", quantity: 20_000 },
  }),
  aProduct("oil", {
    saleKind: "loose",
    terms: { price: 1200, per: { millilitres: 1000 }, vat: 550, content: null },
    loose: { step: 250, minimum: 250, maximum: 5000 },
  }),
]

/** Who says something on the day, and when they saw it. */
export interface Saying {
  readonly by?: string
  readonly seenAt?: string
  readonly at?: string
}

/** What the desk of a distribution does in a village: decisions are taken from what is there, and carried out. */
export class Desk {
  readonly village: Village

  constructor(village: Village) {
    this.village = village
  }

  get subscriptions(): ReadonlyMap<string, Subscription> {
    const kept = [...this.village.states].filter(([key]) => Plans.kindOf(key) === "subscription")
    return new Map(kept.map(([, state]) => [(state as Subscription).id, state as Subscription]))
  }

  /** What a change of a basket looks at. */
  around(member: string, { by = "camille", seenAt, at = "thursday" }: Saying = {}): Plans.DayContext {
    const { village } = this
    const basket = village.basket(member, at)
    const { group, now } = village
    const distribution = village.distribution(at)
    return { group, distribution, member, basket, subscriptions: this.subscriptions, now, by, seenAt }
  }

  /** The contexts of all baskets of a distribution, by their numbers. */
  all({ at = "thursday", ...told }: Saying = {}): ReadonlyArray<Plans.DayContext> {
    return this.baskets(at).map(({ member }) => this.around(member, { at, ...told }))
  }

  baskets(at = "thursday"): ReadonlyArray<Basket> {
    const { village } = this
    const numberOf = ({ member }: Basket) => village.number(member, at) ?? Infinity
    return village.baskets
      .filter(({ distribution }) => distribution === at)
      .toSorted((a, b) => numberOf(a) - numberOf(b))
  }

  line(member: string, product: string, at = "thursday"): Line {
    const found = this.village.basket(member, at)?.lines.find((line) => line.product === product)
    if (found === undefined) throw new RangeError(`${member} has no line of ${product}`)
    return found
  }

  /** Weighs or counts the line of a product. */
  weigh(member: string, product: string, weighing: Omit<Plans.Weighing, "line">, told: Saying = {}): Outcome<Basket> {
    const { id } = this.line(member, product, told.at)
    return this.village.do(Plans.weighLines(this.around(member, told), [{ line: id, ...weighing }]))
  }

  short(product: string, received: Measure, sharing: Plans.Sharing, told: Saying = {}) {
    const which = { catalog: "market", product }
    return this.village.do(Plans.shareShort(this.all(told), which, received, sharing, "too little came"))
  }

  reprice(product: string, price: number, told: Saying = {}) {
    const which = { catalog: "market", product }
    return this.village.do(Plans.repriceProduct(this.all(told), which, price, "the price of the day"))
  }

  sell(member: string, sale: Omit<Plans.Sale, "catalog">, told: Saying & { readonly catalog?: string } = {}) {
    const catalog = told.catalog ?? "market"
    const found = this.village.catalogs.get(catalog) ?? null
    return this.village.do(Plans.sellOnTheSpot(this.around(member, told), found, { catalog, ...sale }))
  }

  takeBack(member: string, line: number, told: Saying = {}) {
    return this.village.do(Plans.takeBackSale(this.around(member, told), this.village.catalogs, line))
  }

  hand(member: string, to: string | null, told: Saying = {}): Outcome<Basket> {
    return this.village.do(Plans.handOver(this.around(member, told), to))
  }

  settle(member: string, told: Saying = {}): Outcome<Basket> {
    const { catalogs } = this.village
    return this.village.do(Plans.settleBasket({ ...this.around(member, told), catalogs }))
  }

  reopen(member: string, told: Saying = {}): Outcome<Basket> {
    return this.village.do(Plans.reopenBasket(this.around(member, told), "a weight was wrong"))
  }

  get payments(): ReadonlyArray<Payment> {
    return [...this.village.states].flatMap(([key, state]) =>
      Plans.kindOf(key) === "payment" ? [state as Payment] : [],
    )
  }

  /** Records money that came for a basket, at the till of its distribution, or that was promised. */
  pay(member: string, amount: number, kind: PaymentKind = "cash", promised = false, at = "thursday"): string {
    const id = `p${this.payments.length + 1}`
    answerOf(this.receive(id, member, amount, { kind, promised, at }))
    return id
  }

  /** The same under an id, which may be known already. */
  receive(
    id: string,
    member: string,
    amount: number,
    told: { readonly kind?: PaymentKind; readonly promised?: boolean; readonly at?: string } = {},
  ): Outcome<Payment> {
    const { village } = this
    const { kind = "cash", promised = false, at = "thursday" } = told
    const payment: Payment = { id, member, amount, kind, note: "", at: village.now, target: { basket: at }, till: at }
    const payer = (village.states.get(keyOf.member(member)) ?? null) as Parameters<typeof paying>[1]
    const existing = (village.states.get(keyOf.payment(id)) ?? null) as Payment | null
    const around = { ...paying(village.group, payer, village.now), ...this.paid(member, at) }
    return village.do(
      promised ? Plans.promisePayment(around, existing, payment, null) : Plans.recordPayment(around, existing, payment),
    )
  }

  /** Tells that the bank gave a cheque back, or took it. */
  cheque(does: "bounce" | "bank", id: string): Outcome<Payment> {
    const { village } = this
    const payment = (village.states.get(keyOf.payment(id)) ?? null) as Payment | null
    const member = payment?.member ?? ""
    const payer = (village.states.get(keyOf.member(member)) ?? null) as Parameters<typeof paying>[1]
    const around = { ...paying(village.group, payer, village.now), ...this.paid(member, "thursday") }
    return village.do(
      does === "bank" ? Plans.bankCheque(around, payment, id) : Plans.bounceCheque(around, payment, id, "no funds"),
    )
  }

  private paid(member: string, at: string) {
    const distribution = this.village.distribution(at)
    return { distribution, till: distribution, basket: this.village.basket(member, at) }
  }

  till(at = "thursday"): Till | null {
    return (this.village.states.get(keyOf.till(at)) ?? null) as Till | null
  }

  /** What validating looks at. */
  validating(unclosed: Plans.ValidateContext["unclosed"] = [], at = "thursday"): Plans.ValidateContext {
    const { village } = this
    return {
      group: village.group,
      distribution: village.distribution(at),
      baskets: this.baskets(at),
      nameOf: (member) => member,
      unclosed,
      till: this.till(at),
      payments: this.payments.filter(({ till }) => till === at),
      opened: village.balance(deskOf(at)),
      now: village.now,
      by: "camille",
    }
  }

  openTill(float: number) {
    return this.village.do(Plans.openTill(this.validating(), float))
  }

  count(counted: Counted) {
    return this.village.do(Plans.countTill(this.validating(), counted))
  }

  /** Nothing is ordered any more, where that can be said; as settling them together begins. */
  final(at = "thursday"): void {
    const { village } = this
    village.do(Plans.beginSettling(village.group, village.distribution(at), { now: village.now, by: "camille" }))
  }

  validate(unclosed: Plans.ValidateContext["unclosed"] = []) {
    this.final()
    return this.village.do(Plans.validateDistribution(this.validating(unclosed)))
  }

  reopenAll() {
    return this.village.do(Plans.reopenDistribution(this.validating(), "the till was wrong"))
  }
}

/** A village with a distribution on Thursday, where `goods` are sold; its desk. It is still May: orders are open. */
export const aDesk = (settings: Partial<GroupSettings> = {}, fee = 0): Desk => {
  const village = new Village(settings)
  village.open("market", goods, { fee: fee === 0 ? null : { basisPoints: fee, label: "for the hall" } })
  village.plan("thursday", thursday, ["market"])
  return new Desk(village)
}

/** The same once members have ordered, in the evening of the distribution. */
export const onTheDay = (
  orders: Readonly<Record<string, Readonly<Record<string, number>>>>,
  settings: Partial<GroupSettings> = {},
  fee = 0,
): Desk => {
  const desk = aDesk(settings, fee)
  for (const [member, wanted] of Object.entries(orders)) {
    desk.village.confirm(member, market(wanted), { entry: "coordinator" })
  }
  desk.village.now = evening
  return desk
}

/** Products of the market by their full names. */
export const market = (wanted: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(wanted).map(([product, amount]) => [`market/${product}`, amount]))

/** All that a village is: states and balances; those that are nothing left out, and counts of what happened at the desk. */
export const pictureOf = ({ states, balances }: Village) => ({
  states: new Map(states),
  balances: new Map([...balances].filter(([account, balance]) => balance !== 0 && !account.startsWith("desk"))),
})
