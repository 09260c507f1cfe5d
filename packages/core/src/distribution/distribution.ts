import type { Window } from "../values/values.schema.ts"
import type {
  DayClaim,
  DayFact,
  Distribution,
  DistributionFact,
  DistributionPlan,
  Participation,
} from "./distribution.schema.ts"

/** Folds one fact into a distribution. */
export const evolve = (distribution: Distribution | null, fact: DistributionFact): Distribution | null => {
  if (fact._tag === "DistributionPlanned") {
    return { id: fact.id, plan: fact.plan, participations: fact.participations, status: "planned" }
  }
  if (distribution === null) return null
  switch (fact._tag) {
    case "DistributionChanged":
      return { ...distribution, plan: fact.plan }
    case "CatalogJoined": {
      const { _tag: _, ...joined } = fact
      return { ...distribution, participations: withJoined(distribution, joined) }
    }
    case "CatalogWithdrawn":
      return { ...distribution, participations: without(distribution, fact.catalog) }
    case "DistributionCancelled":
      return { ...distribution, status: "cancelled" }
    case "DistributionSettling":
      return { ...distribution, settling: { at: fact.at, by: fact.by } }
    case "DistributionValidated":
      return { ...distribution, validated: { at: fact.at, by: fact.by } }
    case "DistributionReopened":
      // One step back: what was validated is being settled again, and what was being settled takes orders again.
      return isValidated(distribution) ? { ...distribution, validated: null } : { ...distribution, settling: null }
  }
}

/** The participations with this one: in its place when the catalog takes part already, else behind the others. */
const withJoined = (distribution: Distribution, joined: Participation): ReadonlyArray<Participation> =>
  participationOf(distribution, joined.catalog) === undefined
    ? [...distribution.participations, joined]
    : distribution.participations.map((one) => (one.catalog === joined.catalog ? joined : one))

const without = (distribution: Distribution, catalog: string): ReadonlyArray<Participation> =>
  distribution.participations.filter((participation) => participation.catalog !== catalog)

/** Folds one fact into the claim of a place on a day. */
export const evolveDay = (_: DayClaim | null, fact: DayFact): DayClaim => ({
  distribution: fact._tag === "DayClaimed" ? fact.distribution : null,
})

/** The catalog's participation, or nothing when it does not take part. */
export const participationOf = (distribution: Distribution, catalog: string): Participation | undefined =>
  distribution.participations.find((participation) => participation.catalog === catalog)

/**
 * When orders are taken for a participation: its own window or the distribution's.
 * @rule WINDOW-1
 * @see R4.10, D8
 */
export const windowOf = (distribution: Distribution, participation: Participation): Window =>
  participation.window ?? distribution.plan.orders

/** From the earliest opening to the latest closing over the participations. @rule WINDOW-3 @see GC-17 */
export const wholeWindow = (distribution: Distribution): Window => {
  const windows = distribution.participations.map((participation) => windowOf(distribution, participation))
  if (windows.length === 0) return distribution.plan.orders
  return {
    opensAt: windows.map((window) => window.opensAt).reduce((a, b) => (b < a ? b : a)),
    closesAt: windows.map((window) => window.closesAt).reduce((a, b) => (b > a ? b : a)),
  }
}

/** The same over those whose orders are taken in the shop: contracts with delays of their own left out. @rule WINDOW-3 */
export const shopWindow = (distribution: Distribution): Window =>
  wholeWindow({
    ...distribution,
    participations: distribution.participations.filter(({ byDelays }) => byDelays !== true),
  })

/** Which inequality the dates break, or none: opens < closes ≤ starts < ends. @rule DIST-1 @see D10 */
export const datesProblem = (
  plan: DistributionPlan,
  window: Window,
): "opens-before-closes" | "closes-by-start" | "starts-before-ends" | undefined => {
  if (!(window.opensAt < window.closesAt)) return "opens-before-closes"
  if (window.closesAt > plan.startsAt) return "closes-by-start"
  return plan.startsAt < plan.endsAt ? undefined : "starts-before-ends"
}

/** Whether the distribution is over: it has ended. @rule DIST-2 @see D8 */
export const isPast = (distribution: Distribution, now: string): boolean => distribution.plan.endsAt <= now

/** Whether its baskets are being settled, so that nothing is ordered any more. @see D25 */
export const isSettling = ({ settling }: Distribution): boolean => settling !== undefined && settling !== null

/** Whether the distribution was closed for good. @see D25, VAL5 */
export const isValidated = ({ validated }: Distribution): boolean => validated !== undefined && validated !== null
