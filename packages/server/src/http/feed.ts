import * as Result from "effect/Result"
import { readFeed } from "@cabas/engine/operations"
import { calendarFile } from "@cabas/core/ical"
import { spendAddress } from "./admit.ts"
import type { Call, Parts } from "./parts.ts"
import { problemReply } from "./reply.ts"
import type { Reply } from "./reply.ts"
import type { Route } from "./route.ts"
import { runOn } from "./run.ts"

/**
 * The calendar of a member's deliveries, for whoever has its secret address. One that is wrong or closed is an address
 * that leads nowhere, whatever else is true of the member.
 * @rule FEED-1
 */
export const replyToFeed = async (
  parts: Parts,
  call: Call,
  { group, member, secret }: Extract<Route, { readonly kind: "feed" }>,
): Promise<Reply> => {
  const tooMany = spendAddress(parts, call)
  if (tooMany !== undefined) return problemReply(tooMany)
  const read = parts.engine.run(readFeed, { group, member, secret }, { as: { kind: "visitor" } })
  const answer = await runOn(parts, call, read)
  if (Result.isFailure(answer)) {
    const isDown = !["NotAllowed", "GroupUnknown"].includes(answer.failure._tag)
    return problemReply(isDown ? answer.failure : { _tag: "RouteUnknown", path: "" })
  }
  return {
    status: 200,
    headers: { "content-type": "text/calendar; charset=utf-8", "cache-control": "private, no-cache" },
    body: calendarFile(answer.success),
  }
}
