import { describe, expect, it } from "vitest"
import { exportsAreDocumented } from "./docstrings.ts"
import { floorsHold } from "./floors.ts"
import { definingFilesAreKept, importsAreDeclared, lockIsInStep, manifestsAreSound } from "./manifests.ts"
import { widgetsWriteText } from "./markup.ts"
import { coreIsPure, effectBySubpath, importsArePure } from "./purity.ts"
import { conceptsStayApart, rulesCarryNoSchema } from "./rooms.ts"
import { decisionsExist, rulesAreTested, rulesResolve } from "./rule-book.ts"
import { codeOf, nodesIn } from "./syntax.ts"
import { readTree, written } from "./tree.ts"
import type { Check } from "./tree.ts"
import { everyTestRuns, namesSaySomething, nothingIsLeftOver, pathsAreOfNoMachine } from "./wording.ts"

const checks: Readonly<Record<string, Check>> = {
  "every package imports only the floors below it": floorsHold,
  "concepts of the core never import each other": conceptsStayApart,
  "rules take only types from schema files": rulesCarryNoSchema,
  "effect is imported by subpath": effectBySubpath,
  "core, widgets and client import nothing they must not carry": importsArePure,
  "the core uses nothing of Node or of a page, no clock, no chance": coreIsPure,
  "every export of a published package has a docstring": exportsAreDocumented,
  "rule ids have one home and resolve": rulesResolve,
  "every rule is held by a test": rulesAreTested,
  "cited decisions exist": decisionsExist,
  "names say something": namesSaySomething,
  "nothing is left over": nothingIsLeftOver,
  "every test runs": everyTestRuns,
  "no path of one machine": pathsAreOfNoMachine,
  "widgets never turn text into markup": widgetsWriteText,
  "package manifests are sound": manifestsAreSound,
  "files that define elements survive bundlers": definingFilesAreKept,
  "the lock file is in step": lockIsInStep,
  "imports are declared": importsAreDeclared,
}

describe("tidy", () => {
  const files = readTree()
  // Read once, before any check is timed: what they look at is the same.
  for (const file of codeOf(files)) nodesIn(file)

  it("reads the project", () => {
    expect(files.map(({ path }) => path)).toContain("tidy/tidy.test.ts")
    expect(files.length).toBeGreaterThan(50)
  })

  it.each(Object.entries(checks))("%s", (_, check) => {
    expect(written(check(files))).toEqual([])
  })
})
