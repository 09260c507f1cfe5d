import { operationNamed } from "@cabas/engine"
import type { Done } from "../arbitraries/stage.ts"
import { hold, sameData, shown } from "./law.ts"

/** A refusal, a question and a preview write nothing; a command that is done writes one batch, or repeats one. */
export const writesAreAnswered = ({ call, outcome, wrote }: Done): void => {
  const batches = wrote.length
  const said = () => `${call.do} by ${call.as} ${outcome.refusal === undefined ? "answered" : "was refused"}`
  const quiet = outcome.refusal !== undefined || call.preview === true || operationNamed(call.do)?.kind === "query"
  if (quiet) hold(batches === 0, () => `${said()} and wrote ${batches} batches`)
  else hold(batches === 1 || (batches === 0 && call.key !== undefined), () => `${said()} and wrote ${batches} batches`)
  for (const { by, operation } of wrote) {
    const named = call.as === by || `@${call.as}` === by
    hold(named && operation === call.do, () => `${said()} and wrote as ${by} for ${operation}`)
  }
}

/** The same call under the same key gives the same answer, and the second writes nothing. @see D11 */
export const repeatsChangeNothing = (first: Done, second: Done): void => {
  if (first.outcome.refusal !== undefined) return
  const same = sameData(first.outcome, second.outcome)
  hold(
    same,
    () => `${first.call.do} answered ${shown(first.outcome)}, then ${shown(second.outcome)} under the same key`,
  )
  hold(second.wrote.length === 0, () => `${first.call.do} under the same key wrote again`)
}

/** Somebody from elsewhere is refused whatever they ask, and nothing is written. @see D28 */
export const strangersDoNothing = ({ call, outcome, wrote }: Done): void => {
  hold(outcome.refusal !== undefined, () => `${call.as}, who is a stranger, did ${call.do}: ${shown(outcome.answer)}`)
  hold(wrote.length === 0, () => `${call.as}, who is a stranger, wrote by ${call.do}`)
}
