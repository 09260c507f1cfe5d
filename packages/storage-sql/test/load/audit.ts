import { runPromise } from "effect/Effect"
import { createCabas } from "@cabas/engine"
import { start } from "@cabas/engine/storage"
import type { Recorded, Storage } from "@cabas/engine/storage"
import { verifySpace } from "@cabas/engine/verify"
import type { Load, Sent } from "./orders.ts"
import { names, orderedIn, sizes } from "./shop.ts"

/** What is found in the storage after a load. */
export interface Audit {
  /** Orders that were answered as confirmed. */
  readonly acknowledged: number
  /** Orders that were sent more than once under their key. */
  readonly repeated: number
  /** Orders that were answered as confirmed and are not in. */
  readonly lost: ReadonlyArray<string>
  /** Orders that are in more than once. */
  readonly twice: ReadonlyArray<string>
  /** Everything else that is not as it must be. */
  readonly problems: ReadonlyArray<string>
}

/** The whole journal of the shop. */
export const journalOf = async (storage: Storage): Promise<ReadonlyArray<Recorded>> => {
  const all: Recorded[] = []
  for (;;) {
    const page = await runPromise(storage.feed(names.group, all.at(-1)?.cursor ?? start, 500))
    if (page.length === 0) return all
    all.push(...page)
  }
}

const idOf = ({ member, key }: Sent): string => `${member}:${key}`

/** What each member's basket must hold: the last that was confirmed of each product. */
const expectedOf = (sent: ReadonlyArray<Sent>): ReadonlyMap<string, Readonly<Record<string, number>>> => {
  const baskets = new Map<string, Readonly<Record<string, number>>>()
  for (const { member, wishes, outcome } of sent)
    if (outcome === "confirmed") baskets.set(member, { ...baskets.get(member), ...wishes })
  return baskets
}

const wrongBaskets = async (storage: Storage, sent: ReadonlyArray<Sent>): Promise<ReadonlyArray<string>> => {
  const cabas = createCabas({ storage })
  const { group, distribution } = names
  const wrong: string[] = []
  for (const [member, wishes] of expectedOf(sent)) {
    const { answer } = await cabas.as(member).basket.get({ group, distribution })
    const found = orderedIn(answer?.lines ?? [])
    for (const [product, quantity] of Object.entries(wishes))
      if (found[product] !== quantity)
        wrong.push(`${member} ordered ${quantity} of ${product}, and the basket has ${found[product]}`)
  }
  return wrong
}

/** The pieces of what was scarce: all that there were are sold, and no more, as more wanted them than there were. */
const wrongRace = (sent: ReadonlyArray<Sent>): ReadonlyArray<string> => {
  const rush = sent.filter(({ wishes }) => names.scarce in wishes)
  const sold = rush.filter(({ outcome }) => outcome === "confirmed").length
  const expected = Math.min(sizes.scarce, rush.length)
  return sold === expected ? [] : [`${sold} of ${sizes.scarce} were sold to ${rush.length} who wanted one`]
}

/**
 * Compares what was answered with what the storage holds: nothing answered is missing, nothing is in twice, what was
 * refused is not in, baskets hold what was ordered last, the scarce product is sold exactly, the books balance.
 */
export const audit = async (storage: Storage, { sent, problems }: Load): Promise<Audit> => {
  const times = new Map<string, number>()
  for (const { id } of await journalOf(storage)) times.set(id, (times.get(id) ?? 0) + 1)
  const timesOf = (one: Sent) => times.get(idOf(one)) ?? 0
  const confirmed = sent.filter(({ outcome }) => outcome === "confirmed")
  const refused = sent.filter((one) => one.outcome === "refused" && timesOf(one) > 0)
  const { findings } = await runPromise(verifySpace(storage, names.group))
  return {
    acknowledged: confirmed.length,
    repeated: sent.filter(({ tries }) => tries > 1).length,
    lost: confirmed.filter((one) => timesOf(one) === 0).map(idOf),
    twice: sent.filter((one) => timesOf(one) > 1).map(idOf),
    problems: [
      ...problems,
      ...refused.map((one) => `${idOf(one)} was refused and is in`),
      ...(await wrongBaskets(storage, sent)),
      ...wrongRace(sent),
      ...findings.map((finding) => `verify: ${JSON.stringify(finding)}`),
    ],
  }
}
