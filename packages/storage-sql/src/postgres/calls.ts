import { commitName } from "./commit-function.ts"
import { quoted } from "./database.ts"
import { eraseName } from "./erase-function.ts"
import { feedName, settleName } from "./feed-function.ts"
import { readName } from "./read-function.ts"

const marks = (count: number): string => Array.from({ length: count }, (_, index) => `$${index + 1}`).join(", ")

/** The statements that call the functions of a schema. */
export const callsOf = (schema: string) => ({
  commit: `SELECT outcome, moment, names, fingerprint, answer, numbers FROM ${quoted(schema)}.${commitName}(${marks(35)})`,
  /** Commits, and blanks what was told before of documents: what `commit` takes, then their keys and how facts say them. */
  erase: `SELECT c.outcome, c.moment, c.names, c.fingerprint, c.answer, c.numbers,
      CASE c.outcome WHEN 'Committed' THEN ${quoted(schema)}.${eraseName}($1, c.moment, $36, $37) END
    FROM ${quoted(schema)}.${commitName}(${marks(35)}) AS c`,
  read: `SELECT part, name, number, value, body FROM ${quoted(schema)}.${readName}(${marks(18)})`,
  feed: `SELECT moment, id, made_by, made_at, operation, facts, postings FROM ${quoted(schema)}.${feedName}(${marks(4)})`,
  /** From one space to the next over the index, however many batches each has. */
  spaces: `WITH RECURSIVE found (space) AS (
      (SELECT b.space FROM ${quoted(schema)}.batches AS b ORDER BY b.space LIMIT 1)
      UNION ALL
      SELECT (SELECT b.space FROM ${quoted(schema)}.batches AS b WHERE b.space > f.space ORDER BY b.space LIMIT 1)
        FROM found AS f WHERE f.space IS NOT NULL
    ) SELECT space FROM found WHERE space IS NOT NULL`,
  /**
   * Waits until the replicas that commits wait for have everything that can be seen now: they have it once they have
   * what is written last. Nothing to wait for when there are no such replicas.
   */
  replicated: `SELECT CASE WHEN current_setting('synchronous_standby_names') <> ''
      THEN pg_logical_emit_message(true, 'cabas', '')::text END`,
  settle: `SELECT ${quoted(schema)}.${settleName}(${marks(2)})`,
})

/** The statements of a storage, by name. */
export type Calls = ReturnType<typeof callsOf>
