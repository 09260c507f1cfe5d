import { afterAll } from "vitest"
import { testStorage } from "@cabas/testkit/conformance"
import { mariadbStorage } from "./adapter.ts"
import { startTestServer } from "./test/mariadb-server.ts"

const server = await startTestServer()
afterAll(server.stop)

await testStorage("own-storage", async () => {
  const url = await server.newDatabase()
  const options = { urls: [url] }
  const storage = await mariadbStorage(options)
  let current = storage
  return {
    storage,
    reopen: async () => {
      await current.close()
      current = await mariadbStorage(options)
      return current
    },
    elsewhere: { module: new URL("adapter.ts", import.meta.url).href, open: "mariadbStorage", options },
    close: async () => {
      await current.close()
      await server.dropDatabase(url)
    },
  }
})
