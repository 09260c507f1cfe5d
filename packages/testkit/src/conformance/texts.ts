import { deepEqual, equal } from "node:assert/strict"
import type { Storage } from "@cabas/engine/storage"
import { batch, floor, posting, space, told, writing } from "./batches.ts"
import { documentsOf, greatest } from "./picture.ts"
import { promises } from "./promise.ts"
import { commit, commitSurely, feed, read, stateOf } from "./subject.ts"

/**
 * Texts that look alike and are not: composed and decomposed letters, case, spaces at the end, ligatures, letters
 * that some orders leave out. Databases that fold, trim or normalise take one for another.
 */
const alike = [
  "Épinards",
  "E\u0301pinards",
  "Epinards",
  "épinards",
  "Épinards ",
  "Épi\u00ADnards",
  "Épi\u200Bnards",
  "Œufs",
  "Oeufs",
  "ﬁn",
  "fin",
  "ß",
  "ss",
  "ı",
  "i",
  "I",
  "İ",
  "가",
  "\u1100\u1161",
  "ｱ",
  "ア",
  "1",
  "１",
  "01",
]

/** Of each of the texts, what is found under it. */
const each = async <A>(find: (text: string) => Promise<A>): Promise<ReadonlyArray<A>> => {
  const found: A[] = []
  for (const text of alike) found.push(await find(text))
  return found
}

const places = alike.map((_, at) => at)

/** As long as names become: two ids of 64 letters, a key of 128 chosen by an application, an address of 254. */
const long = {
  space: "s".repeat(64),
  id: `${"m".repeat(64)}:${"k".repeat(128)}`,
  key: `day:${"p".repeat(64)}~2026-05-01`,
  account: `stock:${"c".repeat(64)}/${"p".repeat(64)}@${"d".repeat(64)}`,
  series: `basket@${"d".repeat(64)}`,
  value: `${"e".repeat(242)}@example.org`,
}

const many = "Œufs de poules élevées en plein air 🥚\n".repeat(25_000)

const indexedUnder = async (storage: Storage, value: string): Promise<ReadonlyArray<string>> => {
  const wanted = { index: "name", from: value, to: value, limit: 10 }
  return (await documentsOf(storage, space, wanted)).map(({ key }) => key)
}

/** Texts are kept as they were written, to the letter. */
export const texts = promises("texts", {
  "documents under keys that look alike are apart": async ({ storage }) => {
    for (const [at, text] of alike.entries())
      await commitSurely(storage, space, batch(`${at}`, writing({ key: `p:${text}`, state: at })))
    deepEqual(await each((text) => stateOf(storage, space, `p:${text}`)), places)
  },
  "values of an index that look alike are apart": async ({ storage }) => {
    const documents = alike.map((value, at) => ({ key: `p:${at}`, indexed: [{ name: "name", value }] }))
    await commitSurely(storage, space, batch("all", writing(...documents)))
    deepEqual(
      await each((text) => indexedUnder(storage, text)),
      places.map((at) => [`p:${at}`]),
    )
  },
  "names of indexes, accounts, units and series that look alike are apart": async ({ storage }) => {
    for (const [at, text] of alike.entries()) {
      const part = batch(`${at}`, {
        ...writing({ key: `p:${at}`, indexed: [{ name: text, value: "same" }] }),
        postings: [
          posting("x:", `wallet:${text}`, at + 1, "EUR"),
          posting("x:", `summed:${text}`, at + 1, "EUR"),
          posting("x:", "wallet:one", at + 1, text),
        ],
        numbers: [{ series: text, key: `p:${at}` }],
      })
      await commitSurely(storage, space, part)
    }
    const { balances } = await read(storage, space, {
      balances: [...alike.map((text) => `wallet:${text}`), ...alike.map((text) => `summed:${text}`), "wallet:one"],
    })
    const counts = places.map((at) => at + 1)
    deepEqual(await each(async (text) => balances.get(`wallet:${text}`)?.get("EUR")), counts)
    deepEqual(await each(async (text) => balances.get(`summed:${text}`)?.get("EUR")), counts)
    deepEqual(await each(async (text) => balances.get("wallet:one")?.get(text)), counts)
    const oneIn = async (index: string) =>
      (await documentsOf(storage, space, { index, from: "", to: greatest, limit: 10 })).map(({ key }) => key)
    deepEqual(
      await each(oneIn),
      places.map((at) => [`p:${at}`]),
    )
    for (const at of places) {
      const wanted = { series: alike[at] ?? "", key: `p:${at}` }
      deepEqual([...(await read(storage, space, { numbers: [wanted] })).numbers], [[`p:${at}`, 1]])
    }
  },
  "batches under ids that look alike are apart, and so are spaces": async ({ storage }) => {
    for (const text of alike) equal((await commit(storage, space, batch(text)))._tag, "Committed", text)
    for (const text of alike) equal((await commit(storage, space, batch(text)))._tag, "Repeated", text)
    for (const text of alike) equal((await commit(storage, text, batch("the same")))._tag, "Committed", text)
    deepEqual(
      (await feed(storage, space)).map(({ id }) => id),
      alike,
    )
  },
  "states, facts, answers and postings say what they said, composed or not": async ({ storage }) => {
    const says = { alike, [alike[1] ?? ""]: alike[0] }
    await commitSurely(
      storage,
      space,
      batch("says", {
        ...writing({ key: "p", state: says }),
        facts: [told("p", says)],
        answer: says,
        postings: alike.map((text) => ({ ...posting("x:", "wallet:ana", 1), reason: text, reference: `${text} ` })),
      }),
    )
    const found = await read(storage, space, {
      documents: ["p"],
      batch: "says",
      entries: { account: "wallet:ana", limit: 100 },
    })
    deepEqual([found.documents.get("p")?.state, found.batch?.answer], [says, says])
    deepEqual(
      found.entries.map(({ reason, reference }) => [reason, reference]),
      alike.map((text) => [text, `${text} `]).toReversed(),
    )
    deepEqual((await feed(storage, space))[0]?.facts, [told("p", says)])
  },
  "names as long as the engine makes them are kept whole": async ({ storage }) => {
    for (const end of ["a", "b"]) {
      const part = batch(`${long.id}${end}`, {
        ...writing({ key: `${long.key}${end}`, indexed: [{ name: "member.byEmail", value: `${end}${long.value}` }] }),
        postings: [posting("x:", `${long.account}${end}`, 7, "grams")],
        floors: [floor(`${long.account}${end}`, 7, "grams")],
        numbers: [{ series: `${long.series}${end}`, key: `${long.key}${end}` }],
      })
      await commitSurely(storage, long.space, part)
      const found = await read(storage, long.space, {
        documents: [`${long.key}${end}`],
        pages: [{ index: "member.byEmail", from: `${end}${long.value}`, to: `${end}${long.value}`, limit: 5 }],
        balances: [`${long.account}${end}`],
        numbers: [{ series: `${long.series}${end}`, key: `${long.key}${end}` }],
        batch: `${long.id}${end}`,
      })
      equal(found.documents.get(`${long.key}${end}`)?.version, 1)
      equal(found.pages[0]?.documents.length, 1)
      equal(found.balances.get(`${long.account}${end}`)?.get("grams"), 7)
      deepEqual([...found.numbers], [[`${long.key}${end}`, 1]])
      equal(found.batch?.fingerprint, part.fingerprint)
    }
  },
  "a state and a fact of a million letters are kept whole": async ({ storage }) => {
    const big = batch("big", {
      ...writing({ key: "catalog:big", state: { many } }),
      facts: [told("catalog:big", many)],
    })
    await commitSurely(storage, space, big)
    deepEqual(await stateOf(storage, space, "catalog:big"), { many })
    deepEqual((await feed(storage, space))[0]?.facts, big.facts)
  },
})
