import { expect, it } from "vitest"

it("the elements can be imported where there is no page", async () => {
  const { CabasOrdering, CabasQuantity, Store } = await import("./index.ts")
  for (const each of [CabasOrdering, CabasQuantity, Store]) expect(each).toBeTypeOf("function")
})
