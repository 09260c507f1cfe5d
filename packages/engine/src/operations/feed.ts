import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as Core from "@cabas/core/schema"
import { opens } from "@cabas/core/feed"
import { keyOf, planned } from "@cabas/core/plans"
import type { Subscription } from "@cabas/core/subscription"
import type { Season } from "@cabas/core/views"
import { selfOr } from "../run/allow.ts"
import type { Found } from "../run/found.ts"
import { command, query } from "../run/operation.ts"
import { groupOf, inGroup, memberOf, optional } from "./inputs.ts"
import { ofMember as subscriptionsOf, readSeasons, seasonsIn } from "./subscription-views.ts"

const ofMember = { ...inGroup, member: optional(Core.Id) }
const view = Schema.Struct({ member: Core.Id, secret: Schema.NullOr(Core.FeedSecret) })

/** Opens a member's calendar to whoever knows a secret; one that was known before opens nothing any more. */
export const open = command("feed.open", {
  summary:
    "Opens the calendar of a member’s deliveries at a secret address; another secret takes the place of the last.",
  input: Schema.Struct({ ...ofMember, secret: Core.FeedSecret }),
  output: view,
  refusals: ["NotAllowed", "MemberUnknown"],
  space: groupOf,
  allow: selfOr((input) => input.member, "members"),
  read: ({ input, actor }) => ({
    documents: [keyOf.member(memberOf(input, actor)), keyOf.feed(memberOf(input, actor))],
  }),
  decide: ({ input, actor, found, now }) => {
    const member = memberOf(input, actor)
    const { secret } = input
    if (found.member(member)?.status !== "active") return Result.fail({ _tag: "MemberUnknown", member })
    return planned(
      { member, secret },
      {
        facts: [{ key: keyOf.feed(member), fact: { _tag: "FeedOpened", member, secret, at: now } }],
      },
    )
  },
})

/** Closes it: the address gives nothing any more. */
export const close = command("feed.close", {
  summary: "Closes the calendar of a member’s deliveries: its address gives nothing any more.",
  input: Schema.Struct(ofMember),
  output: view,
  refusals: ["NotAllowed", "MemberUnknown"],
  space: groupOf,
  allow: selfOr((input) => input.member, "members"),
  read: ({ input, actor }) => ({
    documents: [keyOf.member(memberOf(input, actor)), keyOf.feed(memberOf(input, actor))],
  }),
  decide: ({ input, actor, found, now }) => {
    const member = memberOf(input, actor)
    if (found.member(member) === null) return Result.fail({ _tag: "MemberUnknown", member })
    const isOpen = (found.feed(member)?.secret ?? null) !== null
    return planned(
      { member, secret: null },
      {
        facts: isOpen ? [{ key: keyOf.feed(member), fact: { _tag: "FeedClosed", member, at: now } }] : [],
      },
    )
  },
})

/** Whether there is such an address, and its secret. */
export const get = query("feed.get", {
  summary: "The secret of the calendar of a member’s deliveries, null when it is closed.",
  input: Schema.Struct(ofMember),
  output: view,
  refusals: ["NotAllowed", "MemberUnknown"],
  space: groupOf,
  allow: selfOr((input) => input.member, "members"),
  read: ({ input, actor }) => ({
    documents: [keyOf.member(memberOf(input, actor)), keyOf.feed(memberOf(input, actor))],
  }),
  view: ({ input, actor, found }) => {
    const member = memberOf(input, actor)
    if (found.member(member) === null) return Result.fail({ _tag: "MemberUnknown", member })
    return Result.succeed({ member, secret: found.feed(member)?.secret ?? null })
  },
})

/** One document changes, and the number grows: calendars take what has a greater one. */
const versionOf = (found: Found, { id, catalog }: Season): number =>
  [keyOf.subscription(id), keyOf.calendar(catalog)].reduce((sum, key) => sum + (found.document(key)?.version ?? 0), 0)

const CalendarEvent = Schema.Struct({
  uid: Schema.String,
  startsAt: Schema.String,
  endsAt: Schema.String,
  summary: Schema.String,
  description: Schema.String,
  location: Schema.String,
  isCancelled: Schema.Boolean,
  sequence: Schema.Int,
})

const eventsOf = (found: Found, member: string, season: Season): ReadonlyArray<typeof CalendarEvent.Type> =>
  season.deliveries.map(({ id, startsAt, endsAt, distribution, lines, absent, taker, collector }) => {
    const place = found.place(found.distribution(distribution)?.plan.place ?? "")
    return {
      uid: `${season.id}.${id}@cabas`,
      startsAt,
      endsAt,
      summary: season.catalogName,
      description: lines.map(({ name }) => name).join("\n"),
      location: place === null ? "" : [place.name, place.address, place.city].filter((one) => one !== "").join(", "),
      isCancelled: absent || taker !== null || collector !== member,
      sequence: versionOf(found, season),
    }
  })

/**
 * What a calendar program reads at the secret address: every delivery of the member, those not fetched as cancelled.
 * Not an operation of the API: whoever asks has a secret instead of a token.
 * @rule FEED-1
 */
export const readFeed = query("feed.read", {
  summary: "The calendar of a member’s deliveries, for whoever knows its secret.",
  input: Schema.Struct({ ...inGroup, member: Core.Id, secret: Core.FeedSecret }),
  output: Schema.Struct({
    name: Schema.String,
    now: Schema.String,
    events: Schema.Array(CalendarEvent),
  }),
  refusals: ["NotAllowed"],
  space: groupOf,
  allow: ({ input, found }) =>
    opens(found.feed(input.member), input.secret) && found.member(input.member)?.status === "active"
      ? undefined
      : { _tag: "NotAllowed", actor: "@visitor", needs: "the secret of the feed" },
  read: ({ input }) => ({
    documents: [keyOf.feed(input.member), keyOf.member(input.member)],
    pages: [subscriptionsOf(input.member)],
  }),
  more: [
    (_, found) => {
      const { documents, balances } = readSeasons(undefined, found)
      const keys = found.page<Subscription>(0).states.map(({ id }) => keyOf.subscription(id))
      return { balances, documents: [...documents, ...keys] }
    },
    (_, found) => ({
      documents: found
        .page<Subscription>(0)
        .states.flatMap(({ catalog }) => found.calendar(catalog)?.deliveries ?? [])
        .map(({ distribution }) => keyOf.distribution(distribution)),
    }),
    (_, found) => ({
      documents: found
        .page<Subscription>(0)
        .states.flatMap(({ catalog }) => found.calendar(catalog)?.deliveries ?? [])
        .flatMap(({ distribution }) => found.distribution(distribution)?.plan.place ?? [])
        .map(keyOf.place),
    }),
  ],
  view: (deciding) => {
    const { input, found, group, now } = deciding
    const events = seasonsIn(deciding).flatMap((season) => eventsOf(found, input.member, season))
    return Result.succeed({ name: group.settings.name, now, events })
  },
})
