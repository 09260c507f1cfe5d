import { defineConfig } from "vitest/config"

const conditions = ["source", "module", "node", "development|production"]

/** The tests of this example alone, those on real servers included. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: { include: ["**/*.test.ts"], testTimeout: 60_000, hookTimeout: 120_000, fileParallelism: false },
})
