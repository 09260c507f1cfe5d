import { deepEqual, equal, ok } from "node:assert/strict"
import type { Entry, Storage } from "@cabas/engine/storage"
import { accounts, batch, posting, space } from "./batches.ts"
import { entriesOf } from "./picture.ts"
import { promises } from "./promise.ts"
import { commitSurely, read } from "./subject.ts"

const quantities = async (storage: Storage, limit?: number) =>
  (await entriesOf(storage, space, accounts.wallet, limit)).map(({ quantity }) => quantity)

/** 25 movements of a wallet: 1 to 25, in batches of two and three. */
const move = async (storage: Storage): Promise<void> => {
  for (let from = 1; from <= 25;) {
    const together = from % 2 === 0 ? 3 : 2
    const postings = Array.from({ length: Math.min(together, 26 - from) }, (_, at) =>
      posting(accounts.cash, accounts.wallet, from + at, "EUR"),
    )
    await commitSurely(storage, space, batch(`move ${from}`, { postings }))
    from += together
  }
}

const addedUp = (all: ReadonlyArray<Entry>): ReadonlyMap<string, number> => {
  const units = new Map<string, number>()
  for (const { unit, quantity } of all) units.set(unit, (units.get(unit) ?? 0) + quantity)
  return units
}

const withoutZeros = (units: ReadonlyMap<string, number>) =>
  Object.fromEntries([...units].filter(([, quantity]) => quantity !== 0))

/** The movements of an account, for its owner to read. */
export const entries = promises("entries", {
  "say when, by whom, against which account, how much and why": async ({ storage }) => {
    const why = { reason: "payment", reference: "cheque 12 🥚" }
    await commitSurely(
      storage,
      space,
      batch("in", {
        at: "2026-05-02T07:08:09.123Z",
        by: "bruno",
        postings: [{ ...posting(accounts.cash, accounts.wallet, 700, "EUR"), ...why }],
      }),
    )
    await commitSurely(
      storage,
      space,
      batch("out", { postings: [posting(accounts.wallet, accounts.held, 300, "EUR")] }),
    )
    const [out, entered] = await entriesOf(storage, space, accounts.wallet)
    deepEqual(
      { ...entered, position: "" },
      {
        position: "",
        at: "2026-05-02T07:08:09.123Z",
        by: "bruno",
        account: accounts.wallet,
        other: accounts.cash,
        quantity: 700,
        unit: "EUR",
        ...why,
      },
    )
    deepEqual([out?.quantity, out?.other], [-300, accounts.held])
  },
  "come newest first, in a batch too": async ({ storage }) => {
    await move(storage)
    deepEqual(
      await quantities(storage),
      Array.from({ length: 25 }, (_, at) => 25 - at),
    )
  },
  "come a page at a time, missing none and repeating none": async ({ storage }) => {
    await move(storage)
    const everything = Array.from({ length: 25 }, (_, at) => 25 - at)
    for (const limit of [1, 2, 7, 25, 26]) deepEqual(await quantities(storage, limit), everything)
  },
  "older ones stay where they are while new ones come": async ({ storage }) => {
    await move(storage)
    const wanted = { account: accounts.wallet, limit: 10 }
    const first = (await read(storage, space, { entries: wanted })).entries
    await commitSurely(storage, space, batch("new", { postings: [posting(accounts.cash, accounts.wallet, 99, "EUR")] }))
    const before = first.at(-1)?.position ?? ""
    const next = (await read(storage, space, { entries: { ...wanted, before } })).entries
    deepEqual(
      next.map(({ quantity }) => quantity),
      [15, 14, 13, 12, 11, 10, 9, 8, 7, 6],
    )
    equal((await quantities(storage))[0], 99)
  },
  "positions fall as text from one to the next": async ({ storage }) => {
    await move(storage)
    const positions = (await entriesOf(storage, space, accounts.wallet)).map(({ position }) => position)
    for (const [at, position] of positions.slice(1).entries())
      ok(position < (positions[at] ?? ""), `${position} comes before ${positions[at]}`)
  },
  "between two listed accounts stand with both, with opposite signs": async ({ storage }) => {
    await commitSurely(
      storage,
      space,
      batch("gift", { postings: [posting(accounts.wallet, accounts.otherWallet, 5, "EUR")] }),
    )
    const seen = async (account: string) =>
      (await entriesOf(storage, space, account)).map(({ quantity, other }) => [quantity, other])
    deepEqual(await seen(accounts.wallet), [[-5, accounts.otherWallet]])
    deepEqual(await seen(accounts.otherWallet), [[5, accounts.wallet]])
  },
  "of one account never show another's": async ({ storage }) => {
    const similar = `${accounts.wallet}-maria`
    await commitSurely(storage, space, batch("a", { postings: [posting(accounts.cash, accounts.wallet, 1, "EUR")] }))
    await commitSurely(storage, space, batch("b", { postings: [posting(accounts.cash, similar, 2, "EUR")] }))
    deepEqual(await quantities(storage), [1])
  },
  "added up, by a storage that adds up, are as many and come to as much as one by one": async ({ storage }) => {
    await move(storage)
    const mixed = [
      posting(accounts.wallet, accounts.cash, 12, "EUR"),
      posting(accounts.cash, accounts.wallet, 3, "USD"),
      posting(accounts.wallet, accounts.otherWallet, 5, "EUR"),
      posting(accounts.otherWallet, accounts.held, 5, "EUR"),
    ]
    await commitSurely(storage, space, batch("mixed", { postings: mixed }))
    await commitSurely(storage, "elsewhere", batch("there", { postings: mixed }))
    const wanted = [accounts.wallet, accounts.otherWallet, `${accounts.wallet}-maria`]
    const { sums } = await read(storage, space, { sums: wanted })
    if (sums === undefined) return
    for (const account of wanted) {
      const one = await entriesOf(storage, space, account)
      equal(sums.get(account)?.count ?? 0, one.length, account)
      deepEqual(withoutZeros(sums.get(account)?.units ?? new Map()), withoutZeros(addedUp(one)))
    }
  },
  "300 of one batch are in order": async ({ storage }) => {
    const postings = Array.from({ length: 300 }, (_, at) => posting(accounts.cash, accounts.wallet, at + 1, "EUR"))
    await commitSurely(storage, space, batch("many", { postings }))
    deepEqual(
      await quantities(storage, 70),
      Array.from({ length: 300 }, (_, at) => 300 - at),
    )
  },
})
