import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { command } from "@cabas/engine"
import type { Job } from "@cabas/engine/jobs"
import type { Storage } from "@cabas/engine/storage"
import { planned } from "@cabas/core/plans"
import { batch, commit, space } from "./batches.ts"

/** Before all that tests do. */
export const since = "2026-01-01T00:00:00.000Z"

/** An operation that pays a cent: what ran twice is seen in the account. */
const pay = command("test.pay", {
  summary: "Pays a cent.",
  input: Schema.Struct({ member: Schema.String }),
  output: Schema.Struct({ member: Schema.String }),
  refusals: [],
  space: () => space,
  allow: () => undefined,
  read: () => ({}),
  decide: ({ input: { member } }) => {
    const posting = { from: "x:", to: `wallet:${member}`, quantity: 1, unit: "EUR", reason: "levy", reference: "" }
    return planned({ member }, { postings: [posting] })
  },
})

/** Pays one cent to each of so many members when a distribution is over. */
export const levy = (members: number): Job => ({
  name: "levy",
  kind: "distribution",
  index: "distribution.byEnd",
  since,
  due: ({ state }) => {
    const { id, endsAt } = state as { readonly id: string; readonly endsAt: string }
    const names = Array.from({ length: members }, (_, index) => `${id}-${index}`)
    return names.map((member) => ({ key: member, dueAt: endsAt, operation: pay, input: { member } }))
  },
})

/** Makes the group, and a distribution that is over already. */
export const withDistribution = async (storage: Storage, id: string): Promise<void> => {
  const endsAt = "2026-05-01T10:00:00.000Z"
  const key = `distribution:${id}`
  const group = { key: "group", version: 1, state: { status: "active" } }
  const distribution = {
    key,
    version: 1,
    state: { id, endsAt },
    indexed: [{ name: "distribution.byEnd", value: endsAt }],
  }
  await commit(storage, batch("group", { writes: [group], guards: [{ key: "group", version: 0 }] }))
  await commit(storage, batch(id, { writes: [distribution], guards: [{ key, version: 0 }], facts: [happened(key)] }))
}

/** A fact, whatever it says. */
export const happened = (key: string) => ({ key, fact: { _tag: "GroupResumed" } as const })

/** The cents that each of so many members was paid. */
export const centsOf = async (storage: Storage, id: string, members: number): Promise<ReadonlyArray<number>> => {
  const accounts = Array.from({ length: members }, (_, index) => `wallet:${id}-${index}`)
  const { balances } = await Effect.runPromise(storage.read(space, { balances: accounts }))
  return accounts.map((account) => balances.get(account)?.get("EUR") ?? 0)
}
