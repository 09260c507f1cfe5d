import type { Batch, Committed, Repeated, SpaceId, Write } from "@cabas/engine/storage"
import { Conflict, isKept, isListed, Overdrawn } from "@cabas/engine/storage"
import { blankBefore, overwriting } from "./erasing.ts"
import { cursorOf, placeOf } from "./positions.ts"
import type { Side } from "./positions.ts"
import type { Known, Row, Rows } from "./known.ts"
import type { Connection } from "./reading.ts"
import { balancesAtOnce } from "./statements.ts"
import type { Statements } from "./statements.ts"

/** A batch with its texts, made before the transaction so that it is short. */
export interface Prepared {
  readonly space: SpaceId
  readonly batch: Batch
  readonly answer: string
  readonly facts: string
  readonly postings: string
  readonly states: ReadonlyArray<string>
}

/** Makes the texts of a batch. Throws what `JSON.stringify` throws on what is not JSON. */
export const prepareBatch = (space: SpaceId, batch: Batch): Prepared => ({
  space,
  batch,
  answer: textOf(batch.answer),
  facts: textOf(batch.facts),
  postings: textOf(batch.postings),
  states: batch.writes.map((write) => textOf(write.state)),
})

/** `undefined` is kept as null: there is no such thing in JSON. */
const textOf = (value: unknown): string => JSON.stringify(value) ?? "null"

/** A transaction that batches are written in. */
export interface Writing extends Connection {
  /** Balances that were moved and are not written yet. */
  readonly touched: Set<Row>
}

/** What became of a batch inside a transaction that is not yet committed. */
export type Outcome = Committed | Repeated | Conflict | Overdrawn

/**
 * Writes a batch into the open transaction. Everything that may refuse it is looked at before the first write, so
 * that a refused batch has written nothing and needs no savepoint to return to.
 */
export const writeBatch = (writing: Writing, prepared: Prepared): Outcome => {
  const { statements, known } = writing
  const { batch } = prepared
  const space = known.spaceToWrite(prepared.space)
  const done = statements.done(space, batch.id)
  if (done !== undefined) {
    const [fingerprint, answer, numbers] = done
    return { _tag: "Repeated", fingerprint, answer: JSON.parse(answer), numbers: numbersIn(numbers) }
  }
  for (const { key, version } of batch.guards) {
    if (known.version(space, key) !== version) return new Conflict({ key })
  }
  const looks = 2 * batch.postings.length + batch.floors.length
  if (writing.touched.size + looks > balancesHeldBack) writeBalances(writing)
  const moved = keptMovements(known, space, batch)
  const overdrawn = overdrawnBy(known, space, batch, moved)
  if (overdrawn.length > 0) return new Overdrawn({ accounts: overdrawn })
  const written = () => write(writing, space, prepared, moved)
  return batch.erases === undefined ? written() : overwriting(statements, written)
}

const write = (writing: Writing, space: number, prepared: Prepared, moved: Movements): Committed => {
  const { statements, known } = writing
  const { batch, answer, facts, postings, states } = prepared
  const numbers = takeNumbers(writing, space, batch.numbers)
  const taken = numbers.size === 0 ? null : JSON.stringify([...numbers])
  const { id, by, at, operation, fingerprint } = batch
  const last = known.lastBatch(space)
  const seq = last.value + 1
  statements.append(seq, space, id, by, at, operation, fingerprint, taken, answer, facts, postings)
  if (batch.erases !== undefined) blankBefore(statements, space, seq, batch.erases)
  last.value = seq
  for (const [index, written] of batch.writes.entries()) {
    writeDocument(writing, space, written, states[index] ?? "null")
  }
  for (const [account, movement] of moved) post(writing, space, account, movement)
  for (const [index, posting] of batch.postings.entries()) {
    if (isListed(posting.from)) enter(statements, space, seq, batch, index, "from")
    if (isListed(posting.to)) enter(statements, space, seq, batch, index, "to")
  }
  return { _tag: "Committed", cursor: cursorOf(seq), numbers }
}

const writeDocument = (connection: Connection, space: number, written: Write, text: string): void => {
  const { statements, known } = connection
  const { key, version, state } = written
  statements.write(space, key, version, indexDocument(connection, space, written), text)
  known.wrote(space, { key, version, state }, text.length)
}

/** Brings a document's index entries up to date, writing only what differs; gives them as text when they changed. */
const indexDocument = ({ statements }: Connection, space: number, { key, version, indexed }: Write): string | null => {
  if (indexed === undefined) return null
  const text = JSON.stringify(indexed.map(({ name, value }) => [name, value]))
  const before = version === 1 ? undefined : statements.indexEntries(space, key)?.[0]
  if (before === text) return null
  const gone = new Map<string, readonly [name: string, value: string]>()
  for (const entry of entriesIn(before)) gone.set(JSON.stringify(entry), entry)
  for (const { name, value } of indexed) {
    if (!gone.delete(JSON.stringify([name, value]))) statements.index(space, name, value, key)
  }
  for (const [name, value] of gone.values()) statements.removeFromIndex(space, name, value, key)
  return text
}

const entriesIn = (text: string | undefined): ReadonlyArray<readonly [name: string, value: string]> =>
  text === undefined ? [] : JSON.parse(text)

/** What enters a kept account, by unit, and its rows as they stand. */
interface Movement {
  readonly rows: Rows
  readonly entered: Array<{ readonly unit: string; quantity: number }>
}

type Movements = ReadonlyMap<string, Movement>

const keptMovements = (known: Known, space: number, batch: Batch): Movements => {
  const movements = new Map<string, Movement>()
  const move = (account: string, unit: string, quantity: number): void => {
    const movement = movements.get(account)
    if (movement === undefined) {
      movements.set(account, { rows: known.account(space, account), entered: [{ unit, quantity }] })
      return
    }
    const same = movement.entered.find((one) => one.unit === unit)
    if (same === undefined) movement.entered.push({ unit, quantity })
    else same.quantity += quantity
  }
  for (const { from, to, unit, quantity } of batch.postings) {
    if (isKept(from)) move(from, unit, -quantity)
    if (isKept(to)) move(to, unit, quantity)
  }
  return movements
}

const overdrawnBy = (known: Known, space: number, { floors }: Batch, moved: Movements): ReadonlyArray<string> =>
  floors
    .filter(({ account, unit, minimum, maximum = Number.POSITIVE_INFINITY }) => {
      const movement = moved.get(account)
      const rows = movement?.rows ?? known.account(space, account)
      const entered = movement?.entered.find((one) => one.unit === unit)?.quantity ?? 0
      const after = (rows.get(unit)?.quantity ?? 0) + entered
      return after < minimum || after > maximum
    })
    .map(({ account }) => account)

/** Moves balances in what is known; they are written once, at the end of the transaction. */
const post = ({ statements, touched }: Writing, space: number, account: string, { rows, entered }: Movement): void => {
  for (const { unit, quantity } of entered) {
    const row = rows.get(unit) ?? { number: statements.addAccount(space, account, unit), quantity: 0 }
    row.quantity += quantity
    rows.set(unit, row)
    touched.add(row)
  }
}

/** Balances that may wait to be written while others are looked at: far fewer than are surely remembered meanwhile. */
const balancesHeldBack = 5000

/** Writes the balances that the batches of the transaction moved: several batches often move the same ones. */
export const writeBalances = ({ statements, touched }: Writing): void => {
  let values: number[] = []
  for (const { number, quantity } of touched) {
    values.push(number, quantity)
    if (values.length === 2 * balancesAtOnce) {
      statements.writeBalances(...values)
      values = []
    }
  }
  for (let index = 0; index < values.length; index += 2) {
    statements.writeBalance(...values.slice(index, index + 2))
  }
  touched.clear()
}

const enter = (
  statements: Statements,
  space: number,
  seq: number,
  { at, by, postings }: Batch,
  index: number,
  side: Side,
): void => {
  const posting = postings[index]
  if (posting === undefined) return
  const { from, to, quantity, unit, reason, reference } = posting
  const [account, other, entered] = side === "from" ? [from, to, -quantity] : [to, from, quantity]
  statements.enter(space, account, seq, placeOf(index, side), at, by, other, entered, unit, reason, reference)
}

const takeNumbers = (
  { statements, known }: Connection,
  space: number,
  wanted: Batch["numbers"],
): ReadonlyMap<string, number> => {
  const numbers = new Map<string, number>()
  for (const { series, key } of wanted) {
    const taken = statements.number(space, series, key)?.[0]
    if (taken !== undefined) {
      numbers.set(key, taken)
      continue
    }
    const last = known.lastNumber(space, series)
    last.value += 1
    statements.takeNumber(space, series, key, last.value)
    numbers.set(key, last.value)
  }
  return numbers
}

const numbersIn = (text: string | null): ReadonlyMap<string, number> => new Map(text === null ? [] : JSON.parse(text))
