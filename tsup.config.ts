import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { defineConfig } from "tsup"

type Target = string | null | { readonly source?: string }

/** The sources that a package exports: `{ "values/index": "packages/core/src/values/index.ts" }`. */
const entries = (folder: string) => {
  const exported: Record<string, Target> = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).exports
  const sources = Object.values(exported).flatMap((target) =>
    typeof target === "object" && target?.source !== undefined ? [target.source] : [],
  )
  return Object.fromEntries(
    sources.map((source) => [source.replace(/^\.\/src\/(.*)\.ts$/, "$1"), join(folder, source)]),
  )
}

/** Rollup builds the widgets, tsup everything that runs on Node or in any bundle: one configuration for all. */
const folders = readdirSync("packages")
  .filter((name) => name !== "widgets" && existsSync(join("packages", name, "package.json")))
  .map((name) => join("packages", name))

export default defineConfig(
  folders.map((folder) => ({
    name: folder,
    entry: entries(folder),
    outDir: join(folder, "dist"),
    tsconfig: "tsconfig.base.json",
    format: "esm" as const,
    target: "node22",
    // TypeScript 7 writes the declarations: it is faster, and tsup's own way needs a compiler API that it lacks.
    dts: false,
    splitting: true,
    sourcemap: true,
    clean: true,
    silent: true,
    external: [/^[^./]/],
  })),
)
