/**
 * The schema, one step after the other: a step that was released is never changed, only followed by another.
 * The place of a step in this list, counted from 1, is the version of the schema after it.
 *
 * The journal is the list of batches, and everything else could be made again from it. A space is written out once
 * and is a number everywhere else, first in every key. Big columns come last, so that looking for a row does not
 * read them.
 */
export const steps: ReadonlyArray<string> = [
  `
  CREATE TABLE spaces (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE batches (
    seq INTEGER PRIMARY KEY,
    space INTEGER NOT NULL,
    id TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    operation TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    numbers TEXT,
    answer TEXT NOT NULL,
    facts TEXT NOT NULL,
    postings TEXT NOT NULL,
    UNIQUE (space, id)
  ) STRICT;

  CREATE TABLE documents (
    space INTEGER NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    indexed TEXT NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (space, key)
  ) STRICT;

  CREATE TABLE indexed (
    space INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (space, name, value, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE accounts (
    number INTEGER PRIMARY KEY,
    space INTEGER NOT NULL,
    account TEXT NOT NULL,
    unit TEXT NOT NULL,
    UNIQUE (space, account, unit)
  ) STRICT;

  CREATE TABLE balances (
    number INTEGER PRIMARY KEY,
    quantity INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE entries (
    space INTEGER NOT NULL,
    account TEXT NOT NULL,
    seq INTEGER NOT NULL,
    place INTEGER NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    other TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit TEXT NOT NULL,
    reason TEXT NOT NULL,
    reference TEXT NOT NULL,
    PRIMARY KEY (space, account, seq, place)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE numbers (
    space INTEGER NOT NULL,
    series TEXT NOT NULL,
    key TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (space, series, key)
  ) STRICT, WITHOUT ROWID;
  `,
  // Batches in the order in which they came. In the order of their spaces those of a file with many groups went in
  // between others', and moved pages about at each; their place in their space is an index now.
  `
  CREATE TABLE journal (
    seq INTEGER NOT NULL UNIQUE,
    space INTEGER NOT NULL,
    id TEXT NOT NULL,
    made_by TEXT NOT NULL,
    made_at TEXT NOT NULL,
    operation TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    numbers TEXT,
    answer TEXT NOT NULL,
    facts TEXT NOT NULL,
    postings TEXT NOT NULL,
    UNIQUE (space, id)
  ) STRICT;

  INSERT INTO journal (seq, space, id, made_by, made_at, operation, fingerprint, numbers, answer, facts, postings)
    SELECT seq, space, id, made_by, made_at, operation, fingerprint, numbers, answer, facts, postings
      FROM batches ORDER BY seq;

  DROP TABLE batches;
  `,
]
