import { deepEqual, equal } from "node:assert/strict"
import { start } from "@cabas/engine/storage"
import { accounts, batch, floor, give, posting, told, writing } from "./batches.ts"
import { pictureOf } from "./picture.ts"
import type { Frame } from "./picture.ts"
import { promises } from "./promise.ts"
import { commit, commitSurely, feed, read } from "./subject.ts"

const names = ["la-riviere", "la-riviere-2", "LA-RIVIERE", "🥚", ""]

const frame: Frame = {
  accounts: Object.values(accounts),
  indexes: ["name"],
  numbers: [{ series: "baskets", key: "basket:a" }],
}

const order = batch("the same id", {
  ...writing({ key: "basket:a", indexed: [{ name: "name", value: "a" }] }),
  facts: [told("basket:a")],
  postings: [posting(accounts.wallet, accounts.held, 5, "EUR"), posting(accounts.stock, accounts.ordered, 1)],
  numbers: [{ series: "baskets", key: "basket:a" }],
})

/** Groups know nothing of each other. */
export const spaces = promises("spaces", {
  "do not see one another's documents, facts, balances, entries, numbers or batches": async ({ storage }) => {
    const empty = await pictureOf(storage, "untouched", frame)
    await commitSurely(storage, names[0] ?? "", order)
    for (const name of names.slice(1)) {
      deepEqual(await pictureOf(storage, name, frame), empty)
      const snapshot = await read(storage, name, { batch: order.id })
      deepEqual([snapshot.batch, snapshot.cursor], [null, start])
    }
  },
  "hold the same ids, keys, accounts and series each for themselves": async ({ storage }) => {
    for (const name of names) {
      const { numbers } = await commitSurely(storage, name, order)
      deepEqual([...numbers], [["basket:a", 1]])
    }
    for (const name of names) {
      equal((await feed(storage, name)).length, 1)
      deepEqual((await pictureOf(storage, name, frame)).balances[accounts.wallet], { EUR: -5 })
    }
  },
  "have floors of their own": async ({ storage }) => {
    await give(storage, accounts.stock, 1, "pieces", "rich")
    const take = batch("take", {
      postings: [posting(accounts.stock, accounts.ordered, 1)],
      floors: [floor(accounts.stock, 0)],
    })
    equal((await commit(storage, "poor", take))._tag, "Overdrawn")
    equal((await commit(storage, "rich", take))._tag, "Committed")
  },
  "are written at once, each batch in its own": async ({ storage }) => {
    const all = Array.from({ length: 60 }, (_, turn) => ({
      name: names[turn % names.length] ?? "",
      id: `batch ${turn}`,
    }))
    await Promise.all(
      all.map(({ name, id }) =>
        commitSurely(
          storage,
          name,
          batch(id, { ...writing({ key: id }), postings: [posting("x:", accounts.stock, 1)] }),
        ),
      ),
    )
    for (const name of names) {
      const own = all.filter((one) => one.name === name).map(({ id }) => id)
      deepEqual((await feed(storage, name)).map(({ id }) => id).toSorted(), own.toSorted())
      deepEqual((await pictureOf(storage, name, frame)).balances[accounts.stock], { pieces: own.length })
    }
  },
})
