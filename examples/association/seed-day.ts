import { civilAt, instantAt, plusDays, plusMilliseconds, sum } from "@cabas/core/values"
import type { Methods } from "@cabas/engine"
import { deposits, group, isWeighed, marketCatalogs, marketPlace, nominalGrams, visits } from "./data/index.ts"
import type { Visit } from "./data/index.ts"
import { coordinator, inGroup } from "./seed-step.ts"
import type { Row, Step } from "./seed-step.ts"

const minute = 60_000

/** Who weighs and takes the money at the desk, and who keeps the till. */
const weigher = "thomas-nguyen"
const treasurer = "odile-renaudin"

/** The id of the market of a day. */
export const marketOf = (date: string): string => `marche-${date}`

/** The market of the day, as of an instant: where it is, and when its orders were taken. */
interface Market {
  readonly id: string
  readonly date: string
  readonly begun: string
}

const step = (
  key: string,
  at: string,
  by: string,
  act: (methods: Methods, options: Parameters<Step["act"]>[1]) => ReturnType<Step["act"]>,
): Step => ({ key: `market/${key}`, at, by, act })

const planning = ({ id, date, begun }: Market): Row => {
  const at = plusMilliseconds(begun, -7 * 24 * 60 * minute)
  const hour = (day: string, time: string) => instantAt(day, time, group.zone)
  const orders = { opensAt: hour(plusDays(date, -6), "08:00"), closesAt: hour(plusDays(date, -1), "20:00") }
  return [
    step("place", at, coordinator, ({ place }, options) => place.save({ ...inGroup, ...marketPlace }, options)),
    step("plan", at, coordinator, ({ distribution }, options) =>
      distribution.plan(
        {
          ...inGroup,
          id,
          place: marketPlace.id,
          startsAt: hour(date, "08:00"),
          endsAt: hour(date, "20:00"),
          orders,
          note: "Marché du jour. Rapportez vos bouteilles consignées.",
          participations: marketCatalogs.map((catalog) => ({ catalog })),
        },
        options,
      ),
    ),
  ]
}

/** Bottles are lent from this day on. */
const lending = ({ begun }: Market): Row =>
  visits
    .flatMap(({ lines }) => lines)
    .filter(
      ({ product }, index, all) => product in deposits && all.findIndex((one) => one.product === product) === index,
    )
    .map(({ catalog, product }) =>
      step(`deposit/${product}`, plusMilliseconds(begun, -6 * 60 * minute), coordinator, async (methods, options) => {
        const { answer, refusal } = await methods.catalog.get({ ...inGroup, id: catalog })
        const told = answer?.products[product]
        if (told === undefined) return { refusal: refusal ?? { _tag: "ProductUnknown", catalog, product } }
        const { id, name, saleKind, terms } = told
        return methods.product.save(
          { ...inGroup, catalog, id, name, saleKind, terms, deposit: deposits[product] ?? 0 },
          options,
        )
      }),
    )

/** Orders were taken by telephone, so the coordinator entered them. */
const ordering = ({ id, begun }: Market, { member, lines }: Visit): Step =>
  step(`basket/${member}`, plusMilliseconds(begun, -5 * 60 * minute), coordinator, ({ basket }, options) =>
    basket.confirm({ ...inGroup, distribution: id, member, lines, entry: "coordinator" }, options),
  )

/** A little more or less than it should weigh, never the same twice in a row. */
export const weightsOf = ({ lines }: Pick<Visit, "lines">, place: number): ReadonlyArray<number> => {
  const line = lines[place]
  if (line === undefined) return []
  const pieces = "pieces" in line.quantity ? line.quantity.pieces : 1
  return Array.from({ length: pieces }, (_, piece) =>
    Math.round(nominalGrams(line) * (0.94 + ((place * 7 + piece * 3) % 13) / 100)),
  )
}

const weighing = ({ id, begun }: Market, visit: Visit, half: boolean): Row =>
  visit.lines.flatMap((line, place) => {
    if (!isWeighed(line) || (half && place % 3 > 0)) return []
    const input = {
      ...inGroup,
      distribution: id,
      member: visit.member,
      line: place + 1,
      weights: weightsOf(visit, place),
    }
    return [
      step(`weigh/${visit.member}/${place}`, plusMilliseconds(begun, -3 * minute), weigher, ({ line: one }, options) =>
        one.weigh(input, options),
      ),
    ]
  })

type Kind = "cash" | "cheque" | "card" | "transfer" | "deposit"

/** What a basket comes to now with its bottles, asked when it is paid: nobody knows before it is weighed. */
const dueOf = async (methods: Methods, distribution: string, member: string): Promise<number> => {
  const { answer } = await methods.basket.get({ ...inGroup, distribution, member })
  const lines = answer?.lines ?? []
  const bottles = lines.map(({ product, ordered }) =>
    "pieces" in ordered ? ordered.pieces * (deposits[product] ?? 0) : 0,
  )
  return (answer?.total ?? 0) + sum(bottles)
}

const paying = (
  { id, begun }: Market,
  member: string,
  kind: Kind,
  amountOf: (due: number) => number,
  place = 0,
): Step =>
  step(`payment/${member}/${place}`, plusMilliseconds(begun, -2 * minute), weigher, async (methods, options) => {
    const amount = amountOf(await dueOf(methods, id, member))
    const cheque =
      kind === "cheque"
        ? { cheque: { number: `00417${place}${member.length}`, bank: "Crédit rural", payee: group.name } }
        : {}
    const till = kind === "transfer" ? {} : { till: id }
    return methods.payment.record(
      { ...inGroup, id: `${id}-${member}-${place}`, member, amount, kind, target: { basket: id }, ...till, ...cheque },
      options,
    )
  })

const promising = ({ id, begun }: Market, member: string, kind: "transfer" | "on-the-spot" | "cheque"): Step =>
  step(`promise/${member}`, plusMilliseconds(begun, -4 * 60 * minute), weigher, async (methods, options) => {
    const amount = await dueOf(methods, id, member)
    return methods.payment.promise(
      { ...inGroup, id: `${id}-${member}-promise`, member, amount, kind, target: { basket: id } },
      options,
    )
  })

const all = (due: number): number => due
const half = (due: number): number => Math.ceil(due / 2)
/** Up to the next five euros, as people hand over. */
const round = (due: number): number => Math.ceil(due / 500) * 500

/** How a household pays, once its basket is weighed. */
const settlingOf = (market: Market, { member, settling, stands }: Visit): Row => {
  const pay = (kind: Kind, amount = all, place = 0) => paying(market, member, kind, amount, place)
  if (stands === "awaited") {
    if (settling === "pot") return []
    return [
      promising(
        market,
        member,
        settling === "transfer-awaited" ? "transfer" : settling === "cheque" ? "cheque" : "on-the-spot",
      ),
    ]
  }
  switch (settling) {
    case "cash":
      return [pay("cash", round)]
    case "cash-exact":
      return [pay("cash")]
    case "cheque":
    case "card":
      return [pay(settling)]
    case "transfer-come":
      return [pay("transfer")]
    case "two-ways":
      return [pay("cheque", half), pay("cash", (due) => due - half(due), 1)]
    case "bottles-back":
      return [pay("cash"), bottles(market, member)]
    case "too-much":
      return [pay("cash", (due) => round(due) + 1000)]
    case "on-the-spot":
      return [promising(market, member, "on-the-spot")]
    default:
      return []
  }
}

/** Two bottles came back that were lent before anybody counted them here. */
const bottles = ({ id, begun }: Market, member: string): Step =>
  step(`bottles/${member}`, plusMilliseconds(begun, -2 * minute), treasurer, ({ payment }, options) =>
    payment.record(
      {
        ...inGroup,
        id: `${id}-${member}-bottles`,
        member,
        amount: 100,
        kind: "deposit",
        sure: true,
        note: "2 bouteilles",
      },
      options,
    ),
  )

const leaving = ({ id, begun }: Market, { member, stands }: Visit): Row => [
  ...(stands === "gone" || stands === "settled"
    ? [
        step(`gone/${member}`, plusMilliseconds(begun, -minute), weigher, ({ basket }, options) =>
          basket.handOver({ ...inGroup, distribution: id, member }, options),
        ),
      ]
    : []),
  ...(stands === "settled"
    ? [
        step(`settled/${member}`, begun, treasurer, ({ basket }, options) =>
          basket.settle({ ...inGroup, distribution: id, member }, options),
        ),
      ]
    : []),
]

const visiting = (market: Market, visit: Visit): Row => [
  ...weighing(market, visit, visit.stands === "awaited"),
  ...settlingOf(market, visit),
  ...leaving(market, visit),
]

/** The market of the day that the association was created on: half weighed, half gone, paid in every way there is. */
export const marketDay = (begun: string): ReadonlyArray<ReadonlyArray<Row>> => {
  const { date } = civilAt(begun, group.zone)
  const market = { id: marketOf(date), date, begun }
  const float = step("till", plusMilliseconds(begun, -10 * minute), treasurer, ({ till }, options) =>
    till.open({ ...inGroup, distribution: market.id, float: 5000 }, options),
  )
  return [
    [planning(market)],
    [lending(market)],
    [visits.map((visit) => ordering(market, visit))],
    [[float]],
    visits.map((visit) => visiting(market, visit)),
  ]
}
