import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { basketId } from "@cabas/core/basket"
import type { Entry, Wish } from "@cabas/core/basket"
import { isScheduled, productOf } from "@cabas/core/catalog"
import type * as Plans from "@cabas/core/plans"
import { basketNumbers, keyOf } from "@cabas/core/plans"
import type { Refusal } from "@cabas/core/refusals"
import { stockAccountOf } from "@cabas/core/views"
import { anyMember, has, right } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { nameOf } from "../run/operation.ts"
import type { Actor, Asking, Deciding } from "../run/operation.ts"
import type { Reading } from "../storage/storage.ts"
import { inGroup, memberOf, optional } from "./inputs.ts"

/** Which basket: of a distribution and a member (oneself when none is named), or by its id. */
export const which = {
  ...inGroup,
  distribution: optional(Core.Id),
  member: optional(Core.Id),
  /** `distribution~member`, instead of the two. */
  basket: optional(Schema.String.check(Schema.isPattern(/^[^~]{1,64}~[^~]{1,64}$/))),
}

/** Which basket, as it was asked. */
export interface Which {
  readonly distribution?: string
  readonly member?: string
  readonly basket?: string
}

/** The distribution that the input is about. */
export const distributionOf = (input: Which): string => input.basket?.split("~")[0] ?? input.distribution ?? ""
/** Whose basket the input is about. */
export const ownerOf = (input: Which, actor: Actor): string => input.basket?.split("~")[1] ?? memberOf(input, actor)
/** The id of the basket that the input is about. */
export const idOf = (input: Which, actor: Actor): string => basketId(distributionOf(input), ownerOf(input, actor))

/** Whether the actor orders as the member or as a coordinator for the member. @see AD1 */
export const entryOf = (input: Which & { readonly entry?: Entry }, actor: Actor): Entry =>
  input.entry ?? (actor.kind === "member" && actor.member === ownerOf(input, actor) ? "member" : "coordinator")

/** What ordering is asked with. */
export interface Ordering extends Which {
  readonly group: string
  readonly entry?: Entry
  readonly lines?: ReadonlyArray<Wish>
  readonly stockOverride?: string
}

/** Members order for themselves; for others, or outside the rules, one needs the right on every catalog named. */
export const mayOrder = (asking: Asking<Ordering>): Refusal | undefined => {
  const { input, actor } = asking
  if (entryOf(input, actor) === "member") {
    if (actor.kind === "member" && actor.member === ownerOf(input, actor)) return anyMember(asking)
    return { _tag: "NotAllowed", actor: nameOf(actor), needs: "self" }
  }
  const catalogs = [...new Set(wishesIn(input, asking.found, actor).map(({ catalog }) => catalog))]
  const missing = catalogs.find((catalog) => !has(asking, `catalog-admin:${catalog}`))
  if (missing !== undefined) return { _tag: "NotAllowed", actor: nameOf(actor), needs: `catalog-admin:${missing}` }
  return catalogs.length === 0 ? right("catalog-admin")(asking) : undefined
}

/** What is wished: what the input says, else the draft. */
export const wishesIn = (input: Ordering, found: Found, actor: Actor): ReadonlyArray<Wish> =>
  input.lines ?? found.basket(idOf(input, actor))?.draft ?? []

/** A basket, and the distribution and the member that it is of. */
export const basketDocuments = (input: Which, actor: Actor): ReadonlyArray<string> => [
  keyOf.distribution(distributionOf(input)),
  keyOf.member(ownerOf(input, actor)),
  keyOf.basket(idOf(input, actor)),
]

/** What reading a basket takes, with its number. */
export const readBasket = (input: Which, actor: Actor): Reading => ({
  documents: basketDocuments(input, actor),
  numbers: [{ series: basketNumbers(distributionOf(input)), key: keyOf.basket(idOf(input, actor)) }],
})

/** The catalogs that the wishes and the lines of a basket come from. */
export const catalogsAround = (input: Ordering, found: Found, actor: Actor): ReadonlyArray<string> => {
  const basket = found.basket(idOf(input, actor))
  return [...new Set([...wishesIn(input, found, actor), ...(basket?.lines ?? [])].map(({ catalog }) => catalog))]
}

/** What a command on a basket always needs; says why not when the distribution or the member is unknown. */
export const around = (deciding: Deciding<Ordering>): Result.Result<Plans.BasketContext, Refusal> => {
  const { input, actor, found, group, now } = deciding
  const distribution = found.distribution(distributionOf(input))
  if (distribution === null) return Result.fail({ _tag: "DistributionUnknown", distribution: distributionOf(input) })
  if (distribution.status === "cancelled") {
    return Result.fail({ _tag: "DistributionCancelled", distribution: distribution.id })
  }
  const member = ownerOf(input, actor)
  if (found.member(member)?.status !== "active") return Result.fail({ _tag: "MemberUnknown", member })
  return Result.succeed({
    group,
    distribution,
    catalogs: found.catalogs(catalogsAround(input, found, actor)),
    basket: found.basket(idOf(input, actor)),
    member,
    entry: entryOf(input, actor),
    now,
  })
}

/** Writers of one basket queue. */
export const basketLane = (input: Which, actor: Actor): string => keyOf.basket(idOf(input, actor))

/** The stock accounts of the wished products. */
export const stockAround = (input: Ordering, found: Found, actor: Actor): ReadonlyArray<string> =>
  wishesIn(input, found, actor).flatMap(({ catalog: id, product }) => {
    const catalog = found.catalog(id)
    const known = catalog === null ? undefined : productOf(catalog, product)
    return known === undefined ? [] : [stockAccountOf(id, known, distributionOf(input))]
  })

/** The calendars of the catalogs whose wished products are not there at each delivery. @see SK2 */
export const calendarsAround = (input: Ordering, found: Found, actor: Actor): ReadonlyArray<string> => [
  ...new Set(
    wishesIn(input, found, actor).flatMap(({ catalog: id, product }) => {
      const catalog = found.catalog(id)
      const known = catalog === null ? undefined : productOf(catalog, product)
      return known !== undefined && isScheduled(known.stock) ? [keyOf.calendar(id)] : []
    }),
  ),
]
