import { readFileSync } from "node:fs"
import { createCabas, memoryStorage } from "@cabas/engine"
import { expect, test } from "vitest"
import { group } from "../data/index.ts"
import { seed } from "../seed.ts"

const now = Date.parse("2026-11-22T09:30:00Z")
const content = readFileSync(new URL("prix-maraicher.csv", import.meta.url), "utf8")

test("the sample price list changes some prices, adds some products, and has rows that are refused with their reason", async () => {
  const storage = memoryStorage()
  await seed(storage, now)
  const { product } = createCabas({ storage, clock: () => now }).as("camille-roussel")
  const { answer } = await product.import({ group: group.id, catalog: "aubiers-legumes", content })
  expect(answer?.format).toBe("cagette-products")
  expect(answer?.rows.map(({ line, outcome, changed }) => [line, outcome, ...(changed ?? [])])).toEqual([
    [2, "updated", "price"],
    [3, "unchanged"],
    [4, "updated", "price"],
    [5, "updated", "price", "stock"],
    [6, "unchanged"],
    [7, "created"],
    [8, "created"],
    [9, "created"],
    [10, "created"],
    [11, "refused"],
    [12, "refused"],
    [13, "refused"],
  ])
  const reasons = answer?.rows.flatMap(({ reason }) => (reason ?? []).map(({ _tag }) => _tag))
  expect(reasons).toEqual(["PriceUnreadable", "UnitUnknown", "ReferenceRepeated"])
})
