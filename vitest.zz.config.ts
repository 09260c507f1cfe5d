import base from "/work/main/vitest.workspace.ts"
const p = (base as any).test.projects.find((x: any) => x.test.name === "storage-sql")
export default { test: { projects: [{ ...p, test: { ...p.test, name: "pg", include: ["src/**/*.pg.test.ts"], globalSetup: ["src/postgres/test-server.setup.ts"], fileParallelism: false, testTimeout: 60000, hookTimeout: 60000 } }] } }
