import { describe, expect, it } from "vitest"
import { closingLine, countLines, countVitest, total, withExit } from "./counts.mjs"

const file = (status: string, ...assertions: ReadonlyArray<string>) => ({
  status,
  assertionResults: assertions.map((each) => ({ status: each })),
})

describe("the closing line", () => {
  it("adds up the steps", () => {
    const all = total([
      { passed: 3, failed: 1 },
      { passed: 4, failed: 0 },
    ])
    expect(closingLine(all)).toBe("7 passed, 1 failed")
  })

  it("counts failed tests, and files that could not be loaded", () => {
    const testResults = [file("passed", "passed", "passed"), file("failed", "passed", "failed"), file("failed")]
    expect(countVitest({ numPassedTests: 3, numFailedTests: 1, testResults })).toEqual({ passed: 3, failed: 2 })
  })

  it("reads what runners print, wherever it stands", () => {
    const output = "✓ a\n12 passed, 0 failed\n\nsqlite: 20 passed, 2 failed\nnot 3 passed, 4 failed\n"
    expect(countLines(output)).toEqual({ passed: 32, failed: 2 })
  })

  it("never says that nothing failed when a program ended badly", () => {
    expect(withExit({ passed: 5, failed: 0 }, 1)).toEqual({ passed: 5, failed: 1 })
    expect(withExit({ passed: 5, failed: 2 }, 1)).toEqual({ passed: 5, failed: 2 })
    expect(withExit({ passed: 5, failed: 0 }, 0)).toEqual({ passed: 5, failed: 0 })
  })
})
