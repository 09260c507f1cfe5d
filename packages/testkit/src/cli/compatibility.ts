import { createHash } from "node:crypto"
import type { StoragePromise } from "../conformance/promise.ts"

/** What vitest's report says of one test. */
export interface Tried {
  readonly ancestorTitles: ReadonlyArray<string>
  readonly title: string
  readonly status: string
  readonly failureMessages: ReadonlyArray<string>
}

/** A promise that was broken, and what was seen. */
export interface Broken {
  readonly group: string
  readonly title: string
  readonly said: string
}

/** How many promises of a group a storage was put to, and how many it kept. */
export interface Score {
  readonly group: string
  readonly kept: number
  readonly of: number
}

/** What a storage keeps to: the promises of the kit by group, and what its own suite tries besides. */
export interface Standing {
  readonly name: string
  /** As the storage itself says; nothing when its suite could not be run. */
  readonly capabilities: ReadonlyArray<string>
  readonly groups: ReadonlyArray<Score>
  readonly besides: ReadonlyArray<Score>
  readonly broken: ReadonlyArray<Broken>
}

const passed = ({ status }: Tried): boolean => status === "passed"

const scoresOf = (tried: ReadonlyArray<Tried>): ReadonlyArray<Score> => {
  const groups = new Map<string, Tried[]>()
  for (const one of tried) {
    const group = one.ancestorTitles.at(-1) ?? ""
    groups.set(group, [...(groups.get(group) ?? []), one])
  }
  return [...groups].map(([group, all]) => ({ group, kept: all.filter(passed).length, of: all.length }))
}

/** The heading of the suite: `storage sqlite (durable, shared)`. */
const heading = /^storage .*? \((.*)\)$/

/** Reads what a storage keeps to from the tests of its suite. */
export const standingOf = (name: string, tried: ReadonlyArray<Tried>): Standing => {
  const ofKit = tried.filter(({ ancestorTitles }) => heading.test(ancestorTitles[0] ?? ""))
  const said = heading.exec(ofKit[0]?.ancestorTitles[0] ?? "")?.[1] ?? "nothing"
  return {
    name,
    capabilities: said === "nothing" ? [] : said.split(", "),
    groups: scoresOf(ofKit),
    besides: scoresOf(tried.filter((one) => !ofKit.includes(one))),
    broken: tried
      .filter((one) => !passed(one))
      .map(({ ancestorTitles, title, failureMessages }) => ({
        group: ancestorTitles.at(-1) ?? "",
        title,
        said: failureMessages.join("\n"),
      })),
  }
}

/** What is kept of a storage's last run with `--page`: its standing, and which promises there were to keep. */
export interface RunRecord extends Omit<Standing, "broken"> {
  /** As {@link kitMark} gives it. */
  readonly kit: string
}

/** Tells one set of promises from another: a record made with another one says nothing of what is promised now. */
export const kitMark = (promises: ReadonlyArray<StoragePromise>): string =>
  createHash("sha256")
    .update(JSON.stringify(promises.map(({ group, title, needs: what }) => [group, title, what ?? null])))
    .digest("hex")
    .slice(0, 16)

/** The records with those of a new run put in their places, storages that are new at the end. */
export const recordsWith = (
  records: ReadonlyArray<RunRecord>,
  standings: ReadonlyArray<Standing>,
  kit: string,
): ReadonlyArray<RunRecord> => {
  const all = new Map(records.map((record) => [record.name, record]))
  for (const { broken: _, ...standing } of standings) all.set(standing.name, { ...standing, kit })
  return [...all.values()]
}

const scoreIn = (scores: ReadonlyArray<Score>, group: string): string => {
  const score = scores.find((one) => one.group === group)
  return score === undefined ? "–" : `${score.kept}/${score.of}`
}

/** The table of groups and storages: promises kept of promises that concern it, a dash when none does. */
export const tableOf = (standings: ReadonlyArray<Standing>): string => {
  const groups = [
    ...new Set(standings.flatMap(({ groups: own, besides }) => [...own, ...besides].map(({ group }) => group))),
  ]
  const wide = Math.max(0, ...groups.map((group) => group.length)) + 2
  const column = Math.max(8, ...standings.map(({ name }) => name.length)) + 2
  const row = (title: string, cells: ReadonlyArray<string>): string =>
    `${title.padEnd(wide)}${cells.map((text) => text.padStart(column)).join("")}`.trimEnd()
  const names = standings.map(({ name }) => name)
  const rows = groups.map((group) =>
    row(
      group,
      standings.map(({ groups: own, besides }) => scoreIn([...own, ...besides], group)),
    ),
  )
  return [row("", names), ...rows].join("\n")
}

const groupsOf = (promises: ReadonlyArray<StoragePromise>): ReadonlyArray<string> => [
  ...new Set(promises.map(({ group }) => group)),
]

const line = (cells: ReadonlyArray<string>): string => `| ${cells.join(" | ")} |`

const needs = { reopen: "durable storages", elsewhere: "shared storages", peek: "storages that can be looked into" }

const sectionOf = (group: string, promises: ReadonlyArray<StoragePromise>): string =>
  [
    `### ${group}`,
    "",
    ...promises
      .filter((promise) => promise.group === group)
      .map(({ title, needs: what }) => `- ${title}${what === undefined ? "" : ` *(${needs[what]})*`}`),
  ].join("\n")

const besidesOf = (standings: ReadonlyArray<RunRecord>): ReadonlyArray<string> => {
  const rows = standings.flatMap(({ name, besides }) =>
    besides.map(({ group, kept, of }) => line([name, group, `${kept}/${of}`])),
  )
  return rows.length === 0
    ? []
    : ["## Tried besides", "", line(["storage", "what", "kept"]), "|---|---|---|", ...rows, ""]
}

/** The page of the documentation: what each storage keeps to, and what all of it means. Free of dates. */
export const pageOf = (standings: ReadonlyArray<RunRecord>, promises: ReadonlyArray<StoragePromise>): string => {
  const names = standings.map(({ name }) => name)
  const marks = names.map(() => ":-:").join("|")
  const can = (capability: string) =>
    standings.map(({ capabilities }) => (capabilities.includes(capability) ? "yes" : "no"))
  return [
    "# What storages keep to",
    "",
    "Made by `npm run conform -- NAME… --page`, which puts the storages that are named to every promise of the conformance kit",
    "(`packages/testkit/src/conformance`) that concerns them. Each column is of the last such run of that storage, kept in",
    "`docs/compatibility.json`; the everyday tests refuse a column that was made with other promises than those below. A cell",
    "says how many promises were kept of how many; a dash, that the storage does not say it can do what the group is about.",
    "",
    line(["", ...names]),
    `|---|${marks}|`,
    ...groupsOf(promises).map((group) => line([group, ...standings.map(({ groups }) => scoreIn(groups, group))])),
    "",
    "## What each says it can do",
    "",
    "A storage says so itself (`capabilities`), and a promise of the kit is broken by one that says more or less than is",
    "tried.",
    "",
    line(["", ...names]),
    `|---|${marks}|`,
    line(["durable: what was committed is there when the data is opened again", ...can("durable")]),
    line(["shared: several processes read and write the same data at once", ...can("shared")]),
    "",
    ...besidesOf(standings),
    "## The promises",
    "",
    groupsOf(promises)
      .map((group) => sectionOf(group, promises))
      .join("\n\n"),
    "",
  ].join("\n")
}
