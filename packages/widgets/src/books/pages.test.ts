import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readPages } from "./pages.ts"

/** A list of so many numbers, answered by pages of so many. */
const listOf = (count: number, length: number) => {
  const asked: Array<string | undefined> = []
  const ask = async ({ after }: { readonly after?: string }) => {
    asked.push(after)
    const from = Number(after ?? 0)
    const rows = Array.from({ length: Math.min(length, count - from) }, (_, place) => from + place)
    return { answer: { rows, next: from + length < count ? String(from + length) : null } }
  }
  return { ask, asked }
}

describe("pages of a list", () => {
  it("DOOR-6: read to the end they are the whole list, and no page is asked for twice", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(60), fc.integer({ min: 1, max: 12 }), async (count, length) => {
        const { ask, asked } = listOf(count, length)
        const { answer } = await readPages("rows", ask)
        expect(answer?.rows).toEqual(Array.from({ length: count }, (_, place) => place))
        expect(answer?.next).toBeNull()
        expect(new Set(asked).size).toBe(asked.length)
      }),
    )
  })

  it("DOOR-6: no more is read than is wanted, and what is left begins where it stopped", async () => {
    const { ask, asked } = listOf(25, 10)
    const { answer } = await readPages("rows", ask, 11)
    expect([answer?.rows.length, answer?.next, asked]).toEqual([20, "20", [undefined, "10"]])
  })

  it("a page that does not come is the answer", async () => {
    const { ask } = listOf(25, 10)
    const cut = async (page: { readonly after?: string }) =>
      page.after === undefined ? ask(page) : ({ problem: "offline" } as const)
    expect(await readPages("rows", cut)).toEqual({ problem: "offline" })
  })
})
