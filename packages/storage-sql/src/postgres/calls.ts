import { commitName } from "./commit-function.ts"
import { quoted } from "./database.ts"
import { feedName, settleName } from "./feed-function.ts"
import { readName } from "./read-function.ts"

const marks = (count: number): string => Array.from({ length: count }, (_, index) => `$${index + 1}`).join(", ")

/** The statements that call the functions of a schema. */
export const callsOf = (schema: string) => ({
  commit: `SELECT outcome, moment, names, fingerprint, answer, numbers FROM ${quoted(schema)}.${commitName}(${marks(35)})`,
  read: `SELECT part, name, number, value, body FROM ${quoted(schema)}.${readName}(${marks(18)})`,
  feed: `SELECT moment, id, made_by, made_at, operation, facts, postings FROM ${quoted(schema)}.${feedName}(${marks(4)})`,
  settle: `SELECT ${quoted(schema)}.${settleName}(${marks(2)})`,
})
