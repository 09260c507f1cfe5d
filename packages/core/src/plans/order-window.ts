import type { Distribution, Participation } from "../distribution/index.ts"
import { windowOf } from "../distribution/index.ts"
import type { Refusal } from "../refusals/refusals.schema.ts"
import { phase } from "../values/index.ts"

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
  const { catalog } = participation
  switch (phase({ opensAt, closesAt }, now)) {
    case "before":
      return { _tag: "OrdersNotOpen", distribution: distribution.id, catalog, opensAt }
    case "after":
      return { _tag: "OrdersClosed", distribution: distribution.id, catalog, closesAt }
    case "open":
      return undefined
  }
}
