import type { Reply } from "@cabas/client"

/** The most rows that a list answers at once. @rule DOOR-6 */
const pageLength = 500

/** Where a page begins, and how long it is. */
export interface PageAsked {
  readonly limit: number
  readonly after?: string
}

/**
 * Reads a list page by page, until it holds at least so many rows or there are no more. What then is left is after
 * `next`.
 * @rule DOOR-6
 */
export const readPages = async <
  Rows extends string,
  Answer extends { readonly next: string | null } & Readonly<Record<Rows, ReadonlyArray<unknown>>>,
>(
  rows: Rows,
  ask: (page: PageAsked) => Promise<Reply<Answer>>,
  least = Number.POSITIVE_INFINITY,
  before?: Answer,
): Promise<Reply<Answer>> => {
  const reply = await ask({ limit: pageLength, ...(before?.next && { after: before.next }) })
  if (!reply.answer) return reply
  const answer = before ? { ...reply.answer, [rows]: [...before[rows], ...reply.answer[rows]] } : reply.answer
  return answer.next && answer[rows].length < least ? readPages(rows, ask, least, answer) : { answer }
}
