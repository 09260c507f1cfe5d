import { claimsOf } from "./apply.ts"
import type { Command, DeskLine, Entry, Picture } from "./picture.ts"

/** What says of a line again what was said of it before the entry's look; nothing to say takes it back. */
const asBefore = (
  { distribution, baskets }: Picture,
  member: string,
  line: number,
  isBefore: (look: DeskLine["trail"][number]) => boolean,
): Command => {
  const trail = baskets.find((one) => one.member === member)?.lines.find(({ id }) => id === line)?.trail ?? []
  const last = trail.findLast(isBefore)
  const about = {
    distribution: distribution.id,
    member,
    line,
    sure: true,
    ...(last?.reason && { reason: last.reason }),
  }
  const weighed = last !== undefined && last.kind === "weighed" && last.weights.length > 0
  return {
    operation: "line.weigh",
    input: weighed
      ? { ...about, weights: last.weights, tare: last.tare }
      : { ...about, delivered: last?.kind === "undone" ? null : (last?.delivered ?? null) },
  }
}

/**
 * The commands that take one back, for as long as nothing is settled: by new entries, never by erasing.
 * @param reason why, for what asks for a reason
 */
export const reverseOf = (picture: Picture, entry: Entry, reason: string): ReadonlyArray<Command> => {
  const { command, seenAt } = entry
  const distribution = picture.distribution.id
  const before = (look: DeskLine["trail"][number]) => look.at < seenAt
  switch (command.operation) {
    case "line.weigh":
      return [asBefore(picture, command.input.member ?? "", command.input.line, before)]
    case "basket.hand-over": {
      const { member = "", to } = command.input
      const name = picture.members.find(({ id }) => id === member)?.name ?? member
      return [{ operation: command.operation, input: { distribution, member, to: to === null ? name : null } }]
    }
    case "payment.record":
    case "payment.refund":
      return [{ operation: "payment.cancel", input: { payment: command.input.id ?? entry.id, reason } }]
    case "payment.receive":
      return [{ operation: "payment.cancel", input: { payment: command.input.payment, reason } }]
    case "line.sell":
      return entry.line === null
        ? []
        : [
            {
              operation: "line.take-back",
              input: { distribution, member: command.input.member ?? "", line: entry.line },
            },
          ]
    case "product.short":
      return claimsOf(picture, command.input.catalog, command.input.product).map(({ basket, line }) =>
        asBefore(picture, basket.member, line.id, before),
      )
    default:
      return []
  }
}

/** Whether a command can be taken back: what takes another one back is done again by hand. */
export const isReversible = ({ command, reverses, line }: Entry): boolean =>
  reverses === null &&
  !["payment.cancel", "line.take-back", "product.reprice"].includes(command.operation) &&
  (command.operation !== "line.sell" || line !== null)
