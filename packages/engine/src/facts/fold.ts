import { kindOf } from "@cabas/core/plans"
import type { Told } from "@cabas/core/plans"
import { kinds } from "../run/kinds.ts"
import type { Kind } from "../run/kinds.ts"
import { upcast } from "./upcasters.ts"

/** The kind of the document that a fact is about; nothing when no such kind is known. */
export const kindTold = ({ key }: Told, known: Readonly<Record<string, Kind>> = kinds): Kind | undefined => {
  const name = kindOf(key)
  return Object.hasOwn(known, name) ? known[name] : undefined
}

/** The state of a document after a fact from the journal, whatever version of Cabas wrote it. */
export const evolveTold = (kind: Kind, state: unknown, { fact }: Told): unknown => kind.evolve(state, upcast(fact))
