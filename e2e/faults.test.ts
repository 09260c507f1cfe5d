import { expect, test } from "vitest"
import { everyFault, tryFault } from "../faults/every-fault.ts"

/** Each in processes and folders of its own. One needs a right that not everybody has: to mount a file system. */
const faults = everyFault.filter(({ name }) => name !== "database-disk-full")

test.concurrent.each(faults.map((fault) => [fault.name, fault] as const))(
  "D11, D13, D31: %s, once: nothing answered is lost, nothing is in twice, the books balance, errors have names",
  { timeout: 240_000 },
  async (_, fault) => {
    const { acknowledged, lost, twice, problems } = await tryFault(fault, 1, 1)
    expect({ lost, twice, problems }).toEqual({ lost: 0, twice: 0, problems: [] })
    expect(acknowledged).toBeGreaterThan(10)
  },
)
