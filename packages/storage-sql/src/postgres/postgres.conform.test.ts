import { afterAll } from "vitest"
import { testStorage } from "@cabas/testkit/conformance"
import { startTestServer, testSubject } from "./test-server.ts"

const server = await startTestServer()
afterAll(server.stop)

await testStorage("postgres", () => testSubject(server))
