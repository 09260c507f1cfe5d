import { deepEqual, equal } from "node:assert/strict"
import type { Storage } from "@cabas/engine/storage"
import { accounts, batch, posting, space } from "./batches.ts"
import { standing, summed } from "./picture.ts"
import { promises } from "./promise.ts"
import { balanceOf, commitSurely, feed, read } from "./subject.ts"

const everyAccount = Object.values(accounts)

/** 60 batches that move money and produce between all the accounts, kept and not, listed and not. */
const trade = async (storage: Storage): Promise<void> => {
  for (let turn = 0; turn < 60; turn += 1) {
    const at = (step: number) => everyAccount[(turn * step + step) % everyAccount.length] ?? accounts.cash
    const unit = turn % 3 === 0 ? "EUR" : "pieces"
    const postings = [posting(at(1), at(2), 1 + turn, unit), posting(at(3), at(5), 100 - turn, unit)]
    await commitSurely(
      storage,
      space,
      batch(`trade ${turn}`, { postings: postings.filter(({ from, to }) => from !== to) }),
    )
  }
}

/** What every account holds. */
export const ledger = promises("ledger", {
  "balances, kept and summed, are what the postings of the feed add up to": async ({ storage }) => {
    await trade(storage)
    const { balances } = await read(storage, space, { balances: everyAccount })
    deepEqual(standing(balances), standing(summed(await feed(storage, space))))
  },
  "the sum of all accounts is zero in each unit, after every batch": async ({ storage }) => {
    for (let turn = 0; turn < 10; turn += 1) {
      const at = (step: number) => everyAccount[(turn * step) % everyAccount.length] ?? accounts.cash
      const postings = [posting(at(1), at(2), 1 + turn, "EUR"), posting(at(3), at(4), 5, "grams")]
      await commitSurely(
        storage,
        space,
        batch(`turn ${turn}`, { postings: postings.filter(({ from, to }) => from !== to) }),
      )
      const { balances } = await read(storage, space, { balances: everyAccount })
      for (const unit of ["EUR", "grams"]) {
        equal(
          [...balances.values()].reduce((sum, units) => sum + (units.get(unit) ?? 0), 0),
          0,
        )
      }
    }
  },
  "an account holds each unit apart": async ({ storage }) => {
    for (const account of [accounts.wallet, accounts.ordered]) {
      const postings = [
        posting("x:", account, 3, "grams"),
        posting("x:", account, 5, "pieces"),
        posting(account, "x:", 2, "grams"),
      ]
      await commitSurely(storage, space, batch(`units of ${account}`, { postings }))
      const { balances } = await read(storage, space, { balances: [account] })
      deepEqual(standing(balances), { [account]: { grams: 1, pieces: 5 } })
    }
  },
  "an account whose name begins like another's is another": async ({ storage }) => {
    for (const account of [accounts.stock, accounts.ordered]) {
      await commitSurely(storage, space, batch(`near ${account}`, { postings: [posting("x:", `${account}-2`, 4)] }))
      equal(await balanceOf(storage, space, account), 0)
      equal(await balanceOf(storage, space, `${account}-2`), 4)
    }
  },
  "nothing is lost of 100 batches that move one account at once": async ({ storage }) => {
    await Promise.all(
      Array.from({ length: 100 }, (_, turn) =>
        commitSurely(
          storage,
          space,
          batch(`at once ${turn}`, { postings: [posting(accounts.cash, accounts.wallet, 1 + turn, "EUR")] }),
        ),
      ),
    )
    equal(await balanceOf(storage, space, accounts.wallet, "EUR"), 5050)
    equal(await balanceOf(storage, space, accounts.cash, "EUR"), -5050)
  },
})
