import type { Right } from "@cabas/core/group"
import { holds } from "@cabas/core/group"
import type { Allow, Asking } from "./operation.ts"
import { nameOf } from "./operation.ts"

/** Whether the actor is a member of the group who has not left. */
export const isMember = ({ actor, found }: Asking<unknown>): boolean =>
  actor.kind === "member" && found.member(actor.member)?.status === "active"

/** Whether the actor holds the right here; the host and the engine's own jobs hold all of them. @see D28 */
export const has = (asking: Asking<unknown>, right: Right): boolean => {
  const { actor, found } = asking
  if (actor.kind === "host" || actor.kind === "system") return true
  return actor.kind === "member" && isMember(asking) && found.group !== null && holds(found.group, actor.member, right)
}

const notAllowed = ({ actor }: Asking<unknown>, needs: string) =>
  ({ _tag: "NotAllowed", actor: nameOf(actor), needs }) as const

/** Any member of the group. */
export const anyMember: Allow<unknown> = (asking) =>
  isMember(asking) || has(asking, "group-admin") ? undefined : notAllowed(asking, "member")

/** Anybody, when the group lets visitors browse; members always. @see CAT22 */
export const anyone: Allow<unknown> = (asking) =>
  asking.found.group?.settings.visitors === "browse" ? undefined : anyMember(asking)

/** Only the platform itself. */
export const hostOnly: Allow<unknown> = (asking) =>
  asking.actor.kind === "host" || asking.actor.kind === "system" ? undefined : notAllowed(asking, "host")

/** Whoever holds one of the rights. */
export const right =
  (...rights: readonly [Right, ...Right[]]): Allow<unknown> =>
  (asking) =>
    rights.some((one) => has(asking, one)) ? undefined : notAllowed(asking, rights.join(" or "))

/** Whoever may run the catalog that the input names. @see CAT15 */
export const catalogAdmin =
  <I>(catalogOf: (input: I) => string): Allow<I> =>
  (asking) =>
    right(`catalog-admin:${catalogOf(asking.input)}`)(asking)

/** The member the input is about, or whoever holds one of the rights. Not naming a member means oneself. */
export const selfOr =
  <I>(memberOf: (input: I) => string | undefined, ...rights: readonly [Right, ...Right[]]): Allow<I> =>
  (asking) => {
    const member = memberOf(asking.input)
    const self = asking.actor.kind === "member" && (member === undefined || member === asking.actor.member)
    return self ? anyMember(asking) : right(...rights)(asking)
  }
