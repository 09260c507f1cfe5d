import type { Distribution, Participation } from "../distribution/index.ts"
import { windowOf } from "../distribution/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"

/**
 * Why a member cannot change what they order from a catalog now, or nothing while its orders are open.
 * @rule WINDOW-2
 * @see D8, SH4
 */
export const windowProblem = (
  distribution: Distribution,
  participation: Participation,
  now: string,
): Refusal | undefined => {
  const { opensAt, closesAt } = windowOf(distribution, participation)
  const about = { distribution: distribution.id, catalog: participation.catalog }
  if (now < opensAt) return { _tag: "OrdersNotOpen", ...about, opensAt }
  return now < closesAt ? undefined : { _tag: "OrdersClosed", ...about, closesAt }
}
