import { afterAll, afterEach, beforeEach, vi } from "vitest"
import { startTestServer } from "../../test/postgres-server.ts"
import { testSubject } from "../../test/postgres-subject.ts"
import type { TestSubject } from "../../test/postgres-subject.ts"
import { remembersWell } from "../../test/remembers-well.ts"
import { postgresStorage } from "./postgres.ts"
import type { PostgresStorage } from "./postgres.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const server = await startTestServer()
afterAll(server.stop)

let subject: TestSubject
let other: PostgresStorage

beforeEach(async () => {
  subject = await testSubject(server)
  other = await postgresStorage(subject.options)
})

afterEach(async () => {
  await other.close()
  await subject.close()
})

remembersWell(() => [subject.storage, other])
