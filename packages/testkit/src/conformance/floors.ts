import { deepEqual, equal } from "node:assert/strict"
import { accounts, batch, floor, give, posting, space } from "./batches.ts"
import { promises } from "./promise.ts"
import { balanceOf, commit, commitSurely } from "./subject.ts"
import type { Outcome } from "./subject.ts"

const overdrawn = (outcome: Outcome): ReadonlyArray<string> => {
  equal(outcome._tag, "Overdrawn")
  return outcome._tag === "Overdrawn" ? [...new Set(outcome.accounts)].toSorted() : []
}

const take = (id: string, quantity: number, minimum = 0) =>
  batch(id, {
    postings: [posting(accounts.stock, accounts.ordered, quantity)],
    floors: [floor(accounts.stock, minimum)],
  })

/** A repeatable spread of whole numbers from 0 to 2^32, so that a failing seed can be run again. */
const spread = (seed: number) => {
  let state = seed + 1
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9
    return (state ^ (state >>> 13)) >>> 0
  }
}

/** No account that is guarded falls below its floor, whoever writes at the same time. */
export const floors = promises("floors", {
  "an account may fall to its floor exactly": async ({ storage }) => {
    await give(storage, accounts.stock, 10)
    await commitSurely(storage, space, take("all", 10))
    equal(await balanceOf(storage, space, accounts.stock), 0)
  },
  "one below the floor refuses, and names the account": async ({ storage }) => {
    await give(storage, accounts.stock, 10)
    deepEqual(overdrawn(await commit(storage, space, take("too much", 11))), [accounts.stock])
    equal(await balanceOf(storage, space, accounts.stock), 10)
  },
  "a floor may lie below zero": async ({ storage }) => {
    await commitSurely(storage, space, take("on credit", 10, -10))
    deepEqual(overdrawn(await commit(storage, space, take("one more", 1, -10))), [accounts.stock])
    equal(await balanceOf(storage, space, accounts.stock), -10)
  },
  "a floor may lie above zero": async ({ storage }) => {
    await give(storage, accounts.stock, 10)
    await commitSurely(storage, space, take("down to four", 6, 4))
    deepEqual(overdrawn(await commit(storage, space, take("down to three", 1, 4))), [accounts.stock])
  },
  "a floor holds for an account that the batch does not move": async ({ storage }) => {
    await give(storage, accounts.stock, 10)
    await commitSurely(storage, space, batch("enough", { floors: [floor(accounts.stock, 10)] }))
    deepEqual(overdrawn(await commit(storage, space, batch("short", { floors: [floor(accounts.stock, 11)] }))), [
      accounts.stock,
    ])
    deepEqual(
      overdrawn(await commit(storage, space, batch("never seen", { floors: [floor(accounts.wallet, 1, "EUR")] }))),
      [accounts.wallet],
    )
  },
  "a floor with a maximum holds from above too": async ({ storage }) => {
    await give(storage, accounts.stock, 10)
    const exactly = (id: string, quantity: number) =>
      batch(id, { floors: [{ ...floor(accounts.stock, quantity), maximum: quantity }] })
    await commitSurely(storage, space, exactly("still ten", 10))
    deepEqual(overdrawn(await commit(storage, space, exactly("was it nine", 9))), [accounts.stock])
    deepEqual(overdrawn(await commit(storage, space, exactly("was it eleven", 11))), [accounts.stock])
    const moved = { ...take("six left", 4, 5), floors: [{ ...floor(accounts.stock, 5), maximum: 5 }] }
    deepEqual(overdrawn(await commit(storage, space, moved)), [accounts.stock])
    equal(await balanceOf(storage, space, accounts.stock), 10)
  },
  "an account that was never seen stands at zero": async ({ storage }) => {
    await commitSurely(storage, space, batch("zero", { floors: [floor(accounts.wallet, 0, "EUR")] }))
  },
  "without a floor an account may fall as low as it likes": async ({ storage }) => {
    await commitSurely(
      storage,
      space,
      batch("below", { postings: [posting(accounts.wallet, accounts.cash, 700, "EUR")] }),
    )
    equal(await balanceOf(storage, space, accounts.wallet, "EUR"), -700)
  },
  "two movements of one account in one batch count together": async ({ storage }) => {
    await give(storage, accounts.stock, 10)
    const twice = (id: string, first: number, second: number) =>
      batch(id, {
        postings: [posting(accounts.stock, accounts.ordered, first), posting(accounts.stock, accounts.held, second)],
        floors: [floor(accounts.stock, 0)],
      })
    deepEqual(overdrawn(await commit(storage, space, twice("eleven", 6, 5))), [accounts.stock])
    await commitSurely(storage, space, twice("ten", 6, 4))
    equal(await balanceOf(storage, space, accounts.stock), 0)
  },
  "what comes back in the same batch counts before the floor is looked at": async ({ storage }) => {
    await give(storage, accounts.stock, 3)
    const postings = [posting(accounts.stock, accounts.ordered, 5), posting(accounts.ordered, accounts.stock, 2)]
    await commitSurely(storage, space, batch("out and in", { postings, floors: [floor(accounts.stock, 0)] }))
    equal(await balanceOf(storage, space, accounts.stock), 0)
  },
  "a floor looks at its own unit only": async ({ storage }) => {
    await give(storage, accounts.stock, 10, "grams")
    deepEqual(overdrawn(await commit(storage, space, take("pieces", 1))), [accounts.stock])
    await commitSurely(
      storage,
      space,
      batch("grams", {
        postings: [posting(accounts.stock, accounts.ordered, 10, "grams")],
        floors: [floor(accounts.stock, 0, "grams")],
      }),
    )
  },
  "all the accounts that would fall too low are named, and no other": async ({ storage }) => {
    await give(storage, accounts.stock, 5)
    const outcome = await commit(
      storage,
      space,
      batch("three floors", {
        postings: [
          posting(accounts.stock, accounts.ordered, 5),
          posting(accounts.otherStock, accounts.ordered, 1),
          posting(accounts.wallet, accounts.held, 1, "EUR"),
        ],
        floors: [floor(accounts.stock, 0), floor(accounts.otherStock, 0), floor(accounts.wallet, 0, "EUR")],
      }),
    )
    deepEqual(overdrawn(outcome), [accounts.otherStock, accounts.wallet].toSorted())
  },
  "50 who each buy one of 10 pieces at once: exactly 10 get one": async ({ storage }) => {
    await give(storage, accounts.stock, 10)
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, buyer) => commit(storage, space, take(`buyer ${buyer}`, 1))),
    )
    equal(outcomes.filter(({ _tag }) => _tag === "Committed").length, 10)
    equal(outcomes.filter(({ _tag }) => _tag === "Overdrawn").length, 40)
    equal(await balanceOf(storage, space, accounts.stock), 0)
  },
  "over 200 seeds, 50 who buy 10 pieces in different moments and quantities never get more than there are": async ({
    storage,
  }) => {
    for (let seed = 0; seed < 200; seed += 1) {
      const next = spread(seed)
      const market = `market ${seed}`
      await give(storage, accounts.stock, 10, "pieces", market)
      const buyer = async (name: number) => {
        for (let pause = next() % 4; pause > 0; pause -= 1) await new Promise((resolve) => setImmediate(resolve))
        const quantity = seed % 2 === 0 ? 1 : 1 + (next() % 3)
        const outcome = await commit(storage, market, take(`buyer ${name}`, quantity))
        return outcome._tag === "Committed" ? quantity : 0
      }
      const bought = await Promise.all(Array.from({ length: 50 }, (_, name) => buyer(name)))
      const sold = bought.reduce((sum, quantity) => sum + quantity, 0)
      // Some buyer wants a single piece, so nothing is left over.
      equal(sold, 10, `seed ${seed} sold ${sold}`)
      equal(await balanceOf(storage, market, accounts.stock), 0)
      equal(await balanceOf(storage, market, accounts.ordered), 10)
    }
  },
})
