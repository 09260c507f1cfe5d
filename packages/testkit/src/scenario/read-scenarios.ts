import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import * as SchemaIssue from "effect/SchemaIssue"
import { operationNamed } from "@cabas/engine"
import { AskStep, DoStep, ScenarioHead, TogetherStep } from "./scenario.ts"
import type { Scenario, Step } from "./scenario.ts"

/** What was read of a file: its scenarios, or everything that is wrong with it, one sentence each. */
export type Reading =
  | { readonly scenarios: ReadonlyArray<Scenario>; readonly problems?: undefined }
  | { readonly scenarios?: undefined; readonly problems: ReadonlyArray<string> }

/** What was read, or the sentences that say why not. */
type Checked<A> = Result.Result<A, ReadonlyArray<string>>

const strict = { onExcessProperty: "error", errors: "all" } as const
const formatIssue = SchemaIssue.makeFormatterStandardSchemaV1()

/**
 * Reads the text of a scenario file, which holds one scenario or an array of them. Nothing is passed over: text that
 * is not JSON, a field that the format does not know, an operation that does not exist are problems, with their path.
 */
export const readScenarios = (text: string): Reading => {
  const content = parsed(text)
  if (Result.isFailure(content)) return { problems: content.failure }
  const many = Array.isArray(content.success)
  const each = (many ? content.success : [content.success]) as ReadonlyArray<unknown>
  if (each.length === 0) return { problems: ["holds no scenario"] }
  const read = each.map((one, index) => scenarioIn(one, many ? `[${index}]` : ""))
  const problems = read.flatMap((one) => (Result.isFailure(one) ? one.failure : []))
  if (problems.length > 0) return { problems }
  return { scenarios: read.flatMap((one) => (Result.isSuccess(one) ? [one.success] : [])) }
}

const parsed = (text: string): Checked<unknown> => {
  try {
    return Result.succeed(JSON.parse(text) as unknown)
  } catch (cause) {
    return Result.fail([`is not JSON: ${cause instanceof Error ? cause.message : String(cause)}`])
  }
}

/** A path as people write it: `[0].steps[3].with`. */
const pathOf = (root: string, path: ReadonlyArray<string | number>): string => {
  const text = path.reduce<string>((before, part) => {
    if (typeof part === "number") return `${before}[${part}]`
    return before === "" ? part : `${before}.${part}`
  }, root)
  return text === "" ? "the scenario" : text
}

const checkedBy = <A>(schema: Schema.Codec<A, unknown>, value: unknown, root: string): Checked<A> => {
  const decoded = Schema.decodeUnknownResult(schema, strict)(value)
  if (Result.isSuccess(decoded)) return Result.succeed(decoded.success)
  return Result.fail(
    formatIssue(decoded.failure.issue).issues.map(({ path, message }) => {
      const keys = (path ?? []).map((part) => {
        const key = typeof part === "object" ? part.key : part
        return typeof key === "number" ? key : String(key)
      })
      return `${pathOf(root, keys)}: ${message}`
    }),
  )
}

const scenarioIn = (content: unknown, root: string): Checked<Scenario> => {
  const head = checkedBy(ScenarioHead as Schema.Codec<ScenarioHead, unknown>, content, root)
  if (Result.isFailure(head)) return Result.fail(head.failure)
  const { steps: unread, rules = [], ...told } = head.success
  const steps: Step[] = []
  const problems: string[] = []
  for (const [index, one] of unread.entries()) {
    const step = stepIn(one, pathOf(root, ["steps", index]))
    if (Result.isSuccess(step)) steps.push(step.success)
    else problems.push(...step.failure)
  }
  return problems.length > 0 ? Result.fail(problems) : Result.succeed({ ...told, rules, steps })
}

const kinds = ["do", "ask", "together"] as const

const stepIn = (content: object, root: string): Checked<Step> => {
  const named = kinds.filter((kind) => Object.hasOwn(content, kind))
  const [kind] = named
  if (kind === undefined || named.length > 1) return Result.fail([`${root}: expected one of "do", "ask", "together"`])
  const schema = { do: DoStep, ask: AskStep, together: TogetherStep }[kind] as Schema.Codec<unknown, unknown>
  const step = checkedBy(schema, content, root) as Checked<Step>
  if (Result.isFailure(step)) return step
  const problems = problemsOf(step.success, root)
  return problems.length > 0 ? Result.fail(problems) : step
}

/** What the shape alone does not show: operations that exist, endings that go together. */
const problemsOf = (step: Step, root: string): ReadonlyArray<string> => {
  if ("together" in step) {
    if (step.together.length === 0) return [`${root}.together: expected steps`]
    return step.together.flatMap((one, index) => operationProblem("do", one.do, `${root}.together[${index}]`))
  }
  const operation = "do" in step ? operationProblem("do", step.do, root) : operationProblem("ask", step.ask, root)
  const both = "expect" in step && "refuse" in step ? [`${root}: expects an answer and a refusal`] : []
  const kept = "keep" in step && ("times" in step || "refuse" in step)
  return [...operation, ...both, ...(kept ? [`${root}.keep: of one answer only`] : [])]
}

const operationProblem = (kind: "do" | "ask", name: string, root: string): ReadonlyArray<string> => {
  const operation = operationNamed(name)
  if (operation === undefined) return [`${root}.${kind}: there is no operation ${name}`]
  const expected = operation.kind === "command" ? "do" : "ask"
  return expected === kind ? [] : [`${root}.${kind}: ${name} is a ${operation.kind}: use "${expected}"`]
}
