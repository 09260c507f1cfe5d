import process from "node:process"
import { startTestServer } from "./postgres-server.ts"

/** Vitest's global set-up: one server for all the files that need one, unless the environment names one already. */
export default async (): Promise<() => Promise<void>> => {
  const server = await startTestServer()
  process.env["CABAS_TEST_PG_URL"] = server.url
  return server.stop
}
