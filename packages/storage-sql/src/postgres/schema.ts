import { commitFunction } from "./commit-function.ts"
import { eraseFunction } from "./erase-function.ts"
import { feedFunction, settleFunction } from "./feed-function.ts"
import { readFunction } from "./read-function.ts"

/** Makes the statements of a step for the schema that they are to stand in, given as SQL writes its name. */
export type Step = (schema: string) => ReadonlyArray<string>

/**
 * The tables. Every key and index begins with the space, so that the rows of one lie together and can be distributed
 * by it. Every text is ordered by code points, whatever the database's own order. Balances are updated in place, so
 * their pages keep room.
 *
 * The journal is the list of batches, and everything else could be made again from it. `moment` is a batch's place in
 * it: the number of the transaction that wrote it, plus `moves.ahead` when the space was brought from another server.
 * Only spaces that were moved have a row in `moves`.
 *
 * A table's second index says `> 0`, which is always so: only statements that say the same are planned with it. As long
 * as a table is small the planner sees no difference between two indexes that begin with the space, and it keeps the
 * plan it made then.
 */
const tables: Step = (schema) => [
  `CREATE TABLE ${schema}.moves (
    space text COLLATE "C" PRIMARY KEY,
    ahead bigint NOT NULL DEFAULT 0,
    state text COLLATE "C" NOT NULL DEFAULT 'here' CHECK (state IN ('here', 'arriving', 'departed'))
  )`,
  `CREATE TABLE ${schema}.batches (
    space text COLLATE "C" NOT NULL,
    moment bigint NOT NULL,
    id text COLLATE "C" NOT NULL,
    made_by text COLLATE "C" NOT NULL,
    made_at text COLLATE "C" NOT NULL,
    operation text COLLATE "C" NOT NULL,
    fingerprint text COLLATE "C" NOT NULL,
    numbers text,
    answer text NOT NULL,
    facts text NOT NULL,
    postings text NOT NULL,
    PRIMARY KEY (space, id)
  )`,
  `CREATE UNIQUE INDEX batches_in_order ON ${schema}.batches (space, moment) WHERE moment > 0`,
  `CREATE TABLE ${schema}.documents (
    space text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    version integer NOT NULL,
    indexed text,
    state text NOT NULL,
    PRIMARY KEY (space, key)
  )`,
  `CREATE TABLE ${schema}.indexed (
    space text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    value text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    PRIMARY KEY (space, name, value, key)
  )`,
  `CREATE TABLE ${schema}.balances (
    space text COLLATE "C" NOT NULL,
    account text COLLATE "C" NOT NULL,
    unit text COLLATE "C" NOT NULL,
    quantity bigint NOT NULL,
    PRIMARY KEY (space, account, unit)
  ) WITH (fillfactor = 50)`,
  `CREATE TABLE ${schema}.entries (
    space text COLLATE "C" NOT NULL,
    account text COLLATE "C" NOT NULL,
    moment bigint NOT NULL,
    place integer NOT NULL,
    made_at text COLLATE "C" NOT NULL,
    made_by text COLLATE "C" NOT NULL,
    other text COLLATE "C" NOT NULL,
    quantity bigint NOT NULL,
    unit text COLLATE "C" NOT NULL,
    reason text COLLATE "C" NOT NULL,
    reference text COLLATE "C" NOT NULL,
    PRIMARY KEY (space, account, moment, place)
  )`,
  `CREATE TABLE ${schema}.numbers (
    space text COLLATE "C" NOT NULL,
    series text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    PRIMARY KEY (space, series, key)
  )`,
  `CREATE UNIQUE INDEX numbers_in_order ON ${schema}.numbers (space, series, number) WHERE number > 0`,
]

const functions: Step = (schema) => [
  commitFunction(schema),
  readFunction(schema),
  feedFunction(schema),
  settleFunction(schema),
]

/**
 * The schema, one step after the other: a step that was released is never changed, only followed by another.
 * The place of a step in this list, counted from 1, is the version of the schema after it.
 */
export const steps: ReadonlyArray<Step> = [
  (schema) => [...tables(schema), ...functions(schema)],
  (schema) => [eraseFunction(schema)],
]
