import type { AnswerOf, InputOf } from "@cabas/client"
import { heapOf } from "../books/books.model.ts"

/** A bank statement as it was compared with what was promised. */
export type Report = AnswerOf<"bank.import">

/** One line of it. */
export type Line = Report["rows"][number]

type Accepted = NonNullable<InputOf<"bank.import">["accept"]>[number]

/** What was decided of a line: that it is what it looks like, or that it is of a household. */
export type Verdict = true | { readonly member: string }

/** A line by what it is recognised by; one that cannot be read by its place. */
export const keyOf = ({ entry, line }: Line): string => entry?.fingerprint ?? `line ${line}`

/** What is decided before anybody looks: lines that carry the reference and the amount of a promise are taken. @rule BANK-9 */
export const firstVerdicts = (lines: ReadonlyArray<Line>): ReadonlyMap<string, Verdict> =>
  new Map(lines.flatMap((line) => (heapOf(line.outcome) === "matched" ? [[keyOf(line), true] as const] : [])))

/** A line as it is recorded; nothing when it is left aside. */
export const acceptedOf = (line: Line, verdict: Verdict | undefined): Accepted | undefined => {
  const { entry, payment, member, target } = line
  if (!entry || verdict === undefined) return undefined
  if (verdict !== true) return { entry: entry.fingerprint, member: verdict.member }
  if (payment) return { entry: entry.fingerprint, payment }
  return member ? { entry: entry.fingerprint, member, ...(target && { target }) } : undefined
}

/** All that is recorded, and what it comes to. */
export const acceptedIn = (
  lines: ReadonlyArray<Line>,
  verdicts: ReadonlyMap<string, Verdict>,
): { readonly accept: ReadonlyArray<Accepted>; readonly total: number } => {
  const taken = lines.flatMap((line) => {
    const accepted = acceptedOf(line, verdicts.get(keyOf(line)))
    return accepted ? [{ accepted, amount: line.entry?.amount ?? 0 }] : []
  })
  return {
    accept: taken.map(({ accepted }) => accepted),
    total: taken.reduce((sum, { amount }) => sum + amount, 0),
  }
}

/** A file as the server takes it: its bytes, since their encoding is for it to find out. */
export const base64Of = async (file: Blob): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  let text = ""
  for (let at = 0; at < bytes.length; at += 0x80_00) text += String.fromCodePoint(...bytes.subarray(at, at + 0x80_00))
  return btoa(text)
}
