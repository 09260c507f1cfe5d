import { memoryStorage } from "@cabas/engine/memory"
import { testStorage } from "./test-storage.ts"

await testStorage("memory", async () => ({ storage: memoryStorage(), close: async () => {} }))
