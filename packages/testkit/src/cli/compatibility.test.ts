import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { storagePromises } from "../conformance/index.ts"
import { kitMark, pageOf, recordsWith, standingOf, tableOf } from "./compatibility.ts"
import type { RunRecord, Tried } from "./compatibility.ts"

const ofDocs = (name: string) => readFileSync(new URL(`../../../../docs/${name}`, import.meta.url), "utf8")
const page = ofDocs("compatibility.md")
const records: ReadonlyArray<RunRecord> = JSON.parse(ofDocs("compatibility.json"))

const tried = (suite: string, group: string, title: string, status = "passed"): Tried => ({
  ancestorTitles: [suite, group],
  title,
  status,
  failureMessages: status === "passed" ? [] : ["It was not so"],
})

const sqlite = standingOf("sqlite", [
  tried("storage sqlite (durable, shared)", "reads", "one"),
  tried("storage sqlite (durable, shared)", "reads", "two", "failed"),
  tried("storage sqlite (durable, shared)", "reopening", "three"),
  tried("a disk that is full", "a disk that is full", "four"),
])
const memory = standingOf("memory", [tried("storage memory (nothing)", "reads", "one")])

describe("what storages keep to", () => {
  it("is read from the tests of a suite: the kit's apart from its own, what was broken with what was seen", () => {
    expect(sqlite).toEqual({
      name: "sqlite",
      capabilities: ["durable", "shared"],
      groups: [
        { group: "reads", kept: 1, of: 2 },
        { group: "reopening", kept: 1, of: 1 },
      ],
      besides: [{ group: "a disk that is full", kept: 1, of: 1 }],
      broken: [{ group: "reads", title: "two", said: "It was not so" }],
    })
    expect(memory.capabilities).toEqual([])
  })

  it("is a table with a dash where nothing is concerned", () => {
    const rows = tableOf([memory, sqlite]).split("\n")
    expect(rows.map((row) => row.split(/ {2,}/).filter((cell) => cell !== ""))).toEqual([
      ["memory", "sqlite"],
      ["reads", "1/1", "1/2"],
      ["reopening", "–", "1/1"],
      ["a disk that is full", "–", "1/1"],
    ])
  })

  it("makes the same page of the same records, and names what was tried besides", () => {
    const made = recordsWith([], [memory, sqlite], "now")
    expect(pageOf(made, storagePromises)).toBe(pageOf(made, storagePromises))
    expect(pageOf(made, storagePromises)).toContain("| reads | 1/1 | 1/2 |")
    expect(pageOf(made, storagePromises)).toContain("| sqlite | a disk that is full | 1/1 |")
  })

  it("takes the place of the storage's earlier record, and leaves those of others as they were", () => {
    const earlier = recordsWith([], [memory, sqlite], "before")
    const later = recordsWith(earlier, [{ ...memory, groups: [] }], "now")
    expect(later.map(({ name, kit, groups }) => [name, kit, groups.length])).toEqual([
      ["memory", "now", 0],
      ["sqlite", "before", 2],
    ])
    expect(later[1]).not.toHaveProperty("broken")
  })

  it("is of one set of promises: a promise more, or in other words, is another set", () => {
    const [first, ...others] = storagePromises
    expect(kitMark(storagePromises)).toBe(kitMark([...storagePromises]))
    expect(kitMark(others)).not.toBe(kitMark(storagePromises))
    expect(kitMark([{ ...first!, title: "other words" }, ...others])).not.toBe(kitMark(storagePromises))
  })
})

describe("the page of compatibility", () => {
  const table = page
    .slice(0, page.indexOf("## What each says"))
    .split("\n")
    .filter((row) => row.startsWith("| "))
  const [head = "", ...rows] = table

  it("has the groups of the kit, in its order, and every promise", () => {
    const groups = [...new Set(storagePromises.map(({ group }) => group))]
    expect(rows.map((row) => row.split(" | ")[0]?.slice(2))).toEqual(groups)
    for (const { title } of storagePromises) expect(page).toContain(`- ${title}`)
    expect(page.split("\n").filter((row) => row.startsWith("- "))).toHaveLength(storagePromises.length)
  })

  it("has a column for each storage of the project, made of its last run with the promises that there are now", () => {
    const names = ["memory", "sqlite", "postgres", "own-storage", "postgres-quorum", "galera"]
    expect(records.map(({ name }) => name)).toEqual(names)
    for (const { name, kit } of records) expect(kit, `npm run conform -- ${name} --page`).toBe(kitMark(storagePromises))
    expect(page).toBe(pageOf(records, storagePromises))
    expect(head).toBe(`|  | ${names.join(" | ")} |`)
  })

  it("says of every storage that it keeps all the promises that it was put to, and all it was tried for besides", () => {
    const cells = rows.flatMap((row) => row.slice(2, -2).split(" | ").slice(1))
    for (const cell of cells) expect(cell).toMatch(/^(–|(\d+)\/\2)$/)
    for (const { name, besides } of records)
      for (const { group, kept, of } of besides) expect(kept, `${name}: ${group}`).toBe(of)
  })
})
