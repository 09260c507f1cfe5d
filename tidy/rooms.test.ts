import { describe, expect, it } from "vitest"
import { conceptsStayApart, rulesCarryNoSchema } from "./rooms.ts"
import { treeOf } from "./tree.ts"

const core = (path: string, text: string) => treeOf({ [`packages/core/src/${path}`]: text })

describe("rooms of the core", () => {
  it.each([
    ["basket/basket.ts", `import { orderUnit } from "../catalog/index.ts"`],
    ["basket/basket.ts", `import type { Product } from "../catalog/catalog.schema.ts"`],
    ["wallet/wallet.ts", `import { confirm } from "../plans/confirm-basket.ts"`],
    ["values/money.ts", `export * from "../wallet/index.ts"`],
    ["basket/basket.schema.ts", `import { orderUnit } from "../catalog/catalog.ts"`],
    ["basket/basket.ts", `type Product = import("../catalog/index.ts").Product`],
  ])("refuses in %s: %s", (path, text) => {
    expect(conceptsStayApart(core(path, text))).toHaveLength(1)
  })

  it.each([
    ["basket/basket.ts", `import { lineAmount } from "../values/price.ts"\nimport { a } from "./a.ts"`],
    ["basket/basket.schema.ts", `import { Product } from "../catalog/catalog.schema.ts"`],
    ["plans/confirm-basket.ts", `import { orderUnit } from "../catalog/index.ts"`],
    ["views/recap.ts", `import { totalOf } from "../basket/index.ts"`],
    ["basket/basket.test.ts", `import { orderUnit } from "../catalog/index.ts"`],
    ["index.ts", `export * as Basket from "./basket/index.ts"`],
    ["basket/basket.ts", `/* import { orderUnit } from "../catalog/index.ts" */`],
  ])("allows in %s: %s", (path, text) => {
    expect(conceptsStayApart(core(path, text))).toEqual([])
  })
})

describe("schema files", () => {
  it.each([
    ["basket/basket.ts", `import { Basket } from "./basket.schema.ts"`],
    ["basket/basket.ts", `import { type Basket } from "./basket.schema.ts"`],
    ["basket/index.ts", `export * from "./basket.schema.ts"`],
    ["index.ts", `export * from "./schema.ts"`],
  ])("lend only types to %s: not %s", (path, text) => {
    expect(rulesCarryNoSchema(core(path, text))).toHaveLength(1)
  })

  it.each([
    ["basket/basket.ts", `import type { Basket } from "./basket.schema.ts"`],
    ["basket/index.ts", `export type * from "./basket.schema.ts"`],
    ["schema.ts", `export * from "./basket/basket.schema.ts"`],
    ["basket/basket.test.ts", `import { Basket } from "./basket.schema.ts"`],
    ["plans/plan.ts", `type Basket = import("../basket/basket.schema.ts").Basket`],
  ])("lend types to %s: %s", (path, text) => {
    expect(rulesCarryNoSchema(core(path, text))).toEqual([])
  })
})
