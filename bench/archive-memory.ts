import { spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync, rmSync, statSync } from "node:fs"
import { join } from "node:path"
import process from "node:process"
import { fileURLToPath } from "node:url"
import { worldGroup } from "./engine-world.ts"
import type { Measured } from "./measure.ts"
import { livedIn } from "./verify.ts"

/** Megabytes that the process may keep; what it reads is several times as much. */
const heap = 64

const program = fileURLToPath(new URL("cabas-process.ts", import.meta.url))

/** Runs a verb in a process with little memory; gives how much it had at most, in megabytes. */
const peakOf = async (folder: string, verb: ReadonlyArray<string>): Promise<number> => {
  const peak = join(folder, "peak")
  const child = spawn(process.execPath, ["--conditions=source", `--max-old-space-size=${heap}`, program, ...verb], {
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, CABAS_PEAK: peak },
  })
  let said = ""
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (said += chunk))
  const [code] = await once(child, "close")
  if (code !== 0) throw new Error(`cabas ${verb.join(" ")} ended with ${code}: ${said.slice(-2000)}`)
  return Number(readFileSync(peak, "utf8")) / 1024
}

/** Exports a group of so many baskets and makes it again from the archive. */
const peaks = async (folder: string, baskets: number) => {
  const [file, archive, copy] = ["lived.db", "lived.jsonl", "copy.db"].map((name) => join(folder, `${baskets}-${name}`))
  if (file === undefined || archive === undefined || copy === undefined) throw new RangeError("three files")
  await livedIn(file, baskets)
  const exported = await peakOf(folder, ["export", "--group", worldGroup, "--file", file, "--out", archive])
  const imported = await peakOf(folder, ["import", "group", archive, "--file", copy])
  const again = `${archive}.again`
  await peakOf(folder, ["export", "--group", worldGroup, "--file", copy, "--out", again])
  if (!readFileSync(again).equals(readFileSync(archive))) throw new Error("the copy is not the same")
  const size = statSync(archive).size / 2 ** 20
  for (const path of [file, archive, copy, again]) rmSync(path)
  return { exported, imported, size }
}

/**
 * How many megabytes a process takes at most that exports a group, and one that imports it, when the group is ten times
 * as large, over what it takes with the small one: the same, if neither keeps what it has passed. Both have a heap that
 * the large archive would not fit in, and end well in it, or there is no figure.
 */
export const archiveMemory = async (folder: string, baskets: number): Promise<ReadonlyArray<Measured>> => {
  const small = await peaks(folder, baskets)
  const large = await peaks(folder, 10 * baskets)
  if (large.size < heap) throw new Error(`the large archive has ${large.size} MB, which the heap would hold`)
  const measured = (name: string, ours: number, floor: number): Measured => ({
    name,
    opsPerSecond: ours,
    floorOpsPerSecond: floor,
    ratio: floor / ours,
  })
  return [
    measured("export-memory", large.exported, small.exported),
    measured("import-memory", large.imported, small.imported),
  ]
}
