import { createCabas, operationNamed } from "@cabas/engine"
import type { Actor, Cabas, Outcome } from "@cabas/engine"
import type { Storage } from "@cabas/engine/storage"
import { difference } from "./difference.ts"
import type { Difference } from "./difference.ts"
import { fieldAt, filled, NameMissing } from "./names.ts"
import type { AskStep, DoStep, DoTogether, Scenario, Step, TogetherStep } from "./scenario.ts"

/** The step where it went another way, and how. */
export interface Failure extends Difference {
  /** Counted from 1. */
  readonly step: number
  /** The step in words: `lea does basket.confirm`. */
  readonly says: string
}

/** How a scenario ended. */
export interface ScenarioResult {
  readonly title: string
  readonly failure?: Failure
}

/** What a scenario runs on: a storage where none of its groups is yet. */
export interface RunOptions {
  readonly storage: Storage
}

/** When a scenario begins that does not say. */
const beginning = Date.parse("2026-01-01T00:00:00Z")

/** What changes while a scenario runs. */
interface Run {
  readonly cabas: Cabas
  readonly scenario: Scenario
  readonly names: Map<string, unknown>
  now: number
  /** The group that was created last. */
  group: string | undefined
}

/**
 * Runs a scenario step by step until its end or its first failure. It brings its own clock, which stands still, and
 * its own identifiers.
 */
export const runScenario = async (scenario: Scenario, { storage }: RunOptions): Promise<ScenarioResult> => {
  let made = 0
  const newId = () => {
    made += 1
    return `id-${made}`
  }
  const cabas = createCabas({ storage, clock: () => run.now, newId })
  const run: Run = { cabas, scenario, names: new Map(), now: beginning, group: undefined }
  for (const [index, step] of scenario.steps.entries()) {
    const found = await failureOf(run, step)
    if (found === undefined) continue
    return { title: scenario.title, failure: { step: index + 1, says: wordsOf(step), ...found } }
  }
  return { title: scenario.title }
}

const wordsOf = (step: Step): string => {
  if ("together" in step) return `${step.together.length} together`
  return "do" in step ? `${step.as} does ${step.do}` : `${step.as ?? "the platform"} asks ${step.ask}`
}

/** What went wrong with a step; a storage or a program that fails is a failure like another. */
const failureOf = async (run: Run, step: Step): Promise<Difference | undefined> => {
  if (step.at !== undefined) run.now = Date.parse(step.at)
  try {
    return await ("together" in step ? together(run, step) : alone(run, step))
  } catch (cause) {
    const expected = cause instanceof NameMissing ? "a name that was kept" : "an answer"
    return { path: "", expected, came: { failed: wordsOfError(cause) } }
  }
}

/** What an error says: some say it in a message, others in fields of theirs. */
const wordsOfError = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause)
  const fields = Object.values(cause).filter((field) => typeof field === "string" && field !== cause.name)
  return [...new Set([cause.name, cause.message, ...fields])].filter((text) => text !== "").join(": ")
}

const namesAt = (run: Run, count: number | undefined): ReadonlyMap<string, unknown> =>
  count === undefined ? run.names : new Map([...run.names, ["n", count]])

/** 1 to `times`, or one step that does not count. */
const counts = (times: number | undefined): ReadonlyArray<number | undefined> =>
  times === undefined ? [undefined] : Array.from({ length: times }, (_, index) => index + 1)

const actorOf = (as: string): Actor =>
  as === "host" || as === "system" || as === "visitor" ? { kind: as } : { kind: "member", member: as }

/** Calls the operation a step names, with what the scenario fills in. */
const call = async (run: Run, step: DoStep | AskStep | DoTogether, names: ReadonlyMap<string, unknown>) => {
  const name = "do" in step ? step.do : step.ask
  const operation = operationNamed(name)
  if (operation === undefined) throw new RangeError(`there is no operation ${name}`)
  const given = filled(step.with ?? {}, names) as Readonly<Record<string, unknown>>
  const { fields = {} } = operation.input as { readonly fields?: object }
  const input = {
    ...("group" in fields && run.group !== undefined ? { group: run.group } : {}),
    ...("timeZone" in fields && name === "group.create" && run.scenario.timeZone !== undefined
      ? { timeZone: run.scenario.timeZone }
      : {}),
    ...given,
  }
  const outcome: Outcome<unknown> = await run.cabas.run(operation, input, {
    as: actorOf(filled(step.as ?? "system", names) as string),
    key: "key" in step ? (filled(step.key, names) as string) : undefined,
    preview: "preview" in step,
  })
  if (name === "group.create" && outcome.refusal === undefined && !("preview" in step)) {
    run.group = (outcome.answer as { readonly id: string }).id
  }
  return outcome
}

/** Does one step, as often as it says, until something else comes than it says. */
const alone = async (run: Run, step: DoStep | AskStep): Promise<Difference | undefined> => {
  for (const count of counts(step.times)) {
    const names = namesAt(run, count)
    const outcome = await call(run, step, names)
    const found = compared(step, outcome, names)
    if (found !== undefined) return found
    for (const [name, path] of Object.entries(step.keep ?? {})) run.names.set(name, fieldAt(outcome.answer, path))
  }
  return undefined
}

const compared = (
  step: DoStep | AskStep,
  outcome: Outcome<unknown>,
  names: ReadonlyMap<string, unknown>,
): Difference | undefined => {
  if (step.refuse !== undefined) {
    const refuse = filled(step.refuse, names)
    if (outcome.refusal === undefined)
      return { path: "", expected: { refused: refuse }, came: { answer: outcome.answer } }
    return difference(refuse, outcome.refusal)
  }
  const expect = "expect" in step ? filled(step.expect, names) : undefined
  if (outcome.refusal !== undefined) {
    return {
      path: "",
      expected: expect === undefined ? "an answer" : { answer: expect },
      came: { refused: outcome.refusal },
    }
  }
  return expect === undefined ? undefined : difference(expect, outcome.answer)
}

/** How many were done, and how many refused for what. */
interface Tally {
  readonly done: number
  readonly refused: Readonly<Record<string, number>>
}

const tallyOf = (outcomes: ReadonlyArray<Outcome<unknown>>): Tally => {
  const refused: Record<string, number> = {}
  let done = 0
  for (const { refusal } of outcomes) {
    if (refusal === undefined) done += 1
    else refused[refusal._tag] = (refused[refusal._tag] ?? 0) + 1
  }
  return { done, refused }
}

/** Starts steps at once and counts how they ended. Refusals that are expected are all of them, not some. */
const together = async (run: Run, step: TogetherStep): Promise<Difference | undefined> => {
  const calls = step.together.flatMap((one) => counts(one.times).map((count) => call(run, one, namesAt(run, count))))
  const came = tallyOf(await Promise.all(calls))
  const { done, refused } = step.expect ?? { refused: {} }
  const found = done === undefined ? undefined : difference(done, came.done, "done")
  if (found !== undefined || refused === undefined) return found
  const tags = new Set([...Object.keys(refused), ...Object.keys(came.refused)])
  for (const tag of tags) {
    const wrong = difference(refused[tag] ?? 0, came.refused[tag] ?? 0, `refused.${tag}`)
    if (wrong !== undefined) return wrong
  }
  return undefined
}
