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
  "10 000 documents are paged through, by key and by index": async ({ storage }) => {
    await putMany(storage)
    const byKey = await keysOf(storage, { prefix: "basket:", limit: 999 })
    deepEqual(byKey, manyKeys.toSorted())
    const byIndex = await documentsOf(storage, space, { index: "name", from: "value 20", to: "value 39", limit: 333 })
    equal(byIndex.length, 2000)
    const positions = byIndex.map(({ key }) => `value ${key.slice(-2)} ${key}`)
    deepEqual(positions, positions.toSorted())
    const one = await read(storage, space, { pages: [{ prefix: "basket:0", limit: 1 }] })
    ok(one.pages[0]?.next !== null, "a page of one of many has a next")
  },
})
