import * as Effect from "effect/Effect"
import { sqliteStorage } from "@cabas/storage-sql/sqlite"
import { memoryStorage } from "@cabas/engine/memory"
import { makeWorld, worldGroup } from "./engine-world.ts"
import { operations } from "@cabas/engine"
import { decoderOf } from "../packages/engine/src/run/decode.ts"
import { foundIn } from "../packages/engine/src/run/found.ts"
const best = (label: string, job: () => unknown) => { let min = 1e9; for (let i = 0; i < 5000; i++) job(); for (let r = 0; r < 60; r++) { const t = performance.now(); for (let i = 0; i < 1000; i++) job(); min = Math.min(min, (performance.now() - t)) } console.log(label.padEnd(14), min.toFixed(2), "µs") }
for (const storage of [memoryStorage(), sqliteStorage({ file: ":memory:" })]) {
console.log(storage.name)
const cabas = await makeWorld(storage, 1)
const op = operations.shop.get
const as = { kind: "member", member: "member-1" } as const
const d = decoderOf(op as any)
best("decode", () => d({ group: worldGroup }))
best("uuid", () => crypto.randomUUID())
best("date", () => new Date(Date.now()).toISOString())
const snap = Effect.runSync(storage.read(worldGroup, { documents: ["group", "member:member-1"] }))
best("foundIn", () => foundIn([snap]))
const found = foundIn([snap])
best("allow", () => op.allow({ input: { group: worldGroup }, actor: as, found }))
best("peek", () => Effect.runSync(storage.read(worldGroup, { documents: ["group", "member:member-1"] })))
const shelfMap = new Map<string, any>(); const shelf = { get: (n: string) => shelfMap.get(n), put: (n: string, k: any) => void shelfMap.set(n, k) }
best("runMade", () => Effect.runFork(cabas.engine.runMade(op, { group: worldGroup }, { as }, shelf, JSON.stringify)).pollUnsafe())
best("run", () => Effect.runFork(cabas.engine.run(operations.group.get, { group: worldGroup }, { as })).pollUnsafe())
}
