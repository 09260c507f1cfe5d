/** Lengths that fit InnoDB's keys of 3072 bytes. */
const [short, name, long] = ["VARCHAR(64) NOT NULL", "VARCHAR(255) NOT NULL", "VARCHAR(512) NOT NULL"]

/** Texts are told apart by code points and to the last blank: elsewhere `Œufs` is `oeufs`, and `a` is `a `. */
const table = (columns: string): string =>
  `CREATE TABLE IF NOT EXISTS ${columns} ENGINE = InnoDB CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin`

/** The tables of Cabas, for whatever makes the tables of the platform. Every key begins with the space. */
export const tables: ReadonlyArray<string> = [
  // Each commit in a space changes its row: that is what puts commits in an order.
  table(`cabas_spaces (space ${short} PRIMARY KEY, position BIGINT NOT NULL)`),
  // The journal. Positions count the batches of a space without a gap.
  table(`cabas_batches (space ${short}, position BIGINT NOT NULL, id ${long}, made_by ${name}, made_at ${short},
    operation ${name}, fingerprint TEXT NOT NULL, answer LONGTEXT NOT NULL, numbers LONGTEXT NOT NULL,
    facts LONGTEXT NOT NULL, postings LONGTEXT NOT NULL, PRIMARY KEY (space, position), UNIQUE (space, id))`),
  table(`cabas_documents (space ${short}, document ${name}, version BIGINT NOT NULL, state LONGTEXT NOT NULL,
    PRIMARY KEY (space, document))`),
  table(`cabas_index (space ${short}, name ${short}, value ${name}, document ${name},
    PRIMARY KEY (space, name, value, document), INDEX (space, document))`),
  table(`cabas_balances (space ${short}, account ${name}, unit ${short}, quantity BIGINT NOT NULL,
    PRIMARY KEY (space, account, unit))`),
  table(`cabas_entries (space ${short}, account ${name}, position BIGINT NOT NULL, place INT NOT NULL,
    other ${name}, quantity BIGINT NOT NULL, unit ${short}, reason TEXT NOT NULL, reference TEXT NOT NULL,
    PRIMARY KEY (space, account, position, place))`),
  table(`cabas_numbers (space ${short}, series ${name}, document ${name}, number BIGINT NOT NULL,
    PRIMARY KEY (space, series, document), UNIQUE (space, series, number))`),
]

/** What comes back: a name has one type wherever it stands. */
export type Row = Readonly<
  Record<"position" | "place" | "version" | "quantity" | "number", number> &
    Record<"key" | "state" | "value" | "id" | "by" | "at" | "operation" | "fingerprint" | "answer", string> &
    Record<"numbers" | "facts" | "postings" | "account" | "other" | "unit" | "reason" | "reference", string>
>
