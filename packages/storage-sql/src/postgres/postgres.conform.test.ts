import { afterAll } from "vitest"
import { testStorage } from "@cabas/testkit/conformance"
import { startTestServer } from "./test-server.ts"
import { testSubject } from "./test-subject.ts"

const server = await startTestServer()
afterAll(server.stop)

await testStorage("postgres", () => testSubject(server))
