import type { AbsencePolicy } from "../src/absence/index.ts"
import type { Basket, Entry } from "../src/basket/index.ts"
import type { Catalog, CatalogSettings, ContractTerms, Product } from "../src/catalog/index.ts"
import type { GroupSettings } from "../src/group/index.ts"
import { contractOf } from "../src/ledger/index.ts"
import * as Plans from "../src/plans/index.ts"
import type { Commit, Decision } from "../src/plans/index.ts"
import { keyOf } from "../src/plans/index.ts"
import type { Member } from "../src/member/index.ts"
import type { Commitment, Share, SubscribedDelivery, Subscription } from "../src/subscription/index.ts"
import { subscribedTo, totalOfSubscription } from "../src/subscription/index.ts"
import { instantAt } from "../src/values/index.ts"
import type { Season as Sheet } from "../src/views/index.ts"
import { seasonOf } from "../src/views/index.ts"
import { aPolicy } from "./absences.ts"
import { aProduct, aProducer, answerOf, each, refusalOf, Village, wholeYear } from "./village.ts"
import type { Outcome } from "./village.ts"

/** Terms without minimums or absences; orders open sixty days and close 72 hours before each delivery. */
export const aContract: ContractTerms = {
  firstDelivery: null,
  delays: { opensDays: 60, closesHours: 72 },
  minimums: { perDelivery: null, overPeriod: null, checked: "at-each-save" },
  absences: null,
  sharing: true,
  text: "",
  documents: [],
}

/** Two absences, moved once and four weeks at most, until orders close. */
export const twoAbsences: AbsencePolicy = aPolicy({
  quota: { kind: "fixed", maximum: 2 },
  shift: { maximum: 1, weeks: 4 },
})

/** A subscription of Seb's with these deliveries, of which nothing was said. */
export const aSubscription = (catalog: string, deliveries: ReadonlyArray<string>): Subscription => ({
  id: "seb",
  catalog,
  member: "seb",
  partner: null,
  startsOn: "2026-01-01",
  endsOn: "2026-12-31",
  order: [],
  absences: null,
  wanted: [],
  offers: [],
  deliveries: deliveries.map((id) => ({
    id,
    turn: "holder",
    lines: [],
    answer: "none",
    absence: null,
    taker: null,
    closedAt: null,
  })),
  startedAt: "2026-01-01T00:00:00.000Z",
  status: "active",
})

/** The Thursdays of May 2026. */
export const may = ["2026-05-07", "2026-05-14", "2026-05-21", "2026-05-28"] as const

/** So many pieces of products. */
export const shares = (wanted: Readonly<Record<string, number>>): ReadonlyArray<Share> =>
  Object.entries(wanted).map(([product, pieces]) => ({ product, quantity: { pieces } }))

/** How a contract of the season differs from the usual one. */
export interface Told {
  readonly contract?: Partial<ContractTerms>
  readonly settings?: Partial<CatalogSettings>
  readonly products?: ReadonlyArray<Product>
  readonly group?: Partial<GroupSettings>
  readonly days?: ReadonlyArray<string>
}

/** Who acts, and why beyond the stock. */
export interface Acting {
  readonly entry?: Entry
  readonly stockOverride?: string | null
  readonly token?: string | null
}

const commit: Omit<Commit, "id" | "member"> = {
  partner: null,
  firstTurn: "holder",
  startsOn: null,
  endsOn: null,
  order: shares({ box: 1 }),
  orders: [],
  absences: null,
}

/**
 * A village with one contract, `box`, that brings boxes at 13 € and onions at 2 € on given Thursdays, 18:00 to 20:00 in
 * Paris; each delivery is named by its first day. It is the first of April, before everything closes.
 */
export class Season extends Village {
  constructor(kind: "constant" | "variable" = "constant", told: Told = {}) {
    super(told.group)
    this.now = "2026-04-01T10:00:00.000Z"
    this.openContract("box", kind, told)
    const products = told.products ?? [aProduct("box", { terms: each(1300) }), aProduct("onions", { terms: each(200) })]
    for (const product of products) answerOf(this.save("box", product))
    for (const day of told.days ?? may) this.deliver(day)
  }

  /** Opens another contract. */
  openContract(id: string, kind: "constant" | "variable", { contract = {}, settings = {} }: Told = {}): void {
    const opened = {
      kind,
      settings: { ...wholeYear, name: id, ...settings },
      contract: { ...aContract, ...contract },
    }
    this.must(Plans.openContract(null, id, opened, aProducer("farm"), null, "none"))
  }

  /** Plans a distribution on a day, where the contracts deliver. */
  deliver(day: string, catalogs: ReadonlyArray<string> = ["box"]): void {
    const startsAt = instantAt(day, "18:00", "Europe/Paris")
    const plan = {
      place: "hall",
      startsAt,
      endsAt: instantAt(day, "20:00", "Europe/Paris"),
      orders: { opensAt: "2015-01-01T00:00:00.000Z", closesAt: instantAt(day, "12:00", "Europe/Paris") },
      note: "",
    }
    answerOf(this.plan(day, plan, catalogs))
  }

  /** What changing a subscription or the calendar looks at. */
  season({ entry = "member", stockOverride = null, token = null }: Acting = {}, catalog = "box") {
    const commitments = new Map(
      ["camille", "francois", "seb", "julie"].map((member) => [member, this.commitment(member, catalog)]),
    )
    return {
      group: this.group,
      catalog: this.catalog(catalog),
      calendar: this.calendar(catalog),
      now: this.now,
      entry,
      taken: (account: string): number | undefined => this.balance(account),
      stockOverride,
      commitments,
      subscriptions: this.subscriptions.filter((one) => one.catalog === catalog),
      token,
    }
  }

  commitment(member: string, catalog = "box"): Commitment {
    return (this.states.get(keyOf.commitment(catalog, member)) ?? { periods: [] }) as Commitment
  }

  member(id: string): Member | null {
    return (this.states.get(keyOf.member(id)) ?? null) as Member | null
  }

  get subscriptions(): ReadonlyArray<Subscription> {
    return [...this.states].flatMap(([key, state]) =>
      Plans.kindOf(key) === "subscription" ? [state as Subscription] : [],
    )
  }

  /** The subscription of that id: a member's own unless said otherwise. */
  subscription(id = "seb"): Subscription {
    return this.states.get(keyOf.subscription(id)) as Subscription
  }

  own(delivery: string, id = "seb"): SubscribedDelivery {
    return subscribedTo(this.subscription(id), delivery)!
  }

  /** Subscribes a member to a box at each delivery, under their own name. */
  subscribe(member = "seb", told: Partial<Commit> = {}, acting: Acting = {}): Outcome<Subscription> {
    const wanted = { ...commit, id: member, member, ...told }
    const partner = wanted.partner === null ? null : this.member(wanted.partner.member)
    const existing = (this.states.get(keyOf.subscription(wanted.id)) ?? null) as Subscription | null
    const context = { ...this.season(acting), holder: this.member(wanted.member), partner, existing }
    return this.do(Plans.subscribe(context, wanted))
  }

  /** Changes a subscription. */
  adjust<A>(
    decide: (context: ReturnType<Season["season"]>, subscription: Subscription) => Decision<A>,
    acting: Acting = {},
    id = "seb",
  ): Outcome<A> {
    return this.do(decide(this.season(acting), this.subscription(id)))
  }

  order(delivery: string, wanted: Readonly<Record<string, number>>, acting?: Acting, id?: string) {
    const orders = [{ delivery, shares: shares(wanted) }]
    return this.adjust((context, one) => Plans.orderDeliveries(context, one, orders), acting, id)
  }

  reorder(wanted: Readonly<Record<string, number>>, acting?: Acting, id?: string) {
    return this.adjust((context, one) => Plans.changeOrder(context, one, shares(wanted)), acting, id)
  }

  period(startsOn: string, endsOn: string, acting?: Acting, stops = false, id?: string) {
    return this.adjust((context, one) => Plans.changePeriod(context, one, { startsOn, endsOn }, stops), acting, id)
  }

  share(partner: Subscription["partner"], acting?: Acting, id?: string) {
    const found = partner === null ? null : this.member(partner.member)
    return this.adjust((context, one) => Plans.changePartner(context, one, partner, found), acting, id)
  }

  absent(deliveries: ReadonlyArray<string>, acting?: Acting, id?: string) {
    return this.adjust((context, one) => Plans.declareAbsences(context, one, deliveries), acting, id)
  }

  present(deliveries: ReadonlyArray<string>, acting?: Acting, id?: string) {
    return this.adjust((context, one) => Plans.withdrawAbsences(context, one, deliveries), acting, id)
  }

  choose(deliveries: ReadonlyArray<string>, number: number | null = null, acting?: Acting, id?: string) {
    return this.adjust((context, one) => Plans.chooseAbsences(context, one, deliveries, number), acting, id)
  }

  move(source: string, target: string, acting?: Acting, id?: string) {
    return this.adjust((context, one) => Plans.moveAbsence(context, one, source, target), acting, id)
  }

  give(delivery: string, taker: SubscribedDelivery["taker"], id?: string) {
    const found = taker === null || taker.member === null ? null : this.member(taker.member)
    return this.adjust((context, one) => Plans.giveBasket(context, one, delivery, taker, found), {}, id)
  }

  transfer(member: string, from: string, id = "seb") {
    const to = { id: `${member}-rest`, existing: null, member: this.member(member), from }
    return this.adjust(
      (context, one) => Plans.transferSubscription(context, one, to, member),
      { entry: "coordinator" },
      id,
    )
  }

  remove(paid = 0, id = "seb") {
    return this.adjust((context, one) => Plans.deleteSubscription(context, one, paid), {}, id)
  }

  close(delivery: string, id = "seb") {
    return this.adjust(
      (context, one) => {
        const at = Plans.basketOfDelivery(this.calendar("box"), one, delivery)
        const basket = at === undefined ? null : ((this.states.get(keyOf.basket(at.basket)) ?? null) as Basket | null)
        const distribution = at === undefined ? null : this.distribution(at.distribution)
        return Plans.closeDelivery({ ...context, distribution, basket }, one, delivery)
      },
      {},
      id,
    )
  }

  shift(delivery: string, to: string, acting: Acting = {}) {
    const context = this.season({ entry: "coordinator", ...acting })
    return this.do(Plans.shiftDelivery(context, delivery, this.distribution(to)))
  }

  cancelled(delivery: string, acting: Acting = {}) {
    return this.do(Plans.cancelDelivery(this.season({ entry: "coordinator", ...acting }), delivery))
  }

  extend(delivery: string, acting: Acting = {}) {
    return this.do(Plans.extendDelivery(this.season({ entry: "coordinator", ...acting }), delivery))
  }

  /** Changes the contract itself. */
  contract(
    told: Partial<ContractTerms>,
    settings: Partial<CatalogSettings> = {},
    how: { readonly resetOwn?: boolean; readonly token?: string | null } = {},
  ) {
    const existing = this.catalog("box")
    const distributions = [...this.states].flatMap(([key, state]) =>
      Plans.kindOf(key) === "distribution" ? [state as ReturnType<Village["distribution"]>] : [],
    )
    const context: Plans.ContractContext = {
      group: this.group,
      existing,
      calendar: this.calendar("box"),
      distributions,
      subscriptions: this.subscriptions,
      producer: aProducer("farm"),
      now: this.now,
      resetOwn: how.resetOwn ?? false,
      token: how.token ?? null,
    }
    const terms = { ...aContract, ...existing.contract, ...told }
    return this.do(Plans.changeContract(context, { ...existing.settings, ...settings }, terms))
  }

  /** The baskets of distributions with what is expected of a contract. */
  expected(days: ReadonlyArray<string>, catalog = "box"): Plans.Expected {
    const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : 1)
    const subscriptions = this.subscriptions.filter((one) => one.catalog === catalog).toSorted(byId)
    const gatherings = days.map((id) => ({
      distribution: this.distribution(id)!,
      baskets: this.baskets.filter(({ distribution }) => distribution === id).toSorted(byId),
    }))
    return Plans.expectDeliveries([{ context: this.season({}, catalog), subscriptions }], gatherings)
  }

  /** What a subscriber sees. */
  sheet(id = "seb", acting: Acting = {}): Sheet {
    return seasonOf(this.season(acting), this.subscription(id), (account) => this.balance(account))
  }

  total(id = "seb"): number {
    return totalOfSubscription(this.subscription(id))
  }

  /** What the member has too much (or too little, below zero) of a subscription. */
  debt(member: string, id = member): number {
    return this.balance(contractOf(id, member))
  }

  /** How much of a product is taken at a delivery. */
  takenAt(delivery: string, product = "box"): number {
    return 0 - this.balance(Plans.seasonStockOf(this.catalog("box"), product, delivery))
  }
}

/** The code of a refusal, or `done`. */
export const codeOf = (outcome: Outcome<unknown>): string => refusalOf(outcome)?._tag ?? "done"

/** A catalog without commitment. */
export const asShop = (catalog: Catalog): Catalog => ({ ...catalog, kind: "shop", contract: null })
