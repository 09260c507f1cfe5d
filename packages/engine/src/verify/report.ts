/** What a finding is about: the journal itself, its books, or what the storage keeps beside it. */
export type Check =
  /** A batch that is not as batches are: its id twice, out of order, a fact of no known kind. */
  | "batch"
  /** A posting of nothing, between one account and itself, or not in whole units. */
  | "posting"
  /** Goods, money, deposits, tills or lines of a statement that moved otherwise than the documents say. */
  | "movement"
  /** A till that was counted beside something else than what came in at it. */
  | "till"
  /** A wallet or a stock that an order took below its floor. */
  | "floor"
  /** A document that is not the fold of its facts. */
  | "state"
  /** A document written another number of times than the journal says. */
  | "version"
  /** A document that no fact tells of. */
  | "orphan"
  /** A document that an index does not find, or finds where it is not. */
  | "index"
  /** A kept balance that is not the sum of its postings. */
  | "balance"
  /** Listed movements that are not the account's postings. */
  | "entries"
  /** A number that is missing, given twice, or not in the order of the journal. */
  | "number"
  /** The storage was written so steadily that it could not be looked at. */
  | "unsteady"
  /** A batch that the storage cannot give: what comes after it is not known, and nothing was compared. */
  | "journal"
  /** Something else that the storage cannot give. */
  | "unreadable"

/** Something that is not as it must be. */
export interface Finding {
  readonly check: Check
  /** The document, account, batch or index. */
  readonly about: string
  readonly expected: unknown
  readonly found: unknown
}

/** What a verification looked at and what it found. */
export interface Report {
  readonly space: string
  readonly batches: number
  readonly facts: number
  readonly postings: number
  readonly documents: number
  readonly accounts: number
  /** Balances of all accounts together, by unit; zero in each when the books balance. */
  readonly totals: ReadonlyMap<string, number>
  readonly findings: ReadonlyArray<Finding>
}

/** How far a verification has come. */
export interface Progress {
  readonly stage: "journal" | "documents" | "indexes" | "balances" | "entries" | "numbers"
  readonly done: number
  /** How much there is in all, as far as it can be known. */
  readonly total?: number
}
