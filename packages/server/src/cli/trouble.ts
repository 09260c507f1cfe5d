import * as Effect from "effect/Effect"
import * as CliError from "effect/cli/CliError"

/** Stops a verb with a sentence for whoever typed it; the exit code is 1. */
export const trouble = (sentence: string, cause: unknown = sentence): CliError.UserError =>
  new CliError.UserError({ cause, userMessage: sentence })

/** What went wrong, in its own words. */
export const wordsOf = (cause: unknown): string => {
  if (typeof cause === "object" && cause !== null && "reason" in cause && typeof cause.reason === "string")
    return cause.reason
  return cause instanceof Error ? cause.message : String(cause)
}

/** Tries what may throw or reject; what it says about it becomes the sentence. */
export const attempt = <A>(job: () => A | Promise<A>): Effect.Effect<A, CliError.UserError> =>
  Effect.tryPromise({ try: async () => job(), catch: (cause) => trouble(wordsOf(cause), cause) })
