import { instantAt, plusMilliseconds } from "@cabas/core/values"
import type { MethodOptions, Methods, Outcome } from "@cabas/engine"
import { group, isWeighed, openIndex } from "./data/index.ts"
import type { Basket, Distribution } from "./data/index.ts"
import { weightsOf } from "./seed-day.ts"
import { treasurer } from "./seed-money.ts"
import { inGroup } from "./seed-step.ts"
import type { Row, Step } from "./seed-step.ts"

const minute = 60_000

/** Who weighs. */
const weigher = "thomas-nguyen"

/** When a Saturday begins. */
export const startOf = ({ date, startsTime }: Distribution): string => instantAt(date, startsTime, group.zone)

/** The last Saturday whose orders are closed is not validated: it is still to come, or waits for the treasurer. */
export const isBehind = (index: number): boolean => index < openIndex - 1

const weighing = (distribution: string, basket: Basket, at: string): Row =>
  basket.lines.flatMap((line, place): Row => {
    if (!isWeighed(line)) return []
    const { member } = basket
    const input = { ...inGroup, distribution, member, line: place + 1, weights: weightsOf(basket, place) }
    return [
      {
        key: `past/${distribution}/weigh/${member}/${place}`,
        at,
        by: weigher,
        act: ({ line: one }, options) => one.weigh(input, options),
      },
    ]
  })

const leaving = (distribution: string, { member }: Basket, at: string): Step => ({
  key: `past/${distribution}/gone/${member}`,
  at,
  by: weigher,
  act: ({ basket }, options) => basket.handOver({ ...inGroup, distribution, member }, options),
})

/** Everything was paid from money pots, so the till holds what it began with. */
const closing = (distribution: string, at: string): Row => {
  const about = { ...inGroup, distribution }
  const step = (key: string, act: Step["act"]): Step => ({ key: `past/${distribution}/${key}`, at, by: treasurer, act })
  return [
    step("settle", (methods, options) => methods.distribution.settle({ ...about, limit: 200 }, options)),
    step("count", (methods, options) =>
      methods.till.count({ ...about, counted: { cash: 0, cheque: 0, card: 0 } }, options),
    ),
    step("validate", (methods, options) => methods.distribution.validate(about, options)),
  ]
}

/** Everything that is delivered to contracts weighs what it should, or a little more or less. */
const weighAsDelivered = async (
  methods: Methods,
  distribution: string,
  options: MethodOptions,
): Promise<Outcome<unknown>> => {
  const desk = await methods.desk.get({ ...inGroup, distribution })
  for (const { member, lines } of desk.answer?.baskets ?? []) {
    for (const { id: line, estimate, nominal } of lines) {
      if (!estimate || nominal === null || !("grams" in nominal)) continue
      const delivered = { grams: nominal.grams + ((line * 37) % 91) - 45 }
      const key = `${options.key}/${member}/${line}`
      const { refusal } = await methods.line.weigh({ ...inGroup, distribution, member, line, delivered }, { key })
      if (refusal !== undefined) return { refusal }
    }
  }
  return desk
}

/** A Thursday of the contracts that is behind. */
export const pastThursday = (id: string, endsAt: string): Row => [
  {
    key: `past/${id}/weigh`,
    at: endsAt,
    by: weigher,
    act: (methods, options) => weighAsDelivered(methods, id, options),
  },
  ...closing(id, plusMilliseconds(endsAt, 30 * minute)),
]

/** A Saturday that is behind: weighed before it begins, taken away while it lasts, validated at noon. */
export const pastDay = (told: Distribution, baskets: ReadonlyArray<Basket>): ReadonlyArray<ReadonlyArray<Row>> => {
  const { id } = told
  const after = (minutes: number) => plusMilliseconds(startOf(told), minutes * minute)
  return [
    baskets.map((basket) => weighing(id, basket, after(5))),
    baskets.map((basket, place) => [leaving(id, basket, after(10 + place))]),
    [closing(id, after(150))],
  ]
}
