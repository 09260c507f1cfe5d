import { describe, expect, it } from "vitest"
import { floorsHold } from "./floors.ts"
import { treeOf, written } from "./tree.ts"

const found = (path: string, text: string) => written(floorsHold(treeOf({ [path]: text })))

describe("import direction", () => {
  it.each([
    ["packages/core/src/wallet/wallet.ts", `import { read } from "@cabas/engine/storage"`],
    ["packages/engine/src/index.ts", `import { open } from "@cabas/storage-sql"`],
    ["packages/engine/src/index.ts", `export * from "@cabas/server"`],
    ["packages/storage-sql/src/index.ts", `import "@cabas/server"`],
    ["packages/client/src/index.ts", `import { confirm } from "@cabas/engine"`],
    ["packages/client/src/index.ts", `import type { Money } from "@cabas/widgets"`],
    ["packages/widgets/src/index.ts", `import type { Batch } from "@cabas/engine"`],
    ["packages/testkit/src/index.ts", `const sql = await import("@cabas/storage-sql")`],
    ["packages/plugin-mail/src/index.ts", `import { serve } from "@cabas/server"`],
    ["packages/plugin-mail/src/index.ts", `type Served = import("@cabas/server").Served`],
    ["packages/core/src/basket/basket.ts", `import { evolve } from "@cabas/core/basket"`],
    ["packages/core/src/basket/basket.test.ts", `import { serve } from "@cabas/server"`],
    ["packages/engine/src/run/run.ts", `import { evolve } from "../../../core/src/basket/basket.ts"`],
    ["bench/bench.ts", `import { evolve } from "../packages/core/src/basket/basket.ts"`],
  ])("refuses in %s: %s", (path, text) => {
    expect(found(path, text)).toHaveLength(1)
  })

  it.each([
    ["packages/engine/src/index.ts", `import { Basket } from "@cabas/core"`],
    ["packages/server/src/node.ts", `import { open } from "@cabas/storage-sql/sqlite"`],
    ["packages/client/src/index.ts", `import type { Operations } from "@cabas/engine/operations"`],
    ["packages/widgets/src/money/money.element.ts", `import { text } from "@cabas/core/values"`],
    ["packages/testkit/src/cli/conform.ts", `import { open } from "@cabas/storage-sql/sqlite"`],
    ["packages/core/src/basket/basket.test.ts", `import { basket } from "@cabas/testkit/arbitraries"`],
    ["packages/engine/src/a.ts", `// import { serve } from "@cabas/server"\nconst text = 'import "@cabas/server"'`],
    ["packages/engine/src/run/run.ts", `import { b } from "../storage/b.ts"`],
    ["examples/association/start.ts", `import { serve } from "@cabas/server/node"`],
  ])("allows in %s: %s", (path, text) => {
    expect(found(path, text)).toEqual([])
  })

  it("says where", () => {
    expect(found("packages/client/src/index.ts", `\nimport { a } from "@cabas/engine"`)).toEqual([
      "packages/client/src/index.ts:2 client may import only types of @cabas/engine",
    ])
  })
})
