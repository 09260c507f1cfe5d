import type { Batch, IndexEntry, Storage } from "@cabas/engine/storage"
import type { Floor, Posting } from "@cabas/core/ledger"
import { heldFor, moneyIn, orderedOf, stockOf, walletOf } from "@cabas/core/ledger"
import { commitSurely } from "./subject.ts"

/** The space that most promises are kept in. */
export const space = "la-riviere"

/** Accounts of every kind: kept (wallet, stock, held), listed (wallet), and neither. */
export const accounts = {
  wallet: walletOf("ana"),
  otherWallet: walletOf("bruno"),
  held: heldFor("marche~ana"),
  stock: stockOf("ferme", "oeufs", null),
  otherStock: stockOf("ferme", "miel", "marche"),
  ordered: orderedOf("ferme", "oeufs", "marche"),
  cash: moneyIn("cash"),
} as const

/** A batch with nothing in it but what is given. */
export const batch = (id: string, part: Partial<Batch> = {}): Batch => ({
  id,
  by: "ana",
  at: "2026-05-01T06:00:00.000Z",
  operation: "test.run",
  fingerprint: `fingerprint of ${id}`,
  answer: { id },
  guards: [],
  writes: [],
  facts: [],
  postings: [],
  floors: [],
  numbers: [],
  ...part,
})

/** Guards and writes of documents that stand at a version and go one further. Sorts the guards, as the port asks. */
export const writing = (
  ...documents: ReadonlyArray<{
    readonly key: string
    readonly from?: number
    readonly state?: unknown
    readonly indexed?: ReadonlyArray<IndexEntry>
  }>
): Pick<Batch, "guards" | "writes"> => ({
  guards: documents
    .map(({ key, from = 0 }) => ({ key, version: from }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)),
  writes: documents.map(({ key, from = 0, state = { key, version: from + 1 }, indexed }) => ({
    key,
    version: from + 1,
    state,
    ...(indexed === undefined ? {} : { indexed }),
  })),
})

/** A fact about a document. The port does not look into facts, so this one says whatever a test wants it to say. */
export const told = (key: string, says: unknown = {}): Batch["facts"][number] => ({
  key,
  fact: { _tag: "Tested", says } as never,
})

/** A movement of pieces, or of another unit. */
export const posting = (from: string, to: string, quantity: number, unit = "pieces"): Posting => ({
  from,
  to,
  quantity,
  unit,
  reason: "test",
  reference: "a reference",
})

/** An account that must hold a minimum. */
export const floor = (account: string, minimum: number, unit = "pieces"): Floor => ({ account, unit, minimum })

/** Puts a quantity into an account. */
export const give = (storage: Storage, account: string, quantity: number, unit = "pieces", inSpace = space) =>
  commitSurely(
    storage,
    inSpace,
    batch(`give ${account} ${unit}`, { postings: [posting("opening:", account, quantity, unit)] }),
  )
