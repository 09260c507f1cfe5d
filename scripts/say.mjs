import process from "node:process"

/** A sentence for the person at the terminal. @param {string} text */
export const say = (text) => void process.stdout.write(`${text}\n`)

/** What stops a script: a sentence that says what is wrong and what to do, without a stack. */
export class Stop extends Error {}

/**
 * Runs a script's body; a `Stop` ends it with its sentence, anything else with its stack.
 * @param {() => Promise<number | void>} body gives the exit code, 0 when it gives nothing
 */
export const main = async (body) => {
  try {
    process.exitCode = (await body()) ?? 0
  } catch (error) {
    process.stderr.write(`\n${error instanceof Stop ? error.message : error instanceof Error ? error.stack : error}\n`)
    process.exitCode = 1
  }
}
