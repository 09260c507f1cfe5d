import * as Effect from "effect/Effect"
import type { Basket } from "@cabas/core/basket"
import { depositOfLine, depositsOfBasket, isHandedOver } from "@cabas/core/basket"
import type { Calendar } from "@cabas/core/calendar"
import type { Catalog } from "@cabas/core/catalog"
import type { Distribution } from "@cabas/core/distribution"
import type { Group, Place } from "@cabas/core/group"
import { balancesOf } from "@cabas/core/ledger"
import type { Posting } from "@cabas/core/ledger"
import type { Member } from "@cabas/core/member"
import { basketNumbers, receiptNumbers } from "@cabas/core/plans"
import type { Producer } from "@cabas/core/producer"
import {
  absentDeliveries,
  agreedOffer,
  amountOfAgreed,
  amountOfDelivery,
  chargedLines,
  collectorOf,
  totalOfSubscription,
} from "@cabas/core/subscription"
import type { SubscribedDelivery, Subscription } from "@cabas/core/subscription"
import type { Measure } from "@cabas/core/values"
import { pricedBasket } from "@cabas/core/views"
import type { PricedBasket, PricedLine } from "@cabas/core/views"
import { isValid, membershipId } from "@cabas/core/membership"
import type { Membership } from "@cabas/core/membership"
import { signedOf, statusOf } from "@cabas/core/payment"
import type { Payment } from "@cabas/core/payment"
import type { Till } from "@cabas/core/till"
import { journalOf } from "@cabas/testkit/arbitraries"
import type { Recorded, Storage } from "@cabas/engine/storage"

/** A row of a view, by column. */
export type ViewRow = Readonly<Record<string, unknown>>

/** Everything that a space holds, read through the port. */
export interface Told {
  readonly space: string
  readonly group: Group
  readonly of: <A>(kind: string) => ReadonlyArray<A>
  /** By catalog, which stands in their keys alone. */
  readonly calendars: ReadonlyArray<readonly [catalog: string, Calendar]>
  readonly journal: ReadonlyArray<Recorded>
  readonly balances: ReadonlyMap<string, ReadonlyMap<string, number>>
  readonly numbers: ReadonlyMap<string, number>
}

/** Reads everything that a space holds. */
export const toldBy = async (storage: Storage, space: string): Promise<Told> => {
  const kinds = [
    "member",
    "place",
    "producer",
    "catalog",
    "distribution",
    "basket",
    "subscription",
    "calendar",
    "payment",
    "till",
    "membership",
  ]
  const first = await Effect.runPromise(
    storage.read(space, {
      documents: ["group"],
      pages: kinds.map((kind) => ({ prefix: `${kind}:`, limit: 10_000 })),
    }),
  )
  const states = new Map(kinds.map((kind, index) => [kind, first.pages[index]!.documents]))
  const { numbers } = await Effect.runPromise(
    storage.read(space, {
      numbers: [
        ...states.get("basket")!.map(({ key, state }) => ({
          series: basketNumbers((state as Basket).distribution),
          key,
        })),
        ...states.get("membership")!.map(({ key, state }) => ({
          series: receiptNumbers((state as Membership).year),
          key,
        })),
      ],
    }),
  )
  const journal = await journalOf(storage, space)
  return {
    space,
    group: first.documents.get("group")!.state as Group,
    of: <A>(kind: string) => states.get(kind)!.map(({ state }) => state as A),
    calendars: states.get("calendar")!.map(({ key, state }) => [key.slice("calendar:".length), state as Calendar]),
    journal,
    balances: balancesOf(journal.flatMap(({ postings }) => postings)),
    numbers,
  }
}

const measured = (name: string, measure: Measure | null) => {
  const [unit, quantity] = Object.entries(measure ?? {})[0] ?? [null, null]
  return { [`${name}_quantity`]: quantity, [`${name}_unit`]: unit }
}

const isSome = (measure: Measure | null): boolean => Object.values(measure ?? {}).some((quantity) => quantity > 0)

const isTaken = ({ ordered, delivered }: PricedLine): boolean => isSome(ordered) || isSome(delivered)

const kindOf = (account: string): string => account.split(":")[0] ?? account

const held = ({ balances, group }: Told, account: string): number => balances.get(account)?.get(group.currency) ?? 0

const byId = <A extends { readonly id: string }>(all: ReadonlyArray<A>, id: string): A | undefined =>
  all.find((one) => one.id === id)

/** What each view must show of a space, computed by the rules of the core. */
export const rowsFor = (told: Told): Readonly<Record<string, ReadonlyArray<ViewRow>>> => {
  const { space, group } = told
  const { currency } = group
  const baskets = told.of<Basket>("basket")
  const priced = baskets.map((basket) => pricedBasket(basket, told.numbers.get(`basket:${basket.id}`) ?? null))
  const distributions = told.of<Distribution>("distribution")
  const places = told.of<Place>("place")
  return {
    cabas_groups: [
      {
        space,
        name: group.settings.name,
        status: group.status,
        currency,
        time_zone: group.settings.timeZone,
        money_pot: group.settings.payments.moneyPot,
        wallet_floor: group.settings.payments.floor,
      },
    ],
    cabas_members: told.of<Member>("member").map(({ id, people: [first], address, status, joinedAt }) => ({
      space,
      member: id,
      first_name: first!.firstName,
      last_name: first!.lastName,
      email: first!.email,
      phone: first!.phone,
      address,
      status,
      joined_at: joinedAt,
      wallet: held(told, `wallet:${id}`),
      held: held(told, `held:${id}`),
      currency,
    })),
    cabas_people: told.of<Member>("member").flatMap(({ id, people }) =>
      people.map(({ firstName, lastName, email, phone }, index) => ({
        space,
        member: id,
        place: index + 1,
        first_name: firstName,
        last_name: lastName,
        email,
        phone,
      })),
    ),
    cabas_places: places.map(({ id, name, address, zip, city, archived }) => ({
      space,
      place: id,
      name,
      address,
      zip,
      city,
      archived,
    })),
    cabas_producers: told.of<Producer>("producer").map(({ id, name, contact, email, phone, city }) => ({
      space,
      producer: id,
      name,
      contact,
      email,
      phone,
      city,
    })),
    cabas_catalogs: told.of<Catalog>("catalog").map(({ id, kind, settings, products }) => ({
      space,
      catalog: id,
      name: settings.name,
      kind,
      producer: settings.producer,
      producer_name: byId(told.of<Producer>("producer"), settings.producer)?.name ?? null,
      starts_on: settings.startsOn,
      ends_on: settings.endsOn,
      fee_rate: settings.fee?.basisPoints ?? 0,
      fee_label: settings.fee?.label ?? null,
      products: Object.keys(products).length,
    })),
    cabas_products: productRows(told),
    cabas_distributions: distributions.map(({ id, plan, participations, status, validated }) => ({
      space,
      distribution: id,
      place: plan.place,
      place_name: byId(places, plan.place)?.name ?? null,
      starts_at: plan.startsAt,
      ends_at: plan.endsAt,
      orders_open_at: plan.orders.opensAt,
      orders_close_at: plan.orders.closesAt,
      status,
      validated_at: validated?.at ?? null,
      note: plan.note,
      catalogs: participations.length,
    })),
    cabas_participations: distributions.flatMap(({ id, plan, participations }) =>
      participations.map(({ catalog, window }) => ({
        space,
        distribution: id,
        catalog,
        orders_open_at: (window ?? plan.orders).opensAt,
        orders_close_at: (window ?? plan.orders).closesAt,
      })),
    ),
    cabas_orders: priced.map((basket) => ({
      space,
      distribution: basket.distribution,
      member: basket.member,
      number: basket.number,
      status: basket.status,
      confirmed_at: basket.confirmedAt,
      changed_at: basket.changedAt,
      lines: basket.lines.filter(isTaken).length,
      goods: basket.goods,
      fees: basket.fees,
      total: basket.total,
      estimate: basket.estimate,
      ...ofTheDay(byId(baskets, basket.id)!),
      currency,
    })),
    cabas_order_lines: priced.flatMap((basket, index) => lineRows(told, basket, baskets[index]!)),
    cabas_deliveries: priced
      .filter(({ status, lines }) => status === "confirmed" && lines.some(isTaken))
      .map((basket) => deliveryRow(told, basket, byId(baskets, basket.id)!)),
    cabas_calendar: told.calendars.flatMap(([catalog, { deliveries }]) =>
      deliveries.map(({ id, distribution, startsAt, endsAt, window, status }, index) => ({
        space,
        catalog,
        delivery: id,
        distribution,
        place: index + 1,
        starts_at: startsAt,
        ends_at: endsAt,
        orders_open_at: window.opensAt,
        orders_close_at: window.closesAt,
        status,
      })),
    ),
    cabas_subscriptions: told.of<Subscription>("subscription").map((one) => subscriptionRow(told, one)),
    cabas_subscription_deliveries: told
      .of<Subscription>("subscription")
      .flatMap((one) => one.deliveries.map((delivery) => subscribedRow(told, one, delivery))),
    cabas_subscription_lines: told
      .of<Subscription>("subscription")
      .flatMap((one) => one.deliveries.flatMap((delivery) => agreedRows(told, one, delivery))),
    cabas_payments: told.of<Payment>("payment").map((payment) => paymentRow(told, payment)),
    cabas_tills: told.of<Till>("till").map(({ distribution, float, counted, expected, by, at }) => ({
      space,
      distribution,
      float,
      counted_cash: counted?.cash ?? null,
      counted_cheques: counted?.cheque ?? null,
      counted_cards: counted?.card ?? null,
      expected_cash: expected?.cash ?? null,
      expected_cheques: expected?.cheque ?? null,
      expected_cards: expected?.card ?? null,
      kept_by: by,
      kept_at: at,
      currency,
    })),
    cabas_memberships: told.of<Membership>("membership").map((membership) => membershipRow(told, membership)),
    cabas_ledger_entries: ledgerRows(told),
    cabas_balances: [...told.balances].flatMap(([account, units]) =>
      [...units].map(([unit, quantity]) => ({ space, account, account_kind: kindOf(account), unit, quantity })),
    ),
  }
}

const paymentRow = ({ space, group }: Told, payment: Payment): ViewRow => {
  const { target } = payment
  return {
    space,
    payment: payment.id,
    member: payment.member,
    amount: payment.amount,
    currency: group.currency,
    kind: payment.kind,
    direction: signedOf(payment) < 0 ? "out" : "in",
    status: statusOf(payment),
    note: payment.note,
    paid_at: payment.at,
    received_at: payment.receivedAt ?? null,
    recorded_by: payment.by ?? null,
    distribution: target !== undefined && "basket" in target ? target.basket : null,
    subscription: target !== undefined && "subscription" in target ? target.subscription : null,
    source_member: payment.source?.member ?? null,
    source_subscription: payment.source?.subscription ?? null,
    due_on: payment.dueOn ?? null,
    till: payment.till ?? null,
    reference: payment.reference ?? null,
    cheque_number: payment.cheque?.number ?? null,
    cheque_bank: payment.cheque?.bank ?? null,
    banked_at: payment.bankedAt ?? null,
    entry: payment.entry ?? null,
    bounced_at: payment.bouncedAt ?? null,
  }
}

const membershipRow = (told: Told, membership: Membership): ViewRow => {
  const { member, year, fee, payment, at, by, cancelled } = membership
  const paid = byId(told.of<Payment>("payment"), payment ?? "")
  return {
    space: told.space,
    member,
    year,
    number: told.numbers.get(`membership:${membershipId(member, year)}`) ?? null,
    fee,
    currency: told.group.currency,
    status: isValid(membership) ? "valid" : "cancelled",
    payment,
    payment_status: paid === undefined ? null : statusOf(paid),
    taken_at: at,
    taken_by: by,
    cancelled_at: cancelled?.at ?? null,
  }
}

const productRows = (told: Told): ReadonlyArray<ViewRow> =>
  told.of<Catalog>("catalog").flatMap(({ id, products }) =>
    Object.values(products).map((product) => {
      const { terms, stock } = product
      const taken = [...(told.balances.get(`stock:${id}/${product.id}`)?.values() ?? [])]
      return {
        space: told.space,
        catalog: id,
        product: product.id,
        reference: product.reference,
        name: product.name,
        sale_kind: product.saleKind,
        price: terms.price,
        ...measured("per", terms.per),
        vat: terms.vat,
        ...measured("content", terms.content),
        currency: told.group.currency,
        stock_policy: stock.policy,
        stock_quantity: stock.policy === "none" ? null : stock.quantity,
        stock_left: stock.policy === "global" ? taken.reduce((left, one) => left + one, stock.quantity) : null,
        category: product.category,
        origin: product.origin,
        active: product.active,
      }
    }),
  )

const lineRows = (
  { space, group }: Told,
  basket: PricedBasket,
  { lines }: Pick<Basket, "lines">,
): ReadonlyArray<ViewRow> =>
  basket.lines.map((line, index) => ({
    space,
    distribution: basket.distribution,
    member: basket.member,
    line: line.id,
    order_status: basket.status,
    status: line.status,
    catalog: line.catalog,
    product: line.product,
    name: line.name,
    reference: line.reference,
    sale_kind: line.saleKind,
    price: line.price,
    ...measured("per", line.per),
    vat: line.vat,
    fee_rate: lines[index]!.fee,
    ...measured("content", line.content),
    ...measured("ordered", line.ordered),
    ...measured("delivered", line.delivered),
    billed_quantity: Object.values(line.billed)[0],
    estimate: line.estimate,
    goods: line.amount - line.fee,
    fee: line.fee,
    amount: line.amount,
    deposit: depositOfLine(lines[index]!),
    currency: group.currency,
  }))

const ofTheDay = (basket: Basket): ViewRow => ({
  deposits: depositsOfBasket(basket),
  handed_to: basket.handed?.to ?? null,
  handed_at: isHandedOver(basket) ? basket.handed!.at : null,
  settled_at: basket.settled?.at ?? null,
})

const deliveryRow = (told: Told, basket: PricedBasket, kept: Basket): ViewRow => {
  const event = byId(told.of<Distribution>("distribution"), basket.distribution)
  const lines = basket.lines.filter(isTaken)
  const measuredLines = lines.filter(({ delivered }) => delivered !== null).length
  const awaited = measuredLines === lines.length ? "measured" : "awaited"
  return {
    space: told.space,
    distribution: basket.distribution,
    member: basket.member,
    number: basket.number,
    status: event?.status === "cancelled" ? "cancelled" : awaited,
    starts_at: event?.plan.startsAt ?? null,
    ends_at: event?.plan.endsAt ?? null,
    place: event?.plan.place ?? null,
    place_name: byId(told.of<Place>("place"), event?.plan.place ?? "")?.name ?? null,
    lines: lines.length,
    measured_lines: measuredLines,
    total: basket.total,
    ...ofTheDay(kept),
    currency: told.group.currency,
  }
}

const side = (posting: Posting, account: string, other: string, quantity: number): ViewRow => ({
  account,
  account_kind: kindOf(account),
  other,
  quantity,
  unit: posting.unit,
  reason: posting.reason,
  reference: posting.reference,
})

/** Without `position`, which each storage numbers in its own manner. */
const ledgerRows = ({ space, journal }: Told): ReadonlyArray<ViewRow> =>
  journal.flatMap(({ at, by, operation, postings }) =>
    postings.flatMap((posting, place) => {
      const said = { space, place, made_at: at, made_by: by, operation }
      const { from, to, quantity } = posting
      return [
        { ...said, ...side(posting, from, to, -quantity) },
        { ...said, ...side(posting, to, from, quantity) },
      ]
    }),
  )

const subscriptionRow = ({ space, group }: Told, subscription: Subscription): ViewRow => ({
  space,
  subscription: subscription.id,
  catalog: subscription.catalog,
  member: subscription.member,
  partner: subscription.partner?.member ?? null,
  partner_share: subscription.partner?.share ?? null,
  starts_on: subscription.startsOn,
  ends_on: subscription.endsOn,
  status: subscription.status,
  started_at: subscription.startedAt,
  absences_chosen: subscription.absences,
  deliveries: subscription.deliveries.length,
  absences: absentDeliveries(subscription).length,
  total: totalOfSubscription(subscription),
  currency: group.currency,
})

const subscribedRow = ({ space, group }: Told, subscription: Subscription, delivery: SubscribedDelivery): ViewRow => ({
  space,
  subscription: subscription.id,
  delivery: delivery.id,
  catalog: subscription.catalog,
  member: subscription.member,
  collector: collectorOf(subscription, delivery),
  taker_name: delivery.taker?.name ?? null,
  answer: delivery.answer,
  absent: delivery.absence !== null,
  compensation: delivery.absence?.compensation ?? null,
  moved_to: delivery.absence?.movedTo ?? null,
  closed_at: delivery.closedAt,
  amount: amountOfDelivery(subscription, delivery),
  adjustment: delivery.adjustment ?? 0,
  currency: group.currency,
})

const agreedRows = (
  { space, group }: Told,
  subscription: Subscription,
  delivery: SubscribedDelivery,
): ReadonlyArray<ViewRow> => {
  const charged = new Set(chargedLines(delivery))
  const absent = delivery.absence?.lines ?? []
  return [...delivery.lines, ...absent].map((line) => {
    const { product, name, reference, saleKind, terms, fee } = agreedOffer(subscription, line.offer)
    return {
      space,
      subscription: subscription.id,
      delivery: delivery.id,
      catalog: subscription.catalog,
      member: subscription.member,
      product,
      name,
      reference,
      sale_kind: saleKind,
      price: terms.price,
      ...measured("per", terms.per),
      vat: terms.vat,
      fee_rate: fee,
      quantity: Object.values(line.quantity)[0],
      unit: Object.keys(line.quantity)[0],
      absent: absent.includes(line),
      amount: charged.has(line) ? amountOfAgreed(subscription, line) : 0,
      currency: group.currency,
    }
  })
}
