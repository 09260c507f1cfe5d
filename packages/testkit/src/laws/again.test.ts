import { memoryStorage } from "@cabas/engine"
import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { historyArbitrary, people, play, spaces } from "../arbitraries/index.ts"
import type { Call } from "../arbitraries/index.ts"
import { repeatsChangeNothing, strangersDoNothing } from "./call-laws.ts"
import { runs } from "./runs.ts"

/** Commands that write, each under a key of its own. */
const keyed = (calls: ReadonlyArray<Call>): ReadonlyArray<Call> =>
  calls
    .filter(({ preview }) => preview === undefined)
    .map((call, index) => ({ as: call.as, do: call.do, with: call.with, key: `key-${index}` }))

const beginningOf = (history: { readonly terms: Parameters<typeof play>[0]["terms"] }) =>
  play({ terms: history.terms, calls: [] }, memoryStorage())

describe("asking again", () => {
  it("KEY-1 (D11): under the same key has one effect and one answer, half an hour later too", async () => {
    const property = fc.asyncProperty(historyArbitrary(), async (history) => {
      const { stage } = await beginningOf(history)
      for (const call of keyed(history.calls)) {
        repeatsChangeNothing(await stage.act(call), await stage.act({ ...call, after: 30 }))
      }
    })
    await expect(fc.assert(property, { numRuns: runs(80) })).resolves.toBeUndefined()
  }, 60_000)

  it("KEY-1 (D11): at once under the same key has one effect and one answer", async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary(), async (history) => {
        const { stage } = await beginningOf(history)
        for (const call of keyed(history.calls)) {
          const [first, second] = await Promise.all([stage.send(call), stage.send(call)])
          expect(second).toEqual(first)
        }
      }),
      { numRuns: runs(60) },
    )
  }, 60_000)

  it("D20: a preview is refused for what the command is refused for, and writes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(historyArbitrary(), async (history) => {
        const { stage } = await beginningOf(history)
        for (const { as, do: name, with: input } of history.calls) {
          const preview = await stage.act({ as, do: name, with: input, preview: true })
          expect(preview.wrote).toEqual([])
          const done = await stage.act({ as, do: name, with: input })
          expect(done.outcome.refusal).toEqual(preview.outcome.refusal)
        }
      }),
      { numRuns: runs(60) },
    )
  }, 60_000)
})

const questions = [
  "group.get",
  "basket.get",
  "basket.list",
  "member.get",
  "member.list",
  "member.find",
  "wallet.statement",
  "recap.by-product",
  "recap.by-member",
  "recap.whole",
  "receipt.get",
  "catalog.list",
  "catalog.get",
  "producer.list",
]
const inputs = [
  {},
  { distribution: "d1" },
  { distribution: "d1", member: "lea" },
  { member: "lea" },
  { id: "c1" },
  { name: "lea" },
]

describe("strangers", () => {
  it("D28: somebody of another group, somebody unknown and a visitor do nothing and see nothing of members", async () => {
    const who = fc.constantFrom<string>(people.stranger, "nobody", "visitor")
    const property = fc.asyncProperty(historyArbitrary({ longest: 12 }), who, async (history, as) => {
      const { stage } = await play(history, memoryStorage())
      await stage.act({ as: "host", do: "group.resume", with: { group: spaces.group } })
      const asked = questions.flatMap((name) =>
        inputs.map((input) => ({ do: name, with: { group: spaces.group, ...input } })),
      )
      for (const call of [...history.calls, ...asked]) {
        strangersDoNothing(await stage.act({ do: call.do, with: call.with, as }))
      }
    })
    await expect(fc.assert(property, { numRuns: runs(25) })).resolves.toBeUndefined()
  }, 60_000)
})
