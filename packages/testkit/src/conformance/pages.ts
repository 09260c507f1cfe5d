import { deepEqual, equal, ok } from "node:assert/strict"
import type { PageWanted, Storage } from "@cabas/engine/storage"
import { batch, space, writing } from "./batches.ts"
import { documentsOf, greatest, pagesOf } from "./picture.ts"
import { promises } from "./promise.ts"
import { commitSurely, read } from "./subject.ts"

/** Texts in the order of their code points, which `<` does not always agree with. */
const inOrder = [
  "Abricots",
  "Carottes",
  "Oeufs",
  "Zébu",
  "abricots",
  "Épinards",
  "Œufs",
  "œufs",
  "\u{FFFD}",
  "🍎 Pommes",
  "🥚 Œufs",
  "\u{10FFFF}",
]

const keysOf = async (storage: Storage, wanted: PageWanted): Promise<ReadonlyArray<string>> =>
  (await documentsOf(storage, space, wanted)).map(({ key }) => key)

const put = (storage: Storage, ...keys: ReadonlyArray<string>) =>
  commitSurely(storage, space, batch(`put ${keys.join()}`, writing(...keys.map((key) => ({ key })))))

/** Documents under values of the index `name`. */
const index = (storage: Storage, values: Readonly<Record<string, ReadonlyArray<string>>>, from = 0) => {
  const documents = Object.entries(values).map(([key, under]) => ({
    key,
    from,
    indexed: under.map((value) => ({ name: "name", value })),
  }))
  return commitSurely(storage, space, batch(`index ${from} ${Object.keys(values).join()}`, writing(...documents)))
}

const all = { index: "name", from: "", to: greatest, limit: 2 }

/** A little more each time it is called, in places all over the order. */
const disturb = (storage: Storage) => {
  let times = 0
  return async () => {
    times += 1
    const key = `new:${times}`
    const indexed = ["A", "M", "Z"].map((letter) => ({ name: "name", value: `${letter}${times}` }))
    await commitSurely(
      storage,
      space,
      batch(key, writing({ key, indexed }, { key: `p:${times}` }, { key: `p:z${times}` })),
    )
  }
}

/** Pages through while documents are added: what was there before is seen once each, in its order. */
const staysRight = async (storage: Storage, wanted: PageWanted): Promise<void> => {
  const before = await keysOf(storage, wanted)
  const seen = await pagesOf(storage, space, wanted, disturb(storage))
  const keys = seen.flatMap(({ documents }) => documents.map(({ key }) => key))
  deepEqual(
    keys.filter((key) => before.includes(key)),
    before,
  )
  ok((await keysOf(storage, wanted)).length > before.length, "something was written meanwhile")
}

const manyKeys = Array.from({ length: 10_000 }, (_, at) => `basket:${String((at * 7919) % 10_000).padStart(5, "0")}`)

/** 10 000 documents, in an order that is not that of their keys. */
const putMany = async (storage: Storage): Promise<void> => {
  for (let from = 0; from < manyKeys.length; from += 100) {
    const documents = manyKeys.slice(from, from + 100).map((key) => ({
      key,
      state: { key },
      indexed: [{ name: "name", value: `value ${key.slice(-2)}` }],
    }))
    await commitSurely(storage, space, batch(`many ${from}`, writing(...documents)))
  }
}

/** Documents one page at a time, by key and by index. */
export const pages = promises("pages", {
  "by prefix give the documents whose key begins so, and no other": async ({ storage }) => {
    await put(storage, "basket:a", "basket:b", "basket", "basket;", "basketball", "catalog:a", "basket:", "Basket:a")
    deepEqual(await keysOf(storage, { prefix: "basket:", limit: 2 }), ["basket:", "basket:a", "basket:b"])
    deepEqual(await keysOf(storage, { prefix: "none:", limit: 2 }), [])
    equal((await keysOf(storage, { prefix: "", limit: 3 })).length, 8)
  },
  "by prefix are in the order of code points": async ({ storage }) => {
    await put(storage, ...inOrder.map((name) => `p:${name}`).toReversed())
    deepEqual(
      await keysOf(storage, { prefix: "p:", limit: 5 }),
      inOrder.map((name) => `p:${name}`),
    )
  },
  "by prefix take a prefix of any letters": async ({ storage }) => {
    const keys = ["🥚", "🥚a", "🥚🥚", "🥚\u{10FFFF}", "🥛"]
    await put(storage, ...keys, "100%", "100_", "100% a", "1000")
    deepEqual(await keysOf(storage, { prefix: "🥚", limit: 2 }), keys.slice(0, 4).toSorted())
    deepEqual(await keysOf(storage, { prefix: "100%", limit: 2 }), ["100%", "100% a"])
    deepEqual(await keysOf(storage, { prefix: "🥚\u{10FFFF}", limit: 2 }), ["🥚\u{10FFFF}"])
  },
  "by index give values between two, both included, in the order of code points": async ({ storage }) => {
    await index(storage, Object.fromEntries(inOrder.map((value, at) => [`product:${inOrder.length - at}`, [value]])))
    const keys = inOrder.map((_, at) => `product:${inOrder.length - at}`)
    deepEqual(await keysOf(storage, all), keys)
    deepEqual(await keysOf(storage, { index: "name", from: "Épinards", to: "œufs", limit: 1 }), keys.slice(5, 8))
    deepEqual(await keysOf(storage, { index: "name", from: "Œufs", to: "Œufs", limit: 1 }), keys.slice(6, 7))
    deepEqual(await keysOf(storage, { index: "name", from: "\u{FFFD}", to: "🍎 Pommes", limit: 9 }), keys.slice(8, 10))
    deepEqual(await keysOf(storage, { index: "name", from: "z", to: "a", limit: 1 }), [])
    deepEqual(await keysOf(storage, { ...all, index: "nam" }), [])
  },
  "by index give documents of one value in the order of their keys": async ({ storage }) => {
    await index(storage, {
      "b:3": ["same"],
      "b:🥚": ["same"],
      "b:\u{FFFD}": ["same"],
      "b:1": ["same"],
      "a:9": ["tame"],
      "c:1": ["pame"],
    })
    deepEqual(await keysOf(storage, all), ["c:1", "b:1", "b:3", "b:\u{FFFD}", "b:🥚", "a:9"])
  },
  "a document stands under each of its values, once under each": async ({ storage }) => {
    await index(storage, { a: ["1", "3", "3"], b: ["2"] })
    deepEqual(await keysOf(storage, all), ["a", "b", "a"])
  },
  "index entries stay when a write does not mention them, and go when it gives others": async ({ storage }) => {
    await index(storage, { a: ["1", "3"], b: ["2"] })
    await commitSurely(storage, space, batch("silent", writing({ key: "a", from: 1, state: "new" })))
    deepEqual(await keysOf(storage, all), ["a", "b", "a"])
    await index(storage, { a: ["3", "9"] }, 2)
    deepEqual(await keysOf(storage, all), ["b", "a", "a"])
    deepEqual(await keysOf(storage, { ...all, to: "1" }), [])
    await index(storage, { a: [] }, 3)
    deepEqual(await keysOf(storage, all), ["b"])
    await index(storage, { a: ["0"] }, 4)
    deepEqual(await keysOf(storage, all), ["a", "b"])
  },
  "documents of a page are as they are, not as they were when they were indexed": async ({ storage }) => {
    await index(storage, { a: ["1"] })
    await commitSurely(storage, space, batch("again", writing({ key: "a", from: 1, state: "newer" })))
    deepEqual(await documentsOf(storage, space, all), [{ key: "a", version: 2, state: "newer" }])
  },
  "say the same to who only needs texts, or keys": async ({ storage }) => {
    const states = [{ name: "Œufs 🥚", per: { pieces: 6 } }, null, ["é", 1.5], "", { later: true }]
    const documents = states.map((state, at) => ({ key: `p:${at}`, state, indexed: [{ name: "name", value: "same" }] }))
    await commitSurely(storage, space, batch("put", writing(...documents)))
    await commitSurely(storage, space, batch("again", writing({ key: "p:2", from: 1, state: { newer: "ï" } })))
    for (const wanted of [{ prefix: "p:", limit: 2 }, all]) {
      const whole = await documentsOf(storage, space, wanted)
      const texts = await documentsOf(storage, space, { ...wanted, enough: "text" })
      deepEqual(
        texts.map(({ key, version, state, text }) => ({
          key,
          version,
          state: text === undefined ? state : JSON.parse(text),
        })),
        whole,
      )
      const keys = await documentsOf(storage, space, { ...wanted, enough: "key" })
      deepEqual(
        keys.map(({ key }) => key),
        whole.map(({ key }) => key),
      )
    }
  },
  "a full last page says that there is no next": async ({ storage }) => {
    await put(storage, "p:1", "p:2", "p:3", "p:4")
    const sizes = async (limit: number) =>
      (await pagesOf(storage, space, { prefix: "p:", limit })).map(({ documents }) => documents.length)
    deepEqual(await sizes(2), [2, 2])
    deepEqual(await sizes(3), [3, 1])
    deepEqual(await sizes(4), [4])
    deepEqual(await sizes(5), [4])
  },
  "by prefix go on rightly while others write before, between and after": async ({ storage }) => {
    await put(storage, ...Array.from({ length: 12 }, (_, at) => `p:m${at}`))
    await staysRight(storage, { prefix: "p:", limit: 3 })
  },
  "by index go on rightly while others write before, between and after": async ({ storage }) => {
    await index(
      storage,
      Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`i:${at}`, [`${"ALQ"[at % 3]}${at}`]])),
    )
    await staysRight(storage, { ...all, limit: 3 })
  },
  "the next of a page is text that can travel: without U+0000 and halves of characters": async ({ storage }) => {
    await index(storage, { "b:1": ["🥚 Œufs"], "b:2": ["🥚 Œufs"], "b:🥚": ["Zébu"] })
    for (const wanted of [
      { ...all, limit: 1 },
      { prefix: "b:", limit: 1 },
    ]) {
      const nexts = (await pagesOf(storage, space, wanted)).map(({ next }) => next ?? "")
      equal(nexts.filter((next) => next !== "").length, 2)
      for (const next of nexts) ok(!next.includes("\u0000") && !/\p{Surrogate}/u.test(next), JSON.stringify(next))
    }
  },
  "a place to go on from that no page gave is answered with some page": async ({ storage }) => {
    await index(storage, { "b:1": ["one"], "b:2": ["two"] })
    for (const after of ["", "b", "99:b", ":", "-1:b", "1:", "\u0001", "🥚", "%", "null"]) {
      const { pages: found } = await read(storage, space, {
        pages: [
          { ...all, after },
          { prefix: "b:", limit: 5, after },
        ],
      })
      ok(
        found.every(({ documents }) => documents.length <= 2),
        `after ${after}`,
      )
      equal(found.length, 2)
    }
  },
  "several pages and documents come in one reading, each in its place": async ({ storage }) => {
    await index(storage, { a: ["1"], b: ["2"], c: ["3"] })
    const { pages: found, documents } = await read(storage, space, {
      documents: ["c"],
      pages: [
        { prefix: "b", limit: 5 },
        { prefix: "none", limit: 5 },
        { ...all, from: "2", limit: 1 },
      ],
    })
    deepEqual(
      found.map((page) => page.documents.map(({ key }) => key)),
      [["b"], [], ["b"]],
    )
    deepEqual(
      found.map(({ next }) => next === null),
      [true, true, false],
    )
    equal(documents.size, 1)
  },
  "by index go on rightly while what was seen, and what is to come, leaves the index": async ({ storage }) => {
    const keys = Array.from({ length: 12 }, (_, at) => `i:${at}`)
    await index(storage, Object.fromEntries(keys.map((key, at) => [key, [String(at + 10)]])))
    const seen: string[] = []
    const gone: string[] = []
    const leave = async (key: string): Promise<void> => {
      gone.push(key)
      await index(storage, { [key]: [] }, 1)
    }
    for (let after: string | undefined, turn = 0; ; turn += 1) {
      const wanted = { ...all, limit: 2, ...(after === undefined ? {} : { after }) }
      const page = (await read(storage, space, { pages: [wanted] })).pages[0]
      seen.push(...(page?.documents ?? []).map(({ key }) => key))
      if (page === undefined || page.next === null) break
      after = page.next
      // The last one seen, which the cursor stands at, and the one after the next.
      if (turn < 3) for (const key of [seen.at(-1), keys[keys.indexOf(seen.at(-1) ?? "") + 2]]) await leave(key ?? "")
    }
    deepEqual(gone, ["i:1", "i:3", "i:4", "i:6", "i:7", "i:9"])
    deepEqual(seen, ["i:0", "i:1", "i:2", "i:4", "i:5", "i:7", "i:8", "i:10", "i:11"])
  },
  "10 000 documents are paged through, by key and by index, while others are put among them": async ({ storage }) => {
    await putMany(storage)
    const byKey = await keysOf(storage, { prefix: "basket:", limit: 999 })
    deepEqual(byKey, manyKeys.toSorted())
    let times = 0
    const among = async () => {
      times += 1
      const values = ["value 20", "value 29", "value 39"]
      const documents = values.map((value, at) => ({
        key: `basket:${"05"[times % 2]}000${at}.${times}`,
        indexed: [{ name: "name", value }],
      }))
      await commitSurely(storage, space, batch(`among ${times}`, writing(...documents)))
    }
    const wanted = { index: "name", from: "value 20", to: "value 39", limit: 333 }
    const found = (await pagesOf(storage, space, wanted, among)).flatMap(({ documents }) => documents)
    ok(found.length > 2000 && times > 5, "something was put in meanwhile, and seen")
    const byIndex = found.map(({ key }) => key).filter((key) => !key.includes("."))
    equal(byIndex.length, 2000)
    const positions = byIndex.map((key) => `value ${key.slice(-2)} ${key}`)
    deepEqual(positions, positions.toSorted())
    equal(new Set(found.map(({ key }) => key)).size, found.length)
    const one = await read(storage, space, { pages: [{ prefix: "basket:0", limit: 1 }] })
    ok(one.pages[0]?.next !== null, "a page of one of many has a next")
  },
})
