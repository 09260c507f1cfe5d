import * as Schema from "effect/Schema"
import { Id, Instant } from "../values/values.schema.ts"

/** What opens a feed to whoever knows it: at least 32 characters that nobody guesses. */
export const FeedSecret = Schema.String.check(Schema.isPattern(/^[\w-]{32,64}$/))

/** The calendar of a member's deliveries, that their calendar program reads at a secret address. */
export const Feed = Schema.Struct({ member: Id, secret: Schema.NullOr(FeedSecret), changedAt: Instant })
export type Feed = typeof Feed.Type

/** What can happen to a feed. */
export const FeedFact = Schema.TaggedUnion({
  FeedOpened: { member: Id, secret: FeedSecret, at: Instant },
  FeedClosed: { member: Id, at: Instant },
})
export type FeedFact = typeof FeedFact.Type
