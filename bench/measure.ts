import { performance } from "node:perf_hooks"

/** Runs a job `total` times by `clients` loops, each of which waits for its own answer; gives jobs per second. */
export const drive = async (
  clients: number,
  total: number,
  job: (turn: number) => Promise<unknown>,
): Promise<number> => {
  let turn = 0
  const client = async () => {
    while (turn < total) {
      turn += 1
      await job(turn)
    }
  }
  const begun = performance.now()
  await Promise.all(Array.from({ length: clients }, client))
  return (total * 1000) / (performance.now() - begun)
}

/** One measure against its floor, as `npm run bench -- --json` gives it. */
export interface Measured {
  readonly name: string
  readonly opsPerSecond: number
  readonly floorOpsPerSecond: number
  readonly ratio: number
  /** The ratio of the first rounds and that of the last: one side grew slower or quicker when they are far apart. */
  readonly drift?: readonly [first: number, last: number]
}

/** The one in the middle. */
export const median = (values: ReadonlyArray<number>): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/**
 * Measures a job and its floor in turns, so that what drifts on the machine drifts under both; the ratio is the
 * median of the rounds' ratios. The first rounds, one unless told, warm up and do not count.
 */
export const against = async (
  name: string,
  rounds: number,
  ours: () => Promise<number>,
  floor: () => Promise<number>,
  warmUps = 1,
): Promise<Measured> => {
  const seen: Array<{ readonly ours: number; readonly floor: number }> = []
  for (let round = 1 - warmUps; round <= rounds; round += 1) {
    const floorFirst = round % 2 === 0
    const first = await (floorFirst ? floor() : ours())
    const second = await (floorFirst ? ours() : floor())
    if (round > 0) seen.push(floorFirst ? { floor: first, ours: second } : { ours: first, floor: second })
  }
  const ratios = seen.map((round) => round.ours / round.floor)
  const half = Math.floor(rounds / 2)
  return {
    name,
    opsPerSecond: median(seen.map((round) => round.ours)),
    floorOpsPerSecond: median(seen.map((round) => round.floor)),
    ratio: median(ratios),
    ...(half > 0 && { drift: [median(ratios.slice(0, half)), median(ratios.slice(-half))] as const }),
  }
}

/** What one job costs in the time of the other, where that is what is compared, and not how many are done. */
export const asCost = ({ ratio, drift, ...measured }: Measured): Measured => ({
  ...measured,
  ratio: 1 / ratio,
  ...(drift && { drift: [1 / drift[0], 1 / drift[1]] as const }),
})
