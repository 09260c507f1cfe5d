/** An SQL language, in what it says otherwise than the others. Everything else of the views is the same text for all. */
export interface Dialect {
  readonly name: "sqlite" | "postgres"
  /**
   * Documents of a kind: a relation with `space`, `key`, `json`, and `home`, which is the same for rows of one space
   * and quicker to compare than its name.
   */
  readonly documents: (kind: string) => string
  /** Documents of a kind to be looked up by `home` and `key`, which gives `json` too. */
  readonly known: (kind: string) => string
  /** The parts of a list in a JSON expression: a relation with `key` from 0 and `value`. */
  readonly items: (json: string, field: string) => string
  /** The fields of an object in a JSON expression: a relation with `key` and `value`. */
  readonly fields: (json: string, field: string) => string
  /** The part of a document's key before the tilde, or after it: keys are read without their documents. */
  readonly keyPart: (id: string, part: "before" | "after") => string
  /** What stands before a relation that names columns of those before it. */
  readonly crossJoin: string
  /** The journal: a relation with `space`, `home`, `position`, `id`, `made_at`, `made_by`, `operation`, `postings`. */
  readonly batches: string
  /** Balances that commits keep: a relation with `space`, `home`, `account`, `unit`, `quantity`. */
  readonly balances: string
  /** Numbers that were taken: a relation with `home`, `series`, `key`, `number`. */
  readonly numbers: string
  /** The postings of a batch: a relation with `key` from 0 and `value`. */
  readonly postings: (batch: string) => string
}

/** The keys of a kind: the group is one document, the others are named after a colon. */
const keyOf = (kind: string): string =>
  kind === "group" ? `d.key = 'group'` : `d.key >= '${kind}:' AND d.key < '${kind};'`

/** SQLite from 3.38 on; spaces are numbered there, and a batch's number is its space's and its own. */
export const sqlite: Dialect = {
  name: "sqlite",
  documents: (kind) => `(SELECT s.name AS space, d.space AS home, d.key, d.state AS json
    FROM documents AS d JOIN spaces AS s ON s.number = d.space WHERE ${keyOf(kind)} AND d.state <> 'null')`,
  known: (kind) => `(SELECT d.space AS home, d.key, d.state AS json FROM documents AS d WHERE ${keyOf(kind)})`,
  items: (json, field) => `json_each(${json}, '$.${field}')`,
  fields: (json, field) => `json_each(${json}, '$.${field}')`,
  keyPart: (id, part) =>
    part === "before" ? `substr(${id}, 1, instr(${id}, '~') - 1)` : `substr(${id}, instr(${id}, '~') + 1)`,
  crossJoin: "CROSS JOIN",
  batches: `(SELECT s.name AS space, b.space AS home, b.seq % 4294967296 AS position, b.id, b.made_at, b.made_by,
    b.operation, b.postings FROM journal AS b JOIN spaces AS s ON s.number = b.space)`,
  balances: `(SELECT s.name AS space, a.space AS home, a.account, a.unit, b.quantity
    FROM accounts AS a JOIN balances AS b ON b.number = a.number JOIN spaces AS s ON s.number = a.space)`,
  numbers: `(SELECT space AS home, series, key, number FROM numbers)`,
  postings: (batch) => `json_each(${batch}.postings)`,
}

/**
 * PostgreSQL, in a schema given as SQL writes its name. A space that is moving to another database is shown where
 * it is still written.
 */
export const postgres = (schema: string): Dialect => ({
  name: "postgres",
  documents: (kind) => `(SELECT d.space, d.space AS home, d.key, read.json
    FROM ${schema}.documents AS d CROSS JOIN LATERAL (SELECT ${parsed("d.state")} AS json OFFSET 0) AS read
    WHERE ${keyOf(kind)} AND d.state <> 'null' AND ${isHere(schema, "d")})`,
  known: (kind) => `(SELECT d.space AS home, d.key, read.json
    FROM ${schema}.documents AS d CROSS JOIN LATERAL (SELECT ${parsed("d.state")} AS json OFFSET 0) AS read
    WHERE ${keyOf(kind)})`,
  items: (json, field) => listed(`${json} -> '${field}'`),
  fields: (json, field) => `jsonb_each(${json} -> '${field}')`,
  keyPart: (id, part) => `split_part(${id}, '~', ${part === "before" ? 1 : 2})`,
  crossJoin: "CROSS JOIN LATERAL",
  batches: `(SELECT b.space, b.space AS home, b.moment AS position, b.id, b.made_at, b.made_by, b.operation, b.postings
    FROM ${schema}.batches AS b WHERE ${isHere(schema, "b")})`,
  balances: `(SELECT b.space, b.space AS home, b.account, b.unit, b.quantity
    FROM ${schema}.balances AS b WHERE ${isHere(schema, "b")})`,
  numbers: `(SELECT space AS home, series, key, number FROM ${schema}.numbers)`,
  postings: (batch) => listed(parsed(`${batch}.postings`)),
})

/** A list with places from 0. */
const listed = (list: string): string =>
  `(SELECT part.value, part.place - 1 AS key FROM jsonb_array_elements(${list}) WITH ORDINALITY AS part (value, place))`

/** What is kept may hold what `jsonb` refuses, U+0000 and halves of pairs: one such text must not silence a view. */
const parsed = (text: string): string =>
  `(CASE WHEN strpos(${text}, '\\u') = 0 THEN ${text}
    ELSE regexp_replace(${text}, '\\\\u(0000|d[89a-f][0-9a-f]{2})', '\\\\ufffd', 'g') END)::jsonb`

/** As a `CASE` and not as an anti-join: of a table that is nearly always empty the planner expects the wrong. */
const isHere = (schema: string, alias: string): string =>
  `CASE WHEN ${alias}.space = ANY (ARRAY(SELECT m.space FROM ${schema}.moves AS m WHERE m.state <> 'here'))
    THEN false ELSE true END`
