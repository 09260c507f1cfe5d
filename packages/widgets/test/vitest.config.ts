import { defineConfig } from "vitest/config"

const conditions = ["source", "module", "node", "development|production"]

/** The widgets in a real Chromium, one test at a time. They must be built first. */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    name: "widgets in Chromium",
    root: import.meta.dirname,
    include: ["**/*.browser.ts"],
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
})
