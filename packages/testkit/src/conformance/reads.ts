import { deepEqual, equal, notEqual, ok } from "node:assert/strict"
import { start } from "@cabas/engine/storage"
import { accounts, batch, floor, give, posting, space, told, writing } from "./batches.ts"
import { promises } from "./promise.ts"
import { balanceOf, commit, commitSurely, feed, read, stateOf } from "./subject.ts"

/** What a state can hold: everything that JSON can say, kept to the last digit and letter. */
const everyKindOfValue = {
  nothing: null,
  yes: true,
  no: false,
  zero: 0,
  greatest: Number.MAX_SAFE_INTEGER,
  least: Number.MIN_SAFE_INTEGER,
  fraction: 0.1,
  tiny: 1e-300,
  empty: "",
  nested: [[], {}, [{ deep: [1, [2, [3]]] }]],
  letters: 'Œufs d’Épinal — «bio» \n \t " \\ \u2028 \uFEFF',
  beyond: "🥚🧺 👩‍🌾 \u{10FFFF}",
  "a key with spaces, Œ and 🥚": 1,
}

/** What a reader sees. */
export const reads = promises("reads", {
  "a key without a document is version 0 and null": async ({ storage }) => {
    const { documents } = await read(storage, space, { documents: ["basket:none"] })
    deepEqual([...documents], [["basket:none", { key: "basket:none", version: 0, state: null }]])
  },
  "an empty space answers everything with nothing": async ({ storage }) => {
    const snapshot = await read(storage, space, {
      documents: [],
      pages: [
        { prefix: "", limit: 10 },
        { index: "none", from: "", to: "z", limit: 10 },
      ],
      balances: [accounts.ordered],
      entries: { account: accounts.wallet, limit: 10 },
      numbers: [{ series: "none", key: "none" }],
      batch: "none",
    })
    const nothing = { documents: [], next: null }
    deepEqual(snapshot.pages, [nothing, nothing])
    deepEqual([...(snapshot.balances.get(accounts.ordered) ?? [])], [])
    deepEqual([snapshot.entries, [...snapshot.numbers], snapshot.batch], [[], [], null])
    equal(snapshot.cursor, start)
    deepEqual(await feed(storage, space), [])
  },
  "a reading that wants nothing is answered": async ({ storage }) => {
    const snapshot = await read(storage, space, {})
    deepEqual([snapshot.documents.size, snapshot.pages, snapshot.balances.size, snapshot.entries], [0, [], 0, []])
  },
  "a document is given back with the version and the state it was written with": async ({ storage }) => {
    await commitSurely(storage, space, batch("a", writing({ key: "basket:a", state: everyKindOfValue })))
    const { documents } = await read(storage, space, { documents: ["basket:a"] })
    deepEqual(documents.get("basket:a"), { key: "basket:a", version: 1, state: everyKindOfValue })
  },
  "every write takes a document one version further": async ({ storage }) => {
    for (let from = 0; from < 5; from += 1) {
      await commitSurely(storage, space, batch(`write ${from}`, writing({ key: "group", from, state: { from } })))
      const { documents } = await read(storage, space, { documents: ["group"] })
      deepEqual(documents.get("group"), { key: "group", version: from + 1, state: { from } })
    }
  },
  "what a reader was given stays as it was when it is written again": async ({ storage }) => {
    await give(storage, accounts.wallet, 5, "EUR")
    await commitSurely(storage, space, batch("one", writing({ key: "group", state: { name: "before" } })))
    const wanted = { documents: ["group"], balances: [accounts.wallet] }
    const before = await read(storage, space, wanted)
    const more = {
      ...writing({ key: "group", from: 1, state: { name: "after" } }),
      postings: [posting("x:", accounts.wallet, 7, "EUR")],
    }
    await commitSurely(storage, space, batch("two", more))
    await read(storage, space, wanted)
    deepEqual(before.documents.get("group"), { key: "group", version: 1, state: { name: "before" } })
    equal(before.balances.get(accounts.wallet)?.get("EUR"), 5)
  },
  "documents that are remembered are as they were once, and nothing else comes with them": async ({ storage }) => {
    const documents = ["group", "member:none"]
    const wanted = { documents, balances: [accounts.wallet], batch: "write 0" }
    for (let from = 0; from < 4; from += 1) {
      const postings = [posting("x:", accounts.wallet, 5, "EUR")]
      await commitSurely(
        storage,
        space,
        batch(`write ${from}`, { ...writing({ key: "group", from, state: { from } }), postings }),
      )
      const remembered = await read(storage, space, { ...wanted, remembered: true })
      const { version = -1, state } = remembered.documents.get("group") ?? {}
      deepEqual(state, version === 0 ? null : { from: version - 1 })
      deepEqual(remembered.documents.get("member:none"), { key: "member:none", version: 0, state: null })
      if (remembered.remembered === true) {
        ok(version >= 0 && version <= from + 1, `version ${version} of ${from + 1}`)
        deepEqual([remembered.balances.size, remembered.numbers.size, remembered.batch], [0, 0, null])
      } else {
        deepEqual(remembered, await read(storage, space, wanted))
      }
      const plainly = await read(storage, space, wanted)
      deepEqual([plainly.documents.get("group")?.version, plainly.remembered], [from + 1, undefined])
    }
  },
  "many documents, known and unknown, come in one reading": async ({ storage }) => {
    const keys = Array.from({ length: 100 }, (_, index) => `member:${index}`)
    await commitSurely(storage, space, batch("all", writing(...keys.map((key) => ({ key })))))
    const { documents } = await read(storage, space, { documents: [...keys, "member:none"] })
    deepEqual(
      [...documents.values()].map(({ version }) => version),
      [...keys.map(() => 1), 0],
    )
  },
  "a snapshot's cursor is that of the last batch, and changes with every batch": async ({ storage }) => {
    const seen = new Set<string>([start])
    for (const id of ["one", "two", "three"]) {
      const { cursor } = await commitSurely(storage, space, batch(id))
      equal((await read(storage, space, {})).cursor, cursor)
      seen.add(cursor)
    }
    equal(seen.size, 4)
  },
  "a refused or repeated batch leaves the cursor where it is": async ({ storage }) => {
    const { cursor } = await commitSurely(storage, space, batch("one", writing({ key: "group" })))
    await commit(storage, space, batch("one", writing({ key: "group" })))
    await commit(storage, space, batch("stale", writing({ key: "group" })))
    await commit(storage, space, batch("poor", { floors: [floor(accounts.stock, 1)] }))
    equal((await read(storage, space, {})).cursor, cursor)
  },
  "a batch that is in can be asked for, with its fingerprint and its answer": async ({ storage }) => {
    await commitSurely(storage, space, batch("known", { fingerprint: "abc", answer: everyKindOfValue }))
    await commitSurely(storage, space, batch("silent", { answer: null }))
    const done = async (id: string) => (await read(storage, space, { batch: id })).batch
    deepEqual(await done("known"), { fingerprint: "abc", answer: everyKindOfValue })
    deepEqual((await done("silent"))?.answer, null)
    equal(await done("unknown"), null)
  },
  "readers never see half a batch": async ({ storage }) => {
    const writer = async () => {
      for (let from = 0; from < 100; from += 1) {
        const both = writing({ key: "left", from, state: from }, { key: "right", from, state: from })
        await commitSurely(
          storage,
          space,
          batch(`both ${from}`, { ...both, postings: [posting("x:", accounts.stock, 1)] }),
        )
      }
    }
    const seen = new Set<number>()
    const reader = async () => {
      for (let turn = 0; turn < 200; turn += 1) {
        const found = await read(storage, space, { documents: ["left", "right"], balances: [accounts.stock] })
        const versions = [...found.documents.values()].map(({ version }) => version)
        deepEqual(versions[0], versions[1])
        equal(found.balances.get(accounts.stock)?.get("pieces") ?? 0, versions[0])
        seen.add(versions[0] ?? 0)
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    await Promise.all([writer(), reader(), reader()])
    ok(seen.size > 1, "the readers looked while the writer wrote")
  },
  "2^53 − 1 is kept exactly, in states, balances, entries and the feed": async ({ storage }) => {
    const most = Number.MAX_SAFE_INTEGER
    await commitSurely(
      storage,
      space,
      batch("most", {
        ...writing({ key: "counter", state: { most } }),
        facts: [told("counter", most)],
        postings: [posting(accounts.ordered, accounts.wallet, most, "EUR")],
        floors: [floor(accounts.wallet, most, "EUR")],
      }),
    )
    deepEqual(await stateOf(storage, space, "counter"), { most })
    equal(await balanceOf(storage, space, accounts.wallet, "EUR"), most)
    equal(await balanceOf(storage, space, accounts.ordered, "EUR"), -most)
    const { entries } = await read(storage, space, { entries: { account: accounts.wallet, limit: 1 } })
    equal(entries[0]?.quantity, most)
    deepEqual((await feed(storage, space))[0]?.postings[0]?.quantity, most)
    await commitSurely(
      storage,
      space,
      batch("one less", { postings: [posting(accounts.wallet, accounts.cash, 1, "EUR")] }),
    )
    equal(await balanceOf(storage, space, accounts.wallet, "EUR"), most - 1)
    notEqual(most - 1, most)
  },
  "−(2^53 − 1) is kept exactly, with a floor and a ceiling there": async ({ storage }) => {
    const least = Number.MIN_SAFE_INTEGER
    const take = (id: string, quantity: number) =>
      batch(id, {
        postings: [posting(accounts.wallet, accounts.cash, quantity, "EUR")],
        floors: [{ ...floor(accounts.wallet, least, "EUR"), maximum: least }],
      })
    equal((await commit(storage, space, take("too little", -least - 1)))._tag, "Overdrawn")
    await commitSurely(storage, space, take("least", -least))
    equal(await balanceOf(storage, space, accounts.wallet, "EUR"), least)
    equal(await balanceOf(storage, space, accounts.cash, "EUR"), -least)
    const { entries } = await read(storage, space, { entries: { account: accounts.wallet, limit: 1 } })
    equal(entries[0]?.quantity, least)
    equal((await commit(storage, space, take("below", 1)))._tag, "Overdrawn")
  },
  "any letter may stand in a key, an id, a name, an account": async ({ storage }) => {
    const strange = "Œufs d’Épinal; 'DROP' \"x\" % _ \\ 🥚 👩‍🌾 \n"
    const wallet = `wallet:${strange}`
    await commitSurely(
      storage,
      strange,
      batch(strange, {
        by: strange,
        operation: strange,
        fingerprint: strange,
        ...writing({ key: strange, indexed: [{ name: strange, value: strange }] }),
        postings: [{ ...posting("x:", wallet, 3, strange), reason: strange, reference: strange }],
        numbers: [{ series: strange, key: strange }],
      }),
    )
    const found = await read(storage, strange, {
      documents: [strange],
      pages: [{ index: strange, from: strange, to: strange, limit: 2 }],
      balances: [wallet],
      entries: { account: wallet, limit: 2 },
      numbers: [{ series: strange, key: strange }],
      batch: strange,
    })
    equal(found.documents.get(strange)?.version, 1)
    deepEqual(
      found.pages[0]?.documents.map(({ key }) => key),
      [strange],
    )
    equal(found.balances.get(wallet)?.get(strange), 3)
    deepEqual(
      [found.entries[0]?.by, found.entries[0]?.reason, found.entries[0]?.reference],
      [strange, strange, strange],
    )
    equal(found.numbers.get(strange), 1)
    equal(found.batch?.fingerprint, strange)
    equal((await feed(storage, strange))[0]?.operation, strange)
  },
})
