import { setTimeout } from "node:timers/promises"
import { names, plenty, regulars, rushers } from "./shop.ts"
import type { Send, Wishes } from "./shop.ts"

/** One order, and what became of it for who sent it. */
export interface Sent {
  readonly member: string
  readonly key: string
  readonly wishes: Wishes
  /** How often it was sent under its key. */
  tries: number
  outcome: "unknown" | "confirmed" | "refused"
  refusal?: string
}

/** What became of a load. */
export interface Load {
  readonly sent: ReadonlyArray<Sent>
  /** What was said by whatever failed in between, and how often. */
  readonly said: ReadonlyMap<string, number>
  /** Errors that have no name, and answers that do not say what was ordered. */
  readonly problems: ReadonlyArray<string>
}

/** How a load goes. */
export interface LoadOptions {
  /** Where an order goes; `turn` counts the tries of one order, so that another server can be asked. */
  readonly send: (turn: number) => Send
  /** A repeatable chance. */
  readonly random: () => number
  /** No new order is begun after it; those that were are sent until it is known what became of them. */
  readonly enough: AbortSignal
  /** Milliseconds between two orders of one buyer. 0 unless told. */
  readonly pause?: number
  /** Milliseconds after which an order that nobody answers is a problem. 60 000 unless told. */
  readonly patience?: number
  /** The milliseconds within which those who want the scarce product come. 800 unless told. */
  readonly rush?: number
}

/** A repeatable chance, from 0 to 1. */
export const chance = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const sameWishes = (one: Wishes, other: Wishes): boolean =>
  Object.entries(one).every(([product, quantity]) => other[product] === quantity)

/**
 * Orders until it is enough: some change their order again and again, others come once for what there is too little
 * of. Each order is sent under its key until it is known whether it is in, as a page does that is patient.
 */
export const order = async (options: LoadOptions): Promise<Load> => {
  const { send, random, enough, pause = 0, patience = 60_000, rush = 800 } = options
  const sent: Sent[] = []
  const said = new Map<string, number>()
  const problems: string[] = []

  const settle = async (one: Sent): Promise<void> => {
    const late = performance.now() + patience
    while (one.outcome === "unknown") {
      one.tries += 1
      const told = await send(one.tries)(one.member, one.key, one.wishes).catch((cause: unknown) => {
        problems.push(`an error without a name: ${cause instanceof Error ? (cause.stack ?? cause.message) : cause}`)
        return { _tag: "Unknown", said: "an error without a name" } as const
      })
      if (told._tag === "Confirmed") {
        one.outcome = "confirmed"
        if (!sameWishes(one.wishes, told.ordered)) problems.push(`${one.key}: the answer is of another order`)
      } else if (told._tag === "Refused") {
        one.outcome = "refused"
        one.refusal = told.refusal
        if (told.refusal !== "StockShort") problems.push(`${one.key} was refused: ${told.refusal}`)
      } else {
        said.set(told.said, (said.get(told.said) ?? 0) + 1)
        if (performance.now() > late) {
          problems.push(`${one.key} was never answered: ${told.said}`)
          return
        }
        await setTimeout(5 + random() * 40)
      }
    }
  }
  const begin = (member: string, key: string, wishes: Wishes): Promise<void> => {
    const one: Sent = { member, key, wishes, tries: 0, outcome: "unknown" }
    sent.push(one)
    return settle(one)
  }
  const change = async (member: string): Promise<void> => {
    for (let turn = 0; !enough.aborted; turn += 1) {
      const wishes = Object.fromEntries(plenty.map((product) => [product, 1 + Math.floor(random() * 9)]))
      await begin(member, `${member}-${turn}`, wishes)
      if (pause > 0) await setTimeout(pause)
    }
  }
  const hurry = async (member: string): Promise<void> => {
    await setTimeout(random() * rush)
    await begin(member, `${member}-once`, { [names.scarce]: 1 })
  }
  await Promise.all([...regulars.map(change), ...rushers.map(hurry)])
  return { sent, said, problems }
}
