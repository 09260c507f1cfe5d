import type { AnswerOf } from "@cabas/client"
import type { Seasons, SeasonsState } from "../season/season.store.ts"

/** Reads what comes next, once, and the address at which calendars find it. */
export const readComing = (seasons: Seasons): void => {
  if (!seasons.connection.state.member) return
  seasons.once("next", async () =>
    seasons.show(await seasons.client.ask("delivery.next", {}), ({ deliveries: next }) => ({ next })),
  )
  seasons.once("feed", async () => seasons.show(await seasons.client.ask("feed.get", {}), feedIn(seasons)))
}

/** Makes an address that nobody guesses; the one before gives nothing any more. */
export const openFeed = async (seasons: Seasons): Promise<void> => {
  const bytes = crypto.getRandomValues(new Uint8Array(24))
  const secret = btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
  seasons.show(await seasons.client.run("feed.open", { secret }), feedIn(seasons))
}

/** The address gives nothing any more. */
export const closeFeed = async (seasons: Seasons): Promise<void> =>
  seasons.show(await seasons.client.run("feed.close", {}), feedIn(seasons))

const feedIn =
  ({ client }: Seasons) =>
  ({ member, secret }: AnswerOf<"feed.get">): Partial<SeasonsState> => {
    const path = `${client.base}deliveries/${encodeURIComponent(member)}~${secret}.ics`
    return { feed: secret && new URL(path, location.href).href }
  }
