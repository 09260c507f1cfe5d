import { memoryStorage } from "@cabas/engine/memory"
import { testStorage } from "@cabas/testkit/conformance"
import { routed } from "./routed.ts"

await testStorage("routed", async () => {
  const places = [memoryStorage(), memoryStorage(), memoryStorage()] as const
  return { storage: routed((space) => places[space.length % 3] ?? places[0]), close: async () => {} }
})
