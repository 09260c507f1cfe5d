import { deepEqual, ok } from "node:assert/strict"
import { promises } from "./promise.ts"

/** What a storage says of itself is what it is tried for. */
export const declarations = promises("declarations", {
  "has a name": async ({ storage }) => {
    ok(/\S/.test(storage.name), "the name says nothing")
  },
  "says that it is durable if it can be reopened, and shared if other processes reach it; and only then": async ({
    storage,
    reopen,
    elsewhere,
  }) => {
    const tried = [...(reopen === undefined ? [] : ["durable"]), ...(elsewhere === undefined ? [] : ["shared"])]
    deepEqual([...(storage.capabilities ?? [])].toSorted(), tried)
  },
})
