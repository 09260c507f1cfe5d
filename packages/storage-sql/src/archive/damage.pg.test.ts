import { runPromise } from "effect/Effect"
import { afterAll, describe, expect, it, vi } from "vitest"
import { findingSentence, verifySpace } from "@cabas/engine/verify"
import { openPool, quoted } from "../postgres/database.ts"
import { postgresStorage } from "../postgres/postgres.ts"
import { takeIn } from "../../test/archives.ts"
import { startTestServer } from "../../test/postgres-server.ts"
import { archive, group } from "../../test/released/released.ts"

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const server = await startTestServer()
afterAll(server.stop)

let made = 0

/** What verifying says of a schema that was damaged behind the back of Cabas: findings, or why it cannot be looked at. */
const diagnosis = async (damage: (schema: string) => string): Promise<string> => {
  made += 1
  const options = { url: server.url, schema: `damage_${made}` }
  const first = await postgresStorage(options)
  await takeIn(first, archive())
  await first.close()
  const database = await openPool({ url: server.url, connections: 1, prepare: false })
  await runPromise(database.ask(damage(quoted(options.schema)), []))
  const said = await postgresStorage(options)
    .then(async (storage) => {
      const report = await runPromise(verifySpace(storage, group))
      await storage.close()
      return report.findings.map((one) => findingSentence(one, "en")).join("\n")
    })
    .catch(({ _tag, reason }: { readonly _tag: string; readonly reason: string }) => `${_tag}: ${reason}`)
  await runPromise(database.ask(`DROP SCHEMA ${quoted(options.schema)} CASCADE`, []))
  await database.close()
  expect(said).not.toMatch(/^\s+at |\.ts:\d|TypeError|undefined/m)
  return said
}

describe("a damaged PostgreSQL is diagnosed, in sentences", () => {
  it("nothing, when it is as it should be", async () => {
    expect(await diagnosis(() => "SELECT 1")).toBe("")
  })

  it("a column whose text is no JSON any more", async () => {
    const journal = (schema: string) =>
      `UPDATE ${schema}.batches SET facts = left(facts, 15) WHERE id = (SELECT id FROM ${schema}.batches ORDER BY moment OFFSET 6 LIMIT 1)`
    expect(await diagnosis(journal)).toMatch(
      /^The journal can be read up to batch 6 and no further.*the facts of batch .* is not JSON/,
    )
    const document = (schema: string) => `UPDATE ${schema}.documents SET state = '{"id' WHERE key = 'place:hall'`
    expect(await diagnosis(document)).toMatch(/Place:hall cannot be read: .*the document place:hall is not JSON/)
  })

  it("a column, a function or a table that is not there", async () => {
    expect(await diagnosis((schema) => `ALTER TABLE ${schema}.documents DROP COLUMN state CASCADE`)).toMatch(
      /^StorageDown: .*column .*state.* does not exist/,
    )
    expect(await diagnosis((schema) => `DROP TABLE ${schema}.entries CASCADE`)).toMatch(/entries.* does not exist/)
    expect(await diagnosis((schema) => `ALTER FUNCTION ${schema}.read_1 RENAME TO read_0`)).toMatch(
      /^StorageDown: .*read_1.* does not exist/,
    )
  })

  it("a row that was deleted, and a balance that was changed", async () => {
    const lost = (schema: string) => `DELETE FROM ${schema}.documents WHERE key = 'place:hall'`
    expect(await diagnosis(lost)).toMatch(/^Place:hall should be .* by its facts, and is kept as null\.$/)
    const richer = (schema: string) =>
      `UPDATE ${schema}.balances SET quantity = quantity + 1 WHERE account = 'wallet:lea'`
    expect(await diagnosis(richer)).toMatch(/Wallet:lea should hold \{"EUR":\d+\} by its postings/)
  })
})
