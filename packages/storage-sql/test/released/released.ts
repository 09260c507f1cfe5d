import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

/** A schema as a version of Cabas left it, with a group in it. */
export interface Released {
  readonly dialect: "sqlite" | "postgres"
  readonly version: number
  /** The statements that make it, in their order. */
  readonly statements: ReadonlyArray<string>
}

/** Where the snapshots are. */
export const releasedFolder = fileURLToPath(new URL(".", import.meta.url))

/** Between two statements: functions have semicolons inside. */
export const between = "\n-- next\n"

/** The archive of the group that is in every snapshot. */
export const archive = (): ReadonlyArray<string> =>
  readFileSync(`${releasedFolder}group.jsonl`, "utf8").trimEnd().split("\n")

/** The group that is in every snapshot. */
export const group = "g"

/** Every snapshot of a dialect, oldest first. */
export const releasedOf = (dialect: Released["dialect"]): ReadonlyArray<Released> =>
  readdirSync(releasedFolder)
    .flatMap((name) => {
      const [, version] = new RegExp(`^${dialect}-(\\d+)\\.sql$`).exec(name) ?? []
      if (version === undefined) return []
      const statements = readFileSync(`${releasedFolder}${name}`, "utf8").split(between)
      return [{ dialect, version: Number(version), statements: statements.map((one) => one.trim()) }]
    })
    .toSorted((a, b) => a.version - b.version)
