import * as Effect from "effect/Effect"
import { memoryStorage } from "@cabas/engine"
import { StorageDown } from "@cabas/engine/storage"
import { describe, expect, it } from "vitest"
import { readScenarios } from "./read-scenarios.ts"
import { linesOf, summaryOf } from "./report.ts"
import { runScenario } from "./run-scenario.ts"

const group = {
  as: "camille",
  at: "2026-05-01T08:00:00+02:00",
  do: "group.create",
  with: { id: "g", name: "Les Paniers" },
}
const lea = { firstName: "Léa", lastName: "Martin", email: null, phone: null }
const add = { as: "camille", do: "member.add", with: { id: "lea", people: [lea] } }
const named = { as: "camille", ask: "member.get", with: { member: "lea" } }

const run = (steps: ReadonlyArray<object>, more = {}, storage = memoryStorage()) => {
  const { scenarios, problems } = readScenarios(JSON.stringify({ title: "t", steps, ...more }))
  if (scenarios?.[0] === undefined) throw new Error(problems?.join("\n"))
  return runScenario(scenarios[0], { storage })
}
const failure = async (...steps: ReadonlyArray<object>) => (await run(steps)).failure

describe("a scenario that holds", () => {
  it("fills in the group created last, unless the step names one", async () => {
    const second = { ...group, with: { id: "h", name: "H" } }
    const steps = [
      group,
      { ...group, with: { id: "x", name: "X" }, preview: true },
      { ask: "group.get", expect: { id: "g" } },
      second,
      { ask: "group.get", expect: { id: "h" } },
      { ask: "group.get", with: { group: "g" }, expect: { id: "g" } },
      { ...group, refuse: { _tag: "AlreadyExists" } },
      { ask: "group.get", expect: { id: "h" } },
    ]
    expect(await run(steps)).toEqual({ title: "t" })
  })

  it("creates groups in its own zone, unless the step names one", async () => {
    const rome = { ...group, with: { id: "h", name: "H", timeZone: "Europe/Rome" } }
    const zone = (timeZone: string) => ({ ask: "group.get", expect: { settings: { timeZone } } })
    expect(await run([group, zone("Asia/Tokyo"), rome, zone("Europe/Rome")], { timeZone: "Asia/Tokyo" })).toEqual({
      title: "t",
    })
  })

  it("sets the clock with at, and lets it stand still", async () => {
    const later = { ask: "member.get", with: { member: "lea" }, at: "2026-06-01T08:00:00Z" }
    const steps = [group, add, { ...named, expect: { joinedAt: "2026-05-01T06:00:00.000Z" } }, later]
    expect(
      await run([
        ...steps,
        { ...add, with: { ...add.with, id: "tom" } },
        { ask: "member.get", with: { member: "tom" }, expect: { joinedAt: "2026-06-01T08:00:00.000Z" } },
      ]),
    ).toEqual({ title: "t" })
  })

  it("keeps fields of answers for later steps: inputs, actors, keys, expectations", async () => {
    const steps = [
      group,
      { ...add, keep: { who: "id" } },
      { as: "$who", do: "member.save", key: "key-$who", with: { id: "$who", people: [lea], address: "chez $who" } },
      {
        as: "$who",
        ask: "member.get",
        expect: { id: "$who", address: "chez $who" },
        keep: { first: "people.0.firstName" },
      },
      { as: "$who", do: "group.suspend", with: { reason: "$first" }, refuse: { _tag: "NotAllowed", actor: "$who" } },
    ]
    expect(await run(steps)).toEqual({ title: "t" })
  })

  it("acts as the platform, the system or a visitor", async () => {
    const steps = [
      group,
      { as: "host", ask: "member.list" },
      { as: "system", ask: "member.list" },
      { ask: "member.list" },
      { as: "visitor", ask: "member.list", refuse: { actor: "@visitor" } },
    ]
    expect(await run(steps)).toEqual({ title: "t" })
  })

  it("repeats a step, counting", async () => {
    const many = {
      ...add,
      times: 3,
      with: { id: "m$n", people: [{ ...lea, lastName: "$$n is $n" }] },
      expect: { id: "m$n" },
    }
    const last = { ask: "member.get", with: { member: "m3" }, expect: { people: [{ lastName: "$$n is 3" }] } }
    expect(await run([group, many, { ask: "member.list", expect: { members: [{}, {}, {}, {}] } }, last])).toEqual({
      title: "t",
    })
  })

  it("previews without writing", async () => {
    const steps = [
      group,
      { ...add, preview: true, expect: { id: "lea" } },
      { ...named, refuse: { _tag: "MemberUnknown" } },
    ]
    expect(await run(steps)).toEqual({ title: "t" })
  })

  it("starts steps at once and counts how they ended", async () => {
    const together = (ending: object) => ({
      together: [add, { ...add, times: 2 }],
      expect: ending,
    })
    expect(await run([group, together({ done: 1, refused: { AlreadyExists: 2 } })])).toEqual({ title: "t" })
    expect(await run([group, together({ done: 1 })])).toEqual({ title: "t" })
    expect(
      await run([
        group,
        {
          together: [
            { ...add, key: "k" },
            { ...add, key: "k" },
          ],
        },
      ]),
    ).toEqual({ title: "t" })
  })
})

describe("a scenario that fails says where, what was expected and what came", () => {
  it("another value in an answer", async () => {
    expect(await failure(group, add, { ...named, expect: { name: "PETIT Tom" } })).toEqual({
      step: 3,
      says: "camille asks member.get",
      path: "name",
      expected: "PETIT Tom",
      came: "MARTIN Léa",
    })
  })

  it("another value deep in an answer, a field that is missing, an array of another length", async () => {
    const wrong = async (expected: object) => {
      const { path, expected: wanted, came } = (await failure(group, add, { ...named, expect: expected }))!
      return { path, wanted, came }
    }
    expect(await wrong({ people: [{ lastName: "M" }] })).toEqual({
      path: "people[0].lastName",
      wanted: "M",
      came: "Martin",
    })
    expect(await wrong({ age: 3 })).toEqual({ path: "age", wanted: 3, came: undefined })
    expect(await wrong({ people: [] })).toEqual({ path: "people.length", wanted: 0, came: 1 })
  })

  it("a refusal where an answer was expected, said or not", async () => {
    const refusal = { _tag: "MemberUnknown", member: "lea" }
    expect(await failure(group, { ...named })).toMatchObject({
      step: 2,
      path: "",
      expected: "an answer",
      came: { refused: refusal },
    })
    expect(await failure(group, { ...named, expect: { id: "lea" } })).toMatchObject({
      expected: { answer: { id: "lea" } },
      came: { refused: refusal },
    })
  })

  it("an answer where a refusal was expected", async () => {
    expect(await failure(group, { ...add, refuse: { _tag: "NotAllowed" } })).toMatchObject({
      step: 2,
      says: "camille does member.add",
      path: "",
      expected: { refused: { _tag: "NotAllowed" } },
      came: { answer: { id: "lea" } },
    })
  })

  it("another refusal, or the same with other facts", async () => {
    expect(await failure(group, { ...named, refuse: { _tag: "NotAllowed" } })).toMatchObject({
      path: "_tag",
      expected: "NotAllowed",
      came: "MemberUnknown",
    })
    expect(await failure(group, { ...named, refuse: { _tag: "MemberUnknown", member: "tom" } })).toMatchObject({
      path: "member",
      expected: "tom",
      came: "lea",
    })
  })

  it("another count of steps together, and a refusal nobody expected", async () => {
    const together = (expected?: object) => ({
      together: [{ ...add, times: 3 }],
      ...(expected === undefined ? {} : { expect: expected }),
    })
    expect(await failure(group, together({ done: 2 }))).toMatchObject({
      step: 2,
      says: "1 together",
      path: "done",
      expected: 2,
      came: 1,
    })
    expect(await failure(group, together({ refused: { AlreadyExists: 1 } }))).toMatchObject({
      path: "refused.AlreadyExists",
      expected: 1,
      came: 2,
    })
    expect(await failure(group, together({ done: 1, refused: { NotAllowed: 2 } }))).toMatchObject({
      path: "refused.NotAllowed",
      expected: 2,
      came: 0,
    })
    expect(await failure(group, together({ done: 1, refused: {} }))).toMatchObject({
      path: "refused.AlreadyExists",
      expected: 0,
      came: 2,
    })
    expect(await failure(group, together())).toMatchObject({ path: "refused.AlreadyExists", expected: 0, came: 2 })
  })

  it("a repetition that ends otherwise one time", async () => {
    expect(await failure(group, { ...add, times: 2 })).toMatchObject({
      step: 2,
      came: { refused: { _tag: "AlreadyExists" } },
    })
  })

  it("a name that nothing kept, and a field to keep that is not there", async () => {
    expect(await failure(group, { ...named, with: { member: "$who" } })).toMatchObject({
      step: 2,
      expected: "a name that was kept",
      came: { failed: "NameMissing: nothing was kept as $who" },
    })
    expect(await failure({ ...group, keep: { a: "name" } })).toMatchObject({
      step: 1,
      came: { failed: "NameMissing: the answer has no name" },
    })
  })

  it("a storage that does not answer", async () => {
    const down = { ...memoryStorage(), read: () => Effect.fail(new StorageDown({ reason: "no disk" })) }
    expect((await run([group], {}, down)).failure).toMatchObject({
      step: 1,
      expected: "an answer",
      came: { failed: "StorageDown: no disk" },
    })
  })

  it("stops at the first failure", async () => {
    const storage = memoryStorage()
    await run([group, { ...named }, add], {}, storage)
    expect(
      await run([{ ask: "member.list", with: { group: "g" }, expect: { members: [{ id: "camille" }] } }], {}, storage),
    ).toEqual({ title: "t" })
  })
})

describe("the report", () => {
  const passed = { file: "a.json", result: { title: "Holds" } }
  const failed = {
    file: "b.json",
    result: { title: "Fails", failure: { step: 2, says: "lea does x", path: "a.b", expected: 1, came: undefined } },
  }
  const unread = { file: "c.json", result: { title: "cannot be read", problems: ["is not JSON"] } }

  it("has one line for what passed, and the difference for what failed", () => {
    expect(linesOf(passed)).toEqual(["ok    Holds"])
    expect(linesOf(failed)).toEqual([
      "FAIL  Fails (b.json)",
      "        step 2, lea does x, at a.b",
      "        expected 1",
      "        came     nothing",
    ])
    expect(linesOf(unread)).toEqual(["FAIL  cannot be read (c.json)", "        is not JSON"])
  })

  it("ends with the counts alone on a line", () => {
    expect(summaryOf([passed, failed, unread])).toBe("1 passed, 2 failed")
  })
})
