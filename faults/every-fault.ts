import { databaseDiskFull, databaseKilled, databaseReset, primaryKilled } from "./postgres-faults.ts"
import type { Fault, Round } from "./round.ts"
import {
  clientReset,
  clockBackwards,
  diskFull,
  readOnly,
  serverKilled,
  slowStorage,
  twoProcesses,
} from "./sqlite-faults.ts"
import { chance } from "../packages/storage-sql/test/load/orders.ts"

/** Everything that is made to go wrong. */
export const everyFault: ReadonlyArray<Fault> = [
  serverKilled,
  databaseKilled,
  primaryKilled,
  diskFull,
  databaseDiskFull,
  readOnly,
  clientReset,
  databaseReset,
  slowStorage,
  clockBackwards,
  twoProcesses,
]

/** What came of all rounds of a fault. */
export interface Row {
  readonly name: string
  readonly rounds: number
  readonly acknowledged: number
  readonly repeated: number
  readonly lost: number
  readonly twice: number
  /** What is wrong, a sentence for each, with the seed of its round. */
  readonly problems: ReadonlyArray<string>
  /** What buyers were told in between, and how often. */
  readonly said: ReadonlyMap<string, number>
}

/** Whether nothing is wrong. */
export const isWell = ({ lost, twice, problems }: Row): boolean => lost + twice + problems.length === 0

const failed = (cause: unknown): Round => {
  const said = cause instanceof Error ? cause.message : String(cause)
  const problems = [`the round could not be carried out: ${said.slice(0, 500)}`]
  return { acknowledged: 0, repeated: 0, lost: [], twice: [], problems, said: new Map() }
}

/** Tries a fault so many times, each round with a seed of its own, and adds up. */
export const tryFault = async (
  fault: Fault,
  rounds: number,
  seed: number,
  onRound: (done: number) => void = () => {},
): Promise<Row> => {
  const row = { acknowledged: 0, repeated: 0, lost: 0, twice: 0, problems: [] as string[], said: new Map() }
  const prepared = await fault.prepare()
  try {
    for (let turn = 0; turn < rounds; turn += 1) {
      const found = await prepared.round(chance(seed + turn)).catch(failed)
      row.acknowledged += found.acknowledged
      row.repeated += found.repeated
      row.lost += found.lost.length
      row.twice += found.twice.length
      row.problems.push(...found.problems.map((problem) => `seed ${seed + turn}: ${problem}`))
      for (const [said, times] of found.said) row.said.set(said, (row.said.get(said) ?? 0) + times)
      onRound(turn + 1)
    }
  } finally {
    await prepared.close()
  }
  return { name: fault.name, rounds, ...row }
}
