import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { deliveriesAt } from "@cabas/core/calendar"
import type { Basket } from "@cabas/core/basket"
import { deskOf, exactly, tillOf } from "@cabas/core/ledger"
import type { Floor } from "@cabas/core/ledger"
import { householdName } from "@cabas/core/member"
import type { Payment } from "@cabas/core/payment"
import * as Plans from "@cabas/core/plans"
import { keyOf } from "@cabas/core/plans"
import type { RefusalTag } from "@cabas/core/refusals"
import { subscribedTo } from "@cabas/core/subscription"
import type { Subscription } from "@cabas/core/subscription"
import { right } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { command, nameOf, query } from "../run/operation.ts"
import type { Deciding, ReadMore } from "../run/operation.ts"
import { byNumber, catalogsIn, dayRefusals, moneyRights, numbersOf, onBasket } from "./day.ts"
import { DeskBasket } from "./day-outputs.ts"
import { basketsOf, subscriptionsOf } from "./distribution.ts"
import { groupOf, inGroup, optional } from "./inputs.ts"
import { basketLane, idOf, readBasket, which } from "./ordering.ts"

const Reason = Core.BasketLine.fields.name

const settling: ReadonlyArray<RefusalTag> = [
  "LinesToWeigh",
  "PaymentToChoose",
  "BasketUnbalanced",
  "DistributionNotStarted",
]

/** Settles one basket. */
export const settle = command("basket.settle", {
  summary:
    "Settles a basket: its money goes to producers, fees and deposits, the goods are out, nothing changes any more.",
  input: Schema.Struct(which),
  output: DeskBasket,
  refusals: [...dayRefusals, ...settling, "BasketSettled"],
  space: groupOf,
  lane: basketLane,
  allow: right(...moneyRights),
  read: ({ input, actor }) => readBasket(input, actor),
  more: ({ input, actor }, found) => ({
    documents: catalogsIn([found.basket(idOf(input, actor))]).map(keyOf.catalog),
  }),
  decide: onBasket((context, { found }) =>
    Plans.settleBasket({ ...context, catalogs: found.catalogs(catalogsIn([context.basket])) }),
  ),
})

/** Opens a settled basket again. */
export const reopen = command("basket.reopen", {
  summary: "Opens a settled basket again: every movement is made backwards, and all is as it was before.",
  input: Schema.Struct({ ...which, reason: Reason }),
  output: DeskBasket,
  refusals: [...dayRefusals, "BasketNotSettled"],
  space: groupOf,
  lane: basketLane,
  allow: right("members"),
  read: ({ input, actor }) => readBasket(input, actor),
  decide: onBasket((context, { input }) => Plans.reopenBasket(context, input.reason)),
})

/** So many baskets are settled at once: few enough to see it go on, many enough to be quick. */
const stride = 50

const Blocked = Schema.Struct({ basket: Schema.String, member: Core.Id, name: Schema.String, refusal: Core.Refusal })

/** Settles the baskets of a distribution, some at a time. */
export const settleAll = command("distribution.settle", {
  summary:
    "Settles the next baskets of a distribution that can be settled, and names those that cannot; asked again, it goes on where it stopped. From the first time on, nothing is ordered any more.",
  input: Schema.Struct({
    ...inGroup,
    distribution: Core.Id,
    limit: optional(Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 200 }))),
  }),
  output: Schema.Struct({
    settled: Schema.Int,
    /** How many can still be settled. */
    remaining: Schema.Int,
    blocked: Schema.Array(Blocked),
  }),
  refusals: [
    ...dayRefusals.filter((tag) => tag !== "MemberUnknown" && tag !== "BasketUnknown"),
    "DistributionNotStarted",
  ],
  space: groupOf,
  lane: ({ distribution }) => keyOf.till(distribution),
  allow: right(...moneyRights),
  read: ({ input }) => ({
    documents: [keyOf.distribution(input.distribution)],
    pages: [basketsOf(input.distribution)],
  }),
  more: (_, found) => {
    const open = found.page<Basket>(0).states.filter(Plans.awaitsSettling)
    return {
      documents: [...catalogsIn(open).map(keyOf.catalog), ...open.map(({ member }) => keyOf.member(member))],
      numbers: numbersOf(open),
    }
  },
  decide: (deciding) => {
    const { input, found, group } = deciding
    const open = byNumber(found, found.page<Basket>(0).states.filter(Plans.awaitsSettling))
    const distribution = found.distribution(input.distribution)
    if (distribution === null) return Result.fail({ _tag: "DistributionUnknown", distribution: input.distribution })
    const by = nameOf(deciding.actor)
    const begun = Plans.beginSettling(group, distribution, { now: deciding.now, by })
    if (Result.isFailure(begun)) return Result.fail(begun.failure)
    const blocked = open.flatMap((basket) => {
      const refusal = Plans.settleProblem(group, basket)
      if (refusal === undefined) return []
      return [{ basket: basket.id, member: basket.member, name: nameIn(found, basket.member), refusal }]
    })
    const ready = open.filter(({ id }) => !blocked.some(({ basket }) => basket === id))
    const now = ready.slice(0, input.limit ?? stride)
    const context = { group, distribution, subscriptions: new Map(), now: deciding.now, by }
    const catalogs = found.catalogs(catalogsIn(now))
    const settled = now.map((basket) => Plans.settleBasket({ ...context, member: basket.member, basket, catalogs }))
    return Result.map(Plans.togetherAll(settled), (plan) => ({
      ...plan,
      facts: [...begun.success.facts, ...plan.facts],
      answer: { settled: now.length, remaining: ready.length - now.length, blocked },
    }))
  },
})

/** What people call a member. */
const nameIn = (found: Found, member: string): string => {
  const people = found.member(member)?.people ?? []
  return people.length === 0 ? member : householdName(people)
}

const tillPayments = (distribution: string) => ({
  index: "payment.byTill",
  from: distribution,
  to: distribution,
  limit: 10_000,
})

interface OfDistribution {
  readonly group: string
  readonly distribution: string
}

/** The baskets, the till and what came in at it; then the contracts that deliver there. */
const readValidation = ({ input }: { readonly input: OfDistribution }) => ({
  documents: [keyOf.distribution(input.distribution), keyOf.till(input.distribution)],
  pages: [basketsOf(input.distribution), tillPayments(input.distribution)],
  balances: [tillOf(input.distribution), deskOf(input.distribution)],
})

const readContracts: ReadonlyArray<ReadMore<OfDistribution>> = [
  ({ input }, found) => {
    const catalogs = (found.distribution(input.distribution)?.participations ?? []).map(({ catalog }) => catalog)
    const open = found.page<Basket>(0).states.filter(Plans.awaitsSettling)
    return {
      documents: [...catalogs.map(keyOf.calendar), ...open.map(({ member }) => keyOf.member(member))],
      pages: catalogs.map(subscriptionsOf),
    }
  },
]

/** Deliveries of contracts at the distribution that no closing has poured into baskets yet. */
const unclosedIn = (found: Found, distribution: string) =>
  (found.distribution(distribution)?.participations ?? []).flatMap(({ catalog }, index) => {
    const calendar = found.calendar(catalog)
    if (calendar === null) return []
    const deliveries = deliveriesAt(calendar, distribution).filter(({ status }) => status === "planned")
    const waiting = found.page<Subscription>(index + 2).states.filter((subscription) =>
      deliveries.some(({ id }) => {
        const own = subscribedTo(subscription, id)
        return own !== undefined && own.closedAt === null && subscription.status !== "deleted"
      }),
    )
    return waiting.length === 0 ? [] : [{ catalog, subscriptions: waiting.length }]
  })

/** That nothing came or went at the till since it was looked at. @rule PAY-11 */
const sameTill = ({ input, found }: Pick<Deciding<OfDistribution>, "input" | "found">): ReadonlyArray<Floor> => {
  const account = tillOf(input.distribution)
  return [exactly(account, "changes", found.balance(account, "changes") ?? 0)]
}

const contextOf = (
  deciding: Pick<Deciding<OfDistribution>, "input" | "found" | "group" | "now" | "actor">,
): Result.Result<Plans.ValidateContext, { readonly _tag: "DistributionUnknown"; readonly distribution: string }> => {
  const { input, found, group, now, actor } = deciding
  const distribution = found.distribution(input.distribution)
  if (distribution === null) return Result.fail({ _tag: "DistributionUnknown", distribution: input.distribution })
  return Result.succeed({
    group,
    distribution,
    baskets: found.page<Basket>(0).states,
    nameOf: (member) => nameIn(found, member),
    unclosed: unclosedIn(found, input.distribution),
    till: found.till(input.distribution),
    payments: found.page<Payment>(1).states,
    opened: found.balance(deskOf(input.distribution), "changes") ?? 0,
    now,
    by: nameOf(actor),
  })
}

const Validated = Schema.Struct({ id: Core.Id, validated: Schema.Boolean })

/** Closes a distribution for good. */
export const validate = command("distribution.validate", {
  summary:
    "Closes a distribution for good, once every basket is settled and the till is counted; names what is missing.",
  input: Schema.Struct({ ...inGroup, distribution: Core.Id }),
  output: Validated,
  refusals: [
    "NotAllowed",
    "DistributionUnknown",
    "DistributionCancelled",
    "DistributionValidated",
    "DistributionNotStarted",
    "OrdersNotFinal",
    "DeliveriesNotClosed",
    "BasketsNotSettled",
    "TillNotCounted",
    "TillChanged",
    "Busy",
  ],
  space: groupOf,
  allow: right(...moneyRights),
  read: readValidation,
  more: readContracts,
  decide: (deciding) =>
    Result.flatMap(contextOf(deciding), (context) =>
      Result.map(Plans.validateDistribution(context), (plan) => ({
        ...plan,
        floors: [...plan.floors, ...sameTill(deciding)],
        answer: { id: context.distribution.id, validated: true },
      })),
    ),
})

/** Opens a validated distribution again. */
export const reopenAll = command("distribution.reopen", {
  summary: "Opens a validated distribution again, with a reason; its baskets stay settled until they are opened too.",
  input: Schema.Struct({ ...inGroup, distribution: Core.Id, reason: Reason }),
  output: Validated,
  refusals: ["NotAllowed", "DistributionUnknown", "DistributionNotValidated", "Busy"],
  space: groupOf,
  allow: right("members"),
  read: readValidation,
  more: readContracts,
  decide: (deciding) =>
    Result.flatMap(contextOf(deciding), (context) =>
      Result.map(Plans.reopenDistribution(context, deciding.input.reason), (plan) => ({
        ...plan,
        answer: { id: context.distribution.id, validated: false },
      })),
    ),
})

/** What still keeps a distribution from being validated, and its till. */
export const checklist = query("distribution.checklist", {
  summary: "What still keeps a distribution from being validated, by name, and what the till should hold.",
  input: Schema.Struct({ ...inGroup, distribution: Core.Id }),
  output: Schema.Struct({
    validated: Schema.Boolean,
    /** Whether its baskets are being settled, so that nothing is ordered any more. */
    settling: Schema.Boolean,
    problems: Schema.Array(Core.Refusal),
    blocked: Schema.Array(Blocked),
    baskets: Schema.Int,
    settled: Schema.Int,
    till: Schema.NullOr(Core.Till),
    expected: Core.Counted,
  }),
  refusals: ["NotAllowed", "DistributionUnknown"],
  space: groupOf,
  allow: right(...moneyRights),
  read: readValidation,
  more: readContracts,
  view: (deciding) =>
    Result.map(contextOf(deciding), (context) => {
      const { group, baskets, till, payments, nameOf: name, distribution } = context
      const ordered = baskets.filter(({ status }) => status === "confirmed")
      const open = baskets.filter(Plans.awaitsSettling)
      return {
        validated: (distribution.validated ?? null) !== null,
        settling: (distribution.settling ?? null) !== null,
        problems: Plans.validationProblems(context),
        blocked: open.flatMap((basket) => {
          const refusal = Plans.settleProblem(group, basket)
          if (refusal === undefined) return []
          return [{ basket: basket.id, member: basket.member, name: name(basket.member), refusal }]
        }),
        baskets: ordered.length,
        settled: ordered.length - open.length,
        till,
        expected: Plans.expectedInTill(till, payments),
      }
    }),
})

const tillRefusals: ReadonlyArray<RefusalTag> = ["NotAllowed", "DistributionUnknown", "DistributionValidated", "Busy"]

const readTill = ({ input }: { readonly input: OfDistribution }) => ({
  documents: [keyOf.distribution(input.distribution), keyOf.till(input.distribution)],
  pages: [tillPayments(input.distribution)],
  balances: [tillOf(input.distribution)],
})

const tillContext = ({ input, found, now, actor }: Deciding<OfDistribution>) => {
  const distribution = found.distribution(input.distribution)
  return distribution === null
    ? Result.fail({ _tag: "DistributionUnknown", distribution: input.distribution } as const)
    : Result.succeed({
        distribution,
        till: found.till(input.distribution),
        payments: found.page<Payment>(0).states,
        now,
        by: nameOf(actor),
      })
}

/** Puts a float into the till. */
export const openTill = command("till.open", {
  summary: "Says what lies in the till of a distribution before it begins, to give change with.",
  input: Schema.Struct({ ...inGroup, distribution: Core.Id, float: Core.Till.fields.float }),
  output: Core.Till,
  refusals: tillRefusals,
  space: groupOf,
  allow: right(...moneyRights),
  read: readTill,
  decide: (deciding) =>
    Result.flatMap(tillContext(deciding), (context) => Plans.openTill(context, deciding.input.float)),
})

/** Counts the till. */
export const countTill = command("till.count", {
  summary:
    "Counts what is in the till: cash with the float, cheques, and what the card terminal says; the difference is kept.",
  input: Schema.Struct({ ...inGroup, distribution: Core.Id, counted: Core.Counted }),
  output: Core.Till,
  refusals: tillRefusals,
  space: groupOf,
  allow: right(...moneyRights),
  read: readTill,
  decide: (deciding) =>
    Result.flatMap(tillContext(deciding), (context) =>
      Result.map(Plans.countTill(context, deciding.input.counted), (plan) => ({
        ...plan,
        floors: sameTill(deciding),
      })),
    ),
})
