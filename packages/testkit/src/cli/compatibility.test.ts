import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { storagePromises } from "../conformance/index.ts"
import { pageOf, standingOf, tableOf } from "./compatibility.ts"
import type { Tried } from "./compatibility.ts"

const page = readFileSync(new URL("../../../../docs/compatibility.md", import.meta.url), "utf8")

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

  it("makes the same page of the same results, and names what was tried besides", () => {
    const made = pageOf([memory, sqlite], storagePromises)
    expect(made).toBe(pageOf([memory, sqlite], storagePromises))
    expect(made).toContain("| reads | 1/1 | 1/2 |")
    expect(made).toContain("| sqlite | a disk that is full | 1/1 |")
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

  it("says of every storage that it keeps all the promises that it was put to", () => {
    expect(head).toMatch(/memory \| sqlite \| postgres/)
    const cells = rows.flatMap((row) => row.slice(2, -2).split(" | ").slice(1))
    for (const cell of cells) expect(cell).toMatch(/^(–|(\d+)\/\2)$/)
  })
})
