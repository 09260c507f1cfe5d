import { memoryStorage } from "@cabas/engine"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { runScenario } from "../scenario/run-scenario.ts"
import { readScenarios } from "../scenario/read-scenarios.ts"
import { historyArbitrary } from "./history.ts"
import { play, scenarioOf } from "./stage.ts"

describe("histories", () => {
  it("reach most operations and refusals there are, and plenty of orders", async () => {
    const tags = new Map<string, number>()
    for (const history of fc.sample(historyArbitrary(), { numRuns: 150, seed: 1 })) {
      const { done } = await play(history, memoryStorage())
      for (const { call, outcome } of done) {
        const tag = `${outcome.refusal?._tag ?? call.do}`
        tags.set(tag, (tags.get(tag) ?? 0) + 1)
      }
    }
    console.log([...tags].sort((a, b) => b[1] - a[1]))
    expect(tags.size).toBeGreaterThan(10)
  })

  it("can be kept as a scenario, which holds", async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary({ longest: 15 }), async (history) => {
        const { done } = await play(history, memoryStorage())
        const text = JSON.stringify(scenarioOf("Kept", history, done))
        const { scenarios = [] } = readScenarios(text)
        expect(await runScenario(scenarios[0]!, { storage: memoryStorage() })).toEqual({ title: "Kept" })
      }),
      { numRuns: 20 },
    )
  })
})
