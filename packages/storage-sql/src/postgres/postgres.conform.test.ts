import { afterAll } from "vitest"
import { testStorage } from "@cabas/testkit/conformance"
import { startTestServer } from "../../test/postgres-server.ts"
import { testSubject } from "../../test/postgres-subject.ts"

const server = await startTestServer()
afterAll(server.stop)

await testStorage("postgres", () => testSubject(server))
