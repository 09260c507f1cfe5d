import { describe, expect, it } from "vitest"
import { readScenarios } from "./read-scenarios.ts"

const step = { as: "lea", do: "group.create", with: { id: "g", name: "G" } }
const problemsOf = (content: unknown) => readScenarios(JSON.stringify(content)).problems
const problemsWith = (...steps: ReadonlyArray<object>) => problemsOf({ title: "t", steps })

describe("reading a scenario file", () => {
  it("takes one scenario or an array of them", () => {
    const scenario = { title: "t", rules: ["D1"], note: "n", timeZone: "Europe/Paris", steps: [step] }
    expect(readScenarios(JSON.stringify(scenario)).scenarios).toEqual([scenario])
    expect(readScenarios(JSON.stringify([scenario, { title: "u", steps: [step] }])).scenarios).toEqual([
      scenario,
      { title: "u", rules: [], steps: [step] },
    ])
  })

  it("knows every field of a step", () => {
    const asked = {
      note: "n",
      at: "2026-05-01T08:00:00+02:00",
      ask: "group.get",
      with: {},
      expect: {},
      keep: { a: "id" },
    }
    const done = { ...step, key: "k", preview: true, times: 2, refuse: { _tag: "AlreadyExists" } }
    const together = { together: [{ ...step, key: "k", times: 3 }], expect: { done: 1, refused: { AlreadyExists: 2 } } }
    expect(problemsWith(asked, done, together)).toBeUndefined()
  })

  it.each([
    ["text that is not JSON", "{,", /^is not JSON: /],
    ["an empty array", "[]", /^holds no scenario$/],
    ["something else than a scenario", "3", /^the scenario: Expected object/],
    ["no title", JSON.stringify({ steps: [step] }), /^title: Missing key$/],
    ["no steps", JSON.stringify({ title: "t", steps: [] }), /^steps: /],
    ["an unknown field of a scenario", JSON.stringify({ title: "t", steps: [step], as: "x" }), /^as: .*excess/],
    ["a problem in one of several", JSON.stringify([{ title: "t", steps: [step] }, {}]), /^\[1\]\.title: /],
  ])("refuses %s", (_, text, says) => {
    expect(readScenarios(text).problems?.[0]).toMatch(says)
  })

  it.each([
    ["a step that does nothing", { as: "lea" }, 'steps[0]: expected one of "do", "ask", "together"'],
    ["a step that does two things", { ...step, ask: "group.get" }, 'steps[0]: expected one of "do", "ask", "together"'],
    ["an unknown field", { ...step, whith: {} }, "steps[0].whith: Expected no excess property"],
    [
      "an unknown field inside together",
      { together: [{ ...step, expect: {} }] },
      "steps[0].together[0].expect: Expected no excess property",
    ],
    ["an unknown operation", { ...step, do: "group.dance" }, "steps[0].do: there is no operation group.dance"],
    ["an unknown question", { ask: "toString" }, "steps[0].ask: there is no operation toString"],
    [
      "an unknown operation inside together",
      { together: [{ ...step, do: "x" }] },
      "steps[0].together[0].do: there is no operation x",
    ],
    ["a command that is asked", { ask: "group.create" }, 'steps[0].ask: group.create is a command: use "do"'],
    ["a question that is done", { ...step, do: "group.get" }, 'steps[0].do: group.get is a query: use "ask"'],
    ["nobody who acts", { do: "group.create" }, "steps[0].as: Missing key"],
    [
      "an answer and a refusal at once",
      { ...step, expect: {}, refuse: {} },
      "steps[0]: expects an answer and a refusal",
    ],
    ["keeping of several answers", { ...step, times: 2, keep: { a: "id" } }, "steps[0].keep: of one answer only"],
    ["keeping of a refusal", { ...step, refuse: {}, keep: { a: "id" } }, "steps[0].keep: of one answer only"],
    ["nothing together", { together: [] }, "steps[0].together: expected steps"],
    ["a name with a space", { ...step, keep: { "a b": "id" } }, "steps[0].keep.a b: "],
    ["a time without offset", { ...step, at: "2026-05-01T08:00:00" }, "steps[0].at: "],
    ["an input that is no object", { ...step, with: [] }, "steps[0].with: "],
  ])("refuses %s, with its path", (_, wrong, says) => {
    const problems = problemsWith(wrong)
    expect(problems?.[0]?.slice(0, says.length)).toBe(says)
  })

  it("tells every problem, not only the first", () => {
    expect(problemsWith({ ...step, a: 1 }, { ask: "x" })).toHaveLength(2)
  })
})
