import type { Feed, FeedFact } from "./feed.schema.ts"

/** Folds one fact into a feed. */
export const evolve = (_: Feed | null, fact: FeedFact): Feed => ({
  member: fact.member,
  secret: fact._tag === "FeedOpened" ? fact.secret : null,
  changedAt: fact.at,
})

/** Whether a secret opens the feed; what it takes to say no tells nothing of the secret. */
export const opens = (feed: Feed | null, given: string): boolean => {
  const secret = feed?.secret ?? null
  if (secret === null || secret.length !== given.length) return false
  let difference = 0
  for (let index = 0; index < given.length; index += 1) {
    // oxlint-disable-next-line no-bitwise -- every character is looked at, whatever the others are
    difference |= given.charCodeAt(index) ^ secret.charCodeAt(index)
  }
  return difference === 0
}
