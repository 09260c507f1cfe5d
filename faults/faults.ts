// Makes things go wrong at random moments of a load of orders, and looks what became of what was answered:
// `npm run faults -- --rounds 50 [--only server-killed,disk-full] [--seed 1]`.
import process from "node:process"
import { parseArgs } from "node:util"
import { everyFault, isWell, tryFault } from "./every-fault.ts"
import type { Row } from "./every-fault.ts"

const write = (text: string): void => void process.stdout.write(text)

const columns = ["rounds", "acknowledged", "repeated", "lost", "twice", "problems"] as const

const wide = Math.max(...everyFault.map(({ name }) => name.length)) + 2

const line = (title: string, cells: ReadonlyArray<string>): string =>
  `${title.padEnd(wide)}${cells.map((cell) => cell.padStart(13)).join("")}\n`

const rowOf = (row: Row): string =>
  line(
    `${isWell(row) ? "✓" : "✗"} ${row.name}`,
    columns.map((column) => String(column === "problems" ? row.problems.length : row[column])),
  )

/** How many different things that were said are shown. */
const mostShown = 6

const wordsOf = ({ name, said }: Row): string => {
  const words = [...said].toSorted(([, a], [, b]) => b - a)
  const shown = words.slice(0, mostShown).map(([text, times]) => `    ${times} × ${text}`)
  const more = words.length > mostShown ? [`    … and ${words.length - mostShown} more`] : []
  return words.length === 0 ? "" : `${[`  ${name}: what was said in between`, ...shown, ...more].join("\n")}\n`
}

const problemsOf = ({ name, problems }: Row): string =>
  problems
    .slice(0, 20)
    .map((problem) => `  ✗ ${name}: ${problem}\n`)
    .join("")

const main = async (): Promise<number> => {
  const { values } = parseArgs({
    options: {
      rounds: { type: "string", default: "5" },
      only: { type: "string" },
      seed: { type: "string", default: String(1 + (Date.now() % 1_000_000)) },
    },
  })
  const [rounds, seed] = [Number(values.rounds), Number(values.seed)]
  const only = values.only?.split(",")
  const unknown = only?.filter((name) => !everyFault.some((fault) => fault.name === name)) ?? []
  if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
    const says = unknown.length > 0 ? `No such fault: ${unknown.join(", ")}.` : "Rounds and seed are whole numbers."
    write(`${says} There are:\n${everyFault.map(({ name, happens }) => `  ${name.padEnd(wide)}${happens}\n`).join("")}`)
    return 2
  }
  write(`seed ${seed}\n${line("", columns)}`)
  const rows: Row[] = []
  for (const fault of everyFault) {
    if (only !== undefined && !only.includes(fault.name)) continue
    const shows = process.stdout.isTTY
    const row = await tryFault(fault, rounds, seed, (done) => shows && write(`\r${fault.name} ${done}/${rounds}`))
    if (shows) write("\r\u001b[K")
    write(rowOf(row))
    write(problemsOf(row))
    rows.push(row)
  }
  write(`\n${rows.map(wordsOf).join("")}\n`)
  const wrong = rows.filter((row) => !isWell(row))
  write(wrong.length === 0 ? "Nothing answered was lost, nothing is in twice, the books balance.\n" : "")
  return wrong.length === 0 ? 0 : 1
}

// Whoever stops it stops the servers that it started.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1))

// A round that could not be carried out may leave connections open behind it.
process.exit(await main())
