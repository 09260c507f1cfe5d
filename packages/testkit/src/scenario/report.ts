import type { ScenarioResult } from "./run-scenario.ts"

/** How a file's scenario ended, or why it could not be read. */
export interface Reported {
  readonly file: string
  readonly result: ScenarioResult | { readonly title: string; readonly problems: ReadonlyArray<string> }
}

/** The longest that a value is written out. */
const longest = 2000

const written = (value: unknown): string => {
  const text = value === undefined ? "nothing" : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}

/** Whether the scenario did what it says. */
export const hasPassed = ({ result }: Reported): boolean => !("problems" in result) && result.failure === undefined

/** One line for a scenario that passed; for another one the step, the path, what was expected and what came too. */
export const linesOf = (reported: Reported): ReadonlyArray<string> => {
  const { file, result } = reported
  if (hasPassed(reported)) return [`ok    ${result.title}`]
  const head = `FAIL  ${result.title} (${file})`
  if ("problems" in result) return [head, ...result.problems.map((problem) => `        ${problem}`)]
  const { failure } = result
  if (failure === undefined) return [head]
  const where = failure.path === "" ? "" : `, at ${failure.path}`
  return [
    head,
    `        step ${failure.step}, ${failure.says}${where}`,
    `        expected ${written(failure.expected)}`,
    `        came     ${written(failure.came)}`,
  ]
}

/** `N passed, N failed`. */
export const summaryOf = (all: ReadonlyArray<Reported>): string => {
  const passed = all.filter(hasPassed).length
  return `${passed} passed, ${all.length - passed} failed`
}
