/**
 * What a step of the tests came to.
 * @typedef {{ passed: number, failed: number }} Count
 */

/** @type {Count} */
export const none = { passed: 0, failed: 0 }

/** @param {ReadonlyArray<Count>} counts @returns {Count} */
export const total = (counts) =>
  counts.reduce((sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }), none)

/** A program that ended badly counts as a failure even when it named none. @param {Count} count @param {number} code */
export const withExit = (count, code) => (code === 0 || count.failed > 0 ? count : { ...count, failed: 1 })

/**
 * @typedef {{ status: string, assertionResults: ReadonlyArray<{ status: string }> }} FileReport
 * @typedef {{ numPassedTests: number, numFailedTests: number, testResults: ReadonlyArray<FileReport> }} VitestReport
 */

/**
 * Counts a report of vitest. A file that could not even be loaded holds no failed test, and counts as one.
 * @param {VitestReport} report
 * @returns {Count}
 */
export const countVitest = ({ numPassedTests, numFailedTests, testResults }) => {
  const broken = testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && assertionResults.every((assertion) => assertion.status !== "failed"),
  )
  return { passed: numPassedTests, failed: numFailedTests + broken.length }
}

/**
 * Adds up the lines `N passed, N failed` (a word and a colon may stand before) that a runner printed.
 * @param {string} output
 * @returns {Count}
 */
export const countLines = (output) => {
  const lines = [...output.matchAll(/^(?:\w+: )?(\d+) passed, (\d+) failed\s*$/gm)]
  return total(lines.map(([, passed, failed]) => ({ passed: Number(passed), failed: Number(failed) })))
}

/** The line that closes a run. @param {Count} count */
export const closingLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`
