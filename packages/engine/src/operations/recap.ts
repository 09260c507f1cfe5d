import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import type { Basket } from "@cabas/core/basket"
import type { Right } from "@cabas/core/group"
import { householdName } from "@cabas/core/member"
import { basketNumbers, keyOf } from "@cabas/core/plans"
import { recapByMember, recapByProduct } from "@cabas/core/views"
import { right } from "../run/allow.ts"
import { query } from "../run/operation.ts"
import type { Allow } from "../run/operation.ts"
import { basketsOf } from "./distribution.ts"
import { groupOf, inGroup, optional } from "./inputs.ts"
import { MemberRow, ProductRow } from "./outputs.ts"

const wanted = Schema.Struct({ ...inGroup, distribution: Core.Id, catalog: optional(Core.Id) })

/** Those who run the catalog asked about, or all of them; the desk needs lists on the day. */
const mayRecap: Allow<typeof wanted.Type> = (asking) => {
  const { catalog } = asking.input
  const rights: readonly [Right, ...Right[]] =
    catalog === undefined ? ["catalog-admin", "desk"] : [`catalog-admin:${catalog}`, "desk"]
  return right(...rights)(asking)
}

/** What to order from producers. */
export const byProduct = query("recap.by-product", {
  summary: "What members ordered at a distribution, by product and price: what to order from each producer.",
  input: wanted,
  output: Schema.Struct({ rows: Schema.Array(ProductRow), total: Core.Money }),
  refusals: ["NotAllowed", "DistributionUnknown"],
  space: groupOf,
  allow: mayRecap,
  read: ({ input }) => ({
    documents: [keyOf.distribution(input.distribution)],
    pages: [basketsOf(input.distribution)],
  }),
  view: ({ input, found }) => {
    const { distribution } = input
    if (found.distribution(distribution) === null) return Result.fail({ _tag: "DistributionUnknown", distribution })
    const rows = recapByProduct(found.page<Basket>(0).states, input.catalog)
    return Result.succeed({ rows, total: rows.reduce((sum, row) => sum + row.total, 0) })
  },
})

/** What each member ordered. */
export const byMember = query("recap.by-member", {
  summary: "What each member ordered at a distribution, with basket numbers.",
  input: wanted,
  output: Schema.Struct({ rows: Schema.Array(MemberRow), total: Core.Money }),
  refusals: ["NotAllowed", "DistributionUnknown"],
  space: groupOf,
  allow: mayRecap,
  read: ({ input }) => ({
    documents: [keyOf.distribution(input.distribution)],
    pages: [basketsOf(input.distribution)],
  }),
  more: ({ input }, found) => {
    const baskets = found.page<Basket>(0).states
    return {
      documents: baskets.map(({ member }) => keyOf.member(member)),
      numbers: baskets.map(({ id }) => ({ series: basketNumbers(input.distribution), key: keyOf.basket(id) })),
    }
  },
  view: ({ input, found }) => {
    const { distribution } = input
    if (found.distribution(distribution) === null) return Result.fail({ _tag: "DistributionUnknown", distribution })
    const rows = recapByMember(found.page<Basket>(0).states, input.catalog).map((row) => ({
      ...row,
      memberName: householdName(found.member(row.member)?.people ?? []) || row.member,
      number: found.numberOf(keyOf.basket(row.basket)),
    }))
    return Result.succeed({ rows, total: rows.reduce((sum, row) => sum + row.total, 0) })
  },
})
