import { startTestServer } from "../packages/storage-sql/src/postgres/test-server.ts"
import { postgresStorage } from "@cabas/storage-sql/postgres"
import { batch, commit, writing } from "../packages/storage-sql/src/postgres/test-batches.ts"
const server = await startTestServer()
const url = await server.newDatabase()
const s = await postgresStorage({ url })
const o: any = await commit(s, batch("one", writing("group")))
console.log(o._tag, o.reason)
await server.stop(); process.exit(0)
