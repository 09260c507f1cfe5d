import { createPoolCluster, format } from "mysql2/promise"
import type { PoolConnection } from "mysql2/promise"
import type { Row } from "./schema.ts"

/** A statement and what fills its `?`. A list fills an `IN (?)` or a `VALUES ?`. */
export type Statement = readonly [sql: string, ...values: ReadonlyArray<unknown>]

/** Says a statement and gives its rows. When the list that it is about is empty, nothing is said. */
export type Say = (...statement: Statement) => Promise<ReadonlyArray<Row>>

/** What every transaction relies on, whatever the server is set to. `wsrep_sync_wait` matters to clusters. */
const settings = `SET SESSION sql_mode = 'STRICT_ALL_TABLES', collation_connection = 'utf8mb4_nopad_bin',
  innodb_lock_wait_timeout = 5, wsrep_sync_wait = 1, tx_isolation`

/** A deadlock, which is also how a cluster refuses a commit; a lock waited for too long; a node that is not ready. */
const passing: ReadonlyArray<unknown> = [1213, 1205, 1047]

/** Milliseconds after which a transaction that collides again and again gives up. */
const patience = 20_000

/** Opens a server, or the nodes of a cluster, which take turns; one that does not answer is left out for a second. */
export const openDatabase = (urls: ReadonlyArray<string>) => {
  const cluster = createPoolCluster({ removeNodeErrorCount: 1, restoreNodeTimeout: 1000 })
  for (const uri of urls) cluster.add({ uri, multipleStatements: true, charset: "utf8mb4" })
  /** Runs a transaction; one that fails in passing is run again, all of it. */
  const transaction = async <A>(work: (connection: PoolConnection) => Promise<A>): Promise<A> => {
    const until = Date.now() + patience
    for (;;) {
      const connection = await cluster.getConnection()
      try {
        return await work(connection)
      } catch (cause) {
        await connection.rollback().catch(() => connection.destroy())
        if (!passing.includes((cause as { errno?: unknown }).errno) || Date.now() > until) throw cause
      } finally {
        connection.release()
      }
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
    }
  }
  return {
    /** Asks several things as of one moment, in one round trip; gives the rows of each. */
    read: (...statements: ReadonlyArray<Statement>) =>
      transaction(async (connection): Promise<ReadonlyArray<ReadonlyArray<Row>>> => {
        const begin = `${settings} = 'REPEATABLE-READ'; START TRANSACTION WITH CONSISTENT SNAPSHOT`
        const asked = statements.map(([sql, ...values]) => format(sql, values as never[])).join(";")
        return ((await connection.query(`${begin};${asked};COMMIT`))[0] as never[]).slice(2)
      }),
    /**
     * Writes, one statement after the other once the transaction has begun. Several in one command would go on when a
     * cluster has taken back the transaction in the middle of it, and the end of it would look like a success.
     */
    write: <A>(work: (say: Say) => Promise<A>) =>
      transaction(async (connection) => {
        const say: Say = async (sql, ...values) => {
          if (values.some((value) => Array.isArray(value) && value.length === 0)) return []
          return (await connection.query(sql, values))[0] as never
        }
        await say(`${settings} = 'READ-COMMITTED'; START TRANSACTION`)
        const done = await work(say)
        await say("COMMIT")
        return done
      }),
    close: () => cluster.end(),
  }
}

/** An open database. */
export type Database = ReturnType<typeof openDatabase>
