import * as Result from "effect/Result"
import * as Core from "@cabas/core/schema"
import type { Basket } from "@cabas/core/basket"
import { isEstimate } from "@cabas/core/basket"
import type { Right } from "@cabas/core/group"
import type * as Plans from "@cabas/core/plans"
import { basketNumbers, keyOf } from "@cabas/core/plans"
import type { Refusal, RefusalTag } from "@cabas/core/refusals"
import type { Subscription } from "@cabas/core/subscription"
import { deskBasket } from "@cabas/core/views"
import type { DeskBasket } from "@cabas/core/views"
import { right } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { nameOf } from "../run/operation.ts"
import type { Allow, Deciding, ReadMore } from "../run/operation.ts"
import { optional } from "./inputs.ts"
import { distributionOf, idOf, ownerOf } from "./ordering.ts"
import type { Which } from "./ordering.ts"

/** When something was seen at the desk; later than now is now. @rule DAY-23 */
export const seen = { seenAt: optional(Core.Instant) }

/** What an operation of the day is asked with. */
export interface OfDay extends Which {
  readonly group: string
  readonly seenAt?: string
}

/** What any change to a basket on the day may be refused for. */
export const dayRefusals: ReadonlyArray<RefusalTag> = [
  "NotAllowed",
  "DistributionUnknown",
  "DistributionCancelled",
  "DistributionValidated",
  "MemberUnknown",
  "BasketUnknown",
  "Busy",
]

/** Those who keep the desk, and those who run everything that is sold there. */
export const deskRights: readonly [Right, ...Right[]] = ["desk", "catalog-admin"]
/** Those who settle and take money. */
export const moneyRights: readonly [Right, ...Right[]] = ["desk", "members"]

/** Whoever keeps the desk. @see D28 */
export const mayKeepDesk: Allow<unknown> = right(...deskRights)

/** Whoever keeps the desk, or runs the catalog that the input names. @see AD1 */
export const mayKeepCatalog: Allow<{ readonly catalog: string }> = (asking) =>
  right("desk", `catalog-admin:${asking.input.catalog}`)(asking)

/** Whoever keeps the desk, or runs the catalog of the line that the input names. @see AD1 */
export const mayKeepLine: Allow<OfDay & { readonly line: number }> = (asking) => {
  const { input, actor, found } = asking
  const line = found.basket(idOf(input, actor))?.lines.find(({ id }) => id === input.line)
  return line === undefined ? mayKeepDesk(asking) : mayKeepCatalog({ ...asking, input: { catalog: line.catalog } })
}

/** The subscriptions whose lines are in a basket. */
export const subscriptionsIn = (baskets: ReadonlyArray<Basket | null>): ReadonlyArray<string> => [
  ...new Set(
    baskets.flatMap((basket) => (basket?.lines ?? []).flatMap(({ contract }) => contract?.subscription ?? [])),
  ),
]

/** The catalogs of the lines of some baskets. */
export const catalogsIn = (baskets: ReadonlyArray<Basket | null>): ReadonlyArray<string> => [
  ...new Set(baskets.flatMap((basket) => (basket?.lines ?? []).map(({ catalog }) => catalog))),
]

/** Then the subscriptions whose lines are in the basket: what is weighed is owed there. */
export const readSubscriptions: ReadMore<OfDay> = ({ input, actor }, found) => {
  const documents = subscriptionsIn([found.basket(idOf(input, actor))]).map(keyOf.subscription)
  return documents.length === 0 ? undefined : { documents }
}

/** The subscriptions that were read, by id. */
export const subscriptionsFound = (
  found: Found,
  baskets: ReadonlyArray<Basket | null>,
): ReadonlyMap<string, Subscription> =>
  new Map(
    subscriptionsIn(baskets).flatMap((id) => {
      const one = found.subscription(id)
      return one === null ? [] : [[id, one] as const]
    }),
  )

/** What a change of a basket on the day looks at; says why not when the distribution or the member is unknown. */
export const dayAround = (deciding: Deciding<OfDay>): Result.Result<Plans.DayContext, Refusal> => {
  const { input, actor, found, group, now } = deciding
  const distribution = found.distribution(distributionOf(input))
  if (distribution === null) return Result.fail({ _tag: "DistributionUnknown", distribution: distributionOf(input) })
  const member = ownerOf(input, actor)
  if (found.member(member) === null) return Result.fail({ _tag: "MemberUnknown", member })
  const basket = found.basket(idOf(input, actor))
  const subscriptions = subscriptionsFound(found, [basket])
  return Result.succeed({
    group,
    distribution,
    member,
    basket,
    subscriptions,
    now,
    by: nameOf(actor),
    seenAt: input.seenAt,
  })
}

/** A command on one basket of the day, answered with what `seenAs` makes of it. */
export const onOneBasket =
  <I extends OfDay, O>(
    change: (context: Plans.DayContext, deciding: Deciding<I>) => Plans.Decision<Basket>,
    seenAs: (basket: Basket, deciding: Deciding<I>) => O,
  ): ((deciding: Deciding<I>) => Plans.Decision<O>) =>
  (deciding) => {
    const context = dayAround(deciding)
    if (Result.isFailure(context)) return Result.fail(context.failure)
    return Result.map(change(context.success, deciding), (plan) => ({
      ...plan,
      guards: [...plan.guards, keyOf.member(context.success.member)],
      answer: seenAs(plan.answer, deciding),
    }))
  }

/** A command on one basket of the day, answered with the basket as it then is. */
export const onBasket = <I extends OfDay>(
  change: (context: Plans.DayContext, deciding: Deciding<I>) => Plans.Decision<Basket>,
): ((deciding: Deciding<I>) => Plans.Decision<DeskBasket>) =>
  onOneBasket(change, (basket, { input, actor, found }) =>
    deskBasket(basket, found.numberOf(keyOf.basket(idOf(input, actor)))),
  )

/** The number that a commit gave, or that was there. */
export const withNumber = (answer: DeskBasket, numbers: ReadonlyMap<string, number>): DeskBasket => ({
  ...answer,
  number: numbers.get(keyOf.basket(answer.id)) ?? answer.number,
})

/** Several baskets of a distribution as the desk sees them. */
export const numbersOf = (baskets: ReadonlyArray<Basket>) =>
  baskets.map(({ distribution, id }) => ({ series: basketNumbers(distribution), key: keyOf.basket(id) }))

/** Baskets in the order of their numbers, those without one behind. */
export const byNumber = (found: Found, baskets: ReadonlyArray<Basket>): ReadonlyArray<Basket> => {
  const numberOf = ({ id }: Basket) => found.numberOf(keyOf.basket(id)) ?? Number.MAX_SAFE_INTEGER
  return baskets.toSorted((a, b) => numberOf(a) - numberOf(b) || (a.id < b.id ? -1 : 1))
}

/** Whether something of a basket waits for its weight. */
export const awaitsWeighing = (basket: Basket): boolean => basket.lines.some(isEstimate)
