import type { Batch } from "@cabas/engine/storage"
import { beforeFirst } from "./positions.ts"
import type { Statements } from "./statements.ts"

/**
 * Writes a batch that erases documents so that the bytes of what it replaces are overwritten: on every page, where
 * otherwise only those are that are written anyway.
 */
export const overwriting = <A>(statements: Statements, write: () => A): A => {
  statements.overwriteAll()
  try {
    return write()
  } finally {
    statements.overwriteSome()
  }
}

/**
 * Blanks what the batches of a space before one tell of erased documents, and what they answered. Reads the whole
 * journal of the space: erasing is rare.
 * @see D27
 */
export const blankBefore = (
  statements: Statements,
  space: number,
  seq: number,
  erased: ReadonlyArray<string>,
): void => {
  for (const key of erased) {
    for (const [at, text] of statements.mentioning(beforeFirst(space), seq, JSON.stringify(key))) {
      const facts: Batch["facts"] = JSON.parse(text)
      if (!facts.some((told) => told.key === key)) continue
      const blanked = facts.map((told) => (told.key === key ? { key, fact: { _tag: "Blanked" } } : told))
      statements.blank(JSON.stringify(blanked), at)
    }
  }
}
