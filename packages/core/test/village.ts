import * as Result from "effect/Result"
import * as Baskets from "../src/basket/index.ts"
import type { Basket, Entry, Wish } from "../src/basket/index.ts"
import * as Calendars from "../src/calendar/index.ts"
import type { Calendar } from "../src/calendar/index.ts"
import * as Catalogs from "../src/catalog/index.ts"
import type { Catalog, CatalogSettings, Product } from "../src/catalog/index.ts"
import * as Cycles from "../src/cycle/index.ts"
import * as Distributions from "../src/distribution/index.ts"
import type { DayClaim, Distribution, DistributionPlan, Participation } from "../src/distribution/index.ts"
import * as Groups from "../src/group/index.ts"
import type { Group, GroupSettings, Place } from "../src/group/index.ts"
import type { Floor, Posting } from "../src/ledger/index.ts"
import { walletOf } from "../src/ledger/index.ts"
import * as Members from "../src/member/index.ts"
import type { Member } from "../src/member/index.ts"
import * as Plans from "../src/plans/index.ts"
import type { Confirmed, Decision, Plan } from "../src/plans/index.ts"
import { keyOf } from "../src/plans/index.ts"
import * as Producers from "../src/producer/index.ts"
import * as Subscriptions from "../src/subscription/index.ts"
import type { Producer } from "../src/producer/index.ts"
import type { Refusal } from "../src/refusals/index.ts"
import type { Measure } from "../src/values/index.ts"
import { measureOf } from "../src/values/index.ts"
import * as Payments from "../src/payment/index.ts"
import * as Tills from "../src/till/index.ts"

/** What a decision came to once carried out: the answer, or the refusal. */
export type Outcome<A> = Result.Result<A, Refusal>

/** How a basket is confirmed when not by the member themselves. */
export interface Entering {
  readonly entry?: Entry
  readonly stockOverride?: string | null
}

type Folding = (state: never, fact: never) => unknown

const folds: Readonly<Record<string, Folding>> = {
  group: Groups.evolve,
  place: Groups.evolvePlace,
  member: Members.evolve,
  producer: Producers.evolve,
  catalog: Catalogs.evolve,
  calendar: Calendars.evolve,
  subscription: Subscriptions.evolve,
  commitment: Subscriptions.evolveCommitment,
  cycle: Cycles.evolve,
  distribution: Distributions.evolve,
  day: Distributions.evolveDay,
  basket: Baskets.evolve,
  payment: Payments.evolve,
  till: Tills.evolve,
}

/** A product by the piece at 1 €, with what is said otherwise. */
export const aProduct = (id: string, told: Partial<Product> = {}): Product => ({
  id,
  reference: null,
  name: id,
  description: "",
  saleKind: "piece",
  terms: { price: 100, per: { pieces: 1 }, vat: 550, content: null },
  loose: null,
  stock: { policy: "none" },
  category: null,
  labels: [],
  allergens: [],
  origin: null,
  image: null,
  active: true,
  ...told,
})

/** The terms of a price in cents for one piece. */
export const each = (price: number): Product["terms"] => ({ price, per: { pieces: 1 }, vat: 550, content: null })

/** A producer with just a name. */
export const aProducer = (id: string): Producer => ({
  id,
  name: id,
  contact: "",
  email: null,
  phone: null,
  city: "",
  description: "",
})

/** A place with just a name. */
export const aPlace = (id: string): Place => ({
  id,
  name: id,
  address: "",
  zip: "",
  city: "",
  directions: "",
  archived: false,
})

/** A household of one person without e-mail. */
export const people = (lastName: string): Member["people"] => [{ firstName: "", lastName, email: null, phone: null }]

/** A distribution on Thursday 4 June 2026, 18:00 to 20:00 in Paris; orders from 1 May 20:00 to 30 May 20:00. */
export const thursday: DistributionPlan = {
  place: "hall",
  startsAt: "2026-06-04T16:00:00.000Z",
  endsAt: "2026-06-04T18:00:00.000Z",
  orders: { opensAt: "2026-05-01T18:00:00.000Z", closesAt: "2026-05-30T18:00:00.000Z" },
  note: "",
}

/** The same four weeks later. */
export const july: DistributionPlan = {
  ...thursday,
  startsAt: "2026-07-02T16:00:00.000Z",
  endsAt: "2026-07-02T18:00:00.000Z",
  orders: { opensAt: "2026-05-01T18:00:00.000Z", closesAt: "2026-06-27T18:00:00.000Z" },
}

/** The settings of a catalog over the whole of 2026. */
export const wholeYear: CatalogSettings = {
  name: "catalog",
  producer: "farm",
  startsOn: "2026-01-01",
  endsOn: "2026-12-31",
  fee: null,
}

/**
 * A group in memory where decisions are taken and carried out as the door does: states are folded from facts, floors
 * are checked with the postings, numbers are given once. What a plan forgets to guard shows here as a wrong balance.
 */
export class Village {
  /** In the middle of the order window of `thursday` and `july`. */
  now = "2026-05-10T10:00:00.000Z"
  readonly journal: Array<Plan<unknown>> = []
  readonly states = new Map<string, unknown>()
  readonly balances = new Map<string, number>()
  readonly numbers = new Map<string, Map<string, number>>()

  constructor(settings: Partial<GroupSettings> = {}) {
    const founder: Member = {
      id: "camille",
      people: people("Camille"),
      address: "",
      status: "active",
      joinedAt: this.now,
    }
    const fresh = { id: "village", name: "Village", currency: "EUR", timeZone: "Europe/Paris", founder }
    this.must(Plans.createGroup(null, fresh))
    this.configure(settings)
    for (const id of ["francois", "seb", "julie"]) {
      this.must(Plans.addMember(null, { id, people: people(id), address: "" }, [], this.now))
    }
    this.must(Plans.saveProducer(aProducer("farm")))
    this.must(Plans.savePlace(aPlace("hall")))
  }

  get group(): Group {
    return this.states.get(keyOf.group) as Group
  }

  catalog(id: string): Catalog {
    return this.states.get(keyOf.catalog(id)) as Catalog
  }

  distribution(id: string): Distribution {
    return this.states.get(keyOf.distribution(id)) as Distribution
  }

  basket(member: string, distribution = "thursday"): Basket | null {
    return (this.states.get(keyOf.basket(Baskets.basketId(distribution, member))) ?? null) as Basket | null
  }

  get baskets(): ReadonlyArray<Basket> {
    return [...this.states].flatMap(([key, state]) => (Plans.kindOf(key) === "basket" ? [state as Basket] : []))
  }

  /** What an account holds, in its unit. */
  balance(account: string): number {
    return this.balances.get(account) ?? 0
  }

  number(member: string, distribution = "thursday"): number | undefined {
    const key = keyOf.basket(Baskets.basketId(distribution, member))
    return this.numbers.get(Plans.basketNumbers(distribution))?.get(key)
  }

  /** What is ordered of `catalog/product` in the basket, in its order unit; undefined without a line. */
  ordered(member: string, name: string, distribution = "thursday"): number | undefined {
    const [catalog = "", product = ""] = name.split("/")
    const basket = this.basket(member, distribution)
    const known = basket?.lines.some((line) => line.catalog === catalog && line.product === product)
    return known === true ? Baskets.orderedOfProduct(basket, catalog, product) : undefined
  }

  /** Carries out a decision: all of it or nothing. `overdrawn` when a floor would not hold. */
  try<A>(decision: Decision<A>): Outcome<A> | "overdrawn" {
    if (Result.isFailure(decision)) return Result.fail(decision.failure)
    const plan = decision.success
    const after = moved(this.balances, plan.postings)
    const holds = ({ account, minimum, maximum = Infinity }: Floor): boolean => {
      const balance = after.get(account) ?? 0
      return balance >= minimum && balance <= maximum
    }
    if (!plan.floors.every(holds)) return "overdrawn"
    for (const [account, balance] of after) this.balances.set(account, balance)
    for (const { key, fact } of plan.facts) {
      const fold = folds[Plans.kindOf(key)] as (state: unknown, fact: unknown) => unknown
      this.states.set(key, fold(this.states.get(key) ?? null, fact))
    }
    for (const { series, key } of plan.numbers) {
      const given = this.numbers.get(series) ?? new Map<string, number>()
      if (!given.has(key)) given.set(key, given.size + 1)
      this.numbers.set(series, given)
    }
    this.journal.push(plan)
    return Result.succeed(plan.answer)
  }

  /** Carries out a decision made on all there is to read: its own floors must hold. */
  do<A>(decision: Decision<A>): Outcome<A> {
    const outcome = this.try(decision)
    if (outcome === "overdrawn") throw new Error("a plan made on what was read breaks its own floors")
    return outcome
  }

  /** Carries out a decision that must not be refused. */
  must<A>(decision: Decision<A>): A {
    const outcome = this.do(decision)
    if (Result.isFailure(outcome)) throw new Error(`refused: ${JSON.stringify(outcome.failure)}`)
    return outcome.success
  }

  configure(settings: Partial<GroupSettings>): void {
    this.must(Plans.configureGroup(this.group, settings))
  }

  open(id: string, products: ReadonlyArray<Product>, told: Partial<CatalogSettings> = {}): void {
    this.must(Plans.createCatalog(null, id, { ...wholeYear, name: id, ...told }, aProducer("farm")))
    for (const product of products) this.save(id, product)
  }

  taken(catalog: string): Plans.Taken {
    const joined = [...this.states.values()].filter((state): state is Distribution => {
      const { participations } = state as Partial<Distribution>
      return participations?.some((one) => one.catalog === catalog) === true
    })
    const over = joined.filter((one) => Distributions.isPast(one, this.now)).map(({ id }) => id)
    return {
      distributions: joined.map(({ id }) => id),
      over: new Set(over),
      days: new Map(joined.map(({ id, plan }) => [id, Plans.dayOf(this.group, plan)])),
      balance: (account) => this.balance(account),
    }
  }

  save(catalog: string, product: Product): Outcome<{ id: string }> {
    return this.do(Plans.saveProduct(this.catalog(catalog), product, this.taken(catalog)))
  }

  /** Changes some terms of a product that is there. */
  change(catalog: string, product: string, told: Partial<Product>): Outcome<{ id: string }> {
    return this.save(catalog, { ...Catalogs.productOf(this.catalog(catalog), product)!, ...told })
  }

  plan(id: string, plan: DistributionPlan, catalogs: ReadonlyArray<string | Participation>): Outcome<{ id: string }> {
    const participations = catalogs.map((one) => (typeof one === "string" ? { catalog: one, window: null } : one))
    const existing = (this.states.get(keyOf.distribution(id)) ?? null) as Distribution | null
    return this.do(Plans.planDistribution(this.around(plan), existing, id, plan, participations))
  }

  /** What planning looks at. */
  around(plan: DistributionPlan): Plans.DistributionContext {
    const claim = this.states.get(keyOf.day(plan.place, Plans.dayOf(this.group, plan)))
    return {
      group: this.group,
      place: (this.states.get(keyOf.place(plan.place)) ?? null) as Place | null,
      catalogs: this.catalogs,
      calendars: this.calendars,
      now: this.now,
      claim: (claim ?? null) as DayClaim | null,
    }
  }

  /** The deliveries of a catalog. */
  calendar(catalog: string): Calendar {
    return this.calendars.get(catalog) ?? Calendars.emptyCalendar
  }

  get calendars(): ReadonlyMap<string, Calendar> {
    const found = [...this.states].filter(([key]) => Plans.kindOf(key) === "calendar")
    return new Map(found.map(([key, state]) => [key.slice("calendar:".length), state as Calendar]))
  }

  get catalogs(): ReadonlyMap<string, Catalog> {
    const found = [...this.states].filter(([key]) => Plans.kindOf(key) === "catalog")
    return new Map(found.map(([, state]) => [(state as Catalog).id, state as Catalog]))
  }

  /** `{"fruit/apples": 3}` in the unit each product is ordered in; a measure says its unit itself. */
  wishes(wanted: Readonly<Record<string, number | Measure>>): ReadonlyArray<Wish> {
    return Object.entries(wanted).map(([name, amount]) => {
      const [catalog = "", product = ""] = name.split("/")
      const known = this.catalogs.get(catalog)?.products[product]
      const unit = known === undefined ? "pieces" : Catalogs.orderUnit(known)
      return { catalog, product, quantity: typeof amount === "number" ? measureOf(unit, amount) : amount }
    })
  }

  /** What confirming looks at; with the stock unread when `unread`. */
  confirming(member: string, distribution: string, how: Entering, unread: boolean): Plans.ConfirmContext {
    return {
      ...this.ordering(member, distribution, how.entry),
      wallet: this.balance(walletOf(member)),
      calendars: this.calendars,
      taken: unread ? () => undefined : (account) => this.balance(account),
      stockOverride: how.stockOverride ?? null,
    }
  }

  ordering(member: string, distribution: string, entry: Entry = "member"): Plans.BasketContext {
    return {
      group: this.group,
      distribution: this.distribution(distribution),
      catalogs: this.catalogs,
      basket: this.basket(member, distribution),
      member,
      entry,
      now: this.now,
    }
  }

  /** Confirms as the door does: without reading the stock first, and again with it when a floor did not hold. */
  confirm(
    member: string,
    wanted: Readonly<Record<string, number | Measure>>,
    how: Entering & { readonly at?: string } = {},
  ): Outcome<Confirmed> {
    const wishes = this.wishes(wanted)
    const context = (unread: boolean) => this.confirming(member, how.at ?? "thursday", how, unread)
    const outcome = this.try(Plans.confirmBasket(context(true), wishes))
    return outcome === "overdrawn" ? this.do(Plans.confirmBasket(context(false), wishes)) : outcome
  }

  draft(member: string, wanted: Readonly<Record<string, number>>, at = "thursday"): Outcome<Basket> {
    return this.do(Plans.draftBasket(this.ordering(member, at), this.wishes(wanted)))
  }

  cancel(member: string, entry: Entry = "member", at = "thursday"): Outcome<Basket> {
    return this.do(Plans.cancelBasket(this.ordering(member, at, entry)))
  }

  pay(member: string, amount: number): void {
    const payment = { id: `p${this.journal.length}`, member, amount, kind: "cash", note: "", at: this.now } as const
    const payer = (this.states.get(keyOf.member(member)) ?? null) as Member | null
    this.must(Plans.recordPayment(paying(this.group, payer, this.now), null, payment))
  }
}

/** A payment into the money pot, as its plan looks at it. */
export const paying = (group: Group, member: Member | null, now: string): Plans.PayContext => ({
  group,
  member,
  distribution: null,
  basket: null,
  subscription: null,
  now,
  by: "camille",
})

const moved = (before: ReadonlyMap<string, number>, postings: ReadonlyArray<Posting>): ReadonlyMap<string, number> => {
  const after = new Map(before)
  for (const { from, to, quantity } of postings) {
    after.set(from, (after.get(from) ?? 0) - quantity)
    after.set(to, (after.get(to) ?? 0) + quantity)
  }
  return after
}

/** The refusal that a decision came to, undefined when it was carried out. */
export const refusalOf = (outcome: Outcome<unknown>): Refusal | undefined =>
  Result.isFailure(outcome) ? outcome.failure : undefined

/** The answer of a decision that must not be refused. */
export const answerOf = <A>(outcome: Outcome<A>): A => {
  if (Result.isFailure(outcome)) throw new Error(`refused: ${JSON.stringify(outcome.failure)}`)
  return outcome.success
}
